// Reading: everything here may be called from any thread.
#include "store/bytes.hpp"
#include "store/frame_events.hpp"
#include "store/frame_walk.hpp"
#include "store/rocks_log.hpp"

#include <algorithm>

namespace proffer::store {
namespace {

// Adds the events of one run of a stream; they must be what the index says.
Result<void> add_run(const Frame& frame, const Run& run, const StreamId& stream,
                     std::uint64_t from_version, std::vector<RecordedEvent>& events) {
  const auto command = command_at(frame, run.offset, run.first);
  if (!command) {
    return tl::unexpected(at_frame(frame.header.shard, frame.header.first, command.error()));
  }
  std::uint64_t version = std::max(run.version, from_version);
  bool in_order = true;
  auto visited = visit_command(frame, *command, [&](const RecordedEvent& event) {
    if (event.stream != stream || event.version < from_version) return true;
    in_order = in_order && event.version == version++;
    events.push_back(event);
    return true;
  });
  if (!visited) return visited;
  if (in_order && version == run.version + run.count) return {};
  return tl::unexpected(damaged_frame(frame.header.shard, frame.header.first,
                                      "it does not hold what the index says of " +
                                          to_string(stream) +
                                          ": remove the folder `derived`, it is made anew"));
}

}  // namespace

Result<Position> RocksLog::read(ShardId id, Position from, std::size_t bytes_max,
                                const std::function<bool(const RecordedEvent&)>& visit) const {
  const Shard& shard = this->shard(id);
  const Position end = shard.end.load(std::memory_order_acquire);
  FrameWalk walk{*log_, shard.family, id};
  std::size_t bytes = 0;
  bool stopped = false;
  const auto counted = [&](const RecordedEvent& event) {
    bytes += event.payload.size() + event.type.size() + event.stream.key.size();
    stopped = !visit(event) || bytes >= bytes_max;
    return !stopped;
  };
  Position position = from;
  while (position < end && !stopped) {
    const std::shared_ptr<const std::string> recent = recent_.find(id, position);
    const auto frame = recent ? parse_frame(*recent, FrameCheck::none) : walk.frame_with(position);
    if (!frame) return tl::unexpected(frame.error());
    const auto next = visit_frame(*frame, position, counted);
    if (!next) return tl::unexpected(next.error());
    position = *next;
  }
  return position;
}

Result<std::shared_ptr<const std::string>> RocksLog::frame_at(const Shard& shard,
                                                              Position first) const {
  if (auto recent = recent_.find(shard.id(), first)) return recent;
  auto bytes = std::make_shared<std::string>();
  const auto status =
      (*log_)->Get({}, log_->family(shard.family), frame_key(shard.id(), first), bytes.get());
  if (!status.ok()) {
    return tl::unexpected(at_frame(shard.id(), first, error_of(status, "reading")));
  }
  return bytes;
}

Result<std::vector<RecordedEvent>> RocksLog::read_stream(const StreamId& stream,
                                                         std::uint64_t from_version) const {
  const Shard& shard = this->shard(shard_of(stream, options_.shards));
  const auto runs = index_->runs(stream, from_version);
  if (!runs) return tl::unexpected(runs.error());
  std::vector<RecordedEvent> events;
  std::shared_ptr<const std::string> bytes;
  std::optional<Frame> frame;
  for (const Run& run : *runs) {
    if (!frame || frame->header.first != run.frame) {
      auto found = frame_at(shard, run.frame);
      if (!found) return tl::unexpected(std::move(found.error()));
      bytes = std::move(*found);
      auto parsed = parse_frame(*bytes, FrameCheck::crc);
      if (!parsed) {
        return tl::unexpected(at_frame(shard.id(), run.frame, std::move(parsed.error())));
      }
      frame = *parsed;
    }
    if (auto added = add_run(*frame, run, stream, from_version, events); !added) {
      return tl::unexpected(std::move(added.error()));
    }
  }
  return events;
}

Result<std::uint64_t> RocksLog::stream_version(const StreamId& stream) const {
  return index_->version(stream);
}

bool RocksLog::is_done(ShardId id, const Cause& cause) const {
  const std::shared_lock lock{seen_};
  return shard(id).inbox.is_done(cause);
}

std::uint64_t RocksLog::low_mark(ShardId id, Cause::Kind kind, std::uint32_t source) const {
  const std::shared_lock lock{seen_};
  return shard(id).inbox.low_mark(kind, source);
}

Result<LogStats> RocksLog::stats() const {
  const std::shared_lock lock{seen_};
  LogStats stats;
  stats.log_id = log_id_;
  stats.timeline = timeline_;
  for (const auto& known : shards_) {
    const Checkpoint& seen = known->known;
    stats.shards.push_back(
        {known->id(), seen.last.end, seen.frames, seen.frame_bytes, seen.last.hash});
  }
  return stats;
}

namespace {

std::string snapshot_key(const StreamId& stream) {
  std::string key(1, static_cast<char>(stream.category));
  return key += stream.key;
}

}  // namespace

std::optional<Snapshot> RocksLog::load_snapshot(const StreamId& stream) const {
  std::string bytes;
  const auto status =
      (*derived_)->Get({}, derived_->family(Rocks::snapshots), snapshot_key(stream), &bytes);
  if (!status.ok()) return std::nullopt;  // throw-away: read the stream instead
  ByteReader reader{bytes};
  Snapshot snapshot;
  snapshot.version = reader.le<std::uint64_t>();
  snapshot.position = reader.le<std::uint64_t>();
  snapshot.fingerprint = reader.le<std::uint64_t>();
  snapshot.bytes = reader.take(reader.left());
  if (!reader.ok()) return std::nullopt;
  return snapshot;
}

Result<void> RocksLog::save_snapshot(const StreamId& stream, const Snapshot& snapshot) {
  std::string bytes;
  put_le<std::uint64_t>(bytes, snapshot.version);
  put_le<std::uint64_t>(bytes, snapshot.position);
  put_le<std::uint64_t>(bytes, snapshot.fingerprint);
  bytes += snapshot.bytes;
  rocksdb::WriteOptions options;
  options.disableWAL = true;
  const auto status =
      (*derived_)->Put(options, derived_->family(Rocks::snapshots), snapshot_key(stream), bytes);
  if (!status.ok()) return tl::unexpected(error_of(status, "saving a snapshot"));
  return {};
}

}  // namespace proffer::store
