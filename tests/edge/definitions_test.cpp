// Definitions over HTTP: an offer edited step by step, and catalogue documents with everything.
#include "tests/edge/api_fixture.hpp"

#include <gmock/gmock.h>

namespace proffer::edge {
namespace {

class Definitions : public testing::Test {
 protected:
  void SetUp() override { house.furnish(); }

  HttpResponse tell(const std::string& command, const std::string& body = "",
                    std::vector<HttpHeader> headers = {}, const std::string& user = "ana") {
    headers.push_back({"Proffer-User", user});
    return house.ask("POST", "/v1/offers/films/commands/" + command, body, std::move(headers));
  }
  HttpResponse create(const std::string& user = "ana") {
    return house.ask("POST", "/v1/offers",
                     R"({"id":"films","name":"Films","organizations":["Shop"]})",
                     {{"Proffer-User", user}});
  }
  House house;
};

TEST_F(Definitions, AnOfferIsCreatedEditedReleasedAndSeenAtRunTime) {
  const auto created = create();
  ASSERT_EQ(created.status, 201) << created.body;
  EXPECT_EQ(created.header("Location"), "/v1/offers/films/definition");
  EXPECT_EQ(text_in(created, "/offer/lockedBy"), "ana");
  EXPECT_EQ(text_in(created, "/offer/responses/1/response"), "Reject");
  EXPECT_EQ(house.ask("GET", "/v1/offers/films").status, 404) << "the run time does not see it yet";

  const auto added =
      tell("add-action", R"({"response":"Accept","type":"New","code":"Add","baseProduct":"text"})");
  ASSERT_EQ(added.status, 200) << added.body;
  const auto action = text_in(added, "/offer/responses/0/actions/0/id");
  const auto edited =
      tell("edit-action", R"({"id":")" + action + R"(","allowMultipleInstance":false})");
  ASSERT_EQ(edited.status, 200) << edited.body;
  EXPECT_EQ(text_in(edited, "/offer/responses/0/actions/0/baseProduct"), "text")
      << "what is left out stays as it is";
  EXPECT_EQ(text_in(edited, "/offer/responses/0/actions/0/allowMultipleInstance"), "false");
  EXPECT_EQ(tell("refresh-cache").status, 200);
  const auto released = tell("release-new-version");
  ASSERT_EQ(released.status, 200) << released.body;
  EXPECT_EQ(text_in(released, "/offer/versions/0/number"), "1");
  EXPECT_EQ(text_in(released, "/offer/versions/1/name"), "Work Space");
  EXPECT_EQ(text_in(released, "/offer/locked"), "false");
  EXPECT_EQ(text_in(house.ask("GET", "/v1/offers/films"), "/release"), "1");
}

TEST_F(Definitions, S1_6_TheWorkSpaceIsAVersionWithItsLock) {
  ASSERT_EQ(create().status, 201);
  const std::string window =
      R"("start":"2026-01-01T00:00:00.000Z","end":"2027-01-01T00:00:00.000Z")";
  const auto set = tell("set-version-window", R"({"number":0,)" + window + R"(,"active":false})");
  ASSERT_EQ(set.status, 200) << set.body;
  EXPECT_EQ(
      text_in(set, "/offer/versions"),
      "[{" + window +
          R"(,"number":0,"active":false,"name":"Work Space","locked":true,"lockedBy":"ana"}])");
  EXPECT_EQ(text_in(tell("unlock-work-space"), "/offer/versions/0/locked"), "false");
}

TEST_F(Definitions, WhoDoesNotHoldTheLockIsToldSo) {
  ASSERT_EQ(create().status, 201);
  const auto other = tell("edit-header", R"({"name":"Movies"})", {}, "ben");
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(text_in(other, "/type"), "/problems/offer-locked");
  ASSERT_EQ(tell("unlock-work-space").status, 200);
  EXPECT_EQ(text_in(tell("edit-header", R"({"name":"Movies"})"), "/type"),
            "/problems/offer-not-locked");
  EXPECT_EQ(create().status, 409);
}

TEST_F(Definitions, AnEditOfWhatWasReadBeforeIsRefusedWhenItWasChangedSince) {
  const auto created = create();
  const std::string tag(created.header("ETag"));
  ASSERT_EQ(tell("edit-header", R"({"message":"All films"})", {{"If-Match", tag}}).status, 200);
  const auto late = tell("edit-header", R"({"message":"Some"})", {{"If-Match", tag}});
  EXPECT_EQ(late.status, 412);
  EXPECT_EQ(text_in(late, "/type"), "/problems/offer-changed");
  const auto now = house.ask("GET", "/v1/offers/films/definition");
  EXPECT_EQ(text_in(now, "/message"), "All films");
  EXPECT_NE(now.header("ETag"), tag);
}

TEST_F(Definitions, AMistakeIsPointedAtWithTheLikelyMeaning) {
  ASSERT_EQ(create().status, 201);
  const auto command = tell("add-acton", "{}");
  EXPECT_EQ(command.status, 404);
  EXPECT_NE(command.body.find("'add-action'"), std::string::npos) << command.body;
  const auto field =
      tell("add-action", R"({"response":"Accept","type":"New","code":"Add","basProduct":"text"})");
  EXPECT_EQ(field.status, 422);
  EXPECT_NE(field.body.find("baseProduct"), std::string::npos) << field.body;
  const auto rule =
      tell("add-action", R"({"response":"Accept","type":"New","code":"Add","baseProduct":"x"})");
  EXPECT_EQ(text_in(rule, "/type"), "/problems/base-unknown");
}

TEST_F(Definitions, AnEditOfARuleKeepsWhatItLeavesOut) {
  ASSERT_EQ(create().status, 201);
  ASSERT_EQ(tell("edit-header", R"({"checkEligibility":true})").status, 200);
  ASSERT_EQ(
      tell("add-eligibility-rule", R"({"id":"e","type":"Available","city":"Toronto"})").status,
      200);
  ASSERT_EQ(
      tell("add-compatibility-rule", R"({"id":"c","type":"Requires","object":{"product":"text"}})")
          .status,
      200);
  const auto city = tell("edit-rule", R"({"id":"e","city":"Ottawa"})");
  ASSERT_EQ(city.status, 200) << city.body;
  EXPECT_EQ(text_in(city, "/offer/eligibilityRules/0/type"), "Available");
  EXPECT_EQ(text_in(city, "/offer/eligibilityRules/0/city"), "Ottawa");
  const auto side = tell("edit-rule", R"({"id":"c","object":{"productClass":"Handsets"}})");
  ASSERT_EQ(side.status, 200) << side.body;
  EXPECT_EQ(text_in(side, "/offer/compatibilityRules/0/type"), "Requires");
  EXPECT_EQ(text_in(side, "/offer/compatibilityRules/0/object"), R"({"productClass":"Handsets"})");
  const auto both =
      tell("edit-rule", R"({"id":"c","object":{"product":"text","productClass":"Handsets"}})");
  EXPECT_EQ(text_in(both, "/type"), "/problems/rule-one-side");
}

TEST_F(Definitions, S1_9_ACompatibilityRuleLooksAtTheProjectedAssetsOnly) {
  ASSERT_EQ(create().status, 201);
  ASSERT_EQ(tell("edit-header", R"({"checkEligibility":true})").status, 200);
  const auto rule = [&](const std::string& scope) {
    return tell("add-compatibility-rule",
                R"({"type":"Requires","object":{"product":"text"},"scope":")" + scope + R"("})");
  };
  EXPECT_EQ(rule("Projected Assets").status, 200);
  const auto other = rule("Order");
  EXPECT_EQ(other.status, 422);
  EXPECT_NE(other.body.find("ProjectedAssets"), std::string::npos) << other.body;
}

TEST_F(Definitions, TheSameRequestAgainAddsNothing) {
  ASSERT_EQ(create().status, 201);
  const std::string body =
      R"({"response":"Accept","type":"New","code":"Add","baseProduct":"text"})";
  ASSERT_EQ(tell("add-action", body, {{"Idempotency-Key", "k1"}}).status, 200);
  const auto again = tell("add-action", body, {{"Idempotency-Key", "k1"}});
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(text_in(again, "/offer/responses/0/actions/1"), "(no /offer/responses/0/actions/1)");
}

// A section of each kind.
constexpr const char* whole = R"({
  "products": [{"id": "sim", "name": "SIM", "translations": [{"languageCode": "FRA", "text": "Carte"}]}],
  "promotions": [{"id": "bundle", "name": "Bundle", "price": "120.00", "components": [
    {"ruleId": "sim", "product": "sim", "min": 1, "max": 1}]}],
  "chargePlans": [{"name": "Yearly", "installments": ["8.33", "8.33"]}],
  "messageTypes": [{"name": "Enrolment", "group": "Product Offer", "responses": [{"name": "Enroll"}]}],
  "matrices": [{"name": "Regions", "type": "Eligibility"}],
  "preferences": [{"name": "topNumber", "value": "5"}],
  "channels": [{"channel": "kiosk", "handlers": ["CreateActivity"]}],
  "workflows": [{"name": "Check Address", "phase": "PreOrder"}]})";

TEST_F(Definitions, ACatalogueIsReadBackAsItWasGiven) {
  ASSERT_EQ(house.ask("PUT", "/v1/catalogue", whole).status, 200);
  const auto catalogue = house.ask("GET", "/v1/catalogue");
  ASSERT_EQ(catalogue.status, 200);
  EXPECT_EQ(text_in(catalogue, "/promotions/0/components/0/defaultQuantity"), "1");
  EXPECT_EQ(text_in(catalogue, "/messageTypes/0/responses/0/kind"), "Accept");
  EXPECT_EQ(text_in(catalogue, "/chargePlans/0/installments/1"), "8.33");
  EXPECT_EQ(text_in(catalogue, "/offers/0/id"), "texting");
  const auto again = house.ask("PUT", "/v1/catalogue", catalogue.body);
  ASSERT_EQ(again.status, 200) << again.body;
  const auto body = body_of(again);
  for (const auto& item : body.at("items").as_array()) {
    EXPECT_EQ(item.at("result").as_string(), "unchanged") << item.at("id").as_string();
  }
}

TEST_F(Definitions, ARuleMayNameAnOfferThatComesLaterInTheDocument) {
  const std::string excludes =
      R"({"offers":[{"id":"a","name":"A","organizations":["Shop"],"checkEligibility":true,
          "compatibilityRules":[{"type":"Excludes","object":{"offer":"%"}}]},
          {"id":"b","name":"B","organizations":["Shop"]}]})";
  const auto about = [&](const std::string& offer) {
    std::string document = excludes;
    return document.replace(document.find('%'), 1, offer);
  };
  const auto unknown = house.ask("PUT", "/v1/catalogue", about("c"));
  EXPECT_EQ(text_in(unknown, "/errors/0/code"), "RULE_SIDE_UNKNOWN") << unknown.body;
  const auto itself = house.ask("PUT", "/v1/catalogue", about("a"));
  EXPECT_EQ(text_in(itself, "/errors/0/code"), "RULE_ONE_SIDE") << itself.body;
  const auto tried = house.ask("PUT", "/v1/catalogue?dryRun=true", about("b"));
  EXPECT_EQ(tried.status, 200) << tried.body;
  const auto later = house.ask("PUT", "/v1/catalogue", about("b"));
  EXPECT_EQ(later.status, 200) << later.body;
  const auto again = house.ask("PUT", "/v1/catalogue", house.ask("GET", "/v1/catalogue").body);
  EXPECT_EQ(again.status, 200) << again.body;
}

TEST_F(Definitions, S1_8_WhatIsInactiveIsShownToAuthorsOnly) {
  ASSERT_EQ(house
                .ask("PUT", "/v1/catalogue",
                     R"({"products":[{"id":"text","name":"Text"}],
                   "offers":[{"id":"films","name":"Films","organizations":["Shop"],"responses":[
                     {"response":"Accept","actions":[
                       {"type":"New","code":"Add","baseProduct":"text"},
                       {"type":"New","code":"Add","baseProduct":"text","inactive":true}]},
                     {"response":"Reject","inactive":true}]}]})")
                .status,
            200);
  const auto shown = body_of(house.ask("GET", "/v1/offers/films"));
  ASSERT_EQ(shown.at("responses").as_array().size(), 1U);
  EXPECT_EQ(shown.at("responses").at_pointer("/0/actions").as_array().size(), 1U);
  const auto definition = body_of(house.ask("GET", "/v1/offers/films/definition"));
  ASSERT_EQ(definition.at("responses").as_array().size(), 2U);
  EXPECT_EQ(definition.at("responses").at_pointer("/0/actions").as_array().size(), 2U);
}

TEST_F(Definitions, S2_1_OFFER_NAME_REQUIRED_IsToldOfAFileToo) {
  const auto put = [&](const std::string& offers) {
    return house.ask("PUT", "/v1/catalogue", R"({"offers":[)" + offers + "]}");
  };
  const auto blank = put(R"({"id":"films","name":"","organizations":["Sales"]})");
  EXPECT_EQ(blank.status, 422);
  EXPECT_EQ(text_in(blank, "/type"), "/problems/offer-name-required");
  const auto nameless =
      put(R"({"id":"films","organizations":["Sales"]},{"id":"games","organizations":["Sales"]})");
  EXPECT_EQ(text_in(nameless, "/errors/0/code"), "OFFER_NAME_REQUIRED");
  EXPECT_EQ(text_in(nameless, "/errors/0/offer"), "films");
  EXPECT_EQ(text_in(nameless, "/errors/1/offer"), "games");
}

TEST_F(Definitions, WhatACatalogueTellsReleasesNothingAndDropsNoEdits) {
  ASSERT_EQ(create().status, 201);
  ASSERT_EQ(tell("refresh-cache").status, 200);
  const auto on_texting = [&](const std::string& command, const std::string& body) {
    return house.ask("POST", "/v1/offers/texting/commands/" + command, body,
                     {{"Proffer-User", "ana"}});
  };
  ASSERT_EQ(on_texting("lock-work-space", "").status, 200);
  ASSERT_EQ(on_texting("edit-header", R"({"message":"Soon"})").status, 200);

  const auto catalogue = house.ask("GET", "/v1/catalogue");
  for (const char* query : {"?dryRun=true", ""}) {
    const auto again = house.ask("PUT", std::string("/v1/catalogue") + query, catalogue.body);
    ASSERT_EQ(again.status, 200) << again.body;
    const auto body = body_of(again);
    for (const auto& item : body.at("items").as_array()) {
      EXPECT_EQ(item.at("result").as_string(), "unchanged") << item.at("id").as_string();
    }
  }
  const auto films = house.ask("GET", "/v1/offers/films/definition");
  EXPECT_EQ(text_in(films, "/versions/1"), "(no /versions/1)") << "the Work Space alone";
  EXPECT_EQ(text_in(films, "/lockedBy"), "ana");
  const auto texting = house.ask("GET", "/v1/offers/texting/definition");
  EXPECT_EQ(text_in(texting, "/message"), "Soon");
  EXPECT_EQ(text_in(texting, "/versions/1/number"), "0");
}

TEST_F(Definitions, ACatalogueThatBreaksAnOfferBesideItSaysSo) {
  const std::string inactive =
      R"({"products":[{"id":"text","name":"Unlimited Text","active":false}]})";
  for (const char* query : {"?dryRun=true", ""}) {
    const auto warned = house.ask("PUT", std::string("/v1/catalogue") + query, inactive);
    ASSERT_EQ(warned.status, 200) << warned.body;
    EXPECT_EQ(text_in(warned, "/warnings/0/code"), "BASE_INACTIVE") << query;
    EXPECT_EQ(text_in(warned, "/warnings/0/offer"), "Texting");
  }
  const auto again = house.ask("PUT", "/v1/catalogue", inactive);
  EXPECT_EQ(text_in(again, "/warnings"), "(no /warnings)") << "it is broken already";
  const auto told = house.ask("PUT", "/v1/catalogue", house.ask("GET", "/v1/catalogue").body);
  EXPECT_EQ(told.status, 200) << "nor is it the offer's fault: " << told.body;
}

TEST_F(Definitions, S1_8_SkipIfOwnedFollowsAllowMultipleInstanceUnlessItIsSet) {
  ASSERT_EQ(create().status, 201);
  const auto added = tell("add-action", R"({"response":"Accept","type":"New","code":"Add",
      "baseProduct":"text","allowMultipleInstance":false})");
  const auto id = text_in(added, "/offer/responses/0/actions/0/id");
  const auto edited = [&](const std::string& members) {
    return text_in(tell("edit-action", R"({"id":")" + id + "\"," + members + "}"),
                   "/offer/responses/0/actions/0/skipIfOwned");
  };
  EXPECT_EQ(text_in(added, "/offer/responses/0/actions/0/skipIfOwned"), "true");
  EXPECT_EQ(edited(R"("allowMultipleInstance":true)"), "false");
  EXPECT_EQ(edited(R"("skipIfOwned":true)"), "true");
  EXPECT_EQ(edited(R"("name":"x")"), "true");
  EXPECT_EQ(edited(R"("allowMultipleInstance":false)"), "true");
}

TEST_F(Definitions, AMessageMayHaveSeveralLinesAndANameOne) {
  ASSERT_EQ(create().status, 201);
  EXPECT_EQ(
      text_in(tell("edit-header", R"({"message":"All films.\nAll nights."})"), "/offer/message"),
      "All films.\nAll nights.");
  EXPECT_EQ(tell("edit-header", R"({"name":"Films\nNights"})").status, 422);
  const auto process =
      tell("add-action", R"({"id":"w","response":"Accept","type":"RunProcess","code":"Workflow",
                             "workflow":"RAF Create Activity"})");
  ASSERT_EQ(process.status, 200) << process.body;
  EXPECT_EQ(text_in(tell("set-workflow-parameter",
                         R"({"action":"w","name":"Description","value":"Call.\nThank."})"),
                    "/offer/responses/0/actions/0/workflowParameters/Description"),
            "Call.\nThank.");
}

TEST_F(Definitions, AreShownAsTheyWereAtAnEarlierMoment) {
  const std::vector<std::string> paths = {"/v1/catalogue", "/v1/products", "/v1/message-types",
                                          "/v1/offers/texting", "/v1/offers/texting/structure"};
  std::vector<std::string> then;
  for (const auto& path : paths) then.push_back(house.ask("GET", path).body);
  const auto position = "65535:" + std::to_string(house.log().end(reference_shard));
  ASSERT_EQ(house.ask("PUT", "/v1/catalogue", whole).status, 200);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const auto earlier = house.ask("GET", paths[i] + "?asOf=" + position);
    EXPECT_EQ(earlier.status, 200) << paths[i];
    EXPECT_EQ(earlier.body, then[i]) << paths[i];
    EXPECT_EQ(earlier.header("Proffer-As-Of"), position) << paths[i];
    EXPECT_EQ(house.ask("GET", paths[i] + "?asOf=2999-01-01T00:00:00Z").body,
              house.ask("GET", paths[i]).body);
  }
  EXPECT_NE(house.ask("GET", "/v1/catalogue").body, then[0]);
  EXPECT_NE(house.ask("GET", "/v1/message-types").body, then[2]);
  EXPECT_EQ(house.ask("GET", "/v1/offers/texting?asOf=65535:1").status, 404);
  const auto elsewhere = house.ask("GET", "/v1/offers/texting?asOf=0:1");
  EXPECT_EQ(elsewhere.status, 400);
  EXPECT_EQ(text_in(elsewhere, "/errors/0/code"), "AS_OF_INVALID");
}

TEST_F(Definitions, ADryRunSaysWhatWouldChangeFieldByField) {
  ASSERT_EQ(house.ask("PUT", "/v1/catalogue", whole).status, 200);
  const auto end = house.log().end(reference_shard);
  const auto dry = house.ask("PUT", "/v1/catalogue?dryRun=true",
                             R"({"promotions": [{"id": "bundle", "name": "Bundle", "price": "90.00",
      "components": [{"ruleId": "sim", "product": "sim", "min": 1, "max": 1}]}],
    "preferences": [{"name": "topNumber", "value": "5"}],
    "workflows": [{"name": "Validate", "phase": "Any"}]})");
  ASSERT_EQ(dry.status, 200) << dry.body;
  EXPECT_EQ(text_in(dry, "/items/0/changes"),
            R"([{"field":"/price","from":"120.00","to":"90.00"}])");
  EXPECT_EQ(text_in(dry, "/items/1/result"), "unchanged");
  EXPECT_EQ(text_in(dry, "/items/2/result"), "created");
  EXPECT_EQ(house.log().end(reference_shard), end);
}

TEST_F(Definitions, S2_1_RulesNeedCheck_AnOfferThatIsAppliedIsWarnedOfRulesThatAreIgnored) {
  const auto items = [&](const std::string& query, const std::string& checks) {
    return house.ask("PUT", "/v1/catalogue" + query,
                     R"({"offers": [{"id": "films", "name": "Films", "organizations": ["Shop"],
      "checkEligibility": )" +
                         checks +
                         R"(, "eligibilityRules": [{"type": "Available", "city": "Lyon"}]}]})");
  };
  for (const char* query : {"?dryRun=true", "", ""}) {
    const auto warned = items(query, "false");
    ASSERT_EQ(warned.status, 200) << warned.body;
    EXPECT_EQ(text_in(warned, "/items/0/warnings/0/code"), "RULES_NEED_CHECK") << query;
    EXPECT_EQ(text_in(warned, "/items/0/warnings/0/offer"), "Films");
  }
  EXPECT_EQ(text_in(items("", "true"), "/items/0/warnings"), "(no /items/0/warnings)");
}

TEST_F(Definitions, RepetitionsAndVariableMapsHaveTheirCommands) {
  ASSERT_EQ(house.ask("PUT", "/v1/catalogue", whole).status, 200);
  const auto ask = [&](const std::string& command, const std::string& body) {
    return house.ask("POST", "/v1/catalogue/commands/" + command, body, {{"Proffer-User", "ana"}});
  };
  EXPECT_EQ(text_in(ask("suppress-repetition",
                        R"({"messageType":"Enrolment","response":"Enroll","on":true})"),
                    "/result"),
            "changed");
  EXPECT_EQ(
      text_in(house.ask("GET", "/v1/catalogue"), "/messageTypes/0/responses/0/suppressRepetition"),
      "true");
  EXPECT_EQ(ask("lock-variable-map", R"({"name":"Own"})").status, 200);
  const auto bad =
      ask("change-variable-map", R"({"name":"Own","modes":[{"mode":"Any","searchSpec":"[A]"}]})");
  EXPECT_EQ(text_in(bad, "/type"), "/problems/search-spec-invalid");
  EXPECT_EQ(
      ask("change-variable-map", R"({"name":"Own","modes":[{"mode":"Any","fields":["Asset Id"]}]})")
          .status,
      200);
  EXPECT_EQ(ask("release-variable-map", R"({"name":"Own"})").status, 200);
  EXPECT_EQ(ask("refresh-variable-map", R"({"name":"Own"})").status, 200);
}

TEST_F(Definitions, S1_5a_TheAuthorsListShowsEveryOfferWithItsLockAndItsCache) {
  ASSERT_EQ(create().status, 201);
  const auto list = house.ask("GET", "/v1/definitions");
  ASSERT_EQ(list.status, 200) << list.body;
  EXPECT_EQ(text_in(list, "/items/0/id"), "films") << "released or not";
  EXPECT_EQ(text_in(list, "/items/0/lockedBy"), "ana");
  EXPECT_EQ(text_in(list, "/items/0/cacheStale"), "true");
  EXPECT_EQ(text_in(list, "/items/0/versions/0/name"), "Work Space");
  EXPECT_EQ(text_in(list, "/items/1/id"), "texting");
  const auto ids = [&](const std::string& query) {
    std::string found;
    const auto body = body_of(house.ask("GET", "/v1/definitions?" + query));
    for (const auto& item : body.at("items").as_array()) {
      found += std::string(item.at("id").as_string()) + ' ';
    }
    return found;
  };
  EXPECT_EQ(ids("name=f*s"), "films ");
  EXPECT_EQ(ids("name=FILMS"), "films ");
  EXPECT_EQ(ids("organization=Elsewhere"), "");
  EXPECT_EQ(ids("limit=1"), "films ");
  EXPECT_EQ(ids("limit=1&after=films"), "texting ");
}

TEST_F(Definitions, S4_20_AllOffersAreThoseTooThatNobodyCanHaveYet) {
  ASSERT_EQ(create().status, 201);
  const auto listed = [&](const std::string& body) {
    const auto answer = house.ask("POST", "/v1/services/GetProductOffer", body);
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto told = body_of(answer);
    std::string found;
    for (const auto& item : told.at("items").as_array()) {
      found += std::string(item.at("id").as_string()) +
               (item.at("active").as_bool() ? " active " : " - ");
    }
    return found;
  };
  const auto same_for_all = [&](const std::string& expected) {
    EXPECT_EQ(listed("{}"), expected);
    EXPECT_EQ(listed(R"({"searchSpec":"*"})"), expected);
    EXPECT_EQ(listed(R"({"address":{"state":"CA"}})").find("films -"), std::string::npos)
        << "who asks for themselves sees what can be had";
  };
  same_for_all("films - texting active ");  // neither refreshed nor released
  ASSERT_EQ(tell("release-new-version").status, 200);
  same_for_all("films - texting active ");  // released, and never refreshed
  EXPECT_EQ(listed(R"({"searchSpec":"[Name]=\"Films\""})"), "films - ");
  ASSERT_EQ(tell("refresh-cache").status, 200);
  same_for_all("films active texting active ");
  ASSERT_EQ(
      house
          .ask("POST", "/v1/offers", R"({"id":"games","name":"Games","organizations":["Shop"]})",
               {{"Proffer-User", "ana"}})
          .status,
      201);
  ASSERT_EQ(
      house.ask("POST", "/v1/offers/games/commands/refresh-cache", "", {{"Proffer-User", "ana"}})
          .status,
      200);
  same_for_all("films active games - texting active ");  // refreshed, and never released
}

TEST_F(Definitions, S1_10_WhatIsDerivedIsShownAndCannotBeGiven) {
  ASSERT_EQ(create().status, 201);
  const auto added = tell("add-recommendation", R"({"id":"r","subjectProduct":"text","translations":
    [{"languageCode":"FRA","text":"Pour vous"}]})");
  ASSERT_EQ(added.status, 200) << added.body;
  const auto translated =
      tell("translate-message", R"({"languageCode":"DEU","message":"Alle Filme"})");
  ASSERT_EQ(translated.status, 200) << translated.body;
  const auto definition = house.ask("GET", "/v1/offers/films/definition");
  EXPECT_EQ(text_in(definition, "/recommendations/0/objectProduct"), "films");
  EXPECT_EQ(text_in(definition, "/recommendations/0/messageTypeId"),
            "Product Offer Recommendation");
  EXPECT_EQ(text_in(definition, "/recommendations/0/translations/0/languageName"), "French");
  EXPECT_EQ(text_in(definition, "/translations/0/languageName"), "German");
  const auto given = tell("edit-recommendation", R"({"id":"r","objectProduct":"texting"})");
  EXPECT_EQ(given.status, 422);
  EXPECT_EQ(text_in(given, "/errors/0/code"), "FIELD_UNKNOWN");
}

TEST_F(Definitions, S1_5_ANewOfferIsForOrganizationsThatAreRegistered) {
  ASSERT_EQ(house.ask("PUT", "/v1/catalogue", R"({"organizations":[{"name":"Shop"}]})").status,
            200);
  const auto made = [&](const std::string& organization) {
    return house.ask("POST", "/v1/offers",
                     R"({"id":"films","name":"Films","organizations":[")" + organization + "\"]}",
                     {{"Proffer-User", "ana"}});
  };
  const auto unknown = made("Elsewhere");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_EQ(text_in(unknown, "/errors/0/code"), "OFFER_ORG_UNKNOWN");
  EXPECT_EQ(text_in(unknown, "/errors/0/field"), "organizations");
  EXPECT_EQ(made("shop").status, 201);
}

TEST_F(Definitions, S1_5_AUserMakesAndSeesTheOffersOfTheirOrganization) {
  const auto as = [&](const std::string& organization, const std::string& method,
                      const std::string& path, const std::string& body = "") {
    return house.ask(method, path, body,
                     {{"Proffer-User", "ana"}, {"Proffer-Organization", organization}});
  };
  const auto made = as("North", "POST", "/v1/offers", R"({"id":"films","name":"Films"})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(text_in(made, "/offer/organizations"), R"(["North"])");
  const auto given = as("North", "POST", "/v1/offers",
                        R"({"id":"games","name":"Games","organizations":["Shop"]})");
  EXPECT_EQ(text_in(given, "/offer/organizations"), R"(["Shop"])");
  const auto applied =
      as("North", "PUT", "/v1/catalogue", R"({"offers":[{"id":"news","name":"News"}]})");
  ASSERT_EQ(applied.status, 200) << applied.body;
  EXPECT_EQ(text_in(house.ask("POST", "/v1/offers", R"({"id":"radio","name":"Radio"})"), "/type"),
            "/problems/offer-org-required");

  const auto ids = [](const HttpResponse& list) {
    std::string found;
    const auto body = body_of(list);
    for (const auto& item : body.at("items").as_array()) {
      found += std::string(item.at("id").as_string()) + ' ';
    }
    return found;
  };
  EXPECT_EQ(ids(as(" NORTH", "GET", "/v1/definitions")), "films news ");
  EXPECT_EQ(ids(as("Shop", "GET", "/v1/definitions")), "games texting ");
  EXPECT_EQ(ids(house.ask("GET", "/v1/definitions")), "films games news texting ");
  EXPECT_EQ(ids(house.ask("GET", "/v1/definitions?organization=north")), "films news ");
  EXPECT_EQ(as("North", "GET", "/v1/offers/films/definition").status, 200);
  EXPECT_EQ(text_in(as("Shop", "GET", "/v1/offers/films/definition"), "/type"),
            "/problems/offer-not-found");
  EXPECT_EQ(as("Shop", "POST", "/v1/offers/films/commands/unlock-work-space").status, 404);
  const auto catalogue = as("North", "GET", "/v1/catalogue");
  EXPECT_EQ(text_in(catalogue, "/offers/0/id"), "news");
  EXPECT_EQ(text_in(catalogue, "/offers/1"), "(no /offers/1)");

  EXPECT_EQ(ids(as("North", "GET", "/v1/offers")), "films news ");
  EXPECT_EQ(ids(as("Shop", "GET", "/v1/offers")), "games texting ");
  EXPECT_EQ(ids(as("Shop", "POST", "/v1/services/GetProductOffer", "{}")), "games texting ");
  EXPECT_EQ(as("North", "GET", "/v1/offers/news").status, 200);
  for (const char* path : {"/v1/offers/news", "/v1/offers/news/structure"}) {
    EXPECT_EQ(text_in(as("Shop", "GET", path), "/type"), "/problems/offer-not-found") << path;
  }
}

TEST_F(Definitions, S1_8_NullTakesAValueAwayAgain) {
  ASSERT_EQ(create().status, 201);
  ASSERT_EQ(tell("set-version-window", R"({"start":"2020-01-01","end":"2021-01-01"})").status, 200);
  ASSERT_EQ(tell("set-version-window", R"({"end":null})").status, 200);
  const auto work = [&](const std::string& pointer) {
    return text_in(house.ask("GET", "/v1/offers/films/definition"), pointer);
  };
  EXPECT_EQ(work("/effectiveDates/start"), "2020-01-01T00:00:00.000Z");
  EXPECT_EQ(work("/effectiveDates/end"), "(no /effectiveDates/end)");

  const auto asks = tell("add-action", R"({"response":"Accept","type":"New","code":"Add",
    "namedParameter":"BaseProduct","userInput":true,
    "domain":[{"parameterId":"p","value":"text"}]})");
  ASSERT_EQ(asks.status, 200) << asks.body;
  const auto fixed =
      tell("edit-action", R"({"id":")" + text_in(asks, "/offer/responses/0/actions/0/id") +
                              R"(","namedParameter":null,"userInput":false,"domain":[],
    "baseProduct":"text"})");
  EXPECT_EQ(fixed.status, 200) << fixed.body;
  EXPECT_EQ(text_in(fixed, "/offer/responses/0/actions/0/baseProduct"), "text");
}

TEST_F(Definitions, S1_5_EffectiveDatesAreThoseOfTheVersionInForceOrOfTheWorkSpace) {
  ASSERT_EQ(create().status, 201);
  ASSERT_EQ(tell("set-version-window", R"({"start":"2020-01-01"})").status, 200);
  const auto dates = [&] {
    return text_in(house.ask("GET", "/v1/offers/films/definition"), "/effectiveDates/start");
  };
  EXPECT_EQ(dates(), "2020-01-01T00:00:00.000Z");
  ASSERT_EQ(tell("release-new-version").status, 200);
  ASSERT_EQ(tell("lock-work-space").status, 200);
  ASSERT_EQ(tell("set-version-window", R"({"start":"2021-01-01"})").status, 200);
  EXPECT_EQ(dates(), "2020-01-01T00:00:00.000Z");
}

TEST_F(Definitions, S1_13_VariableMapsAreListedWithTheirModes) {
  const auto lock = house.ask("POST", "/v1/catalogue/commands/lock-variable-map",
                              R"({"name":"Own"})", {{"Proffer-User", "ana"}});
  ASSERT_EQ(lock.status, 200) << lock.body;
  const auto maps = house.ask("GET", "/v1/variable-maps");
  ASSERT_EQ(maps.status, 200) << maps.body;
  EXPECT_EQ(text_in(maps, "/items/0/name"),
            "Default Product Offer Recommendation Variable Map - Context");
  EXPECT_EQ(text_in(maps, "/items/0/modes/0/mode"), "Any");
  EXPECT_EQ(text_in(maps, "/items/0/inForce/0/fields/0"), "Account Id");
  EXPECT_EQ(text_in(maps, "/items/2/name"), "Own");
  EXPECT_EQ(text_in(maps, "/items/2/lockedBy"), "ana");
}

}  // namespace
}  // namespace proffer::edge
