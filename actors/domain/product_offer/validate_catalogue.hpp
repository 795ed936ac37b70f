// Validates a whole catalogue document before its commands are sent.
#pragma once

#include "actors/domain/catalogue/product_catalogue.hpp"
#include "events/problem.hpp"

#include <span>

namespace proffer::domain {

// Every problem the document's definitions would meet, one after another, on top of `present`.
// Empty: none. An offer that is in force as it is given meets only what the others bring.
Problems validate_catalogue(const Catalogue& present, const Definitions& definitions,
                            std::span<const ProductOffer> offers);

// The rules that offers beside those given keep now and will break once the definitions are in
// force.
Problems offers_broken_by(const Catalogue& present, const Definitions& definitions,
                          std::span<const ProductOffer> given);

}  // namespace proffer::domain
