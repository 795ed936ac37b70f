// Validates a whole catalogue document before its commands are sent.
#pragma once

#include "actors/domain/catalogue/product_catalogue.hpp"
#include "events/problem.hpp"

#include <span>

namespace proffer::domain {

// Every problem the document's definitions would meet, one after another, on top of `present`.
// Empty: none.
Problems validate_catalogue(const Catalogue& present, const Definitions& definitions,
                            std::span<const ProductOffer> offers);

}  // namespace proffer::domain
