// Which action codes go with which action types, and which fields each pair takes: the
// specification's table.
#pragma once

#include "events/product_offer.hpp"

#include <array>
#include <string>
#include <string_view>

namespace proffer::domain {

enum class Need : char { required = 'R', optional = 'O', empty = '-' };

struct ActionRow {
  ActionType type;
  ActionCode code;
  Need base;  // may also come from the parent action, like all that is required
  Need component;
  Need upgrade_product;
  Need pair;  // exactly one: a field with its value, or an attribute with its value
  Need workflow;
  std::string_view named;  // what may be the named parameter, by the letters of `letter_of`
  Need parent;
};

// In the specification's order; every pair that is not here is illegal.
// clang-format off
inline constexpr std::array<ActionRow, 8> action_matrix = [] {
  using enum ActionType;
  // NOLINTBEGIN(readability-identifier-naming): the letters of the specification's table
  constexpr auto R = Need::required;
  constexpr auto O = Need::optional;
  constexpr auto N = Need::empty;
  // NOLINTEND(readability-identifier-naming)
  return std::array<ActionRow, 8>{{
      // type / code                         base comp. upgr. pair workfl. named   parent
      {new_,        ActionCode::add,         R,   O,    N,    N,   N,      "BC",   O},
      {new_,        ActionCode::update,      R,   O,    N,    R,   N,      "BCFA", O},
      {modify,      ActionCode::add,         R,   R,    N,    N,   N,      "BC",   O},
      {modify,      ActionCode::update,      R,   O,    N,    R,   N,      "BCFA", O},
      {modify,      ActionCode::delete_,     R,   O,    N,    N,   N,      "BC",   O},
      {modify,      ActionCode::replace,     R,   R,    N,    N,   N,      "BC",   O},
      {upgrade,     ActionCode::upgrade,     R,   N,    R,    N,   N,      "BU",   O},
      {run_process, ActionCode::workflow,    N,   N,    N,    N,   R,      "",     N},
  }};
}();
// clang-format on

constexpr const ActionRow* row_of(ActionType type, ActionCode code) {
  for (const ActionRow& row : action_matrix) {
    if (row.type == type && row.code == code) return &row;
  }
  return nullptr;
}
static_assert(row_of(ActionType::new_, ActionCode::delete_) == nullptr);
static_assert(row_of(ActionType::modify, ActionCode::replace)->component == Need::required);

char letter_of(NamedParameter parameter);              // B, C, U, F, A; '-' for none
std::string_view name_of(NamedParameter parameter);    // "BaseProduct"; "?" for none
std::string codes_allowing(NamedParameter parameter);  // "Add, Update"
std::string_view name_of(ActionType type);             // "Modify"; "?" for none
std::string_view name_of(ActionCode code);             // "Replace"; "?" for none
std::string allowed_codes(ActionType type);            // "Add, Update"

}  // namespace proffer::domain
