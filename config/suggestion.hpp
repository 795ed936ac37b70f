// What a misspelt command or option was meant to be.
#pragma once

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace proffer::config {

// Of a command line that was refused: a line that says what the first word or option that nothing
// took was meant to be; empty: nothing is like it.
std::string suggestion(const CLI::App& app);

}  // namespace proffer::config
