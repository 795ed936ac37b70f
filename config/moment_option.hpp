// Moments on the command line, as people say them.
#pragma once

#include "events/values.hpp"

#include <CLI/App.hpp>

#include <string>
#include <string_view>

namespace proffer::config {

// What the HTTP interface takes for a moment: of `-2h`, a while before `now` in s, m, h or d, the
// RFC 3339 time; of `@40` the position. Everything else stays as it is.
std::string moment_text(std::string_view given, Instant now);

// Gives the command such an option; `value` gets what `moment_text` makes of it.
CLI::Option* add_moment_option(CLI::App& command, const std::string& name, std::string& value,
                               const std::string& help);

}  // namespace proffer::config
