// The log: the only truth. Shards of gap-free positions in hash-chained frames, one synced write
// for everything that arrives together, an inbox that makes inputs count exactly once. See
// FORMAT.md for the bytes.
//
// One writer (append, open), any number of readers on any thread. RocksDB does not show here.
#pragma once

#include "events/envelope.hpp"
#include "events/stream.hpp"

#include <tl/expected.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace proffer::store {

struct StoreError {
  enum class Kind {
    io,            // a write, read or sync failed: fatal, leave the process
    damaged,       // bytes that fail their hash, a gap, or a log that ends before its end mark
    locked,        // another process holds the folder
    foreign,       // not this log: another id, another number of shards
    newer_format,  // written by a newer program
    not_found,
  };
  Kind kind = Kind::io;
  std::string detail;  // what, where (shard, position and what else is known), likely fix
};
template <class T>
using Result = tl::expected<T, StoreError>;

struct LogOptions {
  std::filesystem::path folder;
  std::uint16_t shards = 1;  // on creation; afterwards it must match, but not for a reader
  std::size_t frame_bytes_max = 768 * 1024;
  std::size_t index_tail_events_max = 200'000;  // events replayed at most when the log is opened
  std::size_t memory_bytes_max = 256 * 1024 * 1024;  // write buffers and block cache together
  std::size_t prewritten_bytes_max = 1024 * 1024;    // zeros behind the end of a write-ahead file
  std::function<Instant()> now;                      // the clock of frames; required
  // For what is due after a while, whatever is done to the clock of frames.
  std::function<std::chrono::steady_clock::time_point()> steady = std::chrono::steady_clock::now;
  std::string new_log_id;  // on creation: 32 hexadecimal digits
  bool read_only = false;  // for `log cat` and `log verify` beside a running node's copy
};

// The events of one command for one shard: in the log as a whole or not at all.
struct Append {
  ShardId shard = 0;
  Cause cause;
  Position catalogue = 0;  // end of the reference shard that the decision used
  struct Touched {
    StreamId stream;
    std::uint64_t expected = 0;  // the stream's version that was decided on
    std::uint32_t count = 0;     // events of this append that belong to it
  };
  std::vector<Touched> streams;  // every stream the records name, once
  std::uint32_t count = 0;       // records
  std::string records;           // codec::RecordWriter's bytes
};

// What became of an Append.
struct Appended {
  enum class Verdict {
    durable,           // in the log, synced
    already_done,      // the inbox knows the cause: its outcome is in the log already
    version_conflict,  // a stream is not at the expected version: load it again
    stale_catalogue,   // the shard has recorded a newer catalogue, or this one is not durable:
                       // decide again
    too_large,         // more than frame_bytes_max in one command
  };
  Verdict verdict = Verdict::durable;
  Position first = 0;  // of its first event, when durable
  Instant recorded;    // the frame's time, when durable
};

struct Snapshot {
  std::uint64_t version = 0;      // of the aggregate's own stream
  Position position = 0;          // end of the shard it includes
  std::uint64_t fingerprint = 0;  // of the `evolve` and the state's fields it came from
  std::string bytes;
};

// SHA-256 of a frame.
using FrameHash = std::array<std::uint8_t, 32>;

struct LogStats {
  struct Shard {
    ShardId shard = 0;
    Position end = 0;  // number of events
    std::uint64_t frames = 0;
    std::uint64_t frame_bytes = 0;
    FrameHash last_frame{};
  };
  std::string log_id;
  std::string timeline;
  std::vector<Shard> shards;
};

// Rows that can be dropped and rebuilt: key order, written together with their checkpoint. See
// table.hpp.
class Tables;

class Log {
 public:
  // Opens or creates the log, checks genesis, last frames and end mark, and recovers index and
  // inbox.
  static Result<std::unique_ptr<Log>> open(LogOptions options);
  virtual ~Log() = default;

  // Writes all appends that pass the inbox, version and catalogue checks, a frame a shard (more
  // when a frame would be too large), with one sync. Answers are in the appends' order. An error is
  // fatal: nothing more is accepted.
  virtual Result<std::vector<Appended>> append(std::span<const Append> appends) = 0;

  // The writer has nothing to append for now: what appends left to be synced later is synced. An
  // error is fatal as one of `append` is.
  virtual Result<void> rest() = 0;

  // Position after the last durable event.
  virtual Position end(ShardId shard) const = 0;
  virtual std::vector<ShardId> shards() const = 0;
  virtual std::uint16_t data_shards() const = 0;
  virtual const std::string& log_id() const = 0;
  virtual const std::string& timeline() const = 0;

  // Calls `visit` with durable events from `from` on, in order, until it returns false or about
  // `bytes_max` have been read. Answers with the position to go on from. Frame hashes are verified.
  virtual Result<Position> read(ShardId shard, Position from, std::size_t bytes_max,
                                const std::function<bool(const RecordedEvent&)>& visit) const = 0;

  // The events of one stream with version >= from_version, in order; an unknown stream has none.
  virtual Result<std::vector<RecordedEvent>> read_stream(const StreamId& stream,
                                                         std::uint64_t from_version) const = 0;
  virtual Result<std::uint64_t> stream_version(const StreamId& stream) const = 0;

  // Whether the shard's inbox has the cause as done, and below which number everything of a source
  // is done.
  virtual bool is_done(ShardId shard, const Cause& cause) const = 0;
  virtual std::uint64_t low_mark(ShardId shard, Cause::Kind kind, std::uint32_t source) const = 0;

  // Throw-away: a lost snapshot only costs time.
  virtual std::optional<Snapshot> load_snapshot(const StreamId& stream) const = 0;
  virtual Result<void> save_snapshot(const StreamId& stream, const Snapshot& snapshot) = 0;

  virtual Tables& tables() = 0;
  virtual Result<LogStats> stats() const = 0;

  // Called on the writer's thread after each durable append, once for each shard that grew.
  virtual void on_durable(std::function<void(ShardId, Position end)> notify) = 0;
};

// Re-derives every shard's chain from genesis; progress is called with events verified so far. The
// first bad frame is the error: its shard and position; of a frame that could be read the part that
// is wrong and where in the frame it begins; of bytes that could not, the file that RocksDB names.
Result<LogStats> verify(const std::filesystem::path& folder,
                        const std::function<void(std::uint64_t events)>& progress);

// Writes what `verify` has found in the folder `from` into a new log in the folder `to`: the same
// commands at the same positions, under another id and so another timeline, in as many shards.
// Progress is called with events copied so far. What an error leaves in `to` is no copy.
Result<LogStats> copy(const LogStats& verified, const std::filesystem::path& from,
                      const std::filesystem::path& to, const std::string& new_log_id,
                      const std::function<void(std::uint64_t events)>& progress);

}  // namespace proffer::store
