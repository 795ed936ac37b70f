#include "actors/runtime/carriers/publisher.hpp"

#include "events/transport/cloud_event.hpp"
#include "tests/runtime/bus_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace proffer::runtime {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string outcome_topic = "proffer.outcome.v1";
const std::string dead_letter_topic = "proffer.dlq.v1";

using Place = std::pair<std::string, std::int32_t>;  // topic, partition
using Ids = std::map<Place, std::vector<std::string>>;

// What consumers know a message by.
std::string identity_of(const std::vector<RecordHeader>& headers) {
  return std::string(transport::message_id(headers)) + " of " +
         std::string(transport::message_source(headers));
}

std::vector<transport::OutputMessage> messages_of(const BusWorld& world, const Told& told,
                                                  const std::vector<Told>& log) {
  const transport::Publication publication{world.log->log_id(), world.log->timeline(),
                                           transport::topic_names(""), "proffer"};
  if (const auto* repeated = std::get_if<CommandRepeated>(&told.event)) {
    return transport::repeated_outcome(told.recorded, log.at(repeated->position).event,
                                       publication);
  }
  return transport::messages_of(told.recorded, told.event, publication);
}

// What one shard's log has to tell, in its order.
Ids ids_to_tell(const BusWorld& world, ShardId shard) {
  Ids ids;
  const auto log = told(*world.log, shard);
  for (const Told& event : log) {
    for (const auto& message : messages_of(world, event, log)) {
      ids[{message.topic, shard_of_key(message.key, world.shards)}].push_back(
          identity_of(message.headers));
    }
  }
  return ids;
}

Ids ids_told(const BusWorld& world) {
  Ids ids;
  for (const std::string& topic : output_topics()) {
    const auto partitions = world.broker.topic(topic);
    for (std::int32_t number = 0; number < world.shards; ++number) {
      for (const InputRecord& record : partitions[static_cast<std::size_t>(number)].records) {
        ids[{topic, number}].push_back(identity_of(record.headers));
      }
    }
  }
  return ids;
}

// Nothing missing, nothing twice, and each shard's messages in the order of its log.
void expect_all_told_once_and_in_order(const BusWorld& world) {
  Ids told = ids_told(world);
  for (ShardId shard = 0; shard < world.shards; ++shard) {
    for (const auto& [place, ids] : ids_to_tell(world, shard)) {
      const std::set<std::string> of_shard(ids.begin(), ids.end());
      std::vector<std::string> found;
      std::erase_if(told[place], [&](const std::string& id) {
        if (!of_shard.contains(id)) return false;
        found.push_back(id);
        return true;
      });
      EXPECT_EQ(found, ids) << place.first << " " << place.second;
    }
  }
  for (const auto& [place, ids] : told) EXPECT_THAT(ids, IsEmpty()) << place.first;
}

void produce_some(BusWorld& world, int responses) {
  for (int i = 0; i < responses; ++i) {
    const std::string account = "A-" + std::to_string(world.random() % 5);
    switch (world.random() % 4) {
      case 0: world.broker.produce(response_topic, input(account, "no JSON")); break;
      case 1:
        world.broker.produce(response_topic,
                             cloud_event(account, std::to_string(world.random() % 6)));
        break;
      default: world.broker.produce(response_topic, input(account, response_json(account)));
    }
  }
}

TEST(Publisher, TellsEachEventOnceInTheOrderOfTheLog) {
  BusWorld world(2, 7);
  for (int i = 0; i < 4; ++i) world.define_account("A-" + std::to_string(i));
  produce_some(world, 60);
  world.step_until([&] { return world.all_done() && world.all_told(); });
  std::size_t outcomes = 0;
  for (const auto& partition : world.broker.topic(outcome_topic))
    outcomes += partition.records.size();
  EXPECT_GT(outcomes, 30u);
  expect_all_told_once_and_in_order(world);
}

TEST(Publisher, ADeadLetterGoesOutAsItCame) {
  BusWorld world;
  InputRecord record = input(std::string("k\0", 2), std::string("\xff\0", 2));
  record.headers = {{"ce_id", {"from the channel"}},
                    {"ce_source", {"/channel"}},
                    {"x", {std::string("\0", 1)}},
                    {"null", {}, false}};
  world.broker.produce(response_topic, record);
  world.step_until([&] { return world.all_done() && world.all_told(); });
  const auto letters = world.broker.topic(dead_letter_topic)[0].records;
  ASSERT_THAT(letters, SizeIs(1));
  EXPECT_EQ(letters[0].key, record.key);
  EXPECT_EQ(letters[0].value, record.value);
  for (const RecordHeader& header : record.headers)
    EXPECT_THAT(letters[0].headers, testing::Contains(header));
}

TEST(Publisher, ARepeatedResponseGetsTheFirstOutcomeAgain) {
  BusWorld world;
  world.define_account("A-1");
  for (int i = 0; i < 2; ++i) world.broker.produce(response_topic, cloud_event("A-1", "r1"));
  world.step_until([&] { return world.all_done() && world.all_told(); });
  const auto outcomes = world.broker.topic(outcome_topic)[0].records;
  ASSERT_THAT(outcomes, SizeIs(2));
  EXPECT_THAT(outcomes[0].value.value, testing::Not(HasSubstr("repeated")));
  EXPECT_THAT(outcomes[1].value.value, HasSubstr("\"repeated\":true"));
  EXPECT_NE(identity_of(outcomes[0].headers), identity_of(outcomes[1].headers));
}

TEST(Publisher, AfterACrashLeavesOutWhatTheTopicsHave) {
  BusWorld world;
  for (int i = 0; i < 4; ++i)
    world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  const auto outcomes = [&] { return world.broker.topic(outcome_topic)[0].records.size(); };
  world.step_until([&] { return world.all_done() && outcomes() == 4; });
  const Position recorded = shard_state(*world.log, 0).value().progress.published;
  ASSERT_LT(recorded, world.log->end(0));  // too early for a progress that covers all
  world.restart();
  world.step_until([&] { return world.all_told(); });
  EXPECT_GT(world.publishers[0]->status().left_out, 0u);
  EXPECT_EQ(world.publishers[0]->status().sent, 0u);
  expect_all_told_once_and_in_order(world);
}

TEST(Publisher, AnEmptyTopicProvesNothing) {
  BusWorld world;
  for (int i = 0; i < 4; ++i)
    world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  world.step_until([&] { return world.all_done() && world.all_told(); });
  for (int i = 0; i < 200; ++i) world.step();
  const std::size_t before = world.broker.topic(outcome_topic)[0].records.size();
  ASSERT_EQ(before, 4u);
  world.crash();
  world.broker.make_topic(outcome_topic, 1);
  world.start();
  world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  world.step_until([&] { return world.all_done() && world.all_told(); });
  EXPECT_EQ(world.broker.topic(outcome_topic)[0].records.size(),
            1u);  // what was recorded as told is told
}

TEST(Publisher, AnotherLogsMessagesWithTheSameIdsAreNotOurs) {
  BusWorld world;
  world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  InputRecord foreign = input("A-1", "{}");
  foreign.headers = {{"ce_id", {"account/A-1@1"}}, {"ce_source", {"/proffer/another/1"}}};
  world.broker.produce(outcome_topic, foreign);
  world.step_until([&] { return world.all_done() && world.all_told(); });
  EXPECT_THAT(world.broker.topic(outcome_topic)[0].records, SizeIs(2));
}

TEST(Publisher, ProgressDoesNotFeedItself) {
  BusWorld world(2, 3);
  produce_some(world, 20);
  world.step_until([&] { return world.all_done() && world.all_told(); });
  for (int i = 0; i < 500; ++i) world.step();
  const Position end = world.log->end(0);
  EXPECT_EQ(shard_state(*world.log, 0).value().progress.published,
            end - 1);  // all but its own event
  for (int i = 0; i < 500; ++i) world.step();
  world.restart();
  for (int i = 0; i < 500; ++i) world.step();
  EXPECT_EQ(world.log->end(0), end);
}

TEST(Publisher, WaitsForABrokerThatDoesNotAnswerAndSaysSo) {
  BusWorld world;
  world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  world.step_until([&] { return world.all_done(); });
  world.broker.set_available(false);
  world.define_account("A-1");
  for (int i = 0; i < 20; ++i) world.step();
  EXPECT_THAT(world.publishers[0]->status().waiting, HasSubstr("no broker answers"));
  world.broker.set_available(true);
  world.step_until(
      [&] { return world.all_told() && world.publishers[0]->status().waiting.empty(); });
  expect_all_told_once_and_in_order(world);
}

TEST(Publisher, ByIdNothingIsMissingOrRepeatedWhateverFails) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    BusWorld world(2, seed, {.overloaded = 50, .late = 200});
    for (int i = 0; i < 4; ++i) world.define_account("A-" + std::to_string(i));
    world.broker.set({.unavailable = 50, .lost_reports = 100, .source_fails = 20});
    for (int i = 0; i < 300; ++i) {
      if (i < 60) produce_some(world, 1);
      world.step();
      if (world.random() % 1000 < 25) world.restart();
    }
    world.step_until([&] { return world.all_done() && world.all_told(); });
    expect_all_told_once_and_in_order(world);
  }
}

}  // namespace
}  // namespace proffer::runtime
