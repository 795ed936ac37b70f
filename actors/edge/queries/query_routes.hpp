// The questions that are answered by folding streams of the log: nothing they do leaves a trace.
// Not for use outside the edge.
#pragma once

#include "actors/edge/exchange.hpp"
#include "events/transport/service_call.hpp"

#include <array>

namespace proffer::edge {

void get_recommendations(Shared& shared, const ExchangePtr& exchange);
void post_recommendations(Shared& shared, const ExchangePtr& exchange);
// The same for a structure or products that the call brings.
void recommend_for(const Shared& shared, const ExchangePtr& exchange,
                   const transport::QueryCall& call);
void get_offers(Shared& shared, const ExchangePtr& exchange);
void get_offer_structure(Shared& shared, const ExchangePtr& exchange);
void get_message_types(Shared& shared, const ExchangePtr& exchange);
void get_account_summary(Shared& shared, const ExchangePtr& exchange);
void get_order_explanation(Shared& shared, const ExchangePtr& exchange);
void get_quote_explanation(Shared& shared, const ExchangePtr& exchange);
void get_memberships(Shared& shared, const ExchangePtr& exchange);
void get_membership(Shared& shared, const ExchangePtr& exchange);
void get_promotion_groups(Shared& shared, const ExchangePtr& exchange);
void post_simulation(Shared& shared, const ExchangePtr& exchange);

inline constexpr std::array<Route, 12> query_routes = {{
    {"GET", "/v1/accounts/{id}/recommendations", get_recommendations, AsOf::supported},
    {"POST", "/v1/accounts/{id}/recommendations", post_recommendations, AsOf::supported},
    {"GET", "/v1/offers", get_offers},
    {"GET", "/v1/offers/{id}/structure", get_offer_structure, AsOf::supported},
    {"GET", "/v1/message-types", get_message_types, AsOf::supported},
    {"GET", "/v1/accounts/{id}/summary", get_account_summary, AsOf::supported},
    {"GET", "/v1/orders/{id}/explain", get_order_explanation, AsOf::supported},
    {"GET", "/v1/quotes/{id}/explain", get_quote_explanation, AsOf::supported},
    {"GET", "/v1/memberships", get_memberships, AsOf::supported},
    {"GET", "/v1/memberships/{id}", get_membership, AsOf::supported},
    {"GET", "/v1/promotion-groups", get_promotion_groups, AsOf::supported},
    {"POST", "/v1/simulations", post_simulation, AsOf::supported},
}};

}  // namespace proffer::edge
