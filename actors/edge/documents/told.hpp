// Tells an account what to do, and answers with what came of it. Not for use outside the edge.
#pragma once

#include "actors/domain/account/account.hpp"
#include "actors/edge/exchange.hpp"

#include <functional>

namespace proffer::edge {

// Hands the command to the account, once for an Idempotency-Key, and calls `done` with the reply
// when it was carried out, now or the first time. Answers what was refused.
void tell_account(Shared& shared, const ExchangePtr& exchange, const AccountId& account,
                  domain::Account::Command command,
                  std::function<void(const runtime::Reply&)> done);

// What was refused, now or the first time; nullptr: nothing was.
const Problems* refusal_in(const runtime::Reply& reply);
// 404 for what is not there, 409 for a document or activity in the wrong state, else 422.
void refuse(const Exchange& exchange, const Problems& problems);

}  // namespace proffer::edge
