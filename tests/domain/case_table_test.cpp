// What becomes of memberships when their promotion is upgraded: every row of the case table.
#include "tests/domain/bundles.hpp"

namespace proffer::domain::case_table {
namespace {

using Texts = std::vector<std::string>;

struct Row {
  std::string_view name;
  std::string enabled;
  Texts memberships;
  Texts lines;  // of memberships
  std::int64_t penalty = 0;
  Texts decisions;
};

const std::string prefix =
    "ISS Promotion Group Membership Handling Sub Process - In Memory Upgrade: ";

const Row rows[] = {
    {"Off", "N", {"Both", "Double only"}, {}, 0, {"PG Enabled? -> N"}},
    {"NoMemberships",
     "Y",
     {},
     {},
     0,
     {"PG Enabled? -> Y", "Memberships to disconnect? -> N",
      "Memberships to transfer? -> None at all"}},
    {"AllTransferable",
     "Y",
     {"Both", "Both"},
     {"A-1-M1 Update", "A-1-M2 Update"},
     0,
     {"PG Enabled? -> Y", "Memberships to disconnect? -> N", "Memberships to transfer? -> Y"}},
    {"NoneTransferable",
     "Y",
     {"Double only", "Double only"},
     {"A-1-M1 Delete", "A-1-M2 Delete"},
     60'000'000,
     {"PG Enabled? -> Y", "Memberships to disconnect? -> Y", "Memberships to transfer? -> N"}},
    {"Mixed",
     "",
     {"Both", "Double only"},
     {"A-1-M1 Update", "A-1-M2 Delete"},
     30'000'000,
     {"PG Enabled? -> Y", "Memberships to disconnect? -> Y", "Memberships to transfer? -> Y"}}};

class MembershipHandling : public testing::TestWithParam<Row> {};

TEST_P(MembershipHandling, EveryRowOfItsCaseTable) {
  const Row& row = GetParam();
  Bundles bundles;
  bundles.groups_enabled = row.enabled;
  Desk desk = member_of(bundles, row.memberships);
  const auto events = desk.tell(about(desk, {"Medium Triple Play upgrade"}));
  ASSERT_TRUE(desk.state.document) << testing::PrintToString(codes(events));
  Texts lines;
  for (const Line& line : desk.state.document->lines) {
    if (line.membership.membership.value.empty()) continue;
    const bool ends = line.action == LineAction::delete_;
    EXPECT_EQ(line.membership.to.value, ends ? "" : "A-1-O1-P1");
    EXPECT_EQ(line.membership.from.value, "DP");
    EXPECT_EQ(line.promotion, PromotionStamp{});
    lines.push_back(line.membership.membership.value + (ends ? " Delete" : " Update"));
  }
  EXPECT_EQ(lines, row.lines);
  const auto handled = every<MembershipHandlingCompleted>(events);
  ASSERT_EQ(handled.size(), 1U);
  EXPECT_EQ(handled[0].penalty.value, row.penalty);
  EXPECT_EQ(handled[0].transferred.size() + handled[0].disconnected.size(), row.lines.size());
  EXPECT_EQ(walked(events), Walked::to_the_end);
  Texts decisions;
  for (const std::string& step : told(events)) {
    if (step.starts_with(prefix) && step.find(" -> ") != std::string::npos) {
      decisions.push_back(step.substr(prefix.size()));
    }
  }
  EXPECT_EQ(decisions, row.decisions);
}

INSTANTIATE_TEST_SUITE_P(CaseTable, MembershipHandling, testing::ValuesIn(rows),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(MembershipHandling, TakesAllElevenStepsWhenSomeGoAndSomeStay) {
  Bundles bundles;
  Desk desk = member_of(bundles, {"Both", "Double only"});
  const auto events = desk.tell(about(desk, {"Medium Triple Play upgrade"}));
  Texts steps;
  for (const std::string& step : told(events)) {
    if (step.starts_with(prefix)) steps.push_back(step.substr(prefix.size()));
  }
  EXPECT_EQ(steps,
            (Texts{"Start", "Get System Pref", "PG Enabled? -> Y", "Get Associated Membership",
                   "Get Transferable Memberships", "Memberships to disconnect? -> Y",
                   "Calculate Membership Disconnect Penalties", "Memberships to transfer? -> Y",
                   "Transfer Memberships", "Update Action code for Membership", "End"}));
}

}  // namespace
}  // namespace proffer::domain::case_table
