// Calls that only look: answered from what is durable, the same for HTTP and for records of a
// topic. Not for use outside the edge.
#pragma once

#include "actors/domain/account/account.hpp"
#include "actors/edge/exchange.hpp"
#include "actors/runtime/gate.hpp"
#include "events/request.hpp"
#include "events/transport/service_call.hpp"

#include <functional>

namespace proffer::edge {

// Offers applied in memory. Why they cannot be goes to `failed` with the call, for their account to
// record it.
void show_offers(
    const Shared& shared, const ExchangePtr& exchange, domain::Account::ApplyOffers call,
    std::function<void(const domain::Account::ApplyOffers&, OfferApplicationFailed)> failed);
// What a change to an account would do.
void show_change(const Shared& shared, const ExchangePtr& exchange,
                 const transport::AccountCall& call);
void answer_query(Shared& shared, const ExchangePtr& exchange, const transport::QueryCall& query);

// What HTTP would answer, at once; what is no answer there is an error in it.
runtime::Answered answer_question(Shared& shared, const transport::ServiceCall& call);

}  // namespace proffer::edge
