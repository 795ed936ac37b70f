#include "events/check.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace proffer {
namespace {
thread_local int throwing = 0;
}

ChecksThrow::ChecksThrow() noexcept { ++throwing; }
ChecksThrow::~ChecksThrow() { --throwing; }

void check_failed(std::string_view condition, std::string_view file, int line) {
  std::fprintf(stderr, "proffer: %.*s:%d: CHECK(%.*s) failed\n", static_cast<int>(file.size()),
               file.data(), line, static_cast<int>(condition.size()), condition.data());
  if (throwing > 0) {
    throw CheckFailed("CHECK(" + std::string(condition) + ") failed at " + std::string(file) + ":" +
                      std::to_string(line));
  }
  std::abort();
}

}  // namespace proffer
