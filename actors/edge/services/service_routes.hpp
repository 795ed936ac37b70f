// The web services: operations by name that apply offers and change accounts, and the workflow
// instances that wait for a choice. Not for use outside the edge.
#pragma once

#include "actors/edge/exchange.hpp"
#include "events/transport/service_call.hpp"

#include <array>
#include <cstdint>

namespace proffer::edge {

void post_service(Shared& shared, const ExchangePtr& exchange);
void get_workflow(Shared& shared, const ExchangePtr& exchange);
void post_workflow_choice(Shared& shared, const ExchangePtr& exchange);
void post_workflow_cancel(Shared& shared, const ExchangePtr& exchange);
// The same by the name of an operation.
void call_workflow(Shared& shared, const ExchangePtr& exchange,
                   const transport::WorkflowCall& call);

// How a caller hears that nothing was changed: as the operation's outcome, or as a problem with a
// status of its own.
enum class Refusals : std::uint8_t { told, problems };
void change_account(Shared& shared, const ExchangePtr& exchange, const transport::AccountCall& call,
                    Refusals refusals);
void get_penalty(Shared& shared, const ExchangePtr& exchange);

inline constexpr std::array<Route, 5> service_routes = {{
    {"POST", "/v1/services/{operation}", post_service, AsOf::supported},
    {"GET", "/v1/workflows/{id}", get_workflow, AsOf::supported},
    {"POST", "/v1/workflows/{id}/choice", post_workflow_choice},
    {"POST", "/v1/workflows/{id}/cancel", post_workflow_cancel},
    {"GET", "/v1/accounts/{id}/penalty", get_penalty},
}};

}  // namespace proffer::edge
