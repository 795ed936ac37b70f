#include "projections/projection.hpp"

#include "events/codec/codec.hpp"

#include <optional>

namespace proffer::projections {

namespace {

using store::StoreError;

constexpr std::size_t step_bytes_max = 4 * 1024 * 1024;

StoreError undecodable(const RecordedEvent& recorded, const codec::CodecError& error) {
  const auto kind = error.kind == codec::CodecError::Kind::newer_version
                        ? StoreError::Kind::newer_format
                        : StoreError::Kind::damaged;
  return {kind, recorded.type + " at position " + std::to_string(recorded.position) + " of shard " +
                    std::to_string(recorded.shard) + " cannot be decoded: " + error.detail};
}

// The next step's changes and where it ends.
struct Step {
  Rows rows;
  Position next = 0;
};

store::Result<Step> read_step(Projection& projection, const store::Log& log, ShardId shard,
                              Position from, std::size_t events_max) {
  Step step;
  step.next = from;
  std::size_t events = 0;
  std::optional<CommandHeader> command;  // of the last event taken
  std::optional<StoreError> error;
  const auto take = [&](const RecordedEvent& recorded) {
    if (events >= events_max && recorded.command != command) return false;
    if (projection.reads(recorded.type)) {
      const auto event = codec::decode<Event>(recorded.type, recorded.schema, recorded.payload);
      if (!event) {
        error = undecodable(recorded, event.error());
        return false;
      }
      projection.apply(recorded, *event, step.rows);
    }
    ++events;
    if (events >= events_max) command = recorded.command;
    step.next = recorded.position + 1;
    return true;
  };
  const auto read = log.read(shard, from, step_bytes_max, take);
  if (!read) return tl::unexpected(read.error());
  if (error) return tl::unexpected(std::move(*error));
  return step;
}

}  // namespace

store::Result<Position> catch_up(Projection& projection, const store::Log& log,
                                 store::Tables& tables, ShardId shard, std::size_t events_max) {
  auto checkpoint = tables.checkpoint(projection.table_name(), shard);
  if (!checkpoint) return checkpoint;
  Position position = *checkpoint;
  const Position end = log.end(shard);
  while (position < end) {
    const auto step = read_step(projection, log, shard, position, events_max);
    if (!step) return tl::unexpected(step.error());
    CHECK(step->next > position);
    const auto written =
        tables.write(projection.table_name(), shard, step->next, step->rows.changes());
    if (!written) return tl::unexpected(written.error());
    position = step->next;
  }
  return position;
}

}  // namespace proffer::projections
