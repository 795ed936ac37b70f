// The matrix of action types and codes, and the rules for an offer's definition: one sentence a
// row, one a code.
#include "actors/domain/product_offer/action_matrix.hpp"

#include "actors/domain/product_offer/offer_rules.hpp"
#include "actors/domain/product_offer/product_offer.hpp"
#include "actors/domain/product_offer/validate_catalogue.hpp"
#include "tests/domain/shop.hpp"

namespace proffer::domain {
namespace {

using enum ActionType;
using Codes = std::vector<std::string>;

Codes problems(const ProductOffer& given) {
  return codes_of(problems_of(catalogue_of(shop_products(), {}), completed(given)));
}
Codes problems(std::vector<OfferAction> actions) {
  return problems(offer("Offer", std::move(actions)));
}

OfferAction movie(ActionCode code) {
  return action(modify, code, "TV Service", "Premium Movie Package");
}
OfferAction ten_percent(OfferAction update) {
  return field_of(std::move(update), "Discount Percent", "10");
}

// Fields beyond what the row takes, each with the problem it makes.
struct RowCase {
  const char* name;
  OfferAction legal;
  bool component_required;
  bool pair_taken;
};
std::vector<RowCase> supported_rows() {
  return {
      {"New/Add", action(new_, ActionCode::add, "TV Service"), false, false},
      {"New/Update", ten_percent(action(new_, ActionCode::update, "TV Service")), false, true},
      {"Modify/Add", movie(ActionCode::add), true, false},
      {"Modify/Update", ten_percent(movie(ActionCode::update)), false, true},
      {"Modify/Delete", movie(ActionCode::delete_), false, false},
      {"Modify/Replace", movie(ActionCode::replace), true, false},
  };
}
// New/Update needs what it updates to be added first.
std::vector<OfferAction> with_its_add(const OfferAction& action_under_test) {
  if (action_under_test.type != new_ || action_under_test.code != ActionCode::update) {
    return {action_under_test};
  }
  return {action(new_, ActionCode::add, "TV Service"), action_under_test};
}

TEST(ActionMatrix, EverySupportedRowTakesItsFields) {
  std::size_t supported = 0;
  for (const ActionRow& row : action_matrix) supported += row.supported ? 1 : 0;
  EXPECT_EQ(supported_rows().size(), supported);
  for (const RowCase& row : supported_rows()) {
    EXPECT_EQ(problems(with_its_add(row.legal)), Codes{}) << row.name;
    EXPECT_NE(row_of(row.legal.type, row.legal.code), nullptr) << row.name;
  }
}

TEST(ActionMatrix, EveryRowNeedsABase) {
  for (const RowCase& row : supported_rows()) {
    OfferAction baseless = row.legal;
    baseless.base = {};
    EXPECT_THAT(problems(with_its_add(baseless)), testing::Contains("BASE_REQUIRED")) << row.name;
  }
}

TEST(ActionMatrix, OnlyModifyAddAndReplaceNeedAComponent) {
  for (const RowCase& row : supported_rows()) {
    OfferAction whole = row.legal;
    whole.component = {};
    EXPECT_EQ(problems(with_its_add(whole)),
              row.component_required ? Codes{"COMPONENT_REQUIRED"} : Codes{})
        << row.name;
  }
}

TEST(ActionMatrix, OnlyUpdateTakesAPair) {
  for (const RowCase& row : supported_rows()) {
    EXPECT_EQ(problems(with_its_add(field_of(row.legal, "Discount Amount", "1"))),
              row.pair_taken ? Codes{} : Codes{"UPDATE_PAIR_NOT_ALLOWED"})
        << row.name;
    EXPECT_EQ(problems(with_its_add(field_of(row.legal, "", ""))),
              row.pair_taken ? Codes{"UPDATE_PAIR_REQUIRED"} : Codes{})
        << row.name;
  }
}

TEST(ActionMatrix, NoSupportedRowTakesAnUpgradeProduct) {
  for (const RowCase& row : supported_rows()) {
    OfferAction upgrading = row.legal;
    upgrading.upgrade_product.value = "Internet Service";
    EXPECT_EQ(problems(with_its_add(upgrading)), Codes{"UPGRADE_PRODUCT_NOT_ALLOWED"}) << row.name;
  }
}

TEST(ActionMatrix, UpgradesAndWorkflowsAreRefusedAsNotSupportedYet) {
  EXPECT_EQ(problems({action(upgrade, ActionCode::upgrade, "TV Service")}),
            Codes{"ACTION_NOT_SUPPORTED_YET"});
  EXPECT_EQ(problems({action(run_process, ActionCode::workflow, "")}),
            Codes{"ACTION_NOT_SUPPORTED_YET"});
  EXPECT_EQ(problems({field_of(action(modify, ActionCode::update, "TV Service"), "Prod Prom Name",
                               "Bundle")}),
            Codes{"ACTION_NOT_SUPPORTED_YET"});
}

TEST(ActionMatrix, EveryOtherPairIsIllegal) {
  int legal = 0;
  for (const auto type : {ActionType::unknown, new_, modify, upgrade, run_process}) {
    for (int code = 0; code <= 6; ++code) {
      const auto given = action(type, static_cast<ActionCode>(code), "TV Service", "");
      const bool forbidden = problems({given}) == Codes{"ACTION_CODE_NOT_ALLOWED"};
      EXPECT_EQ(forbidden, row_of(type, given.code) == nullptr);
      legal += forbidden ? 0 : 1;
    }
  }
  EXPECT_EQ(legal, 8);
  EXPECT_EQ(allowed_codes(modify), "Add, Update, Delete, Replace");
}

TEST(OfferDefinition, NamesEachProblemByItsCode) {
  auto parent = named("p", movie(ActionCode::add));
  auto inactive = parent;
  inactive.inactive = true;
  auto process = named("p", action(run_process, ActionCode::workflow, ""));
  auto update = action(modify, ActionCode::update, "Internet Service", "Fibe 500GB");
  auto elsewhere = movie(ActionCode::add);
  elsewhere.component_path = "TV Service/On Demand:Premium Movie Package";
  const std::vector<std::pair<std::vector<OfferAction>, Codes>> table = {
      {{action(new_, ActionCode::add, "Nothing")}, {"BASE_UNKNOWN"}},
      {{action(modify, ActionCode::add, "TV Service", "Nothing")}, {"COMPONENT_UNKNOWN"}},
      {{action(modify, ActionCode::add, "SIM", "Unlimited Text")}, {"BASE_HAS_NO_COMPONENTS"}},
      {{action(modify, ActionCode::add, "TV Service", "SIM")}, {"COMPONENT_NOT_IN_BASE"}},
      {{elsewhere}, {"COMPONENT_PATH_UNKNOWN"}},
      {{action(modify, ActionCode::replace, "TV Service", "Spanish Combo Package")},
       {"REPLACE_CARDINALITY"}},
      {{action(modify, ActionCode::replace, "Mobile Service", "Unlimited Text")},
       {"REPLACE_CARDINALITY"}},
      {{attribute_of(ten_percent(update), "Bandwidth", "50")}, {"UPDATE_PAIR_BOTH"}},
      {{field_of(update, "Discount Percent", "")}, {"UPDATE_PAIR_REQUIRED"}},
      {{field_of(update, "Colour", "red")}, {"FIELD_UNKNOWN"}},
      {{field_of(update, "Discount Percent", "101")}, {"FIELD_VALUE_INVALID"}},
      {{field_of(update, "Discount Amount", "-1")}, {"FIELD_VALUE_INVALID"}},
      {{field_of(update, "Price Override", "1.234")}, {"FIELD_VALUE_INVALID"}},
      {{field_of(update, "Quantity", "0")}, {"FIELD_VALUE_INVALID"}},
      {{field_of(update, "Due Date", "2026-02-29")}, {"FIELD_VALUE_INVALID"}},
      {{attribute_of(update, "Colour", "red")}, {"ATTRIBUTE_UNKNOWN"}},
      {{attribute_of(update, "Bandwidth", "70")}, {"ATTRIBUTE_VALUE_INVALID"}},
      {{child_of("q", movie(ActionCode::add))}, {"PARENT_UNKNOWN"}},
      {{child_of("p", movie(ActionCode::add)), parent}, {"PARENT_NOT_EARLIER"}},
      {{inactive, child_of("p", movie(ActionCode::add))}, {"PARENT_INACTIVE"}},
      {{process, child_of("p", movie(ActionCode::add))},
       {"ACTION_NOT_SUPPORTED_YET", "PARENT_IS_WORKFLOW"}},
      {{ten_percent(action(new_, ActionCode::update, "SIM"))}, {"UPDATE_BEFORE_ADD"}},
      {{ten_percent(movie(ActionCode::update)), movie(ActionCode::add)}, {"UPDATE_BEFORE_ADD"}},
      {{action(modify, ActionCode::delete_, "TV Service"), movie(ActionCode::add)},
       {"BASE_DELETED_AND_CHANGED"}},
      {{named("x", movie(ActionCode::add)), named("x", movie(ActionCode::add))},
       {"ACTION_NAME_DUPLICATE", "ACTION_ID_DUPLICATE"}},
  };
  for (const auto& [actions, codes] : table) {
    EXPECT_EQ(problems(actions), codes) << "expected " << codes.front();
  }
}

TEST(OfferDefinition, AComponentInSeveralPlacesNeedsItsPath) {
  auto products = shop_products();
  products.push_back(
      customizable("Desk", {slot("Left", 0, 1, {"SIM"}), slot("Right", 0, 1, {"SIM"})}));
  const Catalogue catalogue = catalogue_of(products, {});
  auto add = action(modify, ActionCode::add, "Desk", "SIM");
  const auto ambiguous = problems_of(catalogue, completed(offer("Offer", {add})));
  EXPECT_EQ(codes_of(ambiguous), Codes{"COMPONENT_PATH_AMBIGUOUS"});
  add.component_path = "desk/Right:SIM";
  EXPECT_TRUE(problems_of(catalogue, completed(offer("Offer", {add}))).empty());
}

TEST(OfferDefinition, InactiveProductsCanBeDeletedButNotAdded) {
  auto products = shop_products();
  for (Product& product : products) product.active = product.id.value != "SIM";
  const Catalogue catalogue = catalogue_of(products, {});
  const auto codes = [&](OfferAction given) {
    return codes_of(problems_of(catalogue, completed(offer("Offer", {std::move(given)}))));
  };
  EXPECT_EQ(codes(action(new_, ActionCode::add, "SIM")), Codes{"BASE_INACTIVE"});
  EXPECT_EQ(codes(action(modify, ActionCode::add, "Mobile Service", "SIM")),
            Codes{"COMPONENT_INACTIVE"});
  EXPECT_EQ(codes(action(modify, ActionCode::delete_, "Mobile Service", "SIM")), Codes{});
}

TEST(OfferDefinition, ItsHeaderAndResponsesAreChecked) {
  ProductOffer bad = offer(" ", {});
  bad.id.value = "bad";
  bad.organizations.clear();
  bad.start = noon;
  bad.end = noon;
  bad.responses[1].response = "ACCEPT";
  bad.responses[1].sequence = 1;
  bad.responses.push_back({});
  EXPECT_THAT(problems(bad),
              testing::UnorderedElementsAre("OFFER_NAME_REQUIRED", "OFFER_ORG_REQUIRED",
                                            "VERSION_DATES", "RESPONSE_DUPLICATE",
                                            "RESPONSE_SEQ_DUPLICATE", "RESPONSE_NAME_REQUIRED"));
}

TEST(OfferDefinition, ItsTextsNameOfferResponseActionAndField) {
  const auto found = problems_of(
      catalogue_of(shop_products(), {}),
      completed(offer(
          "Films", {named("Add", movie(ActionCode::add)),
                    action(modify, ActionCode::replace, "TV Service", "Spanish Combo Package")})));
  const std::vector<Problem> expected = {
      {"REPLACE_CARDINALITY",
       "Replace works only where one item can be selected; 'Channel Packages' of 'TV Service' "
       "allows any number.",
       "Films", "Accept", "2", "component"}};
  EXPECT_EQ(found, expected);
}

ProductOfferDecider::Command define(ProductOffer given) {
  return ProductOfferDecider::DefineOffer{std::move(given)};
}

TEST(ProductOffer, ADefinitionIsReleasedOnce) {
  const auto films = offer("Films", {movie(ActionCode::add)});
  given<ProductOfferDecider>()
      .in(catalogue_of(shop_products(), {}))
      .when(define(films))
      .then({ProductOfferDefined{1, completed(films)}});
}

TEST(ProductOffer, AChangedDefinitionIsTheNextRelease) {
  const auto films = offer("Films", {movie(ActionCode::add)});
  auto paused = films;
  paused.active = false;
  given<ProductOfferDecider>(ProductOfferDefined{1, completed(films)})
      .in(catalogue_of(shop_products(), {films}))
      .when(define(paused))
      .then({ProductOfferDefined{2, completed(paused)}});
}

TEST(ProductOffer, ANameBelongsToOneOffer) {
  auto other = offer(" films", {});
  given<ProductOfferDecider>()
      .in(catalogue_of(shop_products(), {offer("Films", {})}))
      .when(define(other))
      .then_rejected("OFFER_NAME_TAKEN");
}

TEST(CatalogueDocument, ItsOffersMayUseItsProductsAndAllProblemsAreTold) {
  const auto films = offer("Films", {movie(ActionCode::add)});
  EXPECT_TRUE(validate_catalogue({}, shop_products(), {}, std::vector{films}).empty());
  auto same_name = offer("FILMS", {action(new_, ActionCode::add, "Nothing")});
  auto broken = customizable("Broken", {slot("Slot", 0, 1, {"Nowhere"})});
  EXPECT_EQ(codes_of(validate_catalogue(catalogue_of(shop_products(), {}), std::vector{broken}, {},
                                        std::vector{films, same_name})),
            (Codes{"RELATIONSHIP_DOMAIN_UNKNOWN", "OFFER_NAME_TAKEN", "BASE_UNKNOWN"}));
}

}  // namespace
}  // namespace proffer::domain
