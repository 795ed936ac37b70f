// An action as it is carried out: what it leaves empty comes from its parent.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "events/product_offer.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace proffer::domain {

// Refers into the offer and the catalogue it was made from.
struct PreparedAction {
  const OfferAction* action = nullptr;
  const ProductId* base_id = nullptr;
  const ProductId* component_id = nullptr;
  const Product* base = nullptr;       // nullptr: unknown product
  const Product* component = nullptr;  // nullptr: none given, or unknown
  std::string_view path;
  std::string_view field_name;
  std::string_view field_value;
  std::string_view attribute_name;
  std::string_view attribute_value;
  std::optional<std::size_t> parent;  // index among the prepared actions; always earlier
};

enum class Which { active, all };

// The response's actions in sequence. A child whose parent is not among them, or not before it, has
// no parent here; with Which::active it is left out.
std::vector<PreparedAction> prepared(const OfferResponse& response, const Catalogue& catalogue,
                                     Which which);

}  // namespace proffer::domain
