// Broker, log, gate, intake and reactors in one thread: every step and every fault happens when the
// test says so, and a crash is everything in memory gone.
#pragma once

#include "actors/runtime/carriers/intake.hpp"
#include "events/transport/service_call.hpp"
#include "store/log.hpp"
#include "tests/runtime/direct_gate.hpp"
#include "tests/runtime/memory_bus.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <variant>
#include <vector>

namespace proffer::runtime {

class Progress;
class Publisher;
class Reactor;

inline const std::string response_topic = "proffer.response.v1";
inline const std::string command_topic = "proffer.command.v1";

std::vector<std::string> output_topics();

// An event with what it says.
struct Told {
  RecordedEvent recorded;
  Event event;
};

std::vector<Told> told(const store::Log& log, ShardId shard);

std::string response_json(const std::string& account, const std::string& offer = "O-1");
InputRecord input(const std::string& key, const std::string& value);
InputRecord cloud_event(const std::string& account, const std::string& id);

class BusWorld {
 public:
  explicit BusWorld(std::uint16_t shards_of_log = 1, std::uint64_t seed = 0,
                    GateFaults gate_faults_by_seed = {});
  ~BusWorld();

  // Everything in memory is gone.
  void crash();
  void start();
  IntakeOptions input_options(const std::string& topic);
  void restart();

  void step();
  void step_until(const std::function<bool()>& reached, int steps_max = 3'000);
  // All that was produced has an outcome, and what events want has arrived.
  bool all_done() const;
  bool all_taken(const Intake& from, const std::string& name) const;
  // The topics have all there is to tell.
  bool all_told() const;

  transport::MemoryBroker::Partition topic(std::int32_t partition) const;
  void define_account(const std::string& id);
  // An account id that lives in that shard.
  std::string account_in(ShardId shard, int n = 0) const;
  std::function<Instant()> clock();

  const std::uint16_t shards;
  std::mt19937_64 random;
  transport::MemoryBroker broker;
  GateFaults gate_faults;
  std::uint32_t generation = 1;
  RecordWindow::Limits window;
  std::uint64_t reactor_behind_max = 100'000;
  bool reactors_rest = false;
  std::size_t fan_out_max = 16;
  std::unique_ptr<store::Log> log;
  std::unique_ptr<DirectGate> gate;
  std::unique_ptr<Intake> intake;    // of responses
  std::unique_ptr<Intake> commands;  // of the other topic, when it is taken in
  bool takes_commands = false;
  std::function<Answered(const transport::ServiceCall&)> answer;
  std::map<ShardId, std::unique_ptr<Progress>> progress;
  std::map<ShardId, std::unique_ptr<Reactor>> reactors;
  std::vector<std::unique_ptr<Publisher>> publishers;  // of the data shards

 private:
  inline static int made_ = 0;
  const std::filesystem::path folder_;
  Instant now_{1'000'000};
};

// How many commands each cause had: the events of one command stand together.
std::map<Cause, int> commands_by_cause(const std::vector<Told>& events);

template <class E>
std::vector<E> all_of(const std::vector<Told>& events) {
  std::vector<E> found;
  for (const Told& told : events) {
    if (const E* event = std::get_if<E>(&told.event)) found.push_back(*event);
  }
  return found;
}

}  // namespace proffer::runtime
