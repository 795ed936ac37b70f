#include "actors/edge/api.hpp"

#include "actors/edge/definitions/definition_routes.hpp"
#include "actors/edge/documents/document_routes.hpp"
#include "actors/edge/exchange.hpp"
#include "actors/edge/problems/pages.hpp"
#include "actors/edge/projects/project_routes.hpp"
#include "actors/edge/queries/query_routes.hpp"
#include "actors/edge/services/questions.hpp"
#include "actors/edge/services/service_routes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace proffer::edge {
namespace {

constexpr std::array<Route, 16> own_routes = {{
    {"POST", "/v1/responses", post_response},
    {"PUT", "/v1/catalogue", put_catalogue},
    {"GET", "/v1/offers/{id}", get_offer, AsOf::supported},
    {"GET", "/v1/products", get_products, AsOf::supported},
    {"GET", "/v1/orders", get_orders},
    {"GET", "/v1/orders/{id}", get_order, AsOf::supported},
    {"GET", "/v1/quotes", get_quotes},
    {"GET", "/v1/quotes/{id}", get_quote, AsOf::supported},
    {"GET", "/v1/accounts", get_accounts},
    {"GET", "/v1/accounts/{id}", get_account, AsOf::supported},
    {"PUT", "/v1/accounts/{id}", put_account},
    {"GET", "/v1/stream", get_stream},
    {"GET", "/problems/{slug}", get_problem},
    {"GET", "/livez", get_livez},
    {"GET", "/readyz", get_readyz},
    {"GET", "/metrics", get_metrics},
}};

// Every route there is: a file with many lists its own.
std::vector<Route> all_routes() {
  std::vector<Route> all(own_routes.begin(), own_routes.end());
  all.insert(all.end(), query_routes.begin(), query_routes.end());
  all.insert(all.end(), definition_routes.begin(), definition_routes.end());
  all.insert(all.end(), document_routes.begin(), document_routes.end());
  all.insert(all.end(), project_routes.begin(), project_routes.end());
  all.insert(all.end(), service_routes.begin(), service_routes.end());
  return all;
}
const std::vector<Route>& routes() {
  static const std::vector<Route> all = all_routes();
  return all;
}

constexpr std::size_t trace_bytes_max = 128;

std::string_view take_segment(std::string_view& rest) {
  const auto end = std::min(rest.find('/', 1), rest.size());
  const auto segment = rest.substr(0, end);
  rest.remove_prefix(end);
  return segment;
}

bool is_parameter(std::string_view segment) { return segment.starts_with("/{"); }

bool matches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = take_segment(pattern);
    const auto given = take_segment(path);
    if (is_parameter(wanted) ? given.size() < 2 : wanted != given) return false;
  }
  return pattern.empty() && path.empty();
}

// What stands for the pattern's parameters, decoded; none: it is not encoded UTF-8.
std::optional<std::vector<std::string>> parameters(std::string_view pattern,
                                                   std::string_view path) {
  std::vector<std::string> found;
  while (!pattern.empty()) {
    const auto given = take_segment(path);
    if (!is_parameter(take_segment(pattern))) continue;
    auto decoded = percent_decoded(given.substr(1));
    if (!decoded || !simdjson::validate_utf8(*decoded)) return std::nullopt;
    found.push_back(std::move(*decoded));
  }
  return found;
}

// The correlation that the caller gave; W3C Trace Context: version-traceid-parentid-flags.
std::string_view trace_of(const HttpRequest& request) {
  for (const char* name : {"X-Correlation-Id", "ce-correlationid"}) {
    if (const auto given = request.header(name); !given.empty()) return given;
  }
  const auto parent = request.header("traceparent");
  return parent.size() >= 35 && parent[2] == '-' ? parent.substr(3, 32) : std::string_view{};
}

bool is_plain(std::string_view text) {
  return text.size() <= trace_bytes_max &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// Gives the answer on, with what every answer carries, and counts the request.
Respond counted(Metrics& metrics, std::string_view route, const HttpRequest& request,
                std::string trace, Respond respond) {
  using Clock = std::chrono::steady_clock;
  std::string method = route.empty() ? "other" : request.method;
  std::string parent{request.header("traceparent")};
  return [&metrics, route, method = std::move(method), parent = std::move(parent),
          trace = std::move(trace), respond = std::move(respond),
          begin = Clock::now()](HttpResponse response) {
    if (!trace.empty()) response.headers.push_back({"X-Correlation-Id", trace});
    if (!parent.empty()) response.headers.push_back({"traceparent", parent});
    const std::chrono::duration<double> taken = Clock::now() - begin;
    metrics.count_request(route.empty() ? "none" : route, method, response.status, taken.count());
    respond(std::move(response));
  };
}

void answer_unrouted(const Exchange& exchange) {
  std::string allowed;
  for (const auto& route : routes()) {
    if (!matches(route.pattern, exchange.request.path)) continue;
    if (!allowed.empty()) allowed += ", ";
    allowed += route.method;
    if (route.method == "GET") allowed += ", HEAD";
  }
  if (allowed.empty()) {
    return exchange.problem(404, "ROUTE_NOT_FOUND",
                            "There is nothing here; see the README's list.");
  }
  auto response = problem_response("METHOD_NOT_ALLOWED", "Use " + allowed + " here.",
                                   {.status = 405,
                                    .retry = Retry::useless,
                                    .instance = exchange.request.path,
                                    .trace_id = exchange.trace});
  response.headers.push_back({"Allow", allowed});
  exchange.answer(std::move(response));
}

}  // namespace

Api::Api(ApiParts parts, ApiOptions options) : shared_(new Shared{std::move(parts), options, {}}) {}
Api::~Api() = default;

void Api::handle(HttpRequest request, Respond respond) {
  const auto route = std::find_if(routes().begin(), routes().end(), [&](const Route& candidate) {
    return candidate.method == request.method && matches(candidate.pattern, request.path);
  });
  const bool routed = route != routes().end();
  const auto pattern = routed ? route->pattern : std::string_view{};

  auto exchange = std::make_shared<Exchange>();
  const auto given = trace_of(request);
  const bool plain = is_plain(given);
  exchange->trace = given.empty() || !plain ? shared_->parts.new_id() : std::string(given);
  exchange->respond =
      counted(shared_->parts.metrics, pattern, request, exchange->trace, std::move(respond));
  exchange->request = std::move(request);
  if (!plain) {
    return exchange->problem(400, "CORRELATION_INVALID",
                             "The correlation id is not visible ASCII of at most 128 bytes.");
  }
  if (!routed) return answer_unrouted(*exchange);
  auto found = parameters(pattern, exchange->request.path);
  if (!found) {
    return exchange->problem(400, "PATH_INVALID", "The id in the path is not encoded UTF-8.");
  }
  if (!found->empty()) exchange->id = std::move(found->front());
  if (found->size() > 1) exchange->part = std::move(found->back());
  if (route->as_of == AsOf::unsupported && exchange->request.parameter("asOf")) {
    return refuse_as_of(*exchange);
  }
  route->handler(*shared_, exchange);
}

runtime::Answered Api::answer(const transport::ServiceCall& question) {
  auto answered = answer_question(*shared_, question);
  const auto* answer = std::get_if<std::string>(&answered);
  if (answer == nullptr || answer->size() <= shared_->options.answer_bytes_max) return answered;
  return boost::json::serialize(boost::json::object{
      {"errorCode", "ANSWER_TOO_LARGE"},
      {"errorMessage", "The answer has " + std::to_string(answer->size()) +
                           " bytes, more than a message may have; ask for less, or over HTTP."}});
}

void get_livez(Shared&, const ExchangePtr& exchange) { exchange->answer(200, {{"live", true}}); }

void get_readyz(Shared& shared, const ExchangePtr& exchange) {
  bool ready = true;
  boost::json::array checks;
  for (const auto& check : shared.parts.readiness()) {
    ready = ready && check.ready;
    checks.push_back(boost::json::object{
        {"name", check.name}, {"ready", check.ready}, {"detail", check.detail}});
  }
  boost::json::object body = {{"ready", ready}};
  if (exchange->request.parameter("verbose")) body["checks"] = std::move(checks);
  std::vector<HttpHeader> headers;
  if (!ready) headers.push_back({"Retry-After", "1"});
  exchange->answer(ready ? 200 : 503, body, std::move(headers));
}

void get_metrics(Shared& shared, const ExchangePtr& exchange) {
  const auto& parts = shared.parts;
  Metrics::Now now;
  now.live_aggregates = parts.live_aggregates();
  if (parts.kafka) now.kafka = parts.kafka();
  for (const char* projection : {"documents", "accounts", "memberships", "metrics"}) {
    std::uint64_t behind = 0;
    for (const auto shard : parts.log.shards()) {
      const auto reached = parts.reached(projection, shard);
      const auto end = parts.log.end(shard);
      behind += end > reached ? end - reached : 0;
    }
    now.lags.emplace_back(projection, behind);
  }
  for (const auto shard : parts.log.shards()) now.events += parts.log.end(shard);
  exchange->answer({.status = 200,
                    .headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
                    .body = parts.metrics.text(now)});
}

}  // namespace proffer::edge
