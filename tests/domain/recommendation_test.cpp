// What is recommended to whom, in which order and language.
#include "actors/domain/recommendation/recommendation.hpp"

#include "tests/domain/shop.hpp"

namespace proffer::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// An offer with one recommendation, to owners of the product.
ProductOffer recommended(std::string name, std::string subject, std::int32_t score = 0) {
  ProductOffer result = offer(std::move(name), {});
  Recommendation recommendation;
  recommendation.id.value = "r1";
  recommendation.subject.value = std::move(subject);
  recommendation.reason = "You have it.";
  recommendation.score = score;
  result.recommendations = {recommendation};
  return result;
}

// A customer, and what is recommended to them as "offer for row".
class Recommendations : public testing::Test {
 protected:
  Customer& customer(std::vector<Asset> assets) {
    return customer_.emplace(catalogue(), "Residential", std::move(assets));
  }
  Catalogue catalogue() const {
    std::vector<Event> events = configuration_;
    for (const Promotion& promotion : promotions_) events.emplace_back(PromotionDefined{promotion});
    return catalogue_of(shop_products(), offers_).with(events, 1000);
  }
  std::vector<Message> messages(const RecommendationRequest& request = {}) const {
    const Catalogue present = catalogue();
    auto found = recommend(customer_->state(), request, noon, present);
    if (!found) {
      ADD_FAILURE() << found.error().text;
      return {};
    }
    return std::move(*found);
  }
  std::vector<std::string> shown(const RecommendationRequest& request = {}) const {
    std::vector<std::string> shown;
    for (const Message& message : messages(request)) {
      switch (message.source) {
        case MessageSource::product_recommendation:
          shown.push_back(message.offer_name + " for " + message.row.id);
          break;
        case MessageSource::promotion_recommendation:
          shown.push_back("promotion " + message.product_name);
          break;
        case MessageSource::zero_recommendation: shown.emplace_back("nothing"); break;
      }
    }
    return shown;
  }

  std::vector<ProductOffer> offers_;
  std::vector<Promotion> promotions_;
  std::vector<Event> configuration_;
  std::optional<Customer> customer_;
};

const std::vector<Asset> his_and_hers = {
    asset("his", "Mobile Service"), asset("his SIM", "SIM", "his"), asset("hers", "Mobile Service"),
    asset("her SIM", "SIM", "hers")};

MessageType message_type(std::string name, bool reject_suppresses) {
  MessageType type;
  type.name = std::move(name);
  type.group = "Product Offer";
  type.responses = {{"Accept", ResponseKind::accept, true, true, {}, {}},
                    {"Reject", ResponseKind::reject, true, reject_suppresses, {}, {}}};
  return type;
}

// Responses to an offer of that type, of which Reject suppresses within the scope.
MessageType scoped(std::string scope) {
  MessageType type = message_type("Discounts", true);
  type.responses[1].scope_field = std::move(scope);
  return type;
}

TEST_F(Recommendations, Acceptance5_6_T01_ARejectForOneSubscriptionLeavesTheOtherAnAcceptHidesIt) {
  offers_ = {recommended("20 % off any SMS", "Mobile Service")};
  Customer& couple = customer(his_and_hers);
  EXPECT_THAT(shown(), ElementsAre("20 % off any SMS for his", "20 % off any SMS for hers"));
  couple.answers("20 % off any SMS", "Reject", "hers");
  EXPECT_THAT(shown(), ElementsAre("20 % off any SMS for his"));
  couple.answers("20 % off any SMS", "Accept", "his");
  EXPECT_THAT(shown(), ElementsAre("nothing"));
}

TEST_F(Recommendations, Acceptance5_6_T02_WithoutSuppressionOnRejectHersReappears) {
  offers_ = {recommended("20 % off any SMS", "Mobile Service")};
  offers_[0].message_type = "Discounts";
  configuration_ = {MessageTypeDefined{message_type("Discounts", true)}};
  customer(his_and_hers).answers("20 % off any SMS", "Reject", "hers");
  EXPECT_THAT(shown(), ElementsAre("20 % off any SMS for his"));
  configuration_ = {MessageTypeDefined{message_type("Discounts", false)}};
  EXPECT_THAT(shown(), ElementsAre("20 % off any SMS for his", "20 % off any SMS for hers"));
}

TEST_F(Recommendations, S1_7_AScopeOfTheAccountSuppressesForEveryAsset) {
  offers_ = {recommended("20 % off any SMS", "Mobile Service")};
  offers_[0].message_type = "Discounts";
  configuration_ = {MessageTypeDefined{scoped({})}};
  customer(his_and_hers).answers("20 % off any SMS", "Reject", "hers");
  EXPECT_THAT(shown(), ElementsAre("20 % off any SMS for his"));
  configuration_ = {MessageTypeDefined{scoped("Account Id")}};
  EXPECT_THAT(shown(), ElementsAre("nothing"));
}

TEST_F(Recommendations, S1_7_AScopeOfTheRootSuppressesForItsTree) {
  offers_ = {recommended("Spare SIM", "SIM")};
  offers_[0].message_type = "Discounts";
  configuration_ = {MessageTypeDefined{scoped({})}};
  customer(his_and_hers).answers("Spare SIM", "Reject", "his");
  EXPECT_THAT(shown(), ElementsAre("Spare SIM for his SIM", "Spare SIM for her SIM"));
  configuration_ = {MessageTypeDefined{scoped("Root Asset Id")}};
  EXPECT_THAT(shown(), ElementsAre("Spare SIM for her SIM"));
  customer_->answers("Spare SIM", "Reject", "her SIM");
  EXPECT_THAT(shown(), ElementsAre("nothing"));
}

TEST_F(Recommendations, S1_7_AScopeOfTheDocumentSuppressesWhileItLasts) {
  offers_ = {recommended("20 % off any SMS", "Mobile Service"),
             offer("Router", {action(ActionType::new_, ActionCode::add, "Internet Router")})};
  offers_[0].message_type = "Discounts";
  configuration_ = {MessageTypeDefined{scoped("document id")}};
  Customer& couple = customer(his_and_hers);
  const auto both = ElementsAre("20 % off any SMS for his", "20 % off any SMS for hers");
  couple.answers("20 % off any SMS", "Reject", "hers");
  EXPECT_THAT(shown(), ElementsAre("nothing")) << "no document then and now";
  couple.answers("Router");
  ASSERT_EQ(couple.state().active_document.value, "A-1-O1");
  EXPECT_THAT(shown(), both);
  couple.answers("20 % off any SMS", "Reject", "hers");
  EXPECT_THAT(shown(), ElementsAre("nothing"));
  RecommendationRequest other;
  other.document.value = "A-1-O9";
  EXPECT_THAT(shown(other), both);
}

TEST(Suppression, KeepsNoMoreResponsesThanThereAreOpenDocuments) {
  OfferResponseLogged response;
  response.response.offer.value = "Text";
  response.response.response = "Reject";
  const auto after = [&](std::vector<AccountEvent> events) {
    return fold<Account>({}, events).logged.size();
  };
  const ActiveDocumentSet first{{"A-1-O1"}}, second{{"A-1-O2"}};
  const ActiveDocumentCleared given_up{{"A-1-O2"}, false}, sent_off{{"A-1-O2"}, true};
  EXPECT_EQ(after({first, response, response, second, response}), 2U);
  EXPECT_EQ(after({first, response, second, response, given_up}), 1U);
  EXPECT_EQ(after({first, response, second, response, sent_off}), 2U);
  EXPECT_EQ(after({first, response, second, response, sent_off, DocumentClosed{{"A-1-O2"}}}), 1U);
  EXPECT_EQ(after({second, response, given_up}), 1U) << "it suppresses for the asset still";
}

TEST_F(Recommendations, S4_25_ASearchSpecificationChoosesAmongTheAssetsUnlessOneIsNamed) {
  offers_ = {recommended("20 % off any SMS", "Mobile Service")};
  std::vector<Asset> assets = his_and_hers;
  assets[0].service_id = "555-1";
  customer(assets);
  RecommendationRequest request;
  request.search_spec = "[Asset Id]=\"hers\"";
  EXPECT_THAT(shown(request), ElementsAre("20 % off any SMS for hers"));
  request.rows.service_id = "555-1";
  EXPECT_THAT(shown(request), ElementsAre("20 % off any SMS for hers"));
  request.rows.asset.value = "his";
  EXPECT_THAT(shown(request), ElementsAre("20 % off any SMS for his"));
  request.rows = {};
  request.search_spec = "Asset Id=hers";
  const auto wrong = recommend(customer_->state(), request, noon, catalogue());
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().code, "SEARCH_SPEC_INVALID");
}

TEST_F(Recommendations, AResponseWithoutAnAssetHidesTheOfferForAll) {
  offers_ = {recommended("20 % off any SMS", "Mobile Service")};
  customer(his_and_hers).answers("20 % off any SMS", "Reject");
  EXPECT_THAT(shown(), ElementsAre("nothing"));
}

TEST_F(Recommendations, Acceptance5_6_T03_ARequirementGatesTheOfferWhetherOwnedOrOnlyOrdered) {
  offers_ = {recommended("Unlimited Text offer", "Mobile Service")};
  CompatibilityRule rule;
  rule.id.value = "c1";
  rule.type = CompatibilityType::requires_;
  rule.subject = {SideKind::offer, "Unlimited Text offer"};
  rule.object = {SideKind::product, "International Calling"};
  offers_[0].rules.check_eligibility = true;
  offers_[0].rules.compatibility = {rule};
  customer({asset("1", "Mobile Service")});
  EXPECT_THAT(shown(), ElementsAre("nothing"));
  customer({asset("1", "Mobile Service"), asset("2", "International Calling", "1")});
  EXPECT_THAT(shown(), ElementsAre("Unlimited Text offer for 1"));

  customer({});
  Line service;
  service.id = service.root = {"L1"};
  service.product.value = "Mobile Service";
  service.action = LineAction::add;
  Line plan = service;
  plan.id.value = "L2";
  plan.product.value = "International Calling";
  const std::vector<Line> lines = {service, plan};
  RecommendationRequest request;
  request.rows.lines = lines;
  EXPECT_THAT(shown(request), ElementsAre("Unlimited Text offer for L1"));
  request.rows.lines = std::span(lines).first(1);
  EXPECT_THAT(shown(request), ElementsAre("nothing"));
}

TEST_F(Recommendations, S3_2_AStructureCountsInsteadOfTheDocumentThatItReplaces) {
  CompatibilityRule rule;
  rule.id.value = "c1";
  rule.type = CompatibilityType::requires_;
  rule.subject = {SideKind::offer, "More Text"};
  rule.object = {SideKind::product, "Internet Router"};
  offers_ = {recommended("More Text", "SIM"),
             offer("Router", {action(ActionType::new_, ActionCode::add, "Internet Router")})};
  offers_[0].rules.check_eligibility = true;
  offers_[0].rules.compatibility = {rule};
  Customer& buyer = customer({asset("1", "SIM")});
  EXPECT_THAT(shown(), ElementsAre("nothing"));
  buyer.answers("Router");
  RecommendationRequest request;
  request.document.value = "A-1-O1";
  request.rows.lines = buyer.state().document->lines;
  EXPECT_THAT(shown(request), ElementsAre("More Text for 1"));
  Line headset;
  headset.id = headset.root = {"L1"};
  headset.product.value = "Bluetooth Headset";
  headset.action = LineAction::add;
  request.rows.lines = std::span(&headset, 1);
  EXPECT_THAT(shown(request), ElementsAre("nothing"));
}

TEST_F(Recommendations, ProductsThatAreOnlyChosenAreEnoughForTheShopsAddOnPage) {
  offers_ = {recommended("Premium Movies", "TV Service"), recommended("More Text", "SIM")};
  customer({});
  const std::vector<ProductId> chosen = {{"TV Service"}};
  RecommendationRequest request;
  request.rows.products = chosen;
  EXPECT_THAT(shown(request), ElementsAre("Premium Movies for TV Service"));
}

TEST_F(Recommendations, ADeletedLineAndAnAssetShownTwiceAreNoRows) {
  offers_ = {recommended("More Text", "SIM")};
  customer({asset("1", "Mobile Service"), asset("2", "SIM", "1")});
  Line shown_asset;
  shown_asset.id = shown_asset.root = {"L1"};
  shown_asset.product.value = "SIM";
  shown_asset.asset.value = "2";
  shown_asset.action = LineAction::none;
  Line deleted = shown_asset;
  deleted.id.value = "L2";
  deleted.asset.value.clear();
  deleted.action = LineAction::delete_;
  const std::vector<Line> lines = {shown_asset, deleted};
  RecommendationRequest request;
  request.rows.lines = lines;
  EXPECT_THAT(shown(request), ElementsAre("More Text for 2"));
}

TEST_F(Recommendations, Acceptance5_6_T17_TheSearchSpecOfTheRowSetMapHidesThoseForComponents) {
  offers_ = {recommended("More Text", "SIM"), recommended("Premium", "Mobile Service")};
  customer(his_and_hers);
  EXPECT_THAT(shown(), UnorderedElementsAre("More Text for his SIM", "More Text for her SIM",
                                            "Premium for his", "Premium for hers"));
  const std::string map(row_set_map);
  configuration_ = {VariableMapLocked{map, "ana"},
                    VariableMapChanged{map, {{"Any", {}, "[Asset Id] = [Root Asset Id]"}}},
                    VariableMapReleased{map, 2}, VariableMapCacheRefreshed{map}};
  EXPECT_THAT(shown(), ElementsAre("Premium for his", "Premium for hers"));
  configuration_ = {SystemPreferenceSet{"rootOnlyRecommendations", "Y"}};
  EXPECT_THAT(shown(), ElementsAre("Premium for his", "Premium for hers"));
}

TEST_F(Recommendations, ASearchSpecJoinsComparisonsWithFieldsAndValues) {
  std::vector<Row> rows(2);
  rows[0].id = rows[0].root = "1";
  rows[0].product.value = "SIM";
  rows[1] = rows[0];
  rows[1].service = "555";
  auto kept = rows;
  ASSERT_TRUE(filter(kept, "[Product Id]=\"SIM\" AND [Service Id]=\"555\""));
  EXPECT_THAT(kept, ElementsAre(rows[1]));
  for (const char* wrong : {"[Product Id]", "[Colour]=\"red\"", "\"SIM\"=[Product Id]",
                            "[Product Id]=\"SIM\" [Status]=\"Active\"", "[Product Id]=\"SIM"}) {
    const auto done = filter(kept, wrong);
    ASSERT_FALSE(done.has_value()) << wrong;
    EXPECT_EQ(done.error().code, "SEARCH_SPEC_INVALID");
  }
}

Promotion promotion_of(std::string name, const std::vector<std::string>& required) {
  Promotion promotion;
  promotion.id.value = name;
  promotion.name = std::move(name);
  for (const std::string& product : required) {
    PromotionSlot slot;
    slot.rule.value = product;
    slot.product.value = product;
    slot.min = 1;
    promotion.slots.push_back(slot);
  }
  return promotion;
}

TEST_F(Recommendations, AMistakeInTheConfigurationCostsTheOffersNotThePromotions) {
  offers_ = {recommended("Premium", "TV Service")};
  promotions_ = {promotion_of("Bundle", {"TV Service"})};
  customer({asset("1", "TV Service")});
  EXPECT_THAT(shown(), ElementsAre("Premium for 1", "promotion Bundle"));
  const std::string map(row_set_map);
  configuration_ = {VariableMapChanged{map, {{"Any", {}, "nonsense"}}}, VariableMapReleased{map, 2},
                    VariableMapCacheRefreshed{map}};
  EXPECT_THAT(shown(), ElementsAre("promotion Bundle"));
}

TEST_F(Recommendations, PromotionsAreThoseTheAssetsFillOrUpgradeBestFirst) {
  Promotion bigger = promotion_of("Triple", {"TV Service", "Internet Service", "Mobile Service"});
  Promotion half = promotion_of("Double", {"TV Service", "Internet Service"});
  Promotion owned = promotion_of("Basic", {"TV Service"});
  Promotion upgrade = promotion_of("Upgrade", {"SIM"});
  upgrade.upgrade_from = {{{"Basic"}, {}, {}, CommitmentStart::now, CommitmentDuration::new_}};
  Promotion inactive = promotion_of("Inactive", {"TV Service"});
  inactive.active = false;
  promotions_ = {bigger, half, owned, upgrade, inactive};
  customer({asset("1", "TV Service"), asset("2", "Basic")});
  EXPECT_THAT(shown(), ElementsAre("promotion Double", "promotion Upgrade"));
  configuration_ = {SystemPreferenceSet{"matchPercentage", "30"}};
  promotions_[0].score = 5;
  EXPECT_THAT(shown(), ElementsAre("promotion Triple", "promotion Double", "promotion Upgrade"));
  configuration_.emplace_back(SystemPreferenceSet{"topNumber", "1"});
  EXPECT_THAT(shown(), ElementsAre("promotion Triple"));
}

TEST_F(Recommendations, APromotionIsForWhomItsRulesLetHaveIt) {
  promotions_ = {promotion_of("Bundle", {"TV Service"})};
  promotions_[0].rules.check_eligibility = true;
  promotions_[0].rules.inclusive_eligibility = true;
  customer({asset("1", "TV Service")});
  EXPECT_THAT(shown(), ElementsAre("nothing"));
  EligibilityRule rule;
  rule.type = EligibilityType::available;
  rule.account_type = "Residential";
  promotions_[0].rules.eligibility = {rule};
  EXPECT_THAT(shown(), ElementsAre("promotion Bundle"));
}

TEST_F(Recommendations, EitherKindCanBeLeftOut) {
  offers_ = {recommended("Premium", "TV Service")};
  promotions_ = {promotion_of("Bundle", {"TV Service"})};
  customer({asset("1", "TV Service")});
  RecommendationRequest request;
  request.skip_promotions = true;
  EXPECT_THAT(shown(request), ElementsAre("Premium for 1"));
  request.skip_product_offers = true;
  EXPECT_THAT(shown(request), ElementsAre("nothing"));
  request.skip_promotions = false;
  EXPECT_THAT(shown(request), ElementsAre("promotion Bundle"));
}

TEST_F(Recommendations, TheHighestScoreComesFirstThenTheOrderOfTheRows) {
  offers_ = {recommended("A", "SIM", 1), recommended("B", "Mobile Service", 1),
             recommended("C", "SIM", 2)};
  customer({asset("1", "Mobile Service"), asset("2", "SIM", "1")});
  EXPECT_THAT(shown(), ElementsAre("C for 2", "B for 1", "A for 2"));
}

TEST_F(Recommendations, AnAssetOrAServiceIdChoosesTheRows) {
  offers_ = {recommended("More Text", "SIM"), recommended("Premium", "Mobile Service")};
  std::vector<Asset> assets = his_and_hers;
  assets[2].service_id = "555";
  customer(assets);
  RecommendationRequest request;
  request.rows.asset.value = "his";
  EXPECT_THAT(shown(request), UnorderedElementsAre("Premium for his", "More Text for his SIM"));
  request.rows.asset.value = "his SIM";
  EXPECT_THAT(shown(request), ElementsAre("More Text for his SIM"));
  request.rows.asset.value.clear();
  request.rows.service_id = "555";
  EXPECT_THAT(shown(request), UnorderedElementsAre("Premium for hers", "More Text for her SIM"));
  request.rows.service_id = "556";
  const Catalogue present = catalogue();
  const auto none = recommend(customer_->state(), request, noon, present);
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().code, "ASSET_NOT_FOUND");
}

TEST_F(Recommendations, WhatIsNotReleasedNotInDateOrForOthersIsNotShown) {
  offers_ = {recommended("Early", "SIM"), recommended("Others", "SIM"), recommended("Over", "SIM"),
             recommended("Asleep", "SIM")};
  offers_[0].start = Instant{noon.ms + 1};
  offers_[1].organizations = {"Elsewhere"};
  offers_[2].recommendations[0].effective_to = noon;
  offers_[3].active = false;
  Asset sim = asset("1", "SIM");
  customer({sim});
  EXPECT_THAT(shown(), ElementsAre("nothing"));
}

TEST_F(Recommendations, S3_1_AnOfferIsShownToCustomersOfItsOrganizationsAlone) {
  offers_ = {recommended("More Text", "SIM")};
  offers_[0].organizations = {"Elsewhere", "sales "};
  customer({asset("1", "SIM")});
  EXPECT_THAT(shown(), ElementsAre("More Text for 1"));
  Account::State other = customer_->state();
  for (const char* organization : {"Marketing", ""}) {
    other.profile.organization = organization;
    const auto found = recommend(other, {}, noon, catalogue());
    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(found->size(), 1U);
    EXPECT_EQ(found->front().source, MessageSource::zero_recommendation) << organization;
  }
}

TEST_F(Recommendations, S1_13_APreferenceNamesAnotherRowSetMap) {
  offers_ = {recommended("More Text", "SIM"), recommended("Premium", "Mobile Service")};
  customer({asset("his", "Mobile Service"), asset("his SIM", "SIM", "his")});
  configuration_ = {VariableMapLocked{"Own", "ana"},
                    VariableMapChanged{"Own", {{"Any", {}, "[Asset Id] = [Root Asset Id]"}}},
                    VariableMapReleased{"Own", 1}, VariableMapCacheRefreshed{"Own"}};
  EXPECT_THAT(shown(), UnorderedElementsAre("More Text for his SIM", "Premium for his"));
  configuration_.emplace_back(SystemPreferenceSet{"rowSetVariableMap", "own"});
  EXPECT_THAT(shown(), ElementsAre("Premium for his"));
}

TEST_F(Recommendations, Acceptance5_6_T24_TextsAreInTheLanguageAskedForElseAsTheyWereWritten) {
  offers_ = {recommended("More Text", "SIM")};
  offers_[0].message = "Text more";
  offers_[0].description = "Texts";
  offers_[0].translations = {{"FRA", "Textos", "Plus de textos"}};
  offers_[0].recommendations[0].translations = {{"FRA", "Vous l'avez."}};
  Product sim = simple("SIM");
  sim.translations = {{"FRA", "Carte SIM"}};
  configuration_ = {ProductDefined{sim}};
  customer({asset("1", "SIM")});
  RecommendationRequest request;
  request.language = "fra";
  const Message french = messages(request).front();
  EXPECT_THAT((std::vector{french.reason, french.description, french.message, french.product_name,
                           french.full_text}),
              ElementsAre("Vous l'avez.", "Textos", "Plus de textos", "Carte SIM",
                          "Vous l'avez. Plus de textos"));
  request.language = "ITA";
  const Message other = messages(request).front();
  EXPECT_THAT((std::vector{other.reason, other.description, other.message, other.product_name}),
              ElementsAre("You have it.", "Texts", "Text more", "SIM"));
}

TEST_F(Recommendations, Acceptance5_6_T19_AHotOfferIsListedForOwnersOfTheStandardPlanOnly) {
  offers_ = {recommended("1,000 long-distance minutes", "Flat National")};
  customer({asset("1", "SIM"), asset("2", "Internet Router")});
  EXPECT_THAT(shown(), ElementsAre("nothing"));
  customer({asset("1", "SIM"), asset("2", "Flat National")});
  EXPECT_THAT(shown(), ElementsAre("1,000 long-distance minutes for 2"));
}

TEST_F(Recommendations, Acceptance5_6_T19_ResponsesAreListedInSequenceWithoutInactiveOnes) {
  offers_ = {recommended("Long distance", "SIM")};
  offers_[0].responses = {{3, "More Information", ResponseKind::other, {}, false, {}},
                          {1, "Yes", ResponseKind::accept, {}, false, {}},
                          {2, "No", ResponseKind::reject, {}, false, {}},
                          {4, "Maybe", ResponseKind::other, {}, true, {}}};
  customer({asset("1", "SIM")});
  EXPECT_THAT(messages().front().responses, ElementsAre("Yes", "No", "More Information"));
}

TEST_F(Recommendations, S1_13_TheRowSetMapSaysWhatOfARowIsPassedOn) {
  const std::string map(row_set_map);
  offers_ = {recommended("20 % off any SMS", "SIM")};
  Asset sim = asset("1", "SIM");
  sim.service_id = "555-1";
  customer({sim});
  EXPECT_EQ(messages().front().row.service, "555-1");
  configuration_ = {
      VariableMapChanged{
          map, {{"Any", {"Asset Id", "Root Asset Id"}, {}}, {"Shop", {"service id"}, {}}}},
      VariableMapReleased{map, 2}, VariableMapCacheRefreshed{map}};
  const Message any = messages().front();
  EXPECT_EQ(any.row.asset.value, "1");
  EXPECT_EQ(any.row.root_asset.value, "1");
  EXPECT_THAT((std::vector{any.row.product.value, any.product_name, any.row.service}),
              ElementsAre("", "", ""));
  RecommendationRequest request;
  request.mode = "shop";
  const Message shop = messages(request).front();
  EXPECT_EQ(shop.row.service, "555-1");
  EXPECT_EQ(shop.row.asset.value, "");
  EXPECT_EQ(shop.id, any.id);
}

TEST_F(Recommendations, S1_7_ResponsesAreShownInTheLanguageAndGivenByTheirNames) {
  MessageType type = message_type("Discounts", true);
  type.responses[0].translations = {{"FRA", "Accepter"}};
  configuration_ = {MessageTypeDefined{type}};
  offers_ = {recommended("20 % off any SMS", "SIM")};
  offers_[0].message_type = "Discounts";
  customer({asset("1", "SIM")});
  RecommendationRequest request;
  request.language = "FRA";
  EXPECT_THAT(messages(request).front().response_texts, ElementsAre("Accepter", "Reject"));
  EXPECT_THAT(messages(request).front().responses, ElementsAre("Accept", "Reject"));
  request.language = "ITA";
  EXPECT_THAT(messages(request).front().response_texts, ElementsAre("Accept", "Reject"));
}

TEST_F(Recommendations, AMessageIsKnownByItsOfferRecommendationAndRow) {
  offers_ = {recommended("More Text", "SIM")};
  customer(his_and_hers);
  const auto first = messages();
  ASSERT_EQ(first.size(), 2U);
  EXPECT_NE(first[0].id, first[1].id);
  offers_[0].message = "Another text";
  EXPECT_EQ(messages()[0].id, first[0].id);
  EXPECT_THAT(first[1].payload,
              ElementsAre(NamedValue{"accountId", "A-1"}, NamedValue{"assetId", "her SIM"},
                          NamedValue{"rootAssetId", "hers"}, NamedValue{"offerId", "More Text"},
                          NamedValue{"recommendationId", "r1"},
                          NamedValue{"messageType", "Product Offer Recommendation"}));
}

TEST_F(Recommendations, NothingAtAllIsOneMessageThatSaysSo) {
  customer({});
  const auto only = messages();
  ASSERT_EQ(only.size(), 1U);
  EXPECT_EQ(name_of(only[0].source), "Zero Recommendation");
  EXPECT_THAT(only[0].responses, IsEmpty());
}

}  // namespace
}  // namespace proffer::domain
