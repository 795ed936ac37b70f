// `proffer membership …`, and what of `proffer order …`, `quote …` and `account …` is about an
// account's documents and activities.
#pragma once

#include "config/node_command.hpp"

namespace proffer::config {

// The groups `order`, `quote` and `account` are there already.
void add_account_commands(CLI::App& app, const NodeCommands& node);

}  // namespace proffer::config
