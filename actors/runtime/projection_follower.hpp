// What follows the log on a thread of its own: projections, and whatever else is a fold of what is
// durable.
#pragma once

#include "actors/runtime/loop.hpp"
#include "store/log.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::runtime {

struct Follower {
  std::string name;
  // Takes in what is durable of the shard and not taken in yet, a bounded part of it; answers with
  // the position reached. Called on the follower's own thread only.
  std::function<store::Result<Position>(ShardId)> step;
};

// Runs one follower.
class ProjectionFollower {
 public:
  ProjectionFollower(Follower follower, const store::Log& log,
                     std::function<void(const store::StoreError&)> on_fatal);

  const std::string& name() const { return follower_.name; }
  // The log has grown. Cheap; any thread.
  void wake() { grown_->raise(); }
  Position position(ShardId shard) const;
  bool wait_for(ShardId shard, Position position,
                std::chrono::steady_clock::time_point deadline) const;

 private:
  int step();

  Follower follower_;
  const store::Log& log_;
  std::function<void(const store::StoreError&)> on_fatal_;
  mutable std::mutex mutex_;
  mutable std::condition_variable advanced_;
  std::map<ShardId, Position> positions_;
  std::shared_ptr<Signal> grown_ = std::make_shared<Signal>();
  Loop loop_;  // last: its thread uses the others
};

}  // namespace proffer::runtime
