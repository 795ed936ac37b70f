// The web shop over HTTP, on a real node: the scenarios' tables line by line, and a customer who
// has to choose first.
#include "tests/domain/shop.hpp"

#include "actors/edge/http_client.hpp"
#include "events/transport/catalogue_json.hpp"
#include "tests/domain/scenarios.hpp"
#include "tests/e2e/process.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace proffer::e2e {
namespace {

namespace json = boost::json;
namespace scenarios = domain::scenarios;
using scenarios::Table;

// Ids that can stand in a path; the scenarios' things have their names as ids.
template <class Tag>
void slug(Id<Tag>& id) {
  std::replace(id.value.begin(), id.value.end(), ' ', '-');
}
template <class Tag>
void slug(std::vector<Id<Tag>>& ids) {
  for (auto& id : ids) slug(id);
}

Product mobile_service() {
  return domain::customizable("Mobile Service",
                              {domain::slot("Messages", 0, 1, {"SMS 50", "SMS 200"})});
}
// The customer says how many messages.
ProductOffer message_offer() {
  OfferAction action = domain::action(ActionType::modify, ActionCode::add, "Mobile Service");
  action.named_parameter = NamedParameter::component_product;
  action.user_input = true;
  action.domain = {{"p50", 1, "SMS-50", {}, "50 messages"},
                   {"p200", 2, "SMS-200", {}, "200 messages"}};
  return domain::offer("More messages", {action});
}

std::string catalogue_json() {
  transport::CatalogueDocument document;
  document.products = scenarios::products();
  for (Product product : {domain::simple("SMS 50"), domain::simple("SMS 200"), mobile_service()})
    document.products.push_back(std::move(product));
  document.promotions = scenarios::promotions();
  document.offers = scenarios::offers();
  document.offers.push_back(message_offer());
  for (Product& product : document.products) {
    slug(product.id);
    for (Relationship& relationship : product.relationships) {
      slug(relationship.domain);
      slug(relationship.default_product);
    }
  }
  for (Promotion& promotion : document.promotions) {
    slug(promotion.id);
    for (PromotionSlot& slot : promotion.slots) {
      slug(slot.product);
      slug(slot.domain);
      slug(slot.default_product);
    }
    for (UpgradePath& path : promotion.upgrade_from) slug(path.original);
  }
  for (ProductOffer& offer : document.offers) {
    slug(offer.id);
    for (OfferResponse& response : offer.responses) {
      for (OfferAction& action : response.actions) {
        slug(action.id);
        slug(action.base);
        slug(action.component);
        slug(action.upgrade_product);
      }
    }
  }
  return json::serialize(transport::json_of(document));
}

std::string account_json(const std::string& id) {
  json::object body{{"id", id}, {"name", "Somebody"}, {"type", "Residential"}};
  if (id == "C-3") {
    body["assets"] = json::array{json::object{{"id", "M"}, {"productId", "Mobile-Service"}}};
  }
  return json::serialize(body);
}

class Shop : public testing::Test {
 protected:
  void SetUp() override {
    open();
    const auto defined = ask("PUT", "/v1/catalogue", catalogue_json());
    ASSERT_EQ(defined.status, 200) << defined.body;
    for (const std::string id : {"C-1", "C-2", "C-3"}) {
      const auto account = ask("PUT", "/v1/accounts/" + id, account_json(id));
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

  Folder folder_;
  std::unique_ptr<NodeProcess> node_;
};

json::array chosen(const std::vector<std::string>& offers) {
  json::array list;
  for (std::string offer : offers) {
    std::replace(offer.begin(), offer.end(), ' ', '-');
    list.push_back(json::object{{"offerId", offer}, {"sequence", list.size() + 1}});
  }
  return list;
}

Table table_of(const json::value& structure) {
  Table table;
  const auto text = [](const json::object& line, std::string_view name) {
    const auto* member = line.if_contains(name);
    return member == nullptr ? std::string{} : std::string(member->as_string());
  };
  for (const json::value& value : structure.at("lines").as_array()) {
    const json::object& line = value.as_object();
    const std::string promotion =
        line.contains("promotionRuleId") ? text(line, "promotion") : std::string{};
    table.push_back(text(line, "sequence") + " | " + text(line, "product") + " | " + promotion +
                    " | " + text(line, "action"));
  }
  return table;
}

const std::vector<std::string> quick_quote = {"Medium Triple Play Bundle", "Basic Movie package",
                                              "Spanish Combo channel", "Online Security"};

TEST_F(Shop, Scenario5_1_AQuickQuoteLeavesNoTrace) {
  const auto quote =
      service("ApplyMultipleOffersforOrder",
              {{"accountId", "C-1"}, {"saveFlag", false}, {"offers", chosen(quick_quote)}});
  EXPECT_EQ(table_of(quote.at("structure")), scenarios::scenario_5_1());
  EXPECT_EQ(quote.at("structure").at("totals").at("recurring").as_string(), "139.00");
  EXPECT_FALSE(quote.contains("docId"));
  const auto orders = json::parse(ask("GET", "/v1/orders?accountId=C-1").body);
  EXPECT_TRUE(orders.at("items").as_array().empty());
}

TEST_F(Shop, Scenario5_2_WhatWasReviewedIsPlaced) {
  const auto quote =
      service("ApplyMultipleOffersforOrder",
              {{"accountId", "C-1"}, {"saveFlag", false}, {"offers", chosen(quick_quote)}});
  const auto more =
      service("ApplyMultipleOffersforOrder", {{"accountId", "C-1"},
                                              {"processInMemory", true},
                                              {"structure", quote.at("structure")},
                                              {"offers", chosen({"Premium set-top box"})}});
  EXPECT_EQ(table_of(more.at("structure")), scenarios::scenario_5_2());
  const auto placed =
      service("SaveOrder", {{"accountId", "C-1"}, {"structure", more.at("structure")}});
  EXPECT_EQ(table_of(placed.at("structure")), scenarios::scenario_5_2());
  const std::string id(placed.at("docId").as_string());
  const auto account = json::parse(ask("GET", "/v1/accounts/C-1/summary").body);
  EXPECT_EQ(account.at("activeDocumentId").as_string(), id);

  std::vector<std::string> all = quick_quote;
  all.emplace_back("Premium set-top box");
  const auto at_once =
      service("ApplyMultipleOffersforOrder", {{"accountId", "C-2"}, {"offers", chosen(all)}});
  EXPECT_EQ(table_of(at_once.at("structure")), scenarios::scenario_5_2());
}

TEST_F(Shop, Scenario5_5_ABundleOfOnesOwn) {
  const auto quote =
      service("ApplyMultipleOffersforOrder",
              {{"accountId", "C-1"},
               {"saveFlag", false},
               {"offers", chosen({"Build Your Own Bundle", "Internet - 500 mbps",
                                  "VoIP - Per minute call", "Basic Home Security package"})}});
  EXPECT_EQ(table_of(quote.at("structure")), scenarios::scenario_5_5());
}

TEST_F(Shop, Acceptance5_6_T13_TheWrongKindOfAccountIsAnErrorInTheAnswer) {
  const auto answer =
      ask("POST", "/v1/services/ApplyMultipleOffersforQuote",
          json::serialize(json::object{{"accountId", "C-1"}, {"offers", chosen(quick_quote)}}));
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
    table = table_of(json::parse(read.body));
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
