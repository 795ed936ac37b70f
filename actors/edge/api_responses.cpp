// POST /v1/responses: a customer's answer to an offer, and what came of it.
#include "actors/edge/exchange.hpp"
#include "actors/edge/keyed.hpp"
#include "actors/edge/language.hpp"
#include "actors/runtime/request_hash.hpp"
#include "events/transport/outcome_json.hpp"
#include "events/transport/response_json.hpp"

#include <variant>

namespace proffer::edge {
namespace {

constexpr std::size_t actor_bytes_max = 128;

bool says_json(std::string_view type) {
  const auto media = type.substr(0, type.find(';'));
  return media.empty() || media == "application/json" || media.ends_with("+json");
}

// The outcome is in the last event.
struct Outcome {
  int status = 200;
  boost::json::object body;
  std::string location;  // of the document, or of the instance that waits; empty: none
};

std::optional<Outcome> outcome_of(const std::vector<Event>& events, transport::Telling telling) {
  if (events.empty()) return std::nullopt;
  if (const auto* logged = std::get_if<OfferResponseLogged>(&events.back())) {
    Outcome outcome{200, transport::outcome_json(*logged, telling), {}};
    if (logged->outcome == ResponseOutcome::document) {
      outcome.status = 201;
      const auto& kind = outcome.body.at("outcome").as_string();
      outcome.location = (kind == "quote" ? "/v1/quotes/" : "/v1/orders/") +
                         percent_encoded(logged->document.value);
    }
    return outcome;
  }
  if (const auto* failed = std::get_if<OfferApplicationFailed>(&events.back())) {
    return Outcome{200, transport::outcome_json(*failed, telling), {}};
  }
  if (const auto* waiting = std::get_if<OfferResponseWaiting>(&events.back())) {
    return Outcome{200, transport::outcome_json(*waiting, telling),
                   "/v1/workflows/" + percent_encoded(waiting->workflow.value)};
  }
  return std::nullopt;
}

void tell(const Exchange& exchange, const runtime::Reply& reply) {
  if (!reply.carried_out()) {
    return answer_without_outcome(exchange, reply);
  }
  if (!reply.events.empty()) {
    if (const auto* refused = std::get_if<CommandRefused>(&reply.events.back())) {
      return exchange.problem(status_of_refusal(refused->problems), refused->problems);
    }
  }
  auto outcome = outcome_of(reply.events, reply.kind == runtime::Reply::Kind::repeated
                                              ? transport::Telling::repeated
                                              : transport::Telling::first);
  if (!outcome) return answer_without_outcome(exchange, reply);
  std::vector<HttpHeader> headers = {{"Proffer-Position", position_text(reply.shard, reply.end)}};
  if (!outcome->location.empty()) headers.push_back({"Location", outcome->location});
  exchange.answer(outcome->status, outcome->body, std::move(headers));
}

// Of the CloudEvent, else of the header; empty: the request cannot be told from another.
tl::expected<std::string, Problem> request_key(const Exchange& exchange,
                                               const transport::ParsedResponse& parsed) {
  if (!parsed.request_key.empty()) return parsed.request_key;
  return idempotency_key(exchange);
}

}  // namespace

void post_response(Shared& shared, const ExchangePtr& exchange) {
  const HttpRequest& request = exchange->request;
  if (!says_json(request.header("Content-Type"))) {
    return exchange->problem(415, "MEDIA_TYPE_UNSUPPORTED",
                             "Send Content-Type: application/json or a CloudEvent.");
  }
  transport::ResponseOptions options;
  options.bytes_max = shared.options.response_bytes_max;
  auto parsed = transport::parse_response(request.body, header_views(request), options);
  if (!parsed) {
    const Problems problems{parsed.error()};
    return exchange->problem(status_of_mistake(problems), problems);
  }
  const auto key = request_key(*exchange, *parsed);
  if (!key) return exchange->problem(400, Problems{key.error()});

  runtime::Request command;
  command.to = {Category::account, parsed->response.account.value};
  command.header =
      command_header(shared, *exchange, parsed->response.channel.substr(0, actor_bytes_max));
  if (!parsed->correlation.empty() && request.header("X-Correlation-Id").empty()) {
    command.header.correlation = parsed->correlation;
  }
  command.header.origin = std::move(parsed->origin);
  command.header.request_key = *key;
  command.header.request_hash = runtime::request_hash(request.body);
  command.command = domain::Account::Command{domain::Account::RespondToOffer{
      std::move(parsed->response), asked_language(request, parsed->language)}};

  submit_keyed(shared, exchange, std::move(command),
               [exchange](const runtime::Reply& reply) { tell(*exchange, reply); });
}

}  // namespace proffer::edge
