// What can grow is bounded: commands in flight, aggregates in memory; and snapshots, which bound
// the time to load.
#include "actors/runtime/aggregate.hpp"
#include "tests/runtime/node_world.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <random>
#include <thread>

namespace proffer::runtime {
namespace {

using testing::ElementsAre;
using Kind = Reply::Kind;

TEST(Limits, WhoFindsNoRoomIsTurnedAwayAtOnce) {
  World world;
  world.options.in_flight_max = 4;
  world.options.retry_after_ms = 70;
  world.restart();
  world.log->hold();
  std::vector<std::future<Reply>> taken;
  for (int i = 0; i < 4; ++i) {
    taken.push_back(world.submit(define("A-" + std::to_string(i), "Ana")));
  }
  const Reply turned_away = world.ask(define("A-9", "Ana"));
  EXPECT_EQ(turned_away.kind, Kind::overloaded);
  EXPECT_EQ(turned_away.retry_after_ms, 70);
  EXPECT_EQ(world.node->stats().in_flight, 4U);
  world.log->release();
  for (auto& reply : taken) EXPECT_EQ(World::answer_of(std::move(reply)).kind, Kind::done);
  EXPECT_TRUE(world.stream(account("A-9")).empty());
  EXPECT_EQ(world.ask(define("A-9", "Ana")).kind, Kind::done);
  EXPECT_EQ(world.node->stats().overloaded, 1U);
}

TEST(Limits, WhatFollowsFromTheLogHasRoomThatNobodyElseTakes) {
  World world;
  world.options.in_flight_max = 8;
  world.restart();
  world.log->hold();
  std::vector<std::future<Reply>> taken;
  for (int i = 0; i < 7; ++i) {
    taken.push_back(world.submit(define("A-" + std::to_string(i), "Ana")));
  }
  EXPECT_EQ(world.ask(define("A-8", "Ana")).kind, Kind::overloaded);
  Request reaction = define("A-8", "Ana");
  reaction.header.cause = {Cause::Kind::reaction, 0, 1};
  taken.push_back(world.submit(reaction));
  reaction.header.cause.number = 2;
  EXPECT_EQ(world.ask(reaction).kind, Kind::overloaded) << "its share has an end, too";
  world.log->release();
  for (auto& reply : taken) EXPECT_EQ(World::answer_of(std::move(reply)).kind, Kind::done);
}

TEST(Limits, OneAccountCannotTakeAllTheRoom) {
  World world;
  world.options.waiting_max = 3;
  world.restart();
  world.log->hold();
  std::vector<std::future<Reply>> taken;
  for (int i = 0; i < 3; ++i) taken.push_back(world.submit(define("A-1", std::to_string(i))));
  EXPECT_EQ(world.ask(define("A-1", "too many")).kind, Kind::overloaded);
  taken.push_back(world.submit(define("A-2", "Ana")));
  world.log->release();
  for (auto& reply : taken) EXPECT_EQ(World::answer_of(std::move(reply)).kind, Kind::done);
}

// Every client counts its own names up, with a few commands under way; the streams must show each
// client's in order, once.
void expect_order_kept(World& world, unsigned seed, int accounts, int clients, int commands) {
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  for (int client = 0; client < clients; ++client) {
    threads.emplace_back([&, client] {
      std::mt19937 random(seed * 100 + static_cast<unsigned>(client));
      std::vector<std::future<Reply>> replies;
      for (int i = 0; i < commands; ++i) {
        const auto id = "A-" + std::to_string(random() % static_cast<unsigned>(accounts));
        const auto name = std::to_string(client) + ":" + std::to_string(100'000 + i);
        replies.push_back(world.submit(define(id, name)));
        if (replies.size() < 5 && i + 1 < commands) continue;
        for (auto& reply : replies) done += World::answer_of(std::move(reply)).kind == Kind::done;
        replies.clear();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, clients * commands);
  std::size_t found = 0;
  for (int a = 0; a < accounts; ++a) {
    const std::string id = "A-" + std::to_string(a);
    std::uint64_t version = 0;
    for (const auto& recorded : world.stream(account(id))) EXPECT_EQ(recorded.version, ++version);
    std::vector<std::string> last(static_cast<std::size_t>(clients));
    for (const std::string& name : world.names(id)) {
      std::string& before = last[static_cast<std::size_t>(std::stoi(name))];
      EXPECT_LT(before, name) << id;
      before = name;
      ++found;
    }
  }
  EXPECT_EQ(found, static_cast<std::size_t>(clients * commands));
}

TEST(Limits, OrderIsKeptUnderConcurrency) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    World world;
    expect_order_kept(world, seed, 10, 4, 300);
  }
}

TEST(Limits, OrderIsKeptWhileAggregatesComeAndGo) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    World world;
    world.options.live_aggregates_max = 4;
    world.options.commands_per_turn_max = 2;
    world.restart();
    expect_order_kept(world, seed, 100, 4, 300);
    const NodeStats stats = world.node->stats();
    EXPECT_GT(stats.passivated, 100U);
    EXPECT_EQ(stats.in_flight, 0U);
  }
}

TEST(Limits, OrderIsKeptAcrossARestart) {
  World world;
  expect_order_kept(world, 1, 10, 2, 100);
  world.restart();
  world.ask(define("A-1", "9:after"));
  EXPECT_EQ(world.names("A-1").back(), "9:after");
}

TEST(Limits, OnlySoManyAggregatesStayInMemory) {
  World world;
  world.options.live_aggregates_max = 4;
  world.restart();
  for (int i = 0; i < 50; ++i) world.ask(define("A-" + std::to_string(i), "Ana"));
  // The last ones may still be on their way out.
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (world.node->stats().live > 4 && std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  EXPECT_LE(world.node->stats().live, 4U);
  EXPECT_EQ(world.ask(define("A-0", "Ben")).kind, Kind::done);
  EXPECT_THAT(world.names("A-0"), ElementsAre("Ana", "Ben"));
}

TEST(Snapshots, AnAggregateLeavesOneWhenItGoes) {
  World world;
  world.ask(with_key(define("A-1", "Ana"), "key:1"));
  world.node->stop();
  const auto snapshot = world.log->load_snapshot(account("A-1"));
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(snapshot->version, 1U);
  EXPECT_EQ(snapshot->position, world.log->end(0));
  EXPECT_EQ(snapshot->fingerprint, snapshot_fingerprint(Category::account));
}

TEST(Snapshots, OneIsWrittenEverySoManyEvents) {
  World world;
  world.options.snapshot_every = 10;
  world.restart();
  for (int i = 0; i < 21; ++i) world.ask(define("A-1", std::to_string(i)));
  EXPECT_EQ(world.log->load_snapshot(account("A-1"))->version, 20U);
  EXPECT_EQ(world.node->stats().snapshots, 2U);
}

// Puts a state into the snapshot that the events do not tell of: who decides by it has read it.
void forge_snapshot(World& world, std::uint64_t fingerprint) {
  world.ask(define("A-1", "Ana"));
  world.ask(define("A-2", "Ben"));
  world.node->stop();
  auto snapshot = world.log->load_snapshot(account("A-2")).value();
  snapshot.version = 1;
  snapshot.fingerprint = fingerprint;
  ASSERT_TRUE(world.log->save_snapshot(account("A-1"), snapshot));
  world.restart();
}

TEST(Snapshots, AnAggregateStartsFromItsSnapshot) {
  World world;
  forge_snapshot(world, snapshot_fingerprint(Category::account));
  auto request = define("A-2", "Ben");  // what the snapshot says, so nothing new
  request.to = account("A-1");
  EXPECT_TRUE(world.ask(request).events.empty());
}

TEST(Snapshots, OneFromAnotherEvolveIsIgnored) {
  World world;
  forge_snapshot(world, snapshot_fingerprint(Category::account) + 1);
  EXPECT_TRUE(world.ask(define("A-1", "Ana")).events.empty());
}

TEST(Snapshots, RequestKeysComeBackFromThem) {
  World world;
  const Reply first = world.ask(with_key(define("A-1", "Ana"), "key:1"));
  world.ask(define("A-1", "Ben"));
  world.node->stop();
  ASSERT_EQ(world.log->load_snapshot(account("A-1"))->version, 2U);
  world.restart();
  const Reply again = world.ask(with_key(define("A-1", "Ana"), "key:1"));
  EXPECT_EQ(again.kind, Kind::repeated);
  EXPECT_EQ(again.events, first.events);
}

}  // namespace
}  // namespace proffer::runtime
