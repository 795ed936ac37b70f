// What a misspelt command, option, value or id was meant to be.
#pragma once

#include "actors/edge/cli/client_commands.hpp"

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace proffer::config {

// Of a command line that was refused: a line that says what the first word or option that nothing
// took, or the first value that an option does not allow, was meant to be; empty: nothing is like
// it.
std::string suggestion(const CLI::App& app);

// Of a command line whose word is no command: a sentence that says so; empty: it has another fault.
std::string unknown_command(const CLI::App& app);

// Of a command that failed: a line for each id it was given that the node does not have, if one
// that it has is like it.
std::string suggested_ids(const CLI::App& app, const edge::cli::Node& node);

}  // namespace proffer::config
