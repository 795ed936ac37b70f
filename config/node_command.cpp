#include "config/node_command.hpp"

namespace proffer::config {

CLI::App* command_group(CLI::App& app, const std::string& name, const std::string& help) {
  auto* made = app.add_subcommand(name, help);
  made->require_subcommand(1);
  made->fallthrough();
  return made;
}

void add_key_option(CLI::App& command, const NodeCommands& commands) {
  command.add_option("--idempotency-key", commands.idempotency_key,
                     "repeated with the same key, it gets the first answer");
}

}  // namespace proffer::config
