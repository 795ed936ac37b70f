// The specification's table of rules for actions: a test a row, named by its code.
#include "actors/domain/product_offer/offer_rules.hpp"
#include "tests/domain/members.hpp"
#include "tests/domain/shop.hpp"

#include <utility>

namespace proffer::domain::action_rules {
namespace {

using enum ActionType;
using Actions = std::vector<OfferAction>;
using Named = NamedParameter;

// The shop with what the rows below need beside it.
const Catalogue& catalogue() {
  static const Catalogue built = [] {
    auto products = shop_products();
    products.push_back(
        customizable("Desk", {slot("Left", 0, 1, {"SIM"}), slot("Right", 0, 1, {"SIM"})}));
    products.push_back(customizable("Office", {slot("Desks", 0, std::nullopt, {"Desk"})}));
    products.push_back(customizable("Shelf", {slot("Phone", 0, 1, {"Old Phone"})}));
    products.push_back(simple("Old Phone"));
    products.back().active = false;
    const auto promotion = [](const std::string& name) {
      Promotion made;
      made.id.value = made.name = name;
      PromotionSlot handset;
      handset.rule.value = "Handset";
      handset.domain = {{"SIM"}, {"Bluetooth Headset"}};
      handset.default_product.value = "SIM";
      handset.max = 1;
      PromotionSlot text;
      text.rule.value = "Text";
      text.product.value = "Unlimited Text";
      made.slots = {handset, text};
      return made;
    };
    Promotion plus = promotion("Bundle Plus");
    UpgradePath path;
    path.original.value = "Bundle";
    plus.upgrade_from = {path};
    const std::vector<Event> events{PromotionDefined{promotion("Bundle")}, PromotionDefined{plus},
                                    ProductLineDefined{{{"SIMs"}, "SIMs", {{"SIM"}}, {}}},
                                    ProductLineDefined{{{"Phones"}, "Phones", {{"Old Phone"}}, {}}},
                                    LineFieldRegistered{"Weight", AttributeType::number, {}}};
    return catalogue_of(products, {}).with(events, 0);
  }();
  return built;
}

OfferAction changed(OfferAction action, void (*change)(OfferAction&)) {
  change(action);
  return action;
}
OfferAction asking(Named parameter, OfferAction action) {
  action.named_parameter = parameter;
  return action;
}
OfferAction choosing(OfferAction action, std::vector<std::string> values) {
  action.user_input = true;
  for (std::string& value : values) {
    const auto place = static_cast<std::uint32_t>(action.domain.size() + 1);
    action.domain.push_back({std::to_string(place), place, std::move(value), {}, {}});
  }
  return action;
}
OfferAction upgrading(std::string base, std::string target) {
  OfferAction result = action(upgrade, ActionCode::upgrade, std::move(base));
  result.upgrade_product.value = std::move(target);
  return result;
}
OfferAction running(std::string workflow) {
  OfferAction result = action(run_process, ActionCode::workflow, "");
  result.workflow = std::move(workflow);
  return result;
}
OfferAction add_movie() {
  return action(modify, ActionCode::add, "TV Service", "Premium Movie Package");
}
OfferAction update_plan() {
  return action(modify, ActionCode::update, "Internet Service", "Fibe 500GB");
}
OfferAction ten_percent(OfferAction update) {
  return field_of(std::move(update), "Discount Percent", "10");
}
OfferAction no_base() { return action(modify, ActionCode::add, "", "Premium Movie Package"); }
OfferAction ask_component() {
  return asking(Named::component_product, action(modify, ActionCode::add, "Mobile Service"));
}
OfferAction inactive(OfferAction given) {
  given.inactive = true;
  return given;
}

struct Row {
  const char* code;
  Actions actions;  // with that problem and no other
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.code; }

class S2_2 : public testing::TestWithParam<Row> {};

void expect_its_place(const Problem& told) {
  EXPECT_EQ(told.offer, "Offer") << told.code;
  EXPECT_EQ(told.response, "Accept") << told.code;
  EXPECT_FALSE(told.action.empty()) << told.code;
  EXPECT_TRUE(is_member<OfferAction>(told.field)) << told.code << " at " << told.field;
}

TEST_P(S2_2, IsTold) {
  const auto found = problems_of(catalogue(), completed(offer("Offer", GetParam().actions)));
  ASSERT_EQ(codes_of(found), std::vector<std::string>{GetParam().code});
  expect_its_place(found.front());
  EXPECT_TRUE(found.front().text.ends_with(".")) << found.front().text;
}

const Row rows[] = {
    {"ACTION_CODE_NOT_ALLOWED", {action(new_, ActionCode::delete_, "TV Service")}},
    {"BASE_REQUIRED", {no_base()}},
    {"BASE_NOT_ALLOWED_HERE",
     {changed(running("RAF Create Activity"), [](auto& a) { a.base.value = "SIM"; })}},
    {"BASE_UNKNOWN", {action(new_, ActionCode::add, "Nothing")}},
    {"BASE_INACTIVE", {action(new_, ActionCode::add, "Old Phone")}},
    {"COMPONENT_NOT_ALLOWED_HERE",
     {changed(upgrading("TV Service", "Desk"), [](auto& a) { a.component.value = "SIM"; })}},
    {"COMPONENT_REQUIRED", {action(modify, ActionCode::replace, "TV Service")}},
    {"COMPONENT_UNKNOWN", {action(modify, ActionCode::add, "TV Service", "Nothing")}},
    {"BASE_HAS_NO_COMPONENTS", {action(modify, ActionCode::add, "SIM", "Unlimited Text")}},
    {"COMPONENT_NOT_IN_BASE", {action(modify, ActionCode::add, "TV Service", "SIM")}},
    {"COMPONENT_PATH_AMBIGUOUS", {action(modify, ActionCode::add, "Desk", "SIM")}},
    {"COMPONENT_PATH_UNKNOWN",
     {changed(add_movie(), [](auto& a) { a.component_path = "TV Service/On Demand:SIM"; })}},
    {"REPLACE_CARDINALITY",
     {action(modify, ActionCode::replace, "TV Service", "Spanish Combo Package")}},
    {"UPGRADE_PRODUCT_REQUIRED", {upgrading("TV Service", "")}},
    {"UPGRADE_PRODUCT_NOT_ALLOWED",
     {changed(add_movie(), [](auto& a) { a.upgrade_product.value = "SIM"; })}},
    {"UPGRADE_PRODUCT_UNKNOWN", {upgrading("TV Service", "Nothing")}},
    {"UPGRADE_PRODUCT_INACTIVE", {upgrading("TV Service", "Old Phone")}},
    {"UPGRADE_SAME", {upgrading("TV Service", "TV Service")}},
    {"UPGRADE_KIND_MISMATCH", {upgrading("Bundle", "TV Service")}},
    {"UPGRADE_PATH_UNDEFINED", {upgrading("Bundle Plus", "Bundle")}},
    {"UPDATE_PAIR_REQUIRED", {field_of(update_plan(), "Discount Percent", "")}},
    {"UPDATE_PAIR_BOTH", {attribute_of(ten_percent(update_plan()), "Bandwidth", "50")}},
    {"UPDATE_PAIR_NOT_ALLOWED", {ten_percent(add_movie())}},
    {"FIELD_UNKNOWN", {field_of(update_plan(), "Colour", "red")}},
    {"FIELD_VALUE_INVALID", {field_of(update_plan(), "Discount Percent", "101")}},
    {"ATTRIBUTE_UNKNOWN", {attribute_of(update_plan(), "Colour", "red")}},
    {"ATTRIBUTE_VALUE_INVALID", {attribute_of(update_plan(), "Bandwidth", "70")}},
    {"PROM_NAME_UNKNOWN", {field_of(update_plan(), "Prod Prom Name", "Nothing")}},
    {"WORKFLOW_REQUIRED", {running("")}},
    {"WORKFLOW_NOT_ALLOWED_HERE",
     {changed(add_movie(), [](auto& a) { a.workflow = "RAF Create Activity"; })}},
    {"WORKFLOW_UNKNOWN", {running("Nothing")}},
    {"WF_PARAM_ONLY_FOR_WORKFLOW",
     {changed(add_movie(),
              [](auto& a) {
                a.workflow_parameters = {{"Name", "1"}};
              })}},
    {"WF_PARAM_DUPLICATE",
     {changed(running("RAF Create Activity"),
              [](auto& a) {
                a.workflow_parameters = {{"Name", "1"}, {" name ", "2"}};
              })}},
    {"WF_PARAM_NAME_REQUIRED",
     {changed(running("RAF Create Activity"),
              [](auto& a) {
                a.workflow_parameters = {{" ", ""}};
              })}},
    {"NAMED_PARAM_NOT_ALLOWED", {asking(Named::attribute_value, add_movie())}},
    {"NAMED_PARAM_FIELD_FILLED", {asking(Named::component_product, add_movie())}},
    {"NAMED_PARAM_NEEDS_ATTRIBUTE", {asking(Named::attribute_value, update_plan())}},
    {"NAMED_PARAM_NEEDS_FIELD", {asking(Named::field_value, update_plan())}},
    {"NAMED_PARAM_ONE_ONLY", {ask_component(), ask_component()}},
    {"USER_INPUT_NEEDS_NAMED_PARAM", {changed(add_movie(), [](auto& a) { a.user_input = true; })}},
    {"DOMAIN_EMPTY", {choosing(ask_component(), {})}},
    {"DOMAIN_VALUE_INVALID",
     {choosing(ask_component(), {"Unlimited Text", "Basic Movie Package"})}},
    {"DOMAIN_DUPLICATE", {choosing(ask_component(), {"SIM", "SIM"})}},
    {"DOMAIN_SEQ_DUPLICATE",
     {changed(choosing(ask_component(), {"SIM", "Unlimited Text"}),
              [](auto& a) { a.domain[1].sequence = 1; })}},
    {"PARENT_UNKNOWN", {child_of("q", add_movie())}},
    {"PARENT_NOT_EARLIER", {child_of("p", add_movie()), named("p", add_movie())}},
    {"PARENT_IS_WORKFLOW",
     {named("p", running("RAF Create Activity")), child_of("p", add_movie())}},
    {"PARENT_INACTIVE", {inactive(named("p", add_movie())), child_of("p", add_movie())}},
    {"UPDATE_BEFORE_ADD", {ten_percent(action(new_, ActionCode::update, "SIM"))}},
    {"ACTION_NAME_DUPLICATE",
     {named("x", add_movie()), changed(named("y", add_movie()), [](auto& a) { a.name = "X"; })}},
    {"ACTION_ID_DUPLICATE",
     {named("x", add_movie()), changed(named("x", add_movie()), [](auto& a) { a.name = "y"; })}},
    {"COMPONENT_INACTIVE", {action(modify, ActionCode::add, "Shelf", "Old Phone")}},
    {"WORKFLOW_INTERSPERSED", {add_movie(), running("RAF Create Activity"), add_movie()}},
    {"ACTION_SEQ_READ_ONLY",
     {changed(add_movie(), [](auto& a) { a.sequence = 2; }),
      changed(add_movie(), [](auto& a) { a.sequence = 1; })}},
    {"BASE_DELETED_AND_CHANGED", {action(modify, ActionCode::delete_, "TV Service"), add_movie()}},
};
INSTANTIATE_TEST_SUITE_P(Rule, S2_2, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.code); });

std::vector<std::string> problems(const Actions& actions) {
  const auto found = problems_of(catalogue(), completed(offer("Offer", actions)));
  for (const Problem& each : found) expect_its_place(each);
  return codes_of(found);
}

TEST(ActionRules, S2_2_APairIsToldByTheMemberThatIsToBeMended) {
  const auto field = [](const OfferAction& given) {
    return problems_of(catalogue(), completed(offer("Offer", {given}))).at(0).field;
  };
  EXPECT_EQ(field(update_plan()), "fieldName");
  EXPECT_EQ(field(field_of(update_plan(), "Discount Percent", "")), "fieldValue");
  EXPECT_EQ(field(field_of(update_plan(), "", "10")), "fieldName");
  EXPECT_EQ(field(attribute_of(update_plan(), "Bandwidth", "")), "attributeValue");
  EXPECT_EQ(field(attribute_of(update_plan(), "", "50")), "attributeName");
  EXPECT_EQ(field(attribute_of(ten_percent(update_plan()), "Bandwidth", "50")), "attributeName");
  EXPECT_EQ(field(ten_percent(add_movie())), "fieldName");
  EXPECT_EQ(field(attribute_of(add_movie(), "", "50")), "attributeValue");
}

TEST(ActionRules, S2_2_UPDATE_BEFORE_ADD_IsToldByTheMemberThatNamesTheProduct) {
  const auto field = [](const OfferAction& given) {
    return problems_of(catalogue(), completed(offer("Offer", {given}))).at(0).field;
  };
  EXPECT_EQ(field(ten_percent(action(new_, ActionCode::update, "SIM"))), "baseProduct");
  EXPECT_EQ(
      field(ten_percent(action(new_, ActionCode::update, "TV Service", "Basic Movie Package"))),
      "componentProduct");
}

TEST(ActionRules, S2_2_NAMED_PARAM_NEEDS_BASE_IsToldBesideTheMissingBase) {
  EXPECT_EQ(problems({asking(Named::component_product, action(modify, ActionCode::add, ""))}),
            (std::vector<std::string>{"BASE_REQUIRED", "NAMED_PARAM_NEEDS_BASE"}));
}

TEST(ActionRules, S2_2_USER_INPUT_ONE_ONLY_IsToldBesideTheSecondParameter) {
  EXPECT_EQ(problems({choosing(ask_component(), {"SIM"}), choosing(ask_component(), {"SIM"})}),
            (std::vector<std::string>{"NAMED_PARAM_ONE_ONLY", "USER_INPUT_ONE_ONLY"}));
}

TEST(ActionRules, S2_2_DOMAIN_EMPTY_IsALineWithoutAProductThatFits) {
  const auto from = [](const char* line, OfferAction asks) {
    asks.user_input = true;
    asks.domain_line.value = line;
    return asks;
  };
  const OfferAction movie =
      asking(Named::component_product, action(modify, ActionCode::add, "TV Service"));
  const OfferAction base = asking(Named::base_product, action(new_, ActionCode::add, ""));
  const std::vector<std::string> empty = {"DOMAIN_EMPTY"};
  EXPECT_EQ(problems({from("SIMs", ask_component())}), std::vector<std::string>{});
  EXPECT_EQ(problems({from("SIMs", movie)}), empty) << "no SIM is part of a television";
  EXPECT_EQ(problems({from("SIMs", base)}), std::vector<std::string>{});
  EXPECT_EQ(problems({from("Phones", base)}), empty) << "the only one is inactive";
  EXPECT_EQ(problems_of(catalogue(), completed(offer("Offer", {from("SIMs", movie)}))).at(0).field,
            "domainLine");
  OfferAction silent = from("SIMs", movie);
  silent.user_input = false;
  EXPECT_EQ(problems({silent}), std::vector<std::string>{}) << "nobody is shown the list";
}

TEST(ActionRules, S2_2_DOMAIN_VALUE_INVALID_IsAChoiceThatNoParameterTakes) {
  OfferAction listed = choosing(add_movie(), {"SIM"});
  listed.user_input = false;
  EXPECT_EQ(problems({listed}), std::vector<std::string>{"DOMAIN_VALUE_INVALID"});
  listed.domain.clear();
  listed.domain_line.value = "SIMs";
  EXPECT_EQ(problems({listed}), std::vector<std::string>{"DOMAIN_VALUE_INVALID"});
}

TEST(ActionRules, S2_2_DOMAIN_VALUE_INVALID_IsABaseWithoutAPlaceForTheComponent) {
  OfferAction movie = asking(Named::base_product, no_base());
  EXPECT_EQ(problems({choosing(movie, {"TV Service"})}), std::vector<std::string>{});
  EXPECT_EQ(problems({choosing(movie, {"TV Service", "Mobile Service"})}),
            std::vector<std::string>{"DOMAIN_VALUE_INVALID"});
}

TEST(ActionRules, S2_2_DOMAIN_VALUE_INVALID_IsAProductThatDoesNotGoWithTheRest) {
  struct Choice {
    OfferAction action;
    const char* good;
    std::vector<std::string> bad;
  };
  const auto base = [](OfferAction given) { return asking(Named::base_product, std::move(given)); };
  const auto component = [](OfferAction given) {
    return asking(Named::component_product, std::move(given));
  };
  const auto bandwidth = [](std::string of, std::string value) {
    return attribute_of(action(modify, ActionCode::update, std::move(of)), "Bandwidth",
                        std::move(value));
  };
  const std::vector<Choice> choices = {
      {base(upgrading("", "Mobile Service")), "TV Service", {"Mobile Service", "Bundle"}},
      {base(upgrading("", "Bundle Plus")), "Bundle", {"Bundle Plus", "TV Service"}},
      {base(bandwidth("", "50")), "Fibe 500GB", {"SIM"}},
      {component(bandwidth("Internet Service", "50")), "Fibe 500GB", {"Fibe 100GB"}},
      {component(action(modify, ActionCode::replace, "TV Service")),
       "Basic Movie Package",
       {"Spanish Combo Package"}},
      {base(action(modify, ActionCode::replace, "", "SIM")), "Mobile Service", {"TV Service"}},
  };
  for (const Choice& choice : choices) {
    EXPECT_EQ(problems({choosing(choice.action, {choice.good})}), std::vector<std::string>{})
        << choice.good;
    for (const std::string& bad : choice.bad) {
      EXPECT_EQ(problems({choosing(choice.action, {choice.good, bad})}),
                std::vector<std::string>{"DOMAIN_VALUE_INVALID"})
          << bad;
    }
  }
  EXPECT_EQ(problems({choosing(base(bandwidth("", "70")), {"Fibe 500GB"})}),
            std::vector<std::string>{"DOMAIN_VALUE_INVALID"});
  EXPECT_EQ(problems({choosing(base(action(modify, ActionCode::replace, "", "Unlimited Text")),
                               {"Mobile Service"})}),
            std::vector<std::string>{"DOMAIN_VALUE_INVALID"})
      << "two of them may be selected";
}

TEST(ActionRules, S2_2_DOMAIN_VALUE_INVALID_IsWhatAnActionBelowCannotTake) {
  const auto pick = [](std::vector<std::string> values) {
    OfferAction asks = asking(Named::base_product, action(new_, ActionCode::add, ""));
    asks.id.value = "pick";
    return choosing(std::move(asks), std::move(values));
  };
  const auto below = [](const char* id, const char* parent, OfferAction child) {
    child.id.value = id;
    return child_of(parent, std::move(child));
  };
  const std::vector<std::string> invalid = {"DOMAIN_VALUE_INVALID"};
  const auto component = [](const char* name) { return action(new_, ActionCode::add, "", name); };
  const OfferAction movie = below("movie", "pick", component("Premium Movie Package"));
  EXPECT_EQ(problems({pick({"TV Service"}), movie}), std::vector<std::string>{});
  EXPECT_EQ(problems({pick({"TV Service", "Mobile Service"}), movie}), invalid);
  EXPECT_EQ(problems({pick({"Internet Service", "TV Service"}),
                      below("plan", "pick", component("Fibe 500GB")),
                      below("kept", "plan", ten_percent(action(new_, ActionCode::update, "")))}),
            invalid);
  EXPECT_EQ(problems({pick({"TV Service"}), below("movie", "pick", component("Nothing"))}),
            std::vector<std::string>{"COMPONENT_UNKNOWN"})
      << "wrong whatever is chosen";
}

TEST(ActionRules, S2_2_UPDATE_BEFORE_ADD_LooksForTheBaseAndTheComponentUnderIt) {
  const auto add = [](const char* base, const char* component = "") {
    return action(new_, ActionCode::add, base, component);
  };
  const auto update = [](const char* base, const char* component = "") {
    return ten_percent(action(new_, ActionCode::update, base, component));
  };
  const std::vector<Actions> early = {
      {named("p", add("Internet Service")), child_of("p", update("SIM"))},
      {named("p", ten_percent(update_plan())), child_of("p", update(""))},
      {add("Mobile Service"), update("Internet Service", "Fibe 500GB")},
      {add("Internet Service"), update("Internet Service", "Fibe 500GB")},
      {add("Internet Service"), add("Fibe 500GB"), update("Internet Service", "Fibe 500GB")},
  };
  for (const Actions& actions : early) {
    EXPECT_EQ(problems(actions), std::vector<std::string>{"UPDATE_BEFORE_ADD"});
  }
  const std::vector<Actions> in_time = {
      {add("Internet Service", "Fibe 500GB"), update("Internet Service", "Fibe 500GB")},
      {add("Internet Service", "Fibe 500GB"), update("Fibe 500GB")},
      {named("p", add("SIM")), named("q", child_of("p", update(""))), child_of("q", update(""))},
  };
  for (const Actions& actions : in_time) {
    EXPECT_EQ(problems(actions), std::vector<std::string>{});
  }
}

TEST(ActionRules, S2_2_ACTION_NAME_DUPLICATE_IsAskedInTheWholeOffer) {
  ProductOffer given = offer("Offer", {named("x", add_movie())});
  given.responses[1].actions = {named("X", add_movie())};
  EXPECT_EQ(codes_of(problems_of(catalogue(), completed(given))),
            std::vector<std::string>{"ACTION_NAME_DUPLICATE"});
}

TEST(ActionRules, S2_2_NAMED_PARAM_ONE_ONLY_CountsAllResponsesAndNamesTheFirstAction) {
  ProductOffer given = offer("Offer", {named("First", ask_component())});
  given.responses[1].actions = {named("Second", ask_component())};
  const auto found = problems_of(catalogue(), completed(given));
  ASSERT_EQ(codes_of(found), std::vector<std::string>{"NAMED_PARAM_ONE_ONLY"});
  EXPECT_EQ(found.front().action, "Second");
  EXPECT_EQ(found.front().text,
            "An offer can ask the user for one value only; action 'First' already does.");
}

TEST(ActionRules, S2_2_DOMAIN_DUPLICATE_SaysWhetherTheChoiceOrItsIdIsThereTwice) {
  OfferAction asks = choosing(ask_component(), {"SIM", "Unlimited Text"});
  asks.domain[1].id = asks.domain[0].id;
  const auto found = problems_of(catalogue(), completed(offer("Offer", {asks})));
  EXPECT_EQ(found.at(0).code, "DOMAIN_DUPLICATE");
  EXPECT_EQ(found.at(0).text, "Two choices have the parameterId '1'; give each its own.");
}

// What the rules let pass, each for its own reason.
const std::vector<std::pair<const char*, Actions>> legal = {
    {"a path makes a place plain",
     {changed(action(modify, ActionCode::add, "Desk", "SIM"),
              [](auto& a) { a.component_path = "desk/Right:SIM"; })}},
    {"a path leads down through another product",
     {changed(action(modify, ActionCode::replace, "Office", "SIM"),
              [](auto& a) { a.component_path = "office/desks:Desk/Right:SIM"; })}},
    {"a promotion's slot of one is replaced",
     {action(modify, ActionCode::replace, "Bundle", "Bluetooth Headset")}},
    {"an upgrade path leads from the one promotion to the other",
     {upgrading("Bundle", "Bundle Plus")}},
    {"the customer picks what to upgrade to",
     {choosing(asking(Named::upgrade_product, upgrading("Bundle", "")), {"Bundle Plus"})}},
    {"a product can become part of a promotion",
     {field_of(update_plan(), "Prod Prom Name", "bundle")}},
    {"the base is picked, and its child takes after it",
     {named("p", choosing(asking(Named::base_product, action(new_, ActionCode::add, "")), {"SIM"})),
      child_of("p", ten_percent(action(new_, ActionCode::update, "")))}},
    {"a child upgrades to what its parent upgrades to",
     {named("p", upgrading("TV Service", "Desk")),
      child_of("p", upgrading("Internet Service", ""))}},
    {"an attribute's value is picked",
     {choosing(asking(Named::attribute_value, attribute_of(update_plan(), "Bandwidth", "")),
               {"50", "100"})}},
    {"a registered line field is set", {field_of(update_plan(), "Weight", "0.5")}},
    {"names are compared without regard to case",
     {field_of(update_plan(), "quantity", "2"), field_of(update_plan(), " weight", "0.5"),
      field_of(update_plan(), "prod prom name", "Bundle"),
      attribute_of(update_plan(), "bandwidth", "50")}},
    {"a product line is the domain",
     {changed(ask_component(),
              [](auto& a) {
                a.user_input = true;
                a.domain_line.value = "SIMs";
              })}},
    {"what fills a promotion's slots comes with it",
     {action(new_, ActionCode::add, "Bundle"),
      ten_percent(action(new_, ActionCode::update, "Unlimited Text"))}},
    {"workflows stand before and after",
     {running("RAF Check Prepaid Balance"), add_movie(), running("RAF Create Activity")}},
    {"an inactive workflow may stand between",
     {add_movie(), inactive(running("RAF Create Activity")), add_movie()}},
};

TEST(ActionRules, S1_8_ARegisteredLineFieldTakesItsValuesOnly) {
  EXPECT_EQ(problems({field_of(update_plan(), "Weight", "heavy")}),
            std::vector<std::string>{"FIELD_VALUE_INVALID"});
  EXPECT_EQ(problems({field_of(update_plan(), "Colour", "red")}),
            std::vector<std::string>{"FIELD_UNKNOWN"});
}

TEST(ActionRules, S1_2_ANestedPathLeadsFromPlaceToPlace) {
  const auto found = [](std::string path) {
    OfferAction given = action(modify, ActionCode::add, "Office", "SIM");
    given.component_path = std::move(path);
    return problems({given});
  };
  EXPECT_EQ(found("Office/Desks:Desk/Left:SIM"), std::vector<std::string>{});
  EXPECT_EQ(found(""), std::vector<std::string>{"COMPONENT_NOT_IN_BASE"});
  for (const char* path : {"Office/Desks:Desk", "Office/Desks:SIM", "Desk/Left:SIM",
                           "Office/Desks:Desk/Middle:SIM", "Office/Desks:TV Service/Left:SIM"}) {
    EXPECT_EQ(found(path), std::vector<std::string>{"COMPONENT_PATH_UNKNOWN"}) << path;
  }
}

TEST(ActionRules, LetPassWhatIsMeantToPass) {
  for (const auto& [reason, actions] : legal) {
    EXPECT_EQ(problems(actions), std::vector<std::string>{}) << reason;
  }
}

}  // namespace
}  // namespace proffer::domain::action_rules
