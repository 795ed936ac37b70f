#include "config/suggestion.hpp"

#include "actors/edge/cli/known_ids.hpp"
#include "config/command_tree.hpp"
#include "events/transport/closest.hpp"

#include <CLI/CLI.hpp>

#include <string_view>
#include <vector>

namespace proffer::config {
namespace {

const CLI::App& innermost_of(const CLI::App& app) {
  const CLI::App* innermost = &app;
  while (!innermost->get_subcommands().empty()) innermost = innermost->get_subcommands().front();
  return *innermost;
}

std::string meant_of(const std::string& word, const std::vector<std::string>& names) {
  const std::vector<std::string_view> known(names.begin(), names.end());
  return std::string{transport::closest(word, known)};
}

std::string line_of(const std::string& meant) {
  return meant.empty() ? std::string{} : transport::did_you_mean(meant).substr(1) + '\n';
}

}  // namespace

std::string suggestion(const CLI::App& app) {
  const CLI::App& innermost = innermost_of(app);
  std::vector<std::string> names = option_names(innermost);
  for (const auto* each : commands_of(innermost)) names.push_back(each->get_name());
  for (const auto& word : app.remaining(true)) {
    const auto meant = meant_of(word.substr(0, word.find('=')), names);
    if (!meant.empty()) return line_of(meant);
  }
  for (const CLI::App* each = &innermost; each != nullptr; each = each->get_parent()) {
    for (const auto* option : each->get_options()) {
      const auto allowed = values_of(*option);
      for (const auto& given : option->results()) {
        const auto meant = meant_of(given, allowed);
        if (!meant.empty()) return line_of(meant);
      }
    }
  }
  return {};
}

std::string unknown_command(const CLI::App& app) {
  const CLI::App& innermost = innermost_of(app);
  const auto words = app.remaining(true);
  if (innermost.get_require_subcommand_min() == 0 || words.empty() || words[0].starts_with('-')) {
    return {};
  }
  return "'" + words[0] + "' is no command of '" + full_name(innermost) + "'.";
}

std::string suggested_ids(const CLI::App& app, const edge::cli::Node& node) {
  const CLI::App& innermost = innermost_of(app);
  std::string lines;
  for (const auto* option : innermost.get_options()) {
    const auto resource = resource_of(innermost, *option);
    if (!resource) continue;
    for (const auto& id : option->results()) lines += line_of(meant_id(node, *resource, id));
  }
  return lines;
}

}  // namespace proffer::config
