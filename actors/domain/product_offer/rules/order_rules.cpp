// The rules about where an action stands among the others.
#include "actors/domain/catalogue/review.hpp"
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/product_offer/rules/action_case.hpp"

#include <algorithm>
#include <set>

namespace proffer::domain::rules {
namespace {

const OfferAction* parent_of(const ActionCase& c) {
  const auto& actions = c.response.actions;
  const auto found = std::find_if(actions.begin(), actions.end(), [&](const OfferAction& other) {
    return other.id == c.action().parent;
  });
  return c.action().parent.value.empty() || found == actions.end() ? nullptr : &*found;
}

bool is_workflow(const OfferAction& action) { return action.type == ActionType::run_process; }

// What a New/Add brings: its products, their defaults, and what may fill a promotion's slots.
class Added {
 public:
  explicit Added(const Catalogue& catalogue) : catalogue_(catalogue) {}

  void add(const Product* product) {
    if (product == nullptr || !products_.insert(product).second) return;
    for (const Relationship& relationship : product->relationships) {
      if (relationship.default_quantity > 0) add(relationship.default_product);
    }
    if (const Promotion* promotion = catalogue_.promotion(product->id)) {
      for (const PromotionSlot& slot : promotion->slots) add_slot(slot);
    }
  }
  bool has(const Product* product) const { return products_.contains(product); }

 private:
  void add(const ProductId& id) { add(catalogue_.product(id)); }
  void add_slot(const PromotionSlot& slot) {
    add(slot.product);
    for (const ProductId& id : slot.domain) add(id);
    const ProductLine* line = catalogue_.line(slot.domain_line);
    if (line == nullptr) return;
    for (const ProductId& id : line->members) add(id);
  }

  const Catalogue& catalogue_;
  std::set<const Product*> products_;
};

bool is_new_add(const PreparedAction& a) {
  return a.action->type == ActionType::new_ && a.action->code == ActionCode::add;
}

// Nothing before it adds what the New/Update changes: the base, and the component under it.
bool new_update_too_early(const ActionCase& c, const Product* what) {
  const Product* base = c.prepared.base;
  Added added(c.catalogue);
  Added with_base(c.catalogue);
  with_base.add(base);
  for (const PreparedAction& other : c.active) {
    if (other.action == &c.action()) break;
    if (!is_new_add(other)) continue;
    if (other.action->named_parameter == NamedParameter::base_product) return false;
    added.add(other.base);
    added.add(other.component);
    if (other.base == base) with_base.add(other.component);
  }
  return base == nullptr ? !added.has(what) : !added.has(base) || !with_base.has(what);
}

bool adds_component(const PreparedAction& a, const PreparedAction& like) {
  return (a.action->code == ActionCode::add || a.action->code == ActionCode::replace) &&
         *a.base_id == *like.base_id && *a.component_id == *like.component_id;
}

// Only an action after it adds the component that the Modify/Update changes.
bool modify_update_too_early(const ActionCase& c) {
  if (c.prepared.component_id->value.empty()) return false;
  bool later = false;
  bool after = false;
  for (const PreparedAction& other : c.active) {
    after = after || other.action == &c.action();
    if (!adds_component(other, c.prepared)) continue;
    if (!after) return false;
    later = true;
  }
  return later;
}

bool disconnects(const PreparedAction& a) {
  return a.action->type == ActionType::modify && a.action->code == ActionCode::delete_ &&
         a.component_id->value.empty() &&
         a.action->named_parameter != NamedParameter::component_product && a.base != nullptr;
}

template <class Matches>
bool any_twin(const ActionCase& c, Matches matches) {
  for (const OfferResponse& response : c.offer.responses) {
    for (const OfferAction& action : response.actions) {
      if (&action == &c.action()) return false;  // the later of two is the twin
      if (matches(action)) return true;
    }
  }
  return false;
}

}  // namespace

std::string parent_unknown(const ActionCase& c) {
  if (c.action().parent.value.empty() || parent_of(c) != nullptr) return {};
  return "Parent action " + in_quotes(c.action().parent.value) + " is not in this response.";
}
std::string parent_not_earlier(const ActionCase& c) {
  const OfferAction* parent = parent_of(c);
  if (parent == nullptr || parent->sequence < c.action().sequence) return {};
  return "The parent must come before this action.";
}
std::string parent_is_workflow(const ActionCase& c) {
  const OfferAction* parent = parent_of(c);
  if (parent == nullptr || (!is_workflow(*parent) && !is_workflow(c.action()))) return {};
  return "Workflow actions cannot take part in parent/child.";
}
std::string parent_inactive(const ActionCase& c) {
  const OfferAction* parent = parent_of(c);
  if (parent == nullptr || !parent->inactive || c.action().inactive) return {};
  return "Parent action " + in_quotes(parent->name) +
         " is inactive; activate it or give another parent.";
}

std::string update_before_add(const ActionCase& c) {
  const Product* what = c.subject();
  if (c.action().code != ActionCode::update || c.action().inactive || what == nullptr) return {};
  const bool too_early = c.action().type == ActionType::new_ ? new_update_too_early(c, what)
                                                             : modify_update_too_early(c);
  return too_early ? in_quotes(what->name) + " must be added before it is updated." : "";
}

std::string workflow_interspersed(const ActionCase& c) {
  if (!is_workflow(c.action()) || c.action().inactive) return {};
  bool before = false;
  bool after = false;
  bool passed = false;
  for (const PreparedAction& other : c.active) {
    passed = passed || other.action == &c.action();
    if (is_workflow(*other.action)) continue;
    (passed ? after : before) = true;
  }
  if (!before || !after) return {};
  return "Workflow " + in_quotes(c.action().workflow) +
         " sits between order actions. Put workflows before all or after all order actions.";
}

std::string base_deleted_and_changed(const ActionCase& c) {
  if (c.action().type != ActionType::modify || c.action().inactive || c.prepared.base == nullptr) {
    return {};
  }
  for (const PreparedAction& other : c.active) {
    if (other.action == &c.action() || !disconnects(other) || other.base != c.prepared.base) {
      continue;
    }
    return in_quotes(other.base->name) + " is disconnected by action " +
           in_quotes(other.action->name) + "; it cannot also be changed.";
  }
  return {};
}

std::string sequence_out_of_order(const ActionCase& c) {
  for (const OfferAction& action : c.response.actions) {
    if (&action == &c.action()) break;
    if (action.sequence > c.action().sequence) {
      return "Sequence numbers are assigned automatically; list the actions in order and leave "
             "them out.";
    }
  }
  return {};
}
std::string sequence_twice(const ActionCase& c) {
  for (const OfferAction& action : c.response.actions) {
    if (&action == &c.action()) break;
    if (action.sequence == c.action().sequence) {
      return "Two actions of response " + in_quotes(c.response.response) + " have sequence " +
             std::to_string(action.sequence) + ".";
    }
  }
  return {};
}
std::string name_twice(const ActionCase& c) {
  const std::string name = folded(c.action().name);
  if (!any_twin(c, [&](const OfferAction& a) { return folded(a.name) == name; })) return {};
  return "Action " + in_quotes(c.action().name) + " is already defined in this offer.";
}
std::string id_twice(const ActionCase& c) {
  if (!any_twin(c, [&](const OfferAction& a) { return a.id == c.action().id; })) return {};
  return "Two actions of this offer have the id " + in_quotes(c.action().id.value) + ".";
}

}  // namespace proffer::domain::rules
