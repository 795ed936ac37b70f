#include "config/definition_command_line.hpp"

#include "actors/edge/cli/definition_commands.hpp"

#include <memory>
#include <string>
#include <utility>

namespace proffer::config {
namespace {

using edge::cli::Exit;
using edge::cli::Node;
using edge::cli::Output;

// What the options were read into; the commands that are made here share it.
struct Given {
  edge::cli::DefinitionList list;
  edge::cli::DefinitionGet get;
  edge::cli::Suppression suppression;
  edge::cli::VariableMapDo map;
};
using Run = Exit (*)(const Given&, const Node&, Output&);

struct Commands {
  Choose choose;
  std::shared_ptr<Given> given = std::make_shared<Given>();

  CLI::App* add(CLI::App* group, const std::string& name, const std::string& help, Run run) const {
    auto* made = group->add_subcommand(name, help);
    made->fallthrough();
    made->callback([choose = choose, given = given, run] {
      choose([given, run](const Node& node, Output& output) { return run(*given, node, output); });
    });
    return made;
  }
};

CLI::App* group(CLI::App& app, const std::string& name, const std::string& help) {
  auto* made = app.add_subcommand(name, help);
  made->require_subcommand(1);
  made->fallthrough();
  return made;
}

void add_offer_definitions(CLI::App* offers, const Commands& commands) {
  Given& given = *commands.given;
  auto* list = commands.add(offers, "definitions", "all offers as their authors see them",
                            [](const Given& g, const Node& n, Output& o) {
                              return edge::cli::definition_list(n, g.list, o);
                            });
  list->add_option("--name", given.list.name, "a pattern; * stands for any text");
  list->add_option("--organization", given.list.organization, "those that it may see");
  auto* one = commands.add(offers, "definition", "one of them, with all that hangs below it",
                           [](const Given& g, const Node& n, Output& o) {
                             return edge::cli::definition_get(n, g.get, o);
                           });
  one->add_option("id", given.get.id, "offer id")->required();
  one->add_option("--organization", given.get.organization,
                  "of who asks; only its offers are seen");
  one->add_flag("--inactive", given.get.with_inactive, "show which parts are inactive");
}

void add_message_types(CLI::App* types, const Commands& commands) {
  Given& given = *commands.given;
  commands.add(types, "list", "their responses", [](const Given&, const Node& n, Output& o) {
    return edge::cli::message_type_list(n, o);
  });
  auto* suppress = commands.add(types, "suppress", "show no message again after this response",
                                [](const Given& g, const Node& n, Output& o) {
                                  return edge::cli::message_type_suppress(n, g.suppression, o);
                                });
  suppress->add_option("type", given.suppression.message_type, "its name")->required();
  suppress->add_option("response", given.suppression.response, "the response's name")->required();
  suppress->add_flag("--off", given.suppression.off, "show it again");
}

void add_variable_maps(CLI::App* maps, const Commands& commands) {
  Given& given = *commands.given;
  commands.add(maps, "list", "their modes", [](const Given&, const Node& n, Output& o) {
    return edge::cli::variable_map_list(n, o);
  });
  auto* any = commands.add(maps, "do", "lock, change, release, refresh or clear one",
                           [](const Given& g, const Node& n, Output& o) {
                             return edge::cli::variable_map_do(n, g.map, o);
                           });
  any->add_option("name", given.map.name, "of the map")->required();
  any->add_option("command", given.map.command, "what to do")
      ->required()
      ->check(CLI::IsMember({"lock", "change", "release", "refresh", "clear"}));
  any->add_option("-f,--file", given.map.file, "of change: JSON with the modes; -: standard input");
  any->add_option("--user", given.map.user, "who holds the lock, or takes it");
}

}  // namespace

void add_definition_commands(CLI::App& app, const Choose& choose) {
  const Commands commands{choose};
  add_offer_definitions(app.get_subcommand("offer"), commands);
  add_message_types(group(app, "message-type", "how offers are shown and answered"), commands);
  add_variable_maps(group(app, "variable-map", "what workflows and recommendations get to see"),
                    commands);
}

}  // namespace proffer::config
