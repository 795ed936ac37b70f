#include "events/check.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace proffer {
namespace {
// Of this thread: one, less its ChecksThrow; below one a failed CHECK throws. It does not begin
// with zero, since mold 1.10 may lay out a program that has nothing but zeros in its thread-local
// storage so that it cannot be loaded.
thread_local int ending = 1;
}  // namespace

ChecksThrow::ChecksThrow() noexcept { --ending; }
ChecksThrow::~ChecksThrow() { ++ending; }

void check_failed(std::string_view condition, std::string_view file, int line) {
  std::fprintf(stderr, "proffer: %.*s:%d: CHECK(%.*s) failed\n", static_cast<int>(file.size()),
               file.data(), line, static_cast<int>(condition.size()), condition.data());
  if (ending < 1) {
    throw CheckFailed("CHECK(" + std::string(condition) + ") failed at " + std::string(file) + ":" +
                      std::to_string(line));
  }
  std::abort();
}

}  // namespace proffer
