// Where the events of a stream stand, and at which version it is. What was appended last is kept in
// memory; when that exceeds `tail_events_max` it is written down sorted, by a thread of its own,
// together with a checkpoint of all that else is derived from frames. On open only the frames
// behind the checkpoint are read again.
#pragma once

#include "store/end_mark.hpp"
#include "store/log.hpp"
#include "store/rocks.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <rocksdb/slice_transform.h>

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace proffer::store {

// One command's events of one stream.
struct Run {
  Position frame = 0;         // first position of the frame
  std::uint32_t offset = 0;   // of the command in the frame
  Position first = 0;         // position of the command's first event, of whatever stream
  std::uint64_t version = 0;  // of the first event of this stream
  std::uint32_t count = 0;    // events of this stream, versions without a gap
};

// What a shard's derived state was when the frames before `last.end` had been seen.
struct Checkpoint {
  LastFrame last;
  std::uint64_t frames = 0;
  std::uint64_t frame_bytes = 0;
  Position catalogue = 0;  // newest one recorded
  std::string inbox;
};

// Keys of one stream are neighbours, newest first; their common part is what the filters know.
std::shared_ptr<const rocksdb::SliceTransform> stream_prefix();

class StreamIndex {
 public:
  struct Limits {
    std::size_t tail_events_max = 0;
    std::size_t versions_max = 0;  // streams whose version is remembered besides the tails'
  };
  // Starts the writing thread unless read-only. `derived` outlives the index.
  StreamIndex(const Database& derived, std::string log_id, Limits limits, Access access);
  ~StreamIndex();
  StreamIndex(const StreamIndex&) = delete;
  StreamIndex& operator=(const StreamIndex&) = delete;

  // The checkpoints on disk; empty when there is none for this log.
  Result<std::vector<Checkpoint>> checkpoints() const;

  // What the writer knows of a stream.
  struct Newest {
    std::uint64_t version = 0;  // durable: what readers see
    std::uint64_t staged = 0;   // with the batch under way: the writer's own
    std::uint32_t last = 0;     // index + 1 of its newest run in the tail; 0: none
  };
  struct Addition {
    Newest* stream = nullptr;
    Run run;
  };

  // The writer's side, one thread. Versions of a stream follow each other.
  // The stream's entry in memory, made where there is none. Valid until the next `seal`.
  Result<Newest*> entry(const StreamId& stream);
  // What became durable together.
  void add(std::span<const Addition> additions);
  // One run of frames read again when the log is opened.
  void add(const StreamId& stream, const Run& run);
  // True when the tail should be sealed: the caller then gives the checkpoints of all shards.
  bool wants_seal() const;
  // Waits while the one sealed before is still being written. An error is fatal.
  Result<void> seal(std::vector<Checkpoint> checkpoints);

  // Any thread.
  Result<std::uint64_t> version(const StreamId& stream) const;
  // Runs that hold events with version >= from_version, in order.
  Result<std::vector<Run>> runs(const StreamId& stream, std::uint64_t from_version) const;

 private:
  struct LinkedRun {
    Run run;
    std::uint32_t previous = 0;  // index + 1 of the stream's run before; 0: none
  };
  // Might throw, for all that its type says: only then libstdc++ keeps a key's hash beside it, and
  // does not compute those of its neighbours in every look-up.
  struct Hash {
    std::size_t operator()(const StreamId& stream) const { return std::hash<StreamId>{}(stream); }
  };
  using Streams = std::unordered_map<StreamId, Newest, Hash>;
  // Most of what is looked up here is not here: a flat map tells from one line of memory.
  using Versions = boost::unordered_flat_map<StreamId, std::uint64_t, Hash>;
  struct Tail {
    Streams streams;
    std::vector<LinkedRun> runs;
    std::size_t events = 0;
    std::vector<Checkpoint> checkpoints;  // when sealed
  };

  void link(Newest& newest, const Run& run);
  std::optional<std::uint64_t> version_behind_tail(const StreamId& stream) const;
  Result<std::uint64_t> version_on_disk(const StreamId& stream) const;
  void write_sealed();
  Result<void> write(const Tail& tail);
  void remember_versions(std::unique_lock<std::mutex>& lock);
  static void collect(const Tail& tail, const StreamId& stream, std::uint64_t from_version,
                      std::vector<Run>& newest_first);
  Result<std::vector<Run>> runs_on_disk(const StreamId& stream, std::uint64_t from_version,
                                        std::uint64_t before_version) const;

  const Database& derived_;
  std::string log_id_;
  Limits limits_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Tail tail_;  // changed by the writer alone, which therefore looks into it without the lock
  std::unique_ptr<Tail> sealed_;  // being written; its versions go to `recent_` when it is
  bool written_ = false;          // `sealed_` is on disk: its runs are of no use any more
  // Of streams whose runs are all on disk; the older ones are forgotten when the recent ones are
  // many. A stream's version is the one in the first of tail, sealed, recent and older to have it.
  Versions recent_;
  Versions older_;
  std::optional<StoreError> failed_;
  bool stopping_ = false;
  std::thread writer_;
};

}  // namespace proffer::store
