// `proffer offer definitions …`, `proffer message-type …`, `proffer variable-map …`.
#pragma once

#include "config/node_command.hpp"

namespace proffer::config {

// `app` has the group `offer` already.
void add_definition_commands(CLI::App& app, const Choose& choose);

}  // namespace proffer::config
