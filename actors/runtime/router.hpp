// Finds the aggregate that a command is for, and keeps what is in flight and in memory within
// limits.
#pragma once

#include "actors/runtime/tray.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace proffer::runtime {

struct RouterOptions {
  std::size_t in_flight_max = 0;  // an eighth of it for what follows from the log alone
  std::size_t waiting_max = 0;
  std::size_t live_aggregates_max = 0;
  int retry_after_ms = 0;
};

struct RouterStats {
  std::uint64_t commands = 0;
  std::uint64_t refused = 0;
  std::uint64_t overloaded = 0;
  std::uint64_t passivated = 0;
  std::size_t live = 0;
  std::size_t in_flight = 0;
};

// That it may throw, by its type, makes the standard library keep the hash beside each stream: the
// others in a bucket are then passed over without being read.
struct KeptStreamHash {
  std::size_t operator()(const StreamId& stream) const { return std::hash<StreamId>{}(stream); }
};

class Router {
 public:
  // `start` brings the aggregate of a new tray to life and sets `wake`.
  using Start = std::function<void(Tray&)>;
  Router(RouterOptions options, Start start) : options_(options), start_(std::move(start)) {}

  // Any thread. Answers at once when there is no room.
  void submit(Request&& request, Answer&& answer);

  // Gives the replies, after taking them off what is in flight. The trays may be gone afterwards.
  void give(std::vector<Given>& replies);

  // The aggregate is done with everything and asks to be forgotten: its tray, or nullptr when more
  // has come.
  std::unique_ptr<Tray> retire(Tray& tray);

  // From now on every command is answered with `unavailable`.
  void close();
  // Waits until all that was taken on is answered, then until every aggregate has retired.
  void drain();

  RouterStats stats() const;

 private:
  std::size_t room_of(Cause::Kind cause) const;
  Tray* room_for(const StreamId& stream, std::size_t in_flight_max);
  void retire_idle(std::size_t live_max);

  const RouterOptions options_;
  const Start start_;
  mutable std::mutex mutex_;
  std::condition_variable drained_;
  std::unordered_map<StreamId, std::unique_ptr<Tray>, KeptStreamHash> trays_;
  std::list<Tray*> idle_;    // nothing in flight; idle longest first
  std::list<Tray*> others_;  // a tray keeps its node as it moves between the two
  std::size_t retiring_ = 0;
  bool closed_ = false;
  RouterStats stats_;
};

}  // namespace proffer::runtime
