// What a document tells of promotions beside its lines, and what of that a caller can make up.
#include "actors/domain/account/apply/request.hpp"
#include "actors/domain/workflow/instance.hpp"
#include "tests/domain/bundles.hpp"

namespace proffer::domain {
namespace {

using scenarios::Table;
using scenarios::table_of;

struct Told {
  std::size_t applied = 0;
  std::size_t modified = 0;
  std::size_t upgraded = 0;
  std::size_t disconnected = 0;
  bool operator==(const Told&) const = default;
};
void PrintTo(const Told& told, std::ostream* out) {
  *out << told.applied << " applied, " << told.modified << " modified, " << told.upgraded
       << " upgraded, " << told.disconnected << " disconnected";
}
Told promotions_in(const std::vector<AccountEvent>& events) {
  return {every<PromotionApplied>(events).size(), every<PromotionModified>(events).size(),
          every<PromotionUpgraded>(events).size(), every<PromotionDisconnected>(events).size()};
}

TEST(PromotionEvents, EachPromotionIsToldOnceByWhatHappensToIt) {
  const Bundles bundles;
  Desk fresh(bundles.catalogue());
  const auto applied = fresh.tell(fresh.applying({"Medium Triple Play Bundle"}));
  EXPECT_EQ(promotions_in(applied), (Told{.applied = 1}));
  EXPECT_EQ(every<PromotionApplied>(applied)[0].promotion.value, "Medium Triple Play Bundle");
  EXPECT_EQ(every<PromotionApplied>(applied)[0].instance.value, "A-1-O1-P1");
  const auto edited = fresh.tell(fresh.applying({"Premium set-top box"}));
  EXPECT_EQ(promotions_in(edited), (Told{.modified = 1})) << "it was applied before";
  EXPECT_EQ(every<PromotionModified>(edited)[0].instance.value, "A-1-O1-P1");
  const auto below = fresh.tell(fresh.applying({"Online Security"}));
  EXPECT_EQ(promotions_in(below), Told{})
      << "a component's component is no matter of the promotion";

  Desk owner = member_of(bundles);
  EXPECT_EQ(promotions_in(owner.tell(about(owner, {"Leave"}))), (Told{.disconnected = 1}));
  Desk upgrading = member_of(bundles);
  EXPECT_EQ(promotions_in(upgrading.tell(
                about(upgrading, {"Medium Triple Play upgrade", "Premium set-top box"}))),
            (Told{.upgraded = 1}));
}

// The structure that was shown, as its caller changed it, saved.
std::vector<AccountEvent> placed(Desk& desk, const std::vector<std::string>& offers,
                                 void (*forge)(std::vector<Line>&)) {
  auto command = about(desk, offers, "DP", false);
  const auto shown = desk.shown(command);
  EXPECT_TRUE(shown.has_value());
  command = desk.applying({});
  command.structure = shown->lines;
  forge(*command.structure);
  return desk.tell(command);
}

Line& penalty_in(std::vector<Line>& lines) {
  return *std::ranges::find(lines, std::string("Early Termination"), &Line::product_name);
}

TEST(GivenStructure, OfAnUpgradeCannotSayWhatItCosts) {
  using Forge = void (*)(std::vector<Line>&);
  const std::vector<Forge> forgeries = {
      [](std::vector<Line>&) {},  // as it was shown
      [](std::vector<Line>& lines) {
        Line& penalty = penalty_in(lines);
        penalty.net_price = penalty.unit_price = {};
        penalty.penalty.promotion = penalty.penalty.memberships = {};
        penalty.penalty.total = {};
      },
      [](std::vector<Line>& lines) {
        std::erase_if(lines, [](const Line& l) { return l.product_name == "Early Termination"; });
      },
      [](std::vector<Line>& lines) { lines[1].upgrade.path.penalty = {}; },
      [](std::vector<Line>& lines) {
        for (Line& line : lines) line.membership.penalty = {};
      }};
  for (std::size_t i = 0; i < forgeries.size(); ++i) {
    Desk desk = member_of({}, {"Double only"});
    const auto events = placed(desk, {"Medium Triple Play upgrade"}, forgeries[i]);
    ASSERT_TRUE(desk.state.document) << i << testing::PrintToString(codes(events));
    const Line* penalty = line_of(*desk.state.document, "Early Termination");
    ASSERT_NE(penalty, nullptr) << i;
    EXPECT_EQ(penalty->net_price.cents, 7497 + 3000) << i;
    EXPECT_EQ(penalty->penalty.promotion.value, 74'970'000) << i;
    EXPECT_EQ(penalty->penalty.memberships.value, 30'000'000) << i;
  }
}

TEST(GivenStructure, CannotMoveAMembershipThatTheAccountLacks) {
  Desk desk = member_of({}, {"Both"});
  const auto events = placed(desk, {"Medium Triple Play upgrade"}, [](std::vector<Line>& lines) {
    for (Line& line : lines) {
      if (!line.membership.membership.value.empty()) line.membership.membership = {"B-1-M1"};
    }
  });
  EXPECT_EQ(codes(events), Table{"STRUCTURE_INVALID"});
  EXPECT_FALSE(desk.state.document);
}

TEST(GivenStructure, CannotKeepAMembershipThatHasToEnd) {
  Desk desk = member_of({}, {"Double only"});
  const auto events = placed(desk, {"Medium Triple Play upgrade"}, [](std::vector<Line>& lines) {
    for (Line& line : lines) {
      if (line.membership.membership.value.empty()) continue;
      line.action = LineAction::update;
      line.membership.to = lines[1].promotion.instance;
    }
  });
  EXPECT_EQ(codes(events), Table{"VALIDATION_FAILED"});
  EXPECT_FALSE(desk.state.document);
}

TEST(PromotionUpgrade, OfAPromotionThatACustomerHasOnceIsRefused) {
  Bundles bundles;
  bundles.triple().instances = PromotionInstances::one_per_customer;
  auto assets = taken_half_a_year_ago();
  assets.push_back(scenarios::in_promotion(asset("TP", "Medium Triple Play Bundle"),
                                           "Medium Triple Play Bundle", "P9", ""));
  Desk desk(bundles.catalogue(), assets);
  EXPECT_EQ(codes(desk.tell(about(desk, {"Medium Triple Play upgrade"}))),
            Table{"PROMOTION_LIMIT"});
  EXPECT_FALSE(desk.state.document);
}

// The customer says on the second click which bundle it is to be.
TEST(PromotionUpgrade, ChosenLaterItsMembershipsAreTheInstancesToTell) {
  Bundles bundles;
  OfferAction pick = action(ActionType::upgrade, ActionCode::upgrade, "Medium Double Play Bundle");
  pick.upgrade_product.value = "Medium Triple Play Bundle";
  pick.named_parameter = NamedParameter::upgrade_product;
  pick.user_input = true;
  pick.domain = {{"t", 1, "Medium Triple Play Bundle", {}, "Triple"}};
  bundles.offers.push_back(offer("Which bundle", {pick}));
  Desk desk = member_of(bundles, {"Both", "Double only"});
  const auto asked = desk.respond("Which bundle", "Accept", "sms");
  ASSERT_EQ(every<OfferResponseWaiting>(asked).size(), 1U) << testing::PrintToString(codes(asked));
  EXPECT_TRUE(every<MembershipHandlingCompleted>(asked).empty());
  const WorkflowStarted started = every<WorkflowStarted>(asked).at(0);
  Account::ResumeResponse resume{started.workflow, response_of(started)};
  resume.response.parameter = ParameterChoice{{}, "t", {}};
  const auto continued = every<WorkflowContinued>(desk.tell(resume));
  ASSERT_EQ(continued.size(), 1U) << testing::PrintToString(desk.refused);
  ASSERT_EQ(continued[0].handled.size(), 1U) << testing::PrintToString(continued[0].problems);
  const MembershipHandlingCompleted& handled = continued[0].handled[0];
  EXPECT_EQ(handled.workflow, started.workflow);
  EXPECT_EQ(handled.transferred, std::vector<MembershipId>{{"A-1-M1"}});
  EXPECT_EQ(handled.disconnected, std::vector<MembershipId>{{"A-1-M2"}});

  WorkflowInstance::State instance;
  for (const AccountEvent& event : asked) {
    std::visit(
        [&](const auto& e) {
          if constexpr (std::is_constructible_v<WorkflowEvent, decltype(e)>) {
            WorkflowInstance::evolve(instance, e);
          }
        },
        event);
  }
  WorkflowInstance::evolve(instance, NamedParameterChosen{started.workflow, {}, "t", {}, started});
  const auto recorded =
      WorkflowInstance::decide(instance, WorkflowInstance::Continue{continued[0]}, desk.context);
  ASSERT_TRUE(recorded);
  ASSERT_EQ(recorded->size(), 3U);
  EXPECT_EQ(std::get<MembershipHandlingCompleted>((*recorded)[1]), handled);
}

}  // namespace
}  // namespace proffer::domain
