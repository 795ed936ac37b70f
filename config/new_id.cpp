#include "config/new_id.hpp"

#include <fmt/format.h>

#include <random>

namespace proffer::config {

std::string new_id() {
  thread_local std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

}  // namespace proffer::config
