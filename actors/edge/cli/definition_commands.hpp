// The commands that show definitions as their authors see them, released or not.
#pragma once

#include "actors/edge/cli/client_commands.hpp"

#include <string>

namespace proffer::edge::cli {

struct DefinitionList {
  std::string name;          // a pattern; empty: all
  std::string organization;  // that may see the offers; empty: any
};
Exit definition_list(const Node& node, const DefinitionList& wanted, Output& output);

struct DefinitionGet {
  std::string id;
  std::string organization;    // of who asks; empty: an operator
  bool with_inactive = false;  // shows which responses and actions are inactive
};
// The header, then tables: versions, responses, actions with their parameters and choices, rules,
// recommendations and translations.
Exit definition_get(const Node& node, const DefinitionGet& wanted, Output& output);

// A row for each response of each message type.
Exit message_type_list(const Node& node, Output& output);

struct Suppression {
  std::string message_type;
  std::string response;
  bool off = false;
};
// Whether a message is shown again once that response was given.
Exit message_type_suppress(const Node& node, const Suppression& wanted, Output& output);

// A row for each mode of each map's Work Space.
Exit variable_map_list(const Node& node, Output& output);

struct VariableMapDo {
  std::string name;
  std::string command;  // lock, change, release, refresh, clear
  std::string file;     // of `change`: {"modes": […]}; `-`: standard input
  std::string user;     // who holds or takes the lock
};
Exit variable_map_do(const Node& node, const VariableMapDo& wanted, Output& output);

}  // namespace proffer::edge::cli
