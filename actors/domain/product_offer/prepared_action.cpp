#include "actors/domain/product_offer/prepared_action.hpp"

namespace proffer::domain {
namespace {

PreparedAction as_given(const OfferAction& action) {
  PreparedAction prepared;
  prepared.action = &action;
  prepared.base_id = &action.base;
  prepared.component_id = &action.component;
  prepared.path = action.component_path;
  prepared.field_name = action.field_name;
  prepared.field_value = action.field_value;
  prepared.attribute_name = action.attribute_name;
  prepared.attribute_value = action.attribute_value;
  return prepared;
}

std::optional<std::size_t> find(const std::vector<PreparedAction>& actions, const ActionId& id) {
  for (std::size_t i = 0; i < actions.size(); ++i) {
    if (actions[i].action->id == id) return i;
  }
  return std::nullopt;
}

void take_from_parent(PreparedAction& child, const PreparedAction& parent) {
  if (child.base_id->value.empty()) child.base_id = parent.base_id;
  // A component belongs to its base: it comes along only where the base is the same.
  if (child.component_id->value.empty() && *child.base_id == *parent.base_id) {
    child.component_id = parent.component_id;
    child.path = parent.path;
  }
  if (child.field_value.empty() && child.field_name == parent.field_name) {
    child.field_value = parent.field_value;
  }
  if (child.attribute_value.empty() && child.attribute_name == parent.attribute_name) {
    child.attribute_value = parent.attribute_value;
  }
}

}  // namespace

std::vector<PreparedAction> prepared(const OfferResponse& response, const Catalogue& catalogue,
                                     Which which) {
  std::vector<PreparedAction> actions;
  actions.reserve(response.actions.size());
  for (const OfferAction& action : response.actions) {
    if (action.inactive && which == Which::active) continue;
    PreparedAction next = as_given(action);
    if (!action.parent.value.empty()) {
      next.parent = find(actions, action.parent);
      if (!next.parent && which == Which::active) continue;
      if (next.parent) take_from_parent(next, actions[*next.parent]);
    }
    next.base = catalogue.product(*next.base_id);
    if (!next.component_id->value.empty()) next.component = catalogue.product(*next.component_id);
    actions.push_back(next);
  }
  return actions;
}

}  // namespace proffer::domain
