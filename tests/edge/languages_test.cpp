// Texts are shown in the language that is asked for, else in the account's.
#include "tests/edge/api_fixture.hpp"

#include <gmock/gmock.h>

namespace proffer::edge::languages {
namespace {

using testing::AllOf;
using testing::Each;
using testing::SizeIs;

constexpr const char* shop_body = R"({
  "products": [
    {"id": "text", "name": "Unlimited Text", "listPrice": "5.00",
     "translations": [{"languageCode": "FRA", "text": "SMS"}]},
    {"id": "mobile", "name": "Mobile Service", "kind": "Customizable", "listPrice": "10.00",
     "translations": [{"languageCode": "FRA", "text": "Mobile"}],
     "relationships": [{"name": "Texting", "max": 1, "domain": ["text"]}]}],
  "promotions": [
    {"id": "double", "name": "Double", "price": "12.00",
     "translations": [{"languageCode": "FRA", "text": "Duo"}],
     "components": [{"ruleId": "text", "product": "text", "min": 1, "defaultQuantity": 1}]}],
  "offers": [
    {"id": "bundle", "name": "Bundle", "organizations": ["Shop"],
     "responses": [
      {"response": "Accept", "actions": [{"type": "New", "code": "Add", "baseProduct": "double"}]},
      {"response": "Reject"}]},
    {"id": "pick", "name": "Pick", "organizations": ["Shop"], "message": "Which one?",
     "translations": [{"languageCode": "FRA", "message": "Lequel ?"}],
     "responses": [
      {"response": "Accept", "actions": [{"type": "Modify", "code": "Add", "baseProduct": "mobile",
        "namedParameter": "ComponentProduct", "userInput": true, "domain": [
          {"parameterId": "p1", "value": "text", "path": "Mobile Service/Texting:Unlimited Text",
           "displayName": "Texts"}]}]},
      {"response": "Reject"}]},
    {"id": "texting", "name": "Texting", "organizations": ["Shop"], "description": "More texts.",
     "translations": [{"languageCode": "FRA", "description": "Plus de SMS."}],
     "responses": [
      {"response": "Accept", "actions": [{"type": "Modify", "code": "Add", "baseProduct": "mobile",
        "componentProduct": "text", "allowMultipleInstance": false}]},
      {"response": "Reject"}]}]})";

// Of account A-1 the language is French, of A-2 none is known; both have the mobile service.
class Languages : public testing::Test {
 protected:
  void SetUp() override {
    const auto catalogue = house.ask("PUT", "/v1/catalogue", shop_body);
    ASSERT_EQ(catalogue.status, 200) << catalogue.body;
    for (const char* account : {R"({"id":"A-1","language":"FRA",)", R"({"id":"A-2",)"}) {
      const std::string id = std::string(account).substr(7, 3);
      const auto defined =
          house.ask("PUT", "/v1/accounts/" + id,
                    account + std::string(R"("type":"Residential","organization":"Shop",
                      "currency":"EUR","assets":[{"id":"m-1","productId":"mobile"}]})"));
      ASSERT_EQ(defined.status, 201) << defined.body;
      seen = defined.header("Proffer-Position");
    }
  }
  HttpResponse get(const std::string& target, const std::string& accepted = "") {
    std::vector<HttpHeader> headers = {{"Proffer-Min-Position", seen}};
    if (!accepted.empty()) headers.push_back({"Accept-Language", accepted});
    const auto answer = house.ask("GET", target, "", std::move(headers));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer;
  }
  HttpResponse post(const std::string& target, const std::string& body,
                    const std::string& accepted = "") {
    std::vector<HttpHeader> headers = {{"Content-Type", "application/json"}};
    if (!accepted.empty()) headers.push_back({"Accept-Language", accepted});
    const auto answer = house.ask("POST", target, body, std::move(headers));
    EXPECT_LT(answer.status, 300) << answer.body;
    return answer;
  }
  static std::string answer_of(const std::string& account, const std::string& offer,
                               const std::string& channel, const std::string& more = "") {
    return R"({"accountId":")" + account + R"(","offerId":")" + offer +
           R"(","response":"Accept","channel":")" + channel + "\"" + more + "}";
  }

  House house;
  std::string seen = "0:0";
};

TEST_F(Languages, S1_10_TheQuestionIsAskedInTheLanguageThatWasSaidAcceptedOrIsTheAccounts) {
  const auto prompt = [&](const std::string& account, const std::string& more,
                          const std::string& accepted = "") {
    return text_in(post("/v1/responses", answer_of(account, "pick", "sms", more), accepted),
                   "/prompt");
  };
  EXPECT_EQ(prompt("A-1", ""), "Lequel ?");
  EXPECT_EQ(prompt("A-2", ""), "Which one?");
  EXPECT_EQ(prompt("A-2", R"(,"language":"FRA")"), "Lequel ?");
  EXPECT_EQ(prompt("A-2", "", "en;q=0.2, fr-FR"), "Lequel ?");
  EXPECT_EQ(prompt("A-1", R"(,"language":"ENU")", "fr"), "Which one?") << "what is said goes first";
  EXPECT_EQ(prompt("A-1", "", "tlh, *"), "Lequel ?") << "no language of ours is accepted";
  EXPECT_EQ(text_in(post("/v1/simulations", answer_of("A-2", "pick", "sms"), "fr"),
                    "/namedParameter/prompt"),
            "Lequel ?");
  const auto french = post("/v1/responses", answer_of("A-1", "pick", "sms"));
  EXPECT_EQ(text_in(french, "/options/0/productName"), "SMS") << french.body;
  EXPECT_EQ(text_in(french, "/options/0/displayName"), "Texts") << "as its author calls it";
  EXPECT_EQ(text_in(french, "/baseProductName"), "Mobile");
}

TEST_F(Languages, S1_10_OffersAreListedInTheLanguageOfTheirReader) {
  const auto description = [&](const std::string& query, const std::string& accepted = "") {
    return text_in(get("/v1/offers" + query, accepted), "/items/2/description");
  };
  EXPECT_EQ(description(""), "More texts.");
  EXPECT_EQ(description("", "de, fr;q=0.5"), "More texts.") << "German goes before French";
  EXPECT_EQ(description("", "fr-CH;q=0, fr;q=0.5"), "Plus de SMS.");
  EXPECT_EQ(description("?language=fra"), "Plus de SMS.");
  EXPECT_EQ(description("?accountId=A-1"), "Plus de SMS.");
  EXPECT_EQ(description("?accountId=A-1&language=ENU"), "More texts.");
  EXPECT_EQ(description("?accountId=A-2"), "More texts.");
  const auto service = [&](const std::string& body) {
    return text_in(post("/v1/services/GetProductOffer", body), "/items/2/description");
  };
  EXPECT_EQ(service(R"({"language":"FRA"})"), "Plus de SMS.");
  EXPECT_EQ(service(R"({"accountId":"A-1"})"), "Plus de SMS.");
  EXPECT_EQ(text_in(get("/v1/offers/texting/structure", "fr"), "/description"), "Plus de SMS.");
}

TEST_F(Languages, S1_2_DocumentsShowTheirProductsTranslatedAndKeepTheirNames) {
  const auto saved = post("/v1/responses", answer_of("A-1", "texting", "web"));
  ASSERT_EQ(text_in(saved, "/documentId"), "A-1-O1") << saved.body;
  seen = saved.header("Proffer-Position");
  const auto product = [&](const std::string& target, const std::string& at = "/lines/1/product") {
    return text_in(get(target), at);
  };
  EXPECT_EQ(product("/v1/orders/A-1-O1"), "SMS");
  EXPECT_EQ(product("/v1/orders/A-1-O1", "/lines/0/product"), "Mobile");
  EXPECT_EQ(product("/v1/orders/A-1-O1?language=ENU"), "Unlimited Text");
  EXPECT_EQ(product("/v1/orders/A-1-O1?asOf=" + seen), "SMS");
  EXPECT_EQ(product("/v1/orders", "/items/0/lines/1/product"), "SMS");
  EXPECT_EQ(product("/v1/orders/A-1-O1/explain?line=1.1", "/lines/0/product"), "SMS");
  EXPECT_NE(get("/v1/orders/A-1-O1").header("ETag"),
            get("/v1/orders/A-1-O1?language=ENU").header("ETag"));
}

TEST_F(Languages, ADocumentIsNotShownBeforeItsAccountsLanguageIsKnown) {
  house.wait_for(seen);
  house.hold("accounts");
  const auto defined = house.ask("PUT", "/v1/accounts/A-2", R"({"id":"A-2","type":"Residential",
    "language":"FRA","organization":"Shop","currency":"EUR",
    "assets":[{"id":"m-1","productId":"mobile"}]})");
  ASSERT_EQ(defined.status, 200) << defined.body;
  const auto saved = post("/v1/responses", answer_of("A-2", "texting", "web"));
  const std::vector<HttpHeader> headers = {
      {"Proffer-Min-Position", std::string(saved.header("Proffer-Position"))}};
  EXPECT_EQ(text_in(house.ask("GET", "/v1/orders/A-2-O1/explain", "", headers), "/lines/1/product"),
            "SMS")
      << "reads the log";
  auto one = house.ask_later("GET", "/v1/orders/A-2-O1", "", headers);
  auto all = house.ask_later("GET", "/v1/orders", "", headers);
  house.let_go("accounts");
  EXPECT_EQ(text_in(one.get(), "/lines/1/product"), "SMS");
  EXPECT_EQ(text_in(all.get(), "/items/0/lines/1/product"), "SMS");
}

TEST_F(Languages, S1_2_WhatIsPaidForIsShownTranslated) {
  EXPECT_EQ(text_in(get("/v1/accounts/A-1/summary"), "/billingItems/0/product"), "Mobile");
  EXPECT_EQ(text_in(get("/v1/accounts/A-2/summary"), "/billingItems/0/product"), "Mobile Service");
  EXPECT_EQ(text_in(get("/v1/accounts/A-2/summary", "fr"), "/billingItems/0/product"), "Mobile");
}

TEST_F(Languages, S1_2_AStructureIsShownTranslatedAndCanBeSentBack) {
  const auto apply = [&](const std::string& members) {
    return post("/v1/services/ApplyMultipleOffersforOrder",
                R"({"accountId":"A-1")" + members + "}");
  };
  const std::string offers = R"(,"offers":[{"offerId":"texting"}])";
  const auto shown = apply(offers + R"(,"saveFlag":false)");
  EXPECT_EQ(text_in(shown, "/structure/lines/1/product"), "SMS") << shown.body;
  EXPECT_EQ(text_in(apply(offers + R"(,"saveFlag":false,"language":"ENU")"),
                    "/structure/lines/1/product"),
            "Unlimited Text");
  const auto simulated = post("/v1/simulations", answer_of("A-1", "texting", "web"));
  EXPECT_EQ(text_in(simulated, "/after/1/product"), "SMS") << simulated.body;
  const auto saved =
      post("/v1/services/SaveOrder", R"({"accountId":"A-1","language":"ENU","structure":)" +
                                         text_in(shown, "/structure") + "}");
  EXPECT_EQ(text_in(saved, "/structure/lines/1/product"), "Unlimited Text") << saved.body;
  const auto other = post("/v1/services/ApplyMultipleOffersforOrder",
                          R"({"accountId":"A-2","language":"FRA")" + offers + "}");
  EXPECT_EQ(text_in(other, "/structure/lines/1/product"), "SMS") << other.body;
}

// The account has the promotion with a component that a response deletes.
TEST_F(Languages, S1_2_PromotionsAreShownTranslatedOnLinesAndKnownInWhateverLanguageTheyComeBack) {
  const auto defined = house.ask("PUT", "/v1/accounts/A-3", R"({"id": "A-3", "type": "Residential",
    "organization": "Shop", "currency": "EUR", "assets": [
      {"id": "d", "productId": "double", "promotionId": "double", "promotionName": "Double",
       "promotionInstanceId": "P1"},
      {"id": "t", "productId": "text", "promotionId": "double", "promotionName": "Double",
       "promotionInstanceId": "P1", "promotionRuleId": "text"}]})");
  ASSERT_EQ(defined.status, 201) << defined.body;
  house.wait_for(std::string(defined.header("Proffer-Position")));
  const auto call = [&](const std::string& operation, const std::string& members) {
    return post("/v1/services/" + operation, R"({"accountId":"A-3")" + members + "}");
  };
  const auto promotions = [](const HttpResponse& answer) {
    std::vector<std::string> names;
    const auto body = boost::json::parse(answer.body);
    for (const auto& line : body.at_pointer("/structure/lines").as_array()) {
      const auto* name = line.as_object().if_contains("promotion");
      if (name != nullptr) names.emplace_back(name->as_string());
    }
    return names;
  };
  const std::string offers = R"(,"offers":[{"offerId":"bundle"}],"saveFlag":false)";
  const auto shown = call("ApplyMultipleOffersforOrder", offers + R"(,"language":"FRA")");
  EXPECT_THAT(promotions(shown), AllOf(SizeIs(2), Each("Duo"))) << shown.body;
  EXPECT_THAT(promotions(call("ApplyMultipleOffersforOrder", offers)), Each("Double"));
  auto structure = boost::json::parse(shown.body).at_pointer("/structure").as_object();
  auto& lines = structure["lines"].as_array();
  const auto add_listed = [&](std::string sequence, const char* product, const char* asset,
                              const char* rule) {
    lines.push_back(boost::json::object{{"sequence", sequence},
                                        {"productId", product},
                                        {"action", "-"},
                                        {"assetId", asset},
                                        {"promotion", "Duo"},
                                        {"promotionId", "double"},
                                        {"promotionInstanceId", "P1"}});
    if (*rule != 0) lines.back().as_object()["promotionRuleId"] = rule;
  };
  add_listed("3.0", "double", "d", "");
  add_listed("4.0", "text", "t", "text");
  const auto saved = call("SaveOrder", R"(,"structure":)" + boost::json::serialize(structure));
  EXPECT_THAT(promotions(saved), AllOf(SizeIs(4), Each("Double"))) << saved.body;
  seen = saved.header("Proffer-Position");
  const auto order = get("/v1/orders/A-3-O1", "fr");
  EXPECT_EQ(text_in(order, "/lines/0/promotion"), "Duo") << order.body;
}

TEST_F(Languages, S1_2_DefinitionsInForceAreShownTranslated) {
  EXPECT_EQ(text_in(get("/v1/products", "fr"), "/items/2/name"), "SMS");
  EXPECT_EQ(text_in(get("/v1/products", "fr"), "/items/0/name"), "Duo");
  EXPECT_EQ(text_in(get("/v1/products"), "/items/2/name"), "Unlimited Text");
  const auto french = get("/v1/offers/texting?language=FRA");
  EXPECT_EQ(text_in(french, "/description"), "Plus de SMS.");
  EXPECT_EQ(text_in(get("/v1/offers/texting"), "/description"), "More texts.");
  EXPECT_NE(french.header("ETag"), get("/v1/offers/texting").header("ETag"));
}

}  // namespace
}  // namespace proffer::edge::languages
