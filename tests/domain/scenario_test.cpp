// The web shop's scenarios, line by line; their numbers are in the names.
#include "tests/domain/desk.hpp"
#include "tests/domain/scenarios.hpp"

namespace proffer::domain::scenario {
namespace {

using scenarios::Table;

Table lines(const Customer& customer) {
  return customer.state().document ? scenarios::table_of(customer.state().document->lines)
                                   : Table{};
}

// The offers one after another, as one customer takes them.
Customer after(const std::vector<std::string>& offers, std::vector<Asset> assets = {},
               const std::string& asset = {}) {
  Customer customer(scenarios::catalogue(), "Residential", std::move(assets));
  for (const std::string& offer : offers) logged(customer.answers(offer, "Accept", asset));
  return customer;
}

Money recurring(const std::vector<AccountEvent>& events) {
  for (const AccountEvent& event : events) {
    if (const auto* priced = std::get_if<DocumentPriced>(&event)) return priced->recurring;
  }
  ADD_FAILURE() << "nothing was priced";
  return {};
}

const std::vector<std::string> quick_quote = {"Medium Triple Play Bundle", "Basic Movie package",
                                              "Spanish Combo channel"};

TEST(Scenario5_1, ANewCustomersBundleIsListedWithItsServicesAndAddOns) {
  Customer customer = after(quick_quote);
  const auto events = customer.answers("Online Security");
  logged(events);
  EXPECT_EQ(lines(customer), scenarios::scenario_5_1());
  EXPECT_EQ(recurring(events).cents, 13900);
}

TEST(Scenario5_1, EveryComponentRootCarriesItsStampAndSaysWhyItIsThere) {
  const Customer customer = after(quick_quote);
  const PromotionStamp& own = customer.line("1.0").promotion;
  EXPECT_EQ(own.promotion.value, "Medium Triple Play Bundle");
  EXPECT_EQ(own.instance.value, "A-1-O1-P1");
  EXPECT_TRUE(own.rule.value.empty()) << "of the promotion's own line";
  EXPECT_EQ(customer.line("1.0").because.rule, "promotion applied");
  EXPECT_EQ(customer.line("3.0").promotion.instance, own.instance);
  EXPECT_EQ(customer.line("3.0").promotion.rule.value, "Voice");
  EXPECT_EQ(customer.line("3.0").because.rule, "default of a promotion's slot");
  EXPECT_EQ(customer.line("3.1").promotion, PromotionStamp{}) << "roots only";
}

TEST(Scenario5_1, InMemoryOneCallShowsTheSameAndSavesNothing) {
  const Desk desk(scenarios::catalogue());
  auto offers = quick_quote;
  offers.push_back("Online Security");
  const auto shown = desk.shown(desk.applying(offers, false));
  ASSERT_TRUE(shown.has_value());
  EXPECT_EQ(scenarios::table_of(shown->lines), scenarios::scenario_5_1());
  EXPECT_FALSE(desk.state.document);
}

TEST(Scenario5_2, TheReviewedStructureGrowsInMemoryAndIsThenPlacedAsItIs) {
  Desk desk(scenarios::catalogue());
  auto offers = quick_quote;
  offers.push_back("Online Security");
  auto shown = desk.shown(desk.applying(offers, false));
  ASSERT_TRUE(shown.has_value());
  auto command = desk.applying({"Premium set-top box"}, false);
  command.structure = shown->lines;
  shown = desk.shown(command);
  ASSERT_TRUE(shown.has_value());
  EXPECT_EQ(scenarios::table_of(shown->lines), scenarios::scenario_5_2());
  command = desk.applying({});
  command.structure = shown->lines;
  desk.tell(command);
  ASSERT_TRUE(desk.state.document);
  EXPECT_EQ(scenarios::table_of(desk.state.document->lines), scenarios::scenario_5_2());
  EXPECT_EQ(desk.state.active_document, desk.state.document->id);
}

TEST(Scenario5_2, AllFiveOffersSavedInOneCallMakeTheSameLines) {
  Desk desk(scenarios::catalogue());
  auto offers = quick_quote;
  offers.insert(offers.end(), {"Online Security", "Premium set-top box"});
  const auto events = desk.tell(desk.applying(offers));
  ASSERT_TRUE(desk.state.document);
  EXPECT_EQ(scenarios::table_of(desk.state.document->lines), scenarios::scenario_5_2());
  EXPECT_EQ(recurring(events).cents, 14300);
}

// What is said to a structure that was shown for these offers and then changed.
std::vector<std::string> refusal(Desk& desk, const std::vector<std::string>& offers,
                                 void (*forge)(std::vector<Line>&)) {
  auto shown = desk.shown(desk.applying(offers, false));
  EXPECT_TRUE(shown.has_value());
  auto command = desk.applying({});
  command.structure = shown->lines;
  forge(*command.structure);
  const auto events = desk.tell(command);
  const auto failures = every<OfferApplicationFailed>(events);
  return failures.empty() ? std::vector<std::string>{} : codes_of(failures[0].problems);
}

TEST(Scenario5_2, AForgedStampDoesNotBuyTheSlotsPrice) {
  Desk desk(scenarios::catalogue());
  EXPECT_EQ(refusal(desk, {"Medium Triple Play Bundle"},
                    [](std::vector<Line>& lines) {
                      lines.back().promotion.rule.value = "Premium Set-Top Box";
                    }),
            Table{"VALIDATION_FAILED"});
  EXPECT_EQ(refusal(desk, {"Medium Triple Play Bundle", "Online Security"},
                    [](std::vector<Line>& lines) {
                      for (Line& line : lines) {
                        line.promotion = lines[1].promotion;  // components, too
                      }
                    }),
            Table{"STRUCTURE_INVALID"});
}

TEST(Scenario5_2, WhatIsOnlyListedIsInNoPromotionOfTheSendersChoice) {
  Desk desk(scenarios::catalogue(), {asset("IS", "Internet Service")});
  EXPECT_EQ(
      refusal(
          desk, {"Online Security"},
          [](std::vector<Line>& lines) {
            lines[0].promotion = {{"Medium Triple Play Bundle"}, "", {"P9"}, {"Internet Service"}};
          }),
      Table{"STRUCTURE_INVALID"});
  EXPECT_EQ(refusal(desk, {"Online Security", "Medium Triple Play Bundle"},
                    [](std::vector<Line>& lines) {
                      for (Line& line : lines) {
                        if (line.asset.value == "IS") line.promotion.rule.value = "TV Service";
                      }
                    }),
            Table(3, "VALIDATION_FAILED"))
      << "the place that it left, the one that it took, and the product there";
}

TEST(Scenario5_2, ASetTopBoxIsAddedToTheBundleAndNothingElseChanges) {
  Customer customer = after(quick_quote);
  logged(customer.answers("Online Security"));
  const auto events = customer.answers("Premium set-top box");
  logged(events);
  EXPECT_EQ(lines(customer), scenarios::scenario_5_2());
  EXPECT_EQ(recurring(events).cents, 14300);
  EXPECT_EQ(customer.state().active_document.value, "A-1-O1");
  EXPECT_EQ(customer.line("6.0").promotion.instance, customer.line("1.0").promotion.instance);
}

TEST(Scenario5_3, OnlyTheConfiguredRootIsListedSurvivorsFirstWhateverTheSiblingOrder) {
  for (const auto& siblings :
       {Table{"Essential Plan", "Spanish Combo Package", "Basic Movie Package"},
        Table{"Essential Plan", "Basic Movie Package", "Spanish Combo Package"}}) {
    const Customer customer = after({"Premium Movie Package", "On-Demand TV Service"},
                                    scenarios::triple_play(siblings), "TV");
    EXPECT_EQ(lines(customer), scenarios::scenario_5_3());
    EXPECT_EQ(customer.line("1.0").promotion.instance.value, "P1");
  }
}

TEST(Scenario5_3, InMemoryOneCallShowsTheSame) {
  const Desk desk(
      scenarios::catalogue(),
      scenarios::triple_play({"Essential Plan", "Basic Movie Package", "Spanish Combo Package"}));
  auto command = desk.applying({"Premium Movie Package", "On-Demand TV Service"}, false);
  command.asset.value = "TV";
  const auto shown = desk.shown(command);
  ASSERT_TRUE(shown.has_value());
  EXPECT_EQ(scenarios::table_of(shown->lines), scenarios::scenario_5_3());
}

TEST(Scenario5_3, InTwoCallsTheSecondAppendsAndTheFirstKeepsItsNumbers) {
  const auto assets =
      scenarios::triple_play({"Essential Plan", "Basic Movie Package", "Spanish Combo Package"});
  Customer customer = after({"Premium Movie Package"}, assets, "TV");
  Table first = scenarios::scenario_5_3();
  first.pop_back();
  EXPECT_EQ(lines(customer), first);
  logged(customer.answers("On-Demand TV Service", "Accept", "TV"));
  EXPECT_EQ(lines(customer), scenarios::scenario_5_3());
}

TEST(Scenario5_5, ABundleOfOnesOwnTakesWhatIsAddedToIt) {
  const Customer customer = after({"Build Your Own Bundle", "Internet - 500 mbps",
                                   "VoIP - Per minute call", "Basic Home Security package"});
  EXPECT_EQ(lines(customer), scenarios::scenario_5_5());
}

TEST(Scenario5_5, InMemoryOneCallShowsTheSame) {
  const Desk desk(scenarios::catalogue());
  const auto shown =
      desk.shown(desk.applying({"Build Your Own Bundle", "Internet - 500 mbps",
                                "VoIP - Per minute call", "Basic Home Security package"},
                               false));
  ASSERT_TRUE(shown.has_value());
  EXPECT_EQ(scenarios::table_of(shown->lines), scenarios::scenario_5_5());
}

}  // namespace
}  // namespace proffer::domain::scenario
