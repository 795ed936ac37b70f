// Calls of the web services as JSON.
#include "events/transport/offers_call.hpp"

#include <gtest/gtest.h>

#include <array>

namespace proffer::transport {
namespace {

TEST(OffersCall, AnOperationIsKnownByAllItsNames) {
  const auto* orders = service_operation("ApplyMultipleOffersforOrder");
  ASSERT_NE(orders, nullptr);
  EXPECT_TRUE(orders->several);
  EXPECT_EQ(orders->kind, DocumentKind::order);
  for (const std::string_view name :
       {"Apply Multiple Offers to Create Order", "applymultipleproductoffertocreateorder",
        "ApplyMultipleOfferToCreateOrder"}) {
    EXPECT_EQ(service_operation(name), orders) << name;
  }
  EXPECT_EQ(service_operation("ApplyMultipleProductOffers")->kind, DocumentKind::unknown);
  EXPECT_EQ(service_operation("ApplyEverything"), nullptr);
  for (const std::string_view name : service_operation_names()) {
    ASSERT_NE(service_operation(name), nullptr) << name;
    EXPECT_EQ(service_operation(name)->name, name);
  }
}

TEST(OffersCall, SeveralOffersWithTheirSequenceAndChoice) {
  const auto call = read_offers_call(R"({
    "operation": "ApplyMultipleOffersforOrder", "accountId": "A-1", "assetId": "X",
    "docId": "A-1-O1", "saveFlag": false, "channel": "shop",
    "offers": [{"offerId": "bundle"},
               {"offerId": "sms", "sequence": 7, "response": "Accept",
                "namedParameter": {"actionName": "1", "componentProduct": "sms-200"}}]})",
                                     nullptr);
  ASSERT_TRUE(call) << call.error().front().text;
  EXPECT_EQ(call->operation, service_operation("ApplyMultipleOffersforOrder"));
  EXPECT_EQ(call->account.value, "A-1");
  EXPECT_EQ(call->document.value, "A-1-O1");
  EXPECT_FALSE(call->save);
  ASSERT_EQ(call->offers.size(), 2U);
  EXPECT_EQ(call->offers[0].sequence, 1U);
  EXPECT_EQ(call->offers[1].sequence, 7U);
  EXPECT_EQ(call->offers[1].parameter, (ParameterChoice{"1", {}, "sms-200"}));
  EXPECT_FALSE(call->structure);
}

TEST(OffersCall, TheThreeNamesOfSavingAreOneSwitch) {
  const auto save = [](std::string_view members) {
    const auto call =
        read_offers_call(R"({"accountId": "A-1", "offers": [])" + std::string(members) + "}",
                         service_operation("ApplyMultipleOffersforQuote"));
    return call.has_value() && call->save;
  };
  EXPECT_TRUE(save(""));
  EXPECT_FALSE(save(R"(, "saveFlag": false)"));
  EXPECT_FALSE(save(R"(, "saveInstance": false)"));
  EXPECT_FALSE(save(R"(, "processInMemory": true)"));
  EXPECT_TRUE(save(R"(, "processInMemory": false)"));
}

TEST(OffersCall, AStructureMayBeAWholeDocument) {
  const auto call = read_offers_call(R"({"accountId": "A-1", "structure": {
    "kind": "order", "accountId": "A-1", "totals": {"oneTime": "0.00", "recurring": "20.00"},
    "lines": [{"id": "l1", "sequence": "1.0", "root": "l1", "productId": "internet",
               "product": "Internet Service", "action": "Add", "quantity": 1, "fields": {},
               "attributes": {"Speed": "50"}, "prior": {}, "unitPrice": "20.00",
               "netPrice": "20.00", "priceType": "Recurring", "promotionId": "bundle",
               "promotion": "Bundle", "promotionInstanceId": "P1", "promotionRuleId": "r1",
               "because": {"offerId": "o", "release": 1, "response": "Accept", "actionId": "o/1",
                           "action": "1", "type": "New", "code": "Add", "rule": "product added",
                           "inputs": {"product": "internet"}}}]}})",
                                     service_operation("SaveOrder"));
  ASSERT_TRUE(call) << call.error().front().text << call.error().front().field;
  ASSERT_TRUE(call->structure);
  ASSERT_EQ(call->structure->size(), 1U);
  const Line& line = call->structure->front();
  EXPECT_EQ(line.product.value, "internet");
  EXPECT_EQ(line.net_price, Money{2000});
  EXPECT_EQ(line.promotion.instance.value, "P1");
  EXPECT_EQ(line.because.rule, "product added");
  EXPECT_TRUE(call->offers.empty());
  EXPECT_TRUE(call->save);
}

TEST(OffersCall, WhatIsWrongIsSaidWithItsPlace) {
  struct Case {
    std::string_view body;
    std::string_view code;
    std::string_view field;
  };
  const auto* several = service_operation("ApplyMultipleOffersforOrder");
  for (
      const auto& [body, code, field] : std::array<Case, 8>{{
          {"{", "JSON_MALFORMED", ""},
          {"[]", "FIELD_TYPE", ""},
          {R"({"offers": []})", "FIELD_REQUIRED", "/accountId"},
          {R"({"accountId": "A-1", "offers": [{}]})", "FIELD_REQUIRED", "/offers/0/offerId"},
          {R"({"accountId": "A-1", "offer": []})", "FIELD_UNKNOWN", "/offer"},
          {R"({"accountId": "A-1", "saveFlag": "N"})", "FIELD_TYPE", "/saveFlag"},
          {R"({"accountId": "A-1", "structure": {"lines": [{"sequence": "1.0", "productId": "p",
              "action": "Insert"}]}})",
           "FIELD_INVALID", "/structure/lines/0/action"},
          {R"({"accountId": "A-1", "structure": {"lines": [{"productId": "p", "action": "Add"}]}})",
           "FIELD_REQUIRED", "/structure/lines/0/sequence"},
      }}) {
    const auto call = read_offers_call(body, several);
    ASSERT_FALSE(call) << body;
    EXPECT_EQ(call.error().front().code, code) << body;
    EXPECT_EQ(call.error().front().field, field) << body;
  }
  const auto unknown =
      read_offers_call(R"({"operation": "ApplyMultipleOffersforOrders"})", nullptr);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().front().code, "OPERATION_UNKNOWN");
}

TEST(OffersCall, LimitsAreKept) {
  const auto* several = service_operation("ApplyMultipleOffersforOrder");
  OffersCallOptions options;
  options.bytes_max = 20;
  EXPECT_EQ(read_offers_call(R"({"accountId": "A-1", "offers": []})", several, options)
                .error()
                .front()
                .code,
            "BODY_TOO_LARGE");
  options = {};
  options.offers_max = 1;
  EXPECT_EQ(
      read_offers_call(R"({"accountId": "A-1", "offers": [{"offerId": "a"}, {"offerId": "b"}]})",
                       several, options)
          .error()
          .front()
          .field,
      "/offers");
}

}  // namespace
}  // namespace proffer::transport
