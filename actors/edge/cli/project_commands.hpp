// The commands about workspace projects, which talk to a running node over HTTP.
#pragma once

#include "actors/edge/cli/client_commands.hpp"

#include <string>

namespace proffer::edge::cli {

// Whose locks are taken and released; the node's default when empty.
struct ProjectCall {
  std::string project;
  std::string user;
};

// `start`: RFC 3339, or a date.
Exit project_create(const Node& node, const ProjectCall& call, const std::string& start,
                    Output& output);
Exit project_add(const Node& node, const ProjectCall& call, const std::string& offer,
                 Output& output);
Exit project_remove(const Node& node, const ProjectCall& call, const std::string& offer,
                    Output& output);
struct ProjectExport {
  bool header_only = false;
  std::string file;  // `-`: standard output
};
Exit project_export(const Node& node, const ProjectCall& call, const ProjectExport& wanted,
                    Output& output);
// `file`: `-` is standard input.
Exit project_import(const Node& node, const ProjectCall& call, const std::string& file,
                    Output& output);
Exit project_release(const Node& node, const ProjectCall& call, Output& output);
Exit project_list(const Node& node, Output& output);

}  // namespace proffer::edge::cli
