// An earlier moment that a read asks for.
#pragma once

#include "events/envelope.hpp"

#include <optional>
#include <string_view>

namespace proffer::edge {

// Everything recorded up to a time, or before a position.
struct Moment {
  std::optional<Instant> time;
  Position end = 0;
  std::optional<Position> definitions;  // of the reference shard, where that is named as well
  bool includes(const RecordedEvent& event) const {
    return time ? event.recorded <= *time : event.position < end;
  }
};

// `asOf`: an RFC 3339 time, a position of the shard, or `<shard>:<position>[,…]` with one of it.
// None: it is nothing of the kind.
std::optional<Moment> moment_of(std::string_view text, ShardId shard);

}  // namespace proffer::edge
