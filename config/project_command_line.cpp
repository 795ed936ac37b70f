#include "config/project_command_line.hpp"

#include "actors/edge/cli/project_commands.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <utility>

namespace proffer::config {
namespace {

using edge::cli::Node;
using edge::cli::Output;

// What the options were read into; the commands that are made here share it.
struct ProjectOptions {
  edge::cli::ProjectCall call;
  edge::cli::ProjectExport exported{false, "-"};
  std::string start;
  std::string offer;
  std::string file;
};

}  // namespace

void add_project_commands(CLI::App& app, const NodeCommands& node) {
  auto* group = command_group(app, "project", "offers that travel and are released together");
  const Commands<ProjectOptions> commands{node};
  ProjectOptions& given = *commands.given;
  // Of one project.
  const auto about = [&](CLI::App* made) {
    made->add_option("project", given.call.project, "its name")->required();
    made->add_option("--user", given.call.user, "who takes and gives up the locks");
    return made;
  };
  const auto change = [&](const char* name, const char* help, Commands<ProjectOptions>::Run run) {
    return about(commands.add_write(*group, name, help, std::move(run)));
  };
  change("create", "start one",
         [](const ProjectOptions& g, const Node& n, Output& o) {
           return edge::cli::project_create(n, g.call, g.start, o);
         })
      ->add_option("--start", given.start, "a date: when what is released from it begins")
      ->required();
  change("add", "put an offer into it",
         [](const ProjectOptions& g, const Node& n, Output& o) {
           return edge::cli::project_add(n, g.call, g.offer, o);
         })
      ->add_option("offer", given.offer, "offer id")
      ->required();
  change("remove", "take an offer out of it",
         [](const ProjectOptions& g, const Node& n, Output& o) {
           return edge::cli::project_remove(n, g.call, g.offer, o);
         })
      ->add_option("offer", given.offer, "offer id")
      ->required();
  auto* exported = about(commands.add(*group, "export", "write what is in it as XML",
                                      [](const ProjectOptions& g, const Node& n, Output& o) {
                                        return edge::cli::project_export(n, g.call, g.exported, o);
                                      }));
  exported->add_option("-f,--file", given.exported.file, "-: standard output")
      ->capture_default_str();
  exported->add_flag("--objects", given.exported.header_only, "the headers only");
  change("import", "take an export over, all of it or nothing",
         [](const ProjectOptions& g, const Node& n, Output& o) {
           return edge::cli::project_import(n, g.call, g.file, o);
         })
      ->add_option("-f,--file", given.file, "XML; -: standard input")
      ->required();
  change("release", "release every offer in it",
         [](const ProjectOptions& g, const Node& n, Output& o) {
           return edge::cli::project_release(n, g.call, o);
         });
  commands.add(*group, "list", "show all projects",
               [](const ProjectOptions&, const Node& n, Output& o) {
                 return edge::cli::project_list(n, o);
               });
}

}  // namespace proffer::config
