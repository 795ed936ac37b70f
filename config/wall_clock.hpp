// The clock of the composition root: everything below is handed one.
#pragma once

#include "events/values.hpp"

#include <chrono>

namespace proffer::config {

inline Instant wall_clock() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

}  // namespace proffer::config
