#include "actors/runtime/carriers/intake.hpp"

#include "tests/runtime/bus_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace proffer::runtime {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

Cause from_record(std::uint64_t offset) { return {Cause::Kind::record, 1, offset}; }

TEST(Intake, AResponseBecomesACommandWithItsPlaceAsCause) {
  BusWorld world;
  world.define_account("A-1");
  world.broker.produce(response_topic, cloud_event("A-1", "r1"));
  world.step_until([&] { return world.all_done(); });

  const auto events = told(*world.log, 0);
  const auto answers = all_of<OfferApplicationFailed>(events);  // there is no such offer
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].response.channel, "web");
  for (const Told& event : events) {
    if (!std::holds_alternative<OfferApplicationFailed>(event.event)) continue;
    EXPECT_EQ(event.recorded.command.cause, from_record(0));
    EXPECT_EQ(event.recorded.command.actor, "web");
    EXPECT_EQ(event.recorded.command.request_key, "ce:/web\nr1");
  }
}

// Also where another shard has to carry it out.
TEST(Intake, WhenItWasGivenAndItsTraceStandInTheCommand) {
  const Origin origin{{1'767'225'600'000},
                      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                      "vendor=1",
                      "00-11111111111111111111111111111111-2222222222222222-01"};
  for (const std::int32_t partition : {0, 1}) {
    BusWorld world(2);
    const std::string account = world.account_in(0);
    world.define_account(account);
    InputRecord record = cloud_event(account, "r1");
    record.headers.push_back({"traceparent", {origin.traceparent}});
    record.headers.push_back({"tracestate", {origin.tracestate}});
    record.headers.push_back({"ce_traceparent", {origin.flow_traceparent}});
    world.broker.produce(response_topic, record, partition);
    world.step_until([&] { return world.all_done(); });
    int answers = 0;
    for (const Told& event : told(*world.log, 0)) {
      if (!std::holds_alternative<OfferApplicationFailed>(event.event)) continue;
      ++answers;
      EXPECT_EQ(event.recorded.command.origin, origin);
    }
    EXPECT_EQ(answers, 1) << "of partition " << partition;
  }
}

TEST(Intake, KnowsHowManyRecordsItHasNotDone) {
  BusWorld world;
  for (int i = 0; i < 3; ++i) {
    world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  }
  const auto behind = [&] { return world.intake->status().partitions[0].behind_records; };
  world.step_until([&] { return world.intake->status().partitions[0].unfinished > 0; });
  EXPECT_EQ(behind(), 3);
  world.step_until([&] { return behind() == 0; });
  EXPECT_TRUE(world.all_done());
}

TEST(Intake, TakesNoMoreWhileTheReactorLagsFarBehind) {
  BusWorld world;
  world.reactor_behind_max = 20;
  world.restart();
  const auto produce = [&](int records) {
    for (int i = 0; i < records; ++i) {
      world.broker.produce(response_topic, input("A-1", response_json("A-1")));
    }
  };
  const auto partition = [&] { return world.intake->status().partitions[0]; };
  world.step_until([&] { return world.all_done(); });
  world.reactors_rest = true;
  produce(30);
  world.step_until([&] { return partition().reactor_lags && partition().low_mark == 30; });
  EXPECT_TRUE(partition().paused);
  produce(10);
  for (int i = 0; i < 50; ++i) world.step();
  EXPECT_EQ(partition().low_mark, 30);
  EXPECT_EQ(partition().unfinished, 0u);

  world.reactors_rest = false;
  world.step_until([&] { return world.all_done(); });
  world.intake->step();
  EXPECT_FALSE(partition().paused);
}

TEST(Intake, WhatTheChannelRepeatsGetsTheFirstAnswerAgain) {
  BusWorld world;
  world.define_account("A-1");
  world.broker.produce(response_topic, cloud_event("A-1", "r1"));
  world.broker.produce(response_topic, cloud_event("A-1", "r1"));
  world.step_until([&] { return world.all_done(); });
  const auto events = told(*world.log, 0);
  EXPECT_THAT(all_of<OfferApplicationFailed>(events), SizeIs(1));
  EXPECT_THAT(all_of<CommandRepeated>(events), SizeIs(1));
}

TEST(Intake, WhatCannotBeProcessedIsKeptByteForByte) {
  BusWorld world;
  InputRecord bytes = input(std::string("k\0\xff", 3), std::string("\0\xfe{", 3));
  bytes.headers = {{"h", {std::string("\0", 1)}}, {"h", {""}}, {"h", {}, false}};
  InputRecord tombstone = input("A-1", "");
  tombstone.has_value = false;
  InputRecord keyless = input("", "[]");
  keyless.has_key = false;
  std::vector<InputRecord> produced;
  for (const InputRecord& record : {bytes, tombstone, keyless}) {
    produced.push_back(world.broker.produce(response_topic, record));
  }
  world.step_until([&] { return world.all_done(); });

  std::vector<InputRecord> kept;
  for (const DeadLettered& letter : all_of<DeadLettered>(told(*world.log, 0)))
    kept.push_back(letter.record);
  EXPECT_THAT(kept, testing::UnorderedElementsAreArray(produced));
}

TEST(Intake, AKeyThatIsNotTheAccountIsADeadLetter) {
  BusWorld world;
  world.broker.produce(response_topic, input("A-2", response_json("A-1")));
  world.step_until([&] { return world.all_done(); });
  const auto letters = all_of<DeadLettered>(told(*world.log, 0));
  ASSERT_THAT(letters, SizeIs(1));
  EXPECT_EQ(letters[0].problem.code, "KEY_MISMATCH");
}

TEST(Intake, ARecordWithoutAKeyIsTakenAsItsAccounts) {
  BusWorld world;
  InputRecord record = input("", response_json("A-1"));
  record.has_key = false;
  world.broker.produce(response_topic, record);
  world.step_until([&] { return world.all_done(); });
  const auto refused = all_of<CommandRefused>(told(*world.log, 0));
  ASSERT_THAT(refused, SizeIs(1));
  EXPECT_EQ(refused[0].problems[0].code, "ACCOUNT_NOT_FOUND");
}

TEST(Intake, NothingIsCommittedBeforeItIsDurable) {
  BusWorld world;
  world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  for (int i = 0; i < 50; ++i) {
    world.intake->step();
    if (world.intake->status().partitions[0].stage == InputPartition::Stage::registering)
      world.gate->pump(1);
  }
  EXPECT_EQ(world.intake->status().partitions[0].unfinished, 1u);
  EXPECT_EQ(world.broker.committed(0), 0);
  world.step_until([&] { return world.broker.committed(0) == 1; });
  EXPECT_TRUE(world.log->is_done(0, from_record(0)));
}

TEST(Intake, AFullWindowPausesThePartition) {
  BusWorld world;
  world.window.records_max = 4;
  world.restart();
  for (int i = 0; i < 40; ++i) {
    const std::string account = "A-" + std::to_string(i);
    world.broker.produce(response_topic, input(account, response_json(account)));
  }
  world.step_until([&] { return world.intake->status().partitions[0].unfinished > 0; });
  for (int i = 0; i < 20; ++i) world.intake->step();
  const auto status = world.intake->status().partitions[0];
  EXPECT_TRUE(status.paused);
  EXPECT_EQ(world.broker.committed(0), 0);
  world.step_until([&] { return world.all_done(); });
  world.intake->step();
  EXPECT_FALSE(world.intake->status().partitions[0].paused);
}

TEST(Intake, WaitsForABrokerThatDoesNotAnswerAndSaysSo) {
  BusWorld world;
  world.broker.set_available(false);
  for (int i = 0; i < 20; ++i) world.step();
  EXPECT_THAT(world.intake->status().waiting, HasSubstr("no broker answers"));
  world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  world.broker.set_available(true);
  world.step_until([&] { return world.all_done(); });
  EXPECT_EQ(world.intake->status().waiting, "");
}

TEST(Intake, AnotherTopicUnderTheOldNameStopsThePartition) {
  BusWorld world;
  for (const char* account : {"A-1", "A-2", "A-3"}) {
    world.broker.produce(response_topic, input(account, response_json(account)));
  }
  world.step_until([&] { return world.all_done(); });
  world.crash();
  world.broker.make_topic(response_topic, 1);
  for (const char* account : {"A-4", "A-5", "A-6", "A-7"}) {
    world.broker.produce(response_topic, input(account, response_json(account)));
  }
  world.start();
  const Position end = world.log->end(0);
  const auto stage = [&] { return world.intake->status().partitions[0].stage; };
  world.step_until([&] { return stage() == InputPartition::Stage::stopped; });
  EXPECT_THAT(world.intake->status().partitions[0].why, HasSubstr("kafka.generation = 2"));
  EXPECT_THAT(all_of<CommandRefused>(told(*world.log, 0)), SizeIs(3));
  EXPECT_LE(world.log->end(0), end + 1);  // at most a progress

  world.generation = 2;
  world.restart();
  world.step_until([&] { return world.all_done(); });
  EXPECT_THAT(all_of<CommandRefused>(told(*world.log, 0)), SizeIs(7));
  EXPECT_THAT(all_of<InputRegistered>(told(*world.log, 0)), SizeIs(2));
}

TEST(Intake, ATopicThatEndsBeforeWhatWasDoneStopsThePartition) {
  BusWorld world;
  for (int i = 0; i < 3; ++i)
    world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  world.step_until([&] { return world.all_done(); });
  world.crash();
  world.broker.make_topic(response_topic, 1);
  world.start();
  world.step_until(
      [&] { return world.intake->status().partitions[0].stage == InputPartition::Stage::stopped; });
  EXPECT_THAT(world.intake->status().partitions[0].why, HasSubstr("kafka.generation = 2"));
}

TEST(Intake, ARecordThatRetentionHasRemovedDoesNotStopThePartition) {
  BusWorld world;
  for (int i = 0; i < 3; ++i)
    world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  world.step_until([&] { return world.all_done(); });
  world.crash();
  world.broker.forget_before(response_topic, 0, 3);
  world.start();
  world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  world.step_until([&] { return world.all_done(); });
  EXPECT_THAT(all_of<CommandRefused>(told(*world.log, 0)), SizeIs(4));
}

TEST(Intake, RecordsThatRetentionRemovedUnreadStopThePartition) {
  BusWorld world;
  for (int i = 0; i < 3; ++i)
    world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  world.step_until([&] { return world.all_done(); });
  world.crash();
  for (int i = 0; i < 3; ++i)
    world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  world.broker.forget_before(response_topic, 0, 5);
  world.start();
  world.step_until(
      [&] { return world.intake->status().partitions[0].stage == InputPartition::Stage::stopped; });
}

TEST(Intake, CountsWhatCameInByChannelAndResponse) {
  BusWorld world;
  world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  world.broker.produce(response_topic, input("A-1", "{"));
  world.step_until([&] { return world.all_done(); });
  const InputCounts counts = world.intake->status().counts;
  EXPECT_EQ(counts.received.at({"web", "Reject"}), 2u);
  EXPECT_EQ(counts.dead_letters.at("JSON_MALFORMED"), 1u);
}

// Records of every kind, good and bad, on the right and on the wrong partition.
InputRecord any_record(BusWorld& world, std::optional<std::int32_t>& partition) {
  const std::string account = "A-" + std::to_string(world.random() % 6);
  switch (world.random() % 8) {
    case 0: return input(account, "{\"accountId\":");
    case 1: return input("B-" + account, response_json(account));
    case 2: partition = static_cast<std::int32_t>(world.random() % world.shards); break;
    case 3: return cloud_event(account, std::to_string(world.random() % 4));
    case 4: {
      InputRecord tombstone = input(account, "");
      tombstone.has_value = false;
      return tombstone;
    }
    case 5: return input("N-" + account, response_json("N-" + account));  // no such account
  }
  return input(account, response_json(account));
}

// Each account's responses stand in its stream in the order of their offsets. (Those that came by
// another partition have no such order.)
void expect_order_per_key(const std::vector<Told>& events) {
  std::map<StreamId, std::uint64_t> last;
  for (const Told& event : events) {
    const Cause& cause = event.recorded.command.cause;
    if (cause.kind != Cause::Kind::record || event.recorded.stream.category != Category::account)
      continue;
    const auto [at, first] = last.emplace(event.recorded.stream, cause.number);
    EXPECT_TRUE(first || at->second <= cause.number) << to_string(event.recorded.stream);
    at->second = cause.number;
  }
}

void expect_dead_letters_as_they_came(const BusWorld& world, ShardId shard,
                                      const std::vector<Told>& events) {
  const auto topic = world.topic(shard);
  for (const DeadLettered& letter : all_of<DeadLettered>(events)) {
    EXPECT_EQ(letter.record, *topic.at(letter.record.offset));
  }
}

void expect_exactly_one_outcome_each(const BusWorld& world) {
  std::map<ShardId, std::vector<Told>> logs;
  for (ShardId shard = 0; shard < world.shards; ++shard) logs[shard] = told(*world.log, shard);
  for (const auto& [shard, events] : logs) {
    const auto commands = commands_by_cause(events);
    for (std::int64_t offset = 0; offset < world.topic(shard).end(); ++offset) {
      const Cause cause = from_record(static_cast<std::uint64_t>(offset));
      ASSERT_TRUE(commands.contains(cause)) << "shard " << shard << " offset " << offset;
      EXPECT_EQ(commands.at(cause), 1) << "shard " << shard << " offset " << offset;
    }
    expect_order_per_key(events);
    expect_dead_letters_as_they_came(world, shard, events);
    for (const CommandForwarded& forwarded : all_of<CommandForwarded>(events)) {
      const Cause carried{Cause::Kind::command, shard, forwarded.number};
      EXPECT_EQ(commands_by_cause(logs.at(forwarded.to))[carried], 1);
    }
  }
}

TEST(Intake, EveryRecordHasExactlyOneOutcomeWhateverFails) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    BusWorld world(2, seed, {.overloaded = 100, .late = 300});
    world.window.records_max = 1 + seed * 3;
    world.restart();
    for (int i = 0; i < 4; ++i) world.define_account("A-" + std::to_string(i));
    world.broker.set({.unavailable = 50, .source_fails = 20});
    for (int i = 0; i < 250; ++i) {
      if (i < 60) {
        std::optional<std::int32_t> partition;
        InputRecord record = any_record(world, partition);
        world.broker.produce(response_topic, std::move(record), partition);
      }
      world.step();
      if (world.random() % 1000 < 25) world.restart();
    }
    world.step_until([&] { return world.all_done(); });
    expect_exactly_one_outcome_each(world);
  }
}

// --- the topic of commands

InputRecord call(const std::string& account, const std::string& members,
                 const std::string& operation = "ApplyMultipleOffersforOrder") {
  return input(account, R"({"operation":")" + operation + R"(","accountId":")" + account + "\"" +
                            members + "}");
}
const std::string one_offer = R"(,"offers":[{"offerId":"O-1"}])";

class CommandIntake : public testing::Test {
 protected:
  void SetUp() override {
    world.takes_commands = true;
    world.answer = [this](const transport::ServiceCall& question) {
      seen.push_back(world.log->stream_version({Category::account, "A-1"}).value());
      return R"({"asked":")" + std::string(transport::operation_of(question)) + "\"}";
    };
  }
  BusWorld world;
  std::vector<std::uint64_t> seen;  // what was durable of the account when it was asked
};

TEST_F(CommandIntake, ACallThatSavesIsACommandOfItsAccount) {
  world.define_account("A-1");
  world.broker.produce(command_topic, call("A-1", one_offer));
  world.step_until([&] { return world.all_done(); });
  const auto answers = all_of<OfferApplicationFailed>(told(*world.log, 0));  // no such offer
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].offers.front().offer.value, "O-1");
  EXPECT_TRUE(seen.empty());
}

TEST_F(CommandIntake, AQuestionIsAnsweredWhenWhatCameBeforeItIsDurable) {
  world.define_account("A-1");
  world.broker.produce(command_topic, call("A-1", one_offer));
  world.broker.produce(command_topic, call("A-1", R"(,"saveFlag":false)" + one_offer));
  world.step_until([&] { return world.all_done(); });
  const auto answers = all_of<QuestionAnswered>(told(*world.log, 0));
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].operation, "ApplyMultipleOffersforOrder");
  EXPECT_EQ(answers[0].account.value, "A-1");
  EXPECT_EQ(answers[0].answer.value, R"({"asked":"ApplyMultipleOffersforOrder"})");
  ASSERT_THAT(seen, testing::Not(testing::IsEmpty()));
  EXPECT_EQ(seen.back(), world.log->stream_version({Category::account, "A-1"}).value())
      << "nothing is recorded for the account itself";
  EXPECT_GT(seen.back(), 1U) << "the failed call came before";
}

TEST_F(CommandIntake, S3_14_WhyOffersCannotBeAppliedInMemoryIsRecordedByTheirAccount) {
  world.define_account("A-1");
  world.answer = [](const transport::ServiceCall&) {
    OfferApplicationFailed failure;
    failure.response.account.value = "A-1";
    failure.problems = {{"OFFER_NOT_FOUND", "There is no such offer."}};
    return failure;
  };
  world.broker.produce(command_topic, call("A-1", R"(,"saveFlag":false)" + one_offer));
  world.step_until([&] { return world.all_done(); });
  EXPECT_THAT(all_of<QuestionAnswered>(told(*world.log, 0)), SizeIs(0)) << "it is told once";
  const auto failed = all_of<OfferApplicationFailed>(told(*world.log, 0));
  ASSERT_THAT(failed, SizeIs(1));
  EXPECT_EQ(failed[0].problems[0].code, "OFFER_NOT_FOUND");
}

TEST_F(CommandIntake, BothTopicsAreInputsOfTheirOwn) {
  world.define_account("A-1");
  world.broker.produce(response_topic, input("A-1", response_json("A-1")));
  world.broker.produce(command_topic, call("A-1", one_offer));
  world.step_until([&] { return world.all_done(); });
  EXPECT_THAT(all_of<InputRegistered>(told(*world.log, 0)), SizeIs(2));
  EXPECT_THAT(all_of<OfferApplicationFailed>(told(*world.log, 0)), SizeIs(2));
  world.restart();
  world.step_until([&] { return world.all_done(); });
  EXPECT_THAT(all_of<OfferApplicationFailed>(told(*world.log, 0)), SizeIs(2));
}

TEST_F(CommandIntake, WhatCannotBeCalledIsADeadLetter) {
  world.broker.produce(command_topic, call("A-1", "", "ApplyEverything"));
  world.broker.produce(command_topic, input("A-1", "{"));
  InputRecord wrong_key = call("A-1", one_offer);
  wrong_key.key = {"A-2"};
  world.broker.produce(command_topic, wrong_key);
  world.step_until([&] { return world.all_done(); });
  std::vector<std::string> codes;
  for (const DeadLettered& letter : all_of<DeadLettered>(told(*world.log, 0)))
    codes.push_back(letter.problem.code);
  EXPECT_THAT(codes,
              testing::UnorderedElementsAre("OPERATION_UNKNOWN", "JSON_MALFORMED", "KEY_MISMATCH"));
}

TEST(CommandIntakeOfTwoShards, AccountCommandsWorkflowsAndAnswersAreCarriedToTheirShards) {
  BusWorld world(2);
  world.takes_commands = true;
  world.answer = [](const transport::ServiceCall&) { return "{}"; };
  const std::string account = world.account_in(0);
  world.define_account(account);
  const std::string workflow =
      R"({"operation":"CancelWorkflow","workflowId":")" + account + R"(-W9"})";
  for (const InputRecord& record :
       {call(account, one_offer), call(account, R"(,"saveFlag":false)" + one_offer),
        input(account, workflow)}) {
    world.broker.produce(command_topic, record, 1);
  }
  world.step_until([&] { return world.all_done(); });
  EXPECT_THAT(all_of<CommandForwarded>(told(*world.log, 1)), SizeIs(3));
  const auto here = told(*world.log, 0);
  EXPECT_THAT(all_of<OfferApplicationFailed>(here), SizeIs(1));
  EXPECT_THAT(all_of<QuestionAnswered>(here), SizeIs(1));
  const auto refused = all_of<CommandRefused>(here);
  ASSERT_THAT(refused, SizeIs(1));
  EXPECT_EQ(refused[0].problems[0].code, "WORKFLOW_NOT_FOUND");
}

}  // namespace
}  // namespace proffer::runtime
