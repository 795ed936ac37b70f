// Command lines to begin with: what help and the manual page show first.
#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace proffer::config {

// Those of the command, or of the commands below it; of the program itself none.
std::vector<std::string> examples_of(const CLI::App& command);

// Makes the help of every command show its examples before what can be given. Commands inherit it
// from the one they are added to, so it is called before the first is.
void show_examples(CLI::App& program);

}  // namespace proffer::config
