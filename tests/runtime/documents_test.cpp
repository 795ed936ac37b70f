// An account with its documents: what was decided live and what is read back are one state.
#include "actors/runtime/aggregate.hpp"
#include "tests/domain/shop.hpp"
#include "tests/runtime/node_world.hpp"

#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace proffer::runtime {
namespace {

using enum ActionType;
using ActionCode::add;
using ActionCode::delete_;
using ActionCode::replace;
using AccountAggregate = Aggregate<domain::Account>;

constexpr AggregateOptions aggregate_options{1'000'000, 1000};

std::vector<ProductOffer> offers() {
  using domain::action;
  using domain::offer;
  return {offer("movies", {action(modify, replace, "TV Service", "Premium Movie Package")}),
          offer("combo", {action(modify, add, "TV Service", "Spanish Combo Package")}),
          offer("less", {action(modify, delete_, "TV Service", "Basic Movie Package")}),
          offer("internet", {action(new_, add, "Internet Service", "Online Security")})};
}

Request define_customer(const std::string& type) {
  Request request = define("A-1", "Ana");
  auto& command =
      std::get<domain::Account::DefineAccount>(std::get<domain::Account::Command>(request.command));
  command.profile.type = type;
  command.assets = {domain::asset("TV-1", "TV Service"),
                    domain::asset("TV-2", "Basic Movie Package", "TV-1")};
  return request;
}

// Decides one command and writes it, as shell and journal do together.
void carry_out(AccountAggregate& account, Request request, const domain::Context& context,
               store::Log& log) {
  Submitted command(std::move(request), [](const Reply&) {});
  ASSERT_TRUE(account.decide(command, context, log));
  const Decided& decided = command.decided;
  ASSERT_GT(decided.append.count, 0U);
  const auto written = log.append({&decided.append, 1});
  ASSERT_TRUE(written);
  ASSERT_EQ(written->front().verdict, store::Appended::Verdict::durable);
  std::vector<AnsweredRequest> answered;
  account.settle(answered, written->front().first + decided.append.count);
}

void expect_same_when_reloaded(const std::string& type, unsigned seed) {
  World world;
  world.node->stop();
  store::Log& log = *world.log;
  const auto catalogue = std::make_shared<const domain::Catalogue>(
      domain::shop(offers()).with({}, log.end(reference_shard)));
  const domain::Context context{domain::noon, catalogue};
  AccountAggregate live(account("A-1"), 0, aggregate_options);
  ASSERT_TRUE(live.load(log));
  carry_out(live, define_customer(type), context, log);
  std::mt19937 random(seed);
  for (int i = 0; i < 12; ++i) {
    Request request = respond("A-1", offers()[random() % 4].id.value);
    if (random() % 4 == 0) {
      std::get<domain::Account::RespondToOffer>(std::get<domain::Account::Command>(request.command))
          .response.response = "Reject";
    }
    carry_out(live, std::move(request), context, log);
    AccountAggregate reloaded(account("A-1"), 0, aggregate_options);
    ASSERT_TRUE(reloaded.load(log));
    ASSERT_EQ(reloaded.state(), live.state()) << type << ", seed " << seed << ", response " << i;
    if (random() % 5 == 0) {
      ASSERT_TRUE(live.save(log));
    }
  }
  EXPECT_TRUE(live.state().document) << "seed " << seed;
}

TEST(Documents, AReloadedAccountIsWhatItWasLive) {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    expect_same_when_reloaded("Residential", seed);
    expect_same_when_reloaded("Business", seed);
  }
}

// Takes in one event a step.
Follower counting(std::unique_ptr<FaultyLog>& log, std::string name) {
  auto reached = std::make_shared<Position>(0);
  return {std::move(name), [&log, reached](ShardId shard) -> store::Result<Position> {
            if (shard != 0) return log->end(shard);
            return ++*reached;
          }};
}

TEST(Followers, WhoWaitsForAPositionIsToldWhenItIsReached) {
  World world;
  world.followers = {counting(world.log, "one by one")};
  world.restart();
  Position end = 0;
  for (int i = 0; i < 20; ++i) end = world.ask(define("A-1", std::to_string(i))).end;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  EXPECT_TRUE(world.node->wait_for("one by one", 0, end, deadline));
  EXPECT_EQ(world.node->position_of("one by one", 0), end);
}

TEST(Followers, APositionThatDoesNotComeIsNotWaitedForBeyondTheDeadline) {
  World world;
  world.followers = {counting(world.log, "one by one")};
  world.restart();
  const auto now = std::chrono::steady_clock::now();
  EXPECT_FALSE(world.node->wait_for("one by one", 0, 1'000, now));
  EXPECT_FALSE(world.node->wait_for("nobody", 0, 0, now));
  EXPECT_EQ(world.node->position_of("nobody", 0), 0U);
}

TEST(Followers, OneThatFailsStopsTheNode) {
  World world;
  world.followers = {
      {"broken", [](ShardId) -> store::Result<Position> {
         return tl::unexpected(store::StoreError{store::StoreError::Kind::damaged, "as wanted"});
       }}};
  world.restart();
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (world.fatal == 0 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  EXPECT_EQ(world.fatal, 1);
  EXPECT_EQ(world.ask(define("A-1", "Ana")).kind, Reply::Kind::unavailable);
}

}  // namespace
}  // namespace proffer::runtime
