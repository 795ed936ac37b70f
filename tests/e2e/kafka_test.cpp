// Responses in by Kafka, orders, quotes, outcomes and dead letters out by Kafka: the real binary on
// a real broker, and what is left when either is killed.
#include "tests/bus/broker.hpp"
#include "tests/e2e/kafka_world.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace proffer::e2e {
namespace {

using testing::HasSubstr;
using transport::OutputMessage;

// A world with topics and the sample catalogue, on the shared broker.
class Kafka : public testing::Test {
 protected:
  void SetUp() override {
    world.create_topics();
    world.apply_catalogue();
  }
  bool comes(const std::string& topic, std::int64_t count) const {
    return eventually([&] { return world.count(topic) >= count; });
  }

  const KafkaWorld world{transport::shared_broker(), 2};
};

InputRecord only_for(const std::vector<InputRecord>& records, const std::string& key) {
  std::vector<InputRecord> found;
  for (const InputRecord& record : records) {
    if (record.key.value == key) found.push_back(record);
  }
  EXPECT_EQ(found.size(), 1U) << key;
  return found.empty() ? InputRecord{} : found.front();
}

TEST_F(Kafka, AResponseInAnyFormBecomesAnOrderAndAnOutcomeKeyedByItsAccount) {
  const std::string structured =
      R"({"specversion":"1.0","id":"s1","source":"/channels/sms","type":"proffer.response.v1",)"
      R"("correlationid":"trace-2","data":)" +
      bare_json("A-1002", "unlimited-text") + "}";
  world.send({cloud_event(world, "A-1003", "unlimited-text", "trace-1"),
              response(world, "A-1002", structured),
              response(world, "A-1013", bare_json("A-1013", "unlimited-text"))});
  NodeProcess node(world.data(), world.settings());
  ASSERT_TRUE(comes(world.names().outcome, 3)) << node.output();

  const auto outcomes = world.all_of(world.names().outcome);
  const auto orders = world.all_of(world.names().order);
  for (const std::string account : {"A-1003", "A-1002", "A-1013"}) {
    SCOPED_TRACE(account);
    const InputRecord outcome = only_for(outcomes, account);
    const auto said = body(outcome);
    EXPECT_EQ(text(said, "outcome"), "order") << boost::json::serialize(said);
    EXPECT_EQ(text(said, "documentId"), account + "-O1");
    EXPECT_EQ(text(said, "offerId"), "unlimited-text");
    EXPECT_EQ(header(outcome, "ce_type"), "proffer.outcome.v1");
    EXPECT_EQ(header(outcome, "ce_subject"), "account/" + account);
    EXPECT_EQ(header(outcome, "content-type"), "application/json");
    std::vector<std::string> types;
    for (const InputRecord& order : orders) {
      if (order.key.value != account) continue;
      types.push_back(header(order, "ce_type"));
      EXPECT_EQ(header(order, "ce_subject"), "order/" + account + "-O1");
      EXPECT_EQ(header(order, "ce_correlationid"), header(outcome, "ce_correlationid"));
    }
    ASSERT_GE(types.size(), 3U);
    EXPECT_EQ(types.front(), "proffer.order.created.v1");
    EXPECT_EQ(types.back(), "proffer.order.priced.v1");
  }
  EXPECT_EQ(header(only_for(outcomes, "A-1003"), "ce_correlationid"), "trace-1");
  EXPECT_EQ(header(only_for(outcomes, "A-1002"), "ce_correlationid"), "trace-2");
  EXPECT_EQ(header(only_for(outcomes, "A-1003"), "ce_causationid"), "trace-1");
  ASSERT_EQ(node.stop(), 0) << node.output();
  EXPECT_EQ(told(world), to_be_told(world));
}

TEST_F(Kafka, ABusinessGetsAQuote) {
  world.send({response(world, "B-2005", bare_json("B-2005", "internet-500"))});
  NodeProcess node(world.data(), world.settings());
  ASSERT_TRUE(comes(world.names().outcome, 1)) << node.output();
  const auto outcome = body(only_for(world.all_of(world.names().outcome), "B-2005"));
  EXPECT_EQ(text(outcome, "outcome"), "quote") << boost::json::serialize(outcome);
  EXPECT_GT(world.count(world.names().quote), 0);
  EXPECT_EQ(world.count(world.names().order), 0);
}

TEST_F(Kafka, WhatCannotBeReadGoesToTheDeadLettersByteForByteWithItsReason) {
  const std::string good = bare_json("A-1001", "unlimited-text");
  OutputMessage unknown_type = cloud_event(world, "A-1003", "unlimited-text", "x");
  unknown_type.headers[2].value.value = "proffer.response.v9";
  OutputMessage tombstone = response(world, "T", "");
  tombstone.has_value = false;
  const std::map<std::string, OutputMessage> sent = {
      {"JSON_MALFORMED", response(world, "M", std::string("{\0\xff", 3))},
      {"BODY_TOO_LARGE", response(world, "L", std::string(100'000, '{'))},
      {"TYPE_UNKNOWN", unknown_type},
      {"KEY_MISMATCH", response(world, "A-1010", good)},
      {"RECORD_EMPTY", tombstone}};
  for (const auto& [code, message] : sent) world.send({message});
  NodeProcess node(world.data(), world.settings());
  ASSERT_TRUE(comes(world.names().dead_letter, 5)) << node.output();

  const auto letters = world.all_of(world.names().dead_letter);
  ASSERT_EQ(letters.size(), sent.size());
  for (const InputRecord& letter : letters) {
    const std::string code = header(letter, "__connect.errors.exception.class.name");
    SCOPED_TRACE(code);
    ASSERT_TRUE(sent.contains(code));
    const OutputMessage& was = sent.at(code);
    EXPECT_EQ(letter.key.value, was.key);
    EXPECT_EQ(letter.value, was.value);
    EXPECT_EQ(letter.has_value, was.has_value);
    EXPECT_TRUE(std::equal(was.headers.begin(), was.headers.end(), letter.headers.begin()));
    EXPECT_THAT(header(letter, "proffer.dlq.source"), HasSubstr("/proffer/"));
    EXPECT_NE(header(letter, "__connect.errors.exception.message"), "");
  }
  EXPECT_EQ(world.count(world.names().outcome), 0);
}

TEST_F(Kafka, AnUnknownAccountIsAnOutcomeToo) {
  world.send({cloud_event(world, "nobody", "unlimited-text", "n1")});
  NodeProcess node(world.data(), world.settings());
  ASSERT_TRUE(comes(world.names().outcome, 1)) << node.output();
  const auto outcome = body(only_for(world.all_of(world.names().outcome), "nobody"));
  EXPECT_EQ(text(outcome, "outcome"), "rejected");
  EXPECT_EQ(text(outcome.at("problems").at(0).as_object(), "code"), "ACCOUNT_NOT_FOUND");
}

TEST_F(Kafka, TheSameEventTwiceIsOneOrderAndTheFirstAnswerAgain) {
  for (int i = 0; i < 2; ++i) world.send({cloud_event(world, "A-1003", "unlimited-text", "once")});
  NodeProcess node(world.data(), world.settings());
  ASSERT_TRUE(comes(world.names().outcome, 2)) << node.output();
  const auto outcomes = world.all_of(world.names().outcome);
  ASSERT_EQ(outcomes.size(), 2U);
  auto first = body(outcomes[0]), second = body(outcomes[1]);
  EXPECT_FALSE(first.contains("repeated"));
  EXPECT_TRUE(second.at("repeated").as_bool());
  second.erase("repeated");
  EXPECT_EQ(first, second);
  std::set<std::string> documents;
  for (const auto& order : world.all_of(world.names().order)) {
    documents.insert(header(order, "ce_subject"));
  }
  EXPECT_EQ(documents, std::set<std::string>{"order/A-1003-O1"});
}

TEST_F(Kafka, ARecordInTheWrongPartitionIsCarriedToItsShardOnce) {
  for (const std::string account : {"A-1003", "A-1002", "A-1013"}) {
    const auto home = static_cast<std::int32_t>(shard_of_key(account, 2));
    world.send_astray(world.names().response, account, bare_json(account, "unlimited-text"),
                      1 - home);
  }
  NodeProcess node(world.data(), world.settings());
  ASSERT_TRUE(comes(world.names().outcome, 3)) << node.output();
  const auto outcomes = world.all_of(world.names().outcome);
  ASSERT_EQ(outcomes.size(), 3U);
  for (const InputRecord& outcome : outcomes) {
    EXPECT_EQ(text(body(outcome), "outcome"), "order");
    EXPECT_EQ(outcome.partition, shard_of_key(outcome.key.value, 2));
  }
}

// How often each correlation stands in the log with an outcome.
std::map<std::string, int> outcomes_by_correlation(const KafkaWorld& world) {
  std::map<std::string, int> outcomes;
  for (const auto& event : events_in_log(world)) {
    const std::string type = text(event, "type");
    if (type == "account.offer_response_logged" || type == "account.offer_application_failed") {
      ++outcomes[text(event, "correlation")];
    }
  }
  return outcomes;
}

// Each with an id of its own, spread over the sample's accounts.
std::vector<OutputMessage> responses(const KafkaWorld& world, int from, int to) {
  static const std::vector<std::string> offers = {"unlimited-text", "premium-movie-package",
                                                  "tv-starter", "data-roaming", "online-security"};
  std::vector<OutputMessage> messages;
  for (int i = from; i < to; ++i) {
    messages.push_back(cloud_event(world, fmt::format("A-{}", 1001 + i % 15),
                                   offers[static_cast<std::size_t>(i / 15) % offers.size()],
                                   fmt::format("r{}", i)));
  }
  return messages;
}

void expect_each_once(const KafkaWorld& world, int responses_sent) {
  const auto verified = run_proffer({"log", "verify", "--data", world.data().string()});
  EXPECT_EQ(verified.status, 0) << verified.notes;
  const auto outcomes = outcomes_by_correlation(world);
  EXPECT_EQ(outcomes.size(), static_cast<std::size_t>(responses_sent));
  for (const auto& [correlation, times] : outcomes) EXPECT_EQ(times, 1) << correlation;
  EXPECT_EQ(told(world), to_be_told(world));
}

TEST_F(Kafka, ANodeKilledAtAnyMomentTellsEverythingOnce) {
  constexpr int sent = 2'000;
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::jthread producer([&] {
    for (int from = 0; from < sent; from += 100) world.send(responses(world, from, from + 100));
  });
  for (int kills = 0; kills < 5; ++kills) {
    NodeProcess node(world.data(), world.settings());
    ASSERT_TRUE(node.running()) << node.output();
    // A node may have been through all of them before it was killed.
    const auto enough = std::min<std::int64_t>(
        sent, world.count(world.names().outcome) +
                  std::uniform_int_distribution<std::int64_t>(1, sent / 8)(random));
    ASSERT_TRUE(comes(world.names().outcome, enough)) << node.output();
    node.stop(SIGKILL);
  }
  NodeProcess node(world.data(), world.settings());
  EXPECT_TRUE(comes(world.names().outcome, sent)) << node.output();
  ASSERT_EQ(node.stop(), 0) << node.output();
  expect_each_once(world, sent);
}

TEST(KafkaOutage, ANodeWaitsForItsBrokerSaysSoAndGoesOn) {
  transport::OwnBroker broker("e2e");
  const KafkaWorld world(broker.options(), 2);
  world.create_topics();
  world.apply_catalogue();
  broker.kill();

  NodeProcess node(world.data(), world.settings());
  ASSERT_TRUE(node.running()) << node.output();
  EXPECT_EQ(readiness(node).status, 503U);
  const std::string why = "no broker answers at " + broker.options().brokers;
  const auto says_why = [&] {
    const Readiness now = readiness(node);
    return now.status == 503 && now.body.find(why) != std::string::npos;
  };
  ASSERT_TRUE(eventually(says_why)) << readiness(node).body;
  broker.up();
  const auto is_ready = [&] { return readiness(node).status == 200; };
  ASSERT_TRUE(eventually(is_ready)) << readiness(node).body;
  world.send(responses(world, 0, 300));
  ASSERT_TRUE(eventually([&] { return world.count(world.names().outcome) > 0; }));

  broker.kill();
  ASSERT_TRUE(eventually(says_why)) << readiness(node).body;
  broker.up();
  ASSERT_TRUE(eventually(is_ready)) << readiness(node).body;
  world.send(responses(world, 300, 400));
  EXPECT_TRUE(eventually([&] { return world.count(world.names().outcome) >= 400; }));
  ASSERT_EQ(node.stop(), 0) << node.output();
  expect_each_once(world, 400);
}

}  // namespace
}  // namespace proffer::e2e
