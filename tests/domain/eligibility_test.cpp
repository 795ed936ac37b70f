// Who may have an offer or a product, by the rules that stand on them.
#include "actors/domain/recommendation/eligibility.hpp"

#include "tests/domain/shop.hpp"

namespace proffer::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

EligibilityRule rule_for(std::string id, EligibilityType type) {
  EligibilityRule rule;
  rule.id.value = std::move(id);
  rule.type = type;
  return rule;
}
EligibilityRule in_state(EligibilityType type, std::string state) {
  EligibilityRule rule = rule_for("state " + state, type);
  rule.state = std::move(state);
  return rule;
}

CompatibilityRule compatibility(CompatibilityType type, RuleSide subject, RuleSide object) {
  CompatibilityRule rule;
  rule.id.value = "rule on " + object.id;
  rule.type = type;
  rule.subject = std::move(subject);
  rule.object = std::move(object);
  return rule;
}
RuleSide product_side(std::string id) { return {SideKind::product, std::move(id)}; }
const RuleSide this_offer = {SideKind::offer, "Unlimited Text offer"};

// An offer under these rules, asked about for one customer.
class Eligibilities : public testing::Test {
 protected:
  Eligibilities() {
    offer_.rules.check_eligibility = true;
    profile_.type = "Residential";
    profile_.address = {"Albany", "NY", "12201", "US"};
  }

  Eligibility checked(const DocumentChanges& changes = {}) {
    const Catalogue catalogue = catalogue_of(products_, {offer_});
    const ProjectedAssets assets(assets_, changes, catalogue);
    return check_offer(offer_, Applicant(account_, profile_), assets, noon);
  }
  Eligibility checked_product(const Product& product, const DocumentChanges& changes,
                              Counted counted) {
    const Catalogue catalogue = catalogue_of(products_, {});
    const ProjectedAssets assets(assets_, changes, catalogue);
    return check_product(product, Applicant(account_, profile_), assets, counted, noon, catalogue);
  }
  bool eligible() { return checked().eligible(); }

  const AccountId account_{"A-1"};
  AccountProfile profile_;
  ProductOffer offer_ = offer("Unlimited Text offer", {});
  std::vector<Product> products_ = {simple("Phone"), simple("Tablet"), simple("Case")};
  std::vector<Asset> assets_;
};

TEST_F(Eligibilities, AnOfferThatIsNotCheckedIsForEverybodyWhateverItsRules) {
  offer_.rules.check_eligibility = false;
  offer_.rules.inclusive_eligibility = true;
  offer_.rules.eligibility = {in_state(EligibilityType::unavailable, "NY")};
  EXPECT_TRUE(eligible());
}

TEST_F(Eligibilities, AnExclusiveOfferIsForAllWhomNoUnavailableRuleNames) {
  EXPECT_TRUE(eligible());
  offer_.rules.eligibility = {in_state(EligibilityType::available, "CA")};
  EXPECT_TRUE(eligible()) << "Available rules let nobody in or out";
  offer_.rules.eligibility = {in_state(EligibilityType::unavailable, "ny")};
  EXPECT_THAT(checked().refusals,
              ElementsAre(Refusal{{"state ny"}, "It is not available to state 'ny'."}));
}

TEST_F(Eligibilities, Acceptance5_6_T23_AnInclusiveOfferIsShownInItsTwoStatesAndNowhereElse) {
  offer_.rules.inclusive_eligibility = true;
  offer_.rules.eligibility = {in_state(EligibilityType::available, "NY"),
                              in_state(EligibilityType::available, "NJ")};
  for (const auto& [state, shown] : {std::pair{"NY", true}, {"NJ", true}, {"CA", false}}) {
    profile_.address.state = state;
    EXPECT_EQ(eligible(), shown) << state;
  }
}

TEST_F(Eligibilities, UnavailableWinsOverAvailable) {
  offer_.rules.inclusive_eligibility = true;
  offer_.rules.eligibility = {in_state(EligibilityType::available, "NY"),
                              rule_for("all", EligibilityType::unavailable)};
  EXPECT_THAT(checked().text(), "It is not available to anybody.");
}

TEST_F(Eligibilities, AllCriteriaOfARuleMustMatchAndBlankOnesMatchAnybody) {
  EligibilityRule rule = in_state(EligibilityType::unavailable, "NY");
  rule.account_type = "Business";
  offer_.rules.eligibility = {rule};
  EXPECT_TRUE(eligible());
  rule.account_type = " residential ";
  offer_.rules.eligibility = {rule};
  EXPECT_FALSE(eligible());
  rule.account.value = "a-1";  // ids are compared exactly
  offer_.rules.eligibility = {rule};
  EXPECT_TRUE(eligible());
}

TEST_F(Eligibilities, ARuleCountsWithinItsDatesOnly) {
  EligibilityRule rule = in_state(EligibilityType::unavailable, "NY");
  rule.effective_to = noon;
  offer_.rules.eligibility = {rule};
  EXPECT_TRUE(eligible()) << "its end is not in it";
  rule.effective_from = noon;
  rule.effective_to.reset();
  offer_.rules.eligibility = {rule};
  EXPECT_FALSE(eligible()) << "its start is";
}

TEST_F(Eligibilities, WhereNoCustomerIsKnownARuleAboutAccountsDoesNotMatch) {
  offer_.rules.inclusive_eligibility = true;
  EligibilityRule rule = in_state(EligibilityType::available, "NY");
  offer_.rules.eligibility = {rule};
  const Catalogue catalogue = catalogue_of(products_, {});
  const ProjectedAssets nothing({}, {}, catalogue);
  const Applicant somewhere(profile_.address);
  EXPECT_TRUE(check_offer(offer_, somewhere, nothing, noon).eligible());
  offer_.rules.eligibility.front().account_type = "Residential";
  EXPECT_FALSE(check_offer(offer_, somewhere, nothing, noon).eligible());
}

TEST_F(Eligibilities, EveryRequirementMustBeThere) {
  offer_.rules.compatibility = {
      compatibility(CompatibilityType::requires_, this_offer, product_side("Phone")),
      compatibility(CompatibilityType::requires_, this_offer, product_side("Case"))};
  assets_ = {asset("1", "Phone")};
  EXPECT_THAT(checked().text(),
              "It requires the product 'Case', which the customer does not have.");
  assets_.push_back(asset("2", "Case"));
  EXPECT_TRUE(eligible());
}

TEST_F(Eligibilities, ARequirementWithTheOfferAsObjectNeverBlocksIt) {
  offer_.rules.compatibility = {
      compatibility(CompatibilityType::requires_, product_side("Phone"), this_offer)};
  EXPECT_TRUE(eligible());
}

TEST_F(Eligibilities, ExclusionIsMutual) {
  for (const bool as_subject : {true, false}) {
    offer_.rules.compatibility = {
        as_subject ? compatibility(CompatibilityType::excludes, this_offer, product_side("Phone"))
                   : compatibility(CompatibilityType::excludes, product_side("Phone"), this_offer)};
    assets_ = {asset("1", "Tablet")};
    EXPECT_TRUE(eligible());
    assets_ = {asset("1", "Phone")};
    EXPECT_FALSE(eligible());
  }
}

TEST_F(Eligibilities, WhatTheCustomerHasExcludesTheOfferByItsOwnRules) {
  products_[0].rules.check_eligibility = true;
  products_[0].rules.compatibility = {
      compatibility(CompatibilityType::excludes, product_side("Phone"), this_offer)};
  products_[0].rules.compatibility.front().explanation = "Phones have their own plans.";
  EXPECT_TRUE(eligible());
  assets_ = {asset("1", "Phone")};
  EXPECT_THAT(checked().text(), "Phones have their own plans.");
  products_[0].rules.check_eligibility = false;
  EXPECT_TRUE(eligible());
}

TEST_F(Eligibilities, AProductLineIsTheProductsPrimaryOne) {
  products_[0].product_lines = {{"Mobile"}, {"Gifts"}};
  assets_ = {asset("1", "Phone")};
  const auto requires_line = [&](std::string line) {
    offer_.rules.compatibility = {compatibility(CompatibilityType::requires_, this_offer,
                                                {SideKind::product_line, std::move(line)})};
    return eligible();
  };
  EXPECT_TRUE(requires_line("Mobile"));
  EXPECT_FALSE(requires_line("Gifts"));
}

TEST_F(Eligibilities, AClassIsComparedAsNamesAre) {
  products_[0].product_class = "Devices";
  assets_ = {asset("1", "Phone")};
  offer_.rules.compatibility = {compatibility(CompatibilityType::excludes, this_offer,
                                              {SideKind::product_class, " devices"})};
  EXPECT_FALSE(eligible());
}

TEST_F(Eligibilities, OpenDocumentsCountAsIfTheyWereDone) {
  offer_.rules.compatibility = {
      compatibility(CompatibilityType::requires_, this_offer, product_side("Phone"))};
  Line line;
  line.product.value = "Phone";
  line.action = LineAction::add;
  DocumentChanges added;
  added.add(std::span(&line, 1));
  EXPECT_TRUE(checked(added).eligible());

  assets_ = {asset("1", "Tablet"), asset("2", "Case", "1"), asset("3", "Phone", "2")};
  line.action = LineAction::delete_;
  line.asset.value = "1";
  DocumentChanges deleted;
  deleted.add(std::span(&line, 1));
  EXPECT_TRUE(eligible());
  EXPECT_FALSE(checked(deleted).eligible()) << "components go with what they are in";
}

TEST_F(Eligibilities, WhatIsNotActiveIsNotThere) {
  offer_.rules.compatibility = {
      compatibility(CompatibilityType::excludes, this_offer, product_side("Phone"))};
  assets_ = {asset("1", "Phone")};
  assets_[0].status = AssetStatus::inactive;
  EXPECT_TRUE(eligible());
}

TEST_F(Eligibilities, AProductDoesNotExcludeItselfButASecondOneOfItsKind) {
  Product& phone = products_[0];
  phone.rules.check_eligibility = true;
  phone.product_class = products_[1].product_class = "Devices";
  phone.rules.compatibility = {compatibility(CompatibilityType::excludes, product_side("Phone"),
                                             {SideKind::product_class, "Devices"})};
  DocumentChanges changes;
  changes.added = {&phone.id};
  EXPECT_THAT(checked_product(phone, changes, Counted::yes).refusals, IsEmpty());
  changes.added.push_back(&products_[1].id);
  EXPECT_FALSE(checked_product(phone, changes, Counted::yes).eligible());
  EXPECT_TRUE(checked_product(phone, {}, Counted::no).eligible());
}

TEST_F(Eligibilities, AProductIsUnderTheRulesOfItsPrimaryLineAsWell) {
  ProductLine line;
  line.id.value = "Mobile";
  line.rules.check_eligibility = true;
  line.rules.eligibility = {in_state(EligibilityType::unavailable, "NY")};
  Product phone = products_[0];
  const auto eligible_in = [&](std::vector<ProductLineId> lines) {
    phone.product_lines = std::move(lines);
    const std::vector<Event> events = {ProductLineDefined{line}, ProductDefined{phone}};
    const Catalogue catalogue = Catalogue{}.with(events, 2);
    const ProjectedAssets assets({}, {}, catalogue);
    return check_product(phone, Applicant(account_, profile_), assets, Counted::no, noon, catalogue)
        .eligible();
  };
  EXPECT_FALSE(eligible_in({{"Mobile"}}));
  EXPECT_TRUE(eligible_in({{"Gifts"}, {"Mobile"}}));
}

}  // namespace
}  // namespace proffer::domain
