#include "events/codec/json.hpp"

namespace proffer::codec {
namespace {

// 64: no digit of RFC 4648, section 4.
unsigned digit_of(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<unsigned>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<unsigned>(c - 'a' + 26);
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0' + 52);
  return c == '+' ? 62 : c == '/' ? 63 : 64;
}

bool from_base64(std::string_view text, std::string& bytes) {
  if (text.size() % 4 != 0) return false;
  bytes.clear();
  while (text.ends_with('=') && text.size() % 4 != 2) text.remove_suffix(1);
  unsigned group = 0;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const unsigned digit = digit_of(text[index]);
    if (digit > 63) return false;
    group = group << 6 | digit;
    // The 2nd, 3rd and 4th digit of a group complete a byte each.
    if (index % 4 > 0) bytes += static_cast<char>(group >> (6 - 2 * (index % 4)) & 0xff);
  }
  return true;
}

}  // namespace

bool is_json(std::string_view text) {
  simdjson::dom::parser parser;
  const bool one_line =
      std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return one_line && parser.parse(text.data(), text.size()).error() == simdjson::SUCCESS;
}

bool take_bytes(JsonIn& archive, std::string& bytes) {
  const auto encoded = archive.member("base64");
  std::string_view text;
  return encoded && encoded->get(text) == simdjson::SUCCESS && from_base64(text, bytes);
}

}  // namespace proffer::codec
