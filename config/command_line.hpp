// The command tree of the one binary.
#pragma once

namespace proffer::config {

// Runs the command and answers with the process's exit status.
int run_command_line(int argc, char** argv);

}  // namespace proffer::config
