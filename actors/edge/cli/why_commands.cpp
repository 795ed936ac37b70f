#include "actors/edge/cli/why_commands.hpp"

#include "actors/edge/cli/call.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <map>

namespace proffer::edge::cli {
namespace {

namespace json = boost::json;

const std::vector<Column> outcome_columns = {
    {"outcome", "outcome"},   {"account", "accountId"},   {"offer", "offerId"},
    {"response", "response"}, {"document", "documentId"}, {"asks", "namedParameter.prompt"}};
const std::vector<Column> line_columns = {{"LINE", "sequence"},    {"BEFORE", "before"},
                                          {"AFTER", "action"},     {"PRODUCT", "product"},
                                          {"NET", "netPrice"},     {"ACTION", "because.action"},
                                          {"RULE", "because.rule"}};
const std::vector<Column> recommendation_columns = {{"SCORE", "score"},
                                                    {"SOURCE", "source"},
                                                    {"OFFER", "offerId"},
                                                    {"PRODUCT", "product"},
                                                    {"ASSET", "assetId"},
                                                    {"LINE", "lineId"},
                                                    {"RESPONSES", "responseNames"},
                                                    {"TEXT", "fullText"}};
const std::vector<Column> asset_columns = {
    {"ASSET", "id"},    {"PRODUCT", "productId"}, {"SERVICE", "serviceId"},  {"STATUS", "status"},
    {"PRICE", "price"}, {"TYPE", "priceType"},    {"PROMOTION", "promotion"}};

// "response Accept → offer texting v1, action '1' Modify/Add"
std::string chain(const json::value& because) {
  return fmt::format("response {} → offer {} v{}, action '{}' {}/{}", text_at(because, "response"),
                     text_at(because, "offerId"), text_at(because, "release"),
                     text_at(because, "action"), text_at(because, "type"),
                     text_at(because, "code"));
}

std::string place(const json::value& event) {
  return fmt::format("{}@{}, position {}:{}, {}", text_at(event, "stream"),
                     text_at(event, "version"), text_at(event, "shard"), text_at(event, "position"),
                     text_at(event, "at"));
}

void tell_line(const json::value& line, std::ostream& out) {
  out << fmt::format("{:<6}{:<8}{}", text_at(line, "sequence"), text_at(line, "action"),
                     text_at(line, "product"));
  if (const auto asset = text_at(line, "assetId"); !asset.empty()) {
    out << " (asset " << asset << ')';
  }
  const auto& because = line.at("because");
  out << "\n      because  " << chain(because) << "\n      rule     " << text_at(because, "rule")
      << '\n';
  const char* label = "inputs   ";
  for (const auto& input : because.at("inputs").as_object()) {
    out << "      " << label << input.key() << ": " << text_at(input.value(), "") << '\n';
    label = "         ";
  }
  out << "      event    " << place(line.at("event")) << '\n';
  for (const auto& change : list_in(line, "changes")) {
    out << "      then     " << text_at(change, "action") << ", " << chain(change.at("because"))
        << "\n               " << place(change.at("event")) << '\n';
  }
}

void tell(const json::value& answer, std::ostream& out) {
  const auto kind = text_at(answer, "kind");
  out << (kind == "quote" ? "Quote " : "Order ") << text_at(answer, "documentId") << "   account "
      << text_at(answer, "accountId") << '\n';
  for (const auto& line : list_in(answer, "lines")) tell_line(line, out);
  for (const auto& skipped : list_in(answer, "skipped")) {
    const auto because = skipped.at("because");
    out << "not done  " << chain(because) << "\n          " << text_at(skipped, "reason") << ": "
        << text_at(because, "rule") << "\n          " << place(skipped.at("event")) << '\n';
  }
  for (const auto& rejected : list_in(answer, "rejected")) {
    out << fmt::format("rejected  response {} to offer {}\n", text_at(rejected, "response"),
                       text_at(rejected, "offerId"));
    for (const auto& problem : list_in(rejected, "problems")) {
      out << "          " << text_at(problem, "code") << ": " << text_at(problem, "text") << '\n';
    }
    out << "          " << place(rejected.at("event")) << '\n';
  }
  if (const auto product = text_at(answer, "missing.product"); !product.empty()) {
    out << "missing   " << product << '\n';
    for (const auto& sentence : list_in(answer.at("missing"), "answers")) {
      out << "          " << text_at(sentence, "") << '\n';
    }
  }
}

// The assets of a tree, one below the other, each with its billing item.
void flatten(const json::array& assets, const json::array& billing, std::size_t depth,
             std::vector<json::value>& rows) {
  for (const auto& asset : assets) {
    json::object row = asset.as_object();
    row["id"] = std::string(2 * depth, ' ') + text_at(asset, "id");
    for (const auto& item : billing) {
      if (text_at(item, "assetId") != text_at(asset, "id")) continue;
      for (const char* key : {"price", "priceType", "promotion"}) row[key] = text_at(item, key);
    }
    rows.emplace_back(std::move(row));
    flatten(list_in(asset, "children"), billing, depth + 1, rows);
  }
}

// The lines after the response, each with its action before it.
std::vector<json::value> compared(const json::value& answer) {
  std::map<std::string, std::string> before;
  for (const auto& line : list_in(answer, "before")) {
    before[text_at(line, "id")] = text_at(line, "action");
  }
  std::vector<json::value> rows;
  for (json::value line : list_in(answer, "after")) {
    const auto known = before.find(text_at(line, "id"));
    line.as_object()["before"] = known == before.end() ? "" : known->second;
    rows.push_back(std::move(line));
  }
  return rows;
}

}  // namespace

Exit explain(const Node& node, const Explain& explain, Output& output) {
  const std::string path =
      path_of(explain.resource) + '/' + percent_encoded(explain.id) + "/explain";
  const std::string query =
      query_of({{"line", explain.line}, {"missing", explain.missing}, {"asOf", explain.as_of}});
  const auto answer = call_or_explain(node, {.path = path + query}, output);
  if (!answer) return answer.error();
  if (output.wants_text()) {
    tell(answer->body, output.out());
  } else {
    output.record(answer->body, {});
  }
  return Exit::ok;
}

Exit simulate(const Node& node, const ResponseSend& send, Output& output) {
  const auto answer = call_or_explain(node,
                                      {.method = "POST",
                                       .path = "/v1/simulations",
                                       .headers = {{"Content-Type", "application/json"}},
                                       .body = body_of(send)},
                                      output);
  if (!answer) return answer.error();
  output.record(answer->body, outcome_columns);
  show_options(answer->body, output);
  if (output.wants_text()) {
    if (const auto rows = compared(answer->body); !rows.empty()) output.rows(rows, line_columns);
    for (const auto& skipped : list_in(answer->body, "skipped")) {
      output.out() << "not done  action '" << text_at(skipped, "action")
                   << "': " << text_at(skipped, "reason") << ", "
                   << text_at(skipped, "because.rule") << '\n';
    }
    for (const auto& problem : list_in(answer->body, "problems")) {
      output.out() << "problem   " << text_at(problem, "code") << ": " << text_at(problem, "text")
                   << '\n';
    }
    output.note("simulated: nothing was written");
  }
  return text_at(answer->body, "outcome") == "rejected" ? Exit::failed : Exit::ok;
}

Exit recommend(const Node& node, const Recommend& recommend, Output& output) {
  const std::string path =
      "/v1/accounts/" + percent_encoded(recommend.account) + "/recommendations";
  const std::string query = query_of({{"assetId", recommend.asset},
                                      {"serviceId", recommend.service},
                                      {"documentId", recommend.document},
                                      {"searchSpec", recommend.search},
                                      {"product", recommend.products},
                                      {"language", recommend.language},
                                      {"mode", recommend.mode},
                                      {"rootOnly", recommend.root_only ? "true" : ""},
                                      {"skipPromotion", recommend.offers_only ? "true" : ""}});
  auto answer = call_or_explain(node, {.path = path + query}, output);
  if (!answer) return answer.error();
  std::vector<json::value> rows;
  for (json::value row : list_in(answer->body, "items")) {
    std::string names;
    for (const auto& response : list_in(row, "responses")) {
      add_to_list(names, text_at(response, ""));
    }
    if (output.wants_text()) row.as_object()["responseNames"] = names;
    rows.push_back(std::move(row));
  }
  output.rows(rows, recommendation_columns, {{"accountId", text_at(answer->body, "accountId")}});
  return Exit::ok;
}

Exit account_summary(const Node& node, const std::string& account, Output& output) {
  const auto answer = call_or_explain(
      node, {.path = "/v1/accounts/" + percent_encoded(account) + "/summary"}, output);
  if (!answer) return answer.error();
  const std::vector<Column> columns = {
      {"id", "id"}, {"name", "name"}, {"type", "type"}, {"document", "activeDocumentId"}};
  output.record(answer->body, columns);
  if (!output.wants_text()) return Exit::ok;
  std::vector<json::value> rows;
  flatten(list_in(answer->body, "assets"), list_in(answer->body, "billingItems"), 0, rows);
  if (!rows.empty()) output.rows(rows, asset_columns);
  return Exit::ok;
}

}  // namespace proffer::edge::cli
