// The rules about an action's base, component and upgrade product.
#include "actors/domain/catalogue/review.hpp"
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/product_offer/rules/action_case.hpp"

#include <algorithm>

namespace proffer::domain {
namespace {

bool adds(const OfferAction& action) {
  return action.code == ActionCode::add || action.code == ActionCode::replace;
}

// Whether base and component are known, so that the place can be looked for.
bool has_place(const ActionCase& c) {
  return c.row->component != Need::empty && c.prepared.base != nullptr &&
         c.prepared.component != nullptr;
}
bool place_fails(const ActionCase& c, NoSlot how) {
  if (!has_place(c)) return false;
  const auto place =
      place_of(c.catalogue, *c.prepared.base, *c.prepared.component, c.prepared.path);
  return !place && place.error() == how;
}

const Product* upgrade_of(const ActionCase& c) {
  return c.catalogue.product(*c.prepared.upgrade_id);
}
bool both_known(const ActionCase& c) {
  return c.row->upgrade_product == Need::required && c.prepared.base != nullptr &&
         upgrade_of(c) != nullptr;
}

std::string unknown(const ProductId& id) {
  return "Product " + in_quotes(id.value) + " does not exist; define it first.";
}
std::string inactive(const Product& product) {
  return "Product " + in_quotes(product.name) + " is inactive and cannot be added.";
}

}  // namespace

bool ActionCase::supplied(NamedParameter parameter) const {
  const OfferAction* next = &action();
  for (std::size_t step = 0; step <= response.actions.size(); ++step) {
    if (next->named_parameter == parameter) return true;
    const auto parent =
        std::find_if(response.actions.begin(), response.actions.end(),
                     [&](const OfferAction& candidate) { return candidate.id == next->parent; });
    if (next->parent.value.empty() || parent == response.actions.end()) return false;
    next = &*parent;
  }
  return false;  // the parents go round in a circle, which another rule says
}

const Product* ActionCase::subject() const {
  if (!prepared.component_id->value.empty()) return prepared.component;
  return supplied(NamedParameter::component_product) ? nullptr : prepared.base;
}

namespace rules {

std::string_view subject_member(const ActionCase& c) {
  return c.prepared.component_id->value.empty() ? "baseProduct" : "componentProduct";
}

std::string code_not_allowed(const ActionCase& c) {
  if (c.row != nullptr) return {};
  return "Action code " + in_quotes(name_of(c.action().code)) +
         " cannot be used with action type " + in_quotes(name_of(c.action().type)) +
         ". Allowed: " + allowed_codes(c.action().type) + ".";
}

std::string base_required(const ActionCase& c) {
  if (c.row->base != Need::required || !c.prepared.base_id->value.empty() ||
      c.supplied(NamedParameter::base_product) || !c.action().parent.value.empty()) {
    return {};
  }
  return "Choose a base product (or make it the named parameter, or give a parent action).";
}
std::string base_not_allowed(const ActionCase& c) {
  if (c.row->base != Need::empty || c.action().base.value.empty()) return {};
  return "A workflow action has no base product; leave it empty.";
}
std::string base_unknown(const ActionCase& c) {
  const ProductId& base = c.action().base;
  return base.value.empty() || c.prepared.base != nullptr ? "" : unknown(base);
}
std::string base_inactive(const ActionCase& c) {
  if (c.action().base.value.empty() || c.prepared.base == nullptr || c.prepared.base->active ||
      c.action().type != ActionType::new_) {
    return {};
  }
  return inactive(*c.prepared.base);
}

std::string component_not_allowed(const ActionCase& c) {
  if (c.row->component != Need::empty ||
      (c.action().component.value.empty() && c.action().component_path.empty())) {
    return {};
  }
  return "A component cannot be given for Upgrade or Workflow actions.";
}
std::string component_required(const ActionCase& c) {
  if (c.row->component == Need::empty || !c.prepared.component_id->value.empty() ||
      c.supplied(NamedParameter::component_product)) {
    return {};
  }
  if (c.row->component == Need::required) return "Choose the component to add.";
  return c.prepared.path.empty() ? "" : "Choose the component that the path leads to.";
}
std::string component_unknown(const ActionCase& c) {
  const ProductId& component = c.action().component;
  return component.value.empty() || c.prepared.component != nullptr ? "" : unknown(component);
}
std::string component_inactive(const ActionCase& c) {
  if (c.prepared.component == nullptr || c.prepared.component->active || !adds(c.action())) {
    return {};
  }
  return inactive(*c.prepared.component);
}
std::string no_components(const ActionCase& c) {
  if (!place_fails(c, NoSlot::no_components)) return {};
  return in_quotes(c.prepared.base->name) + " has no components.";
}
std::string not_in_base(const ActionCase& c) {
  if (!place_fails(c, NoSlot::not_in_base)) return {};
  return in_quotes(c.prepared.component->name) + " is not a component of " +
         in_quotes(c.prepared.base->name) + ".";
}
std::string path_ambiguous(const ActionCase& c) {
  if (!place_fails(c, NoSlot::ambiguous)) return {};
  return in_quotes(c.prepared.component->name) + " occurs in several places of " +
         in_quotes(c.prepared.base->name) + "; give the path.";
}
std::string path_unknown(const ActionCase& c) {
  if (!place_fails(c, NoSlot::path_unknown)) return {};
  return in_quotes(c.prepared.path) + " is not a place of " +
         in_quotes(c.prepared.component->name) + " in " + in_quotes(c.prepared.base->name) +
         "; write Base/Relationship:Component.";
}
std::string replace_cardinality(const ActionCase& c) {
  if (c.action().code != ActionCode::replace || !has_place(c)) return {};
  const auto place =
      place_of(c.catalogue, *c.prepared.base, *c.prepared.component, c.prepared.path);
  if (!place || place->max == 1U) return {};
  return "Replace works only where one item can be selected; " + in_quotes(place->name) + " of " +
         in_quotes(c.prepared.base->name) + " allows " +
         (place->max ? std::to_string(*place->max) : "any number") + ".";
}

std::string upgrade_required(const ActionCase& c) {
  if (c.row->upgrade_product != Need::required || !c.prepared.upgrade_id->value.empty() ||
      c.supplied(NamedParameter::upgrade_product)) {
    return {};
  }
  return "Choose the product to upgrade to.";
}
std::string upgrade_not_allowed(const ActionCase& c) {
  if (c.row->upgrade_product != Need::empty || c.action().upgrade_product.value.empty()) return {};
  return "Only an Upgrade action takes an upgrade product; leave it empty.";
}
std::string upgrade_unknown(const ActionCase& c) {
  const ProductId& upgrade = c.action().upgrade_product;
  if (c.row->upgrade_product == Need::empty || upgrade.value.empty()) return {};
  return upgrade_of(c) == nullptr ? unknown(upgrade) : "";
}
std::string upgrade_inactive(const ActionCase& c) {
  if (c.row->upgrade_product == Need::empty) return {};
  const Product* upgrade = upgrade_of(c);
  return upgrade == nullptr || upgrade->active ? "" : inactive(*upgrade);
}
std::string upgrade_same(const ActionCase& c) {
  if (!both_known(c) || c.prepared.base != upgrade_of(c)) return {};
  return "A product cannot be upgraded to itself.";
}
std::string upgrade_kinds(const ActionCase& c) {
  if (!both_known(c)) return {};
  const bool from = c.prepared.base->kind == ProductKind::promotion;
  const bool to = upgrade_of(c)->kind == ProductKind::promotion;
  if (from == to) return {};
  return from ? "A promotion can only be upgraded to a promotion."
              : "A product can only be upgraded to a product.";
}
std::string upgrade_path(const ActionCase& c) {
  if (!both_known(c) || c.prepared.base == upgrade_of(c)) return {};
  const Promotion* from = c.catalogue.promotion(c.prepared.base->id);
  const Promotion* to = c.catalogue.promotion(*c.prepared.upgrade_id);
  if (from == nullptr || to == nullptr || leads_to(*from, *to)) return {};
  return "Promotion " + in_quotes(from->name) + " has no upgrade path to " + in_quotes(to->name) +
         ".";
}

}  // namespace rules
}  // namespace proffer::domain
