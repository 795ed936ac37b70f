// Questions that fold the log: recommendations, offers a customer can have, explanations,
// simulations.
#include "tests/edge/api_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <future>

namespace proffer::edge::queries {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* shop_body = R"({
  "products": [
    {"id": "text", "name": "Unlimited Text", "listPrice": "5.00"},
    {"id": "calls", "name": "International Calling", "listPrice": "3.00"},
    {"id": "mobile", "name": "Mobile Service", "kind": "Customizable", "listPrice": "10.00",
     "relationships": [{"name": "Texting", "max": 1, "domain": ["text"]},
                       {"name": "Calling", "max": 1, "domain": ["calls"]}]}],
  "offers": [
    {"id": "texting", "name": "Texting", "organizations": ["Shop"], "responses": [
      {"response": "Accept", "actions": [{"type": "Modify", "code": "Add", "baseProduct": "mobile",
        "componentProduct": "text", "allowMultipleInstance": false}]},
      {"response": "Reject"}]},
    {"id": "no-calls", "name": "No Calls", "organizations": ["Shop"], "responses": [
      {"response": "Accept", "actions": [{"type": "Modify", "code": "Delete",
        "baseProduct": "mobile", "componentProduct": "calls"}]}]}]})";

constexpr const char* family_body = R"({"id": "A-1", "name": "Ana", "type": "Residential",
  "organization": "Shop", "priceList": "Standard", "currency": "EUR", "address": {"state": "NY"}, "assets": [
    {"id": "m-1", "productId": "mobile", "children": [{"id": "c-1", "productId": "calls"}]}]})";

std::vector<std::string> texts(const json::value& list, std::string_view key) {
  std::vector<std::string> found;
  for (const auto& entry : list.as_array()) {
    const auto* value = entry.as_object().if_contains(key);
    found.emplace_back(value == nullptr ? "" : value->as_string());
  }
  return found;
}

class Queries : public testing::Test {
 protected:
  void SetUp() override {
    const auto catalogue = house.ask("PUT", "/v1/catalogue", shop_body);
    ASSERT_EQ(catalogue.status, 200) << catalogue.body;
    const auto account = house.ask("PUT", "/v1/accounts/A-1", family_body);
    ASSERT_EQ(account.status, 201) << account.body;
  }

  // Recommends the offer to owners of the product and lets only this state have it.
  void recommend(const std::string& id, const std::string& subject, const std::string& state) {
    const auto* released = house.gate.catalogue()->offer({id});
    ASSERT_NE(released, nullptr);
    domain::ProductOfferDecider::DefineOffer command;
    command.offer = released->offer;
    Recommendation recommendation;
    recommendation.id.value = "r1";
    recommendation.subject.value = subject;
    recommendation.reason = "You have it.";
    recommendation.message_type = command.offer.message_type;
    command.offer.recommendations = {recommendation};
    Rules& rules = command.offer.rules;
    rules.check_eligibility = rules.inclusive_eligibility = true;
    EligibilityRule rule;
    rule.id.value = "e1";
    rule.type = EligibilityType::available;
    rule.state = state;
    rules.eligibility = {rule};
    runtime::Request request;
    request.to = {Category::product_offer, id};
    request.command = domain::ProductOfferDecider::Command{command};
    std::promise<runtime::Reply> promise;
    house.gate.submit(std::move(request),
                      [&](runtime::Reply reply) { promise.set_value(std::move(reply)); });
    const auto reply = promise.get_future().get();
    ASSERT_EQ(reply.kind, runtime::Reply::Kind::done)
        << (reply.problems.empty() ? "" : reply.problems.front().text);
    seen = "65535:" + std::to_string(reply.end);
  }
  json::object asked(const std::string& target) {
    const auto answer = house.ask("GET", target, "", {{"Proffer-Min-Position", seen}});
    EXPECT_EQ(answer.status, 200) << answer.body;
    return body_of(answer);
  }
  std::string accept(const std::string& offer, const std::string& response = "Accept",
                     const std::string& asset = "") {
    json::object body = {
        {"accountId", "A-1"}, {"offerId", offer}, {"response", response}, {"channel", "web"}};
    if (!asset.empty()) body["assetId"] = asset;
    const auto answer = house.ask("POST", "/v1/responses", json::serialize(body));
    EXPECT_LT(answer.status, 300) << answer.body;
    return text_in(answer, "/outcome");
  }

  House house;
  std::string seen = "65535:0";  // position of the reference shard that reads wait for
};

TEST_F(Queries, ARecommendationSaysWhatForWhyAndWhatCanBeAnswered) {
  recommend("texting", "mobile", "NY");
  const auto found = asked("/v1/accounts/A-1/recommendations").at("items").as_array();
  ASSERT_EQ(found.size(), 1U);
  const auto& message = found[0].as_object();
  EXPECT_EQ(message.at("source").as_string(), "Product Recommendation");
  EXPECT_EQ(message.at("offerId").as_string(), "texting");
  EXPECT_EQ(message.at("assetId").as_string(), "m-1");
  EXPECT_EQ(message.at("product").as_string(), "Mobile Service");
  EXPECT_EQ(message.at("reason").as_string(), "You have it.");
  EXPECT_EQ(json::serialize(message.at("responses")), R"(["Accept","Reject"])");
  EXPECT_EQ(message.at("payload").at("rootAssetId").as_string(), "m-1");
}

TEST_F(Queries, Acceptance5_6_T20_WhatOneChannelAnsweredIsGoneFromAll) {
  recommend("texting", "mobile", "NY");
  const auto sources = [&] {
    return texts(asked("/v1/accounts/A-1/recommendations").at("items"), "source");
  };
  EXPECT_THAT(sources(), ElementsAre("Product Recommendation"));
  EXPECT_EQ(accept("texting", "Reject", "m-1"), "no_action");
  EXPECT_THAT(sources(), ElementsAre("Zero Recommendation"));
}

TEST_F(Queries, Acceptance5_6_T20_SeenOnTheWebAndAcceptedByAnAgentItIsGoneFromBoth) {
  recommend("texting", "mobile", "NY");
  const auto sources = [&] {
    return texts(asked("/v1/accounts/A-1/recommendations").at("items"), "source");
  };
  EXPECT_THAT(sources(), ElementsAre("Product Recommendation")) << "on every channel alike";
  const auto accepted =
      house.ask("POST", "/v1/responses",
                R"({"accountId":"A-1","offerId":"texting","response":"Accept","channel":"agent",)"
                R"("assetId":"m-1"})");
  EXPECT_EQ(text_in(accepted, "/outcome"), "order") << accepted.body;
  EXPECT_THAT(sources(), ElementsAre("Zero Recommendation"));
  const auto order =
      house.ask("GET", "/v1/orders/A-1-O1", "",
                {{"Proffer-Min-Position", std::string(accepted.header("Proffer-Position"))}});
  EXPECT_THAT(texts(body_of(order).at("lines"), "product"),
              ElementsAre("Mobile Service", "International Calling", "Unlimited Text"));
}

TEST_F(Queries, ABasketIsRecommendedForBeforeAnythingIsOwned) {
  recommend("texting", "mobile", "NY");
  ASSERT_EQ(house
                .ask("PUT", "/v1/accounts/A-2",
                     R"({"id":"A-2","type":"Residential","organization":"Shop","currency":"EUR",
                          "address":{"state":"NY"}})")
                .status,
            201);
  const std::string path = "/v1/accounts/A-2/recommendations";
  EXPECT_THAT(texts(asked(path + "?product=mobile").at("items"), "offerId"),
              ElementsAre("texting"));
  const auto structure = house.ask("POST", path, R"({"lines":[{"id":"1","productId":"mobile"}]})",
                                   {{"Proffer-Min-Position", seen}});
  EXPECT_EQ(text_in(structure, "/items/0/lineId"), "1");
  const auto wrong = house.ask("POST", path, R"({"lines":[{"id":"1"}]})");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(text_in(wrong, "/errors/0/pointer"), "/lines/0/productId");
  EXPECT_EQ(house.ask("POST", path, R"({"lines":)").status, 400);
}

TEST_F(Queries, S8_8_ACallBringsTheStructureOrTheProductsThatItAsksFor) {
  recommend("texting", "mobile", "NY");
  ASSERT_EQ(house
                .ask("PUT", "/v1/accounts/A-2",
                     R"({"id":"A-2","type":"Residential","organization":"Shop",
                          "currency":"EUR","address":{"state":"NY"}})")
                .status,
            201);
  const auto call = [&](const std::string& members) {
    return house.ask("POST", "/v1/services/GetRecommendedOffers",
                     R"({"accountId":"A-2")" + members + "}", {{"Proffer-Min-Position", seen}});
  };
  EXPECT_EQ(text_in(call(""), "/items/0/source"), "Zero Recommendation");
  const auto products = call(R"(,"products":["text","mobile"])");
  EXPECT_EQ(text_in(products, "/items/0/offerId"), "texting") << products.body;
  const auto structure = call(R"(,"structure":{"lines":[
    {"id":"mine","sequence":"1.0","productId":"mobile","action":"Add"},
    {"sequence":"1.1","productId":"calls","action":"Add"}]})");
  EXPECT_EQ(text_in(structure, "/items/0/offerId"), "texting") << structure.body;
  EXPECT_EQ(text_in(structure, "/items/0/lineId"), "mine");
  const auto unknown = call(R"(,"structure":{"lines":[
    {"sequence":"1.0","productId":"nothing","action":"Add"}]})");
  EXPECT_EQ(text_in(unknown, "/errorCode"), "STRUCTURE_INVALID") << unknown.body;
  const auto both = call(R"(,"products":["mobile"],"documentId":"A-2-O1")");
  EXPECT_EQ(both.status, 422);
  EXPECT_EQ(text_in(both, "/errors/0/pointer"), "/products");
}

TEST_F(Queries, S4_25_ASearchSpecificationNarrowsWhatIsRecommendedFor) {
  recommend("texting", "mobile", "NY");
  const std::string path = "/v1/accounts/A-1/recommendations?searchSpec=";
  EXPECT_THAT(texts(asked(path + "%5BAsset%20Id%5D%3D%22m-1%22").at("items"), "assetId"),
              ElementsAre("m-1"));
  EXPECT_THAT(texts(asked(path + "%5BAsset%20Id%5D%3D%22c-1%22").at("items"), "source"),
              ElementsAre("Zero Recommendation"));
  EXPECT_EQ(text_in(house.ask("GET", path + "nonsense"), "/type"), "/problems/search-spec-invalid");
}

TEST_F(Queries, S4_25_TheModeSaysWhatBecomesOfOffersThatTheCustomerIsNotEligibleFor) {
  recommend("texting", "mobile", "CA");
  const auto call = [&](const std::string& mode) {
    return house.ask("POST", "/v1/services/GetRecommendedOffers",
                     R"({"accountId":"A-1")" + mode + "}", {{"Proffer-Min-Position", seen}});
  };
  for (const char* left_out : {"", R"(,"mode":2)", R"(,"mode":"2")", R"(,"mode":"any")"}) {
    EXPECT_EQ(text_in(call(left_out), "/items/0/source"), "Zero Recommendation") << left_out;
  }
  for (const char* shown : {R"(,"mode":1)", R"(,"mode":"1")"}) {
    const auto item = body_of(call(shown)).at("items").at(0).as_object();
    EXPECT_EQ(item.at("offerId").as_string(), "texting");
    EXPECT_FALSE(item.at("eligible").as_bool());
    EXPECT_EQ(item.at("ineligibleReason").as_string(),
              "The customer is not among those this is offered to.");
  }
  const auto unchecked = body_of(call(R"(,"mode":0)")).at("items").at(0).as_object();
  EXPECT_EQ(unchecked.at("offerId").as_string(), "texting");
  EXPECT_FALSE(unchecked.contains("eligible"));
  for (const char* wrong : {R"(,"mode":3)", R"(,"mode":-1)", R"(,"mode":"Shop")"}) {
    EXPECT_EQ(text_in(call(wrong), "/errorCode"), "MODE_INVALID") << wrong;
  }
  const auto path = house.ask("GET", "/v1/accounts/A-1/recommendations?mode=3");
  EXPECT_EQ(path.status, 422) << path.body;
  EXPECT_EQ(call(R"(,"mode":true)").status, 422);
}

TEST_F(Queries, WhatIsAskedForMustBeThere) {
  EXPECT_EQ(house.ask("GET", "/v1/accounts/nobody/recommendations").status, 404);
  const auto document = house.ask("GET", "/v1/accounts/A-1/recommendations?documentId=A-1-O9");
  EXPECT_EQ(document.status, 404);
  EXPECT_EQ(text_in(document, "/type"), "/problems/doc-not-found");
  const auto asset = house.ask("GET", "/v1/accounts/A-1/recommendations?assetId=m-9");
  EXPECT_EQ(text_in(asset, "/type"), "/problems/asset-not-found");
  EXPECT_EQ(house.ask("GET", "/v1/accounts/A-1/recommendations?asOf=once").status, 400);
}

TEST_F(Queries, AnEarlierMomentHasTheDefinitionsOfThenToo) {
  const std::string path = "/v1/accounts/A-1/recommendations";
  const auto sources = [&](const std::string& query) {
    return texts(asked(path + query).at("items"), "source");
  };
  const auto simulate = [&](const std::string& query) {
    return house.ask(
        "POST", "/v1/simulations" + query,
        R"({"accountId":"A-1","offerId":"texting","response":"Accept","channel":"web"})",
        {{"Proffer-Min-Position", seen}, {"Content-Type", "application/json"}});
  };
  recommend("texting", "mobile", "NY");
  EXPECT_THAT(sources(""), ElementsAre("Product Recommendation"));
  const std::string definitions_then = seen;
  const auto renamed =
      house.ask("PUT", "/v1/accounts/A-1", R"({"id": "A-1", "name": "Anna", "type": "Residential",
        "organization": "Shop", "currency": "EUR", "address": {"state": "NY"},
        "assets": [{"id": "m-1", "productId": "mobile"}]})");
  ASSERT_EQ(renamed.status, 200) << renamed.body;
  const std::string then{renamed.header("Proffer-Position")};
  recommend("texting", "mobile", "CA");
  EXPECT_THAT(sources(""), ElementsAre("Zero Recommendation"));
  EXPECT_EQ(text_in(simulate(""), "/problems/0/code"), "OFFER_NOT_ELIGIBLE");
  for (const std::string& moment : {then, then + "," + definitions_then}) {
    EXPECT_THAT(sources("?asOf=" + moment), ElementsAre("Product Recommendation")) << moment;
    EXPECT_EQ(text_in(simulate("?asOf=" + moment), "/outcome"), "order") << moment;
  }
  EXPECT_EQ(text_in(simulate("?asOf=" + then + ",65535:1"), "/problems/0/code"), "OFFER_NOT_FOUND");
  EXPECT_THAT(sources("?asOf=2999-01-01T00:00:00Z"), ElementsAre("Zero Recommendation"));
}

TEST_F(Queries, OffersAreListedByNameAndForACustomerOrAnAddressOnlyThoseThatCanBeHad) {
  recommend("texting", "mobile", "CA");
  const auto ids = [&](const std::string& query) {
    return texts(asked("/v1/offers" + query).at("items"), "id");
  };
  EXPECT_THAT(ids(""), ElementsAre("no-calls", "texting"));
  EXPECT_THAT(ids("?searchSpec=*"), ElementsAre("no-calls", "texting"));
  EXPECT_THAT(ids("?name=texting"), ElementsAre("texting"));
  EXPECT_THAT(ids("?name=no*"), ElementsAre("no-calls"));
  EXPECT_THAT(ids("?id=nothing"), IsEmpty());
  EXPECT_THAT(ids("?accountId=A-1"), ElementsAre("no-calls"));
  EXPECT_THAT(ids("?state=CA"), ElementsAre("no-calls", "texting"));
  const auto first = house.ask("GET", "/v1/offers?limit=1");
  EXPECT_EQ(text_in(first, "/next"), "no-calls");
  EXPECT_EQ(house.ask("GET", "/v1/offers?name=*&limit=1&state=CA").header("Link"),
            "</v1/offers?after=no-calls&limit=1&name=*&state=CA>; rel=\"next\"");
  EXPECT_THAT(ids("?after=no-calls"), ElementsAre("texting"));
}

TEST_F(Queries, Acceptance5_6_T29_TheProductsListHoldsNoOffer) {
  EXPECT_THAT(texts(asked("/v1/products").at("items"), "id"),
              ElementsAre("calls", "mobile", "text"));
}

TEST_F(Queries, AnOffersStructureIsWholeAndAnUnknownOneIsNotFound) {
  const auto structure = asked("/v1/offers/texting/structure");
  EXPECT_EQ(structure.at("versions").as_array().size(), 1U);
  EXPECT_EQ(structure.at("responses").at(0).at("actions").at(0).at("baseProduct").as_string(),
            "mobile");
  const auto unknown = house.ask("GET", "/v1/offers/nothing/structure");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(text_in(unknown, "/type"), "/problems/offer-not-found");
}

TEST_F(Queries, TheBuiltInMessageTypeIsListed) {
  const auto types = asked("/v1/message-types").at("items");
  EXPECT_THAT(texts(types, "name"), ElementsAre("Product Offer Recommendation"));
  EXPECT_THAT(texts(types.at(0).at("responses"), "kind"), ElementsAre("Accept", "Reject"));
}

TEST_F(Queries, S1_7_AMessageTypeShowsItsBitmapAndTheHandlersOfItsResponses) {
  const auto defined = house.ask("PUT", "/v1/catalogue", R"({"messageTypes": [
    {"name": "Enrolment", "group": "Product Offer", "bitmap": "star",
     "responses": [{"name": "Enroll", "handler": "Desk.Enroll"}]}]})");
  ASSERT_EQ(defined.status, 200) << defined.body;
  const auto types = asked("/v1/message-types").at("items");
  const auto names = texts(types, "name");
  const auto place = std::find(names.begin(), names.end(), "Enrolment") - names.begin();
  ASSERT_LT(static_cast<std::size_t>(place), names.size());
  const auto& type = types.at(static_cast<std::size_t>(place));
  EXPECT_EQ(type.at("bitmap").as_string(), "star");
  EXPECT_THAT(texts(type.at("responses"), "handler"), ElementsAre("Desk.Enroll"));
}

TEST_F(Queries, S1_7_AMessageTypeThatWasReadCanBeSentBack) {
  const auto read = asked("/v1/message-types").at("items").at(0);
  ASSERT_EQ(read.at("responses").at(0).at("name").as_string(), "Accept");
  const auto again =
      house.ask("PUT", "/v1/catalogue", json::serialize(json::object{{"messageTypes", {read}}}));
  ASSERT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(text_in(again, "/items/0/result"), "unchanged");
}

TEST_F(Queries, AnAccountsSummaryShowsWhatItPaysForBesideWhatItHas) {
  const auto summary = asked("/v1/accounts/A-1/summary");
  EXPECT_EQ(summary.at("assets").at(0).at("children").at(0).at("id").as_string(), "c-1");
  EXPECT_THAT(texts(summary.at("billingItems"), "assetId"), ElementsAre("m-1", "c-1"));
  EXPECT_THAT(texts(summary.at("billingItems"), "price"), ElementsAre("10.00", "3.00"));
}

TEST_F(Queries, ALineIsExplainedByItsActionItsReasonAndTheEventThatPutItThere) {
  ASSERT_EQ(accept("texting"), "order");
  const auto why = asked("/v1/orders/A-1-O1/explain?line=1.2");
  ASSERT_EQ(why.at("lines").as_array().size(), 1U);
  const auto& line = why.at("lines").at(0);
  EXPECT_EQ(line.at("productId").as_string(), "text");
  EXPECT_EQ(line.at("because").at("offerId").as_string(), "texting");
  EXPECT_THAT(std::string(line.at("because").at("rule").as_string()), HasSubstr("component added"));
  EXPECT_EQ(line.at("event").at("stream").as_string(), "order/A-1-O1");
  const auto position = line.at("event").at("position").as_int64();
  const auto put = house.log().read_stream({Category::order, "A-1-O1"}, 1);
  ASSERT_TRUE(put);
  bool found = false;
  for (const auto& event : *put) {
    found = found ||
            (event.position == static_cast<Position>(position) && event.type == LineAdded::type);
  }
  EXPECT_TRUE(found) << "no line was added at " << position;
  EXPECT_EQ(house.ask("GET", "/v1/orders/A-1-O1/explain?line=9.9").status, 404);
  const auto none = house.ask("GET", "/v1/orders/A-1-O9/explain");
  EXPECT_EQ(text_in(none, "/type"), "/problems/order-not-found");
}

TEST_F(Queries, WhatChangedALineIsTold) {
  ASSERT_EQ(accept("texting"), "order");
  const auto before = "0:" + std::to_string(house.log().end(0));
  ASSERT_EQ(accept("no-calls"), "order");
  const auto line = [&](const std::string& query) {
    return asked("/v1/orders/A-1-O1/explain?line=1.1" + query).at("lines").at(0).as_object();
  };
  EXPECT_EQ(line("").at("action").as_string(), "Delete");
  EXPECT_EQ(line("").at("changes").at(0).at("because").at("offerId").as_string(), "no-calls");
  EXPECT_EQ(line("&asOf=" + before).at("action").as_string(), "-");
  EXPECT_THAT(line("&asOf=" + before).at("changes").as_array(), IsEmpty());
}

TEST_F(Queries, AProductThatIsNotThereIsAccountedFor) {
  ASSERT_EQ(accept("texting"), "order");
  const auto verdict = [&](const std::string& product) {
    const auto missing = asked("/v1/orders/A-1-O1/explain?missing=" + product).at("missing");
    return std::string(missing.at("verdict").as_string()) + ": " +
           std::string(missing.at("answers").at(0).as_string());
  };
  EXPECT_THAT(verdict("Unlimited%20Text"), HasSubstr("present: It is there: line 1.2"));
  EXPECT_THAT(verdict("router"), HasSubstr("never_asked: No response of account 'A-1'"));
  ASSERT_EQ(accept("texting"), "no_change");
  EXPECT_EQ(asked("/v1/orders/A-1-O1/explain").at("skipped").as_array().size(), 1U);
  ASSERT_EQ(accept("no-calls"), "order");
  EXPECT_THAT(verdict("calls"), HasSubstr("deleted: Line 1.1 takes it away, by action"));
  ASSERT_EQ(accept("no-calls"), "no_change");
  ASSERT_EQ(accept("texting", "Perhaps"), "rejected");
  const auto rejected = asked("/v1/orders/A-1-O1/explain").at("rejected").as_array();
  ASSERT_EQ(rejected.size(), 1U);
  EXPECT_EQ(rejected[0].at("problems").at(0).at("code").as_string(), "RESPONSE_UNKNOWN");
}

TEST_F(Queries, S3_7_WhatCanBeChosenIsToldWhereverAChoiceIsMissing) {
  const auto offer = house.ask("PUT", "/v1/catalogue", R"({"offers": [
    {"id": "pick", "name": "Pick", "organizations": ["Shop"], "responses": [
      {"response": "Accept", "actions": [{"type": "Modify", "code": "Add", "baseProduct": "mobile",
        "namedParameter": "ComponentProduct", "userInput": true, "domain": [
          {"parameterId": "p1", "value": "text", "path": "Mobile Service/Texting:Unlimited Text",
           "displayName": "Texts"}]}]},
      {"response": "Reject"}]}]})");
  ASSERT_EQ(offer.status, 200) << offer.body;
  const auto respond = [&](const char* path, const char* channel) {
    const json::object body = {
        {"accountId", "A-1"}, {"offerId", "pick"}, {"response", "Accept"}, {"channel", channel}};
    return house.ask("POST", path, json::serialize(body));
  };
  const auto apply = [&](const char* save) {
    return house.ask(
        "POST", "/v1/services/ApplyMultipleOffersforOrder",
        std::string(R"({"accountId":"A-1","offers":[{"offerId":"pick"}],"saveFlag":)") + save +
            "}");
  };
  const auto expect_asked = [](const HttpResponse& answer, const std::string& at) {
    EXPECT_EQ(text_in(answer, at + "/parameterType"), "ComponentProduct") << answer.body;
    EXPECT_EQ(text_in(answer, at + "/namedParameterFlag"), "true");
    EXPECT_EQ(text_in(answer, at + "/baseProduct"), "mobile");
    EXPECT_EQ(text_in(answer, at + "/baseProductName"), "Mobile Service");
    EXPECT_EQ(text_in(answer, at + "/messageType"), "Product Offer Recommendation");
    EXPECT_EQ(text_in(answer, at + "/options/0/productId"), "text");
    EXPECT_EQ(text_in(answer, at + "/options/0/productName"), "Unlimited Text");
    EXPECT_EQ(text_in(answer, at + "/options/0/productTypeCode"), "Simple");
    EXPECT_EQ(text_in(answer, at + "/options/0/parameterId"), "p1");
    EXPECT_EQ(text_in(answer, at + "/options/0/value"), "text");
    EXPECT_EQ(text_in(answer, at + "/options/0/path"), "Mobile Service/Texting:Unlimited Text");
    EXPECT_EQ(text_in(answer, at + "/options/0/displayName"), "Texts");
  };
  for (const auto& refused : {respond("/v1/responses", "web"), respond("/v1/simulations", "web"),
                              apply("true"), apply("false")}) {
    EXPECT_EQ(text_in(refused, "/problems/0/code"), "NAMED_PARAM_MISSING") << refused.body;
    expect_asked(refused, "/namedParameter");
  }
  expect_asked(respond("/v1/simulations", "sms"), "/namedParameter");
  const auto waiting = respond("/v1/responses", "sms");
  EXPECT_EQ(text_in(waiting, "/outcome"), "waiting") << waiting.body;
  expect_asked(waiting, "");
  const auto workflow = house.ask("GET", "/v1/workflows/" + text_in(waiting, "/workflowId"));
  expect_asked(workflow, "/namedParameter");
  EXPECT_EQ(text_in(workflow, "/namedParameter/offerId"), "pick");
  const auto as_of = [&](std::string_view moment) {
    return house.ask(
        "GET", "/v1/workflows/" + text_in(waiting, "/workflowId") + "?asOf=" + std::string(moment));
  };
  EXPECT_EQ(as_of(waiting.header("Proffer-Position")).body, workflow.body);
  EXPECT_EQ(as_of("0:1").status, 404);
}

TEST_F(Queries, S3_14_AnUnknownAccountIsAnErrorInTheAnswerSavedOrNot) {
  for (const char* save : {"true", "false"}) {
    const auto answer = house.ask(
        "POST", "/v1/services/ApplyMultipleOffersforOrder",
        std::string(R"({"accountId":"A-9","offers":[{"offerId":"texting"}],"saveFlag":)") + save +
            "}");
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(text_in(answer, "/errorCode"), "ACCOUNT_NOT_FOUND");
  }
}

TEST_F(Queries, S3_8_AnUnknownChannelIsRefusedWithTheKnownOnes) {
  const auto answer = house.ask(
      "POST", "/v1/responses",
      R"({"accountId":"A-1","offerId":"texting","response":"Accept","channel":"pigeon"})");
  EXPECT_EQ(text_in(answer, "/outcome"), "rejected") << answer.body;
  EXPECT_EQ(text_in(answer, "/problems/0/code"), "CHANNEL_UNKNOWN");
  EXPECT_THAT(text_in(answer, "/problems/0/text"), HasSubstr("web, sms, ivr, agent"));
}

TEST_F(Queries, ASimulationShowsTheLinesBeforeAndAfterAndWritesNothing) {
  ASSERT_EQ(accept("texting"), "order");
  const auto end = house.log().end(0);
  const auto simulate = [&](const char* account, const char* offer) {
    const json::object body = {
        {"accountId", account}, {"offerId", offer}, {"response", "Accept"}, {"channel", "web"}};
    return house.ask("POST", "/v1/simulations", json::serialize(body));
  };
  const auto answer = simulate("A-1", "no-calls");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(text_in(answer, "/outcome"), "order");
  EXPECT_EQ(text_in(answer, "/documentId"), "A-1-O1");
  EXPECT_EQ(text_in(answer, "/before/1/action"), "-");
  EXPECT_EQ(text_in(answer, "/after/1/action"), "Delete");
  EXPECT_EQ(text_in(simulate("A-1", "texting"), "/skipped/0/reason"), "AlreadyOwned");
  EXPECT_EQ(text_in(simulate("A-1", "nothing"), "/problems/0/code"), "OFFER_NOT_FOUND");
  EXPECT_EQ(simulate("nobody", "texting").status, 404);
  EXPECT_EQ(house.log().end(0), end);
}

}  // namespace
}  // namespace proffer::edge::queries
