// An offer and a variable map as their authors see them. Not for use outside the edge.
#pragma once

#include "actors/domain/catalogue/offer_definition.hpp"
#include "actors/domain/catalogue/variable_map.hpp"

#include <boost/json/object.hpp>

namespace proffer::edge {

// The header with its lock, its versions, of which the Work Space is the last, and whether the
// cache is stale. Its effective dates are those of the version in force at `now`, of the Work Space
// where none is.
boost::json::object header_json(const domain::OfferDefinition& definition, Instant now);
// With all that hangs below the header; `start`, `end` and `active` are the Work Space's. The names
// of languages, and the offer and the message type of a recommendation, are derived.
boost::json::object definition_json(const domain::OfferDefinition& definition, Instant now);

// The Work Space's modes beside those that the run time sees.
boost::json::object variable_map_json(const domain::VariableMap& map);

}  // namespace proffer::edge
