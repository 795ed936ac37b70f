// Carries on what recorded events want: follows the shard's log, takes forwarded commands to other
// shards and reactions to their addressees in this one. It carries, it does not decide.
#pragma once

#include "actors/runtime/carriers/progress.hpp"
#include "actors/runtime/gate.hpp"
#include "actors/runtime/loop.hpp"
#include "store/log.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace proffer::runtime {

struct ReactorOptions {
  ShardId shard = 0;
  std::size_t in_flight_max = 1024;         // commands read from the log and not answered
  std::size_t read_bytes_max = 256 * 1024;  // of the log in one step
  // Positions between the oldest event that is not carried and the newest that is read: within the
  // inbox's window, so that nothing leaves it unseen.
  std::uint64_t span_max = 32'768;
  std::uint8_t hops_max = 8;     // reactions after one outside input
  std::size_t fan_out_max = 16;  // reactions to one event: more is decided in steps, an event each
  int retry_ms = 100;            // after the node had no room and did not say for how long
  std::function<Instant()> now;  // the only clock; required
};

struct ReactorStatus {
  std::string stopped;  // why, and what to do; empty: it is at work
  Position reacted = 0;
  std::size_t in_flight = 0;
  std::uint64_t carried = 0;  // commands answered since the start
};

class Reactor {
 public:
  // `gate`, `log` and `progress` outlive it.
  Reactor(ReactorOptions options, Gate& gate, const store::Log& log, Progress& progress);

  // For Loop. One thread.
  int step();
  // To be raised when the shard has grown.
  const std::shared_ptr<Signal>& signal() const { return signal_; }

  // Thread-safe.
  ReactorStatus status() const;

 private:
  struct Carried {
    Position position = 0;
    Request request;
  };
  // Commands to one shard, where number n+1 waits for the answer to n, or to one addressee here.
  struct Lane {
    std::string to;
    std::deque<Carried> commands;
    bool asked = false;
    Instant retry_at;
  };

  bool take_answers();
  bool read();
  void react(const RecordedEvent& event);
  void carry_to_shard(const RecordedEvent& event);
  void carry_within(const RecordedEvent& event);
  Lane& lane(const std::string& to);
  bool give_on();
  void stop(const RecordedEvent& event, const std::string& why);

  const ReactorOptions options_;
  Gate& gate_;
  const store::Log& log_;
  Progress& progress_;
  const std::shared_ptr<Signal> signal_ = std::make_shared<Signal>();
  const std::shared_ptr<Replies> replies_ = std::make_shared<Replies>(signal_);
  Trail trail_;
  std::map<std::uint64_t, Lane> lanes_;  // none without commands
  std::unordered_map<std::string, std::uint64_t> lane_to_;
  std::uint64_t lanes_ever_ = 0;

  mutable std::mutex status_mutex_;
  ReactorStatus status_;
};

}  // namespace proffer::runtime
