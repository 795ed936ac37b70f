#include "actors/edge/queries/account_state.hpp"

#include "actors/edge/listing.hpp"
#include "actors/runtime/aggregate.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace proffer::edge {
namespace {

using domain::Account;

store::Result<void> fold_until(const store::Log& log, const StreamId& stream, const Moment& moment,
                               Account::State& state) {
  const auto events = log.read_stream(stream, 1);
  if (!events) return tl::unexpected(events.error());
  for (const RecordedEvent& recorded : *events) {
    if (!moment.includes(recorded)) break;
    if (recorded.type == CommandRefused::type || recorded.type == CommandRepeated::type) continue;
    const auto event =
        codec::decode<Account::Event>(recorded.type, recorded.schema, recorded.payload);
    if (!event) return tl::unexpected(runtime::unreadable(recorded, event.error()));
    Account::evolve(state, *event);
  }
  return {};
}

store::Result<Account::State> state_as_of(const store::Log& log, const StreamId& own,
                                          const Moment& moment) {
  Account::State state;
  if (auto folded = fold_until(log, own, moment, state); !folded) {
    return tl::unexpected(folded.error());
  }
  for (const StreamId& stream : Account::owned_streams(state)) {
    if (auto folded = fold_until(log, stream, moment, state); !folded) {
      return tl::unexpected(folded.error());
    }
  }
  return state;
}

// The definitions that go with the account as of that moment.
store::Result<CatalogueAt> definitions_at(const Shared& shared, const AccountId& account,
                                          const std::optional<Moment>& moment) {
  if (!moment) return CatalogueAt{shared.parts.gate.catalogue(), shared.parts.now(), {}};
  const store::Log& log = shared.parts.log;
  if (moment->time) return catalogue_as_of(log, *moment);
  if (moment->definitions) return catalogue_as_of(log, {.end = *moment->definitions});
  const ShardId shard = shard_of({Category::account, account.value}, log.data_shards());
  const Position end = std::min(moment->end, log.end(shard));
  Moment decided;
  Instant at;
  if (end > 0) {
    const auto last = log.read(shard, end - 1, 1, [&](const RecordedEvent& event) {
      decided.end = event.command.catalogue;
      at = event.recorded;
      return false;
    });
    if (!last) return tl::unexpected(last.error());
  }
  auto then = catalogue_as_of(log, decided);
  if (then) then->at = at;
  return then;
}

}  // namespace

store::Result<Account::State> account_state(const store::Log& log, const AccountId& id,
                                            const std::optional<Moment>& as_of) {
  const StreamId own{Category::account, id.value};
  if (as_of) return state_as_of(log, own, *as_of);
  runtime::Aggregate<Account> aggregate(own, shard_of(own, log.data_shards()), {});
  if (auto loaded = aggregate.load(log); !loaded) return tl::unexpected(loaded.error());
  return aggregate.state();
}

tl::expected<std::optional<Moment>, Problem> asked_moment(const Shared& shared,
                                                          const Exchange& exchange,
                                                          const AccountId& account) {
  return asked_moment(exchange,
                      shard_of({Category::account, account.value}, shared.parts.log.data_shards()));
}

tl::expected<std::optional<Moment>, Problem> asked_moment(const Exchange& exchange, ShardId shard) {
  const auto as_of = exchange.request.parameter("asOf");
  if (!as_of) return std::nullopt;
  if (auto moment = moment_of(*as_of, shard)) return moment;
  return tl::unexpected(mistake(
      "AS_OF_INVALID",
      "asOf is neither an RFC 3339 time nor a position of shard " + std::to_string(shard) + ".",
      "asOf"));
}

void with_state(const Shared& shared, const ExchangePtr& exchange, const AccountId& account,
                WithState then) {
  const auto moment = asked_moment(shared, *exchange, account);
  if (!moment) return exchange->problem(400, Problems{moment.error()});
  at_position(shared, exchange, "catalogue",
              [&shared, exchange, account, moment = *moment, then = std::move(then)] {
                const auto definitions = definitions_at(shared, account, moment);
                if (!definitions) return answer_store_failure(*exchange, definitions.error());
                const auto state = account_state(shared.parts.log, account, moment);
                if (!state) return answer_store_failure(*exchange, state.error());
                then(*state, *definitions);
              });
}

void with_account(const Shared& shared, const ExchangePtr& exchange, const AccountId& account,
                  WithState then) {
  with_state(shared, exchange, account,
             [exchange, account, then = std::move(then)](const Account::State& state,
                                                         const CatalogueAt& definitions) {
               if (Account::exists(state)) return then(state, definitions);
               exchange->problem(404, "ACCOUNT_NOT_FOUND",
                                 "There is no account '" + account.value + "'; check the id.");
             });
}

Problem store_failure(const store::StoreError& error) {
  return {.code = "STORE_FAILED", .text = "The log cannot be read: " + error.detail + "."};
}

void answer_store_failure(const Exchange& exchange, const store::StoreError& error) {
  exchange.problem(500, Problems{store_failure(error)});
}

}  // namespace proffer::edge
