#include "store/crc32c.hpp"

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <rocksdb/file_checksum.h>

#include <memory>
#include <numeric>
#include <string>

namespace proffer::store {
namespace {

std::string ascending() {
  std::string bytes(32, '\0');
  std::iota(bytes.begin(), bytes.end(), '\0');
  return bytes;
}

// RFC 3720, appendix B.4.
TEST(Crc32c, IsThatOfTheStandardsExamples) {
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
  EXPECT_EQ(crc32c(std::string(32, '\xff')), 0x62A8AB43U);
  EXPECT_EQ(crc32c(ascending()), 0x46DD794EU);
  EXPECT_EQ(crc32c("123456789"), 0xE3069283U);  // no multiple of eight
  EXPECT_EQ(crc32c(""), 0U);
}

// Goes through the library, in two pieces.
TEST(Crc32c, RocksDbGetsTheSameSums) {
  const auto generator =
      rocksdb::GetFileChecksumGenCrc32cFactory()->CreateFileChecksumGenerator({});
  const std::string bytes = ascending();
  generator->Update(bytes.data(), 11);
  generator->Update(bytes.data() + 11, bytes.size() - 11);
  generator->Finalize();
  EXPECT_EQ(generator->GetChecksum(), std::string("\x46\xDD\x79\x4E", 4));
}

#if defined(__x86_64__)
TEST(Crc32c, RocksDbCallsTheProgramsFunction) {
  const void* const called = ::dlsym(RTLD_DEFAULT, "_ZN7rocksdb6crc32c6ExtendEjPKcm");
  Dl_info where{};
  ASSERT_NE(::dladdr(called, &where), 0);
  EXPECT_EQ(std::string{where.dli_fname}.find("librocksdb"), std::string::npos) << where.dli_fname;
}
#endif

}  // namespace
}  // namespace proffer::store
