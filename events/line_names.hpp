// What a line is called by, for whoever shows or reads it in another language.
#pragma once

#include "events/document.hpp"

namespace proffer {

// The names that a line shows, each with the id of the product or promotion it is of (empty: it is
// in none). `AnyLine`: Line or const Line.
template <class AnyLine, class Visit>
void each_name(AnyLine& line, const Visit& visit) {
  visit(line.product, line.product_name);
  visit(line.promotion.promotion, line.promotion.name);
  if (line.prior_promotion) visit(line.prior_promotion->promotion, line.prior_promotion->name);
}

}  // namespace proffer
