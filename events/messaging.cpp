#include "events/messaging.hpp"

#include <algorithm>
#include <array>

namespace proffer {

ResponseKind kind_by_name(std::string_view response) {
  constexpr std::array<std::string_view, 3> accepting = {"accept", "enroll", "yes"};
  constexpr std::array<std::string_view, 3> rejecting = {"reject", "decline", "no"};
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = response.find_first_not_of(blanks);
  if (first == std::string_view::npos) return ResponseKind::other;
  std::string name{response.substr(first, response.find_last_not_of(blanks) - first + 1)};
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (std::ranges::find(accepting, name) != accepting.end()) return ResponseKind::accept;
  if (std::ranges::find(rejecting, name) != rejecting.end()) return ResponseKind::reject;
  return ResponseKind::other;
}

}  // namespace proffer
