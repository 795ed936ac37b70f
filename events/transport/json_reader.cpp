#include "events/transport/json_reader.hpp"

#include <boost/json/parse_options.hpp>
#include <boost/json/stream_parser.hpp>
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <vector>

namespace proffer::transport {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Optimal string alignment: insertions, deletions, changes and swaps of neighbours. Words here are
// short.
std::size_t distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> table((a.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& {
    return table[i * width + j];
  };
  for (std::size_t i = 0; i <= a.size(); ++i) at(i, 0) = i;
  for (std::size_t j = 0; j <= b.size(); ++j) at(0, j) = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
      at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
          lower(a[i - 2]) == lower(b[j - 1])) {
        at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
      }
    }
  }
  return at(a.size(), b.size());
}

}  // namespace

JsonFault locate_fault(std::string_view json) {
  boost::json::parse_options options;
  options.max_depth = json_depth_max;
  boost::json::stream_parser parser({}, options);
  boost::json::error_code error;
  JsonFault fault;
  fault.offset = parser.write(json.data(), json.size(), error);
  if (!error) parser.finish(error);
  fault.too_deep = error == boost::json::error::too_deep;
  fault.reason = error ? error.message() : "not a JSON text";
  const auto before = json.substr(0, fault.offset);
  fault.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const auto newline = before.rfind('\n');
  fault.column = 1 + (newline == before.npos ? before.size() : before.size() - newline - 1);
  return fault;
}

std::string pointer_to(std::string_view parent, std::string_view key) {
  std::string pointer{parent};
  pointer += '/';
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

std::string pointer_to(std::string_view parent, std::size_t index) {
  return fmt::format("{}/{}", parent, index);
}

std::string_view closest(std::string_view word, std::span<const std::string_view> known) {
  constexpr std::size_t word_max = 64;
  std::string_view best;
  std::size_t best_distance = 3;
  for (const auto candidate : known) {
    if (candidate == word) return {};
    if (word.size() > word_max || candidate.size() > word_max) continue;
    const std::size_t wrong_max = candidate.size() < 4 ? 1 : 2;
    const std::size_t wrong = distance(word, candidate);
    if (wrong <= wrong_max && wrong < best_distance) {
      best = candidate;
      best_distance = wrong;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view suggestion) {
  return suggestion.empty() ? std::string{} : fmt::format(" Did you mean '{}'?", suggestion);
}

}  // namespace proffer::transport
