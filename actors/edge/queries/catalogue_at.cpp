#include "actors/edge/queries/catalogue_at.hpp"

#include "actors/edge/queries/account_state.hpp"
#include "actors/runtime/aggregate.hpp"

#include <optional>
#include <utility>

namespace proffer::edge {
namespace {

using domain::Catalogue;

constexpr std::size_t step_bytes_max = 4 * 1024 * 1024;

}  // namespace

store::Result<CatalogueAt> catalogue_as_of(const store::Log& log, const Moment& moment) {
  CatalogueAt then{std::make_shared<const Catalogue>(), {}, {}};
  Position next = 0;
  bool within = true;
  while (within && next < log.end(reference_shard)) {
    std::vector<Event> events;
    std::optional<store::StoreError> unreadable;
    const auto visit = [&](const RecordedEvent& recorded) {
      within = moment.includes(recorded);
      if (!within) return false;
      auto event = codec::decode<Event>(recorded.type, recorded.schema, recorded.payload);
      if (!event) {
        unreadable = runtime::unreadable(recorded, event.error());
        return false;
      }
      events.push_back(*std::move(event));
      then.at = recorded.recorded;
      next = recorded.position + 1;
      return true;
    };
    const auto reached = log.read(reference_shard, next, step_bytes_max, visit);
    if (!reached) return tl::unexpected(reached.error());
    if (unreadable) return tl::unexpected(*std::move(unreadable));
    then.catalogue = std::make_shared<const Catalogue>(then.catalogue->with(events, next));
  }
  if (moment.time) then.at = *moment.time;
  then.headers = {{"Proffer-As-Of", position_text(reference_shard, next)}};
  return then;
}

void with_catalogue(const Shared& shared, const ExchangePtr& exchange,
                    std::function<void(const CatalogueAt&)> then) {
  const auto moment = asked_moment(*exchange, reference_shard);
  if (!moment) return exchange->problem(400, Problems{moment.error()});
  if (*moment) {
    const auto earlier = catalogue_as_of(shared.parts.log, **moment);
    if (!earlier) return answer_store_failure(*exchange, earlier.error());
    return then(*earlier);
  }
  at_position(shared, exchange, "catalogue", [&shared, then = std::move(then)] {
    then({shared.parts.gate.catalogue(), shared.parts.now(), {}});
  });
}

}  // namespace proffer::edge
