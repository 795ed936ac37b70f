// An account as its decider sees it, for questions that are answered without its actor: folded from
// its streams in the log, so that nothing can be behind and nothing is written.
#pragma once

#include "actors/domain/account/account.hpp"
#include "actors/edge/exchange.hpp"
#include "actors/edge/queries/catalogue_at.hpp"
#include "actors/edge/queries/moment.hpp"
#include "store/log.hpp"

#include <functional>
#include <optional>

namespace proffer::edge {

// As of now, from the snapshot and the events after it; as of a moment, from all events up to it.
// An id without an account gives a state whose id is empty.
store::Result<domain::Account::State> account_state(const store::Log& log, const AccountId& id,
                                                    const std::optional<Moment>& as_of);

// The moment that the request's `asOf` names, for what lives in the shard; none: now.
// AS_OF_INVALID.
tl::expected<std::optional<Moment>, Problem> asked_moment(const Exchange& exchange, ShardId shard);
// The same for the account's shard.
tl::expected<std::optional<Moment>, Problem> asked_moment(const Shared& shared,
                                                          const Exchange& exchange,
                                                          const AccountId& account);

using WithState = std::function<void(const domain::Account::State&, const CatalogueAt&)>;

// Runs `then` with the account and the newest catalogue that the request waits for, or with both as
// of the moment that it asks for; or answers why it cannot: 400, 503. Where that moment is a
// position of the account's shard alone, the catalogue is the one that was decided by then. An id
// without an account gives a state whose id is empty.
void with_state(const Shared& shared, const ExchangePtr& exchange, const AccountId& account,
                WithState then);
// The same, with 404 ACCOUNT_NOT_FOUND for an id without an account.
void with_account(const Shared& shared, const ExchangePtr& exchange, const AccountId& account,
                  WithState then);

// The log cannot be read: STORE_FAILED.
Problem store_failure(const store::StoreError& error);
// The same as an answer, 500.
void answer_store_failure(const Exchange& exchange, const store::StoreError& error);

}  // namespace proffer::edge
