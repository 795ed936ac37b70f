#include "actors/edge/cli/call.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace proffer::edge::cli {
namespace {

namespace json = boost::json;

const std::vector<Column> outcome_columns = {{"OUTCOME", "outcome"},     {"ACCOUNT", "accountId"},
                                             {"OFFER", "offerId"},       {"CHANNEL", "channel"},
                                             {"DOCUMENT", "documentId"}, {"REASON", "reason"}};

const std::vector<Column> option_columns = {
    {"SEQUENCE", "sequence"}, {"PARAMETER", "parameterId"}, {"LABEL", "displayName"}};
const std::vector<Column> workflow_columns = {
    {"WORKFLOW", "id"},       {"PHASE", "phase"},         {"OUTCOME", "outcome"},
    {"ACCOUNT", "accountId"}, {"CHOSEN", "chosen.value"}, {"DOCUMENT", "documentId"},
    {"REASON", "reason"}};

// For a table: the outcome with one sentence on why, taken from its problems or skipped actions, or
// what it waits for.
json::value with_reason(json::value outcome, const Output& output) {
  auto* object = outcome.if_object();
  if (object == nullptr || output.wants_whole()) return outcome;
  if (object->contains("prompt")) (*object)["reason"] = text_at(outcome, "prompt");
  for (const auto& [list, path] : {std::pair{"problems", "text"}, std::pair{"skipped", "reason"}}) {
    const auto* entries = object->if_contains(list);
    if (entries != nullptr && entries->is_array() && !entries->get_array().empty()) {
      (*object)["reason"] = text_at(entries->get_array()[0], path);
      break;
    }
  }
  return outcome;
}

bool is_cloud_event(const json::value& line) {
  const auto* object = line.if_object();
  return object != nullptr && object->contains("specversion");
}

std::string account_of(const json::value& line) {
  return text_at(line, is_cloud_event(line) ? "data.accountId" : "accountId");
}

// What one line of an import came to.
struct LineResult {
  enum class Kind { outcome, refused, unreachable };
  Kind kind = Kind::unreachable;
  json::value body;
};

// The lines of one file, sent over several connections; one account's lines stay in order on one of
// them.
class Import {
 public:
  // `key`: of the whole; empty: it is tried only.
  Import(const Node& node, std::string key, std::vector<std::string> lines, Output& output,
         std::ostream& notes)
      : node_(node),
        key_(std::move(key)),
        lines_(std::move(lines)),
        results_(lines_.size()),
        output_(output),
        progress_(notes, output.options(), "responses", lines_.size()) {}

  Exit run(std::size_t connections) {
    std::vector<std::vector<std::size_t>> lanes(connections);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      json::error_code malformed;
      const auto line = json::parse(lines_[i], malformed);
      const auto account = malformed ? std::string{} : account_of(line);
      lanes[std::hash<std::string>{}(account) % connections].push_back(i);
    }
    std::vector<std::jthread> threads;
    threads.reserve(lanes.size());
    for (const auto& lane : lanes) {
      threads.emplace_back([this, &lane] {
        for (const auto index : lane) {
          if (stopped_) return;
          send(index);
        }
      });
    }
    threads.clear();
    progress_.finish();
    return report();
  }

 private:
  void send(std::size_t index) {
    json::error_code malformed;
    const auto line = json::parse(lines_[index], malformed);
    const bool event = !malformed && is_cloud_event(line);
    std::vector<HttpHeader> headers = {
        {"Content-Type", event ? "application/cloudevents+json" : "application/json"}};
    if (!key_.empty())
      headers.push_back({"Idempotency-Key", fmt::format("{}-{}", key_, index + 1)});
    const auto response =
        request("POST", node_.url + (tried() ? "/v1/simulations" : "/v1/responses"), headers,
                lines_[index], node_.timeout_ms);
    auto& result = results_[index];
    if (!response || response->status == 503) {
      stopped_ = true;
      const std::lock_guard lock(mutex_);
      unreachable_ = response ? "the node is overloaded" : response.error().detail;
      return;
    }
    result.body = json::parse(response->body, malformed);
    result.kind = response->status < 400 ? LineResult::Kind::outcome : LineResult::Kind::refused;
    const std::lock_guard lock(mutex_);
    progress_.at(++done_, Progress::Clock::now());
  }

  Exit report() {
    std::map<std::string, std::uint64_t> counts;
    std::vector<json::value> rows;
    std::uint64_t refused = 0;
    for (std::size_t i = 0; i < results_.size(); ++i) {
      auto& result = results_[i];
      if (result.kind == LineResult::Kind::unreachable) continue;
      if (result.kind == LineResult::Kind::refused) {
        ++refused;
        output_.note(fmt::format("line {}:", i + 1));
        output_.problem(result.body);
        continue;
      }
      ++counts[text_at(result.body, "outcome")];
      rows.push_back(with_reason(std::move(result.body), output_));
    }
    output_.rows(rows, outcome_columns);
    std::string summary = fmt::format("{} of {} responses answered:", done_, lines_.size());
    for (const auto& [outcome, count] : counts) summary += fmt::format(" {} {}", count, outcome);
    if (refused > 0) summary += fmt::format(", {} not accepted", refused);
    output_.note(summary);
    if (tried()) output_.note("simulated, each line by itself: nothing was written");
    if (stopped_) {
      const auto again = tried() ? std::string{}
                                 : " with --idempotency-key " + key_ +
                                       ": what was answered is not carried out twice";
      output_.problem(Problem{.code = "NODE_UNAVAILABLE",
                              .text = unreachable_ + "; import the same file again" + again});
      return done_ == 0 ? Exit::unavailable : Exit::partial;
    }
    return refused > 0 ? Exit::partial : Exit::ok;
  }

  bool tried() const { return key_.empty(); }

  const Node& node_;
  std::string key_;
  std::vector<std::string> lines_;
  std::vector<LineResult> results_;
  Output& output_;
  std::mutex mutex_;
  Progress progress_;        // under mutex_
  std::uint64_t done_ = 0;   // under mutex_
  std::string unreachable_;  // under mutex_
  std::atomic<bool> stopped_ = false;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    auto line = text.substr(begin, end - begin);
    if (line.find_first_not_of(" \t\r") != std::string::npos) lines.push_back(std::move(line));
    begin = end + 1;
  }
  return lines;
}

json::object json_of(const OptionChoice& choice) {
  json::object out;
  if (!choice.action.empty()) out["actionId"] = choice.action;
  if (!choice.parameter.empty()) out["parameterId"] = choice.parameter;
  if (!choice.value.empty()) out["value"] = choice.value;
  return out;
}

// What is done to a waiting instance, and what it came to.
Exit tell_workflow(const Node& node, const std::string& workflow, std::string_view what,
                   const json::object& body, Output& output) {
  auto answer =
      call_or_explain(node,
                      {.method = "POST",
                       .path = fmt::format("/v1/workflows/{}/{}", percent_encoded(workflow), what),
                       .headers = {{"Content-Type", "application/json"}, key_header(node, output)},
                       .body = json::serialize(body)},
                      output);
  if (!answer) return answer.error();
  const bool failed = text_at(answer->body, "outcome") == "failed";
  output.record(with_reason(std::move(answer->body), output), workflow_columns);
  return failed ? Exit::failed : Exit::ok;
}

}  // namespace

std::string body_of(const ResponseSend& send) {
  json::object body = {{"accountId", send.account},
                       {"offerId", send.offer},
                       {"response", send.response},
                       {"channel", send.channel}};
  if (!send.asset.empty()) body["assetId"] = send.asset;
  if (!send.service.empty()) body["serviceId"] = send.service;
  if (json::object choice = json_of(send.choice); !choice.empty()) {
    body["namedParameter"] = std::move(choice);
  }
  return json::serialize(body);
}

// A channel that can be asked waits; any other one sends the response again, with the choice.
void show_options(const json::value& outcome, Output& output) {
  const auto* object = outcome.if_object();
  if (object == nullptr || !output.wants_text()) return;
  const auto* named = object->if_contains("namedParameter");
  const json::array& options = list_in(named == nullptr ? outcome : *named, "options");
  if (options.empty()) return;
  const std::vector<json::value> rows(options.begin(), options.end());
  output.rows(rows, option_columns);
  const bool simulated = object->contains("simulated");
  if (simulated || text_at(outcome, "outcome") != "waiting") {
    return output.note("send it with the choice: --parameter PARAMETER");
  }
  const std::string id = text_at(outcome, "workflowId");
  output.note("the customer chooses: proffer response choose " + id + " --parameter PARAMETER");
  output.note("or wants none of them: proffer response cancel " + id);
}

Exit response_choose(const Node& node, const std::string& workflow, const OptionChoice& choice,
                     Output& output) {
  return tell_workflow(node, workflow, "choice", json_of(choice), output);
}

Exit response_cancel(const Node& node, const std::string& workflow, Output& output) {
  return tell_workflow(node, workflow, "cancel", {}, output);
}

Exit response_send(const Node& node, const ResponseSend& send, Output& output) {
  auto answer =
      call_or_explain(node,
                      {.method = "POST",
                       .path = "/v1/responses",
                       .headers = {{"Content-Type", "application/json"}, key_header(node, output)},
                       .body = body_of(send)},
                      output);
  if (!answer) return answer.error();
  const bool rejected = text_at(answer->body, "outcome") == "rejected";
  output.record(with_reason(answer->body, output), outcome_columns);
  show_options(answer->body, output);
  return rejected ? Exit::failed : Exit::ok;
}

Exit response_import(const Node& node, const ResponseImport& import, Output& output,
                     std::ostream& notes) {
  const auto text = read_input(import.file, output);
  if (!text) return text.error();
  const auto key = import.dry_run ? std::string{} : idempotency_key(node, output);
  return Import(node, key, lines_of(*text), output, notes)
      .run(std::max<std::size_t>(1, import.connections));
}

}  // namespace proffer::edge::cli
