// Orders that are completed: what the customer has then, and what comes after.
#include "actors/domain/document/promotion/commitment.hpp"
#include "tests/domain/bundles.hpp"

namespace proffer::domain {
namespace {

using scenarios::Table;
using Texts = std::vector<std::string>;

constexpr std::int64_t day = 86'400'000;

// The answer to CompleteOrder.
std::vector<AccountEvent> place(Desk& desk, const Account::ApplyOffers& offers) {
  desk.tell(offers);
  if (!desk.state.document) return {};
  const DocumentId order = desk.state.active_document;
  desk.tell(Account::SubmitOrder{{"A-1"}, order});
  return desk.tell(Account::CompleteOrder{{"A-1"}, order});
}

// "TV Service in Medium Triple Play Bundle", roots that are active.
Texts roots(const Account::State& state) {
  Texts all;
  for (const Asset& asset : state.assets) {
    if (asset.status != AssetStatus::active || !asset.parent.value.empty()) continue;
    const bool component = !asset.promotion.rule.value.empty();
    all.push_back(asset.product.value + (component ? " in " + asset.promotion.name : ""));
  }
  return all;
}
const Asset* owned(const Account::State& state, const std::string& product) {
  for (const Asset& asset : state.assets) {
    if (asset.product.value == product && asset.status == AssetStatus::active) return &asset;
  }
  return nullptr;
}

TEST(CompleteOrder, WhatWasAddedIsOwnedWithItsTree) {
  Desk desk(scenarios::catalogue());
  const auto events = place(desk, desk.applying({"Medium Triple Play Bundle"}));
  EXPECT_EQ(every<OrderCompleted>(events).size(), 1U);
  EXPECT_EQ(every<DocumentClosed>(events).size(), 1U);
  EXPECT_EQ(roots(desk.state),
            (Texts{"Medium Triple Play Bundle", "Internet Service in Medium Triple Play Bundle",
                   "Voice Service in Medium Triple Play Bundle",
                   "TV Service in Medium Triple Play Bundle",
                   "Internet Router in Medium Triple Play Bundle"}));
  const Asset* plan = owned(desk.state, "Fibe 100GB");
  ASSERT_NE(plan, nullptr);
  EXPECT_EQ(plan->parent, owned(desk.state, "Internet Service")->id);
  EXPECT_EQ(plan->relationship, "Plan");
  EXPECT_EQ(plan->start, noon);
  desk.tell(Account::CompleteOrder{{"A-1"}, {"A-1-O1"}});
  EXPECT_EQ(desk.refused, Texts{"DOC_NOT_EDITABLE"}) << "once";
}

TEST(CompleteOrder, WhatAPromotionFoundInTheOrderIsPartOfItThoughItsLineIsUnchanged) {
  Desk desk(Bundles{}.catalogue(),
            {asset("IS", "Internet Service"), asset("IS.1", "Fibe 100GB", "IS")});
  place(desk, desk.applying({"Online Security", "Take double"}));
  EXPECT_EQ(roots(desk.state),
            (Texts{"Internet Service in Medium Double Play Bundle", "Medium Double Play Bundle",
                   "Digital Voice Service in Medium Double Play Bundle",
                   "Internet Router in Medium Double Play Bundle"}));
  EXPECT_EQ(owned(desk.state, "Internet Service")->promotion.instance,
            owned(desk.state, "Medium Double Play Bundle")->promotion.instance);
}

TEST(CompleteOrder, NeedsAnOrderThatWasSubmitted) {
  Desk desk(scenarios::catalogue());
  desk.tell(desk.applying({"Medium Triple Play Bundle"}));
  desk.tell(Account::CompleteOrder{{"A-1"}, {"A-1-O1"}});
  EXPECT_EQ(desk.refused, Texts{"ORDER_NOT_SUBMITTED"});
  desk.tell(Account::CompleteOrder{{"A-1"}, {"A-1-O9"}});
  EXPECT_EQ(desk.refused, Texts{"DOC_NOT_FOUND"});
  EXPECT_TRUE(desk.state.assets.empty());
}

TEST(CompleteOrder, AnOrderWhoseAssetsAreGoneIsOutdated) {
  Desk desk = member_of({});
  desk.tell(about(desk, {"Medium Triple Play upgrade"}));
  desk.tell(Account::SubmitOrder{{"A-1"}, {"A-1-O1"}});
  Account::DefineAccount nothing{{"A-1"}, desk.state.profile, {}, {}};
  desk.tell(nothing);
  desk.tell(Account::CompleteOrder{{"A-1"}, {"A-1-O1"}});
  ASSERT_FALSE(desk.refused.empty());
  EXPECT_EQ(desk.refused.front(), "ORDER_OUTDATED");
}

TEST(CompleteOrder, MembershipsFollowThePromotionOrEnd) {
  Desk desk = member_of({}, {"Both", "Double only"});
  const auto events = place(desk, about(desk, {"Medium Triple Play upgrade"}));
  const auto moved = every<MembershipTransferred>(events);
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_EQ(moved[0].membership.associated, owned(desk.state, "Medium Triple Play Bundle")->id);
  EXPECT_EQ(moved[0].document.value, "A-1-O1");
  const auto ended = every<MembershipDisconnected>(events);
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].penalty.cents, 3000);
  EXPECT_EQ(owned(desk.state, "Early Termination"), nullptr) << "a penalty is owed, not owned";
  EXPECT_EQ(owned(desk.state, "Family Membership"), nullptr);
}

struct Way {
  CommitmentStart start;
  CommitmentDuration duration;
  Instant begins;
  Instant ends;
};

TEST(CompleteOrder, TheUpgradesPathSaysWhenTheNewCommitmentRuns) {
  const Instant original_end{1'814'400'000'000};  // 2027-07-01: two years after 2025-07-01
  const Way ways[] = {
      {CommitmentStart::original_start, CommitmentDuration::original, half_a_year_ago,
       original_end},
      {CommitmentStart::now, CommitmentDuration::new_, noon, Instant{noon.ms + 365 * day}},
      {CommitmentStart::original_end, CommitmentDuration::new_, original_end,
       Instant{original_end.ms + 366 * day}},
      {CommitmentStart::now, CommitmentDuration::remaining, noon, original_end}};
  for (const Way& way : ways) {
    Bundles bundles;
    bundles.triple().commitment->duration = 12;
    bundles.triple().upgrade_from[0].start = way.start;
    bundles.triple().upgrade_from[0].duration = way.duration;
    Desk desk = member_of(bundles);
    place(desk, about(desk, {"Medium Triple Play upgrade"}));
    const Asset* bundle = owned(desk.state, "Medium Triple Play Bundle");
    ASSERT_NE(bundle, nullptr);
    EXPECT_EQ(bundle->commitment_start, way.begins);
    EXPECT_EQ(bundle->commitment_end, way.ends);
  }
}

// Takes the smaller bundle, adds to it, upgrades, goes back, and leaves; each step starts from what
// the last one left.
TEST(CustomersLife, EveryOrderStartsFromWhatTheLastOneLeft) {
  Bundles bundles;
  UpgradePath back;
  back.original.value = "Medium Triple Play Bundle";
  back.penalty.cents = 6000;
  bundles.twofold().upgrade_from = {back};
  Desk desk(bundles.catalogue());
  place(desk, desk.applying({"Take double"}));
  EXPECT_EQ(owned(desk.state, "Medium Double Play Bundle")->commitment_end,
            later(noon, 24, DurationUnit::month));
  desk.tell(Account::CreatePromotionGroup{{"A-1"}, {"Family"}, {}});
  desk.tell(Account::AssociateMembership{
      {"A-1"}, {"A-1-G1"}, {"Both"}, owned(desk.state, "Medium Double Play Bundle")->id});
  place(desk, desk.applying({"Online Security"}));
  EXPECT_NE(owned(desk.state, "Online Security"), nullptr);

  desk.context.now = later(noon, 3, DurationUnit::month);
  place(desk, desk.applying({"Medium Triple Play upgrade"}));
  ASSERT_NE(owned(desk.state, "Medium Triple Play Bundle"), nullptr);
  EXPECT_EQ(owned(desk.state, "Medium Double Play Bundle"), nullptr);
  EXPECT_EQ(owned(desk.state, "Medium Triple Play Bundle")->commitment_start, noon)
      << "the original start, as the path says";
  EXPECT_EQ(owned(desk.state, "TV Service")->promotion.name, "Medium Triple Play Bundle");
  EXPECT_EQ(owned(desk.state, "Online Security")->parent, owned(desk.state, "Internet Service")->id)
      << "what was not listed stays as it is";

  const auto second = place(desk, desk.applying({"Back to double"}));
  ASSERT_EQ(every<OrderCompleted>(second).size(), 1U);
  const Asset* twofold = owned(desk.state, "Medium Double Play Bundle");
  ASSERT_NE(twofold, nullptr);
  EXPECT_EQ(desk.state.memberships[0].associated, twofold->id);
  EXPECT_EQ(owned(desk.state, "TV Service")->promotion, PromotionStamp{}) << "it stands alone";

  place(desk, desk.applying({"Leave"}));
  EXPECT_EQ(roots(desk.state),
            (Texts{"Internet Service", "Digital Voice Service", "Internet Router", "TV Service"}));
  EXPECT_EQ(desk.state.memberships[0].status, MembershipStatus::inactive);
}

}  // namespace
}  // namespace proffer::domain
