#include "tests/runtime/bus_world.hpp"

#include "actors/runtime/carriers/progress.hpp"
#include "actors/runtime/carriers/publisher.hpp"
#include "actors/runtime/carriers/reactor.hpp"
#include "actors/runtime/carriers/reading.hpp"
#include "events/codec/codec.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace proffer::runtime {

std::vector<std::string> output_topics() {
  const transport::TopicNames names = transport::topic_names("");
  return transport::output_topics(names);
}

std::vector<Told> told(const store::Log& log, ShardId shard) {
  std::vector<Told> all;
  const auto read =
      log.read(shard, 0, std::numeric_limits<std::size_t>::max(), [&](const RecordedEvent& e) {
        all.push_back({e, codec::decode<Event>(e.type, e.schema, e.payload).value()});
        return true;
      });
  EXPECT_EQ(read.value(), log.end(shard));
  return all;
}

std::string response_json(const std::string& account, const std::string& offer) {
  return R"({"accountId":")" + account + R"(","offerId":")" + offer +
         R"(","response":"Reject","channel":"web","givenAt":"2026-01-01T00:00:00.000Z"})";
}

InputRecord input(const std::string& key, const std::string& value) {
  InputRecord record;
  record.timestamp = {1'000};
  record.has_key = true;
  record.key = {key};
  record.has_value = true;
  record.value = {value};
  return record;
}

InputRecord cloud_event(const std::string& account, const std::string& id) {
  InputRecord record = input(account, response_json(account));
  record.headers = {{"content-type", {"application/json"}},
                    {"ce_specversion", {"1.0"}},
                    {"ce_type", {"proffer.response.v1"}},
                    {"ce_source", {"/web"}},
                    {"ce_id", {id}}};
  return record;
}

BusWorld::BusWorld(std::uint16_t shards_of_log, std::uint64_t seed, GateFaults gate_faults_by_seed)
    : shards(shards_of_log),
      random(seed),
      broker(seed),
      gate_faults(gate_faults_by_seed),
      folder_(std::filesystem::temp_directory_path() /
              ("proffer_bus_" + std::to_string(::getpid()) + "_" + std::to_string(made_++))) {
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  broker.make_topic(response_topic, shards);
  broker.make_topic(command_topic, shards);
  for (const std::string& topic : output_topics()) broker.make_topic(topic, shards);
  start();
}

BusWorld::~BusWorld() {
  crash();
  std::filesystem::remove_all(folder_);
}

void BusWorld::crash() {
  publishers.clear();
  reactors.clear();
  progress.clear();
  commands.reset();
  intake.reset();
  gate.reset();
  log.reset();
}

void BusWorld::start() {
  store::LogOptions options;
  options.folder = folder_;
  options.shards = shards;
  options.now = clock();
  options.new_log_id = std::string(32, 'a');
  auto opened = store::Log::open(options);
  EXPECT_TRUE(opened) << opened.error().detail;
  log = std::move(*opened);
  gate = std::make_unique<DirectGate>(*log, clock(), random(), gate_faults);
  IntakeOptions taking = input_options(response_topic);
  taking.input.read = responses({});
  intake = std::make_unique<Intake>(taking, *gate, *log);
  taking = input_options(command_topic);
  taking.input.read = calls({.record = {}, .answer = [this](const transport::ServiceCall& call) {
                               return answer(call);
                             }});
  commands = std::make_unique<Intake>(taking, *gate, *log);
  for (const ShardId shard : log->shards()) {
    progress[shard] = std::make_unique<Progress>(Progress::Options{shard, 200, clock()}, *gate,
                                                 shard_state(*log, shard).value().progress);
    ReactorOptions reacting;
    reacting.shard = shard;
    reacting.fan_out_max = fan_out_max;
    reacting.now = clock();
    reactors[shard] = std::make_unique<Reactor>(reacting, *gate, *log, *progress[shard]);
  }
  for (ShardId shard = 0; shard < shards; ++shard) {
    PublisherOptions publishing;
    publishing.shard = shard;
    publishing.retry_ms = 20;
    publishing.now = clock();
    publishing.connect = [this]() -> transport::Result<std::unique_ptr<transport::Sink>> {
      return std::make_unique<transport::MemorySink>(broker);
    };
    publishers.push_back(std::make_unique<Publisher>(publishing, *log, *progress[shard]));
  }
}

IntakeOptions BusWorld::input_options(const std::string& topic) {
  IntakeOptions taking;
  taking.input.topic = topic;
  taking.input.generation = generation;
  taking.input.window = window;
  taking.input.retry_ms = 20;
  taking.input.now = clock();
  taking.reactor_behind = [this](ShardId shard) {
    return log->end(shard) - reactors.at(shard)->status().reacted;
  };
  taking.reactor_behind_max = reactor_behind_max;
  taking.connect = [this, topic]() -> transport::Result<std::unique_ptr<transport::Source>> {
    return std::make_unique<transport::MemorySource>(broker, topic);
  };
  for (ShardId shard = 0; shard < shards; ++shard) taking.shards.push_back(shard);
  return taking;
}

void BusWorld::restart() {
  crash();
  start();
}

void BusWorld::step() {
  now_.ms += 5;
  intake->step();
  if (takes_commands) commands->step();
  gate->pump(random() % 8);
  for (const auto& [shard, reactor] : reactors) {
    if (!reactors_rest) reactor->step();
  }
  for (const auto& publisher : publishers) publisher->step();
  for (const auto& [shard, each] : progress) each->step();
}

void BusWorld::step_until(const std::function<bool()>& reached, int steps_max) {
  for (int i = 0; i < steps_max; ++i) {
    if (reached()) return;
    step();
  }
  FAIL() << "not reached in " << steps_max
         << " steps; intake waits for: " << intake->status().waiting;
}

bool BusWorld::all_done() const {
  if (!all_taken(*intake, response_topic)) return false;
  if (takes_commands && !all_taken(*commands, command_topic)) return false;
  return std::ranges::all_of(reactors, [&](const auto& each) {
    return each.second->status().reacted >= log->end(each.first);
  });
}

bool BusWorld::all_taken(const Intake& from, const std::string& name) const {
  const auto topic = broker.topic(name);
  const auto partitions = from.status().partitions;
  return std::all_of(partitions.begin(), partitions.end(), [&](const auto& partition) {
    return partition.stage == InputPartition::Stage::reading &&
           partition.low_mark >= topic[static_cast<std::size_t>(partition.partition)].end();
  });
}

bool BusWorld::all_told() const {
  for (ShardId shard = 0; shard < shards; ++shard) {
    if (publishers[shard]->status().published < log->end(shard)) return false;
  }
  return true;
}

transport::MemoryBroker::Partition BusWorld::topic(std::int32_t partition) const {
  return broker.topic(response_topic)[static_cast<std::size_t>(partition)];
}

void BusWorld::define_account(const std::string& id) {
  domain::Account::DefineAccount define;
  define.account = {id};
  define.profile.name = id;
  define.profile.type = "Residential";
  define.profile.organization = "Sales";
  define.profile.price_list = "Standard";
  define.profile.currency = "EUR";
  const Reply reply = gate->ask({{Category::account, id}, define, {}});
  ASSERT_EQ(reply.kind, Reply::Kind::done)
      << (reply.problems.empty() ? "" : reply.problems[0].text);
}

std::string BusWorld::account_in(ShardId shard, int n) const {
  for (int i = 0;; ++i) {
    const std::string id = "A-" + std::to_string(i);
    if (shard_of_key(id, shards) == shard && n-- == 0) return id;
  }
}

std::function<Instant()> BusWorld::clock() {
  return [this] { return now_; };
}

std::map<Cause, int> commands_by_cause(const std::vector<Told>& events) {
  std::map<Cause, int> commands;
  Cause before;
  for (const Told& told : events) {
    const Cause& cause = told.recorded.command.cause;
    if (cause != before && cause.kind != Cause::Kind::none) ++commands[cause];
    before = cause;
  }
  return commands;
}

}  // namespace proffer::runtime
