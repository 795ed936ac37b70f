// Promotions that end: upgraded to another one, or disconnected.
#include "actors/domain/account/memberships.hpp"
#include "actors/domain/document/promotion/commitment.hpp"
#include "tests/domain/bundles.hpp"

namespace proffer::domain {
namespace {

using scenarios::scenario_5_4;
using scenarios::Table;
using scenarios::table_of;

const std::vector<std::string> upgrade_and_box = {"Medium Triple Play upgrade",
                                                  "Premium set-top box"};

TEST(Scenario5_4, InMemoryTheDoublePlayIsUpgradedRootsOnly) {
  const Desk desk(scenarios::catalogue(), scenarios::double_play());
  const auto shown = desk.shown(about(desk, upgrade_and_box, "DP", false));
  ASSERT_TRUE(shown.has_value());
  EXPECT_EQ(table_of(shown->lines), scenario_5_4());
}

TEST(Scenario5_4, SavedItHasTheSameLinesAndEveryComponentKeepsWhereItWas) {
  Desk desk(scenarios::catalogue(), scenarios::double_play());
  const auto events = desk.tell(about(desk, upgrade_and_box));
  ASSERT_TRUE(desk.state.document.has_value());
  const auto& lines = desk.state.document->lines;
  EXPECT_EQ(table_of(lines), scenario_5_4());
  for (const Line& line : lines) {
    if (line.action != LineAction::update) continue;
    EXPECT_EQ(line.promotion.instance.value, "A-1-O1-P1");
    ASSERT_TRUE(line.prior_promotion);
    EXPECT_EQ(line.prior_promotion->instance.value, "P2");
  }
  EXPECT_EQ(lines[1].upgrade.source.value, "P2");
  const auto upgraded = every<PromotionUpgraded>(events);
  ASSERT_EQ(upgraded.size(), 1U);
  EXPECT_EQ(upgraded[0].from.value, "P2");
  EXPECT_EQ(upgraded[0].to.value, "A-1-O1-P1");
  EXPECT_EQ(walked(events), Walked::to_the_end);
}

TEST(Scenario5_4, AViolatedCommitmentAddsThePenaltyLast) {
  Bundles bundles;
  Desk desk = member_of(bundles);
  const auto events = desk.tell(about(desk, upgrade_and_box));
  Table expected = scenario_5_4();
  expected.push_back("8.0 | Early Termination |  | Add");
  ASSERT_TRUE(desk.state.document) << testing::PrintToString(codes(events));
  EXPECT_EQ(table_of(desk.state.document->lines), expected);
  EXPECT_EQ(desk.state.document->lines.back().net_price.cents, 7497);
  const auto told = every<PenaltyAdded>(events);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].penalty.promotion.value, 74'970'000);
  EXPECT_EQ(told[0].line, desk.state.document->lines.back().id);
}

TEST(Scenario5_4, MembershipLinesStandBeforeThePenalty) {
  Bundles bundles;
  Desk desk = member_of(bundles, {"Both", "Double only"});
  desk.tell(about(desk, {"Medium Triple Play upgrade"}));
  Table expected = scenario_5_4();
  expected.pop_back();
  expected.push_back("7.0 | Family Membership |  | Update");
  expected.push_back("8.0 | Family Membership |  | Delete");
  expected.push_back("9.0 | Early Termination |  | Add");
  ASSERT_TRUE(desk.state.document);
  EXPECT_EQ(table_of(desk.state.document->lines), expected);
  EXPECT_EQ(desk.state.document->lines.back().net_price.cents, 7497 + 3000);
}

TEST(Proration, ElevenRoundedPartsAreNotTheSum) {
  const ChargePlan plan{"Yearly", DurationUnit::month, std::vector<std::uint32_t>(12, 833)};
  const Micros exact = due(Money{15000}, &plan, half_a_year_ago, noon);
  EXPECT_EQ(exact.value, 74'970'000);
  EXPECT_EQ(rounded(exact).cents, 7497);
  const Micros one{15000 * 833};
  EXPECT_EQ(6 * rounded(one).cents, 7500) << "what rounding each installment would give";
}

TEST(Proration, PeriodsAreWholeMonthsOfTheCalendar) {
  const Instant end_of_january{1'769'817'600'000};  // 2026-01-31
  const Instant march{1'772'323'200'000};           // 2026-03-01
  EXPECT_EQ(full_periods(end_of_january, march, DurationUnit::month), 1U);
  EXPECT_EQ(full_periods(end_of_january, {march.ms - 86'400'001}, DurationUnit::month), 0U)
      << "the last moment before 28 February";
  EXPECT_EQ(full_periods(march, end_of_january, DurationUnit::month), 0U);
  EXPECT_EQ(later(end_of_january, 12, DurationUnit::month),
            later(end_of_january, 1, DurationUnit::year));
}

TEST(Proration, RoundsHalfUpAlsoBelowZero) {
  EXPECT_EQ(rounded({5'000}).cents, 1);
  EXPECT_EQ(rounded({4'999}).cents, 0);
  EXPECT_EQ(rounded({-5'000}).cents, 0);
  EXPECT_EQ(rounded({-5'001}).cents, -1);
}

TEST(Penalty, IsNoneWithoutAnAgreementOrOnceTheCommitmentIsOver) {
  Bundles loose;
  loose.twofold().track_as_agreement = false;
  Bundles over;
  over.twofold().commitment->duration = 6;
  for (const Bundles& bundles : {loose, over}) {
    Desk desk = member_of(bundles);
    desk.tell(about(desk, {"Medium Triple Play upgrade"}));
    ASSERT_TRUE(desk.state.document);
    EXPECT_EQ(line_of(*desk.state.document, "Early Termination"), nullptr);
  }
}

TEST(Penalty, ACreditIsNotSetOffAgainstTheMemberships) {
  Bundles bundles;
  bundles.twofold().commitment->charges[0].amount.cents = -15000;
  Desk desk = member_of(bundles, {"Double only"});
  const auto events = desk.tell(about(desk, {"Leave"}));
  const auto told = every<PenaltyAdded>(events);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].penalty.promotion.value, -74'970'000);
  EXPECT_EQ(told[0].penalty.total.cents, 3000);
}

TEST(Penalty, AComponentThatEndsUnderItsOwnCommitmentAddsItsCharges) {
  Bundles bundles;
  PromotionSlot& router = bundles.twofold().slots[2];
  router.commitment = {12, DurationUnit::month, {{"Router", Money{1200}, {}}}};
  router.on_disconnect = OnDisconnect::disconnect;
  Desk desk = member_of(bundles);
  const auto told = every<PenaltyAdded>(desk.tell(about(desk, {"Leave"})));
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].penalty.total.cents, 7497 + 1200);
}

TEST(Penalty, WithoutAProductToChargeItNothingIsSaved) {
  Bundles bundles;
  std::erase_if(bundles.products, [](const Product& p) { return p.kind == ProductKind::penalty; });
  Desk desk = member_of(bundles);
  EXPECT_EQ(codes(desk.tell(about(desk, {"Leave"}))), Table{"PENALTY_PRODUCT_MISSING"});
  EXPECT_FALSE(desk.state.document);
}

// The Triple Play has no place for the router any more.
Bundles without_router() {
  Bundles bundles;
  bundles.triple().slots.erase(bundles.triple().slots.begin() + 3);
  return bundles;
}

TEST(PromotionUpgrade, WhatHasNoPlaceStandsAloneAndIsNamed) {
  Desk desk = member_of(without_router());
  const auto events = desk.tell(about(desk, {"Medium Triple Play upgrade"}));
  ASSERT_TRUE(desk.state.document);
  const Line* router = line_of(*desk.state.document, "Internet Router");
  ASSERT_NE(router, nullptr);
  EXPECT_EQ(router->action, LineAction::update);
  EXPECT_EQ(router->promotion, PromotionStamp{});
  EXPECT_EQ(router->prior_promotion->instance.value, "P2");
  EXPECT_EQ(router->sequence, "5.0") << "after what was transferred, before what is new";
  const ApplicationResult result = every<OffersApplied>(events).at(0).result;
  EXPECT_EQ(result.unresolved, std::vector<AssetId>{{"IR"}});
  EXPECT_EQ(result.warnings.size(), 1U);
  EXPECT_EQ(every<PromotionUpgraded>(events)[0].unresolved, std::vector<AssetId>{{"IR"}});
}

TEST(PromotionUpgrade, WhatCannotStandAloneOrIsNotRetainedEnds) {
  Bundles dependent = without_router();
  for (Product& product : dependent.products) {
    if (product.name == "Internet Router") product.can_stand_alone = false;
  }
  Bundles leaving = without_router();
  leaving.twofold().slots[2].on_disconnect = OnDisconnect::disconnect;
  for (const Bundles& bundles : {dependent, leaving}) {
    Desk desk = member_of(bundles);
    const auto events = desk.tell(about(desk, {"Medium Triple Play upgrade"}));
    ASSERT_TRUE(desk.state.document);
    EXPECT_EQ(line_of(*desk.state.document, "Internet Router")->action, LineAction::delete_);
    EXPECT_TRUE(every<OffersApplied>(events)[0].result.unresolved.empty());
  }
}

TEST(PromotionUpgrade, ASlotForTheVeryProductComesFirst) {
  Bundles bundles;
  PromotionSlot exact = scenarios::slot("Digital Voice Service", 0, 1, 0);
  bundles.triple().slots.push_back(exact);
  bundles.triple().slots[1].min = 0;
  bundles.triple().slots[1].default_quantity = 0;
  Desk desk = member_of(bundles);
  desk.tell(about(desk, {"Medium Triple Play upgrade"}));
  ASSERT_TRUE(desk.state.document);
  EXPECT_EQ(line_of(*desk.state.document, "Digital Voice Service")->promotion.rule.value,
            "Digital Voice Service");
}

TEST(PromotionUpgrade, NeedsAPathAndATargetThatCanBeHad) {
  Bundles bundles;
  Desk desk = member_of(bundles);
  EXPECT_EQ(codes(desk.tell(about(desk, {"To your own"}))), Table{"UPGRADE_PATH_UNDEFINED"});
  Bundles inactive;
  inactive.triple().active = false;
  Desk other = member_of(inactive);
  EXPECT_EQ(codes(other.tell(about(other, {"Medium Triple Play upgrade"}))),
            Table{"PROMOTION_UNAVAILABLE"});
  Bundles elsewhere;
  EligibilityRule rule;
  rule.id.value = "E";
  rule.type = EligibilityType::unavailable;
  rule.account_type = "Residential";
  elsewhere.triple().rules.check_eligibility = true;
  elsewhere.triple().rules.eligibility = {rule};
  Desk third = member_of(elsewhere);
  EXPECT_EQ(codes(third.tell(about(third, {"Medium Triple Play upgrade"}))),
            Table{"PROMOTION_NOT_ELIGIBLE"});
  for (const Desk* each : {&desk, &other, &third}) EXPECT_FALSE(each->state.document);
}

TEST(PromotionUpgrade, OfAnAssetThatIsNotTheAccountsOrIsEndingSavesNothing) {
  Bundles bundles;
  Desk desk = member_of(bundles);
  EXPECT_EQ(codes(desk.tell(about(desk, {"Medium Triple Play upgrade"}, "another account's"))),
            Table{"ASSET_NOT_FOUND"});
  desk.tell(about(desk, {"Medium Triple Play upgrade"}));
  desk.tell(Account::SubmitOrder{{"A-1"}, {"A-1-O1"}});
  EXPECT_EQ(codes(desk.tell(about(desk, {"Medium Triple Play upgrade"}))),
            Table{"ASSET_ALREADY_DISCONNECTING"});
  EXPECT_FALSE(desk.state.document);
}

TEST(PromotionDisconnect, ComponentsStayAloneAndThePromotionGoes) {
  Bundles bundles;
  Desk desk = member_of(bundles, {"Both"});
  const auto events = desk.tell(about(desk, {"Leave"}));
  ASSERT_TRUE(desk.state.document);
  EXPECT_EQ(
      table_of(desk.state.document->lines),
      (Table{"1.0 | Medium Double Play Bundle |  | Delete", "2.0 | Internet Service |  | Update",
             "3.0 | Digital Voice Service |  | Update", "4.0 | Internet Router |  | Update",
             "5.0 | Family Membership |  | Delete", "6.0 | Early Termination |  | Add"}))
      << "no membership is transferable when nothing takes the promotion's place";
  EXPECT_EQ(every<PromotionDisconnected>(events).size(), 1U);
  EXPECT_EQ(walked(events), Walked::to_the_end);
}

TEST(PenaltyPreview, ShowsWhatTheOrderWouldSayAndWritesNothing) {
  Bundles bundles;
  const Desk desk = member_of(bundles, {"Both", "Double only"});
  const auto upgrade =
      preview_penalty(desk.state, {"DP"}, {"Medium Triple Play Bundle"}, desk.context);
  ASSERT_TRUE(upgrade);
  EXPECT_EQ(upgrade->penalty.total.cents, 10497);
  EXPECT_EQ(upgrade->transferred, std::vector<MembershipId>{{"A-1-M1"}});
  EXPECT_EQ(upgrade->disconnected, std::vector<MembershipId>{{"A-1-M2"}});
  const auto leaving = preview_penalty(desk.state, {"DP"}, {}, desk.context);
  ASSERT_TRUE(leaving);
  EXPECT_EQ(leaving->disconnected.size(), 2U);
  EXPECT_EQ(
      preview_penalty(desk.state, {"DP"}, {"Build Your Own Bundle"}, desk.context).error().code,
      "UPGRADE_PATH_UNDEFINED");
  EXPECT_EQ(preview_penalty(desk.state, {"IS"}, {}, desk.context).error().code,
            "PROMOTION_UNKNOWN");
}

}  // namespace
}  // namespace proffer::domain
