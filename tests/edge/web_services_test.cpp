// The web services over HTTP: what a query takes, how errors are told, and where a customer goes
// on.
#include "tests/edge/api_fixture.hpp"

#include <gmock/gmock.h>

namespace proffer::edge::web_services {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* shop_body = R"({
  "products": [
    {"id": "text", "name": "Unlimited Text", "listPrice": "5.00"},
    {"id": "mobile", "name": "Mobile Service", "kind": "Customizable", "listPrice": "10.00",
     "relationships": [{"name": "Texting", "max": 1, "domain": ["text"]}]}],
  "offers": [
    {"id": "network", "name": "Network", "organizations": ["Shop"], "responses": [
      {"response": "Accept", "actions": [{"type": "New", "code": "Add", "baseProduct": "mobile"}]},
      {"response": "Reject"}]},
    {"id": "texting", "name": "Texting", "organizations": ["Shop"],
     "checkEligibility": true, "inclusiveEligibility": true,
     "eligibilityRules": [{"type": "Available", "postalCode": "94105"},
                          {"type": "Available", "state": "CA"}],
     "responses": [
      {"response": "Accept", "actions": [{"type": "Modify", "code": "Add", "baseProduct": "mobile",
        "namedParameter": "ComponentProduct", "userInput": true, "domain": [
          {"parameterId": "p1", "value": "text", "path": "Mobile Service/Texting:Unlimited Text",
           "displayName": "Texts"}]}]},
      {"response": "Reject"}]}]})";

class WebServices : public testing::Test {
 protected:
  void SetUp() override {
    const auto catalogue = house.ask("PUT", "/v1/catalogue", shop_body);
    ASSERT_EQ(catalogue.status, 200) << catalogue.body;
    const auto account = house.ask("PUT", "/v1/accounts/A-1", R"({"id": "A-1",
      "type": "Residential", "organization": "Shop", "currency": "EUR", "address": {"state": "CA"},
      "assets": [{"id": "m-1", "productId": "mobile"}]})");
    ASSERT_EQ(account.status, 201) << account.body;
  }
  HttpResponse call(const std::string& operation, const std::string& body) {
    return house.ask("POST", "/v1/services/" + operation, body);
  }
  HttpResponse respond(const std::string& offer, const std::string& response,
                       const std::string& channel) {
    return house.ask("POST", "/v1/responses",
                     R"({"accountId":"A-1","offerId":")" + offer + R"(","response":")" + response +
                         R"(","channel":")" + channel + "\"}");
  }
  // The ids of the offers that GetProductOffer lists.
  std::vector<std::string> listed(const std::string& body) {
    const auto answer = call("GetProductOffer", body);
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto told = body_of(answer);
    std::vector<std::string> ids;
    for (const auto& item : told.at("items").as_array()) {
      ids.emplace_back(item.at("id").as_string());
    }
    return ids;
  }

  House house;
};

TEST_F(WebServices, S8_8_AnAddressLeavesTheOffersThatCanBeHadThere) {
  EXPECT_THAT(listed("{}"), ElementsAre("network", "texting"));
  EXPECT_THAT(listed(R"({"address":"94105"})"), ElementsAre("network", "texting"));
  EXPECT_THAT(listed(R"({"address":"10001"})"), ElementsAre("network"));
  EXPECT_THAT(listed(R"({"address":{"state":"CA"}})"), ElementsAre("network", "texting"));
  EXPECT_THAT(listed(R"({"address":{"city":"Albany","state":"NY"}})"), ElementsAre("network"));
  EXPECT_THAT(listed(R"({"state":"NY"})"), ElementsAre("network"));
}

TEST_F(WebServices, S4_20_AnOffersHeaderSaysHowItsCustomersAreChecked) {
  const auto items = body_of(call("GetProductOffer", "{}")).at("items");
  const auto checks = [&](std::size_t place) {
    const auto& item = items.at(place).as_object();
    return std::pair(item.at("checkEligibility").as_bool(),
                     item.at("inclusiveEligibility").as_bool());
  };
  EXPECT_EQ(checks(0), std::pair(false, false));
  EXPECT_EQ(checks(1), std::pair(true, true));
}

TEST_F(WebServices, S4_20_NothingAskedForIsAllOffersAndALimitMakesPages) {
  std::string more;
  for (int i = 0; i < 100; ++i) {
    more += std::string(more.empty() ? "" : ",") + R"({"id": "more-)" + std::to_string(i) +
            R"(", "name": "More )" + std::to_string(i) +
            R"(", "organizations": ["Shop"], "responses": [{"response": "Reject"}]})";
  }
  const auto defined = house.ask("PUT", "/v1/catalogue", R"({"offers": [)" + more + "]}");
  ASSERT_EQ(defined.status, 200) << defined.body;
  const auto all = call("GetProductOffer", "{}");
  EXPECT_EQ(body_of(all).at("items").as_array().size(), 102U);
  EXPECT_FALSE(body_of(all).contains("next"));
  for (const char* limit : {"101", R"("101")"}) {
    const auto page = call("GetProductOffer", R"({"limit":)" + std::string(limit) + "}");
    EXPECT_EQ(text_in(page, "/next"), "network") << page.body;
    EXPECT_THAT(listed(R"({"after":"network"})"), ElementsAre("texting"));
  }
}

TEST(WebServicesInMessages, S4_20_APageEndsWhereItsAnswerWouldNotFitAMessage) {
  ApiOptions options;
  options.answer_bytes_max = 4'096 + 600;
  House house(options);
  const std::string message(400, 'm');
  const auto defined = house.ask(
      "PUT", "/v1/catalogue",
      R"({"offers": [{"id": "a", "name": "A", "organizations": ["Shop"], "message": ")" + message +
          R"("}, {"id": "b", "name": "B", "organizations": ["Shop"], "message": ")" + message +
          R"("}]})");
  ASSERT_EQ(defined.status, 200) << defined.body;
  const auto first = house.ask("POST", "/v1/services/GetProductOffer", "{}");
  EXPECT_EQ(text_in(first, "/next"), "a") << first.body;
  const auto rest = house.ask("POST", "/v1/services/GetProductOffer", R"({"after":"a"})");
  EXPECT_EQ(text_in(rest, "/items/0/id"), "b") << rest.body;
  EXPECT_FALSE(body_of(rest).contains("next"));
}

TEST_F(WebServices, S4_20_ASearchSpecificationIsReadAsElsewhere) {
  EXPECT_THAT(listed(R"({"searchSpec":"*"})"), ElementsAre("network", "texting"));
  EXPECT_THAT(listed(R"({"searchSpec":"[Name]=\"network\""})"), ElementsAre("network"));
  EXPECT_THAT(listed(R"({"searchSpec":"[Id]=\"texting\" AND [Name]=\"Texting\""})"),
              ElementsAre("texting"));
  EXPECT_THAT(listed(R"({"searchSpec":"[Id]=\"Texting\""})"), IsEmpty()) << "ids are exact";
  EXPECT_THAT(listed(R"({"name":"net*"})"), ElementsAre("network"));
  for (const char* wrong : {"net*", R"([Colour]=\"red\")"}) {
    const auto answer = call("GetProductOffer", R"({"searchSpec":")" + std::string(wrong) + "\"}");
    EXPECT_EQ(text_in(answer, "/errorCode"), "SEARCH_SPEC_INVALID") << answer.body;
  }
  EXPECT_EQ(house.ask("GET", "/v1/offers?searchSpec=net*").status, 422);
}

TEST_F(WebServices, S3_14_WhatAQueryIsRefusedForIsInItsAnswer) {
  struct Case {
    const char* operation;
    const char* body;
    const char* code;
  };
  for (const auto& [operation, body, code] : std::vector<Case>{
           {"GetProductOfferStructure", R"({"productOfferId":"none"})", "OFFER_NOT_FOUND"},
           {"GetProductOffer", R"({"accountId":"none"})", "ACCOUNT_NOT_FOUND"},
           {"GetRecommendedOffers", R"({"accountId":"none"})", "ACCOUNT_NOT_FOUND"},
           {"GetRecommendedOffers", R"({"accountId":"A-1","documentId":"A-1-O9"})",
            "DOC_NOT_FOUND"},
           {"GetRecommendedOffers", R"({"accountId":"A-1","documentId":"A-2-O1"})",
            "DOC_OTHER_ACCOUNT"}}) {
    const auto answer = call(operation, body);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.header("Content-Type"), "application/json");
    EXPECT_EQ(text_in(answer, "/outcome"), "rejected") << body;
    EXPECT_EQ(text_in(answer, "/errorCode"), code) << body;
    EXPECT_EQ(text_in(answer, "/problems/0/code"), code) << body;
    EXPECT_EQ(text_in(answer, "/problems/0/text"), text_in(answer, "/errorMessage")) << body;
  }
  EXPECT_EQ(house.ask("GET", "/v1/offers/none/structure").status, 404);
  EXPECT_EQ(call("GetProductOfferStructure", "{}").status, 422) << "this cannot be read";
}

TEST_F(WebServices, S3_7_AWrongChoiceIsToldWhatCanBeChosen) {
  const std::string id = text_in(respond("texting", "Accept", "sms"), "/workflowId");
  const auto routed = house.ask("POST", "/v1/workflows/" + id + "/choice", R"({"value":"tv"})");
  const auto named =
      call("ChooseNamedParameter", R"({"workflowId":")" + id + R"(","parameterId":"p9"})");
  for (const auto& wrong : {routed, named}) {
    EXPECT_EQ(wrong.status, 422) << wrong.body;
    EXPECT_EQ(text_in(wrong, "/type"), "/problems/named-param-not-in-domain");
    EXPECT_EQ(text_in(wrong, "/options/0/parameterId"), "p1");
    EXPECT_EQ(text_in(wrong, "/options/0/value"), "text");
    EXPECT_EQ(text_in(wrong, "/options/0/displayName"), "Texts");
  }
  EXPECT_THAT(routed.body, HasSubstr("errors"));
}

TEST_F(WebServices, S3_7_AChoiceMayNameTheActionThatAsksForIt) {
  const auto asked = respond("texting", "Accept", "sms");
  const std::string path = "/v1/workflows/" + text_in(asked, "/workflowId") + "/choice";
  const auto other = house.ask("POST", path, R"({"actionId":"another","parameterId":"p1"})");
  EXPECT_EQ(other.status, 422) << other.body;
  EXPECT_EQ(text_in(other, "/type"), "/problems/named-param-wrong-action");
  const auto made = house.ask(
      "POST", path, R"({"actionId":")" + text_in(asked, "/actionId") + R"(","parameterId":"p1"})");
  EXPECT_EQ(made.status, 200) << made.body;
  EXPECT_EQ(text_in(made, "/chosen/value"), "text");
}

TEST_F(WebServices, S4_1_AnInteractiveAnswerSaysWhichViewComesNextAndAWebCallNone) {
  const auto agent = respond("network", "Accept", "agent");
  EXPECT_EQ(text_in(agent, "/nextView"), "Order Entry - Line Items View (Sales)") << agent.body;
  EXPECT_EQ(text_in(respond("network", "Reject", "agent"), "/nextView"),
            "SIS OM Customer Account Portal view");
  const auto web = respond("network", "Accept", "web");
  EXPECT_EQ(text_in(web, "/outcome"), "order") << web.body;
  EXPECT_FALSE(body_of(web).contains("nextView"));
  const auto workflow = house.ask("GET", "/v1/workflows/" + text_in(web, "/workflowId"));
  EXPECT_EQ(text_in(workflow, "/outcome"), "document") << workflow.body;
  EXPECT_FALSE(body_of(workflow).contains("nextView"));
}

TEST_F(WebServices, S8_5_TheContextOfAWorkflowNamesEveryOffer) {
  const auto applied = call("ApplyMultipleOffersforOrder", R"({"accountId":"A-1",
    "offers":[{"offerId":"network","response":"Accept"},
              {"offerId":"network","response":"Accept"}]})");
  const auto workflow = house.ask("GET", "/v1/workflows/" + text_in(applied, "/workflowId"));
  EXPECT_EQ(text_in(workflow, "/context/Offer Id"), R"(["network","network"])");
  EXPECT_EQ(text_in(workflow, "/context/Response"), R"(["Accept","Accept"])");
  EXPECT_EQ(text_in(workflow, "/context/Channel"), "web");
}

}  // namespace
}  // namespace proffer::edge::web_services
