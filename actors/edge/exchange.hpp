// One request on its way through a handler, and what all handlers share. Not for use outside the
// edge.
#pragma once

#include "actors/edge/api.hpp"
#include "actors/edge/problem.hpp"
#include "events/transport/envelope.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace proffer::edge {

struct Exchange {
  HttpRequest request;
  std::string id;    // the path's parameter, decoded
  std::string part;  // its second one
  std::string
      trace;  // correlates what comes of it: correlation id, or the trace id of W3C traceparent
  Respond respond;

  void answer(HttpResponse response) const { respond(std::move(response)); }
  void answer(int status, const boost::json::object& body,
              std::vector<HttpHeader> headers = {}) const;
  void problem(int status, std::string code, std::string text) const;
  void problem(int status, const Problems& problems) const;
  // Something that passes: 503 with Retry-After.
  void try_later(std::string code, std::string text, int retry_after_ms) const;
};
using ExchangePtr = std::shared_ptr<const Exchange>;

// The requests with an Idempotency-Key that are being carried out now.
class RunningKeys {
 public:
  bool enter(const std::string& key);  // false: it is running already
  void leave(const std::string& key);

 private:
  std::mutex mutex_;
  std::unordered_set<std::string> keys_;  // no more than requests in flight
};

struct Shared {
  ApiParts parts;
  ApiOptions options;
  RunningKeys running;
};

// `0:123`: a shard and a position in it; several with commas between.
using Positions = std::map<ShardId, Position>;
std::string position_text(ShardId shard, Position position);
std::string positions_text(const Positions& positions);
std::optional<Positions> positions_of(std::string_view text);  // none: it is not that
std::optional<std::uint64_t> whole_number(std::string_view text);

// As the readers of CloudEvents and traces take them; they refer to the request.
std::vector<transport::HeaderView> header_views(const HttpRequest& request);

// The command's header for this request, addressed by nobody yet.
CommandHeader command_header(const Shared& shared, const Exchange& exchange, std::string actor);

// Who asks: the header Proffer-User, `http` without one. A user holds locks by that name.
std::string caller_of(const Exchange& exchange);

// The organization of who asks: the header Proffer-Organization. Empty: an operator, who sees every
// offer.
std::string organization_of(const Exchange& exchange);
// Whether who asks sees the offer: it is for their organization.
bool sees(const Exchange& exchange, const ProductOffer& offer);

// 404 OFFER_NOT_FOUND.
void answer_no_offer(const Exchange& exchange, const std::string& id);

// Answers for the replies that are no outcome: overloaded, unavailable and the like.
void answer_without_outcome(const Exchange& exchange, const runtime::Reply& reply);

// 404 for an addressee that is not there, else 422.
int status_of_refusal(const Problems& problems);
// Of a body that cannot be read: 413 for one that is too large, 400 for what is no JSON, else 422.
int status_of_mistake(const Problems& problems);

// Runs `then` once the projection has what Proffer-Min-Position asks for; answers 503 when it takes
// too long.
void at_position(const Shared& shared, const ExchangePtr& exchange, std::string_view projection,
                 std::function<void()> then);

// Runs `then(true)` as soon as `condition` holds, `then(false)` after `wait_ms_max`.
void when(const Shared& shared, std::function<bool()> condition, int wait_ms_max,
          std::function<void(bool)> then);

// Whether what a route answers can be had as of an earlier moment.
enum class AsOf : std::uint8_t { unsupported, supported };
// Answers 400 AS_OF_UNSUPPORTED, for a request that names such a moment.
void refuse_as_of(const Exchange& exchange);

using RouteHandler = void (*)(Shared&, const ExchangePtr&);
struct Route {
  std::string_view method;
  std::string_view pattern;  // `{…}` stands for one segment; at most two of them
  RouteHandler handler;
  AsOf as_of = AsOf::unsupported;
};
void post_response(Shared& shared, const ExchangePtr& exchange);
void put_catalogue(Shared& shared, const ExchangePtr& exchange);
void put_account(Shared& shared, const ExchangePtr& exchange);
void get_offer(Shared& shared, const ExchangePtr& exchange);
void get_products(Shared& shared, const ExchangePtr& exchange);
void get_orders(Shared& shared, const ExchangePtr& exchange);
void get_order(Shared& shared, const ExchangePtr& exchange);
void get_quotes(Shared& shared, const ExchangePtr& exchange);
void get_quote(Shared& shared, const ExchangePtr& exchange);
void get_accounts(Shared& shared, const ExchangePtr& exchange);
void get_account(Shared& shared, const ExchangePtr& exchange);
void get_stream(Shared& shared, const ExchangePtr& exchange);
void get_livez(Shared& shared, const ExchangePtr& exchange);
void get_readyz(Shared& shared, const ExchangePtr& exchange);
void get_metrics(Shared& shared, const ExchangePtr& exchange);

}  // namespace proffer::edge
