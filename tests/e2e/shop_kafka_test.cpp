// The web shop over Kafka: the real binary on a real broker. Calls go in as records of the topic of
// commands, their answers come back as outcomes that carry the calls' correlations.
#include "actors/edge/http_client.hpp"
#include "tests/bus/broker.hpp"
#include "tests/e2e/kafka_world.hpp"
#include "tests/e2e/shop.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace proffer::e2e {
namespace {

namespace json = boost::json;

class ShopOnKafka : public testing::Test {
 protected:
  void SetUp() override {
    world.create_topics();
    open();
    put("/v1/catalogue", shop::catalogue_json());
    for (const auto& [id, body] : shop::customers()) put("/v1/accounts/" + id, body);
  }
  void open() {
    node = std::make_unique<NodeProcess>(world.data(), world.settings());
    ASSERT_TRUE(node->running()) << node->output();
  }
  void put(const std::string& path, const std::string& body) {
    const auto answer = edge::request("PUT", node->url() + path,
                                      {{"Content-Type", "application/json"}}, body, 20'000);
    ASSERT_TRUE(answer.has_value()) << answer.error().detail;
    ASSERT_LT(answer->status, 300) << answer->body;
  }
  // A record in structured mode, known by its id.
  transport::OutputMessage record(const std::string& key, const json::object& call,
                                  const std::string& id) const {
    return transport::message(world.names().command, key,
                              json::serialize(json::object{{"specversion", "1.0"},
                                                           {"id", id},
                                                           {"source", "/shop"},
                                                           {"type", "proffer.command.v1"},
                                                           {"correlationid", id},
                                                           {"data", call}}));
  }
  // Every outcome that has come so far with that correlation.
  std::vector<InputRecord> outcomes_of(const std::string& correlation) const {
    std::vector<InputRecord> found;
    for (InputRecord& outcome : world.all_of(world.names().outcome)) {
      if (header(outcome, "ce_correlationid") == correlation) found.push_back(std::move(outcome));
    }
    return found;
  }
  // Waits for as many of them.
  std::vector<InputRecord> answers_to(const std::string& correlation, std::size_t count = 1) const {
    std::vector<InputRecord> found;
    EXPECT_TRUE(eventually(
        [&] {
          found = outcomes_of(correlation);
          return found.size() >= count;
        },
        60s))
        << correlation << "\n"
        << node->output();
    EXPECT_EQ(found.size(), count) << correlation;
    return found;
  }
  json::object answer_to(const std::string& correlation) const {
    const auto answers = answers_to(correlation);
    return answers.empty() ? json::object{} : body(answers.front());
  }
  json::object ask(const std::string& key, json::object call) {
    const std::string id = "call-" + std::to_string(++calls_);
    world.send({record(key, call, id)});
    return answer_to(id);
  }
  const shop::Call carry_out = [this](const std::string& operation, const json::object& members) {
    json::object named = members;
    named["operation"] = operation;
    const auto answer = ask(std::string(members.at("accountId").as_string()), named);
    if (answer.empty() || answer.contains("errorCode")) {
      ADD_FAILURE() << json::serialize(answer);
    }
    return answer;
  };
  // A change is told by its event, with the call's correlation.
  const shop::Change change = [this](const std::string& operation, const json::object& members) {
    json::object named = members;
    named["operation"] = operation;
    const std::string id = "call-" + std::to_string(++calls_);
    world.send({record(std::string(members.at("accountId").as_string()), named, id)});
    const auto is_told = [&] {
      for (const auto& topic : {world.names().order, world.names().membership}) {
        for (const InputRecord& message : world.all_of(topic)) {
          if (header(message, "ce_correlationid") == id) return true;
        }
      }
      return false;
    };
    EXPECT_TRUE(eventually(is_told, 60s)) << operation << "\n" << node->output();
  };
  const shop::Get get = [this](const std::string& path) {
    return shop::get_from(node->url(), path);
  };
  // Outcomes may be there before what else their commands led to.
  void expect_all_told() {
    eventually([&] { return told(world).size() >= to_be_told(world).size(); }, 60s);
    ASSERT_EQ(node->stop(), 0) << node->output();
    EXPECT_EQ(told(world), to_be_told(world));
  }
  std::map<std::string, int> events_by_stream() {
    EXPECT_EQ(node->stop(), 0) << node->output();
    std::map<std::string, int> events;
    for (const auto& event : events_in_log(world)) ++events[text(event, "stream")];
    return events;
  }

  const KafkaWorld world{transport::shared_broker(), 2};
  std::unique_ptr<NodeProcess> node;

 private:
  int calls_ = 0;
};

TEST_F(ShopOnKafka, Scenario5_1_AQuickQuoteLeavesItsTraceOnTheRequestAlone) {
  shop::quick_quote_in_memory(carry_out);
  const auto events = events_by_stream();
  EXPECT_EQ(events.at("account/C-1"), 1) << "its definition";
  EXPECT_EQ(events.at("request/C-1"), 1);
  EXPECT_FALSE(events.contains("order/C-1-O1"));
  EXPECT_EQ(told(world), to_be_told(world));
}

TEST_F(ShopOnKafka, Scenario5_2_WhatWasReviewedIsPlaced) {
  EXPECT_EQ(shop::review_grow_and_place(carry_out), "C-1-O1");
  shop::all_at_once(carry_out);
  EXPECT_GT(world.count(world.names().order), 0);
}

TEST_F(ShopOnKafka, Scenario5_3_AnUpsellIsTheSameInEitherOrderOfSiblingsAndInTwoCalls) {
  shop::upsell(carry_out, "C-4");
  shop::upsell(carry_out, "C-5");
  shop::upsell_in_two_calls(carry_out);
}

TEST_F(ShopOnKafka, Scenario5_4_TheDoublePlayIsUpgradedRootsOnly) { shop::upgrade(carry_out); }

TEST_F(ShopOnKafka, Scenario5_4_ABrokenContractCostsWhatIsLeftOfIt) {
  shop::upgrade_under_contract(carry_out);
}

TEST_F(ShopOnKafka, Scenario5_4_MembershipsGoAlongOrEndUntilTheLastBundleIsLeft) {
  shop::upgrade_with_memberships(carry_out, change, get);
  EXPECT_EQ(world.count(world.names().membership), 6) << "2 groups, 2 members, 1 moved, 1 ended";
  std::map<std::string, json::object> rows;  // what a compacted topic comes to
  for (const InputRecord& row : world.all_of(world.names().membership_state)) {
    rows[row.key.value] = body(row);
  }
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(text(rows.at("C-9-M1"), "status"), "Active");
  EXPECT_EQ(text(rows.at("C-9-M1"), "memberId"), "Medium-Triple-Play-Bundle");
  EXPECT_EQ(text(rows.at("C-9-M2"), "status"), "Inactive");
  expect_all_told();
}

TEST_F(ShopOnKafka, ARefusedChangeIsAnOutcome) {
  const auto refused =
      ask("C-9", {{"operation", "DisconnectMembership"}, {"membershipId", "C-9-M7"}});
  EXPECT_EQ(text(refused, "outcome"), "rejected") << refused;
  EXPECT_EQ(text(refused, "operation"), "DisconnectMembership");
  EXPECT_EQ(text(refused, "errorCode"), "MEMBERSHIP_NOT_FOUND");
}

TEST_F(ShopOnKafka, Scenario5_5_ABundleOfOnesOwn) { shop::bundle_of_ones_own(carry_out); }

TEST_F(ShopOnKafka, QueriesAreAnsweredWhateverTheirKey) {
  const auto offers = ask("shop-7", {{"operation", "GetProductOffer"}, {"name", "Online*"}});
  ASSERT_EQ(offers.at("items").as_array().size(), 1U) << json::serialize(offers);
  const auto offer =
      ask("\x01", {{"operation", "GetProductOfferStructure"}, {"productOfferId", "More-messages"}});
  EXPECT_EQ(text(offer, "name"), "More messages");
  const auto unknown =
      ask("shop-7", {{"operation", "GetProductOfferStructure"}, {"productOfferId", "none"}});
  EXPECT_EQ(text(unknown, "outcome"), "rejected");
  EXPECT_EQ(text(unknown, "errorCode"), "OFFER_NOT_FOUND");
  const auto recommended =
      ask("C-4", {{"operation", "GetRecommendedOffers"}, {"accountId", "C-4"}});
  EXPECT_TRUE(recommended.at("items").is_array()) << json::serialize(recommended);
  EXPECT_EQ(text(recommended, "accountId"), "C-4");
}

TEST_F(ShopOnKafka, BusinessErrorsAreAnswersAndTheRestAreDeadLetters) {
  const auto wrong_kind = ask("C-1", {{"operation", "ApplyMultipleOffersforQuote"},
                                      {"accountId", "C-1"},
                                      {"offers", shop::chosen(shop::quick_quote)}});
  EXPECT_EQ(text(wrong_kind, "errorCode"), "ACCOUNT_IS_RESIDENTIAL");
  const auto nobody = ask("nobody", {{"operation", "ApplyMultipleOffersforOrder"},
                                     {"accountId", "nobody"},
                                     {"offers", shop::chosen(shop::quick_quote)}});
  EXPECT_EQ(text(nobody, "errorCode"), "ACCOUNT_NOT_FOUND");
  const auto no_workflow = ask("C-1", {{"operation", "CancelWorkflow"}, {"workflowId", "C-1-W9"}});
  EXPECT_EQ(text(no_workflow, "errorCode"), "WORKFLOW_NOT_FOUND");

  const std::map<std::string, transport::OutputMessage> sent = {
      {"JSON_MALFORMED", transport::message(world.names().command, "C-1", "{")},
      {"OPERATION_UNKNOWN", record("C-1", {{"operation", "ApplyEverything"}}, "unknown")},
      {"FIELD_REQUIRED", record("C-1", {{"operation", "SaveOrder"}}, "nobody")},
      {"KEY_MISMATCH",
       record("C-2", {{"operation", "SaveOrder"}, {"accountId", "C-1"}}, "mismatch")}};
  for (const auto& [code, message] : sent) world.send({message});
  ASSERT_TRUE(eventually([&] { return world.count(world.names().dead_letter) >= 4; }, 60s));
  for (const InputRecord& letter : world.all_of(world.names().dead_letter)) {
    const std::string code = header(letter, "__connect.errors.exception.class.name");
    ASSERT_TRUE(sent.contains(code)) << code;
    EXPECT_EQ(letter.value, sent.at(code).value);
    EXPECT_EQ(letter.key.value, sent.at(code).key);
  }
}

TEST_F(ShopOnKafka, TheSameCallTwiceIsCarriedOutOnce) {
  const json::object save = {{"operation", "ApplyMultipleOffersforOrder"},
                             {"accountId", "C-2"},
                             {"offers", shop::chosen({"Medium Triple Play Bundle"})}};
  json::object look = save;
  look["saveFlag"] = false;
  for (const auto& [id, call] : {std::pair{"save", save}, {"look", look}}) {
    world.send({record("C-2", call, id), record("C-2", call, id)});
    const auto answers = answers_to(id, 2);
    ASSERT_EQ(answers.size(), 2U);
    json::object first = body(answers[0]), second = body(answers[1]);
    EXPECT_FALSE(first.contains("repeated"));
    EXPECT_TRUE(second.at("repeated").as_bool());
    second.erase("repeated");
    EXPECT_EQ(first, second) << id;
  }
}

TEST_F(ShopOnKafka, ACallInTheWrongPartitionIsCarriedToItsShard) {
  const json::object look = {{"operation", "ApplyMultipleOffersforOrder"},
                             {"accountId", "C-1"},
                             {"saveFlag", false},
                             {"offers", shop::chosen({"Online Security"})}};
  json::object save = look;
  save["saveFlag"] = true;
  const auto astray = 1 - static_cast<std::int32_t>(shard_of_key("C-1", 2));
  for (const json::object& call : {look, save}) {
    world.send_astray(world.names().command, "C-1", json::serialize(call), astray);
  }
  ASSERT_TRUE(eventually([&] { return world.count(world.names().outcome) >= 2; }, 60s))
      << node->output();
  for (const InputRecord& outcome : world.all_of(world.names().outcome)) {
    EXPECT_EQ(outcome.key.value, "C-1");
    EXPECT_EQ(outcome.partition, 1 - astray);
  }
  expect_all_told();
}

TEST_F(ShopOnKafka, Acceptance5_6_T06_TheChoiceMayComeAsACallAfterACrash) {
  world.send({response(world, "C-3", bare_json("C-3", "More-messages"))});
  ASSERT_TRUE(eventually([&] { return world.count(world.names().outcome) >= 1; }, 60s));
  const auto waiting = body(world.all_of(world.names().outcome).front());
  ASSERT_EQ(text(waiting, "outcome"), "waiting") << json::serialize(waiting);
  const std::string workflow = text(waiting, "workflowId");
  node->stop(SIGKILL);
  open();

  const auto wrong = ask(
      "C-3",
      {{"operation", "ChooseNamedParameter"}, {"workflowId", workflow}, {"parameterId", "p500"}});
  EXPECT_EQ(text(wrong, "errorCode"), "NAMED_PARAM_NOT_IN_DOMAIN");
  const auto done = ask(
      "C-3",
      {{"operation", "ChooseNamedParameter"}, {"workflowId", workflow}, {"parameterId", "p200"}});
  EXPECT_EQ(text(done, "outcome"), "order") << json::serialize(done);
  EXPECT_EQ(text(done, "documentId"), "C-3-O1");
}

TEST_F(ShopOnKafka, Acceptance5_6_T06_ACancelledChoiceIsToldAndLeavesNothing) {
  world.send({response(world, "C-3", bare_json("C-3", "More-messages"))});
  ASSERT_TRUE(eventually([&] { return world.count(world.names().outcome) >= 1; }, 60s));
  const auto waiting = body(world.all_of(world.names().outcome).front());
  const auto cancelled =
      ask("C-3", {{"operation", "CancelWorkflow"}, {"workflowId", text(waiting, "workflowId")}});
  EXPECT_EQ(text(cancelled, "outcome"), "cancelled") << json::serialize(cancelled);
  EXPECT_EQ(world.count(world.names().order), 0);
}

}  // namespace
}  // namespace proffer::e2e
