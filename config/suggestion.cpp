#include "config/suggestion.hpp"

#include "events/transport/closest.hpp"

#include <CLI/CLI.hpp>

#include <string_view>
#include <vector>

namespace proffer::config {

std::string suggestion(const CLI::App& app) {
  const CLI::App* innermost = &app;
  while (!innermost->get_subcommands().empty()) innermost = innermost->get_subcommands().front();
  std::vector<std::string> names;
  for (const auto* each : innermost->get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(each->get_name());
  }
  for (const CLI::App* each = innermost; each != nullptr; each = each->get_parent()) {
    for (const auto* option : each->get_options()) {
      for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  for (const auto& word : app.remaining(true)) {
    const auto meant = transport::closest(word.substr(0, word.find('=')), known);
    if (!meant.empty()) return transport::did_you_mean(meant).substr(1) + '\n';
  }
  return {};
}

}  // namespace proffer::config
