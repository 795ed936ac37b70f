#include "actors/runtime/projection_follower.hpp"

namespace proffer::runtime {
namespace {
// Nothing is missed without it: the signal wakes the follower whenever the log has grown.
constexpr int follower_idle_ms = 1000;
}  // namespace

ProjectionFollower::ProjectionFollower(Follower follower, const store::Log& log,
                                       std::function<void(const store::StoreError&)> on_fatal)
    : follower_(std::move(follower)),
      log_(log),
      on_fatal_(std::move(on_fatal)),
      loop_([this] { return step(); }, grown_) {}

int ProjectionFollower::step() {
  bool more = false;
  for (const ShardId shard : log_.shards()) {
    const Position end = log_.end(shard);
    if (position(shard) >= end) continue;
    const auto reached = follower_.step(shard);
    if (!reached) {
      on_fatal_(reached.error());
      return follower_idle_ms;
    }
    const std::lock_guard lock(mutex_);
    positions_[shard] = *reached;
    advanced_.notify_all();
    more = more || *reached < end;
  }
  return more ? 0 : follower_idle_ms;
}

Position ProjectionFollower::position(ShardId shard) const {
  const std::lock_guard lock(mutex_);
  const auto found = positions_.find(shard);
  return found == positions_.end() ? 0 : found->second;
}

bool ProjectionFollower::wait_for(ShardId shard, Position position,
                                  std::chrono::steady_clock::time_point deadline) const {
  std::unique_lock lock(mutex_);
  return advanced_.wait_until(lock, deadline, [&] {
    const auto found = positions_.find(shard);
    return found != positions_.end() && found->second >= position;
  });
}

}  // namespace proffer::runtime
