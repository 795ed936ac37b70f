// A log that can be held up, made to fail, or made to turn an append away: the real one behind it
// does the rest.
#pragma once

#include "store/log.hpp"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace proffer::runtime {

class FaultyLog final : public store::Log {
 public:
  explicit FaultyLog(std::unique_ptr<store::Log> log) : log_(std::move(log)) {}

  // Appends wait until `release`.
  void hold() {
    const std::lock_guard lock(mutex_);
    held_ = true;
  }
  void release() {
    {
      const std::lock_guard lock(mutex_);
      held_ = false;
    }
    changed_.notify_all();
  }
  // Waits until an append waits.
  void await_held() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_; });
  }
  // The next append fails, and nothing of it is written.
  void fail_next() {
    const std::lock_guard lock(mutex_);
    fail_ = true;
  }
  // So does the next sync when there is nothing to append.
  void fail_next_rest() {
    const std::lock_guard lock(mutex_);
    fail_rest_ = true;
  }
  // The stream's next append is answered like this and not written.
  void turn_away(const StreamId& stream, store::Appended::Verdict verdict) {
    const std::lock_guard lock(mutex_);
    verdicts_[stream] = verdict;
  }

  store::Result<std::vector<store::Appended>> append(
      std::span<const store::Append> appends) override {
    std::unique_lock lock(mutex_);
    waiting_ = held_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !held_; });
    waiting_ = false;
    if (std::exchange(fail_, false)) {
      return tl::unexpected(store::StoreError{store::StoreError::Kind::io, "as the test wants it"});
    }
    std::vector<store::Appended> answers(appends.size());
    std::vector<store::Append> through;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < appends.size(); ++i) {
      const auto found = verdicts_.find(appends[i].streams.front().stream);
      if (found == verdicts_.end()) {
        through.push_back(appends[i]);
        places.push_back(i);
      } else {
        answers[i].verdict = found->second;
        verdicts_.erase(found);
      }
    }
    auto written = log_->append(through);
    if (!written) return written;
    for (std::size_t i = 0; i < places.size(); ++i) answers[places[i]] = (*written)[i];
    return answers;
  }

  store::Result<void> rest() override {
    const std::lock_guard lock(mutex_);
    ++rests_;
    if (std::exchange(fail_rest_, false)) {
      return tl::unexpected(store::StoreError{store::StoreError::Kind::io, "as the test wants it"});
    }
    return log_->rest();
  }
  int rests() const {
    const std::lock_guard lock(mutex_);
    return rests_;
  }

  Position end(ShardId shard) const override { return log_->end(shard); }
  std::vector<ShardId> shards() const override { return log_->shards(); }
  std::uint16_t data_shards() const override { return log_->data_shards(); }
  const std::string& log_id() const override { return log_->log_id(); }
  const std::string& timeline() const override { return log_->timeline(); }
  store::Result<Position> read(
      ShardId shard, Position from, std::size_t bytes_max,
      const std::function<bool(const RecordedEvent&)>& visit) const override {
    return log_->read(shard, from, bytes_max, visit);
  }
  store::Result<std::vector<RecordedEvent>> read_stream(const StreamId& stream,
                                                        std::uint64_t from_version) const override {
    return log_->read_stream(stream, from_version);
  }
  store::Result<std::uint64_t> stream_version(const StreamId& stream) const override {
    return log_->stream_version(stream);
  }
  bool is_done(ShardId shard, const Cause& cause) const override {
    return log_->is_done(shard, cause);
  }
  std::uint64_t low_mark(ShardId shard, Cause::Kind kind, std::uint32_t source) const override {
    return log_->low_mark(shard, kind, source);
  }
  std::optional<store::Snapshot> load_snapshot(const StreamId& stream) const override {
    return log_->load_snapshot(stream);
  }
  store::Result<void> save_snapshot(const StreamId& stream,
                                    const store::Snapshot& snapshot) override {
    return log_->save_snapshot(stream, snapshot);
  }
  store::Tables& tables() override { return log_->tables(); }
  store::Result<store::LogStats> stats() const override { return log_->stats(); }
  void on_durable(std::function<void(ShardId, Position end)> notify) override {
    log_->on_durable(std::move(notify));
  }

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
