// The embedded log over RocksDB. Included by this folder and its tests alone.
#pragma once

#include "events/shard.hpp"
#include "store/end_mark.hpp"
#include "store/frame.hpp"
#include "store/inbox.hpp"
#include "store/log.hpp"
#include "store/recent_frames.hpp"
#include "store/rocks.hpp"
#include "store/rocks_tables.hpp"
#include "store/stream_index.hpp"

#include <rocksdb/file_system.h>
#include <rocksdb/write_batch.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <vector>

namespace proffer::store {

class RocksLog : public Log {
 public:
  // As Log::open, on a file system of the caller's.
  static Result<std::unique_ptr<Log>> open(LogOptions options,
                                           std::shared_ptr<rocksdb::FileSystem> files);
  ~RocksLog() override = default;

  Result<std::vector<Appended>> append(std::span<const Append> appends) override;
  Result<void> rest() override;

  Position end(ShardId shard) const override;
  std::vector<ShardId> shards() const override;
  std::uint16_t data_shards() const override { return options_.shards; }
  const std::string& log_id() const override { return log_id_; }
  const std::string& timeline() const override { return timeline_; }
  Result<Position> read(ShardId shard, Position from, std::size_t bytes_max,
                        const std::function<bool(const RecordedEvent&)>& visit) const override;
  Result<std::vector<RecordedEvent>> read_stream(const StreamId& stream,
                                                 std::uint64_t from_version) const override;
  Result<std::uint64_t> stream_version(const StreamId& stream) const override;
  bool is_done(ShardId shard, const Cause& cause) const override;
  std::uint64_t low_mark(ShardId shard, Cause::Kind kind, std::uint32_t source) const override;
  std::optional<Snapshot> load_snapshot(const StreamId& stream) const override;
  Result<void> save_snapshot(const StreamId& stream, const Snapshot& snapshot) override;
  Tables& tables() override { return *tables_; }
  Result<LogStats> stats() const override;
  void on_durable(std::function<void(ShardId, Position end)> notify) override {
    notify_ = std::move(notify);
  }

 private:
  // A shard as the writer knows it; what readers see of it besides `end` is guarded by `seen_`.
  struct Shard {
    explicit Shard(ShardId number) { known.last.shard = number; }
    ShardId id() const { return known.last.shard; }

    std::size_t family = 0;
    std::atomic<Position> end{0};
    Checkpoint known;  // its inbox text is made when a checkpoint is
    Inbox inbox;
    Instant time;  // of the last frame

    // With the batch under way; the writer's own. An append that fails is fatal, so that nothing
    // of it is ever taken back.
    struct Staged {
      Inbox inbox;
      Position catalogue = 0;
      std::size_t bytes = 0;             // that appends not looked at yet would take in a frame
      std::optional<std::size_t> draft;  // the one being filled
    };
    Staged staged;
  };
  // A frame being filled by an append.
  struct Draft {
    Shard* shard = nullptr;
    FrameBuilder frame;
    FrameHash hash{};
  };
  // What one call of append is about to write.
  struct Batch {
    std::vector<Draft> drafts;  // those of a shard in order
    std::vector<const Append*> accepted;
    std::vector<StreamIndex::Addition> runs;
  };

  RocksLog(LogOptions options, std::shared_ptr<rocksdb::FileSystem> files);

  // Opening, in rocks_open.cpp.
  Result<void> open_log();
  Result<void> create_log();
  Result<void> write_genesis();
  Result<std::vector<LastFrame>> read_ends();
  Result<void> check_genesis(const Shard& shard);
  Result<void> check_end_mark(const std::vector<LastFrame>& mark) const;
  Result<void> open_derived();
  Result<bool> adopt(const std::vector<Checkpoint>& checkpoints);
  Result<void> replay(Shard& shard);
  Result<void> replay_frame(Shard& shard, const Frame& frame);
  std::string path(const char* name) const { return (options_.folder / name).string(); }

  // The writer's steps.
  void begin(std::span<const Append> appends);
  Result<Appended::Verdict> check(const Append& append, const Shard& to, Batch& batch);
  void place(const Append& append, Shard& to, Batch& batch, Appended& answer);
  FrameBuilder& frame_for(const Append& append, Shard& to, Batch& batch);
  Result<void> write(Batch& batch);
  Result<void> sync_mark();
  void publish(Batch& batch);
  Result<void> seal_index_when_due();
  std::vector<Checkpoint> checkpoints() const;
  tl::unexpected<StoreError> fail(StoreError error);

  // Reading.
  Result<std::shared_ptr<const std::string>> frame_at(const Shard& shard, Position first) const;
  const Shard& shard(ShardId id) const;
  Shard& shard(ShardId id);

  LogOptions options_;
  Rocks rocks_;
  std::string log_id_;
  std::string timeline_;
  std::unique_ptr<Database> log_;
  std::unique_ptr<Database> derived_;
  std::unique_ptr<EndMark> end_mark_;
  std::unique_ptr<StreamIndex> index_;
  std::unique_ptr<RocksTables> tables_;
  std::vector<std::unique_ptr<Shard>> shards_;  // data shards in order, then the reference shard
  mutable RecentFrames recent_;
  mutable std::shared_mutex seen_;  // inboxes and what is known of the shards
  rocksdb::WriteBatch write_batch_;
  std::chrono::steady_clock::time_point mark_synced_;
  bool mark_behind_ = false;  // the mark on the disk is older than the last one written
  std::optional<StoreError> failed_;
  std::function<void(ShardId, Position)> notify_;
};

// As verify, on a file system of the caller's.
Result<LogStats> verify_on(const std::shared_ptr<rocksdb::FileSystem>& files,
                           const std::filesystem::path& folder,
                           const std::function<void(std::uint64_t events)>& progress);

// As copy, on a file system of the caller's.
Result<LogStats> copy_on(const std::shared_ptr<rocksdb::FileSystem>& files,
                         const LogStats& verified, const std::filesystem::path& from,
                         const std::filesystem::path& to, const std::string& new_log_id,
                         const std::function<void(std::uint64_t events)>& progress);

// A folder without an end mark may hold the rest of a creation that was cut short, for the mark is
// written when a log is complete. Events behind a genesis mean that the mark was lost.
Result<void> check_unmarked(const Rocks& rocks, const std::filesystem::path& folder);
tl::unexpected<StoreError> no_log_in(const std::filesystem::path& folder);

// The event at position 0, from the frame that holds it.
Result<ShardCreated> genesis_of(const Frame& frame);

}  // namespace proffer::store
