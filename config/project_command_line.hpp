// `proffer project …`: the commands about workspace projects.
#pragma once

#include "config/node_command.hpp"

namespace proffer::config {

void add_project_commands(CLI::App& app, const NodeCommands& node);

}  // namespace proffer::config
