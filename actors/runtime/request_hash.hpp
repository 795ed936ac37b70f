// Tells a changed body from the same one, for requests and records that come again.
#pragma once

#include <cstdint>
#include <string_view>

namespace proffer::runtime {

// FNV-1a; it is no defence against malice. Stored with the request: never another function.
inline std::uint64_t request_hash(std::string_view body) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : body) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return hash;
}

}  // namespace proffer::runtime
