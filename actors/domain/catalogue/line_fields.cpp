#include "actors/domain/catalogue/line_fields.hpp"

#include "actors/domain/catalogue/typed_values.hpp"

namespace proffer::domain {

bool is_line_field(std::string_view name, const Catalogue& catalogue) {
  return line_field(name).has_value() || catalogue.line_field(name) != nullptr;
}

std::string_view line_field_name(std::string_view name, const Catalogue& catalogue) {
  if (const auto built_in = line_field(name)) return name_of(*built_in);
  if (same_name(name, promotion_name_field)) return promotion_name_field;
  const LineFieldRegistered* registered = catalogue.line_field(name);
  return registered == nullptr ? name : registered->name;
}

bool is_line_field_value(std::string_view name, std::string_view value,
                         const Catalogue& catalogue) {
  if (const auto built_in = line_field(name)) return is_legal(*built_in, value);
  const LineFieldRegistered* registered = catalogue.line_field(name);
  return registered == nullptr ||
         is_legal(AttributeDefinition{{}, registered->kind, registered->allowed, {}}, value);
}

std::string line_field_expectation(std::string_view name, const Catalogue& catalogue) {
  if (const auto built_in = line_field(name)) return std::string(expectation(*built_in));
  const LineFieldRegistered* registered = catalogue.line_field(name);
  if (registered == nullptr) return {};
  switch (registered->kind) {
    case AttributeType::number: return "a number such as 12.5";
    case AttributeType::boolean: return "true or false";
    case AttributeType::date: return "a date such as 2026-12-31";
    case AttributeType::enumeration: {
      std::string values;
      for (const std::string& value : registered->allowed) {
        add_to_list(values, value);
      }
      return "one of " + values;
    }
    case AttributeType::text:
    case AttributeType::unknown: break;
  }
  return "a text";
}

}  // namespace proffer::domain
