// CHECK: our own mistake, in release too. The process stops and is restarted from the log.
#pragma once

#include <string_view>

namespace proffer {
[[noreturn]] void check_failed(std::string_view condition, std::string_view file, int line);
}  // namespace proffer

#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::proffer::check_failed(#condition, __FILE__, __LINE__))
