// Which rows a variable map lets through: `[Field]=[Field]` or `[Field]="value"`, several joined by
// AND.
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

struct SearchTerm {
  enum class Against { field, value };
  std::string field;
  Against against = Against::value;
  std::string other;  // the other field's name, or the value
  bool operator==(const SearchTerm&) const = default;
};

// All terms must hold; an empty text has none. The error says what was expected, and where.
tl::expected<std::vector<SearchTerm>, std::string> parse_search_spec(std::string_view text);

}  // namespace proffer::domain
