// The acceptance tests of the specification that need no promotions; their numbers are in the
// names.
#include "tests/domain/shop.hpp"

namespace proffer::domain {
namespace {

using enum ActionType;
using Lines = std::vector<std::string>;
using Reasons = std::vector<std::string>;

std::vector<ProductOffer> tv_offers() {
  return {offer("Premium Movie Package",
                {action(modify, ActionCode::replace, "TV Service", "Premium Movie Package")}),
          offer("On-Demand TV Service",
                {action(modify, ActionCode::add, "TV Service", "On-Demand TV")}),
          offer("Basic Movie package",
                {once(action(modify, ActionCode::add, "TV Service", "Basic Movie Package"))})};
}

std::vector<Asset> tv_customer(const std::vector<std::string>& components) {
  std::vector<Asset> assets = {asset("TV-1", "TV Service")};
  std::uint32_t sequence = 0;
  for (const std::string& component : components) {
    assets.push_back(asset("TV-1." + std::to_string(++sequence), component, "TV-1"));
    assets.back().sequence = sequence;
  }
  return assets;
}

const Lines upsold = {"1.0 TV Service -",
                      "1.1 Essential Plan -",
                      "1.2 Spanish Combo Package -",
                      "1.3 Basic Movie Package Delete",
                      "1.4 Premium Movie Package Add",
                      "1.5 On-Demand TV Add"};

TEST(Upsell, Scenario5_3ListsSurvivorsFirstWhateverTheSiblingOrder) {
  for (const auto& siblings :
       {Lines{"Essential Plan", "Spanish Combo Package", "Basic Movie Package"},
        Lines{"Essential Plan", "Basic Movie Package", "Spanish Combo Package"}}) {
    auto both =
        offer("Both", {action(modify, ActionCode::replace, "TV Service", "Premium Movie Package"),
                       action(modify, ActionCode::add, "TV Service", "On-Demand TV")});
    Customer customer(shop({both}), "Residential", tv_customer(siblings));
    logged(customer.answers("Both", "Accept", "TV-1"));
    EXPECT_EQ(customer.lines(), upsold);
  }
}

TEST(Upsell, Scenario5_3InTwoCallsAppendsToTheActiveDocument) {
  Customer customer(
      shop(tv_offers()), "Residential",
      tv_customer({"Essential Plan", "Basic Movie Package", "Spanish Combo Package"}));
  const auto first = logged(customer.answers("Premium Movie Package", "Accept", "TV-1"));
  EXPECT_EQ(customer.lines(), Lines(upsold.begin(), upsold.end() - 1));
  const auto second = logged(customer.answers("On-Demand TV Service", "Accept", "TV-1"));
  EXPECT_EQ(customer.lines(), upsold);
  EXPECT_EQ(first.document.value, "A-1-O1");
  EXPECT_EQ(second.document, first.document);
  EXPECT_EQ(customer.state().document->revision, 2U);
}

TEST(Acceptance5_6, T04AChildActionChangesTheLineOfItsParent) {
  Customer customer(shop(
      {offer("Half price", {named("headset", action(new_, ActionCode::add, "Bluetooth Headset")),
                            child_of("headset", field_of(action(new_, ActionCode::update, ""),
                                                         "Discount Percent", "50"))})}));
  logged(customer.answers("Half price"));
  EXPECT_EQ(customer.lines(), Lines{"1.0 Bluetooth Headset Add"});
  const std::vector<NamedValue> half = {{"Discount Percent", "50"}};
  EXPECT_EQ(customer.line("1.0").fields, half);
  EXPECT_EQ(customer.line("1.0").net_price.cents, 2500) << "24.995, rounded half up";
}

TEST(Acceptance5_6, T07ReplacingASimGivesOneLineDeletedAndOneAdded) {
  Customer customer(
      shop({offer("New SIM", {action(modify, ActionCode::delete_, "Mobile Service", "SIM"),
                              once(action(modify, ActionCode::add, "Mobile Service", "SIM"))})}),
      "Residential", {asset("M", "Mobile Service"), asset("S", "SIM", "M")});
  EXPECT_TRUE(logged(customer.answers("New SIM")).skipped.empty());
  EXPECT_EQ(customer.lines(), (Lines{"1.0 Mobile Service -", "1.1 SIM Delete", "1.2 SIM Add"}));
  EXPECT_EQ(customer.line("1.1").asset.value, "S");
  EXPECT_TRUE(customer.line("1.2").asset.value.empty());
}

TEST(Acceptance5_6, T08WhatIsOwnedAlreadyIsSkippedAndThereIsNoDocument) {
  Customer customer(shop({offer("Calls", {once(action(modify, ActionCode::add, "Mobile Service",
                                                      "International Calling"))})}),
                    "Residential",
                    {asset("M", "Mobile Service"), asset("S", "SIM", "M"),
                     asset("C", "International Calling", "M")});
  const auto events = customer.answers("Calls");
  EXPECT_EQ(logged(events).outcome, ResponseOutcome::no_change);
  EXPECT_EQ(reasons(logged(events)), Reasons{"AlreadyOwned"});
  EXPECT_EQ(logged(events).skipped[0].because.rule, "component is there already");
  EXPECT_FALSE(customer.state().document);
  EXPECT_EQ(customer.state().documents_ever, 0U);
}

TEST(Response, S1_8_ARegisteredFieldIsSetOnTheLineAndItsOldValueKept) {
  Asset mobile = asset("M", "Mobile Service");
  mobile.fields = {{"Colour", "red"}};
  const std::vector<Event> registered{LineFieldRegistered{"Colour", AttributeType::text, {}}};
  const auto catalogue =
      catalogue_of(shop_products(),
                   {offer("Paint", {field_of(action(modify, ActionCode::update, "Mobile Service"),
                                             "Colour", "blue")})})
          .with(registered, 100);
  Customer customer(catalogue, "Residential", {mobile, asset("S", "SIM", "M")});
  logged(customer.answers("Paint"));
  EXPECT_EQ(customer.lines(), (Lines{"1.0 Mobile Service Update", "1.1 SIM -"}));
  EXPECT_EQ(customer.line("1.0").fields, (std::vector<NamedValue>{{"Colour", "blue"}}));
  EXPECT_EQ(customer.line("1.0").prior, (std::vector<NamedValue>{{"Colour", "red"}}));
}

TEST(Acceptance5_6, T09AnAddedComponentCarriesItsDiscount) {
  Customer customer(
      shop({offer("Text",
                  {action(modify, ActionCode::add, "Mobile Service", "Unlimited Text"),
                   field_of(action(modify, ActionCode::update, "Mobile Service", "Unlimited Text"),
                            "Discount Amount", "10")})}),
      "Residential", {asset("M", "Mobile Service"), asset("S", "SIM", "M")});
  logged(customer.answers("Text"));
  EXPECT_EQ(customer.lines(),
            (Lines{"1.0 Mobile Service -", "1.1 SIM -", "1.2 Unlimited Text Add"}));
  const std::vector<NamedValue> ten = {{"Discount Amount", "10"}};
  EXPECT_EQ(customer.line("1.2").fields, ten);
  EXPECT_TRUE(customer.line("1.2").prior.empty());
  EXPECT_EQ(customer.line("1.2").net_price.cents, 1500);
  // It is there because it was added; the update is told beside that.
  EXPECT_EQ(customer.line("1.2").because.code, ActionCode::add);
  EXPECT_EQ(customer.line("1.2").because.inputs.back().value, "Discount Amount = 10");
}

TEST(Acceptance5_6, T15AFailingFirstActionLeavesNoDocument) {
  Customer customer(shop(tv_offers()));
  auto before = customer.state();
  const auto failure = failed(customer.answers("On-Demand TV Service"));
  EXPECT_EQ(codes_of(failure.problems), Lines{"ASSET_NOT_FOUND_FOR_PRODUCT"});
  EXPECT_EQ(failure.problems[0].offer, "On-Demand TV Service");
  EXPECT_EQ(failure.problems[0].response, "Accept");
  EXPECT_EQ(failure.problems[0].action, "1");
  EXPECT_EQ(failure.release, 1U);
  ++before.workflows_ever;  // the attempt itself is told
  EXPECT_EQ(customer.state(), before);
}

TEST(Acceptance5_6, T26AnUpdatedComponentKeepsItsPriorValue) {
  auto assets = std::vector<Asset>{asset("I", "Internet Service"), asset("P", "Fibe 500GB", "I")};
  assets[1].attributes = {{"Bandwidth", "50"}};
  Customer customer(shop({offer("Faster", {attribute_of(action(modify, ActionCode::update,
                                                               "Internet Service", "Fibe 500GB"),
                                                        "Bandwidth", "100")})}),
                    "Residential", assets);
  logged(customer.answers("Faster"));
  EXPECT_EQ(customer.lines(), (Lines{"1.0 Internet Service -", "1.1 Fibe 500GB Update"}));
  const std::vector<NamedValue> prior = {{"Bandwidth", "50"}};
  const std::vector<NamedValue> now = {{"Bandwidth", "100"}};
  EXPECT_EQ(customer.line("1.1").prior, prior);
  EXPECT_EQ(customer.line("1.1").attributes, now);
  EXPECT_EQ(reasons(logged(customer.answers("Faster"))), Reasons{"Unchanged"});
}

TEST(Response, S3_8_AValueSetBackIsNoUpdateAnyMore) {
  const auto plan = [](OfferAction update) {
    update.component.value = "Fibe 500GB";
    return update;
  };
  const OfferAction update = action(modify, ActionCode::update, "Internet Service");
  auto assets = std::vector<Asset>{asset("I", "Internet Service"), asset("P", "Fibe 500GB", "I")};
  assets[1].attributes = {{"Bandwidth", "50"}};
  Customer customer(shop({offer("Faster", {plan(attribute_of(update, "Bandwidth", "100"))}),
                          offer("Slower", {plan(attribute_of(update, "Bandwidth", "50"))}),
                          offer("Two", {plan(field_of(update, "Quantity", "2"))}),
                          offer("One", {plan(field_of(update, "Quantity", "1"))})}),
                    "Residential", assets);
  for (const char* name : {"Faster", "Two", "Slower"}) logged(customer.answers(name));
  EXPECT_EQ(customer.lines(), (Lines{"1.0 Internet Service -", "1.1 Fibe 500GB Update"}));
  EXPECT_EQ(customer.line("1.1").prior, (std::vector<NamedValue>{{"Quantity", "1"}}));
  logged(customer.answers("One"));
  EXPECT_EQ(customer.lines(), (Lines{"1.0 Internet Service -", "1.1 Fibe 500GB -"}));
  EXPECT_TRUE(customer.line("1.1").prior.empty());
}

TEST(Response, AFieldAndAnAttributeAreSetByTheNamesTheyAreDefinedWith) {
  auto assets = std::vector<Asset>{asset("I", "Internet Service"), asset("P", "Fibe 500GB", "I")};
  assets[1].attributes = {{"Bandwidth", "50"}};
  const OfferAction update = action(modify, ActionCode::update, "Internet Service", "Fibe 500GB");
  Customer customer(shop({offer("Faster", {attribute_of(update, "bandwidth ", "100"),
                                           field_of(update, "discount amount", "5")})}),
                    "Residential", assets);
  logged(customer.answers("Faster"));
  EXPECT_EQ(customer.line("1.1").attributes, (std::vector<NamedValue>{{"Bandwidth", "100"}}));
  EXPECT_EQ(customer.line("1.1").fields, (std::vector<NamedValue>{{"Discount Amount", "5"}}));
  EXPECT_EQ(customer.line("1.1").net_price.cents, 1500);
}

TEST(Acceptance5_6, T27NewStaysNewBesideTheOwnedAsset) {
  Customer customer(shop({offer("Router", {action(new_, ActionCode::add, "Internet Router")})}),
                    "Residential", {asset("R", "Internet Router")});
  logged(customer.answers("Router"));
  EXPECT_EQ(customer.lines(), Lines{"1.0 Internet Router Add"});
  EXPECT_TRUE(customer.line("1.0").asset.value.empty());
}

TEST(Acceptance5_6, T27WithoutMultipleTheSameDocumentGetsOneLine) {
  Customer customer(
      shop({offer("Router", {once(action(new_, ActionCode::add, "Internet Router"))})}));
  logged(customer.answers("Router"));
  const auto second = customer.answers("Router");
  EXPECT_EQ(logged(second).outcome, ResponseOutcome::no_change);
  EXPECT_EQ(reasons(logged(second)), Reasons{"AlreadyOwned"});
  EXPECT_EQ(customer.lines(), Lines{"1.0 Internet Router Add"});
}

TEST(Response, S1_2_ANestedPathLeadsToAComponentOfAComponent) {
  auto products = shop_products();
  products.push_back(simple("Small Disk"));
  products.push_back(simple("Large Disk"));
  products.push_back(customizable("Box", {slot("Disk", 0, 1, {"Small Disk", "Large Disk"})}));
  products.push_back(customizable("Cloud", {slot("Boxes", 0, std::nullopt, {"Box"})}));
  OfferAction larger = action(modify, ActionCode::replace, "Cloud", "Large Disk");
  larger.component_path = "Cloud/Boxes:Box/Disk:Large Disk";
  const Catalogue catalogue = catalogue_of(products, {offer("Larger", {larger})});
  Customer customer(catalogue, "Residential",
                    {asset("C", "Cloud"), asset("B", "Box", "C"), asset("D", "Small Disk", "B")});
  logged(customer.answers("Larger"));
  EXPECT_EQ(customer.lines(),
            (Lines{"1.0 Cloud -", "1.1 Box -", "1.1.1 Small Disk Delete", "1.1.2 Large Disk Add"}));
  Customer without_box(catalogue, "Residential", {asset("C", "Cloud")});
  EXPECT_EQ(codes_of(failed(without_box.answers("Larger")).problems),
            Lines{"ASSET_NOT_FOUND_FOR_PRODUCT"});
}

TEST(Acceptance5_6, T28ReplacingNothingJustAdds) {
  Customer customer(shop(tv_offers()), "Residential", tv_customer({"Essential Plan"}));
  logged(customer.answers("Premium Movie Package"));
  EXPECT_EQ(customer.lines(),
            (Lines{"1.0 TV Service -", "1.1 Essential Plan -", "1.2 Premium Movie Package Add"}));
}

TEST(Response, ReplacingWhatThisDocumentAddedMakesThatLineDisappear) {
  Customer customer(shop(tv_offers()), "Residential", tv_customer({"Essential Plan"}));
  logged(customer.answers("Basic Movie package"));
  logged(customer.answers("Premium Movie Package"));
  EXPECT_EQ(customer.lines(),
            (Lines{"1.0 TV Service -", "1.1 Essential Plan -", "1.3 Premium Movie Package Add"}))
      << "a number that was given in a saved document is not given again";
  EXPECT_EQ(customer.line("1.3").id.value, "A-1-O1/4");
}

TEST(Response, BusinessCustomersGetAQuote) {
  Customer customer(shop({offer("Router", {action(new_, ActionCode::add, "Internet Router")})}),
                    "Business");
  EXPECT_EQ(logged(customer.answers("Router")).document.value, "A-1-Q1");
  EXPECT_EQ(customer.state().document->kind, DocumentKind::quote);
  EXPECT_EQ(customer.state().document->currency, "EUR");
}

TEST(Response, WithoutActionsItIsOnlyLogged) {
  Customer customer(shop(tv_offers()));
  const auto events = customer.answers("Premium Movie Package", "reject");
  EXPECT_EQ(logged(events).outcome, ResponseOutcome::no_action);
  EXPECT_EQ(logged(events).response.response, "Reject") << "as the offer spells it";
}

TEST(Response, OfAnUnknownAccountIsRefused) {
  ResponseReceived received;
  received.account.value = "nobody";
  given<Account>().when(Account::RespondToOffer{received}).then_rejected("ACCOUNT_NOT_FOUND");
}

TEST(Response, ToAnOfferThatCannotBeHadFails) {
  auto ended = offer("Ended", {});
  ended.end = noon;
  auto early = offer("Early", {});
  early.start = Instant{noon.ms + 1};
  auto off = offer("Off", {});
  off.active = false;
  auto running = offer("Running", {});
  running.start = noon;
  running.end = Instant{noon.ms + 1};
  running.responses[0].inactive = true;
  Customer customer(shop({ended, early, off, running}));
  for (const std::string name : {"Ended", "Early", "Off"}) {
    EXPECT_EQ(failed(customer.answers(name)).problems[0].code, "OFFER_UNAVAILABLE") << name;
  }
  EXPECT_EQ(failed(customer.answers("No such")).problems[0].code, "OFFER_NOT_FOUND");
  EXPECT_EQ(failed(customer.answers("Running", "Maybe")).problems[0].code, "RESPONSE_UNKNOWN");
  EXPECT_EQ(failed(customer.answers("Running", "Accept")).problems[0].text,
            "Offer 'Running' has no active response 'Accept'; send one of Reject.");
  const Problem missing = failed(customer.answers("Running", " ")).problems[0];
  EXPECT_EQ(missing.code, "RESPONSE_UNKNOWN");
  EXPECT_EQ(missing.text,
            "The response is missing, and offer 'Running' has none that accepts; send one of "
            "Reject.");
  EXPECT_EQ(logged(customer.answers("Running", "Reject")).outcome, ResponseOutcome::no_action);
}

TEST(Response, S3_8_ToAnOfferThatTheRunTimeDoesNotKnowYetFails) {
  const std::vector<Event> authored = {
      ProductOfferCreated{{"Created"}, {.name = "Created"}, {}, "ana"},
      ProductOfferCreated{{"Released"}, {.name = "Released"}, {}, "ana"},
      OfferHeaderChanged{{"Released"}, {.name = "Set-top box"}},
      OfferVersionReleased{{"Released"}, 1, {}, {}, true, false}};
  Customer customer(shop({}).with(authored, 1000));
  const auto created = failed(customer.answers("Created")).problems[0];
  EXPECT_EQ(created.code, "OFFER_UNAVAILABLE");
  EXPECT_EQ(created.text,
            "Offer 'Created' has no version that the run time knows; release it and refresh its "
            "cache.");
  const auto released = failed(customer.answers("Released")).problems[0];
  EXPECT_EQ(released.code, "OFFER_UNAVAILABLE");
  EXPECT_EQ(released.offer, "Set-top box");
  EXPECT_EQ(released.text,
            "Offer 'Set-top box' has no version that the run time knows; refresh its cache.");
}

TEST(Response, S1_8_AnInactiveActionIsNotCarriedOut) {
  OfferAction off = action(new_, ActionCode::add, "Internet Router");
  off.inactive = true;
  Customer customer(
      shop({offer("Off", {off}), offer("Half", {action(new_, ActionCode::add, "SIM"), off})}));
  EXPECT_EQ(logged(customer.answers("Off")).outcome, ResponseOutcome::no_action);
  logged(customer.answers("Half"));
  EXPECT_EQ(customer.lines(), Lines{"1.0 SIM Add"});
}

TEST(Response, AboutAnAssetThatIsNotThereFails) {
  auto assets = tv_customer({"Essential Plan"});
  assets[0].service_id = "555-1";
  Customer customer(shop(tv_offers()), "Residential", assets);
  const auto failure = failed(customer.answers("On-Demand TV Service", "Accept", "TV-9"));
  EXPECT_EQ(failure.problems[0].code, "ASSET_NOT_FOUND");
  EXPECT_EQ(failure.problems[0].field, "assetId");
}

TEST(Response, WithSeveralPossibleAssetsAsksForOne) {
  Customer customer(shop(tv_offers()), "Residential",
                    {asset("TV-1", "TV Service"), asset("TV-2", "TV Service"),
                     asset("E", "Essential Plan", "TV-2")});
  EXPECT_EQ(failed(customer.answers("On-Demand TV Service")).problems[0].code, "AMBIGUOUS_ASSET");
  logged(customer.answers("On-Demand TV Service", "Accept", "E"));
  EXPECT_EQ(customer.lines(),
            (Lines{"1.0 TV Service -", "1.1 Essential Plan -", "1.2 On-Demand TV Add"}))
      << "a component stands for its root's tree";
}

TEST(Response, MoreThanTheRelationshipTakesFails) {
  Customer customer(
      shop({offer("Text", {action(modify, ActionCode::add, "Mobile Service", "Unlimited Text")})}),
      "Residential", {asset("M", "Mobile Service"), asset("S", "SIM", "M")});
  logged(customer.answers("Text"));
  logged(customer.answers("Text"));
  auto before = customer.state();
  EXPECT_EQ(failed(customer.answers("Text")).problems[0].code, "CARDINALITY_MAX");
  ++before.workflows_ever;  // the attempt itself is told
  EXPECT_EQ(customer.state(), before);
}

TEST(Response, ADocumentThatBreaksTheStructureIsNotSavedAndAllViolationsAreTold) {
  Customer customer(
      shop({offer("No SIM", {action(modify, ActionCode::delete_, "Mobile Service", "SIM"),
                             action(new_, ActionCode::add, "Mobile Service")})}),
      "Residential", {asset("M", "Mobile Service"), asset("S", "SIM", "M")});
  const auto failure = failed(customer.answers("No SIM"));
  EXPECT_EQ(codes_of(failure.problems), (Lines{"VALIDATION_FAILED", "VALIDATION_FAILED"}));
}

TEST(Response, DisconnectingABaseDeletesItsWholeTree) {
  Customer customer(shop({offer("Bye", {action(modify, ActionCode::delete_, "Mobile Service")})}),
                    "Residential", {asset("M", "Mobile Service"), asset("S", "SIM", "M")});
  logged(customer.answers("Bye"));
  EXPECT_EQ(customer.lines(), (Lines{"1.0 Mobile Service Delete", "1.1 SIM Delete"}));
  EXPECT_EQ(reasons(logged(customer.answers("Bye"))), Reasons{"NotOwned"});
}

TEST(Response, ChangingWhatIsNotOwnedIsSkippedOrFailsAsTheActionSays) {
  auto strict = action(modify, ActionCode::delete_, "Mobile Service", "Unlimited Text");
  auto lenient = strict;
  strict.skip_if_not_owned = false;
  Customer customer(shop({offer("Strict", {strict}), offer("Lenient", {lenient})}), "Residential",
                    {asset("M", "Mobile Service"), asset("S", "SIM", "M")});
  EXPECT_EQ(failed(customer.answers("Strict")).problems[0].code, "ASSET_NOT_FOUND_FOR_PRODUCT");
  EXPECT_EQ(reasons(logged(customer.answers("Lenient"))), Reasons{"NotOwned"});
  EXPECT_FALSE(customer.state().document);
}

TEST(Response, ARootWhoseActionsWereAllSkippedIsNotListed) {
  Customer customer(
      shop({offer("Mixed", {action(modify, ActionCode::delete_, "Mobile Service", "Unlimited Text"),
                            action(new_, ActionCode::add, "Internet Router")})}),
      "Residential", {asset("M", "Mobile Service"), asset("S", "SIM", "M")});
  const auto events = customer.answers("Mixed");
  EXPECT_EQ(customer.lines(), Lines{"1.0 Internet Router Add"});
  EXPECT_EQ(reasons(logged(events)), Reasons{"NotOwned"});
}

TEST(Response, ANewBaseIsMadeForItsComponentAndTwoAddsMakeTwo) {
  Customer customer(
      shop({offer("Internet", {action(new_, ActionCode::add, "Internet Service", "Fibe 100GB")}),
            offer("Two", {action(new_, ActionCode::add, "Internet Service"),
                          action(new_, ActionCode::add, "Internet Service", "Fibe 100GB"),
                          action(new_, ActionCode::add, "Internet Service"),
                          action(new_, ActionCode::add, "Internet Service", "Fibe 500GB")})}));
  logged(customer.answers("Internet"));
  EXPECT_EQ(customer.lines(), (Lines{"1.0 Internet Service Add", "1.1 Fibe 100GB Add"}));
  logged(customer.answers("Two"));
  EXPECT_EQ(customer.lines(),
            (Lines{"1.0 Internet Service Add", "1.1 Fibe 100GB Add", "2.0 Internet Service Add",
                   "2.1 Fibe 100GB Add", "3.0 Internet Service Add", "3.1 Fibe 500GB Add"}));
}

TEST(Response, DefaultsComeAlongRecursively) {
  auto products = shop_products();
  auto top = slot("Line", 1, 3, {"Mobile Service"});
  top.default_product.value = "Mobile Service";
  top.default_quantity = 2;
  products.push_back(customizable("Family", {top}));
  for (Product& product : products) {
    if (product.id.value != "Mobile Service") continue;
    product.relationships[0].default_product.value = "SIM";
    product.relationships[0].default_quantity = 1;
  }
  Customer customer(
      catalogue_of(products, {offer("Family", {action(new_, ActionCode::add, "Family")})}));
  logged(customer.answers("Family"));
  EXPECT_EQ(customer.lines(), (Lines{"1.0 Family Add", "1.1 Mobile Service Add", "1.1.1 SIM Add",
                                     "1.2 Mobile Service Add", "1.2.1 SIM Add"}));
  EXPECT_EQ(customer.line("1.2.1").because.rule, "relationship default");
  EXPECT_EQ(customer.line("1.2.1").parent, customer.line("1.2").id);
  EXPECT_EQ(customer.line("1.2.1").root, customer.line("1.0").id);
}

TEST(Response, S3_12_AnUpdateMovesNoAddedLine) {
  auto products = shop_products();
  Relationship& sim = products.back().relationships[0];
  sim.default_product.value = "SIM";
  sim.default_quantity = 1;
  const auto update = [](ActionType type, const std::string& component) {
    return field_of(action(type, ActionCode::update, "Mobile Service", component),
                    "Discount Amount", "1");
  };
  const auto catalogue = catalogue_of(
      products,
      {offer("New", {action(new_, ActionCode::add, "Mobile Service"),
                     action(new_, ActionCode::add, "Mobile Service", "International Calling"),
                     action(new_, ActionCode::add, "Mobile Service", "Unlimited Text"),
                     update(new_, "International Calling"), update(new_, "SIM")}),
       offer("Change",
             {action(modify, ActionCode::add, "Mobile Service", "Unlimited Text"),
              action(modify, ActionCode::delete_, "Mobile Service", "International Calling"),
              update(modify, "Unlimited Text")})});
  Customer newcomer(catalogue);
  logged(newcomer.answers("New"));
  EXPECT_EQ(newcomer.lines(), (Lines{"1.0 Mobile Service Add", "1.1 SIM Add",
                                     "1.2 International Calling Add", "1.3 Unlimited Text Add"}));
  Customer owner(catalogue, "Residential",
                 {asset("M", "Mobile Service"), asset("S", "SIM", "M"),
                  asset("C", "International Calling", "M")});
  logged(owner.answers("Change"));
  EXPECT_EQ(owner.lines(), (Lines{"1.0 Mobile Service -", "1.1 SIM -", "1.2 Unlimited Text Add",
                                  "1.3 International Calling Delete"}));
}

TEST(Response, EveryLineTellsWhyItIsThere) {
  Customer customer(shop(tv_offers()), "Residential", tv_customer({"Basic Movie Package"}));
  logged(customer.answers("Premium Movie Package"));
  for (const Line& line : customer.state().document->lines) {
    EXPECT_EQ(line.because.offer.value, "Premium Movie Package") << line.sequence;
    EXPECT_EQ(line.because.release, 1U);
    EXPECT_EQ(line.because.code, ActionCode::replace);
    EXPECT_FALSE(line.because.rule.empty());
  }
  const std::vector<NamedValue> inputs = {{"relationship", "Movie Package"},
                                          {"by", "Premium Movie Package"}};
  EXPECT_EQ(customer.line("1.1").because.inputs, inputs);
}

TEST(Response, ADocumentIsNoLongerThanItsLimit) {
  Customer customer(shop({offer("Router", {action(new_, ActionCode::add, "Internet Router")})}));
  customer.context().limits.document_lines_max = 2;
  logged(customer.answers("Router"));
  logged(customer.answers("Router"));
  EXPECT_EQ(failed(customer.answers("Router")).problems[0].code, "DOCUMENT_FULL");
}

}  // namespace
}  // namespace proffer::domain
