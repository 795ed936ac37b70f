// Commands on definitions, and definitions as their authors see them. Not for use outside the edge.
#pragma once

#include "actors/edge/exchange.hpp"

#include <array>

namespace proffer::edge {

void post_offer(Shared& shared, const ExchangePtr& exchange);
void post_offer_command(Shared& shared, const ExchangePtr& exchange);
void post_catalogue_command(Shared& shared, const ExchangePtr& exchange);
void get_definition(Shared& shared, const ExchangePtr& exchange);
void get_catalogue(Shared& shared, const ExchangePtr& exchange);
void get_definitions(Shared& shared, const ExchangePtr& exchange);
void get_variable_maps(Shared& shared, const ExchangePtr& exchange);

inline constexpr std::array<Route, 7> definition_routes = {{
    {"POST", "/v1/offers", post_offer},
    {"POST", "/v1/offers/{id}/commands/{command}", post_offer_command},
    {"GET", "/v1/offers/{id}/definition", get_definition, AsOf::supported},
    {"GET", "/v1/definitions", get_definitions, AsOf::supported},
    {"GET", "/v1/variable-maps", get_variable_maps, AsOf::supported},
    {"GET", "/v1/catalogue", get_catalogue, AsOf::supported},
    {"POST", "/v1/catalogue/commands/{command}", post_catalogue_command},
}};

}  // namespace proffer::edge
