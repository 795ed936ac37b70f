#include "actors/runtime/aggregate_shell.hpp"
#include "events/check.hpp"
#include "events/codec/json.hpp"
#include "tests/runtime/node_world.hpp"

#include <gmock/gmock.h>

#include <set>
#include <thread>

namespace proffer::runtime {
namespace {

using testing::ElementsAre;
using Kind = Reply::Kind;

template <class E>
E only(const std::vector<Event>& events) {
  EXPECT_EQ(events.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<E>(events.back()));
  return std::get<E>(events.back());
}

TEST(Node, ACommandIsInTheLogBeforeItIsAnswered) {
  World world;
  const Reply reply = world.ask(define("A-1", "Ana"));
  ASSERT_EQ(reply.kind, Kind::done);
  EXPECT_EQ(only<AccountDefined>(reply.events).profile.name, "Ana");
  EXPECT_EQ(reply.end, world.log->end(reply.shard));
  const auto recorded = world.stream(account("A-1"));
  ASSERT_EQ(recorded.size(), 1U);
  EXPECT_EQ(recorded[0].position + 1, reply.end);
  EXPECT_EQ(recorded[0].command.at, Instant{world.clock});
}

TEST(Node, NothingIsAnsweredWhileTheLogIsHeldUp) {
  World world;
  world.log->hold();
  auto reply = world.submit(define("A-1", "Ana"));
  world.log->await_held();
  EXPECT_EQ(reply.wait_for(std::chrono::seconds{0}), std::future_status::timeout);
  world.log->release();
  EXPECT_EQ(World::answer_of(std::move(reply)).kind, Kind::done);
}

TEST(Node, ADecisionThatChangesNothingWritesNothing) {
  World world;
  world.ask(define("A-1", "Ana"));
  const Position end = world.log->end(0);
  const Reply reply = world.ask(define("A-1", "Ana"));
  EXPECT_EQ(reply.kind, Kind::done);
  EXPECT_TRUE(reply.events.empty());
  EXPECT_GE(reply.end, end);
  EXPECT_EQ(world.log->end(0), end);
}

TEST(Node, ARefusalLeavesTheCommandInTheLog) {
  World world;
  const Reply reply = world.ask(respond("A-1"));
  ASSERT_EQ(reply.kind, Kind::refused);
  ASSERT_FALSE(reply.problems.empty());
  EXPECT_EQ(reply.problems[0].code, "ACCOUNT_NOT_FOUND");
  const auto recorded = world.stream(account("A-1"));
  ASSERT_EQ(recorded.size(), 1U);
  const auto event =
      codec::decode<Event>(recorded[0].type, recorded[0].schema, recorded[0].payload).value();
  const auto& refused = std::get<CommandRefused>(event);
  EXPECT_EQ(refused.problems, reply.problems);
  EXPECT_EQ(refused.command_type, "account.respond_to_offer");
  const auto kept = codec::read_json<domain::Account::RespondToOffer>(refused.command);
  EXPECT_EQ(kept.value().response.offer.value, "O-1");
  // The account can still be defined: a refusal is part of its stream, not of its state.
  EXPECT_EQ(world.ask(define("A-1", "Ana")).kind, Kind::done);
}

// Cannot take an account of that name.
struct MistakenAccount : domain::Account {
  static domain::Decision<AccountEvent> decide(const State& state, const Command& command,
                                               const domain::Context& context) {
    const auto* define = std::get_if<DefineAccount>(&command);
    CHECK(define == nullptr || define->profile.name != "Zoe");
    return Account::decide(state, command, context);
  }
};

TEST(Node, AMistakeInADecisionRefusesThatCommandAloneAndKeepsIt) {
  World world;
  world.node.reset();
  NodeOptions options = world.options;
  options.now = [&] { return Instant{world.clock.load()}; };
  options.on_fatal = [&](const store::StoreError&) { ++world.fatal; };
  AggregateKinds kinds = product_aggregates();
  kinds.make[Category::account] = make_shell<MistakenAccount>;
  world.node = std::make_unique<Node>(*world.log, options, std::vector<Follower>{}, kinds);
  const Request mistaken = from_record(define("A-1", "Zoe"), 7);
  const Reply reply = world.ask(mistaken);
  ASSERT_EQ(reply.kind, Kind::refused);
  ASSERT_EQ(reply.problems.size(), 1U);
  EXPECT_EQ(reply.problems[0].code, "DECISION_FAULT");
  EXPECT_THAT(reply.problems[0].text, testing::HasSubstr("profile.name != \"Zoe\""));
  const auto recorded = world.stream(account("A-1"));
  ASSERT_EQ(recorded.size(), 1U);
  const auto event =
      codec::decode<Event>(recorded[0].type, recorded[0].schema, recorded[0].payload).value();
  const auto kept =
      codec::read_json<domain::Account::DefineAccount>(std::get<CommandRefused>(event).command);
  EXPECT_EQ(kept.value().profile.name, "Zoe");
  EXPECT_EQ(world.ask(mistaken).kind, Kind::duplicate) << "it is done: nobody reads it again";
  EXPECT_EQ(world.ask(define("A-1", "Ana")).kind, Kind::done);
  EXPECT_EQ(world.fatal, 0);
}

TEST(Node, CommandsThatWaitForOneAccountTravelTogetherInTheirOrder) {
  World world;
  world.log->hold();
  std::vector<std::future<Reply>> replies;
  std::vector<std::string> names;
  for (int i = 0; i < 100; ++i) {
    names.push_back("name " + std::to_string(i));
    replies.push_back(world.submit(define("A-1", names.back())));
  }
  world.log->await_held();
  world.log->release();
  Position before = 0;
  for (auto& reply : replies) {
    const Reply answer = World::answer_of(std::move(reply));
    EXPECT_EQ(answer.kind, Kind::done);
    EXPECT_LT(std::exchange(before, answer.end), answer.end);
  }
  EXPECT_EQ(world.names("A-1"), names);
  // The first alone or with what had arrived by then; the rest 64 at a time.
  EXPECT_LE(world.node->stats().batches, 3U);
}

TEST(Node, ACommandSeesWhatTheOneBeforeItDecidedInTheSameTurn) {
  World world;
  world.log->hold();
  auto first = world.submit(define("A-1", "holds the journal"));
  world.log->await_held();
  std::vector<std::future<Reply>> replies;
  for (int i = 0; i < 3; ++i) replies.push_back(world.submit(define("A-1", "the same")));
  world.log->release();
  std::size_t events = 0;
  for (auto& reply : replies) events += World::answer_of(std::move(reply)).events.size();
  EXPECT_EQ(events, 1U);
  World::answer_of(std::move(first));
}

TEST(Node, TheSameRequestAgainGetsTheFirstAnswerAndWritesNothing) {
  World world;
  const Reply first = world.ask(with_key(define("A-1", "Ana"), "key:1"));
  const Position end = world.log->end(0);
  for (int round = 0; round < 2; ++round) {
    const Reply again = world.ask(with_key(define("A-1", "Ana"), "key:1"));
    EXPECT_EQ(again.kind, Kind::repeated);
    EXPECT_EQ(again.events, first.events);
    EXPECT_EQ(world.log->end(0), end);
    world.restart();
  }
}

TEST(Node, ARefusalIsRepeatedLikeAnyAnswer) {
  World world;
  const Reply first = world.ask(with_key(respond("A-1"), "key:1"));
  ASSERT_EQ(first.kind, Kind::refused);
  const Reply again = world.ask(with_key(respond("A-1"), "key:1"));
  EXPECT_EQ(again.kind, Kind::repeated);
  EXPECT_EQ(again.problems, first.problems);
}

TEST(Node, TwoOfTheSameRequestAtOnceAreOneDecision) {
  World world;
  world.log->hold();
  auto other = world.submit(define("A-1", "Zoe"));
  world.log->await_held();
  auto first = world.submit(with_key(define("A-1", "Ana"), "key:1"));
  auto second = world.submit(with_key(define("A-1", "Ana"), "key:1"));
  auto third = world.submit(define("A-1", "Ben"));
  world.log->release();
  const Reply answer = World::answer_of(std::move(first));
  const Reply repeated = World::answer_of(std::move(second));
  EXPECT_EQ(answer.kind, Kind::done);
  EXPECT_EQ(repeated.kind, Kind::repeated);
  EXPECT_EQ(repeated.events, answer.events);
  EXPECT_EQ(World::answer_of(std::move(third)).kind, Kind::done);
  EXPECT_THAT(world.names("A-1"), ElementsAre("Zoe", "Ana", "Ben"));
  World::answer_of(std::move(other));
}

TEST(Node, ARepeatedRecordLeavesAnOutcomeThatPointsToTheFirst) {
  World world;
  world.ask(define("A-1", "Ana"));
  const Reply first = world.ask(with_key(from_record(respond("A-1"), 5), "ce:/web\n1"));
  ASSERT_EQ(first.kind, Kind::done);
  const Reply again = world.ask(with_key(from_record(respond("A-1"), 6), "ce:/web\n1"));
  EXPECT_EQ(again.kind, Kind::repeated);
  EXPECT_EQ(again.events, first.events);
  const auto recorded = world.stream(account("A-1"));
  ASSERT_EQ(recorded.back().type, CommandRepeated::type);
  const auto event = std::get<CommandRepeated>(
      codec::decode<Event>(recorded.back().type, recorded.back().schema, recorded.back().payload)
          .value());
  EXPECT_EQ(event.first, recorded[recorded.size() - 2].version);
  EXPECT_EQ(event.position, first.end - 1);
  EXPECT_TRUE(world.log->is_done(0, {Cause::Kind::record, 1, 6}));
  world.restart();
  const Reply third = world.ask(with_key(from_record(respond("A-1"), 7), "ce:/web\n1"));
  EXPECT_EQ(third.kind, Kind::repeated);
  EXPECT_EQ(third.events, first.events);
}

TEST(Node, AKeyWithAnotherBodyIsRefused) {
  World world;
  world.ask(with_key(define("A-1", "Ana"), "key:1", 1));
  for (int round = 0; round < 2; ++round) {
    const Reply other = world.ask(with_key(define("A-1", "Ben"), "key:1", 2));
    ASSERT_EQ(other.kind, Kind::refused);
    EXPECT_EQ(other.problems[0].code, "IDEMPOTENCY_KEY_REUSED");
    world.restart();
  }
  EXPECT_EQ(world.ask(with_key(define("A-1", "Ana"), "key:1", 1)).kind, Kind::repeated);
  EXPECT_THAT(world.names("A-1"), ElementsAre("Ana"));
}

TEST(Node, AKeyIsForgottenWhenItIsTooOld) {
  World world;
  world.ask(with_key(define("A-1", "Ana"), "key:1", 1));
  world.clock += world.options.key_age.count() + 1;
  EXPECT_EQ(world.ask(with_key(define("A-1", "Ben"), "key:1", 2)).kind, Kind::done);
}

TEST(Node, AFullSetOfKeysRefusesInsteadOfForgetting) {
  World world;
  world.options.request_keys_max = 2;
  world.restart();
  world.ask(with_key(define("A-1", "Ana"), "key:1"));
  world.ask(with_key(define("A-1", "Ben"), "key:2"));
  const Reply full = world.ask(with_key(define("A-1", "Cleo"), "key:3"));
  ASSERT_EQ(full.kind, Kind::refused);
  EXPECT_EQ(full.problems[0].code, "IDEMPOTENCY_KEYS_FULL");
  EXPECT_EQ(world.ask(with_key(define("A-1", "Ana"), "key:1")).kind, Kind::repeated);
  EXPECT_EQ(world.ask(define("A-1", "Cleo")).kind, Kind::done);
}

TEST(Node, AnInputThatIsDoneIsNotDoneAgain) {
  World world;
  world.ask(define("A-1", "Ana"));
  const Reply first = world.ask(from_record(respond("A-1"), 5));
  EXPECT_EQ(first.kind, Kind::done);
  const Position end = world.log->end(0);
  EXPECT_EQ(world.ask(from_record(respond("A-1"), 5)).kind, Kind::duplicate);
  EXPECT_EQ(world.log->end(0), end);
  EXPECT_EQ(world.ask(define("A-1", "Ben")).kind, Kind::done);
}

TEST(Node, WhatFollowsADuplicateInTheSameTurnIsDecidedAgain) {
  World world;
  world.ask(define("A-1", "Ana"));
  world.ask(from_record(define("A-1", "Ben"), 5));
  world.log->hold();
  auto other = world.submit(define("A-1", "Cleo"));
  world.log->await_held();
  auto duplicate = world.submit(from_record(define("A-1", "Eve"), 5));
  auto after = world.submit(define("A-1", "Dora"));
  auto same = world.submit(define("A-1", "Dora"));
  world.log->release();
  EXPECT_EQ(World::answer_of(std::move(duplicate)).kind, Kind::duplicate);
  EXPECT_EQ(World::answer_of(std::move(after)).events.size(), 1U);
  EXPECT_EQ(World::answer_of(std::move(same)).events.size(), 0U);
  EXPECT_THAT(world.names("A-1"), ElementsAre("Ana", "Ben", "Cleo", "Dora"));
  World::answer_of(std::move(other));
}

TEST(Node, AStreamThatHasMovedOnIsLoadedAndDecidedAgain) {
  World world;
  world.ask(define("A-1", "Ana"));
  world.log->turn_away(account("A-1"), store::Appended::Verdict::version_conflict);
  EXPECT_EQ(world.ask(define("A-1", "Ben")).kind, Kind::done);
  EXPECT_THAT(world.names("A-1"), ElementsAre("Ana", "Ben"));
}

TEST(Node, ADecisionOnAnOldCatalogueIsMadeAgainWithTheNewest) {
  World world;
  world.log->turn_away(account("A-1"), store::Appended::Verdict::stale_catalogue);
  world.log->hold();
  auto product = world.submit(define_product("P-1"));
  world.log->await_held();
  auto reply = world.submit(define("A-1", "Ana"));
  world.log->release();
  EXPECT_EQ(World::answer_of(std::move(product)).kind, Kind::done);
  EXPECT_EQ(World::answer_of(std::move(reply)).kind, Kind::done);
  EXPECT_EQ(world.stream(account("A-1"))[0].command.catalogue, world.log->end(reference_shard));
}

TEST(Node, WhoIsToldOfADefinitionFindsItInTheNextDecision) {
  World world;
  for (int i = 0; i < 50; ++i) {
    const std::string id = "P-" + std::to_string(i);
    ASSERT_EQ(world.ask(define_product(id)).kind, Kind::done);
    EXPECT_NE(world.node->catalogue()->product({id}), nullptr);
    EXPECT_EQ(world.node->catalogue()->position(), world.log->end(reference_shard));
  }
  world.restart();
  EXPECT_NE(world.node->catalogue()->product({"P-49"}), nullptr);
}

TEST(Node, ADecisionTooLargeForAFrameIsRefused) {
  World world;
  world.log->turn_away(account("A-1"), store::Appended::Verdict::too_large);
  const Reply reply = world.ask(define("A-1", "Ana"));
  ASSERT_EQ(reply.kind, Kind::refused);
  EXPECT_EQ(reply.problems[0].code, "COMMAND_TOO_LARGE");
  EXPECT_TRUE(world.names("A-1").empty());
  EXPECT_EQ(world.ask(define("A-1", "Ana")).kind, Kind::done);
}

// Neither what it decides nor the command itself fits: the refusal goes without it, once.
TEST(Node, ACommandTooLargeForAFrameIsRefusedWithoutIt) {
  World world;
  Request bulk = define_product("P-0");
  auto& products =
      std::get<domain::DefineCatalogue>(std::get<domain::ProductCatalogue::Command>(bulk.command))
          .definitions.products;
  for (int i = 1; i < 20; ++i) {
    products.push_back(products.front());
    products.back().id.value = "P-" + std::to_string(i);
    products.back().name = std::string(60'000, 'x');
  }
  const StreamId to = bulk.to;
  const Reply reply = world.ask(std::move(bulk));
  ASSERT_EQ(reply.kind, Kind::refused);
  EXPECT_EQ(reply.problems[0].code, "COMMAND_TOO_LARGE");
  const auto recorded = world.stream(to);
  ASSERT_EQ(recorded.size(), 1U);
  const auto event =
      codec::decode<CommandEvent>(recorded[0].type, recorded[0].schema, recorded[0].payload);
  EXPECT_EQ(std::get<CommandRefused>(event.value()).command, Json{});
  EXPECT_EQ(world.ask(define_product("P-0")).kind, Kind::done);
}

TEST(Node, WhoWantsNoEventsIsToldOnlyHowItWent) {
  World world;
  Request request = with_key(define("A-1", "Ana"), "k");
  request.events_wanted = false;
  const Reply reply = world.ask(request);
  EXPECT_EQ(reply.kind, Kind::done);
  EXPECT_TRUE(reply.events.empty());
  EXPECT_EQ(reply.end, world.log->end(0));
  EXPECT_THAT(world.names("A-1"), ElementsAre("Ana"));
  request.events_wanted = true;
  EXPECT_EQ(world.ask(request).events.size(), 1U);
}

TEST(Node, ATextThatCannotBeStoredIsRefused) {
  World world;
  const Reply reply = world.ask(define("A-1", std::string(70'000, 'x')));
  ASSERT_EQ(reply.kind, Kind::refused);
  EXPECT_EQ(world.stream(account("A-1")).size(), 1U);
  EXPECT_EQ(world.ask(define("A-1", "Ana")).kind, Kind::done);
}

TEST(Node, NothingIsAcknowledgedAfterTheLogHasFailed) {
  World world;
  world.ask(define("A-1", "Ana"));
  world.log->hold();
  std::vector<std::future<Reply>> replies;
  for (int i = 0; i < 20; ++i) {
    replies.push_back(world.submit(define("A-" + std::to_string(i % 5), std::to_string(i))));
  }
  world.log->await_held();
  world.log->fail_next();
  world.log->release();
  for (auto& reply : replies) EXPECT_EQ(World::answer_of(std::move(reply)).kind, Kind::unavailable);
  EXPECT_EQ(world.ask(define("A-1", "Ben")).kind, Kind::unavailable);
  EXPECT_EQ(world.fatal, 1);
  world.restart();
  EXPECT_THAT(world.names("A-1"), ElementsAre("Ana"));
  EXPECT_EQ(world.ask(define("A-1", "Ben")).kind, Kind::done);
}

TEST(Node, InAPauseTheLogRestsAndItsErrorIsFatal) {
  World world;
  world.log->fail_next_rest();
  world.ask(define("A-1", "Ana"));
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (world.fatal == 0 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  EXPECT_EQ(world.fatal, 1);
  EXPECT_EQ(world.ask(define("A-1", "Ben")).kind, Kind::unavailable);
}

TEST(Node, BehindTheLastAppendTheLogRests) {
  World world;
  world.ask(define("A-1", "Ana"));
  const int before = world.log->rests();
  world.node->stop();
  EXPECT_GT(world.log->rests(), before);
}

TEST(Node, StoppingAnswersWhatIsInFlightAndTakesNothingMore) {
  World world;
  world.log->hold();
  auto reply = world.submit(define("A-1", "Ana"));
  world.log->await_held();
  auto stopped = std::async(std::launch::async, [&] { world.node->stop(); });
  world.log->release();
  EXPECT_EQ(World::answer_of(std::move(reply)).kind, Kind::done);
  ASSERT_EQ(stopped.wait_for(patience), std::future_status::ready);
  EXPECT_EQ(world.ask(define("A-1", "Ben")).kind, Kind::unavailable);
  EXPECT_EQ(world.node->stats().live, 0U);
}

}  // namespace
}  // namespace proffer::runtime
