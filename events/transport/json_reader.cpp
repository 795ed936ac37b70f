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

bool fits_a_key(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == ':' || c == '-';
  });
}

}  // namespace

tl::unexpected<Problem> fault(std::string_view code, std::string text, std::string field) {
  Problem problem;
  problem.code = code;
  problem.text = std::move(text);
  problem.field = std::move(field);
  return tl::make_unexpected(std::move(problem));
}

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

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::string_view kind_of(simdjson::dom::element element) {
  switch (element.type()) {
    case simdjson::dom::element_type::ARRAY: return "an array";
    case simdjson::dom::element_type::OBJECT: return "an object";
    case simdjson::dom::element_type::INT64:
    case simdjson::dom::element_type::UINT64:
    case simdjson::dom::element_type::DOUBLE: return "a number";
    case simdjson::dom::element_type::STRING: return "a string";
    case simdjson::dom::element_type::BOOL: return "true or false";
    case simdjson::dom::element_type::NULL_VALUE: return "null";
  }
  return "something else";
}

std::optional<Problem> wrong(std::string_view value, Form form, const std::string& field) {
  const auto no = [&](std::string_view code, std::string text) {
    return fault(code, std::move(text), field).value();
  };
  const std::size_t bytes_max = form == Form::text ? text_bytes_max : id_bytes_max;
  if (value.size() > bytes_max) {
    return no("FIELD_TOO_LONG",
              fmt::format("{} has {} bytes; give at most {}.", field, value.size(), bytes_max));
  }
  if (has_control(value)) {
    return no("FIELD_INVALID", fmt::format("{} contains a control character; take it out.", field));
  }
  if (form == Form::key && !fits_a_key(value)) {
    return no("FIELD_INVALID", fmt::format("{} may contain only letters A-Z and a-z, digits and . "
                                           "_ : -; give the id as the account "
                                           "was defined.",
                                           field));
  }
  return {};
}

void FoundProblems::add(std::string_view code, std::string text, std::string field) {
  if (full()) return;
  list.push_back(std::move(fault(code, std::move(text), std::move(field)).value()));
}

}  // namespace proffer::transport
