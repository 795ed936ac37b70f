// What reading JSON from people and channels has in common: where it is malformed, pointers,
// did-you-mean.
#pragma once

#include "events/document.hpp"
#include "events/problem.hpp"
#include "events/transport/closest.hpp"
#include "events/transport/spelling.hpp"

#include <simdjson.h>
#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace proffer::transport {

inline constexpr std::size_t json_depth_max = 32;

// Where and why a text is not JSON.
struct JsonFault {
  std::size_t offset = 0;  // byte, from 0
  std::size_t line = 1;    // from 1
  std::size_t column = 1;  // byte in the line, from 1
  bool too_deep = false;   // more than json_depth_max levels
  std::string reason;      // "syntax error", "incomplete JSON" …
};
// Only for a text that a parser has refused.
JsonFault locate_fault(std::string_view json);

// A problem, ready to be returned; `field` is a JSON Pointer or a header's name, empty: the whole
// input.
tl::unexpected<Problem> fault(std::string_view code, std::string text, std::string field = {});

// The pointer (RFC 6901) to a member or an element of what `parent` points to.
std::string pointer_to(std::string_view parent, std::string_view key);
std::string pointer_to(std::string_view parent, std::size_t index);

// "a number", "an object" …
std::string_view kind_of(simdjson::dom::element element);

inline constexpr std::size_t id_bytes_max = 128;
inline constexpr std::size_t text_bytes_max = 4096;

// True for C0 control characters and DEL.
bool has_control(std::string_view text);

// What a text may be. A key names streams and documents: letters, digits and . _ : - only. A text
// is one line, prose may be several.
enum class Form : std::uint8_t { key, id, text, prose };
// FIELD_TOO_LONG or FIELD_INVALID, when the text is too long for its form or has characters that
// cannot be in it.
std::optional<Problem> wrong(std::string_view value, Form form, const std::string& field);

// Everything that is wrong with a text, up to a limit.
struct FoundProblems {
  std::size_t problems_max = 100;
  Problems list;
  void add(std::string_view code, std::string text, std::string field);
  bool full() const { return list.size() >= problems_max; }
};

enum class Need : std::uint8_t { required, optional };

// Reads an object that a person wrote: every member by name, strictly. What is not given leaves the
// value as it is; null does too, unless the value can be none: then it becomes that. What is wrong
// is added to the problems, with a pointer to it. `finish` complains of members nobody asked for.
class ObjectReader {
 public:
  ObjectReader(simdjson::dom::element element, std::string pointer, FoundProblems& problems);

  bool has(std::string_view name) { return find(name).has_value(); }
  void read(std::string_view name, std::string& value, Form form = Form::text,
            Need need = Need::optional);
  template <class Tag>
  void read(std::string_view name, Id<Tag>& id, Form form = Form::id, Need need = Need::optional) {
    read(name, id.value, form, need);
  }
  void read(std::string_view name, bool& value);
  void read(std::string_view name, std::uint32_t& value);
  void read(std::string_view name, std::optional<std::uint32_t>& value);
  void read(std::string_view name, std::int32_t& value);
  void read(std::string_view name, Money& value, Need need = Need::optional);  // "12.50" or 12
  void read(std::string_view name, std::optional<Money>& value);
  void read(std::string_view name,
            std::optional<Instant>& value);  // RFC 3339, or a date: its first moment in UTC
  void read(std::string_view name, std::vector<NamedValue>& values,
            Form form = Form::text);  // an object of such texts; sorted by name
  void read(std::string_view name, std::vector<std::string>& texts);
  template <class Tag>
  void read(std::string_view name, std::vector<Id<Tag>>& ids) {
    if (!has(name)) return;
    std::vector<std::string> texts;
    read(name, texts);
    ids.clear();
    for (auto& text : texts) ids.push_back({std::move(text)});
  }
  // By its spelling.
  template <class E>
  requires std::is_enum_v<E>
  void read(std::string_view name, E& value, Need need = Need::optional) {
    if constexpr (requires { E::none; }) {
      if (E::none == E{} && is_null(name)) value = E::none;
    }
    const auto text = spelled(name, need);
    if (!text) return;
    const E found = named<E>(*text);
    if (found == E{}) return complain_of_spelling(name, *text, spellings<E>());
    value = found;
  }
  // A list of spellings.
  template <class E>
  requires std::is_enum_v<E>
  void read(std::string_view name, std::vector<E>& values) {
    if (!has(name)) return;
    std::vector<std::string> texts;
    read(name, texts);
    values.clear();
    for (const std::string& text : texts) {
      const E found = named<E>(text);
      if (found == E{}) return complain_of_spelling(name, text, spellings<E>());
      values.push_back(found);
    }
  }
  // Decimals such as "8.33", in hundredths.
  void hundredths(std::string_view name, std::vector<std::uint32_t>& values);

  // What a shape asks for, to be read or written alike (shape.hpp).
  static constexpr bool reading = true;
  template <class T, class... How>
  void member(std::string_view name, T& value, How... how) {
    read(name, value, how...);
  }
  template <class T, class Shape>
  void list(std::string_view name, std::vector<T>& values, Shape shape) {
    if (has(name)) values.clear();
    each(name, [&](ObjectReader& reader) {
      T value{};
      shape(reader, value, static_cast<std::uint32_t>(values.size() + 1));
      values.push_back(std::move(value));
    });
  }
  template <class T, class Shape>
  void part(std::string_view name, T& value, Shape shape) {
    object(name, [&](ObjectReader& reader) { shape(reader, value); });
  }
  template <class T, class Shape>
  void part(std::string_view name, std::optional<T>& value, Shape shape) {
    object(name, [&](ObjectReader& reader) { shape(reader, value.emplace()); });
  }

  // Calls `use` with a reader for each element of an array, which must be objects.
  template <class Use>
  void each(std::string_view name, const Use& use) {
    simdjson::dom::array array;
    if (!array_of(name, array)) return;
    std::size_t index = 0;
    for (const auto element : array) {
      if (problems_.full()) return;
      ObjectReader reader{element, pointer_to(pointer(name), index++), problems_};
      use(reader);
      reader.finish();
    }
  }
  void object(std::string_view name, const std::function<void(ObjectReader&)>& use);
  void finish();

 private:
  std::string pointer(std::string_view name) const { return pointer_to(pointer_, name); }
  // The member, unless it is missing or null; from now on it is a known one.
  std::optional<simdjson::dom::element> find(std::string_view name);
  bool is_null(std::string_view name) const;
  std::optional<std::string_view> spelled(std::string_view name, Need need);
  bool array_of(std::string_view name, simdjson::dom::array& array);
  void complain_of_type(std::string_view name, std::string_view wanted, simdjson::dom::element got);
  void complain_of_spelling(std::string_view name, std::string_view text,
                            std::span<const std::string_view> spellings);

  std::optional<simdjson::dom::object> object_;  // none: it is no object, which has been said
  std::string pointer_;
  FoundProblems& problems_;
  std::vector<std::string_view> known_;
};

}  // namespace proffer::transport
