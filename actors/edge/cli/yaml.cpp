#include "actors/edge/cli/yaml.hpp"

#include "actors/domain/catalogue/catalogue.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace proffer::edge::cli {
namespace {

namespace json = boost::json;

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

// Words that YAML 1.1 takes for booleans or for nothing.
bool is_reserved(std::string_view text) {
  constexpr std::array words = {"true", "false", "yes", "no", "on", "off", "y", "n", "null"};
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return domain::same_name(text, word); });
}

// A JSON string is a quoted scalar of YAML 1.2.
std::string scalar(std::string_view text) {
  const auto plain = [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '/' || c == ' ';
  };
  const bool bare = !text.empty() && is_letter(text.front()) && text.back() != ' ' &&
                    std::all_of(text.begin(), text.end(), plain) && !is_reserved(text);
  return bare ? std::string(text) : json::serialize(json::string(text));
}

// Lines of their own, indented; all else stands behind its `key:` or `-`.
bool is_block(const json::value& value) {
  return (value.is_object() && !value.get_object().empty()) ||
         (value.is_array() && !value.get_array().empty());
}

void append(std::string& out, const json::value& value, std::size_t indent) {
  if (!is_block(value)) {
    const auto* text = value.if_string();
    out.append(text == nullptr ? json::serialize(value) : scalar(*text)) += '\n';
  } else if (const auto* object = value.if_object()) {
    for (const auto& member : *object) {
      out.append(indent, ' ').append(scalar(member.key())) += ':';
      out += is_block(member.value()) ? '\n' : ' ';
      append(out, member.value(), indent + 2);
    }
  } else {
    for (const json::value& entry : value.get_array()) {
      const std::size_t dash = out.size() + indent;
      if (!is_block(entry)) out.append(indent + 2, ' ');
      append(out, entry, indent + 2);
      out[dash] = '-';
    }
  }
}

}  // namespace

std::string yaml(const json::value& value) {
  std::string out;
  append(out, value, 0);
  return out;
}

}  // namespace proffer::edge::cli
