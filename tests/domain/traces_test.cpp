// The steps that each workflow takes, written out as the specification lists them.
#include "actors/domain/account/apply/request.hpp"
#include "tests/domain/desk.hpp"
#include "tests/domain/scenarios.hpp"

#include <string_view>

namespace proffer::domain::traces {
namespace {

using enum ActionType;
using Events = std::vector<AccountEvent>;
using Strings = std::vector<std::string>;

constexpr const char* create_document = "RAF Create Document";
constexpr const char* prepare_header = "RAF Prepare Header Sub Process";
constexpr const char* prepare_actions = "RAF Prepare Actions Sub Process";
constexpr const char* check_promotion = "RAF Check For Promotion Sub Process";
constexpr const char* get_parameter = "RAF Get Named Parameter";

// What was told of one workflow's steps, by their labels, with what each decision came to.
Strings steps_of(const std::string& workflow, const Events& events) {
  std::vector<StepTaken> steps;
  for (const auto& told : every<WorkflowAdvanced>(events)) {
    steps.insert(steps.end(), told.steps.begin(), told.steps.end());
  }
  for (const auto& told : every<WorkflowContinued>(events)) {
    steps.insert(steps.end(), told.steps.begin(), told.steps.end());
  }
  Strings labels;
  for (const StepTaken& step : steps) {
    const std::string text = text_of(step);
    if (text.starts_with(workflow + ": ")) labels.push_back(text.substr(workflow.size() + 2));
  }
  return labels;
}

struct Row {
  const char* workflow;
  Events events;
  Strings steps;
};
void expect(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(steps_of(row.workflow, row.events), row.steps) << row.workflow;
  }
}

OfferAction router() { return action(new_, ActionCode::add, "Internet Router"); }
OfferAction submit() { return process("SIS OM Submit Order Process"); }
OfferAction choosing(OfferAction action, NamedParameter parameter) {
  action.named_parameter = parameter;
  return action;
}
OfferAction texting() {
  OfferAction pick = choosing(action(modify, ActionCode::add, "Mobile Service"),
                              NamedParameter::component_product);
  pick.user_input = true;
  pick.domain = {{"p1", 1, "Unlimited Text", {}, {}}};
  return pick;
}
OfferAction balance() {
  return process("RAF Check Prepaid Balance", {{"Minimum Balance Required", "50"}});
}

Desk shop_desk(const std::string& type = "Residential") {
  return Desk(
      catalogue_of(shop_products(),
                   {offer("Router", {router()}), offer("Now", {router(), submit()}),
                    offer("Send", {submit()}), offer("Texts", {texting()}),
                    offer("Call", {process("RAF Create Activity", {{"Activity Type", "Call"}})}),
                    offer("Rich", {balance(), router()})}),
      {asset("M", "Mobile Service"), asset("S", "SIM", "M")}, type);
}

TEST(Traces, S4_1_OnTheWebTheDocumentIsSavedAfterTheLastRow) {
  expect({{create_document,
           shop_desk().respond("Router", "Accept", "web"),
           {"Web Channel Call? -> Y",
            "Prepare Actions",
            "Return to same view? -> N",
            "Only Run Process? -> N",
            "Prepare Doc Header",
            "Consolidate Actions",
            "Merge Consolidated and RunProcess Actions",
            "Sort Merged Actions",
            "Next Row Set",
            "Is Next Row? -> Y",
            "Get Consolidated Action",
            "Action Type = Run Process? -> N",
            "Modify or Update? -> N",
            "Delete? -> N",
            "Add? -> Y",
            "Add Sub Process",
            "Clear Context Row id, Clear Cur Consldtd Action",
            "Next Row Set",
            "Is Next Row? -> N",
            "Is Order Created? -> Y",
            "Is Sync Needed? -> Y",
            "Check For Promotion and Apply",
            "Ensure New Line Items",
            "Synchronize",
            "Set Prom Inst Id? -> N",
            "Web Call? -> Y"}}});
}

TEST(Traces, S4_1_AnAgentsDocumentIsSavedBeforeTheWorkflowThatNeedsIt) {
  expect({{create_document,
           shop_desk().respond("Now", "Accept", "agent"),
           {"Web Channel Call? -> N",
            "Get Context",
            "Get Rowset",
            "Prepare Actions",
            "Return to same view? -> N",
            "Only Run Process? -> N",
            "Prepare Doc Header",
            "Consolidate Actions",
            "Merge Consolidated and RunProcess Actions",
            "Sort Merged Actions",
            "Next Row Set",
            "Is Next Row? -> Y",
            "Get Consolidated Action",
            "Action Type = Run Process? -> N",
            "Modify or Update? -> N",
            "Delete? -> N",
            "Add? -> Y",
            "Add Sub Process",
            "Clear Context Row id, Clear Cur Consldtd Action",
            "Next Row Set",
            "Is Next Row? -> Y",
            "Get Consolidated Action",
            "Action Type = Run Process? -> Y",
            "Check Pre Order or Post Order -> Post",
            "To Sync? -> Y",
            "Check For Promotion and Apply Promotion",
            "Ensure New Integration Id",
            "Sync",
            "To Set Prom Inst Id? -> N",
            "Set Synched True",
            "Run Process Sub Process",
            "Clear Context Row id, Clear Cur Consldtd Action",
            "Next Row Set",
            "Is Next Row? -> N",
            "Is Order Created? -> Y",
            "Is Sync Needed? -> N",
            "Web Call? -> N",
            "Go to View"}}});
}

TEST(Traces, S4_4_S4_5_S4_10_S4_15_WhatActionsRun) {
  Desk rich = shop_desk();
  rich.tell(Account::SetPrepaidBalance{rich.state.id, {5000}});
  constexpr const char* check_balance = "RAF Check Prepaid Balance";
  constexpr const char* submit_order = "RAF Submit Order Process";
  expect({
      {submit_order,
       shop_desk().respond("Now", "Accept", "web"),
       {"Get Order Id", "Is Order? -> Y", "Submit Order"}},
      {submit_order,
       shop_desk("Business").respond("Now", "Accept", "web"),
       {"Get Order Id", "Is Order? -> N"}},
      {"RAF Create Activity",
       shop_desk().respond("Call", "Accept", "web"),
       {"Get Field Values", "Insert Activity"}},
      {check_balance,
       shop_desk().respond("Rich", "Accept", "web"),
       {"Business Service 0", "Exception Flag -> Y", "Stop 0"}},
      {check_balance,
       rich.respond("Rich", "Accept", "web"),
       {"Business Service 0", "Exception Flag -> N"}},
      {"RAF RunProcess Driver",
       shop_desk().respond("Call", "Accept", "web"),
       {"Fetch Workflow Parameters", "Convert PS", "Business Service 0", "Dispatch Service"}},
  });
}

TEST(Traces, S4_8_S4_11_TheHeaderIsOfTheActiveDocumentTheGivenOneOrANewOne) {
  Desk desk = shop_desk();
  const auto first = desk.respond("Router", "Accept", "web");
  const auto second = desk.respond("Router", "Accept", "web");
  Account::ApplyOffers given = desk.applying({"Router"});
  given.document = desk.state.active_document;
  const auto third = desk.tell(given);
  constexpr const char* get_active = "RAF Get Active Document";
  expect({
      {prepare_header,
       first,
       {"Use Input Instance? -> N", "Get Active Doc Id", "Active Doc Id IS NULL? -> Y",
        "Create Header", "Set Order Created Flag"}},
      {prepare_header,
       second,
       {"Use Input Instance? -> N", "Get Active Doc Id", "Active Doc Id IS NULL? -> N",
        "Set Order Created Flag"}},
      {prepare_header,
       third,
       {"Use Input Instance? -> Y", "Has Input DocId? -> Y", "Assign Doc Id", "Set Active Doc Id",
        "Set Order Created Flag"}},
      {get_active, first, {"Order? -> Y", "Get Active Order"}},
      {get_active,
       shop_desk("Business").respond("Router", "Accept", "web"),
       {"Order? -> N", "Get Active Quote"}},
  });
}

TEST(Traces, S4_9_ActionsAreSplitIntoTheirSets) {
  const Strings begin = {"Has Searchspec? -> N",
                         "Get Response Actions",
                         "Get Field Name and Value",
                         "Is Actions > 0? -> Y",
                         "Split User Input Actions",
                         "Set Context Info",
                         "Count Named Param Actions",
                         "Is Named Action > 0? -> N",
                         "Set Values From Parent On Child",
                         "Remove Child Actions with no Parent Actions",
                         "Split Actions",
                         "Count Product Actions"};
  const auto then = [&](const Strings& rest) {
    Strings all = begin;
    all.insert(all.end(), rest.begin(), rest.end());
    return all;
  };
  expect({
      {prepare_actions, shop_desk().respond("Router", "Accept", "web"),
       then({"Product Actions > 0? -> Y", "Split Modify Actions", "Split New and Upgrade Actions",
             "Create New Action Set", "Create Modify Action Set", "Create Upgrade Action Set",
             "Create New Actions", "Is New Action Set? -> Y",
             "Get New Action Set Promotion Action Code", "Create Modify Actions",
             "Is Modify Action Set? -> N", "Create Upgrade Actions",
             "Is Upgrade Action Set? -> N"})},
      {prepare_actions, shop_desk().respond("Call", "Accept", "web"),
       then({"Product Actions > 0? -> N", "Is Process Action > 0? -> Y",
             "Only RunProcess Actions"})},
      {prepare_actions,
       shop_desk().respond("Router", "Reject", "web"),
       {"Has Searchspec? -> N", "Get Response Actions", "Get Field Name and Value",
        "Is Actions > 0? -> N", "Return to Same View"}},
  });
}

TEST(Traces, S4_9_S4_17_WithoutItsChoiceNothingIsLeftToDo) {
  Desk desk = shop_desk();
  const auto missing = desk.respond("Texts", "Accept", "web");
  expect({
      {prepare_actions,
       missing,
       {"Has Searchspec? -> N", "Get Response Actions", "Get Field Name and Value",
        "Is Actions > 0? -> Y", "Split User Input Actions", "Set Context Info",
        "Count Named Param Actions", "Is Named Action > 0? -> Y", "Web Call? -> Y",
        "Get Named Param For Web Call", "Check Named Parameter Set -> N", "Merge Actions",
        "Count Actions", "Is Action After > 0? -> N", "Return to Same View"}},
      {"RAF Get Named Parameter For Web Call",
       desk.respond("Texts", "Accept", "web", ParameterChoice{{}, "p1", {}}),
       {"Get Response From Input", "Get Action From Input", "Get Named Parameter", "Get Message",
        "Set Message", "Set Up Payload", "Get Response for Named Parameter",
        "Set the Response in Payload", "Split Payload", "Set Response on Named Action"}},
  });
  EXPECT_EQ(walked(missing), Walked::part_of_the_way);
}

TEST(Traces, S4_16_TheListIsShownAndWaitedFor) {
  Desk desk = shop_desk();
  const auto asked = desk.respond("Texts", "Accept", "sms");
  const WorkflowStarted started = every<WorkflowStarted>(asked).at(0);
  Account::ResumeResponse choice{started.workflow, response_of(started)};
  choice.response.parameter = ParameterChoice{{}, "p1", {}};
  expect({
      {get_parameter,
       asked,
       {"Get Named Parameter", "Get Message", "Set Message", "Setup Payload", "UpdateMessage",
        "Wait 0"}},
      {get_parameter,
       desk.tell(choice),
       {"Get Response", "Set the Response in Payload", "Split Payload",
        "Set Response on Named Action"}},
  });
}

TEST(Traces, S4_12_S4_14_ActionsAreConsolidatedAndLinesGetTheirIds) {
  expect({
      {"RAF Consolidate Actions Sub Process",
       shop_desk().respond("Texts", "Accept", "web", ParameterChoice{{}, "p1", {}}),
       {"IsNewActionSet? -> N", "IsModifyActionSet? -> Y", "Consolidate Modify Actions",
        "IsUpgradeActionSet? -> N"}},
      {"RAF Ensure New Line Item",
       shop_desk().respond("Router", "Accept", "web"),
       {"Get Document", "Ensure New Line Item Integration Id", "Set Document"}},
  });
}

Desk bundle_desk(PromotionInstances limit = PromotionInstances::no_limit) {
  OfferAction sideways = choosing(action(upgrade, ActionCode::upgrade, "Medium Double Play Bundle"),
                                  NamedParameter::upgrade_product);
  OfferAction join = choosing(
      field_of(action(modify, ActionCode::update, "Internet Service"), "Prod Prom Name", ""),
      NamedParameter::field_value);
  auto offers = scenarios::offers();
  offers.push_back(offer("Sideways", {sideways}));
  offers.push_back(offer("Join", {join}));
  offers.push_back(
      offer("Leave", {action(modify, ActionCode::delete_, "Medium Double Play Bundle")}));
  auto promotions = scenarios::promotions();
  for (Promotion& promotion : promotions) promotion.instances = limit;
  return Desk(catalogue_of(scenarios::products(), offers, promotions), scenarios::double_play());
}

TEST(Traces, S4_13_PromotionsAreCheckedByWhatBecomesOfThem) {
  const Strings ending = {"Is Field Name Prod Prom? -> N", "Prom Act Code = New? -> N",
                          "Prom Act Code = Modify or Upgrade or Delete? -> Y",
                          "Get Collection for Modify or Upgrade or Delete",
                          "Upgrade or Delete? -> Y"};
  const auto then = [&](const Strings& rest) {
    Strings all = ending;
    all.insert(all.end(), rest.begin(), rest.end());
    return all;
  };
  expect({
      {check_promotion,
       shop_desk().respond("Router", "Accept", "web"),
       {"Is Field Name Prod Prom? -> N", "Prom Act Code = New? -> N",
        "Prom Act Code = Modify or Upgrade or Delete? -> N"}},
      {check_promotion,
       bundle_desk().respond("Medium Triple Play Bundle", "Accept", "web"),
       {"Is Field Name Prod Prom? -> N", "Prom Act Code = New? -> Y", "Get Collection",
        "Apply Product Promotion", "Error? -> N"}},
      {check_promotion, bundle_desk().respond("Medium Triple Play upgrade", "Accept", "web"),
       then({"Upgrade? -> Y", "Query Promotion Details", "Does Upgrade Promotion Exist -> Y",
             "Disconnect Promotion", "Not Delete? -> Y", "Get Collection",
             "Apply Product Promotion", "Error? -> N"})},
      {check_promotion, bundle_desk().respond("Leave", "Accept", "web"),
       then({"Upgrade? -> N", "Disconnect Promotion", "Not Delete? -> N"})},
  });
}

TEST(Traces, S4_13_APromotionThatCannotBeHadIsStoppedWithItsReason) {
  const auto choose = [](const char* offer, const char* value) {
    return bundle_desk().respond(offer, "Accept", "web", ParameterChoice{{}, {}, value});
  };
  const auto unknown = choose("Join", "Nothing");
  const auto no_path = choose("Sideways", "Build Your Own Bundle");
  Desk once = bundle_desk(PromotionInstances::one_per_customer);
  once.respond("Medium Triple Play Bundle", "Accept", "web");
  const auto again = once.respond("Medium Triple Play Bundle", "Accept", "web");
  expect({
      {check_promotion,
       unknown,
       {"Is Field Name Prod Prom? -> Y", "Query Prod Prom Name", "Does Prod Prom Exist? -> N",
        "Stop 0"}},
      {check_promotion,
       no_path,
       {"Is Field Name Prod Prom? -> N", "Prom Act Code = New? -> N",
        "Prom Act Code = Modify or Upgrade or Delete? -> Y",
        "Get Collection for Modify or Upgrade or Delete", "Upgrade or Delete? -> Y",
        "Upgrade? -> Y", "Query Promotion Details", "Does Upgrade Promotion Exist -> N", "Stop 1"}},
      {check_promotion,
       again,
       {"Is Field Name Prod Prom? -> N", "Prom Act Code = New? -> Y", "Get Collection",
        "Apply Product Promotion", "Error? -> Y", "Stop SubProcess"}},
  });
  const auto text = [](const Events& events) {
    EXPECT_EQ(walked(events), Walked::part_of_the_way);
    return std::get<OfferApplicationFailed>(events.back()).problems.at(0).text;
  };
  EXPECT_EQ(text(unknown),
            "There is no promotion called 'Nothing'; change the choice and submit again.");
  EXPECT_EQ(text(no_path),
            "No upgrade leads from promotion 'Medium Double Play Bundle' to "
            "'Build Your Own Bundle'; change the choice and submit again.");
  EXPECT_THAT(text(again), testing::HasSubstr("can be had once per customer"));
  EXPECT_EQ(text(choose("Sideways", "Nothing")),
            "'Nothing' cannot be chosen with offer 'Sideways'; change the choice and submit "
            "again.");
}

}  // namespace
}  // namespace proffer::domain::traces
