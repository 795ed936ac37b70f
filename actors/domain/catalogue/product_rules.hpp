// What a definition of products and product lines must satisfy.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "events/problem.hpp"

#include <span>

namespace proffer::domain {

// The catalogue as it would be with these definitions in it.
Catalogue overlaid(const Catalogue& present, std::span<const Product> products,
                   std::span<const ProductLine> lines);

// Every problem of the definitions; none: they may be recorded. `after` is `present` with them in
// it.
std::vector<Problem> problems_of(const Catalogue& present, const Catalogue& after,
                                 std::span<const Product> products,
                                 std::span<const ProductLine> lines);

}  // namespace proffer::domain
