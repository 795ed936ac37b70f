#include "config/account_command_line.hpp"

#include "actors/edge/cli/account_commands.hpp"
#include "config/moment_option.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <utility>

namespace proffer::config {
namespace {

using edge::cli::Node;
using edge::cli::Output;

struct NewActivity {
  std::string type;
  std::string description;
  std::string priority;
  std::string due;
  std::string offer;
  std::string assignee;
};

// What the options were read into; the commands that are made here share it.
struct AccountOptions {
  std::string id;  // of a document or membership
  std::string account;
  std::string definition;
  std::string reason;
  std::string target;
  std::string balance;
  NewActivity activity;
  edge::cli::MembershipList list;
  bool dry_run = false;
};

// One that can be tried without effect.
CLI::App* add_change(CLI::App& group, const Commands<AccountOptions>& commands,
                     const std::string& name, const std::string& help,
                     Commands<AccountOptions>::Run run) {
  auto* made = commands.add_write(group, name, help, std::move(run));
  made->add_flag("--dry-run", commands.given->dry_run, "say what would happen, change nothing");
  return made;
}

void add_documents(CLI::App& orders, CLI::App& quotes, const Commands<AccountOptions>& commands) {
  AccountOptions& given = *commands.given;
  const auto of_document = [&](CLI::App* made) {
    made->add_option("id", given.id, "its id")->required();
    return made;
  };
  const auto why = [&](CLI::App* made) { made->add_option("--reason", given.reason, "why"); };
  of_document(
      add_change(orders, commands, "submit", "send it off",
                 [](const AccountOptions& g, const Node& n, Output& o) {
                   return change_account(n, {"SubmitOrder", {{"documentId", g.id}}, g.dry_run}, o);
                 }));
  of_document(add_change(
      orders, commands, "complete", "what it says has happened: its lines become assets",
      [](const AccountOptions& g, const Node& n, Output& o) {
        return change_account(n, {"CompleteOrder", {{"documentId", g.id}}, g.dry_run}, o);
      }));
  const Commands<AccountOptions>::Run cancel = [](const AccountOptions& g, const Node& n,
                                                  Output& o) {
    return change_account(
        n, {"CancelDocument", {{"documentId", g.id}, {"reason", g.reason}}, g.dry_run}, o);
  };
  why(of_document(add_change(orders, commands, "cancel", "give it up", cancel)));
  why(of_document(add_change(quotes, commands, "reject", "the customer does not want it", cancel)));
  of_document(
      add_change(quotes, commands, "accept", "the customer takes it",
                 [](const AccountOptions& g, const Node& n, Output& o) {
                   return change_account(n, {"AcceptQuote", {{"documentId", g.id}}, g.dry_run}, o);
                 }));
  of_document(
      add_change(quotes, commands, "expire", "it was not accepted in time",
                 [](const AccountOptions& g, const Node& n, Output& o) {
                   return change_account(n, {"ExpireQuote", {{"documentId", g.id}}, g.dry_run}, o);
                 }));
}

void add_membership_lists(CLI::App& group, const Commands<AccountOptions>& commands) {
  AccountOptions& given = *commands.given;
  auto* list = commands.add(group, "list", "who is a member, and was",
                            [](const AccountOptions& g, const Node& n, Output& o) {
                              return edge::cli::membership_list(n, g.list, o);
                            });
  auto* groups = commands.add(group, "groups", "promotion groups of accounts",
                              [](const AccountOptions& g, const Node& n, Output& o) {
                                return edge::cli::promotion_group_list(n, g.list, o);
                              });
  for (auto* made : {list, groups}) {
    made->add_option("--account", given.list.account, "of one account");
    add_moment_option(*made, "--as-of", given.list.as_of, "as it was then");
    made->add_option("--limit", given.list.rows_max, "rows at most")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
  }
  list->add_option("--group", given.list.group, "of one account's promotion group");
  list->add_option("--promotion", given.list.promotion, "whose member is of this promotion");
  list->add_option("--asset", given.list.asset, "whose member is this asset");
  list->add_option("--status", given.list.status, "Active or Inactive")
      ->check(CLI::IsMember({"Active", "Inactive"}));
  commands
      .add(group, "get", "show one",
           [](const AccountOptions& g, const Node& n, Output& o) {
             return edge::cli::membership_get(n, g.id, o);
           })
      ->add_option("id", given.id, "its id")
      ->required();
  auto* penalty = commands.add(
      group, "penalty", "what ending or upgrading a promotion now would cost; changes nothing",
      [](const AccountOptions& g, const Node& n, Output& o) {
        return edge::cli::membership_penalty(n, g.account, g.list.asset, g.target, o);
      });
  penalty->add_option("--account", given.account, "account id")->required();
  penalty->add_option("--asset", given.list.asset, "the promotion's asset")->required();
  penalty->add_option("--target", given.target, "the promotion it would be upgraded to");
  penalty->add_flag("--dry-run", given.dry_run, "as it always is");
}

void add_membership_changes(CLI::App& group, const Commands<AccountOptions>& commands) {
  AccountOptions& given = *commands.given;
  const auto asset = [&](CLI::App* made) {
    return made->add_option("--asset", given.list.asset, "asset id");
  };
  auto* create = add_change(group, commands, "create-group", "give an account a promotion group",
                            [](const AccountOptions& g, const Node& n, Output& o) {
                              return change_account(n,
                                                    {"CreatePromotionGroup",
                                                     {{"accountId", g.account},
                                                      {"promotionGroup", g.definition},
                                                      {"assetId", g.list.asset}},
                                                     g.dry_run},
                                                    o);
                            });
  create->add_option("--account", given.account, "account id")->required();
  create->add_option("--definition", given.definition, "the promotion group's id")->required();
  asset(create);
  auto* associate = add_change(group, commands, "associate", "make an asset a member of a group",
                               [](const AccountOptions& g, const Node& n, Output& o) {
                                 return change_account(n,
                                                       {"AssociateMembership",
                                                        {{"groupId", g.list.group},
                                                         {"membershipDefinition", g.definition},
                                                         {"assetId", g.list.asset}},
                                                        g.dry_run},
                                                       o);
                               });
  associate->add_option("--group", given.list.group, "the account's promotion group")->required();
  associate->add_option("--definition", given.definition, "the membership definition's id")
      ->required();
  asset(associate)->required();
  auto* transfer = add_change(
      group, commands, "transfer", "make another asset the member",
      [](const AccountOptions& g, const Node& n, Output& o) {
        return change_account(
            n,
            {"TransferMembership", {{"membershipId", g.id}, {"assetId", g.list.asset}}, g.dry_run},
            o);
      });
  transfer->add_option("id", given.id, "membership id")->required();
  asset(transfer)->required();
  add_change(
      group, commands, "disconnect", "end a membership, with its penalty",
      [](const AccountOptions& g, const Node& n, Output& o) {
        return change_account(n, {"DisconnectMembership", {{"membershipId", g.id}}, g.dry_run}, o);
      })
      ->add_option("id", given.id, "membership id")
      ->required();
}

void add_activities(CLI::App& accounts, const Commands<AccountOptions>& commands) {
  AccountOptions& given = *commands.given;
  auto* list = commands.add(accounts, "activities", "what is to be done for a customer",
                            [](const AccountOptions& g, const Node& n, Output& o) {
                              return edge::cli::account_activities(n, g.account, g.list.status, o);
                            });
  list->add_option("id", given.account, "account id")->required();
  list->add_option("--status", given.list.status, "Open or Done")
      ->check(CLI::IsMember({"Open", "Done"}));
  auto* create =
      commands.add_write(accounts, "create-activity", "have something done for a customer",
                         [](const AccountOptions& g, const Node& n, Output& o) {
                           return change_account(n,
                                                 {"CreateActivity",
                                                  {{"accountId", g.account},
                                                   {"type", g.activity.type},
                                                   {"description", g.activity.description},
                                                   {"priority", g.activity.priority},
                                                   {"due", g.activity.due},
                                                   {"offerId", g.activity.offer},
                                                   {"assetId", g.list.asset},
                                                   {"assignee", g.activity.assignee}}},
                                                 o);
                         });
  create->add_option("id", given.account, "account id")->required();
  create->add_option("--type", given.activity.type, "what it is, such as Call")->required();
  create->add_option("--description", given.activity.description, "what is to be done");
  create->add_option("--priority", given.activity.priority, "such as High");
  create->add_option("--due", given.activity.due, "until when");
  create->add_option("--offer", given.activity.offer, "the offer it is about");
  create->add_option("--asset", given.list.asset, "the asset it is about");
  create->add_option("--assignee", given.activity.assignee, "who does it; else CSR");
  auto* complete = commands.add_write(accounts, "complete-activity", "it is done",
                                      [](const AccountOptions& g, const Node& n, Output& o) {
                                        return edge::cli::complete_activity(n, g.account, g.id, o);
                                      });
  complete->add_option("id", given.account, "account id")->required();
  complete->add_option("activity", given.id, "activity id")->required();
}

void add_balance(CLI::App& accounts, const Commands<AccountOptions>& commands) {
  AccountOptions& given = *commands.given;
  auto* set = add_change(
      accounts, commands, "set-balance", "what a prepaid customer has left",
      [](const AccountOptions& g, const Node& n, Output& o) {
        return change_account(
            n, {"SetPrepaidBalance", {{"accountId", g.account}, {"balance", g.balance}}, g.dry_run},
            o);
      });
  set->add_option("id", given.account, "account id")->required();
  set->add_option("balance", given.balance, "an amount such as 50.00")->required();
}

}  // namespace

void add_account_commands(CLI::App& app, const NodeCommands& node) {
  const Commands<AccountOptions> commands{node};
  add_documents(*app.get_subcommand("order"), *app.get_subcommand("quote"), commands);
  add_activities(*app.get_subcommand("account"), commands);
  add_balance(*app.get_subcommand("account"), commands);
  auto* group = command_group(app, "membership", "promotion groups and who is a member");
  add_membership_lists(*group, commands);
  add_membership_changes(*group, commands);
}

}  // namespace proffer::config
