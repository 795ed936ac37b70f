// Promotion groups and memberships as an operator sets them, and how they are defined.
#include "actors/domain/catalogue/product_catalogue.hpp"
#include "tests/domain/bundles.hpp"

namespace proffer::domain {
namespace {

using Texts = std::vector<std::string>;

Account::AssociateMembership associate(const std::string& definition, const std::string& asset,
                                       const std::string& group = "A-1-G1") {
  return {{"A-1"}, {group}, {definition}, {asset}};
}

Desk with_family(const Bundles& bundles) {
  Desk desk(bundles.catalogue(), taken_half_a_year_ago());
  desk.tell(Account::CreatePromotionGroup{{"A-1"}, {"Family"}, {}});
  return desk;
}

TEST(PromotionGroups, AnInstanceBelongsToTheAccountAndSaysWhatItIsOf) {
  Desk desk = with_family({});
  ASSERT_EQ(desk.state.groups.size(), 1U);
  EXPECT_EQ(desk.state.groups[0].id.value, "A-1-G1");
  EXPECT_EQ(desk.state.groups[0].definition.value, "Family");
  EXPECT_EQ(desk.state.groups[0].account.value, "A-1");
}

TEST(PromotionGroups, NeedADefinitionThatCanBeHadAndStayWithinItsLimit) {
  Bundles bundles;
  bundles.family.instances_max = 1;
  Desk desk = with_family(bundles);
  desk.tell(Account::CreatePromotionGroup{{"A-1"}, {"Family"}, {}});
  EXPECT_EQ(desk.refused, Texts{"PROMOTION_GROUP_LIMIT"});
  desk.tell(Account::CreatePromotionGroup{{"A-1"}, {"Friends"}, {}});
  EXPECT_EQ(desk.refused, Texts{"PROMOTION_GROUP_UNKNOWN"});
  bundles.family.active = false;
  Desk other(bundles.catalogue());
  other.tell(Account::CreatePromotionGroup{{"A-1"}, {"Family"}, {}});
  EXPECT_EQ(other.refused, Texts{"PROMOTION_GROUP_UNAVAILABLE"});
  EXPECT_TRUE(other.state.groups.empty());
}

TEST(Memberships, BeginWithAnAssetThatTheyCover) {
  Desk desk = with_family({});
  const auto begun = every<MembershipAssociated>(desk.tell(associate("Double only", "DP")));
  ASSERT_EQ(begun.size(), 1U);
  const Membership& membership = begun[0].membership;
  EXPECT_EQ(membership.id.value, "A-1-M1");
  EXPECT_EQ(membership.group.value, "A-1-G1");
  EXPECT_EQ(membership.associated.value, "DP");
  EXPECT_EQ(membership.member.value, "Medium Double Play Bundle");
  EXPECT_EQ(membership.start, noon);
  ASSERT_TRUE(membership.commitment_end);
  EXPECT_EQ(membership.commitment_end->ms, noon.ms + 365 * 86'400'000LL);
}

TEST(Memberships, AreRefusedWithAReasonAndNothingIsSaved) {
  Bundles bundles;
  bundles.family.memberships[0].max = 1;
  auto assets = taken_half_a_year_ago();
  auto second = scenarios::in_promotion(asset("DP2", "Medium Double Play Bundle"),
                                        "Medium Double Play Bundle", "P9", "");
  assets.push_back(second);
  Desk desk(bundles.catalogue(), assets);
  desk.tell(Account::CreatePromotionGroup{{"A-1"}, {"Family"}, {}});
  const struct {
    Account::AssociateMembership command;
    std::string code;
  } cases[] = {{associate("Both", "DP", "A-2-G1"), "GROUP_INSTANCE_NOT_FOUND"},
               {associate("Neither", "DP"), "MEMBERSHIP_DEFINITION_UNKNOWN"},
               {associate("Both", "of another account"), "ASSET_NOT_FOUND"},
               {associate("Both", "IS"), "MEMBERSHIP_NOT_COVERED"}};
  for (const auto& each : cases) {
    desk.tell(each.command);
    EXPECT_EQ(desk.refused, Texts{each.code});
  }
  EXPECT_TRUE(desk.state.memberships.empty());
  desk.tell(associate("Both", "DP"));
  desk.tell(associate("Double only", "DP"));
  EXPECT_EQ(desk.refused, Texts{"MEMBERSHIP_EXISTS"});
  desk.tell(associate("Both", "DP2"));
  EXPECT_EQ(desk.refused, Texts{"MEMBERSHIP_MAX"});
  EXPECT_EQ(desk.state.memberships.size(), 1U);
}

TEST(Memberships, AreTransferredOnceAndOnlyToWhatTheyCover) {
  auto assets = taken_half_a_year_ago();
  assets.push_back(scenarios::in_promotion(asset("TP", "Medium Triple Play Bundle"),
                                           "Medium Triple Play Bundle", "P9", ""));
  Desk desk(Bundles{}.catalogue(), assets);
  desk.tell(Account::CreatePromotionGroup{{"A-1"}, {"Family"}, {}});
  desk.tell(associate("Both", "DP"));
  const Account::TransferMembership transfer{{"A-1"}, {"A-1-M1"}, {"TP"}};
  const auto moved = every<MembershipTransferred>(desk.tell(transfer));
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_EQ(moved[0].from.value, "DP");
  EXPECT_EQ(moved[0].membership.member.value, "Medium Triple Play Bundle");
  desk.tell(transfer);
  EXPECT_EQ(desk.refused, Texts{"MEMBERSHIP_UNCHANGED"});
  desk.tell(Account::TransferMembership{{"A-1"}, {"A-1-M1"}, {"IS"}});
  EXPECT_EQ(desk.refused, Texts{"MEMBERSHIP_NOT_COVERED"});
  desk.tell(associate("Double only", "DP"));
  desk.tell(Account::TransferMembership{{"A-1"}, {"A-1-M1"}, {"DP"}});
  EXPECT_EQ(desk.refused, Texts{"MEMBERSHIP_EXISTS"}) << "once in a group";
  desk.tell(Account::TransferMembership{{"A-1"}, {"A-1-M7"}, {"DP"}});
  EXPECT_EQ(desk.refused, Texts{"MEMBERSHIP_NOT_FOUND"});
}

TEST(Memberships, EndOnceAndSayWhatThatCosts) {
  Desk desk = member_of({}, {"Double only"});
  const Account::DisconnectMembership disconnect{{"A-1"}, {"A-1-M1"}};
  const auto preview = Account::decide(desk.state, disconnect, desk.context);
  ASSERT_TRUE(preview);
  EXPECT_EQ(every<MembershipDisconnected>(*preview)[0].penalty.cents, 3000)
      << "decided, not written";
  EXPECT_EQ(desk.state.memberships[0].status, MembershipStatus::active);
  desk.tell(disconnect);
  EXPECT_EQ(desk.state.memberships[0].status, MembershipStatus::inactive);
  desk.tell(disconnect);
  EXPECT_EQ(desk.refused, Texts{"MEMBERSHIP_ENDED"});
  desk.tell(Account::TransferMembership{{"A-1"}, {"A-1-M1"}, {"DP"}});
  EXPECT_EQ(desk.refused, Texts{"MEMBERSHIP_ENDED"});
}

TEST(Memberships, WhatASubmittedOrderChangesIsLeftToIt) {
  Desk desk = member_of({}, {"Both"});
  desk.tell(about(desk, {"Medium Triple Play upgrade"}));
  desk.tell(Account::SubmitOrder{{"A-1"}, {"A-1-O1"}});
  desk.tell(Account::DisconnectMembership{{"A-1"}, {"A-1-M1"}});
  EXPECT_EQ(desk.refused, Texts{"MEMBERSHIP_IN_ORDER"});
}

Definitions definitions() {
  const Bundles bundles;
  Definitions definitions;
  definitions.products = bundles.products;
  definitions.promotions = bundles.promotions;
  definitions.charge_plans = {{"Yearly", DurationUnit::month, std::vector<std::uint32_t>(12, 833)}};
  definitions.groups = {bundles.family};
  return definitions;
}

TEST(PromotionGroupDefinitions, AreRecordedOnceAndKnownByIdAndName) {
  given<ProductCatalogue>().when(DefineCatalogue{definitions()}).then(events_of([] {
    Definitions sorted = definitions();
    const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
    std::ranges::sort(sorted.products, by_id);
    std::ranges::sort(sorted.promotions, by_id);
    return sorted;
  }()));
}

struct Wrong {
  std::string code;
  void (*spoil)(PromotionGroup& group);
};
class GroupRules : public testing::TestWithParam<Wrong> {};

TEST_P(GroupRules, EachProblemHasItsCode) {
  Definitions spoilt = definitions();
  GetParam().spoil(spoilt.groups[0]);
  given<ProductCatalogue>().when(DefineCatalogue{spoilt}).then_rejected(GetParam().code);
}

const Wrong wrongs[] = {
    {"PROMOTION_GROUP_ID_REQUIRED", [](auto& g) { g.id = {}; }},
    {"PROMOTION_GROUP_NAME_REQUIRED", [](auto& g) { g.name = " "; }},
    {"PROMOTION_GROUP_DATES", [](auto& g) { g.effective_from = g.effective_to = noon; }},
    {"PROMOTION_GROUP_INSTANCES", [](auto& g) { g.instances_max = 0; }},
    {"MEMBERSHIP_REQUIRED", [](auto& g) { g.memberships.clear(); }},
    {"MEMBERSHIP_ID_DUPLICATE", [](auto& g) { g.memberships[1].id = g.memberships[0].id; }},
    {"MEMBERSHIP_PRODUCT_UNKNOWN", [](auto& g) { g.memberships[0].product.value = "None"; }},
    {"MEMBERSHIP_PRODUCT_KIND", [](auto& g) { g.memberships[0].product.value = "TV Service"; }},
    {"MEMBERSHIP_CARDINALITY", [](auto& g) { g.memberships[0].max = 0; }},
    {"MEMBERSHIP_DEFAULT_QUANTITY",
     [](auto& g) {
       g.memberships[0].max = 1;
       g.memberships[0].default_quantity = 2;
     }},
    {"MEMBERSHIP_COVERS_NOTHING", [](auto& g) { g.memberships[0].covered.clear(); }},
    {"MEMBERSHIP_COVERED_DUPLICATE",
     [](auto& g) { g.memberships[0].covered.push_back(g.memberships[0].covered[0]); }},
    {"MEMBERSHIP_COVERED_UNKNOWN", [](auto& g) { g.memberships[0].covered.push_back({"None"}); }},
    {"COMMITMENT_DURATION_REQUIRED", [](auto& g) { g.memberships[1].commitment->duration = 0; }},
    {"MEMBERSHIP_PENALTY_INVALID", [](auto& g) { g.memberships[1].commitment->amount.cents = -1; }},
    {"CHARGE_PLAN_UNKNOWN", [](auto& g) { g.memberships[1].commitment->prorate_plan = "None"; }}};

INSTANTIATE_TEST_SUITE_P(Rules, GroupRules, testing::ValuesIn(wrongs),
                         [](const auto& each) { return each.param.code; });

}  // namespace
}  // namespace proffer::domain
