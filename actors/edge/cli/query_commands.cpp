#include "actors/edge/cli/call.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace proffer::edge::cli {
namespace {

namespace json = boost::json;

// How a resource of the HTTP interface is shown to people.
struct Shown {
  std::vector<Column> columns;  // in a list
  std::vector<Column> record;   // of one
  std::string_view parts;       // a list inside one, shown as a table below it
  std::vector<Column> parts_columns;
};

const std::vector<Column> line_columns = {
    {"LINE", "sequence"},       {"ACTION", "action"},   {"PRODUCT", "product"},
    {"PROMOTION", "promotion"}, {"ASSET", "assetId"},   {"QTY", "quantity"},
    {"NET", "netPrice"},        {"PRICE", "priceType"}, {"BECAUSE", "because.offerId"},
    {"RULE", "because.rule"}};

Shown documents() {
  return {.columns = {{"ID", "id"},
                      {"ACCOUNT", "accountId"},
                      {"STATUS", "status"},
                      {"LINES", "lines.#"},
                      {"ONE-TIME", "totals.oneTime"},
                      {"RECURRING", "totals.recurring"},
                      {"CURRENCY", "currency"},
                      {"CHANGED", "changed"}},
          .record = {{"id", "id"},
                     {"account", "accountId"},
                     {"status", "status"},
                     {"revision", "revision"},
                     {"one-time", "totals.oneTime"},
                     {"recurring", "totals.recurring"},
                     {"currency", "currency"},
                     {"created", "created"},
                     {"changed", "changed"}},
          .parts = "lines",
          .parts_columns = line_columns};
}

Shown shown(Resource resource) {
  switch (resource) {
    case Resource::order:
    case Resource::quote: return documents();
    case Resource::account:
      return {.columns = {{"ID", "id"},
                          {"NAME", "name"},
                          {"TYPE", "type"},
                          {"ASSETS", "assets.#"},
                          {"DOCUMENT", "activeDocumentId"}},
              .record = {{"id", "id"},
                         {"name", "name"},
                         {"type", "type"},
                         {"city", "address.city"},
                         {"state", "address.state"},
                         {"document", "activeDocumentId"}},
              .parts = "responses",
              .parts_columns = {{"AT", "at"},
                                {"OFFER", "offerId"},
                                {"RESPONSE", "response"},
                                {"CHANNEL", "channel"},
                                {"OUTCOME", "outcome"},
                                {"DOCUMENT", "documentId"}}};
    case Resource::offer:
      return {
          .columns = {{"ID", "id"},
                      {"NAME", "name"},
                      {"RELEASE", "release"},
                      {"ACTIVE", "active"},
                      {"RESPONSES", "responses.#"}},
          .record = {{"id", "id"},
                     {"name", "name"},
                     {"release", "release"},
                     {"active", "active"},
                     {"start", "start"},
                     {"end", "end"},
                     {"message", "message"}},
          .parts = "responses",
          .parts_columns = {{"RESPONSE", "response"}, {"KIND", "kind"}, {"ACTIONS", "actions.#"}}};
  }
  return {};
}

// A table shows the promotion beside the roots that fill its slots, not beside its own line.
void leave_promotion_to_its_parts(json::value& row) {
  auto* line = row.if_object();
  if (line != nullptr && !line->contains("promotionRuleId")) line->erase("promotion");
}

}  // namespace

Exit get(const Node& node, Resource resource, const std::string& id, const std::string& as_of,
         Output& output) {
  const auto what = shown(resource);
  const auto answer = call_or_explain(
      node, {.path = path_of(resource) + '/' + percent_encoded(id) + query_of({{"asOf", as_of}})},
      output);
  if (!answer) return answer.error();
  output.record(answer->body, what.record);
  if (!output.wants_text()) return Exit::ok;
  const auto* parts = answer->body.as_object().if_contains(what.parts);
  if (parts != nullptr && parts->is_array() && !parts->get_array().empty()) {
    output.out() << '\n';
    const auto& list = parts->get_array();
    std::vector<json::value> rows(list.begin(), list.end());
    for (json::value& row : rows) leave_promotion_to_its_parts(row);
    output.rows(rows, what.parts_columns);
  }
  return Exit::ok;
}

Exit list(const Node& node, Resource resource, const ListOptions& options, Output& output) {
  return list_all(node, path_of(resource), {{"accountId", options.account}}, options.rows_max,
                  shown(resource).columns, output);
}

}  // namespace proffer::edge::cli
