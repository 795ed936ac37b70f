// Texts that stand for typed values: the fields an offer may set on a line, and attributes of
// products.
#pragma once

#include "events/catalogue.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace proffer::domain {

// Keep every price times quantity, and the total of a document, far inside 64 bits.
inline constexpr std::int64_t price_cents_max = 100'000'000'000;
inline constexpr std::uint32_t quantity_max = 10'000;

// An update of this field applies the promotion of that name instead of setting a value.
inline constexpr std::string_view promotion_name_field = "Prod Prom Name";

// The other line fields an update may set.
enum class LineField {
  discount_amount,
  discount_percent,
  price_override,
  quantity,
  service_id,
  due_date,
  comments,
};
std::optional<LineField> line_field(std::string_view name);
std::string_view name_of(LineField field);  // "Discount Amount"
bool is_legal(LineField field, std::string_view value);
bool is_legal(const AttributeDefinition& attribute, std::string_view value);
// What a legal value must look like: "a sum of money such as 12.50".
std::string_view expectation(LineField field);

// Whether two values mean the same: `10` and `10.00` are one discount.
bool same_value(LineField field, std::string_view a, std::string_view b);

std::optional<Money> parse_money(std::string_view text);  // "12", "12.5", "12.50"; not negative
// In ten-thousandths of a percent: 12.5 is 125 000; 0 … 100 %.
std::optional<std::int64_t> parse_percent(std::string_view text);
std::optional<std::uint32_t> parse_quantity(std::string_view text);  // 1 … quantity_max

}  // namespace proffer::domain
