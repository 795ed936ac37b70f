#include "actors/edge/queries/moment.hpp"

#include "actors/edge/exchange.hpp"
#include "events/transport/rfc3339.hpp"

namespace proffer::edge {

std::optional<Moment> moment_of(std::string_view text, ShardId shard) {
  if (const auto time = transport::parse_rfc3339(text)) return Moment{.time = *time};
  if (const auto end = whole_number(text)) return Moment{.end = *end};
  const auto positions = positions_of(text);
  if (!positions || !positions->contains(shard)) return std::nullopt;
  Moment moment{.end = positions->at(shard)};
  const auto definitions = positions->find(reference_shard);
  if (definitions != positions->end()) moment.definitions = definitions->second;
  return moment;
}

}  // namespace proffer::edge
