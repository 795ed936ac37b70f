#include "actors/domain/document/promotions.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

bool fills(const WorkingLine& line, const PromotionInstanceId& instance) {
  return line.live() && line.parent == no_line && line.promotion().instance == instance &&
         !line.promotion().rule.value.empty();
}

// The promotion itself, by its line or as an asset that is not listed; empty: it is not there, or
// it is deleted.
const ProductId* promotion_of(const WorkingDocument& document,
                              const PromotionInstanceId& instance) {
  for (const WorkingLine& line : document.lines()) {
    if (line.promotion().instance != instance || !line.promotion().rule.value.empty()) continue;
    return line.live() ? &line.product_id() : nullptr;
  }
  for (const Asset& asset : document.assets()) {
    if (asset.promotion.instance == instance && asset.promotion.rule.value.empty() &&
        asset.status == AssetStatus::active) {
      return &asset.product;
    }
  }
  return nullptr;
}

void check_slots(const Promotion& promotion, const std::vector<SlotFill>& fills,
                 std::vector<std::string>& found) {
  for (const PromotionSlot& slot : promotion.slots) {
    const std::size_t live = filled(fills, slot);
    if (live >= slot.min && (!slot.max || live <= *slot.max)) continue;
    const std::string name =
        in_quotes(slot.rule.value) + " of promotion " + in_quotes(promotion.name);
    found.push_back(live < slot.min ? name + " needs at least " + std::to_string(slot.min) +
                                          ", has " + std::to_string(live) + "."
                                    : name + " allows " + std::to_string(*slot.max) + ", has " +
                                          std::to_string(live) + ".");
  }
}

void check_instance(const WorkingDocument& document, const PromotionInstanceId& instance,
                    std::vector<const PromotionInstanceId*>& seen,
                    std::vector<std::string>& found) {
  if (instance.value.empty() || std::any_of(seen.begin(), seen.end(), [&](const auto* other) {
        return *other == instance;
      })) {
    return;
  }
  seen.push_back(&instance);
  const ProductId* product = promotion_of(document, instance);
  if (product == nullptr) return;
  const Promotion* promotion = document.catalogue().promotion(*product);
  if (promotion != nullptr) check_slots(*promotion, filled(document, instance), found);
}

// Whether the root is in a promotion that the document adds.
bool joins(const WorkingDocument& document, const WorkingLine& root) {
  const PromotionStamp& stamp = root.promotion();
  return !stamp.rule.value.empty() &&
         std::ranges::any_of(document.lines(), [&](const WorkingLine& line) {
           return line.live() && line.action() == LineAction::add &&
                  line.promotion().rule.value.empty() &&
                  line.promotion().instance == stamp.instance;
         });
}

// What a document adds to a promotion, or puts into one, must be covered by it: a stamp may come
// from outside, and decides on the price.
void check_stamp(const WorkingDocument& document, const WorkingLine& line,
                 std::vector<std::string>& found) {
  const PromotionStamp& stamp = line.promotion();
  if (stamp.rule.value.empty() || line.action() == LineAction::delete_) return;
  const auto& assets = document.assets();
  if (std::any_of(assets.begin(), assets.end(), [&](const Asset& asset) {
        return asset.id == line.asset() && asset.promotion == stamp;
      })) {
    return;  // as it is owned
  }
  const ProductId* promotion_id = promotion_of(document, stamp.instance);
  const Promotion* promotion =
      promotion_id == nullptr ? nullptr : document.catalogue().promotion(*promotion_id);
  const bool covered =
      promotion != nullptr && promotion->id == stamp.promotion &&
      std::any_of(promotion->slots.begin(), promotion->slots.end(), [&](const auto& slot) {
        return slot.rule == stamp.rule && fits(document.catalogue(), slot, line.product_id());
      });
  if (!covered) {
    found.push_back(in_quotes(line.now().product_name) + " is not covered by promotion " +
                    in_quotes(stamp.name) + " of instance " + in_quotes(stamp.instance.value) +
                    ".");
  }
}

}  // namespace

bool is_added(const std::vector<Line>& lines, const PromotionInstanceId& instance) {
  return std::ranges::any_of(lines, [&](const Line& line) {
    return line.action == LineAction::add && line.promotion.rule.value.empty() &&
           line.promotion.instance == instance;
  });
}

std::vector<SlotFill> filled(const WorkingDocument& document, const PromotionInstanceId& instance) {
  std::vector<SlotFill> found;
  for (const Asset& asset : document.assets()) {
    if (asset.status == AssetStatus::inactive || asset.promotion.instance != instance ||
        asset.promotion.rule.value.empty()) {
      continue;
    }
    const LineIndex line = document.line_of(asset.id);
    if (line == no_line) {
      found.push_back({no_line, &asset, &asset.product, &asset.promotion.rule});
    } else if (fills(document[line], instance)) {
      found.push_back({line, &asset, &asset.product, &document[line].promotion().rule});
    }
  }
  const std::size_t owned = found.size();
  for (LineIndex i = 0; i < document.lines().size(); ++i) {
    const WorkingLine& line = document[i];
    const auto at = found.begin() + static_cast<std::ptrdiff_t>(owned);
    if (!fills(line, instance) ||
        std::any_of(found.begin(), at, [&](const SlotFill& fill) { return fill.line == i; })) {
      continue;
    }
    found.push_back({i, nullptr, &line.product_id(), &line.promotion().rule});
  }
  return found;
}

std::size_t filled(const std::vector<SlotFill>& fills, const PromotionSlot& slot) {
  return static_cast<std::size_t>(std::count_if(
      fills.begin(), fills.end(), [&](const SlotFill& fill) { return *fill.rule == slot.rule; }));
}

bool has_room(const std::vector<SlotFill>& fills, const PromotionSlot& slot) {
  return !slot.max || filled(fills, slot) < *slot.max;
}

void automatch(Application& app, LineIndex root) {
  const Catalogue& catalogue = app.document.catalogue();
  for (LineIndex i = 0; i < app.document.lines().size(); ++i) {
    const WorkingLine& line = app.document[i];
    if (!line.live() || !is_promotion(line.product) || line.promotion().instance.value.empty()) {
      continue;
    }
    const auto wanted = catalogue.preference("promotionAutomatch");
    if (wanted && folded(*wanted) == "n") return;
    const Promotion* promotion = catalogue.promotion(line.product_id());
    if (promotion == nullptr) continue;
    const auto fills = filled(app.document, line.promotion().instance);
    for (const PromotionSlot& slot : promotion->slots) {
      if (!has_room(fills, slot) || !fits(catalogue, slot, app.document[root].product_id())) {
        continue;
      }
      Line& stamped = app.document.stamp(
          root, {promotion->id, promotion->name, line.promotion().instance, slot.rule});
      stamped.because.inputs.push_back(
          {"then matched", promotion->name + ", slot " + slot.rule.value});
      return;
    }
  }
}

void promotion_violations(const WorkingDocument& document, std::vector<std::string>& found) {
  std::vector<const PromotionInstanceId*> seen;
  for (const WorkingLine& line : document.lines()) {
    if (line.parent != no_line || line.removed) continue;
    if (line.action() == LineAction::none && !joins(document, line)) continue;
    check_stamp(document, line, found);
    check_instance(document, line.promotion().instance, seen, found);
    const auto& prior = line.now().prior_promotion;
    if (prior) check_instance(document, prior->instance, seen, found);
  }
}

}  // namespace proffer::domain
