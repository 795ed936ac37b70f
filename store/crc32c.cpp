#include "store/crc32c.hpp"

#include <array>
#include <cstddef>
#include <cstring>

namespace proffer::store {
namespace {

// RFC 3720, appendix B.4: polynomial 0x1EDC6F41, reflected.
constexpr std::array<std::uint32_t, 256> crc_table = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82F63B78U : 0U);
    table[i] = crc;
  }
  return table;
}();

std::uint32_t by_table(std::uint32_t crc, std::string_view bytes) {
  for (const char byte : bytes) {
    crc = (crc >> 8) ^ crc_table[(crc ^ static_cast<unsigned char>(byte)) & 0xff];
  }
  return crc;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t by_instruction(std::uint32_t crc,
                                                               std::string_view bytes) {
  std::uint64_t wide = crc;
  while (bytes.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof word);
    wide = __builtin_ia32_crc32di(wide, word);
    bytes.remove_prefix(8);
  }
  return by_table(static_cast<std::uint32_t>(wide), bytes);
}
#endif

// The sum of what `crc` is the sum of, and `bytes` behind it.
std::uint32_t extend(std::uint32_t crc, std::string_view bytes) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("sse4.2")) return ~by_instruction(~crc, bytes);
#endif
  return ~by_table(~crc, bytes);
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes) { return extend(0, bytes); }

}  // namespace proffer::store

#if defined(__x86_64__)
// RocksDB sums every record of its write-ahead log. Debian builds it for processors without the
// instruction, where that is a fifth of an append. A function of the program's stands before one of
// the same name in a shared library, so RocksDB calls this one; where it has none of that name,
// nobody does.
namespace rocksdb::crc32c {
// NOLINTNEXTLINE(readability-identifier-naming): not our name
std::uint32_t Extend(std::uint32_t crc, const char* bytes, std::size_t size);
std::uint32_t Extend(std::uint32_t crc, const char* bytes, std::size_t size) {
  return proffer::store::extend(crc, {bytes, size});
}
}  // namespace rocksdb::crc32c
#endif
