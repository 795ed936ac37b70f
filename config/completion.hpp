// What can stand where a command line ends, for the shells' completion.
#pragma once

#include "actors/edge/cli/client_commands.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace proffer::config {

// What the last of the words, which may be empty, can become: commands, options, values and ids of
// the node. `words`: what stands behind the program's name.
std::vector<std::string> completions(const CLI::App& program, std::span<const std::string> words,
                                     edge::cli::Node node);

// The script that makes a shell ask `proffer __complete`; empty for a shell that is not known.
std::string_view completion_script(std::string_view shell);

}  // namespace proffer::config
