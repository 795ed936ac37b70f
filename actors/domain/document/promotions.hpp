// Promotions in the working document: what fits and fills their slots, and what actions do to them.
#pragma once

#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/document/effects.hpp"
#include "events/promotion.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

inline bool is_promotion(const Product* product) {
  return product != nullptr && product->kind == ProductKind::promotion;
}

// A live root that fills a slot: a line, or an asset that is not listed.
struct SlotFill {
  LineIndex line = no_line;
  const Asset* asset = nullptr;  // nullptr: of what is new
  const ProductId* product = nullptr;
  const RuleId* rule = nullptr;
};
// What fills the slots of one application of a promotion: assets in their order, then what is new.
// It refers into the document's lines.
std::vector<SlotFill> filled(const WorkingDocument& document, const PromotionInstanceId& instance);
std::size_t filled(const std::vector<SlotFill>& fills, const PromotionSlot& slot);

bool has_room(const std::vector<SlotFill>& fills, const PromotionSlot& slot);

// The same with values of its own, for when the document's lines change underneath.
struct Component {
  LineIndex line = no_line;
  const Asset* asset = nullptr;
  ProductId product;
  RuleId rule;
};
std::vector<Component> components_of(const WorkingDocument& document,
                                     const PromotionInstanceId& instance);

// Whether the lines add the promotion that the instance is of.
bool is_added(const std::vector<Line>& lines, const PromotionInstanceId& instance);

// Whether the customer may have one more of the promotion: available, for this customer, and within
// its limit.
Done may_have(const Application& app, std::size_t action, const Promotion& promotion);
// Nothing that an order which was sent off deletes can be changed: ASSET_ALREADY_DISCONNECTING.
Done check_connected(const Application& app, std::size_t action, const AssetId& asset);
PromotionInstanceId next_instance(const Application& app);
// New roots in the slot, as many as its default is more than `present`.
Done add_slot_defaults(Application& app, std::size_t action, const Promotion& promotion,
                       const PromotionInstanceId& instance, const PromotionSlot& slot,
                       std::uint32_t present);

// Applies the promotion: its line, what is there already and fits, then the defaults of its slots.
// `target`, a root that is to be part of it, or no_line. The promotion's line.
NewLine apply_promotion(Application& app, std::size_t action, const Promotion& promotion,
                        LineIndex target);
// Puts the root into the promotion that the action names: one that this document adds and that has
// room, or a new application.
Done join_promotion(Application& app, std::size_t action, LineIndex root);
// A new root gets the stamp of a promotion in the document that has a free slot for it.
void automatch(Application& app, LineIndex root);

// Add, Replace, Delete and Update on the promotion whose line is `promotion`.
Done edit_promotion(Application& app, const Group& group, std::size_t action, LineIndex promotion);

// Upgrade and Delete of the promotion whose line is `promotion`.
Done upgrade_promotion(Application& app, std::size_t action, LineIndex promotion);
Done disconnect_promotion(Application& app, std::size_t action, LineIndex promotion);

// What is wrong with the promotions that the document changes, one sentence each.
void promotion_violations(const WorkingDocument& document, std::vector<std::string>& found);
// The memberships of promotions that the document ends have to be in it, and go where it adds one.
void membership_violations(const WorkingDocument& document, const Account::State& account,
                           std::vector<std::string>& found);

}  // namespace proffer::domain
