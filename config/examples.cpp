#include "config/examples.hpp"

#include "config/command_tree.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string_view>
#include <utility>

namespace proffer::config {
namespace {

// Behind the program's name.
constexpr std::string_view examples[] = {
    "serve --data /var/lib/proffer --kafka broker-1:9092,broker-2:9092",
    "serve --config /etc/proffer/proffer.toml --check-config",
    "dev",
    "dev --data ./log",
    "order get A-1001-O1",
    "order get A-1001-O1 --as-of -2h",
    "order list --account A-1001 -o json",
    "order explain A-1001-O1 --line 1.4",
    "order explain A-1001-O1 --missing voicemail-plus",
    "order submit A-1001-O1 --dry-run",
    "order complete A-1001-O1",
    "order cancel A-1001-O1 --reason 'moved away'",
    "quote get B-2001-Q1",
    "quote list --limit 20",
    "quote explain B-2001-Q1",
    "quote reject B-2001-Q1 --reason 'too expensive'",
    "quote accept B-2001-Q1",
    "quote expire B-2001-Q1",
    "account get A-1001",
    "account list --fields id,name",
    "account recommend A-1001 --language FRA",
    "account summary A-1001",
    "account activities A-1001",
    "account create-activity A-1001 --type Call --due 2026-12-24T12:00:00Z",
    "account complete-activity A-1001 A-1001-A1",
    "account set-balance A-1001 50.00 --dry-run",
    "offer get unlimited-text",
    "offer list --account A-1001",
    "offer simulate --account A-1001 --offer unlimited-text",
    "offer apply -f catalogue.json --dry-run",
    "offer create -f offer.json --user ann",
    "offer lock unlimited-text --user ann",
    "offer unlock unlimited-text --user ann",
    "offer release unlimited-text --user ann",
    "offer clear-cache unlimited-text",
    "offer refresh-cache unlimited-text",
    "offer edit unlimited-text -f header.json --user ann",
    "offer do unlimited-text add-action -f action.json --user ann",
    "offer definitions",
    "offer definition unlimited-text --inactive",
    "response send --account A-1001 --offer unlimited-text",
    "response send --account A-1001 --offer unlimited-text --response Reject --channel agent",
    "response choose A-1001-W1 --value 'Plan 20 GB'",
    "response cancel A-1001-W1",
    "response import responses.jsonl --connections 16",
    "response import - --dry-run",
    "message-type list",
    "message-type suppress 'Product Offer' Reject",
    "variable-map list",
    "variable-map do 'Default Product Offer Recommendation Variable Map - Context' lock --user ann",
    "membership list --account A-1001 --as-of 2026-03-01T00:00:00Z",
    "membership groups --account A-1001",
    "membership get A-1001-M1",
    "membership penalty --account A-1001 --asset A-1001-p1 --target family-plan",
    "membership create-group --account A-1001 --definition family",
    "membership associate --group A-1001-G1 --definition line --asset A-1001-m1",
    "membership transfer A-1001-M1 --asset A-1001-m2",
    "membership disconnect A-1001-M1",
    "project create Spring --start 2027-03-01 --user ann",
    "project add Spring unlimited-text --user ann",
    "project remove Spring unlimited-text --user ann",
    "project export Spring -f spring.xml",
    "project import Spring -f spring.xml --user ann",
    "project release Spring --user ann",
    "project list",
    "log cat --data /var/lib/proffer --stream account/A-1001",
    "log cat --data /var/lib/proffer --since -1h --type shard.dead_lettered",
    "log verify --data /var/lib/proffer",
    "log copy backup /var/lib/proffer",
    "log stats --data /var/lib/proffer -o json",
    "topic create --kafka 127.0.0.1:9092 --shards 8",
    "topic check --kafka 127.0.0.1:9092 --shards 8",
    "config show",
    "config explain http.port",
    "version -o json",
    "completion bash",
    "help exit-codes",
    "help environment",
    "help formats",
    "help man",
};

class ExamplesFirst : public CLI::Formatter {
 public:
  std::string make_description(const CLI::App* command) const override {
    std::string text = Formatter::make_description(command);
    const auto shown = examples_of(*command);
    if (shown.empty()) return text;
    text += '\n';
    for (const auto& line : shown) text += "  " + line + '\n';
    return text + '\n';
  }
};

}  // namespace

std::vector<std::string> examples_of(const CLI::App& command) {
  std::vector<std::string> found;
  if (command.get_parent() == nullptr) return found;
  const std::string name = full_name(command) + ' ';
  for (const std::string_view example : examples) {
    std::string line = "proffer " + std::string{example};
    if ((line + ' ').starts_with(name)) found.push_back(std::move(line));
  }
  return found;
}

void show_examples(CLI::App& program) { program.formatter(std::make_shared<ExamplesFirst>()); }

}  // namespace proffer::config
