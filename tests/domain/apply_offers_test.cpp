// Several offers at once, saved or only looked at, and the documents they lead to.
#include "tests/domain/desk.hpp"

#include <rapidcheck.h>

namespace proffer::domain {
namespace {

using enum ActionType;
using Strings = std::vector<std::string>;

OfferAction add(const std::string& product) { return action(new_, ActionCode::add, product); }

std::vector<ProductOffer> offers() {
  return {
      offer("Router", {add("Internet Router")}),
      offer("Headset", {add("Bluetooth Headset")}),
      offer("TV",
            {add("TV Service"), action(new_, ActionCode::add, "TV Service", "Essential Plan")}),
      offer("Basic", {once(action(modify, ActionCode::add, "TV Service", "Basic Movie Package"))}),
      offer("Premium",
            {action(modify, ActionCode::replace, "TV Service", "Premium Movie Package")}),
      offer("On demand", {once(action(modify, ActionCode::add, "TV Service", "On-Demand TV"))}),
      offer("Nothing", {})};
}
Catalogue shop_with_offers() { return catalogue_of(shop_products(), offers()); }

std::string code(const std::vector<AccountEvent>& events) {
  const auto* failure = std::get_if<OfferApplicationFailed>(&events.back());
  return failure == nullptr ? "" : failure->problems.front().code;
}

CompatibilityRule needs_a_router(RuleSide subject) {
  CompatibilityRule rule;
  rule.id.value = "router";
  rule.type = CompatibilityType::requires_;
  rule.subject = std::move(subject);
  rule.object = {SideKind::product, "Internet Router"};
  return rule;
}

TEST(ApplyOffers, Scenario5_3TwoOffersMakeOneDocument) {
  Desk desk(shop_with_offers(),
            {asset("T", "TV Service"), asset("E", "Essential Plan", "T"),
             asset("S", "Spanish Combo Package", "T"), asset("B", "Basic Movie Package", "T")});
  auto command = desk.applying({"Premium", "On demand"}, false);
  command.asset.value = "T";
  const auto before = desk.state;
  const auto shown = desk.shown(command);
  ASSERT_TRUE(shown.has_value());
  EXPECT_EQ(Desk::lines_of(*shown),
            (Strings{"1.0 TV Service -", "1.1 Essential Plan -", "1.2 Spanish Combo Package -",
                     "1.3 Basic Movie Package Delete", "1.4 Premium Movie Package Add",
                     "1.5 On-Demand TV Add"}));
  EXPECT_EQ(desk.state, before);
  command.save = true;
  const auto events = desk.tell(command);
  EXPECT_EQ(Desk::lines_of(*desk.state.document), Desk::lines_of(*shown));
  EXPECT_EQ(every<OfferResponseLogged>(events).size(), 2U) << "one for each offer";
  EXPECT_EQ(desk.state.logged.size(), 2U);
  EXPECT_EQ(std::get<OffersApplied>(events.back()).document.value, "A-1-O1");
  EXPECT_EQ(walked(events), Walked::to_the_end);
}

TEST(ApplyOffers, S1_10_TheRecordSaysWhatNamesAChannelIsShown) {
  auto products = shop_products();
  for (Product& product : products) {
    if (product.name == "TV Service") product.translations = {{"FRA", "Service télé"}};
  }
  Desk desk(catalogue_of(products, offers()));
  auto command = desk.applying({"TV"});
  command.language = "fra";
  EXPECT_EQ(every<OffersApplied>(desk.tell(command)).at(0).shown_names,
            (std::vector<NamedValue>{{"TV Service", "Service télé"}}));
  EXPECT_EQ(desk.state.document->lines[0].product_name, "TV Service");
  command = desk.applying({"Router"});
  desk.state.profile.language = "FRA";
  EXPECT_EQ(every<OffersApplied>(desk.tell(command)).at(0).shown_names.size(), 1U)
      << "of the whole document";
  command = desk.applying({"Headset"});
  command.language = "ENU";
  EXPECT_TRUE(every<OffersApplied>(desk.tell(command)).at(0).shown_names.empty());
}

TEST(ApplyOffers, TheyRunInTheirSequenceEqualOnesAsGiven) {
  Desk desk(shop_with_offers());
  auto command = desk.applying({"Router", "Headset", "Nothing"});
  command.offers[0].sequence = 7;
  command.offers[1].sequence = 7;
  command.offers.push_back({{"TV"}, 2, {}, {}});
  desk.tell(command);
  EXPECT_EQ(desk.lines(), (Strings{"1.0 TV Service Add", "1.1 Essential Plan Add",
                                   "2.0 Internet Router Add", "3.0 Bluetooth Headset Add"}));
}

TEST(ApplyOffers, ActionsOfOneBaseRunTogetherWhereTheFirstOfThemStands) {
  Desk desk(shop_with_offers());
  desk.tell(desk.applying({"Headset", "Router", "Headset"}));
  EXPECT_EQ(desk.lines(), (Strings{"1.0 Bluetooth Headset Add", "2.0 Bluetooth Headset Add",
                                   "3.0 Internet Router Add"}));
}

TEST(ApplyOffers, AProblemNamesItsOfferByNameAndOneThatIsNotThereAsItWasAskedFor) {
  ProductOffer router = offer("Router", {add("Internet Router")});
  router.id.value = "r-1";
  Desk desk(catalogue_of(shop_products(), {router}));
  const auto called = [&](const Account::ApplyOffers& command) {
    return std::get<OfferApplicationFailed>(desk.tell(command).back()).problems.at(0).offer;
  };
  EXPECT_EQ(called(desk.applying({"none"})), "none");
  auto command = desk.applying({"r-1"});
  command.asset.value = "T";
  EXPECT_EQ(called(command), "Router") << "the asset is not there";
  command.channel = "pigeon";
  EXPECT_EQ(called(command), "Router");
}

TEST(ApplyOffers, OneThatCannotBeHadFailsThemAll) {
  ProductOffer closed = offer("Closed", {add("SIM")});
  closed.rules.check_eligibility = true;
  closed.rules.inclusive_eligibility = true;
  ProductOffer off = offer("Off", {add("SIM")});
  off.active = false;
  auto all = offers();
  all.push_back(closed);
  all.push_back(off);
  Desk desk(catalogue_of(shop_products(), all));
  EXPECT_EQ(code(desk.tell(desk.applying({"Router", "Unknown"}))), "OFFER_NOT_FOUND");
  EXPECT_EQ(code(desk.tell(desk.applying({"Router", "Off"}))), "OFFER_UNAVAILABLE");
  EXPECT_EQ(code(desk.tell(desk.applying({"Router", "Closed"}))), "OFFER_NOT_ELIGIBLE");
  auto command = desk.applying({"Router"});
  command.offers[0].response = "Enroll";
  EXPECT_EQ(code(desk.tell(command)), "RESPONSE_UNKNOWN");
  command.asset.value = "T";
  EXPECT_EQ(code(desk.tell(command)), "ASSET_NOT_FOUND") << "the asset is looked at first";
  EXPECT_EQ(code(desk.tell(desk.applying({}))), "OFFER_LIST_EMPTY");
  EXPECT_FALSE(desk.state.document);
}

TEST(ApplyOffers, S3_8_AnOfferThatTheRunTimeDoesNotKnowYetIsUnavailable) {
  const std::vector<Event> authored = {
      ProductOfferCreated{{"Created"}, {.name = "Created"}, {}, "ana"}};
  Desk desk(shop_with_offers().with(authored, 1000));
  EXPECT_EQ(code(desk.tell(desk.applying({"Router", "Created"}))), "OFFER_UNAVAILABLE");
  EXPECT_FALSE(desk.state.document);
}

TEST(Acceptance5_6, T13TheWrongKindOfAccountIsToldSo) {
  Desk residential(shop_with_offers());
  Desk business(shop_with_offers(), {}, "Business");
  auto command = residential.applying({"Router"});
  command.kind = DocumentKind::quote;
  const auto refused = residential.tell(command);
  EXPECT_EQ(code(refused), "ACCOUNT_IS_RESIDENTIAL");
  EXPECT_EQ(walked(refused), Walked::to_the_end) << "it ends where it stops";
  EXPECT_EQ(walked(business.tell(command)), Walked::to_the_end);
  EXPECT_EQ(business.state.document->id.value, "A-1-Q1");
  command.kind = DocumentKind::order;
  EXPECT_EQ(code(business.tell(command)), "ACCOUNT_NOT_RESIDENTIAL");
  command.several = false;
  command.detail = true;
  EXPECT_EQ(walked(residential.tell(command)), Walked::to_the_end);
}

TEST(ApplyOffers, S4_1_TheNextViewIsThatOfTheDocumentAndOfNetworkLines) {
  Product line = simple("Leased Line");
  line.compound_product_number = "NET-1";
  auto products = shop_products();
  products.push_back(line);
  auto all = offers();
  all.push_back(offer("Network", {add("Leased Line")}));
  struct Row {
    const char* account_type;
    const char* offer;
    const char* view;
  };
  const std::vector<Row> rows = {
      {"Residential", "Router", "Order Entry - Line Items View (Sales)"},
      {"Residential", "Network", "Order Entry - Network Line Items Detail View (Sales)"},
      {"Business", "Router", "Quote Item Detail View"},
      {"Business", "Network", "Quote Network Detail View"},
      {"Residential", "Nothing", "SIS OM Customer Account Portal view"}};
  for (const Row& row : rows) {
    Desk desk(catalogue_of(products, all), {}, row.account_type);
    const auto events = desk.respond(row.offer, "Accept", "agent");
    const auto completed = every<WorkflowCompleted>(events);
    ASSERT_EQ(completed.size(), 1U) << row.offer;
    EXPECT_EQ(completed[0].next_view, row.view);
    EXPECT_EQ(logged(events).next_view, row.view);
  }
}

TEST(ApplyOffers, S4_1_AWebCallGoesToNoView) {
  Desk desk(shop_with_offers());
  for (const auto& events :
       {desk.respond("Router", "Accept", "web"), desk.tell(desk.applying({"Headset"}))}) {
    const auto completed = every<WorkflowCompleted>(events);
    ASSERT_EQ(completed.size(), 1U);
    EXPECT_EQ(completed[0].next_view, "");
    EXPECT_EQ(every<OfferResponseLogged>(events)[0].next_view, "");
  }
}

TEST(ApplyOffers, WhatIsOnlyLookedAtDefersWhatWouldWrite) {
  auto all = offers();
  all.push_back(
      offer("Rich",
            {process("RAF Check Prepaid Balance", {{"Minimum Balance Required", "10"}}), add("SIM"),
             process("RAF Create Activity"), process("SIS OM Submit Order Process")}));
  Desk desk(catalogue_of(shop_products(), all));
  const auto events = Account::decide(desk.state, desk.applying({"Rich"}, false), desk.context);
  EXPECT_EQ(code(*events), "PREPAID_BALANCE_TOO_LOW") << "what only looks is run";
  desk.tell(Account::SetPrepaidBalance{desk.state.id, {1000}});
  const auto rich = Account::decide(desk.state, desk.applying({"Rich"}, false), desk.context);
  EXPECT_EQ(std::get<OffersApplied>(rich->back()).result.deferred,
            (Strings{"RAF Create Activity", "SIS OM Submit Order Process"}));
  EXPECT_TRUE(every<ActivityCreated>(*rich).empty());
  EXPECT_TRUE(every<OfferResponseLogged>(*rich).empty());
  EXPECT_TRUE(every<WorkflowStarted>(*rich).empty());
}

TEST(ApplyOffers, AStructureIsContinuedAndSavedAsItWasReviewed) {
  Desk desk(shop_with_offers());
  auto command = desk.applying({"TV", "Basic"}, false);
  auto shown = desk.shown(command);
  ASSERT_TRUE(shown.has_value());
  command = desk.applying({"Router"}, false);
  command.structure = shown->lines;
  shown = desk.shown(command);
  ASSERT_TRUE(shown.has_value());
  const Strings four = {"1.0 TV Service Add", "1.1 Essential Plan Add",
                        "1.2 Basic Movie Package Add", "2.0 Internet Router Add"};
  EXPECT_EQ(Desk::lines_of(*shown), four);
  command = desk.applying({});
  command.structure = shown->lines;
  const auto placed = desk.tell(command);
  EXPECT_EQ(desk.lines(), four);
  EXPECT_TRUE(every<WorkflowStarted>(placed).empty());
  EXPECT_EQ(desk.state.active_document.value, "A-1-O1");
  command.structure->at(0).product.value = "Nothing we sell";
  EXPECT_EQ(code(desk.tell(command)), "STRUCTURE_INVALID");
  command.structure->erase(command.structure->begin());
  EXPECT_EQ(code(desk.tell(command)), "STRUCTURE_INVALID") << "the parent is missing";
  command.structure = std::vector<Line>{};
  EXPECT_EQ(code(desk.tell(command)), "DOCUMENT_EMPTY");
}

TEST(ApplyOffers, AStructureOfASavedDocumentReplacesItsContent) {
  Desk desk(shop_with_offers());
  desk.tell(desk.applying({"TV", "Router"}));
  auto command = desk.applying({"Basic"});
  command.document.value = "A-1-O1";
  command.structure = desk.state.document->lines;
  command.structure->pop_back();  // the router
  const auto events = desk.tell(command);
  EXPECT_EQ(desk.lines(), (Strings{"1.0 TV Service Add", "1.1 Essential Plan Add",
                                   "1.2 Basic Movie Package Add"}));
  EXPECT_EQ(every<LineRemoved>(events).size(), 1U);
  EXPECT_EQ(every<LineAdded>(events).size(), 1U);
  EXPECT_EQ(desk.state.document->revision, 2U);
}

TEST(ApplyOffers, S3_2_OtherOpenOrdersCountForWhatIsAdded) {
  auto products = shop_products();
  Product& headset = *std::ranges::find(products, "Bluetooth Headset", &Product::name);
  headset.rules.check_eligibility = true;
  headset.rules.compatibility = {needs_a_router({SideKind::product, "Bluetooth Headset"})};
  Desk desk(catalogue_of(products, offers()));
  const auto command = desk.applying({"Headset"}, false);
  EXPECT_FALSE(desk.shown(command));
  desk.tell(desk.applying({"Router"}));
  EXPECT_TRUE(desk.shown(command)) << "a pending one";
  desk.tell(Account::SubmitOrder{desk.state.id, {"A-1-O1"}});
  EXPECT_TRUE(desk.shown(command)) << "a submitted one";
  desk.tell(Account::CancelDocument{desk.state.id, {"A-1-O1"}, {}});
  EXPECT_FALSE(desk.shown(command));
}

TEST(ApplyOffers, S3_2_AStructureCountsInsteadOfTheDocumentThatItReplaces) {
  auto all = offers();
  all.push_back(offer("SIM", {add("SIM")}));
  all.back().rules.check_eligibility = true;
  all.back().rules.compatibility = {needs_a_router({SideKind::offer, "SIM"})};
  Desk desk(catalogue_of(shop_products(), all));
  desk.tell(desk.applying({"Router"}));
  auto command = desk.applying({"SIM"}, false);
  command.document.value = "A-1-O1";
  EXPECT_TRUE(desk.shown(command));
  command.structure = desk.shown(desk.applying({"Headset"}, false))->lines;
  EXPECT_EQ(code(*Account::decide(desk.state, command, desk.context)), "OFFER_NOT_ELIGIBLE");
}

TEST(Documents, OnlyOnesOwnThatAreStillOpenCanBeAddedTo) {
  Desk desk(shop_with_offers());
  desk.tell(desk.applying({"Router"}));
  const auto into = [&](const std::string& document) {
    auto command = desk.applying({"Headset"});
    command.document.value = document;
    return code(desk.tell(command));
  };
  EXPECT_EQ(into("A-1-O9"), "DOC_NOT_FOUND");
  EXPECT_EQ(into("nonsense"), "DOC_NOT_FOUND");
  EXPECT_EQ(into("A-2-O1"), "DOC_OTHER_ACCOUNT");
  EXPECT_EQ(into("A-1-Q1"), "DOC_WRONG_KIND");
  EXPECT_EQ(into("A-1-O1"), "");
  desk.tell(Account::SubmitOrder{desk.state.id, {"A-1-O1"}});
  EXPECT_EQ(into("A-1-O1"), "DOC_NOT_EDITABLE");
  desk.tell(Account::SubmitOrder{desk.state.id, {"A-1-O1"}});
  EXPECT_EQ(desk.refused, Strings{"ORDER_ALREADY_SUBMITTED"});
  desk.tell(Account::CancelDocument{desk.state.id, {"A-1-O1"}, "mistake"});
  EXPECT_EQ(into("A-1-O1"), "DOC_NOT_EDITABLE") << "cancelled";
  EXPECT_TRUE(desk.state.others.empty());
}

TEST(Documents, TheLatestPendingOneIsActiveAgain) {
  Desk desk(shop_with_offers());
  desk.tell(desk.applying({"Router"}));
  auto second = desk.applying({"Headset"}, false);
  auto placed = desk.applying({});
  placed.structure = desk.shown(second)->lines;
  desk.tell(placed);
  EXPECT_EQ(desk.state.active_document.value, "A-1-O2");
  ASSERT_EQ(desk.state.others.size(), 1U);
  desk.tell(Account::CancelDocument{desk.state.id, {"A-1-O2"}, {}});
  EXPECT_EQ(desk.state.active_document.value, "A-1-O1");
  EXPECT_EQ(desk.lines(), Strings{"1.0 Internet Router Add"});
  desk.context.limits.documents_max = 1;
  EXPECT_EQ(code(desk.tell(placed)), "DOCUMENTS_FULL");
}

TEST(Documents, S3_6_OneThatLosesItsLastLineIsCancelled) {
  auto all = offers();
  all.push_back(offer("No router", {action(modify, ActionCode::delete_, "Internet Router"),
                                    process("SIS OM Submit Order Process")}));
  Desk desk(catalogue_of(shop_products(), all));
  for (const char* order : {"A-1-O1", "A-1-O2"}) {
    desk.respond("Router", "Accept", "web");
    EXPECT_EQ(desk.state.active_document.value, order);
    const auto events = desk.respond("No router", "Accept", "web");
    EXPECT_EQ(every<LineRemoved>(events).size(), 1U);
    ASSERT_EQ(every<DocumentCancelled>(events).size(), 1U);
    EXPECT_EQ(every<DocumentCancelled>(events)[0].document.value, order);
    EXPECT_TRUE(every<OrderSubmitted>(events).empty()) << "nothing is there to be sent off";
    EXPECT_EQ(walked(events), Walked::to_the_end);
    const auto logged = every<OfferResponseLogged>(events);
    ASSERT_EQ(logged.size(), 1U);
    EXPECT_EQ(logged[0].document.value, order);
    EXPECT_EQ(logged[0].result.warnings,
              Strings{"Document '" + std::string(order) + "' has no lines left and is cancelled."});
    EXPECT_FALSE(desk.state.document);
    EXPECT_TRUE(desk.state.active_document.value.empty());
    EXPECT_EQ(desk.state.logged.size(), 2U) << "of the same answers one each is kept";
  }
}

TEST(Documents, S3_6_AfterOneThatLosesItsLastLineTheLatestOtherIsActive) {
  auto all = offers();
  all.push_back(offer("No router", {action(modify, ActionCode::delete_, "Internet Router")}));
  Desk desk(catalogue_of(shop_products(), all));
  desk.tell(desk.applying({"Headset"}));
  auto placed = desk.applying({});
  placed.structure = desk.shown(desk.applying({"Router"}, false))->lines;
  desk.tell(placed);
  ASSERT_EQ(desk.state.active_document.value, "A-1-O2");
  EXPECT_EQ(every<DocumentCancelled>(desk.tell(desk.applying({"No router"}))).size(), 1U);
  EXPECT_EQ(desk.state.active_document.value, "A-1-O1");
  EXPECT_EQ(desk.lines(), Strings{"1.0 Bluetooth Headset Add"});
}

TEST(Documents, S3_6_AnOrderWithoutLinesIsNotSubmitted) {
  given<Account>(AccountDefined{{"A-1"}, {}},
                 DocumentCreated{{"A-1-O1"}, DocumentKind::order, {"A-1"}, {}, {}},
                 ActiveDocumentSet{{"A-1-O1"}})
      .when(Account::SubmitOrder{{"A-1"}, {"A-1-O1"}})
      .then_rejected("DOCUMENT_EMPTY");
}

TEST(Documents, AnAcceptedQuoteIsDoneWith) {
  Desk desk(shop_with_offers(), {}, "Business");
  desk.tell(desk.applying({"Router"}));
  desk.tell(Account::SubmitOrder{desk.state.id, {"A-1-Q1"}});
  EXPECT_EQ(desk.refused, Strings{"DOC_WRONG_KIND"});
  EXPECT_EQ(desk.tell(Account::AcceptQuote{desk.state.id, {"A-1-Q1"}}).size(), 2U);
  EXPECT_TRUE(desk.state.active_document.value.empty());
}

TEST(Documents, S1_12_OnlyAnOpenQuoteExpires) {
  Desk desk(shop_with_offers(), {}, "Business");
  desk.tell(desk.applying({"Router"}));
  const std::vector<AccountEvent> expired{QuoteExpired{{"A-1-Q1"}},
                                          ActiveDocumentCleared{{"A-1-Q1"}, false}};
  EXPECT_TRUE(desk.tell(Account::ExpireQuote{desk.state.id, {"A-1-Q1"}}) == expired);
  EXPECT_TRUE(desk.state.active_document.value.empty());
  const auto refused = [&](const Account::Command& command) {
    desk.tell(command);
    return desk.refused;
  };
  EXPECT_EQ(refused(Account::ExpireQuote{desk.state.id, {"A-1-Q1"}}), Strings{"DOC_NOT_EDITABLE"});
  EXPECT_EQ(refused(Account::AcceptQuote{desk.state.id, {"A-1-Q1"}}), Strings{"DOC_NOT_EDITABLE"});
  EXPECT_EQ(refused(Account::ExpireQuote{desk.state.id, {"A-1-Q2"}}), Strings{"DOC_NOT_FOUND"});
  EXPECT_EQ(refused(Account::ExpireQuote{desk.state.id, {"A-2-Q1"}}), Strings{"DOC_OTHER_ACCOUNT"});
  EXPECT_EQ(Account::decide({}, Account::ExpireQuote{{"A-9"}, {"A-9-Q1"}}, desk.context)
                .error()
                .front()
                .code,
            "ACCOUNT_NOT_FOUND");
}

// The account's own events first and then those of its documents, as they are read from a log.
TEST(Documents, SeveralAreReadBackAsTheyWere) {
  Desk desk(shop_with_offers());
  std::vector<AccountEvent> own;
  std::vector<AccountEvent> documents;
  const auto tell = [&](const Account::Command& command) {
    for (const AccountEvent& event : desk.tell(command)) {
      const auto stream = Account::stream_of(event, {Category::account, "A-1"});
      if (stream.category == Category::account) own.push_back(event);
      if (stream.category == Category::order) documents.push_back(event);
    }
  };
  tell(desk.applying({"Router"}));
  auto placed = desk.applying({"Headset"});
  placed.structure = desk.state.document->lines;
  tell(placed);
  tell(placed);
  tell(Account::SubmitOrder{desk.state.id, {"A-1-O2"}});
  tell(Account::SubmitOrder{desk.state.id, {"A-1-O3"}});
  own.insert(own.begin(), AccountDefined{desk.state.id, desk.state.profile});
  auto loaded = fold<Account>({}, own);
  EXPECT_EQ(Account::owned_streams(loaded), Account::owned_streams(desk.state));
  loaded = fold<Account>(std::move(loaded), documents);
  EXPECT_EQ(loaded, desk.state);
  EXPECT_EQ(desk.state.active_document.value, "A-1-O1");
  EXPECT_EQ(desk.state.others.size(), 2U);
}

TEST(ApplyOffersProperty, LookingAtADocumentAndSavingItIsSavingItDirectly) {
  const Catalogue catalogue = shop_with_offers();
  const bool held = rc::check([&] {
    Desk desk(catalogue);
    const auto names = *rc::gen::container<Strings>(rc::gen::element<std::string>(
        "Router", "Headset", "TV", "Basic", "Premium", "On demand", "Nothing"));
    RC_PRE(!names.empty());
    const auto shown = desk.shown(desk.applying(names, false));
    Desk direct(catalogue);
    direct.tell(direct.applying(names));
    RC_ASSERT(shown.has_value() == direct.state.document.has_value());
    if (!shown) return;
    auto placed = desk.applying({});
    placed.structure = shown->lines;
    desk.tell(placed);
    RC_ASSERT(desk.state.document == direct.state.document);
    RC_ASSERT(desk.state.active_document == direct.state.active_document);
  });
  EXPECT_TRUE(held);
}

TEST(Acceptance5_6, T20OneOfferHasOneMeaningOnEveryChannel) {
  Strings lines;
  for (const char* channel : {"web", "agent", "sms", "ivr"}) {
    Desk desk(shop_with_offers());
    desk.respond("TV", "Accept", channel);
    if (lines.empty()) lines = desk.lines();
    EXPECT_EQ(desk.lines(), lines);
    EXPECT_EQ(desk.state.logged.size(), 1U);
  }
}

}  // namespace
}  // namespace proffer::domain
