// What becomes of saved documents, and the activities of accounts. Not for use outside the edge.
#pragma once

#include "actors/edge/exchange.hpp"

#include <array>

namespace proffer::edge {

void post_order_submit(Shared& shared, const ExchangePtr& exchange);
void post_order_complete(Shared& shared, const ExchangePtr& exchange);
void post_order_cancel(Shared& shared, const ExchangePtr& exchange);
void post_quote_accept(Shared& shared, const ExchangePtr& exchange);
void post_quote_expire(Shared& shared, const ExchangePtr& exchange);
void post_quote_cancel(Shared& shared, const ExchangePtr& exchange);
void get_activities(Shared& shared, const ExchangePtr& exchange);
void post_activity(Shared& shared, const ExchangePtr& exchange);
void post_activity_complete(Shared& shared, const ExchangePtr& exchange);

inline constexpr std::array<Route, 9> document_routes = {{
    {"POST", "/v1/orders/{id}/submit", post_order_submit},
    {"POST", "/v1/orders/{id}/complete", post_order_complete},
    {"POST", "/v1/orders/{id}/cancel", post_order_cancel},
    {"POST", "/v1/quotes/{id}/accept", post_quote_accept},
    {"POST", "/v1/quotes/{id}/expire", post_quote_expire},
    {"POST", "/v1/quotes/{id}/cancel", post_quote_cancel},
    {"GET", "/v1/accounts/{id}/activities", get_activities},
    {"POST", "/v1/accounts/{id}/activities", post_activity},
    {"POST", "/v1/accounts/{id}/activities/{activityId}/complete", post_activity_complete},
}};

}  // namespace proffer::edge
