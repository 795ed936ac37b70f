#include "tests/runtime/faulty_log.hpp"

namespace proffer::runtime {

void FaultyLog::hold() {
  const std::lock_guard lock(mutex_);
  held_ = true;
}

void FaultyLog::release() {
  {
    const std::lock_guard lock(mutex_);
    held_ = false;
  }
  changed_.notify_all();
}

void FaultyLog::await_held() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return waiting_; });
}

void FaultyLog::fail_next() {
  const std::lock_guard lock(mutex_);
  fail_ = true;
}

void FaultyLog::fail_next_rest() {
  const std::lock_guard lock(mutex_);
  fail_rest_ = true;
}

void FaultyLog::turn_away(const StreamId& stream, store::Appended::Verdict verdict) {
  const std::lock_guard lock(mutex_);
  verdicts_[stream] = verdict;
}

store::Result<std::vector<store::Appended>> FaultyLog::append(
    std::span<const store::Append> appends) {
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

store::Result<void> FaultyLog::rest() {
  const std::lock_guard lock(mutex_);
  ++rests_;
  if (std::exchange(fail_rest_, false)) {
    return tl::unexpected(store::StoreError{store::StoreError::Kind::io, "as the test wants it"});
  }
  return log_->rest();
}

int FaultyLog::rests() const {
  const std::lock_guard lock(mutex_);
  return rests_;
}

store::Result<Position> FaultyLog::read(
    ShardId shard, Position from, std::size_t bytes_max,
    const std::function<bool(const RecordedEvent&)>& visit) const {
  return log_->read(shard, from, bytes_max, visit);
}

store::Result<std::vector<RecordedEvent>> FaultyLog::read_stream(const StreamId& stream,
                                                                 std::uint64_t from_version) const {
  return log_->read_stream(stream, from_version);
}

store::Result<std::uint64_t> FaultyLog::stream_version(const StreamId& stream) const {
  return log_->stream_version(stream);
}

bool FaultyLog::is_done(ShardId shard, const Cause& cause) const {
  return log_->is_done(shard, cause);
}

std::uint64_t FaultyLog::low_mark(ShardId shard, Cause::Kind kind, std::uint32_t source) const {
  return log_->low_mark(shard, kind, source);
}

std::optional<store::Snapshot> FaultyLog::load_snapshot(const StreamId& stream) const {
  return log_->load_snapshot(stream);
}

store::Result<void> FaultyLog::save_snapshot(const StreamId& stream,
                                             const store::Snapshot& snapshot) {
  return log_->save_snapshot(stream, snapshot);
}

void FaultyLog::on_durable(std::function<void(ShardId, Position end)> notify) {
  log_->on_durable(std::move(notify));
}

}  // namespace proffer::runtime
