// Where an offer refers to something else: said once, for ids that become names and back.
#pragma once

#include "events/product_offer.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace proffer::domain {

enum class ReferenceKind {
  product,  // or a promotion
  product_line,
  offer,
  // Known by their names everywhere; they still have to exist.
  message_type,
  workflow,
  matrix,
  organization,
  promotion,  // named by the value of a field
};

// A reference's place in its offer, as a problem tells it.
struct ReferencePlace {
  const OfferResponse* response = nullptr;  // nullptr: not in a response
  const OfferAction* action = nullptr;
  std::string_view field;
};

using VisitReference =
    std::function<void(ReferenceKind kind, std::string& reference, const ReferencePlace& place)>;

// Every reference that is not empty.
void each_reference(ProductOffer& offer, const VisitReference& visit);

}  // namespace proffer::domain
