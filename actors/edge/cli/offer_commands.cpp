#include "actors/edge/cli/call.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace proffer::edge::cli {
namespace {

namespace json = boost::json;

const std::vector<Column> applied_columns = {
    {"KIND", "kind"},   {"ID", "id"},     {"RESULT", "result"}, {"RELEASE", "release"},
    {"FIELD", "field"}, {"FROM", "from"}, {"TO", "to"},         {"WARNINGS", "warnings.text"}};

const std::array<Column, 4> done_columns = {
    {{"ID", "id"}, {"RESULT", "result"}, {"VERSION", "version"}, {"WARNINGS", "warnings.text"}}};

// A row for the definition, and one for each of its fields that changes.
void add_rows(const json::value& item, std::vector<json::value>& rows) {
  rows.push_back(item);
  const auto* object = item.if_object();
  const auto* changes = object == nullptr ? nullptr : object->if_contains("changes");
  if (changes == nullptr || !changes->is_array()) return;
  for (const auto& change : changes->get_array()) {
    json::object row = change.as_object();
    row["kind"] = item.at("kind");
    row["id"] = item.at("id");
    rows.emplace_back(std::move(row));
  }
}

// Adds the rows of one answer; a part that failed is explained and remembered.
class Applying {
 public:
  Applying(const Node& node, const OfferApply& apply, Output& output)
      : node_(node), dry_run_(apply.dry_run), output_(output) {
    if (!apply.organization.empty()) {
      headers_.push_back({"Proffer-Organization", apply.organization});
    }
  }

  // `account`: whose part of the file it is; empty: of none.
  void put(std::string path, const std::string& body, const std::string& account = {}) {
    if (dry_run_) path += "?dryRun=true";
    const auto answer = call_or_explain(
        node_, {.method = "PUT", .path = std::move(path), .headers = headers_, .body = body},
        output_);
    if (!answer) {
      if (!account.empty()) output_.note("  in account " + account);
      failed_ = failed_ == Exit::ok ? answer.error() : failed_;
      return;
    }
    ++done_;
    warn(answer->body);
    for (const auto& row : answer->body.at("items").as_array()) {
      if (output_.wants_whole()) {
        rows_.push_back(row);
      } else {
        add_rows(row, rows_);
      }
    }
  }

  bool failed() const { return failed_ != Exit::ok; }

  Exit finish() {
    json::object beside;
    if (dry_run_) beside["dryRun"] = true;
    if (!warnings_.empty()) beside["warnings"] = std::move(warnings_);
    output_.rows(rows_, applied_columns, std::move(beside));
    return failed() && done_ > 0 ? Exit::partial : failed_;
  }

 private:
  // What is not about one definition that was given.
  void warn(const json::value& answer) {
    const auto* warnings = answer.as_object().if_contains("warnings");
    if (warnings == nullptr) return;
    for (const auto& each : warnings->as_array()) {
      std::string where = "offer " + text_at(each, "offer");
      if (const auto action = text_at(each, "action"); !action.empty()) {
        where += ", response " + text_at(each, "response") + ", action " + action;
      }
      output_.note("warning: " + text_at(each, "text") + " (" + where + ")");
      warnings_.push_back(each);
    }
  }

  const Node& node_;
  bool dry_run_;
  std::vector<HttpHeader> headers_ = {{"Content-Type", "application/json"}};
  Output& output_;
  std::vector<json::value> rows_;
  json::array warnings_;
  std::size_t done_ = 0;
  Exit failed_ = Exit::ok;
};

}  // namespace

Exit offer_apply(const Node& node, const OfferApply& apply, Output& output) {
  const auto text = read_input(apply.file, output);
  if (!text) return text.error();
  json::error_code malformed;
  auto document = json::parse(*text, malformed);
  auto* sections = document.if_object();
  Applying applying(node, apply, output);
  if (malformed || sections == nullptr) {
    applying.put("/v1/catalogue", *text);  // the node says where the mistake is
    return applying.finish();
  }
  json::array accounts;
  if (const auto* given = sections->if_contains("accounts");
      given != nullptr && given->is_array()) {
    accounts = given->get_array();
    sections->erase("accounts");
  }
  if (!sections->empty()) applying.put("/v1/catalogue", json::serialize(document));
  if (applying.failed()) return applying.finish();
  for (const auto& account : accounts) {
    const auto id = text_at(account, "id");
    applying.put("/v1/accounts/" + percent_encoded(id), json::serialize(account), id);
  }
  return applying.finish();
}

Exit offer_do(const Node& node, const OfferDo& wanted, Output& output) {
  std::string body;
  if (!wanted.file.empty()) {
    auto text = read_input(wanted.file, output);
    if (!text) return text.error();
    body = *std::move(text);
  }
  std::vector<HttpHeader> headers = {{"Content-Type", "application/json"},
                                     key_header(node, output)};
  if (!wanted.user.empty()) headers.push_back({"Proffer-User", wanted.user});
  if (!wanted.organization.empty()) {
    headers.push_back({"Proffer-Organization", wanted.organization});
  }
  if (!wanted.version.empty()) headers.push_back({"If-Match", '"' + wanted.version + '"'});
  const bool creates = wanted.command == "create";
  const std::string path = creates ? "/v1/offers"
                                   : "/v1/offers/" + percent_encoded(wanted.id) + "/commands/" +
                                         percent_encoded(wanted.command);
  const auto answer = call_or_explain(
      node, {.method = "POST", .path = path, .headers = std::move(headers), .body = body}, output);
  if (!answer) return answer.error();
  if (output.wants_whole()) {
    output.record(answer->body, done_columns);
  } else {
    output.rows(std::array{answer->body}, done_columns);
  }
  return Exit::ok;
}

}  // namespace proffer::edge::cli
