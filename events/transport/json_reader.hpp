// What reading JSON from people and channels has in common: where it is malformed, pointers,
// did-you-mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

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

// The pointer (RFC 6901) to a member or an element of what `parent` points to.
std::string pointer_to(std::string_view parent, std::string_view key);
std::string pointer_to(std::string_view parent, std::size_t index);

// The known word that `word` most likely is a misspelling of: at most two letters wrong, fewer in
// short words, case not counted. Empty: none is near, or it is spelled right.
std::string_view closest(std::string_view word, std::span<const std::string_view> known);

// " Did you mean 'x'?", or nothing when `suggestion` is empty.
std::string did_you_mean(std::string_view suggestion);

}  // namespace proffer::transport
