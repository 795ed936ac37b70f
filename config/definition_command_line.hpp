// `proffer offer definitions …`, what changes definitions there, `proffer message-type …`,
// `proffer variable-map …`.
#pragma once

#include "config/node_command.hpp"

namespace proffer::config {

// `app` has the group `offer` already.
void add_definition_commands(CLI::App& app, const NodeCommands& node);

}  // namespace proffer::config
