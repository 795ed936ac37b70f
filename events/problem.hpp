// A clear "no": what is wrong, where, and what to do about it.
#pragma once

#include "events/values.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace proffer {

struct Problem {
  std::string code;   // stable, upper case: ACCOUNT_NOT_FOUND
  std::string text;   // one sentence, with the likely fix
  std::string offer;  // what it concerns, each empty when it does not apply
  std::string response;
  std::string action;  // the action's name
  std::string field;   // a field's name, or a JSON Pointer (RFC 6901) into the input
  auto operator<=>(const Problem&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Problem& problem) {
  archive(field("code", problem.code), field("text", problem.text), field("offer", problem.offer),
          field("response", problem.response), field("action", problem.action),
          field("field", problem.field));
}

// A name in the text of a problem: 'name'.
inline std::string in_quotes(std::string_view name) { return "'" + std::string(name) + "'"; }
// Adds one to names that are listed in a text: `a, b`.
inline void add_to_list(std::string& names, std::string_view name) {
  names.append(names.empty() ? "" : ", ").append(name);
}

// Never empty: the domain's or the edge's answer when a request is not accepted.
using Problems = std::vector<Problem>;

}  // namespace proffer
