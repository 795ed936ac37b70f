#include "config/response_command_line.hpp"

#include "actors/edge/cli/why_commands.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace proffer::config {
namespace {

using edge::cli::Node;
using edge::cli::Output;

// What the options were read into; the commands that are made here share it.
struct ResponseOptions {
  edge::cli::ResponseSend send;
  edge::cli::ResponseImport import;
  std::string workflow;
  bool dry_run = false;
};

// Which of the options is meant.
void choice_options(CLI::App& command, edge::cli::OptionChoice& choice) {
  command.add_option("--parameter", choice.parameter, "the option chosen, by its parameter id");
  command.add_option("--value", choice.value, "or by its value");
  command.add_option("--action", choice.action, "id of the action that asks");
}

// A response as it is given on the command line.
void response_options(CLI::App& command, edge::cli::ResponseSend& send) {
  command.add_option("--account", send.account, "account id")->required();
  command.add_option("--offer", send.offer, "offer id")->required();
  command.add_option("--response", send.response, "the answer given")->capture_default_str();
  command.add_option("--asset", send.asset, "asset the offer is about");
  command.add_option("--service", send.service, "or its service id");
  command.add_option("--channel", send.channel, "where it was given")->capture_default_str();
  choice_options(command, send.choice);
}

// What is done about a response that waits for its customer.
void add_waiting_commands(CLI::App& responses, const Commands<ResponseOptions>& commands) {
  ResponseOptions& given = *commands.given;
  auto* choose = commands.add_write(responses, "choose",
                                    "what the customer chose, of a response that waits for it",
                                    [](const ResponseOptions& g, const Node& n, Output& o) {
                                      return response_choose(n, g.workflow, g.send.choice, o);
                                    });
  choice_options(*choose, given.send.choice);
  auto* cancel = commands.add_write(responses, "cancel",
                                    "the customer chooses nothing: the response is dropped",
                                    [](const ResponseOptions& g, const Node& n, Output& o) {
                                      return response_cancel(n, g.workflow, o);
                                    });
  for (auto* made : {choose, cancel}) {
    made->add_option("workflow", given.workflow, "id of the instance that waits")->required();
  }
}

}  // namespace

void add_response_commands(CLI::App& app, const NodeCommands& node) {
  const Commands<ResponseOptions> commands{node};
  ResponseOptions& given = *commands.given;
  auto* responses = command_group(app, "response", "send customers' responses to a node");
  auto* send =
      commands.add_write(*responses, "send", "send one response",
                         [](const ResponseOptions& g, const Node& n, Output& o) {
                           return g.dry_run ? simulate(n, g.send, o) : response_send(n, g.send, o);
                         });
  response_options(*send, given.send);
  send->add_flag("--dry-run", given.dry_run, "show what it would do, write nothing");
  add_waiting_commands(*responses, commands);
  auto* import = commands.add_write(*responses, "import", "send a file of responses, a line each",
                                    [](const ResponseOptions& g, const Node& n, Output& o) {
                                      return response_import(n, g.import, o, std::cerr);
                                    });
  import->add_option("file", given.import.file, "JSON lines; -: standard input")->required();
  import->add_option("--connections", given.import.connections, "requests under way at once")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  import->add_flag("--dry-run", given.import.dry_run,
                   "show what each line by itself would do, write nothing");
  auto* simulated = commands.add(
      *app.get_subcommand("offer"), "simulate", "what a response would do; writes nothing",
      [](const ResponseOptions& g, const Node& n, Output& o) { return simulate(n, g.send, o); });
  response_options(*simulated, given.send);
}

}  // namespace proffer::config
