// Actions as they are carried out: what one leaves empty comes from the customer's choice or from
// its parent, and the actions of several offers come in one order.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "events/product_offer.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace proffer::domain {

// What the customer chose for an action's named parameter.
struct NamedChoice {
  const OfferAction* action = nullptr;  // the one that asks
  const Product* product = nullptr;     // the base, component or upgrade product; nullptr: a value
  std::string_view value;               // of the field or attribute
  std::string_view path;                // of the component
};

// One offer of a request, once all that it refers to is known to exist.
struct ChosenOffer {
  const ReleasedOffer* released = nullptr;
  const OfferVersion* version = nullptr;  // in force
  const OfferResponse* response = nullptr;
  std::uint32_t sequence = 0;  // in which the customer chose it
  std::optional<NamedChoice> choice;
};

// Refers into the offer and the catalogue it was made from.
struct PreparedAction {
  const ChosenOffer* offer = nullptr;  // nullptr: of a definition that is being checked
  const OfferAction* action = nullptr;
  const ProductId* base_id = nullptr;
  const ProductId* component_id = nullptr;
  const ProductId* upgrade_id = nullptr;
  const Product* base = nullptr;  // nullptr: unknown product; of a promotion, what stands for it
  const Product* component = nullptr;  // nullptr: none given, or unknown
  const Product* upgrade = nullptr;    // likewise
  std::string_view path;
  std::string_view field_name;
  std::string_view field_value;
  std::string_view attribute_name;
  std::string_view attribute_value;
  std::optional<std::size_t> parent;  // index among the prepared actions; always earlier
};

enum class Which { active, all };

// The response's actions in sequence, with the choice if there is one. A child whose parent is not
// among them, or not before it, has no parent here; with Which::active it is left out.
std::vector<PreparedAction> prepared(const OfferResponse& response, const Catalogue& catalogue,
                                     Which which, const NamedChoice* choice = nullptr);

// A workflow that an action runs.
struct PreparedProcess {
  const ChosenOffer* offer = nullptr;
  const OfferAction* action = nullptr;
};

// The active actions of several offers, each part by offer sequence and then action sequence.
// A workflow before the first product action of its offer is a pre-workflow. An offer of workflows
// only has them run where it stands: before the first product action of all offers, or after.
struct PreparedActions {
  std::vector<PreparedProcess> pre;
  std::vector<PreparedAction> product;
  std::vector<PreparedProcess> post;
  bool empty() const { return pre.empty() && product.empty() && post.empty(); }
};

// `offers` come by sequence, equal ones as they were given, and outlive the result.
PreparedActions prepared(std::span<const ChosenOffer> offers, const Catalogue& catalogue);

}  // namespace proffer::domain
