#include "events/transport/closest.hpp"

#include <fmt/format.h>

#include <algorithm>
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
