#include "actors/edge/cli/account_commands.hpp"

#include "actors/edge/cli/call.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace proffer::edge::cli {
namespace {

namespace json = boost::json;

const std::vector<Column> membership_columns = {
    {"ID", "id"},         {"ACCOUNT", "accountId"}, {"GROUP", "groupId"},
    {"ASSET", "assetId"}, {"MEMBER", "memberId"},   {"DEFINITION", "membershipDefinition"},
    {"STATUS", "status"}, {"SINCE", "startDate"},   {"COMMITTED UNTIL", "commitmentEnd"}};
const std::vector<Column> group_columns = {{"ID", "id"},         {"ACCOUNT", "accountId"},
                                           {"NAME", "name"},     {"DEFINITION", "promotionGroup"},
                                           {"ASSET", "assetId"}, {"SINCE", "startDate"}};

const std::vector<Column> activity_columns = {{"ID", "id"},
                                              {"CREATED", "created"},
                                              {"STATUS", "status"},
                                              {"PRIORITY", "priority"},
                                              {"DUE", "due"},
                                              {"TYPE", "type"},
                                              {"REASON", "reason"},
                                              {"ASSIGNEE", "assignee"},
                                              {"OFFER", "offerId"},
                                              {"PHONE", "phone"},
                                              {"RESPONSE", "response"},
                                              {"DOCUMENT", "documentId"},
                                              {"ASSET", "assetId"},
                                              {"CHANNEL", "channel"},
                                              {"DESCRIPTION", "description"}};

// The same as HTTP's status says where the operation has an address of its own.
Exit exit_of_refusal(std::string_view code) {
  constexpr std::array<std::string_view, 9> conflicts = {
      "DOC_NOT_EDITABLE",    "MEMBERSHIP_ENDED",        "MEMBERSHIP_EXISTS",
      "MEMBERSHIP_IN_ORDER", "MEMBERSHIP_MAX",          "MEMBERSHIP_UNCHANGED",
      "ORDER_NOT_SUBMITTED", "ORDER_ALREADY_SUBMITTED", "ORDER_OUTDATED"};
  if (code.ends_with("_NOT_FOUND")) return Exit::not_found;
  const bool conflict = std::find(conflicts.begin(), conflicts.end(), code) != conflicts.end();
  return conflict ? Exit::conflict : Exit::failed;
}

}  // namespace

Exit change_account(const Node& node, const AccountChange& change, Output& output) {
  json::object body;
  for (const auto& [name, value] : change.members) {
    if (!value.empty()) body[name] = value;
  }
  std::vector<HttpHeader> headers = {{"Content-Type", "application/json"}};
  if (change.dry_run) {
    body["dryRun"] = true;
  } else {
    headers.push_back(key_header(node, output));
  }
  const auto answer = call_or_explain(node,
                                      {.method = "POST",
                                       .path = "/v1/services/" + change.operation,
                                       .headers = std::move(headers),
                                       .body = json::serialize(body)},
                                      output);
  if (!answer) return answer.error();
  const auto& told = answer->body.as_object();
  if (text_at(answer->body, "outcome") == "rejected") {
    if (output.wants_whole()) {
      output.record(answer->body, {});
    } else {
      output.problem(Problem{.code = text_at(answer->body, "errorCode"),
                             .text = text_at(answer->body, "errorMessage")});
    }
    return exit_of_refusal(text_at(answer->body, "errorCode"));
  }
  if (change.dry_run) output.note("this is what would happen; nothing was changed");
  const std::vector<Column> columns = {{"outcome", "outcome"},     {"account", "accountId"},
                                       {"document", "documentId"}, {"activity", "activityId"},
                                       {"status", "status"},       {"group", "promotionGroup.id"},
                                       {"balance", "balance"}};
  output.record(answer->body, columns);
  const auto* memberships = told.if_contains("memberships");
  if (output.wants_whole() || memberships == nullptr) return Exit::ok;
  std::vector<Column> with_penalty = membership_columns;
  with_penalty.push_back({"PENALTY", "penalty"});
  const auto& list = memberships->as_array();
  output.rows({list.data(), list.size()}, with_penalty);
  return Exit::ok;
}

Exit membership_list(const Node& node, const MembershipList& wanted, Output& output) {
  return list_all(node, "/v1/memberships",
                  {{"accountId", wanted.account},
                   {"groupId", wanted.group},
                   {"promotion", wanted.promotion},
                   {"assetId", wanted.asset},
                   {"status", wanted.status},
                   {"asOf", wanted.as_of}},
                  wanted.rows_max, membership_columns, output);
}

Exit membership_get(const Node& node, const std::string& id, Output& output) {
  const auto answer =
      call_or_explain(node, {.path = "/v1/memberships/" + percent_encoded(id)}, output);
  if (!answer) return answer.error();
  output.record(answer->body, membership_columns);
  return Exit::ok;
}

Exit promotion_group_list(const Node& node, const MembershipList& wanted, Output& output) {
  return list_all(node, "/v1/promotion-groups",
                  {{"accountId", wanted.account}, {"asOf", wanted.as_of}}, wanted.rows_max,
                  group_columns, output);
}

Exit membership_penalty(const Node& node, const std::string& account, const std::string& asset,
                        const std::string& target, Output& output) {
  const auto answer =
      call_or_explain(node,
                      {.path = "/v1/accounts/" + percent_encoded(account) + "/penalty" +
                               query_of({{"assetId", asset}, {"targetPromotion", target}})},
                      output);
  if (!answer) return answer.error();
  const std::vector<Column> columns = {{"promotion part", "penalty.promotion"},
                                       {"memberships part", "penalty.memberships"},
                                       {"total", "penalty.total"},
                                       {"memberships transferred", "transferred.#"},
                                       {"memberships ended", "disconnected.#"}};
  output.record(answer->body, columns);
  return Exit::ok;
}

Exit account_activities(const Node& node, const std::string& account, const std::string& status,
                        Output& output) {
  return list_all(node, "/v1/accounts/" + percent_encoded(account) + "/activities",
                  {{"status", status}}, every_row, activity_columns, output);
}

Exit complete_activity(const Node& node, const std::string& account, const std::string& activity,
                       Output& output) {
  const auto answer =
      call_or_explain(node,
                      {.method = "POST",
                       .path = "/v1/accounts/" + percent_encoded(account) + "/activities/" +
                               percent_encoded(activity) + "/complete",
                       .headers = {key_header(node, output)}},
                      output);
  if (!answer) return answer.error();
  const std::vector<Column> columns = {
      {"activity", "id"}, {"account", "accountId"}, {"status", "status"}};
  output.record(answer->body, columns);
  return Exit::ok;
}

}  // namespace proffer::edge::cli
