// Validates a whole catalogue document before its commands are sent.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "events/problem.hpp"

#include <span>

namespace proffer::domain {

// Every problem the document's definitions would meet, one after another, on top of `present`.
// Empty: none.
Problems validate_catalogue(const Catalogue& present, std::span<const Product> products,
                            std::span<const ProductLine> lines,
                            std::span<const ProductOffer> offers);

}  // namespace proffer::domain
