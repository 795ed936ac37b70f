// Promotions while a response is carried out: applied, matched, joined and edited.
#include "tests/domain/desk.hpp"
#include "tests/domain/scenarios.hpp"

#include <utility>

namespace proffer::domain::promotions {
namespace {

using enum ActionType;
using scenarios::in_promotion;
using scenarios::promotion;
using scenarios::slot;
using scenarios::Table;

Table lines(const Customer& customer) {
  return customer.state().document ? scenarios::table_of(customer.state().document->lines)
                                   : Table{};
}

// A phone with a SIM, two handsets in a slot of one, and accessories.
std::vector<Product> phone_products() {
  Product phone = customizable("Phone", {domain::slot("SIM", 1, 1, {"SIM"})});
  phone.relationships[0].default_product.value = "SIM";
  phone.relationships[0].default_quantity = 1;
  return {simple("SIM"),     simple("Old Handset", 1500), simple("New Handset", 2500),
          simple("Case", 0), simple("Charger", 0),        phone};
}

PromotionSlot handset_slot() {
  PromotionSlot handset = slot("Old Handset", 1, 1, 1);
  handset.rule.value = "Handset";
  handset.product = {};
  handset.domain = {{"Old Handset"}, {"New Handset"}};
  handset.default_product.value = "Old Handset";
  handset.price_override = Money{900};
  return handset;
}

Promotion mobile() {
  return promotion("Mobile", 3000, {slot("Phone", 1, 1, 1), handset_slot(), slot("Case", 0, 2, 0)});
}

OfferAction add(const std::string& base, const std::string& component = {}) {
  return action(component.empty() ? new_ : modify, ActionCode::add, base, component);
}
OfferAction into(const std::string& product, const std::string& name) {
  return field_of(action(modify, ActionCode::update, product), "Prod Prom Name", name);
}

std::vector<ProductOffer> phone_offers() {
  return {offer("Take", {add("Mobile")}),
          offer("Once", {once(add("Mobile"))}),
          offer("Phone", {add("Phone")}),
          offer("Case", {add("Mobile", "Case")}),
          offer("Loose case", {add("Case")}),
          offer("One case", {once(add("Mobile", "Case"))}),
          offer("Charger", {add("Mobile", "Charger")}),
          offer("No case", {action(modify, ActionCode::delete_, "Mobile", "Case")}),
          offer("No handset", {action(modify, ActionCode::delete_, "Mobile", "Old Handset")}),
          offer("Same handset", {action(modify, ActionCode::delete_, "Mobile", "Old Handset"),
                                 add("Mobile", "New Handset")}),
          offer("New handset", {action(modify, ActionCode::replace, "Mobile", "New Handset")}),
          offer("Cheaper",
                {field_of(action(modify, ActionCode::update, "Mobile"), "Discount Amount", "10")}),
          offer("Cheaper handset",
                {field_of(action(modify, ActionCode::update, "Mobile", "Old Handset"),
                          "Discount Amount", "1")}),
          offer("Join", {into("Phone", "mobile")}),
          offer("Join nothing", {into("Phone", "Nothing")}),
          offer("Join case", {into("Charger", "Mobile")}),
          offer("Case for a new one", {action(new_, ActionCode::add, "Mobile", "Case")}),
          offer("Leave", {action(modify, ActionCode::delete_, "Mobile")})};
}

Catalogue phone_shop(Promotion with = mobile()) {
  return catalogue_of(phone_products(), phone_offers(), {std::move(with)});
}

std::vector<Asset> owner() {
  return {in_promotion(asset("M", "Mobile"), "Mobile", "P7", ""),
          in_promotion(asset("PH", "Phone"), "Mobile", "P7", "Phone"), asset("S", "SIM", "PH"),
          in_promotion(asset("H", "Old Handset"), "Mobile", "P7", "Handset"),
          in_promotion(asset("C", "Case"), "Mobile", "P7", "Case")};
}

Customer customer_of(std::vector<Asset> assets = {}, Promotion with = mobile()) {
  return Customer(phone_shop(std::move(with)), "Residential", std::move(assets));
}

const Table taken = {"1.0 | Mobile |  | Add", "2.0 | Phone | Mobile | Add", "2.1 | SIM |  | Add",
                     "3.0 | Old Handset | Mobile | Add"};

TEST(Promotion, AppliedItFillsItsSlotsInSequenceWithTheirProductsDefaults) {
  Customer customer = customer_of();
  logged(customer.answers("Take"));
  EXPECT_EQ(lines(customer), taken);
  EXPECT_EQ(customer.line("1.0").net_price.cents, 3000) << "the promotion's own price";
  EXPECT_EQ(customer.line("3.0").unit_price.cents, 900) << "the slot's price";
}

TEST(Promotion, AppliedItTakesInWhatTheDocumentHasAlready) {
  Customer customer = customer_of();
  logged(customer.answers("Phone"));
  logged(customer.answers("Take"));
  EXPECT_EQ(lines(customer), (Table{"1.0 | Phone | Mobile | Add", "1.1 | SIM |  | Add",
                                    "2.0 | Mobile |  | Add", "3.0 | Old Handset | Mobile | Add"}))
      << "a saved line keeps its number";
}

TEST(Promotion, AppliedInTheSameResponseItStandsBeforeWhatItTakesIn) {
  const auto offers = std::vector{offer("Both", {add("Phone"), add("Mobile")})};
  Customer customer(catalogue_of(phone_products(), offers, {mobile()}));
  logged(customer.answers("Both"));
  EXPECT_EQ(lines(customer), taken);
}

TEST(Promotion, EveryApplicationIsAnInstanceOfItsOwn) {
  Customer customer = customer_of();
  logged(customer.answers("Take"));
  logged(customer.answers("Take"));
  EXPECT_EQ(customer.line("1.0").promotion.instance.value, "A-1-O1-P1");
  EXPECT_EQ(customer.line("4.0").promotion.instance.value, "A-1-O1-P2");
  EXPECT_EQ(customer.line("5.0").promotion.instance.value, "A-1-O1-P2");
  EXPECT_EQ(reasons(logged(customer.answers("Once"))), Table{"AlreadyOwned"});
}

TEST(Promotion, OnePerOrderIsNotAppliedTwiceToOne) {
  Promotion once = mobile();
  once.instances = PromotionInstances::one_per_order;
  Customer customer = customer_of(owner(), once);
  logged(customer.answers("Take"));
  EXPECT_EQ(failed(customer.answers("Take")).problems[0].code, "PROMOTION_LIMIT");
}

TEST(Promotion, OnePerCustomerIsNotSoldToItsOwner) {
  Promotion once = mobile();
  once.instances = PromotionInstances::one_per_customer;
  Customer owning = customer_of(owner(), once);
  EXPECT_EQ(failed(owning.answers("Take")).problems[0].code, "PROMOTION_LIMIT");
  auto suspended = owner();
  suspended[0].status = AssetStatus::suspended;
  Customer pausing = customer_of(suspended, once);
  EXPECT_EQ(failed(pausing.answers("Take")).problems[0].code, "PROMOTION_LIMIT");
  Customer fresh = customer_of({}, once);
  logged(fresh.answers("Take"));
  EXPECT_EQ(failed(fresh.answers("Take")).problems[0].code, "PROMOTION_LIMIT");
}

TEST(Promotion, OnePerCustomerCountsAnOrderThatWasSentOff) {
  Promotion once = mobile();
  once.instances = PromotionInstances::one_per_customer;
  Desk desk(phone_shop(once));
  logged(desk.respond("Take", "Accept", "web"));
  desk.tell(Account::SubmitOrder{desk.state.id, {"A-1-O1"}});
  const auto events = desk.respond("Take", "Accept", "web");
  const auto* failure = std::get_if<OfferApplicationFailed>(&events.back());
  ASSERT_NE(failure, nullptr);
  EXPECT_EQ(failure->problems.front().code, "PROMOTION_LIMIT");
}

TEST(Promotion, ThatCannotBeHadNowIsNotApplied) {
  Promotion off = mobile();
  off.active = false;
  Promotion early = mobile();
  early.effective_from = Instant{noon.ms + 1};
  for (const Promotion& promotion : {off, early}) {
    Customer customer = customer_of({}, promotion);
    EXPECT_EQ(failed(customer.answers("Take")).problems[0].code, "PROMOTION_UNAVAILABLE");
  }
  Promotion elsewhere = mobile();
  elsewhere.rules.check_eligibility = true;
  EligibilityRule rule;
  rule.type = EligibilityType::unavailable;
  rule.account_type = "Residential";
  elsewhere.rules.eligibility = {rule};
  Customer customer = customer_of({}, elsewhere);
  EXPECT_EQ(failed(customer.answers("Take")).problems[0].code, "PROMOTION_NOT_ELIGIBLE");
}

TEST(Automatch, ALaterRootFillsAFreeSlotOfThePromotion) {
  Customer customer = customer_of();
  for (const char* name : {"Take", "Loose case", "Loose case", "Loose case"}) {
    logged(customer.answers(name));
  }
  Table expected = taken;
  expected.insert(expected.end(), {"4.0 | Case | Mobile | Add", "5.0 | Case | Mobile | Add",
                                   "6.0 | Case |  | Add"});
  EXPECT_EQ(lines(customer), expected) << "the slot takes two";
}

TEST(Automatch, CanBeSwitchedOff) {
  Customer customer = customer_of();
  const std::vector<Event> off{SystemPreferenceSet{"promotionAutomatch", "N"}};
  customer.change(phone_shop().with(off, 1));
  logged(customer.answers("Take"));
  logged(customer.answers("Loose case"));
  EXPECT_EQ(lines(customer).back(), "4.0 | Case |  | Add");
}

TEST(PromotionEdit, AComponentIsAddedToTheOwnedPromotionWhichIsListedAlone) {
  Customer customer = customer_of(owner());
  logged(customer.answers("Case"));
  EXPECT_EQ(lines(customer), (Table{"1.0 | Mobile |  | -", "2.0 | Case | Mobile | Add"}));
  EXPECT_EQ(customer.line("2.0").promotion.instance.value, "P7");
  EXPECT_EQ(customer.line("2.0").because.rule, "component added to its promotion");
}

TEST(PromotionEdit, TheSlotTakesNoMoreThanItsMaximumAndNothingElse) {
  Customer customer = customer_of(owner());
  EXPECT_EQ(reasons(logged(customer.answers("One case"))), Table{"AlreadyOwned"});
  logged(customer.answers("Case"));
  EXPECT_EQ(failed(customer.answers("Case")).problems[0].code, "PROM_MAX")
      << "one is owned, one is added";
  EXPECT_EQ(failed(customer.answers("Charger")).problems[0].code, "PROM_COMPONENT_NOT_COVERED");
}

TEST(PromotionEdit, DeletingStopsAtTheMinimum) {
  Customer customer = customer_of(owner());
  EXPECT_EQ(failed(customer.answers("No handset")).problems[0].code, "PROM_MIN");
  logged(customer.answers("No case"));
  EXPECT_EQ(lines(customer), (Table{"1.0 | Mobile |  | -", "2.0 | Case | Mobile | Delete"}));
  EXPECT_EQ(reasons(logged(customer.answers("No case"))), Table{"NotOwned"});
}

TEST(PromotionEdit, WhatThisDocumentAddedDisappearsWhenItIsDeleted) {
  Customer customer = customer_of();
  logged(customer.answers("Take"));
  logged(customer.answers("Case"));
  logged(customer.answers("No case"));
  EXPECT_EQ(lines(customer), taken);
}

TEST(PromotionEdit, DeletedAndAddedInOneResponseTheSlotStaysFilled) {
  Customer customer = customer_of(owner());
  logged(customer.answers("Same handset"));
  EXPECT_EQ(lines(customer), (Table{"1.0 | Mobile |  | -", "2.0 | Old Handset | Mobile | Delete",
                                    "3.0 | New Handset | Mobile | Add"}));
}

TEST(Acceptance5_6, T26ReplacingOnAPromotionSwapsTheHandsetInItsSlot) {
  Customer customer = customer_of(owner());
  logged(customer.answers("New handset"));
  EXPECT_EQ(lines(customer), (Table{"1.0 | Mobile |  | -", "2.0 | Old Handset | Mobile | Delete",
                                    "3.0 | New Handset | Mobile | Add"}));
  EXPECT_EQ(customer.line("3.0").promotion.rule.value, "Handset");
  EXPECT_EQ(customer.line("3.0").net_price.cents, 900);
}

TEST(PromotionEdit, ATreeIsListedWholeWhereItIsDeleted) {
  Promotion optional = mobile();
  optional.slots[0].min = 0;
  const auto offers =
      std::vector{offer("No phone", {action(modify, ActionCode::delete_, "Mobile", "Phone")})};
  Customer customer(catalogue_of(phone_products(), offers, {optional}), "Residential", owner());
  logged(customer.answers("No phone"));
  EXPECT_EQ(lines(customer), (Table{"1.0 | Mobile |  | -", "2.0 | Phone | Mobile | Delete",
                                    "2.1 | SIM |  | Delete"}));
}

TEST(PromotionEdit, FieldsAreSetOnThePromotionsLineOrOnItsComponents) {
  Customer customer = customer_of(owner());
  logged(customer.answers("Cheaper"));
  EXPECT_EQ(lines(customer), Table{"1.0 | Mobile |  | Update"});
  EXPECT_EQ(customer.line("1.0").net_price.cents, 2000);
  logged(customer.answers("Cheaper handset"));
  EXPECT_EQ(lines(customer),
            (Table{"1.0 | Mobile |  | Update", "2.0 | Old Handset | Mobile | Update"}));
  EXPECT_EQ(customer.line("2.0").net_price.cents, 800);
}

TEST(PromotionEdit, ANewPromotionIsAppliedForItsComponent) {
  Customer customer = customer_of(owner());
  logged(customer.answers("Case for a new one"));
  Table expected = taken;
  expected.push_back("4.0 | Case | Mobile | Add");
  EXPECT_EQ(lines(customer), expected);
  EXPECT_EQ(customer.line("4.0").promotion.instance.value, "A-1-O1-P1");
}

TEST(PromotionEdit, NeedsTheInstanceOfWhatIsOwned) {
  auto assets = owner();
  assets[0].promotion = {};
  Customer customer = customer_of(assets);
  EXPECT_EQ(failed(customer.answers("Case")).problems[0].code, "PROM_INSTANCE_UNKNOWN");
}

TEST(PromotionName, PutsTheOwnedProductIntoAPromotionAndListsRootsOnly) {
  Customer customer = customer_of({asset("PH", "Phone"), asset("S", "SIM", "PH")});
  logged(customer.answers("Join"));
  EXPECT_EQ(lines(customer), (Table{"1.0 | Mobile |  | Add", "2.0 | Phone | Mobile | Update",
                                    "3.0 | Old Handset | Mobile | Add"}));
  EXPECT_FALSE(customer.line("2.0").prior_promotion) << "it was in none";
  EXPECT_EQ(customer.line("2.0").because.rule, "put into a promotion");
  EXPECT_EQ(reasons(logged(customer.answers("Join"))), Table{"Unchanged"});
}

TEST(PromotionName, OfARootInAnotherPromotionKeepsWhatItWasIn) {
  Promotion other = promotion("Other", 0, {slot("Phone", 0, 1, 0)});
  Customer customer(
      catalogue_of(phone_products(), phone_offers(), {mobile(), other}), "Residential",
      {in_promotion(asset("O", "Other"), "Other", "P3", ""),
       in_promotion(asset("PH", "Phone"), "Other", "P3", "Phone"), asset("S", "SIM", "PH")});
  logged(customer.answers("Join"));
  ASSERT_TRUE(customer.line("2.0").prior_promotion);
  EXPECT_EQ(customer.line("2.0").prior_promotion->instance.value, "P3");
}

TEST(PromotionName, MustNameAPromotionThatCoversTheProduct) {
  Customer customer =
      customer_of({asset("PH", "Phone"), asset("S", "SIM", "PH"), asset("CH", "Charger")});
  EXPECT_EQ(failed(customer.answers("Join nothing")).problems[0].code, "PROM_NAME_UNKNOWN");
  EXPECT_EQ(failed(customer.answers("Join case")).problems[0].code, "PROM_COMPONENT_NOT_COVERED");
}

TEST(Promotion, DescendantsAreListedOnceTheirRootIsConfigured) {
  auto offers = phone_offers();
  offers.push_back(offer("New SIM", {action(modify, ActionCode::replace, "Phone", "SIM")}));
  Customer customer(catalogue_of(phone_products(), offers, {mobile()}), "Residential",
                    {asset("PH", "Phone"), asset("S", "SIM", "PH")});
  logged(customer.answers("Join"));
  logged(customer.answers("New SIM", "Accept", "PH"));
  EXPECT_EQ(lines(customer), (Table{"1.0 | Mobile |  | Add", "2.0 | Phone | Mobile | Update",
                                    "2.1 | SIM |  | Delete", "2.2 | SIM |  | Add",
                                    "3.0 | Old Handset | Mobile | Add"}));
}

TEST(Promotion, AsTheGivenAssetStandsForItsComponentRoots) {
  auto assets = owner();
  assets.push_back(asset("PH2", "Phone"));
  assets.push_back(asset("S2", "SIM", "PH2"));
  auto offers = std::vector{
      offer("Number", {field_of(action(modify, ActionCode::update, "Phone"), "Service Id", "5")})};
  Customer customer(catalogue_of(phone_products(), offers, {mobile()}), "Residential", assets);
  EXPECT_EQ(failed(customer.answers("Number")).problems[0].code, "AMBIGUOUS_ASSET");
  logged(customer.answers("Number", "Accept", "M"));
  EXPECT_EQ(customer.line("1.0").asset.value, "PH");
}

TEST(PromotionRules, DeletingAComponentByItsOwnNameBreaksThePromotion) {
  auto offers = std::vector{offer("Bye", {action(modify, ActionCode::delete_, "Old Handset")})};
  Customer customer(catalogue_of(phone_products(), offers, {mobile()}), "Residential", owner());
  const auto failure = failed(customer.answers("Bye"));
  ASSERT_EQ(codes_of(failure.problems), Table{"VALIDATION_FAILED"});
  EXPECT_EQ(failure.problems[0].text, "'Handset' of promotion 'Mobile' needs at least 1, has 0.");
}

TEST(PromotionRules, WhatIsAddedMustBeAllowedToTheCustomer) {
  auto products = phone_products();
  EligibilityRule rule;
  rule.type = EligibilityType::unavailable;
  rule.account_type = "Residential";
  products[3].rules.check_eligibility = true;
  products[3].rules.eligibility = {rule};
  Customer customer(catalogue_of(products, phone_offers(), {mobile()}));
  const Problem refused = failed(customer.answers("Loose case")).problems[0];
  EXPECT_EQ(refused.code, "VALIDATION_FAILED");
  EXPECT_EQ(refused.text,
            "'Case' cannot be added. It is not available to account type 'Residential'.");
}

}  // namespace
}  // namespace proffer::domain::promotions
