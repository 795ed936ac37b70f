// CRC32C, with the processor's instruction where it has one (SSE 4.2).
#pragma once

#include <cstdint>
#include <string_view>

namespace proffer::store {

// RFC 3720, 12.1.
std::uint32_t crc32c(std::string_view bytes);

}  // namespace proffer::store
