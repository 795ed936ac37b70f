// A log that can be held up, made to fail, or made to turn an append away: the real one behind it
// does the rest.
#pragma once

#include "store/log.hpp"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace proffer::runtime {

class FaultyLog final : public store::Log {
 public:
  explicit FaultyLog(std::unique_ptr<store::Log> log) : log_(std::move(log)) {}

  // Appends wait until `release`.
  void hold();
  void release();
  // Waits until an append waits.
  void await_held();
  // The next append fails, and nothing of it is written.
  void fail_next();
  // So does the next sync when there is nothing to append.
  void fail_next_rest();
  // The stream's next append is answered like this and not written.
  void turn_away(const StreamId& stream, store::Appended::Verdict verdict);

  store::Result<std::vector<store::Appended>> append(
      std::span<const store::Append> appends) override;

  store::Result<void> rest() override;
  int rests() const;

  Position end(ShardId shard) const override { return log_->end(shard); }
  std::vector<ShardId> shards() const override { return log_->shards(); }
  std::uint16_t data_shards() const override { return log_->data_shards(); }
  const std::string& log_id() const override { return log_->log_id(); }
  const std::string& timeline() const override { return log_->timeline(); }
  store::Result<Position> read(
      ShardId shard, Position from, std::size_t bytes_max,
      const std::function<bool(const RecordedEvent&)>& visit) const override;
  store::Result<std::vector<RecordedEvent>> read_stream(const StreamId& stream,
                                                        std::uint64_t from_version) const override;
  store::Result<std::uint64_t> stream_version(const StreamId& stream) const override;
  bool is_done(ShardId shard, const Cause& cause) const override;
  std::uint64_t low_mark(ShardId shard, Cause::Kind kind, std::uint32_t source) const override;
  std::optional<store::Snapshot> load_snapshot(const StreamId& stream) const override;
  store::Result<void> save_snapshot(const StreamId& stream,
                                    const store::Snapshot& snapshot) override;
  store::Tables& tables() override { return log_->tables(); }
  store::Result<store::LogStats> stats() const override { return log_->stats(); }
  void on_durable(std::function<void(ShardId, Position end)> notify) override;

 private:
  std::unique_ptr<store::Log> log_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool held_ = false;
  bool waiting_ = false;
  bool fail_ = false;
  bool fail_rest_ = false;
  int rests_ = 0;
  std::map<StreamId, store::Appended::Verdict> verdicts_;
};

}  // namespace proffer::runtime
