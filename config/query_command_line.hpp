// The groups `proffer order|quote|account|offer …` and what in them looks at what there is.
#pragma once

#include "config/node_command.hpp"

namespace proffer::config {

void add_query_commands(CLI::App& app, const NodeCommands& node);

}  // namespace proffer::config
