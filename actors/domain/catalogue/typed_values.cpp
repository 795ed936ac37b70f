#include "actors/domain/catalogue/typed_values.hpp"

#include "actors/domain/catalogue/catalogue.hpp"

#include <algorithm>
#include <array>

namespace proffer::domain {
namespace {

struct FieldRow {
  LineField field;
  std::string_view name;
  std::string_view expectation;
};
// In the order of the enumeration.
constexpr std::array<FieldRow, 7> field_rows = {{
    {LineField::discount_amount, "Discount Amount", "a sum of money such as 12.50, not negative"},
    {LineField::discount_percent, "Discount Percent", "a percentage between 0 and 100"},
    {LineField::price_override, "Price Override", "a sum of money such as 12.50, not negative"},
    {LineField::quantity, "Quantity", "a whole number from 1 to 10000"},
    {LineField::service_id, "Service Id", "a text"},
    {LineField::due_date, "Due Date", "a date such as 2026-12-31"},
    {LineField::comments, "Comments", "a text"},
}};

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A decimal number as a count of its smallest unit: 12.5 with two places is 1250.
std::optional<std::int64_t> parse_scaled(std::string_view text, std::size_t places,
                                         std::int64_t max) {
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  const std::string_view fraction =
      dot == std::string_view::npos ? std::string_view{} : text.substr(dot + 1);
  if (!all_digits(whole) || whole.size() > 12 || fraction.size() > places) return std::nullopt;
  if (dot != std::string_view::npos && !all_digits(fraction)) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : whole) value = value * 10 + (c - '0');
  for (std::size_t i = 0; i < places; ++i) {
    value = value * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  }
  if (value > max) return std::nullopt;
  return value;
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  if (!all_digits(text.substr(0, 4)) || !all_digits(text.substr(5, 2)) ||
      !all_digits(text.substr(8, 2))) {
    return false;
  }
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  const int year = number(0) * 100 + number(2);
  const int month = number(5);
  const int day = number(8);
  if (month < 1 || month > 12) return false;
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int last = days[static_cast<std::size_t>(month - 1)] + (leap && month == 2 ? 1 : 0);
  return day >= 1 && day <= last;
}

bool is_number(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return all_digits(text);
  return all_digits(text.substr(0, dot)) && all_digits(text.substr(dot + 1));
}

}  // namespace

std::optional<LineField> line_field(std::string_view name) {
  const std::string wanted = folded(name);
  for (const FieldRow& row : field_rows) {
    if (folded(row.name) == wanted) return row.field;
  }
  return std::nullopt;
}

std::string_view name_of(LineField field) {
  return field_rows[static_cast<std::size_t>(field)].name;
}

std::string_view expectation(LineField field) {
  return field_rows[static_cast<std::size_t>(field)].expectation;
}

bool is_legal(LineField field, std::string_view value) {
  switch (field) {
    case LineField::discount_amount:
    case LineField::price_override: return parse_money(value).has_value();
    case LineField::discount_percent: return parse_percent(value).has_value();
    case LineField::quantity: return parse_quantity(value).has_value();
    case LineField::due_date: return is_date(value);
    case LineField::service_id:
    case LineField::comments: return true;
  }
  return false;
}

bool is_legal(const AttributeDefinition& attribute, std::string_view value) {
  switch (attribute.type) {
    case AttributeType::text: return true;
    case AttributeType::number: return is_number(value);
    case AttributeType::boolean:
      return value == "true" || value == "false" || value == "Y" || value == "N";
    case AttributeType::date: return is_date(value);
    case AttributeType::enumeration:
      return std::find(attribute.allowed.begin(), attribute.allowed.end(), value) !=
             attribute.allowed.end();
    case AttributeType::unknown: return false;
  }
  return false;
}

bool same_value(LineField field, std::string_view a, std::string_view b) {
  if (a == b) return true;
  switch (field) {
    case LineField::discount_amount:
    case LineField::price_override: {
      const auto money = parse_money(a);
      return money.has_value() && money == parse_money(b);
    }
    case LineField::discount_percent: {
      const auto percent = parse_percent(a);
      return percent.has_value() && percent == parse_percent(b);
    }
    case LineField::quantity: {
      const auto quantity = parse_quantity(a);
      return quantity.has_value() && quantity == parse_quantity(b);
    }
    case LineField::due_date:
    case LineField::service_id:
    case LineField::comments: return false;
  }
  return false;
}

std::optional<Money> parse_money(std::string_view text) {
  const auto cents = parse_scaled(text, 2, price_cents_max);
  if (!cents) return std::nullopt;
  return Money{*cents};
}

std::optional<std::int64_t> parse_percent(std::string_view text) {
  return parse_scaled(text, 4, 1'000'000);
}

std::optional<std::uint32_t> parse_quantity(std::string_view text) {
  const auto quantity = parse_scaled(text, 0, quantity_max);
  if (!quantity || *quantity < 1) return std::nullopt;
  return static_cast<std::uint32_t>(*quantity);
}

}  // namespace proffer::domain
