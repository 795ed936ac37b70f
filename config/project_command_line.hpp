// `proffer project …`: the commands about workspace projects.
#pragma once

#include "actors/edge/cli/client_commands.hpp"

#include <CLI/App.hpp>

#include <functional>

namespace proffer::config {

using NodeCommand = std::function<edge::cli::Exit(const edge::cli::Node&, edge::cli::Output&)>;

// `choose` is called with the command that was given, once its options are read.
void add_project_commands(CLI::App& app, const std::function<void(NodeCommand)>& choose);

}  // namespace proffer::config
