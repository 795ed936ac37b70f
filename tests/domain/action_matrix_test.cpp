// The matrix of action types and codes, and the rules for an offer's definition: one sentence a
// row, one a code.
#include "actors/domain/product_offer/action_matrix.hpp"

#include "actors/domain/product_offer/offer_rules.hpp"
#include "actors/domain/product_offer/product_offer.hpp"
#include "actors/domain/product_offer/validate_catalogue.hpp"
#include "tests/domain/shop.hpp"

#include <algorithm>
#include <map>

namespace proffer::domain::matrix_rows {
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

OfferAction to_mobile(OfferAction given) {
  given.upgrade_product.value = "Mobile Service";
  return given;
}
OfferAction running(OfferAction given) {
  given.workflow = "RAF Create Activity";
  return given;
}

// Fields beyond what the row takes, each with the problem it makes.
struct RowCase {
  const char* name;
  OfferAction legal;
  bool component_required;
  bool pair_taken;
};
std::vector<RowCase> rows() {
  return {
      {"New/Add", action(new_, ActionCode::add, "TV Service"), false, false},
      {"New/Update", ten_percent(action(new_, ActionCode::update, "TV Service")), false, true},
      {"Modify/Add", movie(ActionCode::add), true, false},
      {"Modify/Update", ten_percent(movie(ActionCode::update)), false, true},
      {"Modify/Delete", movie(ActionCode::delete_), false, false},
      {"Modify/Replace", movie(ActionCode::replace), true, false},
      {"Upgrade/Upgrade", to_mobile(action(upgrade, ActionCode::upgrade, "TV Service")), false,
       false},
      {"RunProcess/Workflow", running(action(run_process, ActionCode::workflow, "")), false, false},
  };
}
// New/Update needs what it updates to be added first.
std::vector<OfferAction> with_its_add(const OfferAction& action_under_test) {
  if (action_under_test.type != new_ || action_under_test.code != ActionCode::update) {
    return {action_under_test};
  }
  return {action(new_, ActionCode::add, "TV Service"), action_under_test};
}

TEST(ActionMatrix, EveryRowTakesItsFields) {
  EXPECT_EQ(rows().size(), action_matrix.size());
  for (const RowCase& row : rows()) {
    EXPECT_EQ(problems(with_its_add(row.legal)), Codes{}) << row.name;
    EXPECT_NE(row_of(row.legal.type, row.legal.code), nullptr) << row.name;
  }
}

TEST(ActionMatrix, EveryRowButWorkflowNeedsABase) {
  for (const RowCase& row : rows()) {
    OfferAction baseless = row.legal;
    baseless.base = {};
    const bool needed = row.legal.type != run_process;
    const auto found = problems(with_its_add(baseless));
    EXPECT_EQ(std::count(found.begin(), found.end(), "BASE_REQUIRED"), needed ? 1 : 0) << row.name;
  }
}

TEST(ActionMatrix, OnlyModifyAddAndReplaceNeedAComponent) {
  for (const RowCase& row : rows()) {
    OfferAction whole = row.legal;
    whole.component = {};
    EXPECT_EQ(problems(with_its_add(whole)),
              row.component_required ? Codes{"COMPONENT_REQUIRED"} : Codes{})
        << row.name;
  }
}

TEST(ActionMatrix, WhatMayBeNamedDependsOnTheRow) {
  const std::map<std::string, std::string> allowed = {
      {"New/Add", "BC"},         {"New/Update", "BCAF"},     {"Modify/Add", "BC"},
      {"Modify/Update", "BCAF"}, {"Modify/Delete", "BC"},    {"Modify/Replace", "BC"},
      {"Upgrade/Upgrade", "BU"}, {"RunProcess/Workflow", ""}};
  for (const RowCase& row : rows()) {
    std::string found;
    for (const auto named : {NamedParameter::base_product, NamedParameter::component_product,
                             NamedParameter::upgrade_product, NamedParameter::attribute_value,
                             NamedParameter::field_value}) {
      OfferAction asking = row.legal;
      asking.named_parameter = named;
      const auto codes = problems(with_its_add(asking));
      const bool no = std::count(codes.begin(), codes.end(), "NAMED_PARAM_NOT_ALLOWED") > 0;
      if (!no) found += letter_of(named);
    }
    EXPECT_EQ(found, allowed.at(row.name)) << row.name;
  }
}

TEST(ActionMatrix, OnlyUpdateTakesAPair) {
  for (const RowCase& row : rows()) {
    EXPECT_EQ(problems(with_its_add(field_of(row.legal, "Discount Amount", "1"))),
              row.pair_taken ? Codes{} : Codes{"UPDATE_PAIR_NOT_ALLOWED"})
        << row.name;
    EXPECT_EQ(problems(with_its_add(field_of(row.legal, "", ""))),
              row.pair_taken ? Codes{"UPDATE_PAIR_REQUIRED"} : Codes{})
        << row.name;
  }
}

TEST(ActionMatrix, OnlyUpgradeTakesAnUpgradeProduct) {
  for (const RowCase& row : rows()) {
    OfferAction upgrading = row.legal;
    upgrading.upgrade_product.value = "Internet Service";
    EXPECT_EQ(problems(with_its_add(upgrading)),
              row.legal.type == upgrade ? Codes{} : Codes{"UPGRADE_PRODUCT_NOT_ALLOWED"})
        << row.name;
  }
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
  bad.responses.back().sequence = 3;
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
       "Films", "Accept", "2", "componentProduct"}};
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
  EXPECT_TRUE(validate_catalogue({}, {shop_products()}, std::vector{films}).empty());
  auto same_name = offer("FILMS", {action(new_, ActionCode::add, "Nothing")});
  auto broken = customizable("Broken", {slot("Slot", 0, 1, {"Nowhere"})});
  EXPECT_EQ(codes_of(validate_catalogue(catalogue_of(shop_products(), {}), {{broken}},
                                        std::vector{films, same_name})),
            (Codes{"RELATIONSHIP_DOMAIN_UNKNOWN", "OFFER_NAME_TAKEN", "BASE_UNKNOWN"}));
}

}  // namespace
}  // namespace proffer::domain::matrix_rows
