// Who is a member of which promotion group, by everything it can be asked for.
#include "tests/projections/folded.hpp"

#include <gmock/gmock.h>

namespace proffer::projections {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Ids = std::vector<std::string>;

Membership membership(const std::string& account, int number, const std::string& asset,
                      const std::string& member) {
  Membership membership;
  membership.id.value = account + "-M" + std::to_string(number);
  membership.account.value = account;
  membership.group.value = account + "-G1";
  membership.definition.value = "Both";
  membership.associated.value = asset;
  membership.member.value = member;
  return membership;
}

class MembershipRows : public Folded {
 protected:
  void happens(const std::string& account, const Event& event) {
    append({{account_stream(account), event}});
  }
  // A-1 has two memberships, of which the first has moved to another bundle and the second has
  // ended; A-1-M1 is an account whose id looks like a membership's.
  void tell_all() {
    happens("A-1", PromotionGroupCreated{{{"A-1-G1"}, {"A-1"}, {"Family"}, "Family", {}, {}}});
    happens("A-1", MembershipAssociated{membership("A-1", 1, "DP", "double")});
    happens("A-1", MembershipAssociated{membership("A-1", 2, "DP", "double")});
    happens("A-1-M1", MembershipAssociated{membership("A-1-M1", 1, "DP", "double")});
    happens("A-1", MembershipTransferred{membership("A-1", 1, "TP", "triple"), {"DP"}, {"A-1-O1"}});
    Membership ended = membership("A-1", 2, "DP", "double");
    ended.status = MembershipStatus::inactive;
    happens("A-1", MembershipDisconnected{ended, Money{3000}, {"A-1-O1"}});
    fold();
  }
  MembershipQueries queries() const { return MembershipQueries{log_->tables()}; }
  Ids listed(const MembershipFilter& filter, const std::string& after = "",
             std::size_t limit = 100) const {
    const auto rows = queries().list(filter, after, limit);
    EXPECT_TRUE(rows) << rows.error().detail;
    Ids ids;
    for (const MembershipRow& row : *rows) ids.push_back(row.membership.id.value);
    return ids;
  }
};

TEST_F(MembershipRows, AreFoundByEverythingTheyCanBeAskedFor) {
  tell_all();
  EXPECT_THAT(listed({}), ElementsAre("A-1-M1", "A-1-M1-M1", "A-1-M2"));
  EXPECT_THAT(listed({.account = {"A-1"}}), ElementsAre("A-1-M1", "A-1-M2"));
  EXPECT_THAT(listed({.account = {"A-1-M1"}}), ElementsAre("A-1-M1-M1"));
  EXPECT_THAT(listed({.group = {"A-1-G1"}}), ElementsAre("A-1-M1", "A-1-M2"));
  EXPECT_THAT(listed({.group = {"A-1-G2"}}), IsEmpty());
  EXPECT_THAT(listed({.member = {"double"}}), ElementsAre("A-1-M1-M1", "A-1-M2"))
      << "the first is no member by it any more";
  EXPECT_THAT(listed({.member = {"triple"}}), ElementsAre("A-1-M1"));
  EXPECT_THAT(listed({.asset = {"DP"}}), ElementsAre("A-1-M1-M1", "A-1-M2"));
  EXPECT_THAT(listed({.asset = {"TP"}}), ElementsAre("A-1-M1"));
  EXPECT_THAT(listed({.member = {"double"}, .status = MembershipStatus::active}),
              ElementsAre("A-1-M1-M1"));
  EXPECT_THAT(listed({.account = {"A-1"}, .status = MembershipStatus::inactive}),
              ElementsAre("A-1-M2"));
}

TEST_F(MembershipRows, ComeInPagesWhereverTheyAreLookedUp) {
  tell_all();
  for (const MembershipFilter& filter :
       {MembershipFilter{}, {.member = {"double"}}, {.asset = {"DP"}}, {.account = {"A-1"}}}) {
    Ids paged;
    std::string after;
    for (Ids page = listed(filter, after, 1); !page.empty(); page = listed(filter, after, 1)) {
      paged.push_back(page.front());
      after = page.front();
    }
    EXPECT_EQ(paged, listed(filter));
  }
  EXPECT_THAT(listed({}, "", 0), IsEmpty());
}

TEST_F(MembershipRows, SayWhatMadeThemSoAndWhatItCost) {
  tell_all();
  const auto moved = queries().get({"A-1-M1"});
  ASSERT_TRUE(moved && *moved);
  EXPECT_EQ((*moved)->document.value, "A-1-O1");
  EXPECT_EQ((*moved)->membership.associated.value, "TP");
  EXPECT_EQ((*moved)->version, 4U);
  const auto ended = queries().get({"A-1-M2"});
  ASSERT_TRUE(ended && *ended);
  EXPECT_EQ((*ended)->penalty.cents, 3000);
  EXPECT_EQ((*ended)->membership.status, MembershipStatus::inactive);
  const auto none = queries().get({"A-1-M3"});
  ASSERT_TRUE(none);
  EXPECT_FALSE(*none);
  const auto groups = queries().groups({"A-1"}, "", 10);
  ASSERT_TRUE(groups);
  ASSERT_EQ(groups->size(), 1U);
  EXPECT_EQ(groups->front().name, "Family");
}

TEST_F(MembershipRows, AreTheSameFoldedOneByOneAndAgainFromTheBeginning) {
  tell_all();
  const auto once = rows();
  drop();
  fold(1);
  EXPECT_EQ(rows(), once);
}

}  // namespace
}  // namespace proffer::projections
