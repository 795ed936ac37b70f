// GET /v1/orders/{id}/explain and /v1/quotes/{id}/explain.
#include "actors/edge/language.hpp"
#include "actors/edge/queries/account_state.hpp"
#include "actors/edge/queries/explanation.hpp"
#include "actors/edge/queries/query_routes.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/spelling.hpp"

#include <boost/json/array.hpp>

namespace proffer::edge {
namespace {

namespace json = boost::json;

json::object shape(const Place& place) {
  json::object out = {{"stream", to_string(place.stream)},
                      {"version", place.version},
                      {"shard", place.shard},
                      {"position", place.position},
                      {"at", transport::json_of(place.at)}};
  if (!place.correlation.empty()) out["correlationId"] = place.correlation;
  if (!place.actor.empty()) out["actor"] = place.actor;
  return out;
}

json::object shape(const LineHistory& history) {
  const Line& line = history.line;
  json::object out = {
      {"sequence", line.sequence},
      {"id", line.id.value},
      {"productId", line.product.value},
      {"product", line.product_name},
      {"action", history.taken_back ? "taken back" : transport::name_of(line.action)}};
  if (!line.asset.value.empty()) out["assetId"] = line.asset.value;
  out["because"] = transport::json_of(history.reason);
  out["event"] = shape(history.put);
  json::array changes;
  for (const LineChange& change : history.changes) {
    const bool taken_back = change.action == LineAction::unknown;
    changes.push_back(
        json::object{{"action", taken_back ? "taken back" : transport::name_of(change.action)},
                     {"because", transport::json_of(change.because)},
                     {"event", shape(change.place)}});
  }
  out["changes"] = std::move(changes);
  return out;
}

json::object shape(const AccountAnswer& answer, const SkippedAction& skipped) {
  json::object out = transport::json_of(skipped);
  if (!answer.document.value.empty()) out["documentId"] = answer.document.value;
  out["channel"] = answer.response.channel;
  out["event"] = shape(answer.place);
  return out;
}

json::object rejected(const AccountAnswer& answer) {
  return {{"offerId", answer.response.offer.value},
          {"response", answer.response.response},
          {"channel", answer.response.channel},
          {"problems", transport::json_of(answer.problems)},
          {"event", shape(answer.place)}};
}

// One line by its number or id; all when none is asked for.
tl::expected<json::array, Problem> lines_json(const Explanation& explanation,
                                              const std::optional<std::string>& only) {
  json::array lines;
  for (const LineHistory& history : explanation.lines) {
    const Line& line = history.line;
    if (!only || line.sequence == *only || line.id.value == *only) lines.push_back(shape(history));
  }
  if (!only || !lines.empty()) return lines;
  return tl::unexpected(Problem{
      "LINE_NOT_FOUND",
      "There is no line '" + *only + "' on it; give a line's number, such as 1.0, or its id.",
      {},
      {},
      {},
      "line"});
}

// With the products' names as they are shown.
Explanation translated(Explanation explanation, const domain::Catalogue& catalogue,
                       std::string_view language) {
  for (LineHistory& history : explanation.lines) translate(history.line, catalogue, language);
  return explanation;
}

void answer(const Shared& shared, const Exchange& exchange, const StreamId& document,
            std::string_view not_found) {
  const auto moment = asked_moment(shared, exchange, transport::account_of(document.key));
  if (!moment) return exchange.problem(400, Problems{moment.error()});
  const auto explanation = explain(shared.parts.log, document, *moment);
  if (!explanation) return answer_store_failure(exchange, explanation.error());
  if (explanation->account.value.empty()) {
    return exchange.problem(404, std::string(not_found),
                            "There is no " + std::string(name_of(document.category)) + " '" +
                                document.key + "'; check the id.");
  }
  const auto catalogue = shared.parts.gate.catalogue();
  std::string language = asked_language(exchange.request);
  if (language.empty()) language = explanation->language;
  auto lines = lines_json(translated(*explanation, *catalogue, language),
                          exchange.request.parameter("line"));
  if (!lines) return exchange.problem(404, Problems{lines.error()});
  json::object body = {{"documentId", document.key},
                       {"kind", name_of(document.category)},
                       {"accountId", explanation->account.value},
                       {"lines", std::move(*lines)}};
  json::array skipped;
  json::array refused;
  for (const AccountAnswer& given : explanation->answers) {
    for (const SkippedAction& action : given.skipped) skipped.push_back(shape(given, action));
    if (!given.problems.empty()) refused.push_back(rejected(given));
  }
  body["skipped"] = std::move(skipped);
  body["rejected"] = std::move(refused);
  if (const auto product = exchange.request.parameter("missing")) {
    const Missing missing = explain_missing(*explanation, *product, *catalogue);
    json::array sentences;
    for (const std::string& sentence : missing.sentences) sentences.emplace_back(sentence);
    body["missing"] = json::object{
        {"product", *product}, {"verdict", missing.verdict}, {"answers", std::move(sentences)}};
  }
  exchange.answer(200, body);
}

}  // namespace

void get_order_explanation(Shared& shared, const ExchangePtr& exchange) {
  answer(shared, *exchange, {Category::order, exchange->id}, "ORDER_NOT_FOUND");
}
void get_quote_explanation(Shared& shared, const ExchangePtr& exchange) {
  answer(shared, *exchange, {Category::quote, exchange->id}, "QUOTE_NOT_FOUND");
}

}  // namespace proffer::edge
