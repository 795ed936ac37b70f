// Calls of the web services as JSON.
#include "events/transport/service_call.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace proffer::transport {
namespace {

// A call that applies offers; without an operation, as a record.
tl::expected<OffersCall, Problems> read_offers(std::string_view body,
                                               const ServiceOperation* operation,
                                               const OffersCallOptions& options = {}) {
  if (operation == nullptr) {
    auto parsed = parse_service_record(body, {}, {.call = options});
    if (!parsed) return tl::unexpected(Problems{parsed.error()});
    return std::get<OffersCall>(parsed->call);
  }
  auto call = read_service_call(body, *operation, options);
  if (!call) return tl::unexpected(call.error());
  return std::get<OffersCall>(*call);
}

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
  const auto call = read_offers(R"({
    "operation": "ApplyMultipleOffersforOrder", "accountId": "A-1", "assetId": "X",
    "docId": "A-1-O1", "saveFlag": false, "channel": "agent",
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
        read_offers(R"({"accountId": "A-1", "offers": [])" + std::string(members) + "}",
                    service_operation("ApplyMultipleOffersforQuote"));
    return call.has_value() && call->save;
  };
  EXPECT_TRUE(save(""));
  EXPECT_FALSE(save(R"(, "saveFlag": false)"));
  EXPECT_FALSE(save(R"(, "saveInstance": false)"));
  EXPECT_FALSE(save(R"(, "processInMemory": true)"));
  EXPECT_TRUE(save(R"(, "processInMemory": false)"));
  EXPECT_TRUE(save(R"(, "saveFlag": true, "saveInstance": true, "processInMemory": false)"));
  EXPECT_FALSE(save(R"(, "saveFlag": false, "processInMemory": true)"));
}

TEST(OffersCall, G_02_TheNamesOfSavingMustNotContradictEachOther) {
  const auto refused = [](std::string_view members) {
    const auto call =
        read_offers(R"({"accountId": "A-1", "offers": [])" + std::string(members) + "}",
                    service_operation("ApplyMultipleOffersforOrder"));
    if (call) return std::string("read");
    const Problem& problem = call.error().front();
    return problem.code + " " + problem.field + " " + problem.text;
  };
  EXPECT_EQ(refused(R"(, "saveFlag": true, "processInMemory": true)"),
            "FIELD_INVALID /processInMemory processInMemory says the opposite of saveFlag; leave "
            "one of them out.");
  EXPECT_EQ(refused(R"(, "saveInstance": false, "processInMemory": false)"),
            "FIELD_INVALID /processInMemory processInMemory says the opposite of saveInstance; "
            "leave one of them out.");
  EXPECT_EQ(refused(R"(, "saveFlag": false, "saveInstance": true)"),
            "FIELD_INVALID /saveInstance saveInstance says the opposite of saveFlag; leave one of "
            "them out.");
}

TEST(OffersCall, AStructureMayBeAWholeDocument) {
  const auto call = read_offers(R"({"accountId": "A-1", "structure": {
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
    const auto call = read_offers(body, several);
    ASSERT_FALSE(call) << body;
    EXPECT_EQ(call.error().front().code, code) << body;
    EXPECT_EQ(call.error().front().field, field) << body;
  }
  const auto unknown = read_offers(R"({"operation": "ApplyMultipleOffersforOrders"})", nullptr);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().front().code, "OPERATION_UNKNOWN");
}

ParsedCall parsed(std::string_view body, const std::vector<HeaderView>& headers = {}) {
  auto call = parse_service_record(body, headers, {});
  if (!call) ADD_FAILURE() << call.error().code << ": " << call.error().text;
  return call ? *std::move(call) : ParsedCall{};
}

TEST(ServiceRecord, TheBodyNamesItsOperationInAnyEnvelope) {
  const std::string body = R"({"operation": "Save Order", "accountId": "A-1", "docId": "A-1-O1"})";
  for (const ParsedCall& call :
       {parsed(body),
        parsed(body, {{"ce_specversion", "1.0"},
                      {"ce_id", "1"},
                      {"ce_source", "/shop"},
                      {"ce_correlationid", "c"},
                      {"ce_type", "proffer.command.v1"}}),
        parsed(R"({"specversion": "1.0", "id": "1", "source": "/shop", "correlationid": "c",
                   "type": "proffer.command.v1", "data": )" +
               body + "}")}) {
    EXPECT_EQ(operation_of(call.call), "SaveOrder");
    EXPECT_FALSE(is_question(call.call));
    EXPECT_EQ(std::get<OffersCall>(call.call).document.value, "A-1-O1");
    if (call.envelope.type.empty()) continue;
    EXPECT_EQ(call.envelope.request_key, "ce:/shop\n1");
    EXPECT_EQ(call.envelope.correlation, "c");
  }
}

TEST(ServiceRecord, QueriesAndWorkflowsAreCallsToo) {
  const auto query =
      parsed(R"({"operation": "getRecommendedOffers", "accountId": "A-1", "assetId": "X"})");
  EXPECT_TRUE(is_question(query.call));
  EXPECT_EQ(std::get<QueryCall>(query.call).account.value, "A-1");
  EXPECT_EQ(std::get<QueryCall>(query.call).members,
            (std::vector<NamedValue>{{"accountId", "A-1"}, {"assetId", "X"}}));
  const auto choice = parsed(
      R"({"operation": "ChooseNamedParameter", "workflowId": "A-1-W1", "parameterId": "p200"})");
  EXPECT_EQ(std::get<WorkflowCall>(choice.call).workflow.value, "A-1-W1");
  EXPECT_EQ(std::get<WorkflowCall>(choice.call).parameter, "p200");
  const auto of_action = parsed(R"({"operation": "ChooseNamedParameter", "workflowId": "A-1-W1",
    "actionName": "pick", "actionId": "a-1", "value": "50"})");
  EXPECT_EQ(std::get<WorkflowCall>(of_action.call).action, "a-1");
  EXPECT_EQ(operation_of(parsed(R"({"operation": "CancelWorkflow", "workflowId": "W"})").call),
            "CancelWorkflow");
}

TEST(ServiceRecord, S8_8_RecommendationsTakeAStructureOrProducts) {
  const auto lines = parsed(R"({"operation": "GetRecommendedOffers", "accountId": "A-1",
    "documentId": null, "structure": {"kind": "order", "lines": [
      {"sequence": "1.0", "productId": "mobile", "action": "Add"}]}})");
  const auto& call = std::get<QueryCall>(lines.call);
  ASSERT_TRUE(call.structure);
  ASSERT_EQ(call.structure->size(), 1U);
  EXPECT_EQ(call.structure->front().product.value, "mobile");
  EXPECT_EQ(call.members, (std::vector<NamedValue>{{"accountId", "A-1"}}));
  const auto products = parsed(R"({"operation": "GetRecommendedOffers", "accountId": "A-1",
    "products": ["mobile", "tv"]})");
  EXPECT_EQ(std::get<QueryCall>(products.call).products,
            (std::vector<ProductId>{{"mobile"}, {"tv"}}));
  EXPECT_FALSE(std::get<QueryCall>(products.call).structure);
}

TEST(ServiceRecord, S8_8_AnAddressIsItsPartsOrAPostalCode) {
  const auto members = [](const std::string& address) {
    const auto call = parsed(R"({"operation": "GetProductOffer", "address": )" + address + "}");
    return std::get<QueryCall>(call.call).members;
  };
  EXPECT_EQ(members(R"({"state": "CA", "city": "Oakland"})"),
            (std::vector<NamedValue>{{"city", "Oakland"}, {"state", "CA"}}));
  for (const char* code : {"94105", "K1A 0B1", "00-950"}) {
    EXPECT_EQ(members('"' + std::string(code) + '"'),
              (std::vector<NamedValue>{{"postalCode", code}}));
  }
}

TEST(ServiceRecord, WhatIsWrongIsSaidWithItsPlace) {
  struct Case {
    std::string_view body;
    std::string_view code;
    std::string_view field;
  };
  for (const auto& [body, code, field] : std::array<Case, 21>{{
           {"{", "JSON_MALFORMED", ""},
           {"[]", "FIELD_TYPE", ""},
           {"{}", "FIELD_REQUIRED", "/operation"},
           {R"({"operation": "SaveOrders"})", "OPERATION_UNKNOWN", "/operation"},
           {R"({"operation": "SaveOrder"})", "FIELD_REQUIRED", "/accountId"},
           {R"({"operation": "GetProductOfferStructure"})", "FIELD_REQUIRED", "/productOfferId"},
           {R"({"operation": "GetProductOffer", "name": 1})", "FIELD_TYPE", "/name"},
           {R"({"operation": "GetProductOffer", "products": ["a"]})", "FIELD_UNKNOWN", "/products"},
           {R"({"operation": "GetProductOffer", "address": "1 Main St, CA"})", "FIELD_INVALID",
            "/address"},
           {R"({"operation": "GetProductOffer", "address": 94105})", "FIELD_TYPE", "/address"},
           {R"({"operation": "GetProductOffer", "address": {}})", "FIELD_REQUIRED", "/address"},
           {R"({"operation": "GetProductOffer", "address": {"street": "Main"}})", "FIELD_REQUIRED",
            "/address"},
           {R"({"operation": "GetProductOffer", "address": {"city": "Rome", "street": "Main"}})",
            "FIELD_UNKNOWN", "/address/street"},
           {R"({"operation": "GetProductOffer", "accountId": "A", "address": "94105"})",
            "FIELD_INVALID", "/address"},
           {R"({"operation": "GetProductOfferStructure", "productOfferId": "o", "langage": "FRA"})",
            "FIELD_UNKNOWN", "/langage"},
           {R"({"operation": "GetRecommendedOffers", "accountId": "A", "products": "a"})",
            "FIELD_TYPE", "/products"},
           {R"({"operation": "GetRecommendedOffers", "accountId": "A", "products": ["a"],
                "structure": {"lines": []}})",
            "FIELD_INVALID", "/products"},
           {R"({"operation": "GetRecommendedOffers", "accountId": "A", "documentId": "A-O1",
                "structure": {"lines": []}})",
            "FIELD_INVALID", "/structure"},
           {R"({"operation": "GetRecommendedOffers", "accountId": "A",
                "structure": {"lines": [{"sequence": "1.0", "action": "Add"}]}})",
            "FIELD_REQUIRED", "/structure/lines/0/productId"},
           {R"({"operation": "ChooseNamedParameter", "workflowId": "W"})", "FIELD_REQUIRED",
            "/parameterId"},
           {R"({"operation": "ApplyMultipleOffersforOrder", "accountId": "A", "offers": [
                {"offerId": "o", "namedParameter": {"componentProduct": "a", "baseProduct": "b"}}]})",
            "FIELD_INVALID", "/offers/0/namedParameter/baseProduct"},
       }}) {
    const auto call = parse_service_record(body, {}, {});
    ASSERT_FALSE(call) << body;
    EXPECT_EQ(call.error().code, code) << body;
    EXPECT_EQ(call.error().field, field) << body;
  }
}

TEST(OffersCall, LimitsAreKept) {
  const auto* several = service_operation("ApplyMultipleOffersforOrder");
  OffersCallOptions options;
  options.bytes_max = 20;
  EXPECT_EQ(
      read_offers(R"({"accountId": "A-1", "offers": []})", several, options).error().front().code,
      "BODY_TOO_LARGE");
  options = {};
  options.offers_max = 1;
  EXPECT_EQ(read_offers(R"({"accountId": "A-1", "offers": [{"offerId": "a"}, {"offerId": "b"}]})",
                        several, options)
                .error()
                .front()
                .field,
            "/offers");
}

}  // namespace
}  // namespace proffer::transport
