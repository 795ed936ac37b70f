#include "config/definition_command_line.hpp"

#include "actors/edge/cli/definition_commands.hpp"

#include <string>

namespace proffer::config {
namespace {

using edge::cli::Node;
using edge::cli::Output;

// What the options were read into; the commands that are made here share it.
struct DefinitionOptions {
  edge::cli::OfferApply apply;
  edge::cli::OfferDo edit;
  edge::cli::DefinitionList list;
  edge::cli::DefinitionGet get;
  edge::cli::Suppression suppression;
  edge::cli::VariableMapDo map;
};

// What changes the catalogue and accounts as a file says; a file that is applied twice changes
// nothing the second time, so it needs no key.
void add_offer_apply(CLI::App& offers, const Commands<DefinitionOptions>& commands) {
  edge::cli::OfferApply& apply = commands.given->apply;
  auto* command = commands.add(offers, "apply", "make the catalogue and accounts as a file says",
                               [](const DefinitionOptions& g, const Node& n, Output& o) {
                                 return offer_apply(n, g.apply, o);
                               });
  command->add_option("-f,--file", apply.file, "JSON document; -: standard input")->required();
  command->add_flag("--dry-run", apply.dry_run, "validate and compare, write nothing");
  command->add_option("--organization", apply.organization, "of new offers that name none");
}

// Commands on one offer's definition: each by its name, the frequent ones by a short form.
void add_offer_edits(CLI::App& offers, const Commands<DefinitionOptions>& commands) {
  edge::cli::OfferDo& edit = commands.given->edit;
  const auto add = [&](const std::string& name, const std::string& full, const std::string& help) {
    auto* made = commands.add_write(offers, name, help,
                                    [full](const DefinitionOptions& g, const Node& n, Output& o) {
                                      auto wanted = g.edit;
                                      if (!full.empty()) wanted.command = full;
                                      return offer_do(n, wanted, o);
                                    });
    if (full != "create") made->add_option("id", edit.id, "the offer's id")->required();
    made->add_option("--user", edit.user, "who holds the lock, or takes it");
    made->add_option("--organization", edit.organization,
                     "of the user; only its offers are seen, a new one is for it");
    made->add_option("--version", edit.version, "of the definition, as it was read");
    return made;
  };
  const auto body = [&](CLI::App* made) {
    return made->add_option("-f,--file", edit.file, "JSON body; -: standard input");
  };
  body(add("create", "create", "make an offer, locked by its creator"))->required();
  add("lock", "lock-work-space", "lock the Work Space to edit it");
  add("unlock", "unlock-work-space", "give the Work Space free");
  add("release", "release-new-version", "make a version of the Work Space");
  add("clear-cache", "clear-cache", "let the run time see the definition");
  add("refresh-cache", "refresh-cache", "the same");
  body(add("edit", "edit-header", "change fields of the header"))->required();
  auto* any = add("do", "", "any command on the definition, such as add-action");
  any->add_option("command", edit.command, "its name")->required();
  body(any);
}

void add_offer_definitions(CLI::App& offers, const Commands<DefinitionOptions>& commands) {
  DefinitionOptions& given = *commands.given;
  auto* list = commands.add(offers, "definitions", "all offers as their authors see them",
                            [](const DefinitionOptions& g, const Node& n, Output& o) {
                              return edge::cli::definition_list(n, g.list, o);
                            });
  list->add_option("--name", given.list.name, "a pattern; * stands for any text");
  list->add_option("--organization", given.list.organization, "those that it may see");
  auto* one = commands.add(offers, "definition", "one of them, with all that hangs below it",
                           [](const DefinitionOptions& g, const Node& n, Output& o) {
                             return edge::cli::definition_get(n, g.get, o);
                           });
  one->add_option("id", given.get.id, "offer id")->required();
  one->add_option("--organization", given.get.organization,
                  "of who asks; only its offers are seen");
  one->add_flag("--inactive", given.get.with_inactive, "show which parts are inactive");
}

void add_message_types(CLI::App& types, const Commands<DefinitionOptions>& commands) {
  DefinitionOptions& given = *commands.given;
  commands.add(types, "list", "their responses",
               [](const DefinitionOptions&, const Node& n, Output& o) {
                 return edge::cli::message_type_list(n, o);
               });
  auto* suppress =
      commands.add_write(types, "suppress", "show no message again after this response",
                         [](const DefinitionOptions& g, const Node& n, Output& o) {
                           return edge::cli::message_type_suppress(n, g.suppression, o);
                         });
  suppress->add_option("type", given.suppression.message_type, "its name")->required();
  suppress->add_option("response", given.suppression.response, "the response's name")->required();
  suppress->add_flag("--off", given.suppression.off, "show it again");
}

void add_variable_maps(CLI::App& maps, const Commands<DefinitionOptions>& commands) {
  DefinitionOptions& given = *commands.given;
  commands.add(maps, "list", "their modes", [](const DefinitionOptions&, const Node& n, Output& o) {
    return edge::cli::variable_map_list(n, o);
  });
  auto* any = commands.add_write(maps, "do", "lock, change, release, refresh or clear one",
                                 [](const DefinitionOptions& g, const Node& n, Output& o) {
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

void add_definition_commands(CLI::App& app, const NodeCommands& node) {
  const Commands<DefinitionOptions> commands{node};
  CLI::App& offers = *app.get_subcommand("offer");
  add_offer_apply(offers, commands);
  add_offer_edits(offers, commands);
  add_offer_definitions(offers, commands);
  add_message_types(*command_group(app, "message-type", "how offers are shown and answered"),
                    commands);
  add_variable_maps(
      *command_group(app, "variable-map", "what workflows and recommendations get to see"),
      commands);
}

}  // namespace proffer::config
