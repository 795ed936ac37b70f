#include "actors/runtime/carriers/reactor.hpp"

#include "events/codec/json.hpp"
#include "tests/runtime/bus_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace proffer::runtime {
namespace {

using testing::Gt;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// A record on the partition that its key does not belong to, as a producer with another partitioner
// sends it.
void produce_astray(BusWorld& world, const InputRecord& record) {
  const ShardId home = shard_of_key(record.key.value, world.shards);
  world.broker.produce(response_topic, record, (home + 1) % world.shards);
}

TEST(Reactor, ARecordOnTheWrongPartitionArrivesInItsShardOnce) {
  BusWorld world(2);
  const std::string account = world.account_in(1);
  world.define_account(account);
  produce_astray(world, cloud_event(account, "r1"));
  world.step_until([&] { return world.all_done(); });

  const auto forwarded = all_of<CommandForwarded>(told(*world.log, 0));
  ASSERT_THAT(forwarded, SizeIs(1));
  EXPECT_EQ(forwarded[0].to, 1);
  EXPECT_EQ(forwarded[0].number, 1u);
  EXPECT_EQ(world.intake->status().counts.wrong_partition, 1u);
  const auto events = told(*world.log, 1);
  ASSERT_THAT(all_of<OfferApplicationFailed>(events), SizeIs(1));
  for (const Told& event : events) {
    if (!std::holds_alternative<OfferApplicationFailed>(event.event)) continue;
    const CommandHeader& header = event.recorded.command;
    EXPECT_EQ(header.cause, (Cause{Cause::Kind::command, 0, 1}));
    EXPECT_EQ(header.request_key, "ce:/web\nr1");
    EXPECT_EQ(header.actor, "web");
    EXPECT_EQ(header.hops, 1);
  }
}

TEST(Reactor, WhatWasForwardedIsKnownWhenTheChannelRepeatsItInTheRightPlace) {
  BusWorld world(2);
  const std::string account = world.account_in(1);
  world.define_account(account);
  produce_astray(world, cloud_event(account, "r1"));
  produce_astray(world, cloud_event(account, "r1"));
  world.step_until([&] { return world.all_done(); });
  world.broker.produce(response_topic, cloud_event(account, "r1"));
  world.step_until([&] { return world.all_done(); });
  EXPECT_THAT(all_of<OfferApplicationFailed>(told(*world.log, 1)), SizeIs(1));
  EXPECT_THAT(all_of<CommandRepeated>(told(*world.log, 1)), SizeIs(2));
}

TEST(Reactor, CommandsToOneShardArriveInTheirOrderWhateverFails) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    BusWorld world(3, seed, {.overloaded = 200, .late = 300});
    for (int i = 0; i < 40; ++i) {
      const std::string account = "A-" + std::to_string(world.random() % 9);
      produce_astray(world, input(account, response_json(account)));
      world.step();
      if (world.random() % 1000 < 50) world.restart();
    }
    world.step_until([&] { return world.all_done(); });
    std::size_t arrived = 0;
    for (ShardId shard = 0; shard < 3; ++shard) {
      std::map<std::uint32_t, std::uint64_t> last;
      for (const Told& event : told(*world.log, shard)) {
        const Cause& cause = event.recorded.command.cause;
        if (cause.kind != Cause::Kind::command) continue;
        EXPECT_EQ(cause.number,
                  ++last[cause.source]);  // each refused with one event: there are no such accounts
        ++arrived;
      }
    }
    EXPECT_EQ(arrived, 40u);
  }
}

// A CommandForwarded such as the intake would not write, straight into the log.
void forward(BusWorld& world, std::uint8_t hops, const std::string& type, const Json& command) {
  Request request{
      {Category::shard, "0"},
      domain::Shard::ForwardCommand{1, {Category::account, world.account_in(1)}, type, command, ""},
      {}};
  request.header.hops = hops;
  ASSERT_EQ(world.gate->ask(std::move(request)).kind, Reply::Kind::done);
}

TEST(Reactor, StopsWhereReactionsGoRoundInACircle) {
  BusWorld world(2);
  const auto command = codec::json_of(domain::Account::RespondToOffer{});
  forward(world, 8, std::string(domain::Account::RespondToOffer::type), command);
  world.step_until([&] { return !world.reactors[0]->status().stopped.empty(); });
  EXPECT_THAT(world.reactors[0]->status().stopped, HasSubstr("position 1: more than 8 reactions"));
  EXPECT_EQ(world.reactors[0]->status().reacted, 1u);
}

TEST(Reactor, StopsAtACommandOfAnotherShapeAndSaysWhatToRun) {
  BusWorld world(2);
  forward(world, 0, std::string(domain::Account::RespondToOffer::type), {R"({"cut":1})"});
  world.step_until([&] { return !world.reactors[0]->status().stopped.empty(); });
  EXPECT_THAT(world.reactors[0]->status().stopped, HasSubstr("run that one until"));
  EXPECT_EQ(world.reactors[0]->status().reacted, 1u);
}

// With everything in memory lost on the way.
void carry_on(BusWorld& world) {
  for (int i = 0; i < 10; ++i) world.step();
  world.restart();
  world.step_until([&] { return world.all_done(); });
}

// The project Spring, imported and carried on, whose offer of that name is locked by ann.
class Project {
 public:
  explicit Project(BusWorld& world) : world_(world) {
    NamedOffer films;
    films.offer.name = "Films";
    films.offer.organizations = {"Sales"};
    domain::DefineCatalogue sales;
    sales.definitions.organizations = {{"Sales"}};
    tell({Category::catalogue, "main"}, domain::ProductCatalogue::Command{sales});
    tell(stream_, Decider::Command{Decider::CreateProject{{"Spring"}, {1'000}}});
    tell(stream_,
         Decider::Command{Decider::ImportContents{{{1'000}, false, {films}}, "cafe", "ann"}});
    carry_on(world_);
  }
  void release() { tell(stream_, Decider::Command{Decider::ReleaseAll{"ann"}}); }

 private:
  using Decider = domain::ProjectDecider;
  void tell(const StreamId& to, Command command) {
    ASSERT_EQ(world_.gate->ask({to, std::move(command), {}}).kind, Reply::Kind::done);
  }
  BusWorld& world_;
  const StreamId stream_ = domain::stream_of(ProjectId{"Spring"});
};

TEST(Reactor, S6_WhatAProjectDecidesReachesItsOffersInTheReferenceShardOnce) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    BusWorld world(2, seed, {.overloaded = 200, .late = 300});
    Project project(world);
    const OfferId id{"spring:films"};
    const auto imported = world.gate->catalogue();
    ASSERT_NE(imported->definition(id), nullptr);
    EXPECT_EQ(imported->definition(id)->locked_by, "ann");

    project.release();
    carry_on(world);
    const auto released = world.gate->catalogue();
    ASSERT_NE(released->offer(id), nullptr);
    EXPECT_EQ(released->offer(id)->release, 1U);
    EXPECT_FALSE(released->definition(id)->locked);
    const auto events = told(*world.log, reference_shard);
    EXPECT_THAT(all_of<OfferImported>(events), SizeIs(1));
    EXPECT_THAT(all_of<OfferVersionReleased>(events), SizeIs(1));
    EXPECT_THAT(all_of<OfferCacheRefreshed>(events), SizeIs(1));
    EXPECT_THAT(shard_state(*world.log, reference_shard).value().progress.reacted, Gt(0U));
  }
}

// An offer is released and its cache refreshed: two commands.
TEST(Reactor, StopsAtAnEventThatWantsMoreThanTheLimit) {
  BusWorld world(2);
  world.fan_out_max = 1;
  world.restart();
  Project project(world);
  project.release();
  const Reactor& reactor = *world.reactors.at(reference_shard);
  world.step_until([&] { return !reactor.status().stopped.empty(); });
  EXPECT_THAT(reactor.status().stopped, HasSubstr("2 reactions to one event, more than 1"));
  EXPECT_THAT(all_of<OfferVersionReleased>(told(*world.log, reference_shard)), IsEmpty());
}

TEST(Reactor, DoesNotSkipACommandItDoesNotKnow) {
  BusWorld world(2);
  forward(world, 0, "account.close", {});
  world.step_until([&] { return !world.reactors[0]->status().stopped.empty(); });
  EXPECT_THAT(world.reactors[0]->status().stopped, HasSubstr("account.close"));
}

}  // namespace
}  // namespace proffer::runtime
