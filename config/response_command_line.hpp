// `proffer response …` and `proffer offer simulate`: customers' responses, sent or tried.
#pragma once

#include "config/node_command.hpp"

namespace proffer::config {

// `app` has the group `offer` already.
void add_response_commands(CLI::App& app, const NodeCommands& node);

}  // namespace proffer::config
