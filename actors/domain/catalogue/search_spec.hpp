// Which rows a variable map lets through, or a query asks for: `[Field]=[Field]` or
// `[Field]="value"`, several joined by AND.
#pragma once

#include <tl/expected.hpp>

#include <algorithm>
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

// Whether something has all the fields that the terms name. `value_of` gives a field's value by its
// name; none: there is no such field.
template <class ValueOf>
bool are_known(const std::vector<SearchTerm>& terms, const ValueOf& value_of) {
  return std::all_of(terms.begin(), terms.end(), [&](const SearchTerm& term) {
    return value_of(term.field).has_value() &&
           (term.against == SearchTerm::Against::value || value_of(term.other).has_value());
  });
}

// Whether all terms hold of it; its fields are known.
template <class ValueOf>
bool hold(const std::vector<SearchTerm>& terms, const ValueOf& value_of) {
  return std::all_of(terms.begin(), terms.end(), [&](const SearchTerm& term) {
    const auto value = value_of(term.field);
    return term.against == SearchTerm::Against::value ? value == term.other
                                                      : value == value_of(term.other);
  });
}

}  // namespace proffer::domain
