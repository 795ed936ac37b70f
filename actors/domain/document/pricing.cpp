#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/document/application.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace proffer::domain {
namespace {

// A price times a percentage in ten-thousandths times a quantity passes 64 bits; the result does
// not.
__extension__ using Wide = __int128;
constexpr std::int64_t whole = 1'000'000;  // 100 % in ten-thousandths of a percent

struct Price {
  Money unit;
  Money net;
};

// What the slot that the root fills asks for instead of the list price.
std::optional<Money> slot_price(const Catalogue& catalogue, const Line& line) {
  if (line.promotion.rule.value.empty()) return std::nullopt;
  const Promotion* promotion = catalogue.promotion(line.promotion.promotion);
  if (promotion == nullptr) return std::nullopt;
  for (const PromotionSlot& slot : promotion->slots) {
    if (slot.rule == line.promotion.rule) return slot.price_override;
  }
  return std::nullopt;
}

Price price_of(const Catalogue& catalogue, const WorkingLine& working) {
  const Line& line = working.now();
  if (line.action == LineAction::delete_) return {};
  if (line.penalty.total != Money{}) return {line.penalty.total, line.penalty.total};
  Money unit = working.product == nullptr ? Money{} : working.product->list_price;
  unit = slot_price(catalogue, line).value_or(unit);
  if (const auto* text = value_of(line.fields, name_of(LineField::price_override))) {
    unit = parse_money(*text).value_or(unit);
  }
  Money discount;
  if (const auto* text = value_of(line.fields, name_of(LineField::discount_amount))) {
    discount = parse_money(*text).value_or(Money{});
  }
  std::int64_t percent = 0;
  if (const auto* text = value_of(line.fields, name_of(LineField::discount_percent))) {
    percent = parse_percent(*text).value_or(0);
  }
  // What the customer has was paid for once already.
  if (line.price_type != PriceType::recurring && line.action != LineAction::add) return {unit, {}};
  const Wide each =
      static_cast<Wide>(unit.cents) * (whole - percent) - static_cast<Wide>(discount.cents) * whole;
  const Wide all = std::max<Wide>(0, each) * line.quantity;
  return {unit, Money{static_cast<std::int64_t>((all + whole / 2) / whole)}};
}

}  // namespace

Totals price_lines(WorkingDocument& document) {
  Totals totals;
  for (WorkingLine& working : document.lines()) {
    if (working.removed) continue;
    const Price price = price_of(document.catalogue(), working);
    if (working.now().unit_price != price.unit || working.now().net_price != price.net) {
      working.edit().unit_price = price.unit;
      working.edit().net_price = price.net;
    }
    const Line& line = working.now();
    Money& total = line.price_type == PriceType::recurring ? totals.recurring : totals.one_time;
    total.cents += price.net.cents;
  }
  return totals;
}

}  // namespace proffer::domain
