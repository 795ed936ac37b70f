// Any value with a `serialize` as JSON, by the names of its fields, and back: for commands that
// stand in the log, which a later program has to read whatever became of their shape since.
//
// To grow: add a field; a text that lacks it is read with its default. To change: read the old name
// too. A default never changes: what is left out stands for it. What an older program has no field
// for, it does not read. tests/golden/commands.txt has every shape ever written.
#pragma once

#include "events/codec/archive.hpp"
#include "events/codec/codec.hpp"

#include <simdjson.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace proffer::codec {

// Appends a text as a JSON string, or as bytes where it is not UTF-8; and bytes as {"base64": …}
// (RFC 4648, section 4). In print.cpp, where events are spelt in the same way.
void json_text(std::string& out, std::string_view text);
void json_bytes(std::string& out, std::string_view bytes);
// Whether it is one JSON text on one line.
bool is_json(std::string_view text);

// One value: its members, each `"name":value`; or its text where it has none.
class JsonOut : public Output<JsonOut> {
 public:
  JsonOut() : Output(this, todays_version) {}

  std::vector<std::string> members;
  std::string text;
};

template <class T>
std::vector<std::string> members_of(const T& value) {
  JsonOut archive;
  archive(value);
  return std::move(archive.members);
}

// Of a struct, what differs from its defaults.
template <class T>
std::string text_of(const T& value) {
  JsonOut archive;
  archive(value);
  if (!archive.text.empty()) return std::move(archive.text);
  static const std::vector<std::string> defaults = members_of(T{});
  std::string text;
  for (const std::string& member : archive.members) {
    if (std::ranges::find(defaults, member) != defaults.end()) continue;
    text.append(text.empty() ? "{" : ",").append(member);
  }
  return text.empty() ? "{}" : text += '}';
}

template <std::integral T>
void save(JsonOut& archive, const T& value) {
  archive.text = std::to_string(value);
}
inline void save(JsonOut& archive, const bool& value) { archive.text = value ? "true" : "false"; }
template <Enumeration T>
void save(JsonOut& archive, const T& value) {
  json_text(archive.text, enumerator_of(value));
}
inline void save(JsonOut& archive, const std::string& text) { json_text(archive.text, text); }
inline void save(JsonOut& archive, const Bytes& bytes) { json_bytes(archive.text, bytes.value); }
inline void save(JsonOut& archive, const Json& json) { archive.text = json.value; }
template <class T>
void save(JsonOut& archive, const std::vector<T>& list) {
  archive.text = '[';
  for (const T& entry : list) {
    if (archive.text.size() > 1) archive.text += ',';
    archive.text += text_of(entry);
  }
  archive.text += ']';
}
template <class T>
void save(JsonOut& archive, const std::optional<T>& value) {
  archive.text = value ? text_of(*value) : "null";
}
template <class T>
void save(JsonOut& archive, const Field<T>& named) {
  std::string member;
  json_text(member, named.name);
  archive.members.push_back((member += ':') + text_of(named.value));
}

template <class T>
Json json_of(const T& value) {
  return {text_of(value)};
}

// Reads anybody's JSON. The first error makes it fail, and nothing that follows has an effect.
class JsonIn : public Input<JsonIn> {
 public:
  using Element = simdjson::dom::element;

  explicit JsonIn(const Element& from) : Input(this, todays_version), at(from) {}

  template <class T>
  void read(const Element& from, T& value) {
    const Element outer = std::exchange(at, from);
    const std::size_t outer_used = std::exchange(used_, 0);
    if (!failed_) (*this)(value);
    simdjson::dom::object object;
    if (at.get(object) == simdjson::SUCCESS && object.size() != used_) fail();
    at = outer;
    used_ = outer_used;
  }
  // The member of what is read now; nothing when it is not there.
  std::optional<Element> member(std::string_view name) {
    Element found;
    if (!at.is_object()) fail();
    if (failed_ || at.at_key(name).get(found) != simdjson::SUCCESS) return {};
    ++used_;
    return found;
  }
  void fail() { failed_ = true; }
  bool failed() const { return failed_; }

  Element at;  // what is read now

 private:
  std::size_t used_ = 0;  // of its members
  bool failed_ = false;
};

// What is printed as {"base64": …}; false when it is anything else.
bool take_bytes(JsonIn& archive, std::string& bytes);

template <std::integral T>
void load(JsonIn& archive, T& value) {
  using Widest = std::conditional_t<std::signed_integral<T>, std::int64_t, std::uint64_t>;
  Widest number = 0;
  if (archive.at.get(number) != simdjson::SUCCESS || !std::in_range<T>(number)) {
    return archive.fail();
  }
  value = static_cast<T>(number);
}
inline void load(JsonIn& archive, bool& value) {
  if (archive.at.get(value) != simdjson::SUCCESS) archive.fail();
}
template <Enumeration T>
void load(JsonIn& archive, T& value) {
  std::string_view name;
  if (archive.at.get(name) != simdjson::SUCCESS || name.empty()) return archive.fail();
  const auto found = std::ranges::find(enumerators<T>, name);
  if (found == enumerators<T>.end()) return archive.fail();
  value = static_cast<T>(found - enumerators<T>.begin());
}
inline void load(JsonIn& archive, std::string& text) {
  std::string_view found;
  if (archive.at.get(found) == simdjson::SUCCESS) {
    text = found;
  } else if (!take_bytes(archive, text)) {
    archive.fail();
  }
}
inline void load(JsonIn& archive, Bytes& bytes) {
  if (!take_bytes(archive, bytes.value)) archive.fail();
}
template <class T>
void load(JsonIn& archive, std::vector<T>& list) {
  simdjson::dom::array found;
  if (archive.at.get(found) != simdjson::SUCCESS) return archive.fail();
  list.clear();
  for (const auto& entry : found) archive.read(entry, list.emplace_back());
}
template <class T>
void load(JsonIn& archive, std::optional<T>& value) {
  value.reset();
  if (!archive.at.is_null()) archive(value.emplace());
}
template <class T>
void load(JsonIn& archive, Field<T>& named) {
  const auto found = archive.member(named.name);
  if (!found) return;
  named.value = {};  // what is not said of it is its own default, not the one it has in its owner
  archive.read(*found, named.value);
}

// The value, or the value of its member of that name. `malformed` unless every member of it means
// something.
template <class T>
Result<T> read_json(const Json& json, std::string_view member = {}) {
  simdjson::dom::parser parser;
  simdjson::dom::element from;
  auto error = parser.parse(json.value).get(from);
  if (error == simdjson::SUCCESS && !member.empty()) error = from.at_key(member).get(from);
  Result<T> value{tl::in_place};
  if (error == simdjson::SUCCESS) {
    JsonIn archive{from};
    archive.read(from, *value);
    if (!archive.failed()) return value;
  }
  value = tl::unexpected(CodecError{CodecError::Kind::malformed, "a command's JSON"});
  return value;
}

}  // namespace proffer::codec

template <>
struct cereal::traits::detail::get_output_from_input<proffer::codec::JsonIn> {
  using type = proffer::codec::JsonOut;
};
