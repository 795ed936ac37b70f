// How far a shard's outputs and reactions have come, and how that gets into the log: one event for
// both, at most every 200 ms, and none that only tells of the last one.
#pragma once

#include "actors/domain/shard/shard.hpp"
#include "actors/runtime/gate.hpp"
#include "actors/runtime/loop.hpp"
#include "store/log.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace proffer::runtime {

// The shard's own state, from its newest snapshot and the events after it.
store::Result<domain::Shard::State> shard_state(const store::Log& log, ShardId shard);

// How far a follower has come in the shard's log.
struct Reached {
  Position position = 0;  // everything before it is dealt with
  Position news =
      0;  // after the last of these that was not a ShardProgress: only this is worth an event
};

// The events a follower has read and not dealt with: how far everything is done.
class Trail {
 public:
  explicit Trail(Position begin) : next_(begin) {}

  // Position to be read next.
  Position next() const { return next_; }
  // The event at `next` was read; `parts` of it are to be done (0: none).
  void read(const RecordedEvent& event, std::size_t parts);
  // One part of the event there is done.
  void done(Position position);
  // Events with parts to be done.
  std::size_t open() const { return open_.size(); }
  Reached reached() const;

 private:
  struct Open {
    Position position = 0;
    std::size_t parts = 0;
    Position news_before = 0;
  };
  std::deque<Open> open_;
  Position next_;
  Position news_ = 0;
};

class Progress {
 public:
  struct Options {
    ShardId shard = 0;
    int every_ms = 200;
    std::function<Instant()> now;
  };
  Progress(Options options, Gate& gate, ShardProgress recorded);

  // What the log had when this was made: where followers begin.
  const ShardProgress& at_start() const { return at_start_; }

  // Thread-safe. `outputs`: everything the shard sends from `reached.position` on is at or behind
  // these offsets.
  void published(Reached reached, std::vector<OutputOffset> outputs);
  void reacted(Reached reached);

  // Records what is new, unless it is too early or the last report has no answer yet. Answers as
  // Loop wants it.
  int step();
  const std::shared_ptr<Signal>& signal() const { return signal_; }

 private:
  bool worth_recording() const;

  const Options options_;
  Gate& gate_;
  const ShardProgress at_start_;
  const std::shared_ptr<Signal> signal_ = std::make_shared<Signal>();
  const std::shared_ptr<Replies> replies_ = std::make_shared<Replies>(signal_);

  std::mutex mutex_;  // for what is below
  domain::Shard::RecordProgress now_;
  Position published_news_ = 0;
  Position reacted_news_ = 0;
  domain::Shard::RecordProgress recorded_;
  domain::Shard::RecordProgress asked_;
  bool asking_ = false;
  Instant next_{};
};

}  // namespace proffer::runtime
