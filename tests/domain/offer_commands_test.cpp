// What can be asked of a product offer, one command after another.
#include "actors/domain/product_offer/offer_rules.hpp"
#include "actors/domain/product_offer/product_offer.hpp"
#include "tests/domain/shop.hpp"

namespace proffer::domain {
namespace {

using Codes = std::vector<std::string>;

MessageType custom_type(std::string name, std::vector<std::string> responses) {
  MessageType type;
  type.name = std::move(name);
  type.group = "Product Offer";
  for (std::string& response : responses) {
    type.responses.push_back({std::move(response), ResponseKind::other, true, false, {}, {}});
  }
  return type;
}
Catalogue shop_with_types() {
  MessageType consent = custom_type("Consent", {"Sign Up", "Learn More"});
  consent.responses[0].kind = ResponseKind::accept;
  const std::vector<Event> events{
      MessageTypeDefined{custom_type("Billing", {"Enroll", "Decline"})},
      MessageTypeDefined{custom_type("Handset", {"Accept", "Decline", "Learn More"})},
      MessageTypeDefined{consent}};
  return catalogue_of(shop_products(), {offer("Taken", {})}).with(events, 0);
}

OfferHeader header(std::string name) {
  OfferHeader made;
  made.name = std::move(name);
  made.organizations = {"Sales"};
  return made;
}

// An author at work on one offer; every command must be accepted unless it says otherwise.
class Desk {
 public:
  explicit Desk(std::string message_type = {}) {
    tell(CreateProductOffer{{"O"}, header("Films"), std::move(message_type), "ana"});
  }

  Desk& tell(const ProductOfferCommand& command) {
    const auto events = ProductOfferDecider::decide(state, command, context);
    if (!events) {
      ADD_FAILURE() << events.error().front().code << ": " << events.error().front().text;
      return *this;
    }
    last = *events;
    state = fold<ProductOfferDecider>(std::move(state), *events);
    return *this;
  }
  Problems problems(const ProductOfferCommand& command) const {
    const auto events = ProductOfferDecider::decide(state, command, context);
    return events ? Problems{} : events.error();
  }
  Codes refusal(const ProductOfferCommand& command) const { return codes_of(problems(command)); }
  Codes responses() const {
    Codes names;
    for (const OfferResponse& response : state.work.responses) {
      names.push_back(std::to_string(response.sequence) + " " + response.response);
    }
    return names;
  }
  std::string message_at_run_time() const { return state.snapshot.offer.message; }

  Context context = context_of(shop_with_types());
  OfferDefinition state;
  std::vector<ProductOfferEvent> last;
};

const Editor ana{"ana", 0};
const Editor ben{"ben", 0};

OfferResponse response(std::string name, std::uint32_t sequence = 0) {
  OfferResponse made;
  made.response = std::move(name);
  made.sequence = sequence;
  return made;
}
OfferAction movie() {
  return action(ActionType::modify, ActionCode::add, "TV Service", "Premium Movie Package");
}
EditHeader message(std::string text) {
  EditHeader edit{ana, header("Films")};
  edit.header.message = std::move(text);
  return edit;
}

TEST(OfferCommands, ANewOfferIsLockedByItsCreatorAndHasAcceptAndReject) {
  const Desk desk;
  EXPECT_TRUE(desk.state.locked);
  EXPECT_EQ(desk.state.locked_by, "ana");
  EXPECT_EQ(desk.state.work.message_type, "Product Offer Recommendation");
  EXPECT_EQ(desk.responses(), (Codes{"1 Accept", "2 Reject"}));
  EXPECT_TRUE(desk.state.stale);
  EXPECT_TRUE(Desk("Billing").responses().empty());
}

TEST(OfferCommands, AnIdAndANameAreUsedOnce) {
  const Desk desk;
  EXPECT_EQ(desk.refusal(CreateProductOffer{{"O"}, header("Other"), "", "ana"}),
            Codes{"OFFER_EXISTS"});
  given<ProductOfferDecider>()
      .in(shop_with_types())
      .when(CreateProductOffer{{"P"}, header(" taken"), "", "ana"})
      .then_rejected("OFFER_NAME_TAKEN");
}

TEST(OfferCommands, ANewOfferNeedsANameAndAnOrganization) {
  given<ProductOfferDecider>()
      .in(shop_with_types())
      .when(CreateProductOffer{{"P"}, {}, "", "ana"})
      .then_rejected(Codes{"OFFER_NAME_REQUIRED", "OFFER_ORG_REQUIRED"});
}

TEST(OfferCommands, OFFER_NOT_LOCKED_EveryEditNeedsTheLockOfItsEditor) {
  Desk desk;
  EXPECT_EQ(desk.refusal(EditHeader{ben, header("Other")}), Codes{"OFFER_LOCKED"});
  EXPECT_EQ(desk.refusal(LockWorkSpace{ben}), Codes{"OFFER_LOCKED"});
  EXPECT_EQ(desk.refusal(DefineOffer{offer("O", {}), "ben"}), Codes{"OFFER_LOCKED"});
  desk.tell(UnlockWorkSpace{ana});
  for (const ProductOfferCommand& command : std::vector<ProductOfferCommand>{
           EditHeader{ana, header("Other")}, SetMessageType{ana, "Billing"},
           SetVersionWindow{ana, 0, noon, {}, true}, ReleaseNewVersion{ana, {}},
           AddResponse{ana, response("Accept")}, RemoveResponse{ana, "Accept"},
           AddAction{ana, "Accept", movie()}, AddRecommendation{ana, {}},
           TranslateMessage{ana, {"FRA", "Films", ""}}, AddEligibilityRule{ana, {}}}) {
    EXPECT_EQ(desk.refusal(command), Codes{"OFFER_NOT_LOCKED"}) << command.index();
  }
  desk.tell(LockWorkSpace{ben}).tell(EditHeader{ben, header("Other")});
  EXPECT_EQ(desk.state.work.name, "Other");
}

TEST(OfferCommands, AnEditOfWhatWasChangedSinceIsRefused) {
  Desk desk;
  const std::uint64_t read = desk.state.events;
  desk.tell(message("New"));
  EXPECT_EQ(desk.refusal(EditHeader{{"ana", read}, header("Films")}), Codes{"OFFER_CHANGED"});
  desk.tell(EditHeader{{"ana", desk.state.events}, header("Films")});
  EXPECT_EQ(desk.refusal(LockWorkSpace{{"ana", 1}}), Codes{"OFFER_CHANGED"});
}

TEST(OfferCommands, OfAnOfferThatIsNotThereNothingCanBeAsked) {
  given<ProductOfferDecider>().when(LockWorkSpace{ana}).then_rejected("OFFER_NOT_FOUND");
  given<ProductOfferDecider>().when(RefreshCache{ana}).then_rejected("OFFER_NOT_FOUND");
  given<ProductOfferDecider>().when(message("?")).then_rejected("OFFER_NOT_FOUND");
}

TEST(Acceptance5_6, T22_ARefreshThenAReleaseMakesAVersionAvailable) {
  Desk desk;
  desk.tell(message("Old")).tell(RefreshCache{ana}).tell(ReleaseNewVersion{ana, {}});
  EXPECT_EQ(desk.last, std::vector<ProductOfferEvent>({OfferVersionReleased{
                           {"O"}, 1, std::nullopt, std::nullopt, true, true}}));
  EXPECT_NE(desk.state.snapshot.in_force(noon), nullptr);
  EXPECT_FALSE(desk.state.locked);

  desk.tell(LockWorkSpace{ana}).tell(message("New")).tell(ReleaseNewVersion{ana, {}});
  EXPECT_EQ(desk.message_at_run_time(), "Old");
  EXPECT_EQ(desk.state.snapshot.release, 1U);
  desk.tell(ClearCache{ana});
  EXPECT_EQ(desk.message_at_run_time(), "New");
  EXPECT_EQ(desk.state.snapshot.release, 2U);
}

TEST(Acceptance5_6, T22_ReleasedButNeverRefreshedIsNotAvailable) {
  Desk desk;
  desk.tell(ReleaseNewVersion{ana, {}});
  EXPECT_EQ(desk.state.versions.size(), 1U);
  EXPECT_EQ(desk.state.snapshot.in_force(noon), nullptr);
  desk.tell(ClearCache{ben});
  EXPECT_NE(desk.state.snapshot.in_force(noon), nullptr);
}

TEST(Acceptance5_6, T16_AChangedMessageIsSeenOnceTheCacheIsClearedAndByAllVersions) {
  Desk desk;
  desk.tell(message("Old")).tell(ClearCache{ana}).tell(ReleaseNewVersion{ana, {}});
  desk.tell(LockWorkSpace{ana}).tell(message("New"));
  EXPECT_EQ(desk.message_at_run_time(), "Old");
  desk.tell(ClearCache{ana});
  EXPECT_EQ(desk.message_at_run_time(), "New");
  EXPECT_EQ(desk.state.snapshot.in_force(noon)->number, 1U);
  desk.tell(ClearCache{ana});
  EXPECT_TRUE(desk.last.empty()) << "there is nothing to clear";
}

TEST(OfferCommands, AVersionHasItsOwnWindow) {
  Desk desk;
  desk.tell(ReleaseNewVersion{ana, noon}).tell(LockWorkSpace{ana});
  EXPECT_EQ(desk.state.versions[0].start, noon);
  EXPECT_EQ(desk.state.work.start, std::nullopt);
  desk.tell(SetVersionWindow{ana, 1, {}, noon, false});
  EXPECT_EQ(desk.state.versions[0], (OfferVersion{1, {}, noon, false}));
  EXPECT_EQ(desk.refusal(SetVersionWindow{ana, 1, noon, noon, true}), Codes{"VERSION_DATES"});
  EXPECT_EQ(desk.refusal(SetVersionWindow{ana, 2, {}, {}, true}), Codes{"VERSION_UNKNOWN"});
}

TEST(OfferCommands, S1_6_OfOverlappingVersionsTheHighestNumberIsInForce) {
  Desk desk;
  desk.tell(RefreshCache{ana}).tell(ReleaseNewVersion{ana, {}});
  desk.tell(LockWorkSpace{ana}).tell(SetVersionWindow{ana, 0, noon, Instant{noon.ms + 9}, false});
  desk.tell(ClearCache{ana}).tell(ReleaseNewVersion{ana, {}});
  const auto in_force = [&](std::int64_t after_noon_ms) {
    return desk.state.snapshot.in_force(Instant{noon.ms + after_noon_ms});
  };
  EXPECT_EQ(in_force(-1)->number, 1U);
  EXPECT_EQ(in_force(0)->number, 2U) << "the start belongs to the window";
  EXPECT_FALSE(in_force(0)->active);
  EXPECT_EQ(in_force(9)->number, 1U) << "the end does not";
}

TEST(OfferCommands, AReleaseChecksTheWholeOfferAnEditOnlyWhatItBrings) {
  Desk desk;
  desk.tell(AddAction{ana, "Accept", movie()});
  desk.context = context_of(Catalogue{});  // the products are gone
  desk.tell(message("New"));
  EXPECT_EQ(desk.refusal(ReleaseNewVersion{ana, {}}), (Codes{"BASE_UNKNOWN", "COMPONENT_UNKNOWN"}));
}

TEST(OfferCommands, AnAddedResponseTakesThePlaceOfAnUntouchedOne) {
  Desk desk;
  OfferResponse reject = response("Reject");
  reject.comments = "No, thanks";
  desk.tell(AddResponse{ana, reject});
  EXPECT_EQ(desk.responses(), (Codes{"1 Accept", "2 Reject"}));
  EXPECT_EQ(desk.state.response("Reject")->comments, "No, thanks");
  EXPECT_EQ(desk.state.response("Reject")->kind, ResponseKind::reject);
  EXPECT_EQ(desk.refusal(AddResponse{ana, response("reject")}), Codes{"RESPONSE_DUPLICATE"});
}

TEST(OfferCommands, AnUntouchedResponseYieldsItsSequence) {
  Desk desk;
  desk.tell(AddResponse{ana, response("Reject", 1)});
  EXPECT_EQ(desk.responses(), (Codes{"1 Reject", "2 Accept"}));
  desk.tell(EditResponse{ana, "Accept", response("Accept")});
  EXPECT_FALSE(desk.state.response("Accept")->untouched);
}

TEST(OfferCommands, S1_7_AResponseIsOfTheKindThatItsMessageTypeSays) {
  ProductOffer signing = offer("Signing", {});
  signing.message_type = "Consent";
  signing.responses = {response(" sign up", 1)};
  ProductOffer expected = signing;
  expected.responses[0].kind = ResponseKind::accept;
  given<ProductOfferDecider>()
      .in(shop_with_types())
      .when(DefineOffer{signing, "ana"})
      .then({ProductOfferDefined{1, expected}});

  Desk desk("Consent");
  desk.tell(AddResponse{ana, response("Learn More")});
  OfferResponse renamed = *desk.state.response("Learn More");
  EXPECT_EQ(renamed.kind, ResponseKind::other);
  renamed.response = "Sign Up";
  desk.tell(EditResponse{ana, "Learn More", renamed});
  EXPECT_EQ(desk.state.response("Sign Up")->kind, ResponseKind::accept);
}

TEST(OfferCommands, S1_7_AnotherMessageTypeSaysTheKindsAnew) {
  Desk desk;
  desk.tell(AddAction{ana, "Accept", movie()}).tell(SetMessageType{ana, "Handset"});
  EXPECT_EQ(desk.responses(), Codes{"1 Accept"});
  EXPECT_EQ(desk.state.response("Accept")->kind, ResponseKind::other);
  EXPECT_EQ(desk.state.response("Accept")->actions.size(), 1U);
}

TEST(OfferCommands, ResponsesAreEditedHiddenAndRemovedWithTheirActions) {
  Desk desk;
  desk.tell(AddAction{ana, "Accept", movie()});
  EXPECT_EQ(desk.refusal(EditResponse{ana, "Accept", response("Accept", 2)}),
            Codes{"RESPONSE_SEQ_DUPLICATE"});
  EXPECT_EQ(desk.refusal(EditResponse{ana, "Accept", response("Maybe")}),
            Codes{"RESPONSE_UNKNOWN"});
  desk.tell(EditResponse{ana, "Accept", response("Accept", 5)});
  EXPECT_EQ(desk.responses(), (Codes{"2 Reject", "5 Accept"}));
  EXPECT_EQ(desk.state.response("Accept")->actions.size(), 1U);
  desk.tell(SetResponseInactive{ana, "Accept", true});
  EXPECT_TRUE(desk.state.response("Accept")->inactive);
  desk.tell(RemoveResponse{ana, "accept"});
  EXPECT_EQ(desk.responses(), Codes{"2 Reject"});
  EXPECT_EQ(desk.refusal(RemoveResponse{ana, "Accept"}), Codes{"RESPONSE_NOT_FOUND"});
}

TEST(OfferCommands, S4_2_AnotherMessageTypeTakesRecommendationsAlongAndDropsUntouchedResponses) {
  Desk desk;
  Recommendation owners;
  owners.subject.value = "TV Service";
  desk.tell(AddRecommendation{ana, owners}).tell(SetMessageType{ana, "Billing"});
  const RecommendationId id = desk.state.work.recommendations[0].id;
  EXPECT_EQ(desk.last,
            std::vector<ProductOfferEvent>(
                {OfferMessageTypeChanged{{"O"}, "Product Offer Recommendation", "Billing"},
                 ResponseRemoved{{"O"}, "Accept"}, ResponseRemoved{{"O"}, "Reject"},
                 RecommendationMessageTypeUpdated{{"O"}, id, "Billing"}}));
}

TEST(OfferCommands, MSGTYPE_RESPONSES_LOST_AResponseInUseKeepsItsMessageType) {
  Desk desk;
  desk.tell(AddAction{ana, "Reject", movie()});
  EXPECT_EQ(desk.refusal(SetMessageType{ana, "Handset"}), Codes{"MSGTYPE_RESPONSES_LOST"});
  EXPECT_EQ(desk.refusal(SetMessageType{ana, "Nothing"}), Codes{"MSGTYPE_UNKNOWN"});
  desk.tell(SetResponseInactive{ana, "Reject", true}).tell(SetMessageType{ana, "Handset"});
  EXPECT_EQ(desk.responses(), (Codes{"1 Accept", "2 Reject"}));
}

TEST(OfferCommands, S1_8_AResponseWhoseActionsCameAndWentIsUntouched) {
  Desk desk;
  desk.tell(AddAction{ana, "Reject", named("a", movie())});
  EXPECT_EQ(desk.refusal(AddResponse{ana, response("Reject")}), Codes{"RESPONSE_DUPLICATE"});
  desk.tell(RemoveAction{ana, {"a"}}).tell(SetMessageType{ana, "Handset"});
  EXPECT_EQ(desk.responses(), Codes{"1 Accept"});
}

TEST(Acceptance5_6, T21_OwnResponsesBelongToTheirMessageType) {
  Desk desk("Billing");
  desk.tell(AddResponse{ana, response("Enroll")}).tell(AddResponse{ana, response("Decline")});
  EXPECT_EQ(desk.responses(), (Codes{"1 Enroll", "2 Decline"}));
  EXPECT_EQ(desk.refusal(AddResponse{ana, response("Accept")}), Codes{"RESPONSE_UNKNOWN"});
}

TEST(Acceptance5_6, T21_AHandsetsCustomerMayLearnMore) {
  Desk desk("Handset");
  for (const char* name : {"Accept", "Decline", "Learn More"}) {
    desk.tell(AddResponse{ana, response(name)});
  }
  EXPECT_EQ(desk.responses(), (Codes{"1 Accept", "2 Decline", "3 Learn More"}));
  EXPECT_EQ(desk.refusal(AddResponse{ana, response("Reject")}), Codes{"RESPONSE_UNKNOWN"});
  EXPECT_EQ(Desk().responses(), (Codes{"1 Accept", "2 Reject"})) << "of the built-in type";
}

TEST(OfferCommands, AnActionGetsItsSequenceItsNumberAndItsId) {
  Desk desk;
  desk.tell(AddAction{ana, "Accept", movie()}).tell(AddAction{ana, "Accept", movie()});
  const auto& actions = desk.state.response("Accept")->actions;
  EXPECT_EQ(actions[1].sequence, 2U);
  EXPECT_EQ(actions[1].name, "2");
  EXPECT_NE(actions[0].id, actions[1].id);
  const ActionId second = actions[1].id;
  desk.tell(RemoveAction{ana, actions[0].id});
  EXPECT_EQ(desk.state.action(second)->sequence, 2U);
  desk.tell(AddAction{ana, "Accept", movie()});
  EXPECT_EQ(desk.state.response("Accept")->actions[1].name, "1") << "the smallest that is free";
  EXPECT_EQ(desk.state.response("Accept")->actions[1].sequence, 3U);
}

TEST(OfferCommands, ACTION_SEQ_READ_ONLY_NobodySetsASequence) {
  Desk desk;
  OfferAction placed = movie();
  placed.sequence = 7;
  EXPECT_EQ(desk.refusal(AddAction{ana, "Accept", placed}), Codes{"ACTION_SEQ_READ_ONLY"});
  desk.tell(AddAction{ana, "Accept", movie()});
  placed.id = desk.state.response("Accept")->actions[0].id;
  EXPECT_EQ(desk.refusal(EditAction{ana, placed}), Codes{"ACTION_SEQ_READ_ONLY"});
  placed.sequence = 0;
  placed.skip_if_owned = true;
  desk.tell(EditAction{ana, placed});
  EXPECT_TRUE(desk.state.action(placed.id)->skip_if_owned);
  EXPECT_EQ(desk.refusal(EditAction{ana, named("x", movie())}), Codes{"ACTION_NOT_FOUND"});
}

TEST(OfferCommands, S2_ARefusalSaysOfWhichResponseAndActionItIs) {
  Desk desk;
  OfferAction placed = movie();
  placed.sequence = 7;
  const auto place = [&](const ProductOfferCommand& command) {
    const Problem told = desk.problems(command).at(0);
    return Codes{told.offer, told.response, told.action, told.field};
  };
  EXPECT_EQ(place(AddAction{ana, "reject", placed}), (Codes{"Films", "Reject", "1", "sequence"}));
  desk.tell(AddAction{ana, "Reject", named("a", movie())});
  placed.id.value = "a";
  EXPECT_EQ(place(EditAction{ana, placed}), (Codes{"Films", "Reject", "a", "sequence"}));
  EXPECT_EQ(place(RemoveDomainValue{ana, {"a"}, "x"}),
            (Codes{"Films", "Reject", "a", "parameterId"}));
  EXPECT_EQ(place(SetMessageType{ana, "Handset"}), (Codes{"Films", "Reject", "", "messageType"}));
  EXPECT_EQ(place(CreateProductOffer{{"O"}, header("Other"), "", "ana"}),
            (Codes{"Films", "", "", "id"}));
}

TEST(OfferCommands, ACTION_SEQ_READ_ONLY_AnOfferGivenWholeListsItsActionsInOrder) {
  const auto codes = [](std::uint32_t first, std::uint32_t second) {
    OfferAction one = named("a", movie());
    OfferAction other = named("b", movie());
    one.sequence = first;
    other.sequence = second;
    const auto events = ProductOfferDecider::decide(
        {}, DefineOffer{offer("P", {one, other}), "ana"}, context_of(shop_with_types()));
    return events ? Codes{} : codes_of(events.error());
  };
  EXPECT_EQ(codes(0, 0), Codes{});
  EXPECT_EQ(codes(1, 3), Codes{}) << "as it is told once the action between was removed";
  EXPECT_EQ(codes(2, 1), Codes{"ACTION_SEQ_READ_ONLY"});
}

TEST(OfferCommands, WhatIsInForceIsNotDefinedAgain) {
  Desk desk;
  OfferAction process = named("w", action(ActionType::run_process, ActionCode::workflow, ""));
  process.workflow = "RAF Create Activity";
  desk.tell(AddAction{ana, "Reject", process});
  desk.tell(SetWorkflowParameter{ana, {"w"}, "Priority", "1"});
  desk.tell(SetWorkflowParameter{ana, {"w"}, "Activity Type", "Call"});
  ProductOffer told = desk.state.work;
  told.responses[0].untouched = false;  // a document does not say so
  auto& parameters = told.responses[1].actions[0].workflow_parameters;
  std::swap(parameters[0], parameters[1]);  // nor their order
  told.responses[1].untouched = false;
  desk.tell(RefreshCache{ana});
  EXPECT_FALSE(is_in_force(desk.state, told)) << "it was never released";
  desk.tell(ReleaseNewVersion{ana, {}});
  EXPECT_TRUE(desk.tell(DefineOffer{told, "ben"}).last.empty());
  desk.tell(LockWorkSpace{ana}).tell(message("New"));
  EXPECT_TRUE(desk.tell(DefineOffer{told, "ben"}).last.empty());
  EXPECT_EQ(desk.state.work.message, "New");
  told.message = "Other";
  EXPECT_EQ(desk.refusal(DefineOffer{told, "ben"}), Codes{"OFFER_LOCKED"});
}

TEST(OfferCommands, AnActionThatAnotherNeedsStays) {
  Desk desk;
  desk.tell(AddAction{ana, "Accept", named("p", movie())});
  desk.tell(AddAction{ana, "Accept", child_of("p", movie())});
  EXPECT_EQ(desk.refusal(RemoveAction{ana, {"p"}}), Codes{"PARENT_UNKNOWN"});
}

TEST(OfferCommands, ParametersAndChoicesAreEditedOneByOne) {
  Desk desk;
  OfferAction process = named("w", action(ActionType::run_process, ActionCode::workflow, ""));
  process.workflow = "RAF Create Activity";
  desk.tell(AddAction{ana, "Reject", process});
  desk.tell(SetWorkflowParameter{ana, {"w"}, "Activity Type", "Call"});
  desk.tell(SetWorkflowParameter{ana, {"w"}, " activity type", "Mail"});
  EXPECT_EQ(desk.state.action({"w"})->workflow_parameters,
            (std::vector<NamedValue>{{"Activity Type", "Mail"}}));
  EXPECT_EQ(desk.refusal(SetWorkflowParameter{ana, {"w"}, " ", ""}),
            Codes{"WF_PARAM_NAME_REQUIRED"});
  desk.tell(RemoveWorkflowParameter{ana, {"w"}, "activity type"});
  EXPECT_TRUE(desk.state.action({"w"})->workflow_parameters.empty());

  OfferAction pick = named("c", action(ActionType::modify, ActionCode::add, "Mobile Service"));
  pick.named_parameter = NamedParameter::component_product;
  desk.tell(AddAction{ana, "Accept", pick});
  desk.tell(AddDomainValue{ana, {"c"}, {{}, 0, "SIM", {}, {}}});
  desk.tell(AddDomainValue{ana, {"c"}, {"u", 0, "Unlimited Text", {}, {}}});
  EXPECT_EQ(desk.state.action({"c"})->domain[1].sequence, 2U);
  EXPECT_EQ(desk.refusal(EditDomainValue{ana, {"c"}, {"u", 1, "Unlimited Text", {}, {}}}),
            Codes{"DOMAIN_SEQ_DUPLICATE"});
  desk.tell(EditDomainValue{ana, {"c"}, {"u", 0, "International Calling", {}, {}}});
  EXPECT_EQ(desk.state.action({"c"})->domain[1].value, "International Calling");
  EXPECT_EQ(desk.refusal(RemoveDomainValue{ana, {"c"}, "x"}), Codes{"DOMAIN_VALUE_NOT_FOUND"});
  desk.tell(RemoveDomainValue{ana, {"c"}, "u"});
  EXPECT_EQ(desk.state.action({"c"})->domain.size(), 1U);
}

TEST(OfferCommands, RecommendationsAreEditedAndTranslated) {
  Desk desk;
  Recommendation owners;
  owners.subject.value = "TV Service";
  desk.tell(AddRecommendation{ana, owners});
  owners = desk.state.work.recommendations[0];
  EXPECT_EQ(owners.message_type, "Product Offer Recommendation");
  owners.score = 5;
  owners.message_type = "product offer recommendation";
  desk.tell(EditRecommendation{ana, owners});
  EXPECT_EQ(desk.state.work.recommendations[0].score, 5);
  EXPECT_EQ(desk.state.work.recommendations[0].message_type, "Product Offer Recommendation");
  desk.tell(TranslateRecommendation{ana, owners.id, {"FRA", "Parce que"}});
  EXPECT_EQ(desk.state.work.recommendations[0].translations[0].text, "Parce que");
  desk.tell(TranslateRecommendation{ana, owners.id, {"FRA", ""}});
  EXPECT_TRUE(desk.state.work.recommendations[0].translations.empty());
  EXPECT_EQ(desk.refusal(TranslateRecommendation{ana, owners.id, {"XXX", "?"}}),
            Codes{"LANGUAGE_UNKNOWN"});
  desk.tell(RemoveRecommendation{ana, owners.id});
  EXPECT_EQ(desk.refusal(RemoveRecommendation{ana, owners.id}), Codes{"REC_NOT_FOUND"});
}

TEST(OfferCommands, REC_MSGTYPE_READ_ONLY_ARecommendationHasTheMessageTypeOfItsOffer) {
  Desk desk;
  Recommendation owners;
  owners.subject.value = "TV Service";
  desk.tell(AddRecommendation{ana, owners});
  owners = desk.state.work.recommendations[0];
  owners.message_type = "Billing";
  EXPECT_EQ(desk.refusal(EditRecommendation{ana, owners}), Codes{"REC_MSGTYPE_READ_ONLY"});
  owners.id.value.clear();
  EXPECT_EQ(desk.refusal(AddRecommendation{ana, owners}), Codes{"REC_MSGTYPE_READ_ONLY"});
}

TEST(OfferCommands, TheMessageIsTranslated) {
  Desk desk;
  desk.tell(TranslateMessage{ana, {"FRA", "Films", "Des films"}});
  desk.tell(TranslateMessage{ana, {"FRA", "Films", "Tous les films"}});
  EXPECT_EQ(desk.state.work.translations,
            (std::vector<OfferTranslation>{{"FRA", "Films", "Tous les films"}}));
  desk.tell(TranslateMessage{ana, {"FRA", "", ""}});
  EXPECT_TRUE(desk.state.work.translations.empty());
  EXPECT_EQ(desk.refusal(TranslateMessage{ana, {"fr", "Films", ""}}), Codes{"LANGUAGE_UNKNOWN"});
}

TEST(OfferCommands, RULES_NEED_CHECK_RulesNeedTheSwitchAndOutliveIt) {
  Desk desk;
  EligibilityRule nearby;
  nearby.type = EligibilityType::available;
  nearby.city = "Toronto";
  CompatibilityRule needs;
  needs.type = CompatibilityType::requires_;
  needs.object = {SideKind::product, "SIM"};
  EXPECT_EQ(desk.refusal(AddEligibilityRule{ana, nearby}), Codes{"RULES_NEED_CHECK"});
  EXPECT_EQ(desk.refusal(AddCompatibilityRule{ana, needs}), Codes{"RULES_NEED_CHECK"});
  EditHeader checking = message("");
  checking.header.check_eligibility = true;
  desk.tell(checking).tell(AddEligibilityRule{ana, nearby}).tell(AddCompatibilityRule{ana, needs});
  EXPECT_EQ(desk.state.work.rules.compatibility[0].subject, (RuleSide{SideKind::offer, "O"}));
  nearby = desk.state.work.rules.eligibility[0];
  nearby.city.clear();
  EXPECT_EQ(desk.refusal(EditRule{ana, nearby, {}}), Codes{"ELIG_NO_CRITERIA"});
  EXPECT_EQ(desk.refusal(EditRule{ana, {}, {}}), Codes{"RULE_KIND_REQUIRED"});
  nearby.state = "ON";
  desk.tell(EditRule{ana, nearby, {}}).tell(message(""));
  EXPECT_EQ(desk.state.work.rules.eligibility[0].state, "ON");
  desk.tell(RemoveRule{ana, nearby.id});
  EXPECT_TRUE(desk.state.work.rules.eligibility.empty());
  EXPECT_EQ(desk.refusal(RemoveRule{ana, nearby.id}), Codes{"RULE_NOT_FOUND"});
}

TEST(OfferCommands, AnImportMakesTheWorkSpaceWhatTheFileSaysAndLocksIt) {
  Desk desk;
  desk.tell(ReleaseNewVersion{ana, {}});
  const ProductOffer film = offer("Films", {movie()});
  desk.tell(ImportOffer{"Spring", false, "00", film, "ben"});
  EXPECT_EQ(desk.state.locked_by, "ben");
  EXPECT_EQ(desk.state.work.id.value, "O") << "it is the offer of that name";
  EXPECT_EQ(desk.state.response("Accept")->actions.size(), 1U);
  EXPECT_EQ(desk.refusal(ImportOffer{"Spring", false, "00", film, "ana"}), Codes{"OFFER_LOCKED"});
  ProductOffer bare = film;
  bare.description = "All films";
  bare.responses.clear();
  desk.tell(ImportOffer{"Spring", true, "00", bare, "ben"});
  EXPECT_EQ(desk.state.work.description, "All films");
  EXPECT_EQ(desk.state.response("Accept")->actions.size(), 1U) << "object only";
  ProductOffer broken = offer("Films", {action(ActionType::new_, ActionCode::add, "Nothing")});
  EXPECT_EQ(desk.refusal(ImportOffer{"Spring", false, "00", broken, "ben"}), Codes{"BASE_UNKNOWN"});
  given<ProductOfferDecider>()
      .in(shop_with_types())
      .when(ImportOffer{"Spring", false, "00", offer("New", {}), "ben"})
      .then({OfferImported{"Spring", false, "00", offer("New", {}), "ben"}});
}

}  // namespace
}  // namespace proffer::domain
