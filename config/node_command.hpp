// A command that talks to a node, as the files that define commands hand it over.
#pragma once

#include "actors/edge/cli/client_commands.hpp"

#include <CLI/App.hpp>

#include <functional>

namespace proffer::config {

using NodeCommand = std::function<edge::cli::Exit(const edge::cli::Node&, edge::cli::Output&)>;
// Called with the command that was given, once its options are read.
using Choose = std::function<void(NodeCommand)>;

}  // namespace proffer::config
