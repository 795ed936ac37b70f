#include "config/project_command_line.hpp"

#include "actors/edge/cli/project_commands.hpp"

#include <CLI/CLI.hpp>

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
  edge::cli::ProjectCall call;
  edge::cli::ProjectExport exported{false, "-"};
  std::string start;
  std::string offer;
  std::string file;
};
using Run = Exit (*)(const Given&, const Node&, Output&);

struct Projects {
  CLI::App* group;
  Choose choose;
  std::shared_ptr<Given> given = std::make_shared<Given>();

  CLI::App* command(const std::string& name, const std::string& help, Run run) const {
    auto* made = group->add_subcommand(name, help);
    made->fallthrough();
    made->callback([choose = choose, given = given, run] {
      choose([given, run](const Node& node, Output& output) { return run(*given, node, output); });
    });
    return made;
  }
  // Of one project.
  CLI::App* about(const std::string& name, const std::string& help, Run run) const {
    auto* made = command(name, help, run);
    made->add_option("project", given->call.project, "its name")->required();
    made->add_option("--user", given->call.user, "who takes and gives up the locks");
    return made;
  }
};

}  // namespace

void add_project_commands(CLI::App& app, const Choose& choose) {
  auto* group = app.add_subcommand("project", "offers that travel and are released together");
  group->require_subcommand(1);
  group->fallthrough();
  const Projects projects{group, choose};
  Given& given = *projects.given;
  projects
      .about("create", "start one",
             [](const Given& g, const Node& n, Output& o) {
               return edge::cli::project_create(n, g.call, g.start, o);
             })
      ->add_option("--start", given.start, "a date: when what is released from it begins")
      ->required();
  projects
      .about("add", "put an offer into it",
             [](const Given& g, const Node& n, Output& o) {
               return edge::cli::project_add(n, g.call, g.offer, o);
             })
      ->add_option("offer", given.offer, "offer id")
      ->required();
  projects
      .about("remove", "take an offer out of it",
             [](const Given& g, const Node& n, Output& o) {
               return edge::cli::project_remove(n, g.call, g.offer, o);
             })
      ->add_option("offer", given.offer, "offer id")
      ->required();
  auto* exported = projects.about("export", "write what is in it as XML",
                                  [](const Given& g, const Node& n, Output& o) {
                                    return edge::cli::project_export(n, g.call, g.exported, o);
                                  });
  exported->add_option("-f,--file", given.exported.file, "-: standard output")
      ->capture_default_str();
  exported->add_flag("--objects", given.exported.header_only, "the headers only");
  projects
      .about("import", "take an export over, all of it or nothing",
             [](const Given& g, const Node& n, Output& o) {
               return edge::cli::project_import(n, g.call, g.file, o);
             })
      ->add_option("-f,--file", given.file, "XML; -: standard input")
      ->required();
  projects.about("release", "release every offer in it",
                 [](const Given& g, const Node& n, Output& o) {
                   return edge::cli::project_release(n, g.call, o);
                 });
  projects.command("list", "show all projects", [](const Given&, const Node& n, Output& o) {
    return edge::cli::project_list(n, o);
  });
}

}  // namespace proffer::config
