#include "actors/edge/folded_rows.hpp"

#include "actors/edge/queries/account_state.hpp"
#include "events/codec/codec.hpp"

#include <algorithm>

namespace proffer::edge {
tl::expected<FoldedUntil, Problem> rows_as_of(const store::Log& log,
                                              projections::Projection& projection,
                                              const StreamId& stream, const Moment& moment) {
  projections::Rows rows;
  FoldedUntil folded;
  std::vector<StreamId> streams = {stream};
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const auto events = log.read_stream(StreamId(streams[i]), 1);
    if (!events) return tl::unexpected(store_failure(events.error()));
    for (const auto& recorded : *events) {
      if (!moment.includes(recorded)) break;
      folded.end = std::max(folded.end, recorded.position + 1);
      if (!projection.reads(recorded.type)) continue;
      const auto event = codec::decode<Event>(recorded.type, recorded.schema, recorded.payload);
      if (!event) {
        return tl::unexpected(Problem{
            .code = "EVENT_UNREADABLE",
            .text = "An event of the stream cannot be read: " + event.error().detail + "."});
      }
      projection.apply(recorded, *event, rows);
      // Whether a response still waits stands in the stream of the instance that waits.
      if (const auto* waiting = std::get_if<OfferResponseWaiting>(&*event)) {
        streams.push_back({Category::workflow, waiting->workflow.value});
      }
    }
  }
  const ShardId shard = shard_of(stream, log.data_shards());
  if (const auto kept =
          folded.rows.write(projection.table_name(), shard, folded.end, rows.changes());
      !kept) {
    return tl::unexpected(store_failure(kept.error()));
  }
  return folded;
}

}  // namespace proffer::edge
