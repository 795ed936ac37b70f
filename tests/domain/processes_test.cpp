// Workflows that actions run, channels that fail, and responses of the author's own: acceptance
// tests of the specification, whose numbers are in the names.
#include "tests/domain/desk.hpp"

namespace proffer::domain::processes {
namespace {

using enum ActionType;
using Strings = std::vector<std::string>;

OfferResponse response(std::string name, ResponseKind kind, std::vector<OfferAction> actions) {
  OfferResponse result;
  result.response = std::move(name);
  result.kind = kind;
  result.actions = std::move(actions);
  return result;
}

ProductOffer with_responses(std::string name, std::vector<OfferResponse> responses) {
  ProductOffer result = offer(std::move(name), {});
  result.responses = std::move(responses);
  std::uint32_t sequence = 0;
  for (OfferResponse& each : result.responses) each.sequence = ++sequence;
  return result;
}

OfferAction router() { return action(new_, ActionCode::add, "Internet Router"); }
OfferAction minimum(const std::string& balance) {
  return process("RAF Check Prepaid Balance", {{"Minimum Balance Required", balance}});
}
OfferAction call_back() {
  return process("RAF Create Activity",
                 {{"Activity Type", "Call"}, {"Activity Description", "Ask why"}});
}

TEST(Acceptance5_6, T10AnOfferNeedsItsMinimumBalance) {
  const ProductOffer fifty = offer("Fifty", {minimum("50"), router()});
  const ProductOffer more = offer("Two hundred", {minimum("200"), router()});
  Desk desk(catalogue_of(shop_products(), {fifty, more}));
  desk.tell(Account::SetPrepaidBalance{desk.state.id, {4999}});
  const auto poor = desk.respond("Fifty", "Accept", "web");
  const auto failure = std::get<OfferApplicationFailed>(poor.back());
  EXPECT_EQ(codes_of(failure.problems), Strings{"PREPAID_BALANCE_TOO_LOW"});
  EXPECT_EQ(failure.problems[0].text, "Order failed: the offer needs a minimum balance of 50.");
  EXPECT_TRUE(every<DocumentCreated>(poor).empty());
  EXPECT_EQ(walked(poor), Walked::part_of_the_way);
  desk.tell(Account::SetPrepaidBalance{desk.state.id, {5000}});
  const auto rich = desk.respond("Fifty", "Accept", "web");
  EXPECT_EQ(desk.lines(), Strings{"1.0 Internet Router Add"});
  EXPECT_EQ(walked(rich), Walked::to_the_end);
  EXPECT_TRUE(std::holds_alternative<OfferApplicationFailed>(
      desk.respond("Two hundred", "Accept", "web").back()));
}

TEST(Acceptance5_6, T11RejectingMayMakeAnActivityAndNoDocument) {
  Desk desk(catalogue_of(
      shop_products(),
      {with_responses("Text", {response("Reject", ResponseKind::reject, {call_back()})})}));
  const auto events = desk.respond("Text", "Reject", "agent");
  ASSERT_EQ(every<ActivityCreated>(events).size(), 1U);
  const Activity activity = every<ActivityCreated>(events)[0].activity;
  EXPECT_EQ(activity.kind, "Call");
  EXPECT_EQ(activity.description, "Ask why");
  EXPECT_EQ(activity.assignee, "CSR");
  EXPECT_EQ(activity.offer.value, "Text");
  EXPECT_EQ(activity.response, "Reject");
  EXPECT_EQ(logged(events).outcome, ResponseOutcome::processes);
  EXPECT_EQ(logged(events).result.processes.size(), 1U);
  EXPECT_EQ(walked(events), Walked::to_the_end);
  EXPECT_FALSE(desk.state.document);
}

TEST(Acceptance5_6, T12MoreInformationIsWorkForARepresentative) {
  Desk desk(catalogue_of(shop_products(),
                         {with_responses("Text", {response("More Information", ResponseKind::other,
                                                           {call_back()})})}));
  const auto events = desk.respond("Text", "More Information", "sms");
  ASSERT_EQ(every<ActivityCreated>(events).size(), 1U);
  const Activity activity = every<ActivityCreated>(events)[0].activity;
  EXPECT_EQ(activity.kind, "Call");
  EXPECT_EQ(activity.assignee, "CSR");
  EXPECT_EQ(activity.reason, "more information");
  EXPECT_EQ(every<WorkItemRequested>(events),
            (std::vector{WorkItemRequested{{"Text"}, "sms", "more information", {}, activity.id}}));
  EXPECT_EQ(logged(events).outcome, ResponseOutcome::processes);
  EXPECT_FALSE(desk.state.document);
}

TEST(Processes, S4_5_AnActivityNeedsItsType) {
  const auto creating = [](const std::string& type) {
    return process("RAF Create Activity",
                   {{"Activity Description", "Ask"}, {"Activity Type", type}});
  };
  Desk desk(catalogue_of(shop_products(), {offer("None", {process("RAF Create Activity")}),
                                           offer("Blank", {creating(" ")})}));
  for (const char* untyped : {"None", "Blank"}) {
    const auto events = desk.respond(untyped, "Accept", "web");
    const auto failure = std::get<OfferApplicationFailed>(events.back());
    EXPECT_EQ(codes_of(failure.problems), Strings{"WF_PARAM_INVALID"});
    EXPECT_THAT(failure.problems[0].text, testing::HasSubstr("Activity Type is missing"));
    EXPECT_TRUE(every<ActivityCreated>(events).empty());
  }
}

TEST(Activities, S1_11_AreDoneOnce) {
  const AccountDefined account{{"A-1"}, {}};
  Activity call;
  call.kind = "Call";
  call.priority = "High";
  call.due = Instant{noon.ms + 1};
  Activity created = call;
  created.id.value = "A-1-A1";
  created.created = noon;
  const Account::CompleteActivity complete{{"A-1"}, {"A-1-A1"}};
  given<Account>(account)
      .when(Account::CreateActivity{{"A-1"}, call})
      .then_each_time({ActivityCreated{created}});
  given<Account>(account)
      .when(Account::CreateActivity{{"A-1"}, {}})
      .then_rejected("ACTIVITY_TYPE_REQUIRED");
  given<Account>(account, ActivityCreated{created})
      .when(complete)
      .then_each_time({ActivityCompleted{{"A-1-A1"}}});
  given<Account>(account, ActivityCreated{created}, ActivityCompleted{{"A-1-A1"}})
      .when(complete)
      .then_rejected("ACTIVITY_DONE");
  given<Account>(account).when(complete).then_rejected("ACTIVITY_NOT_FOUND");
  for (const char* other : {"A-1-A2", "A-1-A0", "A-1-A01", "A-2-A1", "A-1-A", "1", ""}) {
    given<Account>(account, ActivityCreated{created})
        .when(Account::CompleteActivity{{"A-1"}, {other}})
        .then_rejected("ACTIVITY_NOT_FOUND");
  }
  given<Account>().when(complete).then_rejected("ACCOUNT_NOT_FOUND");
}

TEST(Activities, S1_11_OneThatCameDoneIsNotOpen) {
  Activity done;
  done.id.value = "A-1-A1";
  done.done = true;
  given<Account>(AccountDefined{{"A-1"}, {}}, ActivityCreated{done})
      .when(Account::CompleteActivity{{"A-1"}, {"A-1-A1"}})
      .then_rejected("ACTIVITY_DONE");
}

TEST(Acceptance5_6, T14EveryChannelFailsInItsOwnWay) {
  const ProductOffer calls =
      offer("Calls", {action(modify, ActionCode::add, "Mobile Service", "International Calling")});
  Desk desk(catalogue_of(shop_products(), {calls}));
  const auto sms = desk.respond("Calls", "Accept", "sms");
  ASSERT_EQ(every<ActivityCreated>(sms).size(), 1U);
  const Activity activity = every<ActivityCreated>(sms)[0].activity;
  EXPECT_EQ(activity.assignee, "CSR");
  EXPECT_EQ(activity.phone, "555-0100");
  EXPECT_THAT(activity.description, testing::HasSubstr("ASSET_NOT_FOUND_FOR_PRODUCT"));
  const auto ivr = desk.respond("Calls", "Accept", "IVR");
  ASSERT_EQ(every<WorkItemRequested>(ivr).size(), 1U);
  EXPECT_EQ(every<WorkItemRequested>(ivr)[0].offer.value, "Calls");
  EXPECT_EQ(every<WorkItemRequested>(ivr)[0].reason, "exception");
  ASSERT_EQ(every<ActivityCreated>(ivr).size(), 1U);
  const Activity item = every<ActivityCreated>(ivr)[0].activity;
  EXPECT_EQ(every<WorkItemRequested>(ivr)[0].activity, item.id);
  EXPECT_EQ(item.kind, "Work item");
  EXPECT_EQ(item.assignee, "CSR queue");
  EXPECT_EQ(item.reason, "exception");
  EXPECT_EQ(item.offer.value, "Calls");
  EXPECT_EQ(item.phone, "555-0100");
  EXPECT_THAT(item.description, testing::HasSubstr("ASSET_NOT_FOUND_FOR_PRODUCT"));
  EXPECT_EQ(desk.state.open_activities.back(), item.id) << "open until it is done";
  for (const char* channel : {"web", "agent"}) {
    const auto events = desk.respond("Calls", "Accept", channel);
    EXPECT_TRUE(every<ActivityCreated>(events).empty());
    EXPECT_TRUE(every<WorkItemRequested>(events).empty());
    EXPECT_EQ(std::get<OfferApplicationFailed>(events.back()).handlers,
              std::vector{ExceptionHandler::show_error});
  }
  const std::vector<Event> set{ChannelExceptionHandlingSet{
      "web", {ExceptionHandler::create_activity, ExceptionHandler::create_work_item}}};
  desk.context.catalogue =
      std::make_shared<const Catalogue>(desk.context.catalogue->with(set, 100));
  const auto both = desk.respond("Calls", "Accept", "web");
  ASSERT_EQ(every<ActivityCreated>(both).size(), 2U);
  EXPECT_EQ(every<ActivityCreated>(both)[0].activity.assignee, "CSR");
  ASSERT_EQ(every<WorkItemRequested>(both).size(), 1U);
  EXPECT_EQ(every<WorkItemRequested>(both)[0].activity,
            every<ActivityCreated>(both)[1].activity.id);
}

TEST(Channels, S3_14_AFailureInMemoryIsRecordedForTheAccountAndItsChannel) {
  Desk desk(catalogue_of(shop_products(), {}));
  Account::ApplyOffers call = desk.applying({"nothing"}, false);
  call.channel = "SMS";
  const auto decided = Account::decide(desk.state, call, desk.context);
  ASSERT_EQ(decided->size(), 1U) << "deciding it in memory makes nobody act";
  const auto failure = std::get<OfferApplicationFailed>(decided->back());
  const auto events = desk.tell(Account::RecordFailure{failure});
  ASSERT_EQ(every<ActivityCreated>(events).size(), 1U);
  EXPECT_EQ(every<ActivityCreated>(events)[0].activity.assignee, "CSR");
  const auto recorded = std::get<OfferApplicationFailed>(events.back());
  EXPECT_EQ(recorded.handlers, std::vector{ExceptionHandler::create_activity});
  EXPECT_EQ(recorded.problems, failure.problems);
  EXPECT_TRUE(desk.state.logged.empty());
  EXPECT_FALSE(desk.state.document);
  given<Account>().when(Account::RecordFailure{failure}).then_rejected("OFFER_NOT_FOUND");
}

TEST(Channels, S3_8_OneThatNobodyKnowsIsRefusedAndTheKnownOnesAreListed) {
  Desk desk(catalogue_of(shop_products(), {offer("Router", {router()})}));
  const auto refused = [](const std::vector<AccountEvent>& events) {
    const auto* failure = std::get_if<OfferApplicationFailed>(&events.back());
    return failure == nullptr ? Problem{} : failure->problems.at(0);
  };
  const Problem problem = refused(desk.respond("Router", "Accept", "kiosk"));
  EXPECT_EQ(problem.code, "CHANNEL_UNKNOWN");
  EXPECT_EQ(problem.field, "channel");
  EXPECT_THAT(problem.text, testing::HasSubstr("send one of web, sms, ivr, agent."));
  EXPECT_EQ(refused(desk.respond("nothing", "Accept", "kiosk")).code, "CHANNEL_UNKNOWN")
      << "before anything is asked about the offer";
  Account::ApplyOffers several = desk.applying({"Router"});
  several.channel = "kiosk";
  EXPECT_EQ(refused(desk.tell(several)).code, "CHANNEL_UNKNOWN");
  several.offers.clear();
  EXPECT_EQ(refused(desk.tell(several)).code, "CHANNEL_UNKNOWN");
  EXPECT_TRUE(desk.state.logged.empty());

  const std::vector<Event> set{
      ChannelExceptionHandlingSet{"Kiosk", {ExceptionHandler::show_error}}};
  desk.context.catalogue =
      std::make_shared<const Catalogue>(desk.context.catalogue->with(set, 100));
  EXPECT_THAT(refused(desk.respond("Router", "Accept", "till")).text,
              testing::HasSubstr("agent, Kiosk."));
  for (const char* channel : {"kiosk", " Web ", "SMS", "Ivr", "AGENT", ""}) {
    const auto events = desk.respond("Router", "Accept", channel);
    EXPECT_EQ(every<OfferApplicationFailed>(events).size(), 0U) << channel;
  }
}

TEST(Acceptance5_6, T19YesOrdersNoDoesNothingMoreInformationMakesAnActivity) {
  Desk desk(catalogue_of(
      shop_products(),
      {with_responses("1,000 minutes",
                      {response("Yes", ResponseKind::accept, {router()}),
                       response("No", ResponseKind::reject, {}),
                       response("More Information", ResponseKind::other, {call_back()})})}));
  EXPECT_EQ(logged(desk.respond("1,000 minutes", "No", "web")).outcome, ResponseOutcome::no_action);
  const auto more = desk.respond("1,000 minutes", "more information", "ivr");
  EXPECT_EQ(every<ActivityCreated>(more).size(), 1U);
  EXPECT_FALSE(desk.state.document);
  EXPECT_EQ(logged(desk.respond("1,000 minutes", "Yes", "sms")).outcome, ResponseOutcome::document);
  EXPECT_EQ(desk.lines(), Strings{"1.0 Internet Router Add"});
}

TEST(Acceptance5_6, T21AResponseIsLoggedAsItsMessageTypeSays) {
  ProductOffer billing =
      with_responses("Online billing", {response("Enroll", ResponseKind::accept, {router()}),
                                        response("Decline", ResponseKind::reject, {})});
  billing.message_type = "Enrollment";
  MessageType type;
  type.name = "Enrollment";
  type.group = "Product Offer";
  type.responses = {{"Enroll", ResponseKind::accept, true, true, {}, {}},
                    {"Decline", ResponseKind::reject, false, false, {}, {}}};
  const std::vector<Event> defined{MessageTypeDefined{type}};
  Desk desk(catalogue_of(shop_products(), {billing}).with(defined, 100));
  const OfferResponseLogged declined = logged(desk.respond("Online billing", "decline", "web"));
  EXPECT_FALSE(declined.logged);
  EXPECT_FALSE(declined.suppressed_then);
  EXPECT_TRUE(desk.state.logged.empty());
  const OfferResponseLogged enrolled = logged(desk.respond("Online billing", "ENROLL", "web"));
  EXPECT_TRUE(enrolled.logged);
  EXPECT_TRUE(enrolled.suppressed_then);
  ASSERT_EQ(desk.state.logged.size(), 1U);
  EXPECT_EQ(desk.state.logged[0].response, "Enroll");
}

TEST(Processes, SubmittingAfterwardsSendsOffWhatWasJustSaved) {
  Desk desk(
      catalogue_of(shop_products(), {offer("Now", {router(), process("SIS OM Submit Order Process"),
                                                   process("SIS OM Submit Order Process")})}));
  const auto events = desk.respond("Now", "Accept", "web");
  ASSERT_EQ(every<OrderSubmitted>(events).size(), 1U);
  EXPECT_EQ(walked(events), Walked::to_the_end);
  const auto result = logged(events).result;
  ASSERT_EQ(result.processes.size(), 2U);
  EXPECT_FALSE(result.processes[0].failed);
  EXPECT_TRUE(result.processes[1].failed) << "it was submitted before, and stays";
  EXPECT_EQ(result.processes[1].code, "ORDER_ALREADY_SUBMITTED");
  EXPECT_FALSE(desk.state.document);
  EXPECT_TRUE(desk.state.active_document.value.empty());
  ASSERT_EQ(desk.state.others.size(), 1U);
  EXPECT_TRUE(desk.state.others[0].submitted);
  EXPECT_EQ(desk.state.others[0].lines[0].status, LineStatus::open);
  EXPECT_EQ(logged(desk.respond("Now", "Accept", "web")).document.value, "A-1-O2");
}

TEST(Processes, S3_10_AQuoteIsNotSubmitted) {
  Desk desk(catalogue_of(shop_products(),
                         {offer("Now", {router(), process("SIS OM Submit Order Process")})}),
            {}, "Business");
  const auto events = desk.respond("Now", "Accept", "web");
  EXPECT_TRUE(every<OrderSubmitted>(events).empty());
  EXPECT_FALSE(logged(events).result.processes.at(0).failed);
  EXPECT_EQ(desk.state.active_document.value, "A-1-Q1");
  EXPECT_EQ(walked(events), Walked::to_the_end);
}

// The variable map decides what a workflow sees: custom fields of the account only once it lists
// them, is released, and its cache is refreshed.
TEST(Processes, S1_13_AWorkflowSeesTheFieldsOfTheReleasedMap) {
  const std::string map(context_map);
  const std::vector<Event> registered{WorkflowRegistered{"Loyalty Check", {}}};
  Desk desk(catalogue_of(shop_products(), {offer("Loyal", {process("Loyalty Check")})})
                .with(registered, 100));
  Account::DefineAccount define{desk.state.id, desk.state.profile, {}, {}};
  define.profile.fields = {{"Loyalty", "Gold"}};
  desk.tell(define);
  const auto seen = [&] {
    return logged(desk.respond("Loyal", "Accept", "web")).result.processes.at(0).context;
  };
  const NamedValue gold{"Loyalty", "Gold"};
  const std::vector<Event> steps{VariableMapChanged{map, {{"Any", {"Account Id", "Loyalty"}, {}}}},
                                 VariableMapReleased{map, 2}};
  for (const Event& step : steps) {
    desk.context.catalogue =
        std::make_shared<const Catalogue>(desk.context.catalogue->with({&step, 1}, 101));
    EXPECT_THAT(seen(), testing::Not(testing::Contains(gold)));
  }
  const std::vector<Event> refreshed{VariableMapCacheRefreshed{map}};
  desk.context.catalogue =
      std::make_shared<const Catalogue>(desk.context.catalogue->with(refreshed, 102));
  const auto context = seen();
  EXPECT_THAT(context, testing::Contains(gold));
  EXPECT_THAT(context, testing::Contains(NamedValue{"Account Id", "A-1"}));
  EXPECT_THAT(context, testing::Not(testing::Contains(NamedValue{"Account Type", "Residential"})));
}

TEST(Processes, S1_13_APreferenceNamesAnotherContextMap) {
  const std::vector<Event> configured{WorkflowRegistered{"Loyalty Check", {}},
                                      VariableMapLocked{"Own", "ana"},
                                      VariableMapChanged{"Own", {{"Any", {"Currency"}, {}}}},
                                      VariableMapReleased{"Own", 1},
                                      VariableMapCacheRefreshed{"Own"},
                                      SystemPreferenceSet{"contextVariableMap", "Own"}};
  Desk desk(catalogue_of(shop_products(), {offer("Loyal", {process("Loyalty Check")})})
                .with(configured, 100));
  const auto seen = logged(desk.respond("Loyal", "Accept", "web")).result.processes.at(0).context;
  EXPECT_THAT(seen, testing::Contains(NamedValue{"Currency", "EUR"}));
  EXPECT_THAT(seen, testing::Not(testing::Contains(NamedValue{"Account Type", "Residential"})));
}

TEST(Processes, AloneSubmittingMeansTheActiveOrder) {
  Desk desk(catalogue_of(shop_products(), {offer("Send", {process("SIS OM Submit Order Process")}),
                                           offer("Router", {router()})}));
  const auto none = std::get<OfferApplicationFailed>(desk.respond("Send", "Accept", "web").back());
  EXPECT_EQ(codes_of(none.problems), Strings{"DOC_NOT_FOUND"});
  desk.respond("Router", "Accept", "web");
  EXPECT_EQ(every<OrderSubmitted>(desk.respond("Send", "Accept", "web")).size(), 1U);
}

TEST(Processes, NothingChangedIsNothingToSubmit) {
  OfferAction skipped = action(modify, ActionCode::delete_, "Mobile Service", "SIM");
  Desk desk(catalogue_of(shop_products(),
                         {offer("Router", {router()}),
                          offer("Off", {skipped, process("SIS OM Submit Order Process")})}));
  desk.respond("Router", "Accept", "web");
  const auto events = desk.respond("Off", "Accept", "web");
  EXPECT_EQ(logged(events).outcome, ResponseOutcome::no_change);
  EXPECT_TRUE(every<OrderSubmitted>(events).empty()) << "the pending order is another matter";
  EXPECT_EQ(walked(events), Walked::to_the_end);
}

TEST(Processes, AnyRegisteredWorkflowIsRequestedWithWhatItMaySee) {
  ProductOffer address = offer("Checked", {process("Loyalty Check", {{"Account Type", "Guest"}}),
                                           router(), process("Nobody")});
  const std::vector<Event> registered{WorkflowRegistered{"loyalty check", {}}};
  Desk desk(catalogue_of(shop_products(), {address}).with(registered, 100));
  const auto events = desk.respond("Checked", "Accept", "sms");
  const auto runs = logged(events).result.processes;
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[0].message, "requested");
  EXPECT_FALSE(runs[0].post_order);
  EXPECT_THAT(runs[0].context, testing::Contains(NamedValue{"Account Type", "Guest"}));
  EXPECT_THAT(runs[0].context, testing::Contains(NamedValue{"Account Id", "A-1"}));
  EXPECT_TRUE(runs[1].failed) << "it does not exist, but the order does";
  EXPECT_EQ(desk.lines(), Strings{"1.0 Internet Router Add"});
  EXPECT_EQ(every<ActivityCreated>(events).size(), 1U) << "the channel is told by its handler";
}

TEST(Processes, RejectingIsNotSavedEarlyForAWorkflow) {
  Desk desk(catalogue_of(
      shop_products(),
      {with_responses("Mixed", {response("Reject", ResponseKind::reject,
                                         {router(), process("SIS OM Submit Order Process")})})}));
  const auto events = desk.respond("Mixed", "Reject", "agent");
  EXPECT_TRUE(every<OrderSubmitted>(events).empty());
  EXPECT_EQ(desk.lines(), Strings{"1.0 Internet Router Add"});
  EXPECT_EQ(walked(events), Walked::to_the_end);
}

}  // namespace
}  // namespace proffer::domain::processes
