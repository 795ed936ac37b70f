#include "events/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace proffer {

void check_failed(std::string_view condition, std::string_view file, int line) {
  std::fprintf(stderr, "proffer: %.*s:%d: CHECK(%.*s) failed\n", static_cast<int>(file.size()),
               file.data(), line, static_cast<int>(condition.size()), condition.data());
  std::abort();
}

}  // namespace proffer
