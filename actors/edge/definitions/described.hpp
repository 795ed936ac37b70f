// What a catalogue document would change, field by field.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "events/definitions.hpp"
#include "events/product_offer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace proffer::edge {

// For each definition, in the document's order: {kind, id, result, changes?}; `result` is created,
// changed or unchanged, and `changes` lists {field (a JSON Pointer), from?, to?} of what is
// changed.
boost::json::array described(const Definitions& given, const domain::Catalogue& before);

// The same for an offer, with its release and what is hardly meant in it: {…, release, warnings?}.
boost::json::object described(const ProductOffer& given, const domain::Catalogue& before);

// One entry for every place where the two differ; an array is compared as a whole.
boost::json::array changes(const boost::json::value& from, const boost::json::value& to);

}  // namespace proffer::edge
