// `proffer serve` and `proffer dev`: one node until it is told to stop.
#pragma once

#include "actors/edge/cli/output.hpp"
#include "config/settings.hpp"

#include <ostream>
#include <string>

namespace proffer::config {

struct ServeOptions {
  Settings settings;
  bool temporary = false;  // the data folder is removed at the end
  std::string ready_file;  // the node's address is written here once it answers; empty: not
};

// Runs until SIGINT or SIGTERM. `out` gets the address, `notes` the log lines.
edge::cli::Exit serve(const ServeOptions& options, std::ostream& out, std::ostream& notes);

}  // namespace proffer::config
