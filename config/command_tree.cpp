#include "config/command_tree.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace proffer::config {
namespace {

using edge::cli::Resource;

constexpr std::array<std::pair<std::string_view, Resource>, 4> resources = {
    {{"order", Resource::order},
     {"quote", Resource::quote},
     {"account", Resource::account},
     {"offer", Resource::offer}}};

std::optional<Resource> resource_named(std::string_view name) {
  const auto* found =
      std::ranges::find(resources, name, [](const auto& each) { return each.first; });
  if (found == resources.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::string full_name(const CLI::App& command) {
  const CLI::App* above = command.get_parent();
  return above == nullptr ? command.get_name() : full_name(*above) + ' ' + command.get_name();
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* each = &command; each != nullptr; each = each->get_parent()) {
    for (const auto* option : each->get_options()) {
      for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

std::optional<Resource> resource_of(const CLI::App& command, const CLI::Option& option) {
  if (!option.get_positional()) {
    for (const auto& [name, resource] : resources) {
      if (option.check_lname(std::string{name})) return resource;
    }
    return std::nullopt;
  }
  const std::string name = option.get_name();
  if (name != "id") return resource_named(name);
  // Of the innermost: `offer get id`, `account activities id`.
  for (const CLI::App* group = &command; group != nullptr; group = group->get_parent()) {
    if (const auto resource = resource_named(group->get_name())) return resource;
  }
  return std::nullopt;
}

// CLI11 keeps them in what it shows as the option's type: TEXT:{table,json}.
std::vector<std::string> values_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const auto begin = type.find('{');
  const auto end = type.find('}', begin);
  if (begin == type.npos || end == type.npos) return {};
  return CLI::detail::split(type.substr(begin + 1, end - begin - 1), ',');
}

}  // namespace proffer::config
