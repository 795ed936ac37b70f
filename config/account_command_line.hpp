// `proffer membership …`, and what of `proffer order …` and `proffer quote …` changes an account.
#pragma once

#include "config/project_command_line.hpp"

namespace proffer::config {

// `orders` and `quotes` are the groups of these names; `choose` is called with the command that was
// given, once its options are read.
void add_account_commands(CLI::App& app, CLI::App& orders, CLI::App& quotes,
                          const std::function<void(NodeCommand)>& choose);

}  // namespace proffer::config
