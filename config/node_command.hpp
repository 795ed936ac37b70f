// Commands that talk to a node, as the files that define them hand them over.
#pragma once

#include "actors/edge/cli/client_commands.hpp"

#include <CLI/App.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace proffer::config {

using NodeCommand = std::function<edge::cli::Exit(const edge::cli::Node&, edge::cli::Output&)>;

// What the commands have in common.
struct NodeCommands {
  // Called with the command that was given, once its options are read.
  std::function<void(NodeCommand)> choose;
  std::string& idempotency_key;
};

// A group of commands, such as `order`.
CLI::App* command_group(CLI::App& app, const std::string& name, const std::string& help);

// Gives a command that writes the option `--idempotency-key`.
void add_key_option(CLI::App& command, const NodeCommands& commands);

// Commands whose options are read into the same `Given`.
template <class Given>
struct Commands {
  using Run =
      std::function<edge::cli::Exit(const Given&, const edge::cli::Node&, edge::cli::Output&)>;

  NodeCommands node;
  std::shared_ptr<Given> given = std::make_shared<Given>();

  CLI::App* add(CLI::App& group, const std::string& name, const std::string& help, Run run) const {
    auto* made = group.add_subcommand(name, help);
    made->fallthrough();
    made->callback([choose = node.choose, given = given, run = std::move(run)] {
      choose([given, run](const edge::cli::Node& to, edge::cli::Output& output) {
        return run(*given, to, output);
      });
    });
    return made;
  }
  // One that writes, and is carried out once however often it is sent.
  CLI::App* add_write(CLI::App& group, const std::string& name, const std::string& help,
                      Run run) const {
    auto* made = add(group, name, help, std::move(run));
    add_key_option(*made, node);
    return made;
  }
};

}  // namespace proffer::config
