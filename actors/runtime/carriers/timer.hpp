// Ends what has waited too long: a workflow instance whose customer never chose is told that its
// time is up. What waits is read from the log's rows, so a restart forgets nothing.
#pragma once

#include "actors/runtime/gate.hpp"
#include "actors/runtime/loop.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace proffer::runtime {

// An instance that waits, and the event that set its timer.
struct Waiting {
  StreamId workflow;
  ShardId shard = 0;
  Position armed = 0;  // of the event that asked for the choice
  Instant since;
  std::string correlation;
};

struct TimerOptions {
  std::int64_t wait_ms_max = 24 * 3600 * 1000;  // for a choice
  std::size_t in_flight_max = 64;               // commands without an answer
  int look_ms_max = 60'000;      // between two looks; the wall clock may have been set meanwhile
  int retry_ms = 1'000;          // after rows could not be read, or the node had no room
  std::function<Instant()> now;  // the only clock; required
  // All that waits, in any order; none: not known yet. Required.
  std::function<std::optional<std::vector<Waiting>>()> waiting;
};

class Timer {
 public:
  // `gate` outlives it.
  Timer(TimerOptions options, Gate& gate);

  // For Loop. One thread.
  int step();
  const std::shared_ptr<Signal>& signal() const { return signal_; }

 private:
  using Armed = std::pair<ShardId, Position>;

  bool take_answers();
  void ask(const Waiting& waiting);

  const TimerOptions options_;
  Gate& gate_;
  const std::shared_ptr<Signal> signal_ = std::make_shared<Signal>();
  const std::shared_ptr<Replies> replies_ = std::make_shared<Replies>(signal_);
  std::uint64_t asked_ever_ = 0;
  std::map<std::uint64_t, Armed> in_flight_;
  std::set<Armed> asked_;  // and still shown as waiting
  Instant look_at_;
};

}  // namespace proffer::runtime
