// A promotion that the customer has, or that the document adds, is changed slot by slot.
#include "actors/domain/document/promotions.hpp"
#include "events/check.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

// One action on one application of a promotion.
struct PromotionEdit {
  Application& app;
  const Group& group;
  std::size_t action;
  LineIndex line;
  const Promotion& promotion;
  std::vector<SlotFill> fills;

  const PreparedAction& prepared() const { return app.actions[action]; }
  Problem problem(std::string code, std::string text) const {
    return app.problem(action, std::move(code), std::move(text));
  }
};

bool covers(const PromotionEdit& edit, const PromotionSlot& slot, const PreparedAction& by) {
  if (!fits(edit.app.document.catalogue(), slot, *by.component_id)) return false;
  return by.path.empty() ||
         same_name(by.path, edit.promotion.name + "/" + slot.rule.value + ":" + by.component->name);
}

// The first slot that takes the action's component and has room, or else the first that takes it.
tl::expected<const PromotionSlot*, Problem> slot_for(const PromotionEdit& edit) {
  const PromotionSlot* found = nullptr;
  for (const PromotionSlot& slot : edit.promotion.slots) {
    if (!covers(edit, slot, edit.prepared())) continue;
    if (has_room(edit.fills, slot)) return &slot;
    if (found == nullptr) found = &slot;
  }
  if (found != nullptr) return found;
  return tl::unexpected(edit.problem("PROM_COMPONENT_NOT_COVERED",
                                     "Promotion " + in_quotes(edit.promotion.name) +
                                         " has no slot for " +
                                         in_quotes(edit.prepared().component->name) + "."));
}

// The earliest root of the action's component in the promotion; nullptr: none.
const SlotFill* component(const PromotionEdit& edit) {
  const auto found = std::find_if(edit.fills.begin(), edit.fills.end(), [&](const SlotFill& fill) {
    return *fill.product == *edit.prepared().component_id;
  });
  return found == edit.fills.end() ? nullptr : &*found;
}

std::vector<NamedValue> inputs(const PromotionEdit& edit, const PromotionSlot& slot,
                               std::size_t live) {
  return {{"promotion", edit.promotion.name},
          {"slot", slot.rule.value},
          {"live", std::to_string(live)},
          {"max", slot.max ? std::to_string(*slot.max) : "unlimited"}};
}

Done add_root(PromotionEdit& edit, const PromotionSlot& slot, std::size_t live,
              std::string_view rule) {
  const Product& product = *edit.prepared().component;
  if (slot.max && live >= *slot.max) {
    return tl::unexpected(edit.problem(
        "PROM_MAX", in_quotes(slot.rule.value) + " of promotion " + in_quotes(edit.promotion.name) +
                        " allows " + std::to_string(*slot.max) +
                        "; remove or replace one before adding " + in_quotes(product.name) + "."));
  }
  const auto root = add_whole(edit.app, edit.action, product, no_line, {},
                              edit.app.because(edit.action, rule, inputs(edit, slot, live)));
  if (!root) return tl::unexpected(root.error());
  WorkingDocument& document = edit.app.document;
  document.stamp(*root, {edit.promotion.id, edit.promotion.name,
                         document[edit.line].promotion().instance, slot.rule});
  edit.app.touched[edit.action] = *root;
  return {};
}

// Its line, with the whole tree listed where it is to be deleted.
LineIndex listed(PromotionEdit& edit, const SlotFill& fill, Listing listing) {
  Because because = edit.app.because(edit.action, "listed with its promotion",
                                     {{"promotion", edit.promotion.name}});
  if (fill.asset != nullptr) {
    return edit.app.document.load(*fill.asset, std::move(because), listing);
  }
  return fill.line;
}

Done add(PromotionEdit& edit) {
  const auto slot = slot_for(edit);
  if (!slot) return tl::unexpected(slot.error());
  if (component(edit) != nullptr && once_only(*edit.prepared().action)) {
    edit.app.skip(edit.action, "AlreadyOwned", "component is in the promotion already",
                  {{"slot", (*slot)->rule.value}});
    return {};
  }
  return add_root(edit, **slot, filled(edit.fills, **slot), "component added to its promotion");
}

Done replace(PromotionEdit& edit) {
  const auto slot = slot_for(edit);
  if (!slot) return tl::unexpected(slot.error());
  if ((*slot)->max != 1U) {
    return tl::unexpected(edit.problem(
        "REPLACE_CARDINALITY",
        "Replace works only where one item can be selected; " + in_quotes((*slot)->rule.value) +
            " of promotion " + in_quotes(edit.promotion.name) + " allows " +
            ((*slot)->max ? std::to_string(*(*slot)->max) : "any number") + "."));
  }
  const auto first = std::find_if(edit.fills.begin(), edit.fills.end(), [&](const SlotFill& fill) {
    return *fill.rule == (*slot)->rule;
  });
  if (first == edit.fills.end()) {
    return add_root(edit, **slot, 0, "replaces nothing: component added");
  }
  if (*first->product == *edit.prepared().component_id && once_only(*edit.prepared().action)) {
    edit.app.skip(edit.action, "AlreadyOwned", "component is selected already",
                  {{"slot", (*slot)->rule.value}});
    return {};
  }
  const LineIndex old = listed(edit, *first, Listing::tree);
  edit.app.document.remove(old, edit.app.because(edit.action, "replaced: first in the slot",
                                                 {{"slot", (*slot)->rule.value},
                                                  {"by", edit.prepared().component->name}}));
  return add_root(edit, **slot, filled(edit.fills, **slot) - 1, "replaces the first selected");
}

// Whether a later action of the group fills the slot again.
bool refilled(const PromotionEdit& edit, const PromotionSlot& slot) {
  const auto& members = edit.group.members;
  return std::any_of(members.begin(), members.end(), [&](std::size_t member) {
    const PreparedAction& later = edit.app.actions[member];
    return member > edit.action && later.action->code == ActionCode::add &&
           later.component != nullptr && covers(edit, slot, later);
  });
}

Done remove(PromotionEdit& edit) {
  const SlotFill* fill = component(edit);
  if (fill == nullptr) return missing(edit.app, edit.action, *edit.prepared().component);
  for (const PromotionSlot& slot : edit.promotion.slots) {
    if (slot.rule != *fill->rule) continue;
    const std::size_t live = filled(edit.fills, slot);
    if (live > slot.min || refilled(edit, slot)) continue;
    return tl::unexpected(edit.problem(
        "PROM_MIN", in_quotes(slot.rule.value) + " of promotion " + in_quotes(edit.promotion.name) +
                        " needs at least " + std::to_string(slot.min) +
                        "; replace it, or disconnect the promotion."));
  }
  const LineIndex root = listed(edit, *fill, Listing::tree);
  edit.app.touched[edit.action] = root;
  edit.app.document.remove(root, edit.app.because(edit.action, "component of a promotion deleted",
                                                  {{"promotion", edit.promotion.name}}));
  return {};
}

Done update(PromotionEdit& edit) {
  if (edit.prepared().component == nullptr) {
    return update_line(edit.app, edit.action, edit.line);
  }
  const SlotFill* fill = component(edit);
  if (fill == nullptr) return missing(edit.app, edit.action, *edit.prepared().component);
  return update_line(edit.app, edit.action, listed(edit, *fill, Listing::root));
}

Done run(PromotionEdit& edit) {
  switch (edit.prepared().action->code) {
    case ActionCode::add: return add(edit);
    case ActionCode::replace: return replace(edit);
    case ActionCode::delete_: return remove(edit);
    case ActionCode::update: return update(edit);
    case ActionCode::upgrade:
    case ActionCode::workflow:
    case ActionCode::unknown: break;
  }
  CHECK(false && "an offer with this action cannot be defined");
  return {};
}

}  // namespace

Done edit_promotion(Application& app, const Group& group, std::size_t action, LineIndex line) {
  const Promotion* promotion = app.document.catalogue().promotion(app.document[line].product_id());
  CHECK(promotion != nullptr);
  const PromotionInstanceId& instance = app.document[line].promotion().instance;
  if (instance.value.empty()) {
    return tl::unexpected(app.problem(
        action, "PROM_INSTANCE_UNKNOWN",
        "The account's " + in_quotes(promotion->name) +
            " has no instance id; define the account with one on it and on its components.",
        "baseProduct"));
  }
  PromotionEdit edit{app, group, action, line, *promotion, filled(app.document, instance)};
  const std::size_t skipped = app.skipped.size();
  auto done = run(edit);
  // The promotion is shown with what was changed in it.
  if (done && app.skipped.size() == skipped) app.document.touch(line);
  return done;
}

}  // namespace proffer::domain
