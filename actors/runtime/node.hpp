// The node: every aggregate's actor, the router that finds it, the journal that writes for all, and
// what follows the log. CAF does not show here.
#pragma once

#include "actors/runtime/gate.hpp"
#include "actors/runtime/projection_follower.hpp"
#include "store/log.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

namespace proffer::runtime {

struct NodeOptions {
  // The only clock; required. Read once a turn, and recorded with what was decided.
  std::function<Instant()> now;
  // The log or what it holds cannot be trusted any more: leave the process. Called once, on a
  // thread of the runtime; after it nothing is acknowledged. Required.
  std::function<void(const store::StoreError&)> on_fatal;

  // Commands between submit and reply; an eighth of them for what follows from the log alone.
  std::size_t in_flight_max = 8192;
  std::size_t waiting_max = 2048;                 // of these, for one aggregate
  std::size_t commands_per_turn_max = 64;         // decided one after another and written together
  std::size_t live_aggregates_max = 100'000;      // beyond it, those idle longest are passivated
  std::size_t batch_bytes_max = 4 * 1024 * 1024;  // of records in one synced write
  std::size_t request_keys_max = 1000;  // remembered for one aggregate; a full set refuses
  std::chrono::milliseconds key_age = std::chrono::hours{24};  // how long each is, in frame time
  std::uint64_t snapshot_every = 256;  // events of an aggregate's own stream
  // That decide. The journal and who submits need processors too: more threads than are left for
  // them only hand work to and fro.
  std::size_t threads = std::max(1U, std::thread::hardware_concurrency() / 2);
  int retry_after_ms = 100;  // told to who is turned away
};

struct NodeStats {
  std::uint64_t commands = 0;    // answered, by a decision or from memory
  std::uint64_t refused = 0;     // of these, by the domain
  std::uint64_t overloaded = 0;  // turned away
  std::uint64_t events = 0;      // appended
  std::uint64_t batches = 0;     // synced writes; commands or events by batches is the batch size
  std::uint64_t snapshots = 0;   // written
  std::uint64_t passivated = 0;  // aggregates
  std::size_t live = 0;          // aggregates in memory now
  std::size_t in_flight = 0;     // commands submitted and not answered now
  std::size_t waiting = 0;       // of these, not decided yet
};

struct AggregateKinds;

class Node final : public Gate {
 public:
  // Reads the catalogue, then starts. The log must outlive the node, which becomes its only writer.
  Node(store::Log& log, NodeOptions options, std::vector<Follower> followers);
  // With other deciders than the product's: benchmarks and tests. See aggregate_shell.hpp.
  Node(store::Log& log, NodeOptions options, std::vector<Follower> followers, AggregateKinds kinds);
  // Stops.
  ~Node() override;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  void submit(Request request, std::function<void(Reply)> reply) override;
  std::shared_ptr<const domain::Catalogue> catalogue() const override;

  // Whether the follower of that name has reached `position` in the shard before the deadline.
  bool wait_for(std::string_view follower, ShardId shard, Position position,
                std::chrono::steady_clock::time_point deadline) const;
  // How far it has come; 0 when there is no such follower.
  Position position_of(std::string_view follower, ShardId shard) const;

  // Takes nothing more on (`unavailable`), answers what is in flight, lets every aggregate write
  // its snapshot, and stops. Once is enough; a second call does nothing.
  void stop();

  NodeStats stats() const;

 private:
  class Runtime;
  std::unique_ptr<Runtime> runtime_;
};

}  // namespace proffer::runtime
