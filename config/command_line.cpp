#include "config/command_line.hpp"

#include "actors/edge/cli/client_commands.hpp"
#include "actors/edge/cli/why_commands.hpp"
#include "config/account_command_line.hpp"
#include "config/definition_command_line.hpp"
#include "config/log_commands.hpp"
#include "config/project_command_line.hpp"
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

namespace proffer::config {
namespace {

using edge::cli::Exit;
using edge::cli::Output;
using edge::cli::OutputOptions;
using edge::cli::Resource;

constexpr const char* exit_codes_text =
    "0 ok\n1 failed, or a response was rejected\n2 usage\n3 difference found\n4 not allowed\n"
    "5 not found\n6 conflict\n7 unavailable or timed out\n8 partly done\n130 interrupted\n";

// What the flags were read into, and the command they chose.
struct Chosen {
  OutputOptions output;
  std::string url;
  int timeout_ms = 30'000;
  std::string settings_file;
  std::vector<std::string> sets;                           // key=value
  std::vector<std::pair<std::string, std::string>> flags;  // from options of their own
  ServeOptions serve;
  edge::cli::ResponseSend send;
  edge::cli::ResponseImport import;
  edge::cli::ListOptions list;
  edge::cli::OfferApply apply;
  edge::cli::OfferDo edit;
  edge::cli::Explain explain;
  edge::cli::Recommend recommend;
  LogCatOptions cat;
  LogCopyOptions copy;
  std::string id;
  bool dry_run = false;
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

CLI::App* group(CLI::App& app, const std::string& name, const std::string& help) {
  auto* made = app.add_subcommand(name, help);
  made->require_subcommand(1);
  made->fallthrough();
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

// A response as it is given on the command line.
void response_options(CLI::App* app, Chosen& chosen) {
  app->add_option("--account", chosen.send.account, "account id")->required();
  app->add_option("--offer", chosen.send.offer, "offer id")->required();
  app->add_option("--response", chosen.send.response, "the answer given")->capture_default_str();
  app->add_option("--asset", chosen.send.asset, "asset the offer is about");
  app->add_option("--service", chosen.send.service, "or its service id");
  app->add_option("--channel", chosen.send.channel, "where it was given")->capture_default_str();
}

void add_response_commands(CLI::App& app, Chosen& chosen) {
  auto* response = group(app, "response", "send customers' responses to a node");
  auto* send = command(response, chosen, "send", "send one response",
                       [](Chosen& c, const LoadedSettings& s, Output& o) {
                         return c.dry_run ? simulate(node_of(c, s), c.send, o)
                                          : response_send(node_of(c, s), c.send, o);
                       });
  response_options(send, chosen);
  send->add_flag("--dry-run", chosen.dry_run, "show what it would do, write nothing");
  send->add_option("--idempotency-key", chosen.send.idempotency_key,
                   "repeated with the same key, it gets the first answer");
  auto* import = command(response, chosen, "import", "send a file of responses, a line each",
                         [](Chosen& c, const LoadedSettings& s, Output& o) {
                           return response_import(node_of(c, s), c.import, o, std::cerr);
                         });
  import->add_option("file", chosen.import.file, "JSON lines; -: standard input")->required();
  import->add_option("--connections", chosen.import.connections, "requests under way at once")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
}

void add_explain_command(CLI::App* app_group, Chosen& chosen, Resource resource) {
  auto* why = command(app_group, chosen, "explain", "why its lines are there, and others are not",
                      [resource](Chosen& c, const LoadedSettings& s, Output& o) {
                        c.explain.resource = resource;
                        c.explain.id = c.id;
                        return edge::cli::explain(node_of(c, s), c.explain, o);
                      });
  why->add_option("id", chosen.id, "its id")->required();
  why->add_option("--line", chosen.explain.line, "one line: its number or id");
  why->add_option("--missing", chosen.explain.missing, "why this product is not there");
  why->add_option("--as-of", chosen.explain.as_of, "at a time, or a position of its shard");
}

void add_account_questions(CLI::App* app_group, Chosen& chosen) {
  auto* recommend = command(app_group, chosen, "recommend", "what to offer a customer, best first",
                            [](Chosen& c, const LoadedSettings& s, Output& o) {
                              c.recommend.account = c.id;
                              return edge::cli::recommend(node_of(c, s), c.recommend, o);
                            });
  recommend->add_option("id", chosen.id, "account id")->required();
  recommend->add_option("--asset", chosen.recommend.asset, "for this asset and what is below it");
  recommend->add_option("--service", chosen.recommend.service, "or for what has this service id");
  recommend->add_option("--search", chosen.recommend.search, "or for what fits: [Field]=\"value\"");
  recommend->add_option("--document", chosen.recommend.document, "and for an order or quote");
  recommend->add_option("--products", chosen.recommend.products, "and for these: id,id,…");
  recommend->add_option("--language", chosen.recommend.language, "such as FRA");
  recommend->add_flag("--root-only", chosen.recommend.root_only, "for no components");
  recommend->add_flag("--offers-only", chosen.recommend.offers_only, "no promotions");
  auto* summary = command(app_group, chosen, "summary", "what it has, beside what it pays for",
                          [](Chosen& c, const LoadedSettings& s, Output& o) {
                            return account_summary(node_of(c, s), c.id, o);
                          });
  summary->add_option("id", chosen.id, "account id")->required();
}

// Commands on one offer's definition: each by its name, the frequent ones by a short form.
void add_offer_edits(CLI::App* offers, Chosen& chosen) {
  const auto add = [&](const std::string& name, const std::string& full, const std::string& help) {
    auto* made =
        command(offers, chosen, name, help, [full](Chosen& c, const LoadedSettings& s, Output& o) {
          if (!full.empty()) c.edit.command = full;
          return offer_do(node_of(c, s), c.edit, o);
        });
    if (full != "create") made->add_option("id", chosen.edit.id, "the offer's id")->required();
    made->add_option("--user", chosen.edit.user, "who holds the lock, or takes it");
    made->add_option("--version", chosen.edit.version, "of the definition, as it was read");
    return made;
  };
  const auto body = [&](CLI::App* made) {
    return made->add_option("-f,--file", chosen.edit.file, "JSON body; -: standard input");
  };
  body(add("create", "create", "make an offer, locked by its creator"))->required();
  add("lock", "lock-work-space", "lock the Work Space to edit it");
  add("unlock", "unlock-work-space", "give the Work Space free");
  add("release", "release-new-version", "make a version of the Work Space");
  add("clear-cache", "clear-cache", "let the run time see the definition");
  add("refresh-cache", "refresh-cache", "the same");
  body(add("edit", "edit-header", "change fields of the header"))->required();
  auto* any = add("do", "", "any command on the definition, such as add-action");
  any->add_option("command", chosen.edit.command, "its name")->required();
  body(any);
}

void add_query_commands(CLI::App& app, Chosen& chosen) {
  struct Noun {
    const char* name;
    const char* help;
    Resource resource;
  };
  for (const auto& noun :
       {Noun{"order", "orders of residential accounts", Resource::order},
        Noun{"quote", "quotes of all other accounts", Resource::quote},
        Noun{"account", "accounts, their assets and the answers they gave", Resource::account},
        Noun{"offer", "product offers", Resource::offer}}) {
    auto* app_group = group(app, noun.name, noun.help);
    const auto resource = noun.resource;
    auto* one = command(app_group, chosen, "get", "show one",
                        [resource](Chosen& c, const LoadedSettings& s, Output& o) {
                          return edge::cli::get(node_of(c, s), resource, c.id, o);
                        });
    one->add_option("id", chosen.id, "its id")->required();
    auto* all = command(app_group, chosen, "list", "show many, by id",
                        [resource](Chosen& c, const LoadedSettings& s, Output& o) {
                          return edge::cli::list(node_of(c, s), resource, c.list, o);
                        });
    all->add_option("--limit", chosen.list.rows_max, "rows at most")->capture_default_str();
    if (resource == Resource::order || resource == Resource::quote) {
      all->add_option("--account", chosen.list.account, "of one account only");
      add_explain_command(app_group, chosen, resource);
    }
    if (resource == Resource::account) add_account_questions(app_group, chosen);
    if (resource == Resource::offer) {
      all->add_option("--account", chosen.list.account, "those this account can have now");
      auto* simulated =
          command(app_group, chosen, "simulate", "what a response would do; writes nothing",
                  [](Chosen& c, const LoadedSettings& s, Output& o) {
                    return simulate(node_of(c, s), c.send, o);
                  });
      response_options(simulated, chosen);
      auto* apply =
          command(app_group, chosen, "apply", "make the catalogue and accounts as a file says",
                  [](Chosen& c, const LoadedSettings& s, Output& o) {
                    return offer_apply(node_of(c, s), c.apply, o);
                  });
      apply->add_option("-f,--file", chosen.apply.file, "JSON document; -: standard input")
          ->required();
      apply->add_flag("--dry-run", chosen.apply.dry_run, "validate and compare, write nothing");
      add_offer_edits(app_group, chosen);
    }
  }
}

void add_log_commands(CLI::App& app, Chosen& chosen) {
  auto* log = group(app, "log", "read a log's folder");
  setting_option(log, chosen, "--data", "data.folder", "folder of the log");
  auto* cat = command(log, chosen, "cat", "print events as text",
                      [](Chosen& c, const LoadedSettings& s, Output& o) {
                        c.cat.folder = s.values.data_folder;
                        return log_cat(c.cat, o);
                      });
  cat->add_option("--shard", chosen.cat.shard, "of one shard only");
  cat->add_option("--from", chosen.cat.from, "first position")->capture_default_str();
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
  auto* topic = group(app, "topic", "the Kafka topics a node needs");
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
    output.problem(
        Problem{.code = "SETTING_UNKNOWN",
                .text = "there is no setting '" + only + "'; see `proffer config show`"});
    return Exit::not_found;
  }
  const std::array<edge::cli::Column, 4> columns = {
      {{"SETTING", "id"}, {"VALUE", "value"}, {"ORIGIN", "origin"}, {"MEANING", "meaning"}}};
  output.rows({rows.data(), rows.size()}, columns);
  return Exit::ok;
}

void add_other_commands(CLI::App& app, Chosen& chosen) {
  auto* settings = group(app, "config", "settings and where they come from");
  command(settings, chosen, "show", "all settings",
          [](Chosen&, const LoadedSettings& s, Output& o) { return show_settings(s, "", o); });
  auto* explain = command(
      settings, chosen, "explain", "one setting",
      [](Chosen& c, const LoadedSettings& s, Output& o) { return show_settings(s, c.id, o); });
  explain->add_option("key", chosen.id, "its name, such as http.port")->required();
  command(&app, chosen, "version", "this program's version",
          [](Chosen&, const LoadedSettings&, Output& o) {
            const std::array<edge::cli::Column, 1> columns = {{{"proffer", "version"}}};
            o.record(boost::json::object{{"version", version}}, columns);
            return Exit::ok;
          });
  auto* help = group(app, "help", "more than --help says");
  command(help, chosen, "exit-codes", "what the exit status means",
          [](Chosen&, const LoadedSettings&, Output& o) {
            o.out() << exit_codes_text;
            return Exit::ok;
          });
}

void add_common_options(CLI::App& app, Chosen& chosen) {
  app.add_option("-o,--output", chosen.output.format, "table, json, jsonl or name")
      ->check(CLI::IsMember({"table", "json", "jsonl", "name"}))
      ->capture_default_str();
  app.add_option("--fields", chosen.output.fields, "show these paths only: id,totals.recurring")
      ->delimiter(',');
  app.add_flag("--no-headers", chosen.output.no_headers, "tables without their first line");
  app.add_flag("-q,--quiet", chosen.output.quiet, "no notes and no progress on stderr");
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

void look_at_terminal(OutputOptions& options) { options.terminal = isatty(STDOUT_FILENO) == 1; }

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
  add_common_options(app, chosen);
  add_node_commands(app, chosen);
  add_response_commands(app, chosen);
  add_query_commands(app, chosen);
  const Choose choose = [&chosen](const NodeCommand& run) {
    chosen.run = [run](Chosen& c, const LoadedSettings& s, Output& o) {
      return run(node_of(c, s), o);
    };
  };
  add_project_commands(app, choose);
  add_account_commands(app, choose);
  add_definition_commands(app, choose);
  add_log_commands(app, chosen);
  add_topic_commands(app, chosen);
  add_other_commands(app, chosen);
  try {  // CLI11 reports by exception
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error, std::cout, std::cerr);
    if (status == 0) return 0;
    std::cerr << suggestion(app);
    return static_cast<int>(Exit::usage);
  }
  look_at_terminal(chosen.output);
  Output output(std::cout, std::cerr, chosen.output);
  auto settings = settings_of(chosen);
  if (!settings) {
    for (const auto& problem : settings.error()) output.problem(problem);
    return static_cast<int>(Exit::usage);
  }
  return static_cast<int>(chosen.run(chosen, *settings, output));
}

}  // namespace proffer::config
