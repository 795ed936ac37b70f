#include "actors/edge/exchange.hpp"

#include "actors/domain/recommendation/eligibility.hpp"
#include "events/transport/cloud_event_attributes.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <limits>

namespace proffer::edge {
namespace {

template <class N>
std::optional<N> number(std::string_view text) {
  N value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The catalogue that decisions see is as far as the reference shard goes; other shards do not
// concern it.
Position reached_by(const Shared& shared, const std::string& projection, ShardId shard) {
  if (projection != "catalogue") return shared.parts.reached(projection, shard);
  if (shard != reference_shard) return std::numeric_limits<Position>::max();
  return shared.parts.gate.catalogue()->position();
}

}  // namespace

void Exchange::answer(int status, const boost::json::object& body,
                      std::vector<HttpHeader> headers) const {
  headers.insert(headers.begin(), {"Content-Type", "application/json"});
  respond({.status = status,
           .headers = std::move(headers),
           .body = boost::json::serialize(body) + "\n"});
}

void Exchange::problem(int status, std::string code, std::string text) const {
  problem(status, Problems{{.code = std::move(code),
                            .text = std::move(text),
                            .offer = {},
                            .response = {},
                            .action = {},
                            .field = {}}});
}

void Exchange::problem(int status, const Problems& problems) const {
  respond(problem_response(
      problems,
      {.status = status, .retry = Retry::useless, .instance = request.path, .trace_id = trace}));
}

void Exchange::try_later(std::string code, std::string text, int retry_after_ms) const {
  respond(problem_response(std::move(code), std::move(text),
                           {.status = 503,
                            .retry = Retry::later,
                            .retry_after_s = std::max(1, (retry_after_ms + 999) / 1000),
                            .instance = request.path,
                            .trace_id = trace}));
}

bool RunningKeys::enter(const std::string& key) {
  const std::lock_guard lock(mutex_);
  return keys_.insert(key).second;
}

void RunningKeys::leave(const std::string& key) {
  const std::lock_guard lock(mutex_);
  keys_.erase(key);
}

std::string position_text(ShardId shard, Position position) {
  return std::to_string(shard) + ":" + std::to_string(position);
}

std::string positions_text(const Positions& positions) {
  std::string text;
  for (const auto& [shard, position] : positions) {
    if (!text.empty()) text += ',';
    text += position_text(shard, position);
  }
  return text;
}

std::optional<Positions> positions_of(std::string_view text) {
  Positions positions;
  while (!text.empty()) {
    const auto item = text.substr(0, text.find(','));
    text.remove_prefix(std::min(item.size() + 1, text.size()));
    const auto colon = item.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto shard = number<ShardId>(item.substr(0, colon));
    const auto position = number<Position>(item.substr(colon + 1));
    if (!shard || !position || !positions.emplace(*shard, *position).second) return std::nullopt;
  }
  if (positions.empty()) return std::nullopt;
  return positions;
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  return number<std::uint64_t>(text);
}

std::vector<transport::HeaderView> header_views(const HttpRequest& request) {
  std::vector<transport::HeaderView> headers;
  for (const auto& [name, value] : request.headers) headers.push_back({name, value});
  return headers;
}

CommandHeader command_header(const Shared& shared, const Exchange& exchange, std::string actor) {
  CommandHeader header;
  header.cause.kind = Cause::Kind::request;
  header.at = shared.parts.now();
  header.correlation = exchange.trace;
  header.actor = std::move(actor);
  transport::read_trace(header_views(exchange.request), header.origin);
  return header;
}

std::string caller_of(const Exchange& exchange) {
  const auto user = exchange.request.header("Proffer-User");
  return user.empty() ? "http" : std::string(user);
}

std::string organization_of(const Exchange& exchange) {
  return std::string(exchange.request.header("Proffer-Organization"));
}

bool sees(const Exchange& exchange, const ProductOffer& offer) {
  const std::string organization = organization_of(exchange);
  return organization.empty() || domain::is_among(organization, offer.organizations);
}

void answer_no_offer(const Exchange& exchange, const std::string& id) {
  exchange.problem(404, "OFFER_NOT_FOUND",
                   "There is no offer " + in_quotes(id) + "; check the id, or create it first.");
}

void answer_without_outcome(const Exchange& exchange, const runtime::Reply& reply) {
  switch (reply.kind) {
    case runtime::Reply::Kind::overloaded:
      return exchange.try_later("OVERLOADED", "The node has as much to do as it may; try again.",
                                reply.retry_after_ms);
    case runtime::Reply::Kind::unavailable:
      return exchange.try_later("UNAVAILABLE", "The node is stopping; try again.",
                                reply.retry_after_ms);
    case runtime::Reply::Kind::refused:
      return exchange.problem(status_of_refusal(reply.problems), reply.problems);
    case runtime::Reply::Kind::done:
    case runtime::Reply::Kind::repeated:
    case runtime::Reply::Kind::duplicate: break;
  }
  exchange.problem(500, "OUTCOME_MISSING", "The request's outcome cannot be told; look it up.");
}

void refuse_as_of(const Exchange& exchange) {
  Problem problem;
  problem.code = "AS_OF_UNSUPPORTED";
  problem.text =
      "This is answered for now only; ask without asOf, or for one order, quote, account or "
      "workflow instance, or for definitions.";
  problem.field = "asOf";
  exchange.problem(400, Problems{std::move(problem)});
}

int status_of_refusal(const Problems& problems) {
  return !problems.empty() && problems.front().code == "ACCOUNT_NOT_FOUND" ? 404 : 422;
}

int status_of_mistake(const Problems& problems) {
  const std::string& code = problems.front().code;
  if (code == "BODY_TOO_LARGE") return 413;
  return code.starts_with("JSON_") ? 400 : 422;
}

void when(const Shared& shared, std::function<bool()> condition, int wait_ms_max,
          std::function<void(bool)> then) {
  if (condition()) return then(true);
  if (wait_ms_max <= 0) return then(false);
  const int poll_ms = shared.options.poll_ms;
  shared.parts.after(poll_ms, [&shared, condition = std::move(condition), wait_ms_max, poll_ms,
                               then = std::move(then)]() mutable {
    when(shared, std::move(condition), wait_ms_max - poll_ms, std::move(then));
  });
}

void at_position(const Shared& shared, const ExchangePtr& exchange, std::string_view projection,
                 std::function<void()> then) {
  const auto asked = exchange->request.header("Proffer-Min-Position");
  if (asked.empty()) return then();
  const auto positions = positions_of(asked);
  if (!positions) {
    return exchange->problem(400, "POSITION_INVALID",
                             "Proffer-Min-Position is not <shard>:<position>[,…]; give back what "
                             "Proffer-Position said.");
  }
  const auto reached = [&shared, projection = std::string(projection), positions = *positions] {
    return std::all_of(positions.begin(), positions.end(), [&](const auto& wanted) {
      return reached_by(shared, projection, wanted.first) >= wanted.second;
    });
  };
  when(shared, reached, shared.options.min_position_ms_max,
       [exchange, then = std::move(then)](bool in_time) {
         if (in_time) return then();
         exchange->try_later("POSITION_NOT_REACHED",
                             "What is asked for is not readable yet; try again.", 1'000);
       });
}

}  // namespace proffer::edge
