// CHECK: our own mistake, in release too. The process stops and is restarted from the log.
#pragma once

#include <stdexcept>
#include <string_view>

namespace proffer {
[[noreturn]] void check_failed(std::string_view condition, std::string_view file, int line);

// A CHECK that failed while there were ChecksThrow.
class CheckFailed : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// While one lives, a CHECK that fails in its thread throws CheckFailed and the process goes on: for
// code that works something out and has changed nothing yet.
class ChecksThrow {
 public:
  ChecksThrow() noexcept;
  ~ChecksThrow();
  ChecksThrow(const ChecksThrow&) = delete;
  ChecksThrow& operator=(const ChecksThrow&) = delete;
};
}  // namespace proffer

#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::proffer::check_failed(#condition, __FILE__, __LINE__))
