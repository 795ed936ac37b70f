// What holds whatever a customer is a member of.
#include "tests/domain/bundles.hpp"

#include <rapidcheck.h>

#include <algorithm>

namespace proffer::domain {
namespace {

std::vector<std::string> any_memberships() {
  return *rc::gen::resize(6, rc::gen::container<std::vector<std::string>>(rc::gen::element(
                                 std::string("Both"), std::string("Double only"))));
}

TEST(MembershipProperties, NoneIsLostOrDoubledAndReplayGivesTheSame) {
  EXPECT_TRUE(rc::check([] {
    Bundles bundles;
    bundles.groups_enabled = *rc::gen::element(std::string(), std::string("Y"), std::string("N"));
    Desk desk = member_of(bundles, any_memberships());
    const Account::State before = desk.state;
    const std::string offer =
        *rc::gen::element(std::string("Leave"), std::string("Medium Triple Play upgrade"));
    std::vector<AccountEvent> all = desk.tell(about(desk, {offer}));
    RC_ASSERT(desk.state.document.has_value());
    for (const Account::Command& command :
         {Account::Command{Account::SubmitOrder{{"A-1"}, {"A-1-O1"}}},
          Account::Command{Account::CompleteOrder{{"A-1"}, {"A-1-O1"}}}}) {
      const auto events = desk.tell(command);
      RC_ASSERT(desk.refused.empty());
      all.insert(all.end(), events.begin(), events.end());
    }
    std::vector<MembershipId> seen;
    for (const auto& e : every<MembershipTransferred>(all)) seen.push_back(e.membership.id);
    for (const auto& e : every<MembershipDisconnected>(all)) seen.push_back(e.membership.id);
    const std::size_t touched = seen.size();
    std::ranges::sort(seen);
    RC_ASSERT(std::ranges::adjacent_find(seen) == seen.end());
    const bool on = bundles.groups_enabled != "N";
    RC_ASSERT(touched == (on ? before.memberships.size() : 0U));
    RC_ASSERT(desk.state.memberships.size() == before.memberships.size());
    RC_ASSERT(fold<Account>(before, all) == desk.state);
  }));
}

TEST(MembershipProperties, ThePenaltyIsTheSumOfBothPartsRoundedOnce) {
  EXPECT_TRUE(rc::check([] {
    Bundles bundles;
    const auto charge = *rc::gen::inRange<std::int64_t>(-50'000, 50'000);
    const auto membership = *rc::gen::inRange<std::int64_t>(0, 50'000);
    bundles.twofold().commitment->charges[0].amount.cents = charge;
    bundles.family.memberships[1].commitment->amount.cents = membership;
    bundles.family.memberships[1].commitment->prorate_plan = "Yearly";
    const auto memberships = any_memberships();
    Desk desk = member_of(bundles, memberships);
    const auto leaving = std::ranges::count(memberships, "Double only");
    const auto told = every<PenaltyAdded>(desk.tell(about(desk, {"Leave"})));
    const std::int64_t promotion_part = charge * 833 * 6;
    const std::int64_t membership_part = membership * 833 * 6 * leaving;
    const std::int64_t exact =
        std::max<std::int64_t>(0, promotion_part) + std::max<std::int64_t>(0, membership_part);
    const std::int64_t total = (exact + 5'000) / 10'000;
    RC_ASSERT(told.size() == (total > 0 ? 1U : 0U));
    if (told.empty()) return;
    RC_ASSERT(told[0].penalty.promotion.value == promotion_part);
    RC_ASSERT(told[0].penalty.memberships.value == membership_part);
    RC_ASSERT(told[0].penalty.total.cents == total);
    RC_ASSERT(desk.state.document->lines.back().net_price.cents == total);
  }));
}

}  // namespace
}  // namespace proffer::domain
