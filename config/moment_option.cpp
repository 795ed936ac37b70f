#include "config/moment_option.hpp"

#include "config/wall_clock.hpp"
#include "events/transport/rfc3339.hpp"

#include <CLI/CLI.hpp>

#include <charconv>

namespace proffer::config {
namespace {

// 0: no unit.
std::int64_t milliseconds_of(char unit) {
  switch (unit) {
    case 's': return 1000;
    case 'm': return 60 * 1000;
    case 'h': return 60 * 60 * 1000;
    case 'd': return 24 * 60 * 60 * 1000;
    default: return 0;
  }
}

}  // namespace

std::string moment_text(std::string_view given, Instant now) {
  if (given.starts_with('@')) return std::string{given.substr(1)};
  if (given.size() < 3 || !given.starts_with('-')) return std::string{given};
  std::int32_t count = 0;
  const char* const unit = given.data() + given.size() - 1;
  const auto read = std::from_chars(given.data() + 1, unit, count);
  const std::int64_t each = milliseconds_of(*unit);
  if (read.ec != std::errc{} || read.ptr != unit || each == 0) return std::string{given};
  return transport::format_rfc3339({now.ms - count * each});
}

CLI::Option* add_moment_option(CLI::App& command, const std::string& name, std::string& value,
                               const std::string& help) {
  const auto store = [&value](const std::string& given) {
    value = moment_text(given, wall_clock());
  };
  return command.add_option_function<std::string>(name, store,
                                                  help + ": RFC 3339, -2h or @position");
}

}  // namespace proffer::config
