#include "config/completion.hpp"

#include "actors/edge/cli/known_ids.hpp"
#include "config/command_tree.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iterator>

namespace proffer::config {
namespace {

constexpr std::string_view bash_script = R"(# source <(proffer completion bash)
_proffer() {
  local IFS=$'\n'
  COMPREPLY=($("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _proffer proffer
)";

constexpr std::string_view zsh_script = R"(# source <(proffer completion zsh), behind compinit
_proffer() {
  local -a found
  found=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "${found[1]}" ]]; then compadd -- "${found[@]}"; else _files; fi
}
compdef _proffer proffer
)";

constexpr std::string_view fish_script = R"(# proffer completion fish | source
function __proffer_complete
  set -l words (commandline -opc)
  set -l begun (commandline -ct)
  $words[1] __complete $words[2..-1] "$begun" 2>/dev/null
end
complete -c proffer -a '(__proffer_complete)'
)";

bool takes_value(const CLI::Option& option) {
  return option.get_type_size() > 0 && option.get_expected_max() > 0;
}

// The command's option of that name, or that of a command above it.
const CLI::Option* option_named(const CLI::App* command, const std::string& name) {
  for (; command != nullptr; command = command->get_parent()) {
    if (const auto* found = command->get_option_no_throw(name); found != nullptr) return found;
  }
  return nullptr;
}

const CLI::App* command_named(const CLI::App& group, const std::string& name) {
  for (const auto* each : commands_of(group)) {
    if (each->get_name() == name) return each;
  }
  return nullptr;
}

// Where a command line has come to behind the words that are complete.
struct Place {
  const CLI::App* command = nullptr;
  const CLI::Option* value_of = nullptr;  // the option whose value comes next
  std::size_t positionals = 0;            // given so far
};

Place place_behind(const CLI::App& program, std::span<const std::string> words,
                   edge::cli::Node& node) {
  Place at{.command = &program};
  for (const std::string& word : words) {
    if (at.value_of != nullptr) {
      if (at.value_of->check_lname("url")) node.url = word;
      at.value_of = nullptr;
    } else if (word.starts_with('-')) {
      const auto* option = option_named(at.command, word);
      if (option != nullptr && takes_value(*option)) at.value_of = option;
    } else if (const auto* below = command_named(*at.command, word); below != nullptr) {
      at = {.command = below};
    } else {
      ++at.positionals;
    }
  }
  return at;
}

std::vector<std::string> values_for(const Place& at, const CLI::Option& option,
                                    const std::string& begun, const edge::cli::Node& node) {
  if (const auto resource = resource_of(*at.command, option)) {
    return edge::cli::known_ids(node, *resource, begun);
  }
  return values_of(option);
}

}  // namespace

std::vector<std::string> completions(const CLI::App& program, std::span<const std::string> words,
                                     edge::cli::Node node) {
  if (words.empty()) return {};
  const std::string& begun = words.back();
  const Place at = place_behind(program, words.first(words.size() - 1), node);
  std::vector<std::string> all;
  if (at.value_of != nullptr) {
    all = values_for(at, *at.value_of, begun, node);
  } else if (begun.starts_with('-')) {
    all = option_names(*at.command);
  } else {
    for (const auto* each : commands_of(*at.command)) all.push_back(each->get_name());
    std::size_t left = at.positionals;
    for (const auto* option : at.command->get_options()) {
      if (!option->get_positional() || left-- > 0) continue;
      std::ranges::move(values_for(at, *option, begun, node), std::back_inserter(all));
      break;
    }
  }
  std::erase_if(all, [&](const std::string& each) { return !each.starts_with(begun); });
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::string_view completion_script(std::string_view shell) {
  if (shell == "bash") return bash_script;
  if (shell == "zsh") return zsh_script;
  if (shell == "fish") return fish_script;
  return {};
}

}  // namespace proffer::config
