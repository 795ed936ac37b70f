#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/product_offer/action_matrix.hpp"
#include "actors/domain/product_offer/offer_rules.hpp"
#include "actors/domain/product_offer/prepared_action.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace proffer::domain {
namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

// What the action is about: its component, or its base when it has none.
const Product* subject(const PreparedAction& a) {
  return a.component_id->value.empty() ? a.base : a.component;
}

void base(const ActionReview& review, const PreparedAction& a) {
  if (a.base_id->value.empty()) {
    review.add(*a.action, "BASE_REQUIRED",
               "Choose a base product (or make it the named parameter, or give a parent action).",
               "base");
  } else if (a.base == nullptr) {
    review.add(*a.action, "BASE_UNKNOWN",
               "Product " + quoted(a.base_id->value) + " does not exist; define it first.", "base");
  } else if (!a.base->active && a.action->type == ActionType::new_) {
    review.add(*a.action, "BASE_INACTIVE",
               "Product " + quoted(a.base->name) + " is inactive and cannot be added.", "base");
  }
}

void slot(const ActionReview& review, const PreparedAction& a) {
  const std::string b = quoted(a.base->name);
  const std::string c = quoted(a.component->name);
  const auto found = slot_of(review.catalogue, *a.base, *a.component, a.path);
  if (found) {
    const Relationship& relationship = **found;
    if (a.action->code == ActionCode::replace && relationship.max != 1U) {
      review.add(*a.action, "REPLACE_CARDINALITY",
                 "Replace works only where one item can be selected; " + quoted(relationship.name) +
                     " of " + b + " allows " +
                     (relationship.max ? std::to_string(*relationship.max) : "any number") + ".",
                 "component");
    }
    return;
  }
  switch (found.error()) {
    case NoSlot::no_components:
      review.add(*a.action, "BASE_HAS_NO_COMPONENTS", b + " has no components.", "component");
      return;
    case NoSlot::not_in_base:
      review.add(*a.action, "COMPONENT_NOT_IN_BASE", c + " is not a component of " + b + ".",
                 "component");
      return;
    case NoSlot::ambiguous:
      review.add(*a.action, "COMPONENT_PATH_AMBIGUOUS",
                 c + " occurs in several places of " + b + "; give the path.", "componentPath");
      return;
    case NoSlot::path_unknown:
      review.add(*a.action, "COMPONENT_PATH_UNKNOWN",
                 quoted(a.path) + " is not a place of " + c + " in " + b +
                     "; write Base/Relationship:Component.",
                 "componentPath");
      return;
  }
}

void component(const ActionReview& review, const ActionRow& row, const PreparedAction& a) {
  const bool adds = a.action->code == ActionCode::add || a.action->code == ActionCode::replace;
  if (a.component_id->value.empty()) {
    if (row.component == Need::required) {
      review.add(*a.action, "COMPONENT_REQUIRED", "Choose the component to add.", "component");
    } else if (!a.path.empty()) {
      review.add(*a.action, "COMPONENT_REQUIRED", "Choose the component that the path leads to.",
                 "component");
    }
  } else if (a.component == nullptr) {
    review.add(*a.action, "COMPONENT_UNKNOWN",
               "Product " + quoted(a.component_id->value) + " does not exist; define it first.",
               "component");
  } else {
    if (adds && !a.component->active) {
      review.add(*a.action, "COMPONENT_INACTIVE",
                 "Product " + quoted(a.component->name) + " is inactive and cannot be added.",
                 "component");
    }
    if (a.base != nullptr) slot(review, a);
  }
}

void field(const ActionReview& review, const PreparedAction& a) {
  const auto known = line_field(a.field_name);
  if (a.field_name == "Prod Prom Name") {
    review.add(*a.action, "ACTION_NOT_SUPPORTED_YET",
               "Promotions are not supported yet; field 'Prod Prom Name' cannot be updated.",
               "fieldName");
  } else if (!known) {
    review.add(*a.action, "FIELD_UNKNOWN",
               "There is no line field called " + quoted(a.field_name) +
                   "; use one such as Discount Amount or Quantity.",
               "fieldName");
  } else if (!is_legal(*known, a.field_value)) {
    review.add(*a.action, "FIELD_VALUE_INVALID",
               quoted(a.field_value) + " is no value for " + quoted(a.field_name) + "; give " +
                   std::string(expectation(*known)) + ".",
               "fieldValue");
  }
}

void attribute(const ActionReview& review, const PreparedAction& a) {
  const Product* product = subject(a);
  if (product == nullptr) return;  // already reported
  const AttributeDefinition* known = attribute_named(*product, a.attribute_name);
  if (known == nullptr) {
    review.add(*a.action, "ATTRIBUTE_UNKNOWN",
               quoted(product->name) + " has no attribute called " + quoted(a.attribute_name) + ".",
               "attributeName");
  } else if (!is_legal(*known, a.attribute_value)) {
    review.add(*a.action, "ATTRIBUTE_VALUE_INVALID",
               quoted(a.attribute_value) + " is not a value of attribute " +
                   quoted(a.attribute_name) + " of " + quoted(product->name) + ".",
               "attributeValue");
  }
}

void pair(const ActionReview& review, const ActionRow& row, const PreparedAction& a) {
  const bool any_field = !a.field_name.empty() || !a.field_value.empty();
  const bool any_attribute = !a.attribute_name.empty() || !a.attribute_value.empty();
  if (row.pair == Need::empty) {
    if (any_field || any_attribute) {
      review.add(*a.action, "UPDATE_PAIR_NOT_ALLOWED",
                 "Only an Update action takes a field or an attribute; leave them empty.");
    }
  } else if (any_field && any_attribute) {
    review.add(*a.action, "UPDATE_PAIR_BOTH",
               "Update either a field or an attribute; use two actions for both.");
  } else if (!a.field_name.empty() && !a.field_value.empty()) {
    field(review, a);
  } else if (!a.attribute_name.empty() && !a.attribute_value.empty()) {
    attribute(review, a);
  } else {
    review.add(*a.action, "UPDATE_PAIR_REQUIRED",
               "Give a field name and value, or an attribute name and value.");
  }
}

void parent(const ActionReview& review, const PreparedAction& a) {
  const ActionId& id = a.action->parent;
  if (id.value.empty()) return;
  const auto& actions = review.response.actions;
  const auto found =
      std::find_if(actions.begin(), actions.end(), [&](const auto& p) { return p.id == id; });
  if (found == actions.end()) {
    review.add(*a.action, "PARENT_UNKNOWN",
               "Parent action " + quoted(id.value) + " is not in this response.", "parent");
    return;
  }
  if (found->sequence >= a.action->sequence) {
    review.add(*a.action, "PARENT_NOT_EARLIER", "The parent must come before this action.",
               "parent");
  }
  if (found->type == ActionType::run_process || a.action->type == ActionType::run_process) {
    review.add(*a.action, "PARENT_IS_WORKFLOW",
               "Workflow actions cannot take part in parent/child.", "parent");
  }
  if (found->inactive && !a.action->inactive) {
    review.add(*a.action, "PARENT_INACTIVE",
               "Parent action " + quoted(found->name) +
                   " is inactive; activate it or give another parent.",
               "parent");
  }
}

void single(const ActionReview& review, const PreparedAction& a) {
  const ActionRow* row = row_of(a.action->type, a.action->code);
  if (row == nullptr) {
    review.add(*a.action, "ACTION_CODE_NOT_ALLOWED",
               "Action code " + quoted(name_of(a.action->code)) +
                   " cannot be used with action type " + quoted(name_of(a.action->type)) +
                   ". Allowed: " + allowed_codes(a.action->type) + ".",
               "code");
    return;
  }
  if (!row->supported) {
    review.add(*a.action, "ACTION_NOT_SUPPORTED_YET",
               "Actions of type " + quoted(name_of(row->type)) +
                   " are not supported yet; use New or Modify actions.",
               "type");
    return;
  }
  base(review, a);
  component(review, *row, a);
  if (!a.action->upgrade_product.value.empty()) {
    review.add(*a.action, "UPGRADE_PRODUCT_NOT_ALLOWED",
               "Only an Upgrade action takes an upgrade product; leave it empty.",
               "upgradeProduct");
  }
  pair(review, *row, a);
  parent(review, a);
}

void with_defaults(const Catalogue& catalogue, const Product* product,
                   std::set<const Product*>& added) {
  if (product == nullptr || !added.insert(product).second) return;
  for (const Relationship& relationship : product->relationships) {
    if (relationship.default_quantity == 0) continue;
    with_defaults(catalogue, catalogue.product(relationship.default_product), added);
  }
}

bool adds_component(const PreparedAction& a, const PreparedAction& like) {
  return (a.action->code == ActionCode::add || a.action->code == ActionCode::replace) &&
         *a.base_id == *like.base_id && *a.component_id == *like.component_id;
}

void update_before_add(const ActionReview& review, const std::vector<PreparedAction>& actions) {
  std::set<const Product*> added;  // by New/Add so far, with the defaults that come along
  for (std::size_t i = 0; i < actions.size(); ++i) {
    const PreparedAction& a = actions[i];
    const Product* what = subject(a);
    bool too_early = false;
    if (a.action->code == ActionCode::update && a.action->type == ActionType::new_) {
      too_early = what != nullptr && !a.parent && !added.contains(what);
    } else if (a.action->code == ActionCode::update && !a.component_id->value.empty()) {
      const auto adds = [&](const PreparedAction& other) { return adds_component(other, a); };
      const auto at = actions.begin() + static_cast<std::ptrdiff_t>(i);
      too_early = std::none_of(actions.begin(), at, adds) && std::any_of(at, actions.end(), adds);
    } else if (a.action->code == ActionCode::add && a.action->type == ActionType::new_) {
      with_defaults(review.catalogue, a.base, added);
      with_defaults(review.catalogue, a.component, added);
    }
    if (too_early && what != nullptr) {
      review.add(*a.action, "UPDATE_BEFORE_ADD",
                 quoted(what->name) + " must be added before it is updated.");
    }
  }
}

void base_deleted_and_changed(const ActionReview& review,
                              const std::vector<PreparedAction>& actions) {
  for (const PreparedAction& deleting : actions) {
    if (deleting.action->type != ActionType::modify ||
        deleting.action->code != ActionCode::delete_ || !deleting.component_id->value.empty() ||
        deleting.base == nullptr) {
      continue;
    }
    for (const PreparedAction& other : actions) {
      if (&other == &deleting || other.action->type != ActionType::modify ||
          other.base != deleting.base) {
        continue;
      }
      review.add(*other.action, "BASE_DELETED_AND_CHANGED",
                 quoted(deleting.base->name) + " is disconnected by action " +
                     quoted(deleting.action->name) + "; it cannot also be changed.",
                 "base");
    }
  }
}

}  // namespace

void review_actions(const ActionReview& review) {
  for (const PreparedAction& action : prepared(review.response, review.catalogue, Which::all)) {
    single(review, action);
  }
  const auto active = prepared(review.response, review.catalogue, Which::active);
  update_before_add(review, active);
  base_deleted_and_changed(review, active);
}

}  // namespace proffer::domain
