// Events for people and for other programs: the same fields as in the bytes, by name.
#include "events/codec/archive.hpp"
#include "events/codec/codec.hpp"
#include "events/codec/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace proffer::codec {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

unsigned byte_at(std::string_view bytes, std::size_t index) {
  return static_cast<unsigned char>(bytes[index]);
}

// The length of the UTF-8 sequence that begins the bytes; 0 when none does. RFC 3629: no
// surrogates, nothing beyond U+10FFFF, no longer spelling than needed.
std::size_t utf8_sequence(std::string_view bytes) {
  const unsigned lead = byte_at(bytes, 0);
  if (lead < 0x80) return 1;
  const std::size_t size = lead < 0xc2   ? 0
                           : lead < 0xe0 ? 2
                           : lead < 0xf0 ? 3
                           : lead < 0xf5 ? 4
                                         : 0;
  if (size == 0 || size > bytes.size()) return 0;
  const unsigned second = byte_at(bytes, 1);
  const unsigned least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const unsigned most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (std::size_t index = 2; index < size; ++index) {
    if ((byte_at(bytes, index) & 0xc0) != 0x80) return 0;
  }
  return size;
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t size = utf8_sequence(bytes);
    if (size == 0) return false;
    bytes.remove_prefix(size);
  }
  return true;
}

// RFC 4648, section 4.
void append_base64(std::string& out, std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t index = 0; index < bytes.size(); index += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - index);
    unsigned group = 0;
    for (std::size_t n = 0; n < 3; ++n) {
      group = group << 8 | (n < count ? byte_at(bytes, index + n) : 0);
    }
    for (std::size_t n = 0; n < 4; ++n) {
      out += n <= count ? digits[group >> (18 - 6 * n) & 63] : '=';
    }
  }
}

// Quoted; what does not print is an escape: `\u00NN` in JSON, `\xNN` in text, where bytes that are
// not UTF-8 are spelt out as well.
void append_quoted(std::string& out, std::string_view text, std::string_view escape, bool utf8) {
  out += '"';
  for (std::size_t index = 0; index < text.size(); ++index) {
    const unsigned byte = byte_at(text, index);
    if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !utf8)) {
      out.append(escape) += hex_digits[byte >> 4];
      out += hex_digits[byte & 15];
    } else {
      if (byte == '"' || byte == '\\') out += '\\';
      out += text[index];
    }
  }
  out += '"';
}

// What the two spellings differ in. A table, not a template: each would be compiled for every type.
struct Spelling {
  using Append = void (*)(std::string& out, std::string_view what);

  char between;
  std::string_view none;
  Append name;
  Append symbol;
  Append text;
  Append bytes;
};

void text_name(std::string& out, std::string_view name) { out.append(name) += '='; }
void text_symbol(std::string& out, std::string_view symbol) { out += symbol; }
void text_text(std::string& out, std::string_view text) {
  append_quoted(out, text, "\\x", is_utf8(text));
}
void text_bytes(std::string& out, std::string_view bytes) { text_text(out += 'b', bytes); }

}  // namespace

void json_bytes(std::string& out, std::string_view bytes) {
  out += R"({"base64":")";
  append_base64(out, bytes);
  out += R"("})";
}
void json_text(std::string& out, std::string_view text) {
  if (!is_utf8(text)) return json_bytes(out, text);
  append_quoted(out, text, "\\u00", true);
}

namespace {

void json_name(std::string& out, std::string_view name) {
  json_text(out, name);
  out += ':';
}

constexpr Spelling as_text{' ', "none", text_name, text_symbol, text_text, text_bytes};
constexpr Spelling as_json{',', "null", json_name, json_text, json_text, json_bytes};

// A struct with named fields is `{…}`; one without, such as an identifier, is its only value.
class Printer : public Output<Printer> {
 public:
  Printer(std::string& to, const Spelling& with)
      : Output<Printer>(this, todays_version), out(to), spelling(with) {}

  template <class T>
  void print(const T& value) {
    const bool outer = std::exchange(in_fields_, false);
    (*this)(value);
    if (in_fields_) out += '}';
    in_fields_ = outer;
  }
  void name(std::string_view name) {
    out += in_fields_ ? spelling.between : '{';
    in_fields_ = true;
    spelling.name(out, name);
  }

  std::string& out;
  const Spelling& spelling;

 private:
  bool in_fields_ = false;  // of the innermost struct, at least one is printed
};

template <std::integral T>
void save(Printer& printer, const T& value) {
  std::array<char, 24> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  CHECK(error == std::errc{});
  printer.out.append(digits.data(), end);
}
void save(Printer& printer, const bool& value) { printer.out += value ? "true" : "false"; }
template <Enumeration T>
void save(Printer& printer, const T& value) {
  printer.spelling.symbol(printer.out, enumerator_of(value));
}
void save(Printer& printer, const std::string& text) { printer.spelling.text(printer.out, text); }
void save(Printer& printer, const Bytes& bytes) {
  printer.spelling.bytes(printer.out, bytes.value);
}
void save(Printer& printer, const Json& json) {
  if (!is_json(json.value)) return printer.spelling.bytes(printer.out, json.value);
  printer.out += json.value;
}
template <class T>
void save(Printer& printer, const std::vector<T>& list) {
  printer.out += '[';
  for (std::size_t index = 0; index < list.size(); ++index) {
    if (index > 0) printer.out += printer.spelling.between;
    printer.print(list[index]);
  }
  printer.out += ']';
}
template <class T>
void save(Printer& printer, const std::optional<T>& value) {
  if (value) return printer.print(*value);
  printer.out += printer.spelling.none;
}
template <class T>
void save(Printer& printer, const Field<T>& named) {
  printer.name(named.name);
  printer.print(named.value);
}

void append_fields(std::string& out, const Spelling& spelling, const Event& event) {
  Printer printer{out, spelling};
  std::visit([&printer](const auto& e) { printer.print(e); }, event);
}

}  // namespace

std::string to_text(const Event& event) {
  const TypeName name = type_of(event);
  std::string text{name.type};
  text.append(" v").append(std::to_string(name.schema)) += ' ';
  append_fields(text, as_text, event);
  return text;
}

std::string to_json(const Event& event) {
  const TypeName name = type_of(event);
  std::string json = R"({"type":)";
  json_text(json, name.type);
  json.append(R"(,"schema":)").append(std::to_string(name.schema)).append(R"(,"fields":)");
  append_fields(json, as_json, event);
  return json += '}';
}

}  // namespace proffer::codec
