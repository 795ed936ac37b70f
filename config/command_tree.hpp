// What the tree of commands tells about itself, for help that is made from it.
#pragma once

#include "actors/edge/cli/client_commands.hpp"

#include <optional>
#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
class Option;
}  // namespace CLI

namespace proffer::config {

// Those right below the command.
std::vector<const CLI::App*> commands_of(const CLI::App& command);

// What is typed to reach it, beginning with the program's name: "proffer order list".
std::string full_name(const CLI::App& command);

// The long options that it takes, its own and those of the commands above it: "--account".
std::vector<std::string> option_names(const CLI::App& command);

// The node's resources whose ids an option of the command takes: `--account`, or `id` of `order
// get`.
std::optional<edge::cli::Resource> resource_of(const CLI::App& command, const CLI::Option& option);

// The values that an option is limited to; empty: any.
std::vector<std::string> values_of(const CLI::Option& option);

}  // namespace proffer::config
