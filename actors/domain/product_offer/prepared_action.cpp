#include "actors/domain/product_offer/prepared_action.hpp"

#include "actors/domain/catalogue/line_fields.hpp"
#include "actors/domain/catalogue/structure.hpp"

#include <algorithm>

namespace proffer::domain {
namespace {

PreparedAction as_given(const OfferAction& action) {
  PreparedAction prepared;
  prepared.action = &action;
  prepared.base_id = &action.base;
  prepared.component_id = &action.component;
  prepared.upgrade_id = &action.upgrade_product;
  prepared.path = action.component_path;
  prepared.field_name = action.field_name;
  prepared.field_value = action.field_value;
  prepared.attribute_name = action.attribute_name;
  prepared.attribute_value = action.attribute_value;
  return prepared;
}

// Writes the choice to the field that the parameter supplies.
void choose(PreparedAction& action, const NamedChoice& choice) {
  switch (action.action->named_parameter) {
    case NamedParameter::base_product: action.base_id = &choice.product->id; break;
    case NamedParameter::component_product:
      action.component_id = &choice.product->id;
      if (!choice.path.empty()) action.path = choice.path;
      break;
    case NamedParameter::upgrade_product: action.upgrade_id = &choice.product->id; break;
    case NamedParameter::attribute_value: action.attribute_value = choice.value; break;
    case NamedParameter::field_value: action.field_value = choice.value; break;
    case NamedParameter::none: break;
  }
}

// Among those from `first` on, the actions of the same offer.
std::optional<std::size_t> find(const std::vector<PreparedAction>& actions, std::size_t first,
                                const ActionId& id) {
  for (std::size_t i = first; i < actions.size(); ++i) {
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
  if (child.upgrade_id->value.empty() && child.action->type == ActionType::upgrade) {
    child.upgrade_id = parent.upgrade_id;
  }
  if (child.field_value.empty() && child.field_name == parent.field_name) {
    child.field_value = parent.field_value;
  }
  if (child.attribute_value.empty() && same_name(child.attribute_name, parent.attribute_name)) {
    child.attribute_value = parent.attribute_value;
  }
}

// Names become those that products and fields are defined with.
void look_up(PreparedAction& action, const Catalogue& catalogue) {
  action.base = catalogue.product(*action.base_id);
  if (!action.component_id->value.empty()) {
    action.component = catalogue.product(*action.component_id);
  }
  if (!action.upgrade_id->value.empty()) action.upgrade = catalogue.product(*action.upgrade_id);
  const Product* subject = action.component_id->value.empty() ? action.base : action.component;
  if (subject == nullptr || action.attribute_name.empty()) return;
  const AttributeDefinition* attribute = attribute_named(*subject, action.attribute_name);
  if (attribute != nullptr) action.attribute_name = attribute->name;
}

// Appends the action unless its parent is missing from those that start at `first`.
void append(std::vector<PreparedAction>& actions, std::size_t first, PreparedAction next,
            const Catalogue& catalogue, Which which) {
  if (!next.field_name.empty()) next.field_name = line_field_name(next.field_name, catalogue);
  const ActionId& parent = next.action->parent;
  if (!parent.value.empty()) {
    next.parent = find(actions, first, parent);
    if (!next.parent && which == Which::active) return;
    if (next.parent) take_from_parent(next, actions[*next.parent]);
  }
  look_up(next, catalogue);
  actions.push_back(next);
}

}  // namespace

std::vector<PreparedAction> prepared(const OfferResponse& response, const Catalogue& catalogue,
                                     Which which, const NamedChoice* choice) {
  std::vector<PreparedAction> actions;
  actions.reserve(response.actions.size());
  for (const OfferAction& action : response.actions) {
    if (action.inactive && which == Which::active) continue;
    PreparedAction next = as_given(action);
    if (choice != nullptr && choice->action == &action) choose(next, *choice);
    append(actions, 0, next, catalogue, which);
  }
  return actions;
}

PreparedActions prepared(std::span<const ChosenOffer> offers, const Catalogue& catalogue) {
  PreparedActions all;
  for (const ChosenOffer& offer : offers) {
    const std::vector<OfferAction>& actions = offer.response->actions;
    const bool any_product = std::ranges::any_of(actions, [](const OfferAction& action) {
      return !action.inactive && action.type != ActionType::run_process;
    });
    const std::size_t first = all.product.size();
    for (const OfferAction& action : actions) {
      if (action.inactive) continue;
      if (action.type == ActionType::run_process) {
        const bool before = all.product.size() == (any_product ? first : 0);
        (before ? all.pre : all.post).push_back({&offer, &action});
        continue;
      }
      PreparedAction next = as_given(action);
      next.offer = &offer;
      if (offer.choice && offer.choice->action == &action) choose(next, *offer.choice);
      append(all.product, first, next, catalogue, Which::active);
    }
  }
  return all;
}

}  // namespace proffer::domain
