#include "config/command_line.hpp"

#include "actors/edge/cli/client_commands.hpp"
#include "config/account_command_line.hpp"
#include "config/completion.hpp"
#include "config/definition_command_line.hpp"
#include "config/examples.hpp"
#include "config/log_commands.hpp"
#include "config/man_page.hpp"
#include "config/moment_option.hpp"
#include "config/node_command.hpp"
#include "config/project_command_line.hpp"
#include "config/query_command_line.hpp"
#include "config/response_command_line.hpp"
#include "config/serve.hpp"
#include "config/settings.hpp"
#include "config/suggestion.hpp"
#include "config/topic_commands.hpp"
#include "config/version.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <span>
#include <string_view>

namespace proffer::config {
namespace {

using edge::cli::Exit;
using edge::cli::Output;
using edge::cli::OutputOptions;

constexpr const char* exit_codes_text =
    "0 ok\n1 failed, or a response was rejected\n2 usage\n3 difference found\n4 not allowed\n"
    "5 not found\n6 conflict\n7 unavailable or timed out\n8 partly done\n130 interrupted\n";

constexpr const char* environment_text =
    "PROFFER_URL       the node to talk to, unless --url names one\n"
    "PROFFER_<SETTING> a setting: PROFFER_HTTP_PORT is http.port; `proffer config show` lists "
    "all.\n"
    "                  A flag is stronger, a file weaker\n"
    "XDG_CONFIG_HOME   where the user's settings file is, proffer/config.toml; else $HOME/.config\n"
    "NO_COLOR          not empty: no colors, unless --color says always\n"
    "TMPDIR            where `proffer dev` keeps its log\n";

constexpr const char* formats_text =
    "table  columns on a terminal, piped the same separated by tabs; --no-headers, --fields a,b.c\n"
    "json   what HTTP answers: one object, a list as {\"items\":[…]} with `next` when there are "
    "more\n"
    "jsonl  the items, an object a line; `log cat` prints these for json as well\n"
    "yaml   what json prints, as YAML 1.2; `log cat` prints a document an event\n"
    "csv    the columns of a table, separated by commas and quoted as RFC 4180 says\n"
    "name   the ids, one a line\n";

// What the flags were read into, and the command they chose.
struct Chosen {
  OutputOptions output;
  std::string url;
  int timeout_ms = 30'000;
  std::string settings_file;
  std::vector<std::string> sets;                           // key=value
  std::vector<std::pair<std::string, std::string>> flags;  // from options of their own
  ServeOptions serve;
  LogCatOptions cat;
  LogCopyOptions copy;
  std::string idempotency_key;
  std::string key;    // of a setting
  std::string shell;  // to complete for
  std::string color = "auto";
  bool check_config = false;
  bool print_config = false;
  std::function<Exit(Chosen&, const LoadedSettings&, Output&)> run;
};

using Run = std::function<Exit(Chosen&, const LoadedSettings&, Output&)>;

CLI::App* command(CLI::App* parent, Chosen& chosen, const std::string& name,
                  const std::string& help, Run run) {
  auto* made = parent->add_subcommand(name, help);
  made->fallthrough();
  made->callback([&chosen, run = std::move(run)] { chosen.run = run; });
  return made;
}

// An option that is another name for a setting.
void setting_option(CLI::App* app, Chosen& chosen, const std::string& names, const std::string& key,
                    const std::string& help) {
  app->add_option_function<std::string>(
      names, [&chosen, key](const std::string& value) { chosen.flags.emplace_back(key, value); },
      help + " (setting " + key + ")");
}

edge::cli::Node node_of(const Chosen& chosen, const LoadedSettings& settings) {
  edge::cli::Node node;
  node.timeout_ms = chosen.timeout_ms;
  node.idempotency_key = chosen.idempotency_key;
  const char* from_environment = std::getenv("PROFFER_URL");
  if (!chosen.url.empty()) {
    node.url = chosen.url;
  } else if (from_environment != nullptr) {
    node.url = from_environment;
  } else {
    node.url =
        "http://" + settings.values.http_address + ":" + std::to_string(settings.values.http_port);
  }
  return node;
}

void add_node_commands(CLI::App& app, Chosen& chosen) {
  const auto run = [](Chosen& c, const LoadedSettings& s, Output& o) {
    if (c.print_config) o.out() << to_toml(s.values);
    if (c.check_config) o.note("the settings are good");
    if (c.print_config || c.check_config) return Exit::ok;
    c.serve.settings = s.values;
    return serve(c.serve, std::cout, std::cerr);
  };
  auto* daemon = command(&app, chosen, "serve", "run a node until it is told to stop", run);
  auto* dev = command(&app, chosen, "dev", "run a node on a temporary log, for trying things out",
                      [run](Chosen& c, const LoadedSettings& s, Output& o) {
                        c.serve.temporary = s.origins.at("data.folder") == "built-in";
                        return run(c, s, o);
                      });
  for (auto* node : {daemon, dev}) {
    setting_option(node, chosen, "--data", "data.folder", "folder of the log");
    setting_option(node, chosen, "--shards", "data.shards", "data shards of a new log");
    setting_option(node, chosen, "--address", "http.address", "address to listen on");
    setting_option(node, chosen, "--port", "http.port", "port to listen on; 0: a free one");
    setting_option(node, chosen, "--kafka", "kafka.brokers", "bootstrap servers, HOST:PORT,…");
    node->add_option("--ready-file", chosen.serve.ready_file,
                     "file that gets the node's address once it answers");
  }
  daemon->add_flag("--check-config", chosen.check_config,
                   "read the settings, say what is wrong with them, and end");
  daemon->add_flag("--print-config", chosen.print_config,
                   "print the settings in force as a commented file, and end");
}

void add_log_commands(CLI::App& app, Chosen& chosen) {
  auto* log = command_group(app, "log", "read a log's folder");
  setting_option(log, chosen, "--data", "data.folder", "folder of the log");
  auto* cat = command(log, chosen, "cat", "print events as text",
                      [](Chosen& c, const LoadedSettings& s, Output& o) {
                        c.cat.folder = s.values.data_folder;
                        return log_cat(c.cat, o);
                      });
  cat->add_option("--shard", chosen.cat.shard, "of one shard only");
  cat->add_option("--from", chosen.cat.from, "first position")->capture_default_str();
  add_moment_option(*cat, "--since", chosen.cat.since, "what came later");
  add_moment_option(*cat, "--until", chosen.cat.until, "what came before, up to it");
  cat->add_option("--limit", chosen.cat.events_max, "events at most; 0: all")
      ->capture_default_str();
  cat->add_option("--stream", chosen.cat.stream, "of one stream: account/A-1001");
  cat->add_option("--type", chosen.cat.type, "of one type: document.line_added");
  command(log, chosen, "verify", "re-derive the hash chain and name the first bad frame",
          [](Chosen&, const LoadedSettings& s, Output& o) {
            return log_verify(s.values.data_folder, o, std::cerr);
          });
  auto* copy = command(
      log, chosen, "copy", "write another log with the same events, as a restore",
      [](Chosen& c, const LoadedSettings&, Output& o) { return log_copy(c.copy, o, std::cerr); });
  copy->add_option("from", chosen.copy.from, "folder of the log")->required();
  copy->add_option("to", chosen.copy.to, "folder of the copy, which must not be there")->required();
  copy->add_option("--shards", chosen.copy.shards, "its data shards: as many as the log has");
  command(log, chosen, "stats", "shards, events and bytes",
          [](Chosen&, const LoadedSettings& s, Output& o) {
            return log_stats(s.values.data_folder, o);
          });
}

void add_topic_commands(CLI::App& app, Chosen& chosen) {
  auto* topic = command_group(app, "topic", "the Kafka topics a node needs");
  setting_option(topic, chosen, "--kafka", "kafka.brokers", "bootstrap servers, HOST:PORT,…");
  setting_option(topic, chosen, "--shards", "data.shards", "data shards, and so partitions");
  command(topic, chosen, "create", "create what is missing, with the right settings",
          [](Chosen&, const LoadedSettings& s, Output& o) { return topic_create(s.values, o); });
  command(topic, chosen, "check", "compare partitions and settings with what they must be",
          [](Chosen&, const LoadedSettings& s, Output& o) { return topic_check(s.values, o); });
}

Exit show_settings(const LoadedSettings& settings, const std::string& only, Output& output) {
  boost::json::array rows;
  for (const auto& setting : all_settings()) {
    if (!only.empty() && setting.key != only) continue;
    rows.push_back(boost::json::object{{"id", setting.key},
                                       {"value", value_text(settings.values, setting)},
                                       {"origin", settings.origins.find(setting.key)->second},
                                       {"meaning", setting.help}});
  }
  if (rows.empty()) {
    output.problem(unknown_setting(only));
    return Exit::not_found;
  }
  const std::array<edge::cli::Column, 4> columns = {
      {{"SETTING", "id"}, {"VALUE", "value"}, {"ORIGIN", "origin"}, {"MEANING", "meaning"}}};
  output.rows({rows.data(), rows.size()}, columns);
  return Exit::ok;
}

void add_other_commands(CLI::App& app, Chosen& chosen) {
  auto* settings = command_group(app, "config", "settings and where they come from");
  command(settings, chosen, "show", "all settings",
          [](Chosen&, const LoadedSettings& s, Output& o) { return show_settings(s, "", o); });
  auto* explain = command(
      settings, chosen, "explain", "one setting",
      [](Chosen& c, const LoadedSettings& s, Output& o) { return show_settings(s, c.key, o); });
  explain->add_option("key", chosen.key, "its name, such as http.port")->required();
  command(&app, chosen, "version", "this program's version",
          [](Chosen&, const LoadedSettings&, Output& o) {
            const std::array<edge::cli::Column, 1> columns = {{{"proffer", "version"}}};
            o.record(boost::json::object{{"version", version}}, columns);
            return Exit::ok;
          });
  auto* completion =
      command(&app, chosen, "completion", "a shell's completion of commands, options and ids",
              [](Chosen& c, const LoadedSettings&, Output& o) {
                o.out() << completion_script(c.shell);
                return Exit::ok;
              });
  completion->add_option("shell", chosen.shell, "bash, zsh or fish")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->required();
  auto* help = command_group(app, "help", "more than --help says");
  const auto page = [&](const char* name, const char* about, const char* text) {
    command(help, chosen, name, about, [text](Chosen&, const LoadedSettings&, Output& o) {
      o.out() << text;
      return Exit::ok;
    });
  };
  page("exit-codes", "what the exit status means", exit_codes_text);
  page("environment", "the variables that are looked at", environment_text);
  page("formats", "what -o prints", formats_text);
  command(help, chosen, "man", "all of it as a manual page: proffer help man | man -l -",
          [&app](Chosen&, const LoadedSettings&, Output& o) {
            const std::array<ManSection, 3> sections = {{{"EXIT STATUS", exit_codes_text},
                                                         {"ENVIRONMENT", environment_text},
                                                         {"FORMATS", formats_text}}};
            o.out() << man_page(app, sections);
            return Exit::ok;
          });
}

void add_common_options(CLI::App& app, Chosen& chosen) {
  app.add_option("-o,--output", chosen.output.format, "table, json, jsonl, yaml, csv or name")
      ->check(CLI::IsMember({"table", "json", "jsonl", "yaml", "csv", "name"}))
      ->capture_default_str();
  app.add_option("--fields", chosen.output.fields, "show these paths only: id,totals.recurring")
      ->delimiter(',');
  app.add_flag("--no-headers", chosen.output.no_headers, "tables without their first line");
  app.add_flag("-q,--quiet", chosen.output.quiet, "no notes and no progress on stderr");
  app.add_flag("-v,--verbose", chosen.output.verbose, "note each request and how long it took");
  app.add_option("--progress", chosen.output.progress, "json: an object a line, for machines")
      ->check(CLI::IsMember({"auto", "json"}))
      ->capture_default_str();
  app.add_option("--color", chosen.color, "auto: on a terminal, unless NO_COLOR is set")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  app.add_option("--url", chosen.url, "the node to talk to; also PROFFER_URL");
  app.add_option("--timeout-ms", chosen.timeout_ms, "for one answer of the node")
      ->capture_default_str();
  app.add_option("--config", chosen.settings_file,
                 "settings file instead of ./proffer.toml and the user's and machine's");
  app.add_option("--set", chosen.sets, "one setting: key=value");
}

std::vector<std::string> environment() {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) entries.emplace_back(*entry);
  return entries;
}

tl::expected<LoadedSettings, Problems> settings_of(const Chosen& chosen) {
  SettingSources sources{.flags = chosen.flags, .environment = environment()};
  for (const auto& set : chosen.sets) {
    const auto equals = set.find('=');
    sources.flags.emplace_back(set.substr(0, equals),
                               equals == std::string::npos ? "" : set.substr(equals + 1));
  }
  if (chosen.settings_file.empty()) {
    sources.files = default_files();
  } else if (std::filesystem::exists(chosen.settings_file)) {
    sources.files = {chosen.settings_file};
  } else {
    return tl::unexpected(Problems{{.code = "SETTINGS_UNREADABLE",
                                    .text = "there is no file '" + chosen.settings_file + "'"}});
  }
  return load_settings(sources);
}

void look_at_terminal(OutputOptions& options, const std::string& color) {
  options.terminal = isatty(STDOUT_FILENO) == 1;
  options.notes_terminal = isatty(STDERR_FILENO) == 1;
  const char* no_color = std::getenv("NO_COLOR");
  const bool wanted = no_color == nullptr || *no_color == '\0';
  options.color_out = color == "always" || (color == "auto" && wanted && options.terminal);
  options.color_notes = color == "always" || (color == "auto" && wanted && options.notes_terminal);
}

// What a shell asks when its user wants a word completed. What keeps the settings from being read
// is told by the command itself, once it is run.
int complete(const CLI::App& app, std::span<char* const> words) {
  const std::vector<std::string> given(words.begin(), words.end());
  const auto settings = settings_of({});
  const auto node = node_of({}, settings ? *settings : LoadedSettings{});
  for (const auto& each : completions(app, given, node)) std::cout << each << '\n';
  return static_cast<int>(Exit::ok);
}

// Of a command line that is refused.
void explain_refusal(const CLI::App& app, const CLI::ParseError& error) {
  if (const auto unknown = unknown_command(app); !unknown.empty()) {
    std::cerr << unknown << "\nRun with --help for more information.\n";
  } else {
    app.exit(error, std::cout, std::cerr);
  }
  std::cerr << suggestion(app);
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app{
      "Proffer turns a customer's answer to a product offer into orders, and keeps the record.\n\n"
      "  proffer dev                                 try it: a node on a temporary log\n"
      "  proffer offer apply -f catalogue.json       what is sold, and to whom\n"
      "  proffer response send --account A-1001 --offer unlimited-text\n"
      "  proffer order list",
      "proffer"};
  Chosen chosen;
  app.require_subcommand(1);
  show_examples(app);
  add_common_options(app, chosen);
  add_node_commands(app, chosen);
  const NodeCommands node = {[&chosen](const NodeCommand& run) {
                               chosen.run = [run](Chosen& c, const LoadedSettings& s, Output& o) {
                                 return run(node_of(c, s), o);
                               };
                             },
                             chosen.idempotency_key};
  add_query_commands(app, node);
  add_response_commands(app, node);
  add_definition_commands(app, node);
  add_account_commands(app, node);
  add_project_commands(app, node);
  add_log_commands(app, chosen);
  add_topic_commands(app, chosen);
  add_other_commands(app, chosen);
  const std::span<char* const> words(argv, static_cast<std::size_t>(argc));
  if (words.size() > 1 && words[1] == std::string_view{"__complete"}) {
    return complete(app, words.subspan(2));
  }
  try {  // CLI11 reports by exception
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return app.exit(asked, std::cout, std::cerr);
  } catch (const CLI::ParseError& error) {
    explain_refusal(app, error);
    return static_cast<int>(Exit::usage);
  }
  look_at_terminal(chosen.output, chosen.color);
  Output output(std::cout, std::cerr, chosen.output);
  auto settings = settings_of(chosen);
  if (!settings) {
    for (const auto& problem : settings.error()) output.problem(problem);
    return static_cast<int>(Exit::usage);
  }
  const Exit exit = chosen.run(chosen, *settings, output);
  if ((exit == Exit::not_found || exit == Exit::failed) && !chosen.output.quiet) {
    std::cerr << suggested_ids(app, node_of(chosen, *settings));
  }
  return static_cast<int>(exit);
}

}  // namespace proffer::config
