// Requests that are carried out once, however often they are sent: the Idempotency-Key draft over
// the request keys that aggregates remember. Not for use outside the edge.
#pragma once

#include "actors/edge/exchange.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace proffer::edge {

// The request key of the Idempotency-Key header; empty: there is none. IDEMPOTENCY_KEY_INVALID.
tl::expected<std::string, Problem> idempotency_key(const Exchange& exchange);

// Submits the command, whose header has the key and the body's hash. While the same request is
// being carried out it is answered with 409.
void submit_keyed(Shared& shared, const ExchangePtr& exchange, runtime::Request command,
                  std::function<void(const runtime::Reply&)> tell);

// The same for a request of which only the addressee and the command are set: its header says that
// `actor` asks, under the exchange's key, and that a request with another `content` is another one.
// Answers 400 for a key that is none, and for `asOf`: nothing is changed in the past.
void submit_once(Shared& shared, const ExchangePtr& exchange, runtime::Request asked,
                 std::string actor, std::string_view content,
                 std::function<void(const runtime::Reply&)> tell);

}  // namespace proffer::edge
