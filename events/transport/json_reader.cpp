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

bool fits_a_key(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == ':' || c == '-';
  });
}

// Prose has line breaks and tabs.
bool has_control_beside_breaks(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](const char& c) {
    return c != '\n' && c != '\r' && c != '\t' && has_control({&c, 1});
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
  const std::size_t bytes_max =
      form == Form::text || form == Form::prose ? text_bytes_max : id_bytes_max;
  if (value.size() > bytes_max) {
    return no("FIELD_TOO_LONG",
              fmt::format("{} has {} bytes; give at most {}.", field, value.size(), bytes_max));
  }
  if (form == Form::prose ? has_control_beside_breaks(value) : has_control(value)) {
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
