// The worked example in store/FORMAT.md is what the code writes.
#include "store/frame.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace proffer::store {
namespace {

// The bytes of the indented lines behind a heading.
std::string bytes_behind(const std::string& heading) {
  std::ifstream document{std::string{PROFFER_SOURCE_DIR} + "/store/FORMAT.md"};
  std::string line, bytes;
  while (std::getline(document, line) && line != heading) {
  }
  while (std::getline(document, line) && !line.starts_with('#')) {
    if (!line.starts_with("    ")) continue;
    std::istringstream numbers{line};
    for (unsigned byte = 0; numbers >> std::hex >> byte;) bytes.push_back(static_cast<char>(byte));
  }
  return bytes;
}

TEST(Format, TheWorkedExampleIsTheFrameThatIsWritten) {
  FrameBuilder frame{{.shard = 3, .first = 17, .time = {1'700'000'000'000}}, 4096};
  frame.add("records", 2);
  frame.finish();
  EXPECT_EQ(bytes_behind("### A worked example"), frame.bytes());
}

}  // namespace
}  // namespace proffer::store
