// The web shop over HTTP, on a real node: the scenarios' tables line by line, and a customer who
// has to choose first.
#include "tests/e2e/shop.hpp"

#include "actors/edge/http_client.hpp"
#include "tests/e2e/process.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace proffer::e2e {
namespace {

namespace json = boost::json;
using domain::scenarios::Table;

class Shop : public testing::Test {
 protected:
  void SetUp() override {
    open();
    const auto defined = ask("PUT", "/v1/catalogue", shop::catalogue_json());
    ASSERT_EQ(defined.status, 200) << defined.body;
    for (const auto& [id, body] : shop::customers()) {
      const auto account = ask("PUT", "/v1/accounts/" + id, body);
      ASSERT_EQ(account.status, 201) << account.body;
    }
  }
  void open() {
    node_ = std::make_unique<NodeProcess>(folder_ / "log");
    ASSERT_TRUE(node_->running()) << node_->output();
  }
  edge::HttpResponse ask(const std::string& method, const std::string& path,
                         const std::string& body = "") {
    auto answer = edge::request(method, node_->url() + path, {{"Content-Type", "application/json"}},
                                body, 20'000);
    if (!answer) {
      ADD_FAILURE() << method << ' ' << path << ": " << answer.error().detail;
      return {.status = 0};
    }
    return *std::move(answer);
  }
  json::object service(const std::string& operation, const json::object& call) {
    const auto answer = ask("POST", "/v1/services/" + operation, json::serialize(call));
    EXPECT_EQ(answer.status, 200) << answer.body;
    json::value body = json::parse(answer.body);
    if (body.as_object().contains("errorCode")) ADD_FAILURE() << answer.body;
    return body.as_object();
  }

  const shop::Call carry_out = [this](const std::string& operation, const json::object& body) {
    return service(operation, body);
  };
  const shop::Change change = [this](const std::string& operation, const json::object& body) {
    const auto answer = service(operation, body);
    EXPECT_EQ(answer.at("outcome").as_string(), "done") << answer;
  };
  const shop::Get get = [this](const std::string& path) {
    return shop::get_from(node_->url(), path);
  };
  json::array orders_of(const std::string& account) {
    return json::parse(ask("GET", "/v1/orders?accountId=" + account).body).at("items").as_array();
  }

  Folder folder_;
  std::unique_ptr<NodeProcess> node_;
};

TEST_F(Shop, Scenario5_1_AQuickQuoteLeavesNoTrace) {
  shop::quick_quote_in_memory(carry_out);
  EXPECT_TRUE(orders_of("C-1").empty());
}

TEST_F(Shop, Scenario5_2_WhatWasReviewedIsPlaced) {
  const std::string id = shop::review_grow_and_place(carry_out);
  const auto account = json::parse(ask("GET", "/v1/accounts/C-1/summary").body);
  EXPECT_EQ(account.at("activeDocumentId").as_string(), id);
}

TEST_F(Shop, Scenario5_2_AllOffersSavedInOneCallMakeTheSameLines) { shop::all_at_once(carry_out); }

TEST_F(Shop, Scenario5_3_AnUpsellIsTheSameInEitherOrderOfSiblings) {
  shop::upsell(carry_out, "C-4");
  shop::upsell(carry_out, "C-5");
  EXPECT_TRUE(orders_of("C-4").empty());
}

TEST_F(Shop, Scenario5_3_InTwoCallsTheSecondAppends) { shop::upsell_in_two_calls(carry_out); }

TEST_F(Shop, Scenario5_4_TheDoublePlayIsUpgradedRootsOnly) { shop::upgrade(carry_out); }

TEST_F(Shop, Scenario5_4_ABrokenContractCostsWhatIsLeftOfIt) {
  shop::upgrade_under_contract(carry_out);
}

TEST_F(Shop, Scenario5_4_MembershipsGoAlongOrEndUntilTheLastBundleIsLeft) {
  shop::upgrade_with_memberships(carry_out, change, get);
}

TEST_F(Shop, Scenario5_5_ABundleOfOnesOwn) { shop::bundle_of_ones_own(carry_out); }

TEST_F(Shop, QueriesAreOperationsToo) {
  const auto offers = service("GetProductOffer", {{"name", "Online*"}});
  ASSERT_EQ(offers.at("items").as_array().size(), 1U);
  EXPECT_EQ(offers.at("items").at(0).at("id").as_string(), "Online-Security");
  const auto offer = service("GetProductOfferStructure", {{"productOfferId", "More-messages"}});
  EXPECT_EQ(offer.at("name").as_string(), "More messages");
  const auto recommended = service("GetRecommendedOffers", {{"accountId", "C-4"}});
  EXPECT_TRUE(recommended.at("items").is_array());
}

TEST_F(Shop, Acceptance5_6_T13_TheWrongKindOfAccountIsAnErrorInTheAnswer) {
  const auto answer = ask("POST", "/v1/services/ApplyMultipleOffersforQuote",
                          json::serialize(json::object{
                              {"accountId", "C-1"}, {"offers", shop::chosen(shop::quick_quote)}}));
  EXPECT_EQ(answer.status, 200);
  const auto body = json::parse(answer.body);
  EXPECT_EQ(body.at("errorCode").as_string(), "ACCOUNT_IS_RESIDENTIAL") << answer.body;
}

TEST_F(Shop, Acceptance5_6_T06_TheSecondClickMayComeAfterACrash) {
  const auto first = ask("POST", "/v1/responses",
                         R"({"accountId": "C-3", "offerId": "More-messages", "response": "Accept",
                             "channel": "sms"})");
  const auto waiting = json::parse(first.body);
  ASSERT_EQ(waiting.at("outcome").as_string(), "waiting") << first.body;
  ASSERT_EQ(waiting.at("options").as_array().size(), 2U);
  const std::string id(waiting.at("workflowId").as_string());

  node_->stop(SIGKILL);
  open();
  const auto shown = json::parse(ask("GET", "/v1/workflows/" + id).body);
  EXPECT_EQ(shown.at("phase").as_string(), "waiting");
  const auto& asks = shown.at("namedParameter");
  EXPECT_EQ(asks.at("parameterType").as_string(), "ComponentProduct");
  EXPECT_EQ(asks.at("baseProduct").as_string(), "Mobile-Service");
  const auto wrong = ask("POST", "/v1/workflows/" + id + "/choice", R"({"parameterId": "p500"})");
  EXPECT_EQ(wrong.status, 422) << wrong.body;

  const auto chosen = json::parse(
      ask("POST", "/v1/workflows/" + id + "/choice", R"({"parameterId": "p200"})").body);
  EXPECT_EQ(chosen.at("phase").as_string(), "finished")
      << chosen << ask("GET", "/readyz?verbose").body
      << run_proffer(
             {"log", "cat", "--data", (folder_ / "log").string(), "--stream", "account/C-3"})
             .out;
  EXPECT_EQ(chosen.at("outcome").as_string(), "document");
  const std::string order(chosen.at("documentId").as_string());
  Table table;
  ASSERT_TRUE(eventually([&] {
    const auto read = ask("GET", "/v1/orders/" + order);
    if (read.status != 200) return false;
    table = shop::table_of(json::parse(read.body));
    return true;
  }));
  EXPECT_EQ(table, (Table{"1.0 | Mobile Service |  | -", "1.1 | SMS 200 |  | Add"}));
}

TEST_F(Shop, Acceptance5_6_T06_ACancelledChoiceLeavesNothing) {
  const auto first = ask("POST", "/v1/responses",
                         R"({"accountId": "C-3", "offerId": "More-messages", "response": "Accept",
                             "channel": "sms"})");
  const auto waiting = json::parse(first.body);
  const std::string id(waiting.at("workflowId").as_string());
  const auto cancelled = json::parse(ask("POST", "/v1/workflows/" + id + "/cancel").body);
  EXPECT_EQ(cancelled.at("outcome").as_string(), "cancelled") << cancelled;
  const auto late = ask("POST", "/v1/workflows/" + id + "/choice", R"({"parameterId": "p200"})");
  EXPECT_EQ(late.status, 422) << late.body;
  const auto orders = json::parse(ask("GET", "/v1/orders?accountId=C-3").body);
  EXPECT_TRUE(orders.at("items").as_array().empty());
}

}  // namespace
}  // namespace proffer::e2e
