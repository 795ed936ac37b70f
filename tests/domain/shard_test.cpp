#include "actors/domain/shard/shard.hpp"

#include "actors/domain/catalogue/catalogue.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace proffer::domain {
namespace {

const ShardCreated genesis{std::string(32, 'a'), std::string(8, 'b'), 0, 3};

Shard::State after(const std::vector<ShardEvent>& events) {
  Shard::State state;
  Shard::evolve(state, genesis);
  for (const ShardEvent& event : events) Shard::evolve(state, event);
  return state;
}

// No decision of a shard looks at the catalogue.
Decision<ShardEvent> decide(const Shard::State& state, const Shard::Command& command) {
  return Shard::decide(state, command, Context{});
}

struct Given {
  std::vector<ShardEvent> events;

  // What happens, and that the same command again is nothing new.
  void then_once(const Shard::Command& command, const std::vector<ShardEvent>& expected) const {
    const Shard::State before = after(events);
    const auto first = decide(before, command);
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(*first, expected);
    Shard::State now = before;
    for (const ShardEvent& event : *first) Shard::evolve(now, event);
    EXPECT_EQ(decide(now, command), std::vector<ShardEvent>{});
  }
  void then_refused(const Shard::Command& command, const std::string& code) const {
    const auto decision = decide(after(events), command);
    ASSERT_FALSE(decision.has_value());
    ASSERT_EQ(decision.error().size(), 1u);
    EXPECT_EQ(decision.error()[0].code, code);
  }
};

const InputRegistered first_input{1, "proffer.response.v1", 1, 0};

TEST(Shard, KnowsItsGenesis) { EXPECT_EQ(after({}).genesis, genesis); }

TEST(Shard, GivesItsInputsSourceNumbersFromOne) {
  Given{}.then_once(Shard::RegisterInput{"proffer.response.v1", 1, 0}, {first_input});
  Given{{first_input}}.then_once(Shard::RegisterInput{"proffer.response.v1", 1, 1},
                                 {InputRegistered{2, "proffer.response.v1", 1, 1}});
}

TEST(Shard, ANewGenerationOfATopicIsAnotherSource) {
  Given{{first_input}}.then_once(Shard::RegisterInput{"proffer.response.v1", 2, 0},
                                 {InputRegistered{2, "proffer.response.v1", 2, 0}});
}

TEST(Shard, RefusesAGenerationThatWasReplaced) {
  const InputRegistered second{2, "proffer.response.v1", 2, 0};
  Given{{first_input, second}}.then_refused(Shard::RegisterInput{"proffer.response.v1", 1, 0},
                                            "INPUT_GENERATION_OUTDATED");
  Given{{second}}.then_refused(Shard::RegisterInput{"proffer.response.v1", 1, 0},
                               "INPUT_GENERATION_OUTDATED");
}

TEST(Shard, RecordsProgressOnlyWhenThereIsSome) {
  const ShardProgress progress{7, 5, {{"proffer.order.v1", 0, 3}}};
  Given{}.then_once(Shard::RecordProgress{7, 5, {{"proffer.order.v1", 0, 3}}}, {progress});
  Given{{progress}}.then_once(Shard::RecordProgress{6, 4, {{"proffer.order.v1", 0, 2}}}, {});
}

TEST(Shard, ProgressNeverGoesBack) {
  const ShardProgress progress{7, 5, {{"proffer.order.v1", 0, 3}, {"proffer.quote.v1", 0, 9}}};
  Given{{progress}}.then_once(
      Shard::RecordProgress{6, 8, {{"proffer.order.v1", 0, 4}, {"proffer.quote.v1", 0, 1}}},
      {ShardProgress{7, 8, {{"proffer.order.v1", 0, 4}, {"proffer.quote.v1", 0, 9}}}});
}

TEST(Shard, AnOutputThatIsNotReportedKeepsItsEnd) {
  const ShardProgress progress{7, 5, {{"proffer.quote.v1", 0, 9}}};
  Given{{progress}}.then_once(
      Shard::RecordProgress{8, 5, {{"proffer.order.v1", 1, 2}}},
      {ShardProgress{8, 5, {{"proffer.order.v1", 1, 2}, {"proffer.quote.v1", 0, 9}}}});
}

TEST(Shard, KeepsADeadLetterByteForByteEachTimeItComes) {
  InputRecord record{"proffer.response.v1",   0,    17,       {5},           true,
                     {std::string("k\0", 2)}, true, {"\xff"}, {{"h", {"v"}}}};
  const Shard::DeadLetter command{{"RESPONSE_MALFORMED", "It is no JSON.", "", "", "", ""}, record};
  const std::vector<ShardEvent> expected{DeadLettered{command.problem, record}};
  EXPECT_EQ(decide(after({}), command), expected);
  EXPECT_EQ(decide(after(expected), command), expected);
}

Shard::ForwardCommand forward(ShardId to) {
  return {to, {Category::account, "A-1"}, "account.respond_to_offer", {"bytes"}, "ce:web\n1"};
}
CommandForwarded forwarded(ShardId to, std::uint64_t number) {
  return {to,        number,     {Category::account, "A-1"}, "account.respond_to_offer",
          {"bytes"}, "ce:web\n1"};
}

TEST(Shard, NumbersForwardedCommandsWithoutGapsForEachDestination) {
  EXPECT_EQ(decide(after({}), forward(1)), std::vector<ShardEvent>{forwarded(1, 1)});
  const Shard::State state = after({forwarded(1, 1), forwarded(2, 1), forwarded(1, 2)});
  EXPECT_EQ(decide(state, forward(1)), std::vector<ShardEvent>{forwarded(1, 3)});
  EXPECT_EQ(decide(state, forward(2)), std::vector<ShardEvent>{forwarded(2, 2)});
  EXPECT_EQ(decide(state, forward(reference_shard)),
            std::vector<ShardEvent>{forwarded(reference_shard, 1)});
}

TEST(Shard, ForwardsNothingToItselfOrToAShardThatIsNot) {
  Given{}.then_refused(forward(0), "SHARD_NOT_ELSEWHERE");
  Given{}.then_refused(forward(3), "SHARD_NOT_ELSEWHERE");
}

}  // namespace
}  // namespace proffer::domain
