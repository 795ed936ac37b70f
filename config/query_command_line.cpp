#include "config/query_command_line.hpp"

#include "actors/edge/cli/why_commands.hpp"
#include "config/moment_option.hpp"

#include <CLI/CLI.hpp>

namespace proffer::config {
namespace {

using edge::cli::Node;
using edge::cli::Output;
using edge::cli::Resource;

// What the options were read into; the commands that are made here share it.
struct QueryOptions {
  std::string id;
  std::string as_of;
  edge::cli::ListOptions list;
  edge::cli::Explain explain;
  edge::cli::Recommend recommend;
};

void add_explain_command(CLI::App& group, const Commands<QueryOptions>& commands,
                         Resource resource) {
  auto* why = commands.add(group, "explain", "why its lines are there, and others are not",
                           [resource](const QueryOptions& g, const Node& n, Output& o) {
                             auto explain = g.explain;
                             explain.resource = resource;
                             return edge::cli::explain(n, explain, o);
                           });
  edge::cli::Explain& explain = commands.given->explain;
  why->add_option("id", explain.id, "its id")->required();
  why->add_option("--line", explain.line, "one line: its number or id");
  why->add_option("--missing", explain.missing, "why this product is not there");
  add_moment_option(*why, "--as-of", explain.as_of, "as it was then");
}

void add_account_questions(CLI::App& accounts, const Commands<QueryOptions>& commands) {
  auto* command = commands.add(accounts, "recommend", "what to offer a customer, best first",
                               [](const QueryOptions& g, const Node& n, Output& o) {
                                 return edge::cli::recommend(n, g.recommend, o);
                               });
  edge::cli::Recommend& recommend = commands.given->recommend;
  command->add_option("id", recommend.account, "account id")->required();
  command->add_option("--asset", recommend.asset, "for this asset and what is below it");
  command->add_option("--service", recommend.service, "or for what has this service id");
  command->add_option("--search", recommend.search, "or for what fits: [Field]=\"value\"");
  command->add_option("--document", recommend.document, "and for an order or quote");
  command->add_option("--products", recommend.products, "and for these: id,id,…");
  command->add_option("--language", recommend.language, "such as FRA");
  command->add_option("--mode", recommend.mode,
                      "what is not eligible: 0 unchecked, 1 shown with why, 2 left out");
  command->add_flag("--root-only", recommend.root_only, "for no components");
  command->add_flag("--offers-only", recommend.offers_only, "no promotions");
  commands
      .add(accounts, "summary", "what it has, beside what it pays for",
           [](const QueryOptions& g, const Node& n, Output& o) {
             return account_summary(n, g.id, o);
           })
      ->add_option("id", commands.given->id, "account id")
      ->required();
}

}  // namespace

void add_query_commands(CLI::App& app, const NodeCommands& node) {
  const Commands<QueryOptions> commands{node};
  QueryOptions& given = *commands.given;
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
    CLI::App& group = *command_group(app, noun.name, noun.help);
    const auto resource = noun.resource;
    auto* one = commands.add(group, "get", "show one",
                             [resource](const QueryOptions& g, const Node& n, Output& o) {
                               return edge::cli::get(n, resource, g.id, g.as_of, o);
                             });
    one->add_option("id", given.id, "its id")->required();
    if (resource != Resource::offer) {
      add_moment_option(*one, "--as-of", given.as_of, "as it was then");
    }
    auto* all = commands.add(group, "list", "show many, by id",
                             [resource](const QueryOptions& g, const Node& n, Output& o) {
                               return edge::cli::list(n, resource, g.list, o);
                             });
    all->add_option("--limit", given.list.rows_max, "rows at most")->capture_default_str();
    if (resource == Resource::order || resource == Resource::quote) {
      all->add_option("--account", given.list.account, "of one account only");
      add_explain_command(group, commands, resource);
    }
    if (resource == Resource::account) add_account_questions(group, commands);
    if (resource == Resource::offer) {
      all->add_option("--account", given.list.account, "those this account can have now");
    }
  }
}

}  // namespace proffer::config
