// Workspace projects: what is in them, what comes out as a file, and what another installation
// makes of it.
#include "actors/domain/project/project.hpp"

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/product_offer/product_offer.hpp"
#include "actors/domain/project/carried.hpp"
#include "actors/domain/project/references.hpp"
#include "events/transport/workspace_xml.hpp"
#include "tests/domain/given.hpp"

#include <functional>

namespace proffer::domain::projects {
namespace {

using P = ProjectDecider;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Instant march{1'772'323'200'000};  // 2026-03-01T00:00:00Z
constexpr Instant april{1'775'001'600'000};
constexpr std::string_view hash = "cafe";
const ProjectId spring{"Spring"};

// An installation: names are the same everywhere, ids begin with its own prefix.
class Installation {
 public:
  explicit Installation(std::string prefix) : prefix_(std::move(prefix)) {
    for (const char* name : {"50 SMS", "200 SMS", "Headset", "SIM"}) define(product(name));
    Product mobile = product("Mobile Service");
    mobile.kind = ProductKind::customizable;
    Relationship text;
    text.name = "Text";
    text.domain = {id("50 SMS"), id("200 SMS")};
    mobile.relationships = {text};
    define(mobile);
    happened(ProductLineDefined{{{prefix_ + "L"}, "Mobile", {id("Mobile Service")}}});
    Promotion basic;
    basic.id = id("Basic Bundle");
    basic.name = "Basic Bundle";
    happened(PromotionDefined{basic});
    Promotion big = basic;
    big.id = id("Big Bundle");
    big.name = "Big Bundle";
    big.upgrade_from = {{id("Basic Bundle")}};
    happened(PromotionDefined{big});
    happened(MatrixDefined{"East", MatrixType::eligibility});
    happened(OrganizationRegistered{"Sales"});
  }

  ProductId id(const std::string& name) const { return {prefix_ + name}; }
  Product product(const std::string& name) const {
    Product result;
    result.id = id(name);
    result.name = name;
    return result;
  }
  void define(const Product& product) { happened(ProductDefined{product}); }
  void define(const ProductOffer& offer) { happened(ProductOfferDefined{1, completed_(offer)}); }
  void happened(const Event& event) {
    catalogue_ = catalogue_.with(std::vector{event}, catalogue_.position() + 1);
  }

  // Decided, recorded, and carried to the offers, as it is in earnest.
  Decision<ProjectEvent> decides(const P::Command& command) {
    auto decided = records(command);
    carries();
    return decided;
  }
  // What was decided is still on its way to the offers.
  Decision<ProjectEvent> records(const P::Command& command) {
    auto decided = P::decide(project_, command, context_of(catalogue_));
    if (!decided) return decided;
    for (const ProjectEvent& event : *decided) {
      P::evolve(project_, event);
      std::visit([&](const auto& e) { happened(e); }, event);
      on_their_way_.push_back(carried_to_offer(event));
    }
    return decided;
  }
  void carries() {
    for (const CarriedToOffer& carried : std::exchange(on_their_way_, {})) {
      for (const ProductOfferCommand& each : carried.commands) carry(carried.to, each);
    }
  }
  void creates(Instant start) { ASSERT_TRUE(decides(P::CreateProject{spring, start}).has_value()); }
  void adds(const std::string& offer) { ASSERT_TRUE(decides(P::AddContent{{offer}}).has_value()); }
  WorkspaceFile exports(bool header_only = false) const {
    const auto file = exported(catalogue_, project_, header_only);
    EXPECT_TRUE(file.has_value());
    return file.value_or(WorkspaceFile{});
  }
  // Of an import that is rejected.
  Problems imports_badly(const WorkspaceFile& file) {
    const auto decided = decides(P::ImportContents{file, std::string(hash), "Ann"});
    EXPECT_TRUE(decided.has_value());
    if (!decided || decided->size() != 1) return {};
    const auto* rejected = std::get_if<ImportRejected>(&decided->front());
    return rejected == nullptr ? Problems{} : rejected->problems;
  }
  void imports(const WorkspaceFile& file, const std::string& by = "Ann") {
    const auto decided = decides(P::ImportContents{file, std::string(hash), by});
    ASSERT_TRUE(decided.has_value());
    ASSERT_EQ(decided->size(), file.offers.size() + 1)
        << std::get<ImportRejected>(decided->front()).problems.front().text;
  }
  const Catalogue& catalogue() const { return catalogue_; }
  const WorkspaceProject& project() const { return project_; }
  const OfferDefinition& offer(const std::string& name) const {
    return *catalogue_.definition_named(name);
  }

 private:
  static ProductOffer completed_(ProductOffer offer) {
    for (OfferResponse& response : offer.responses) response.kind = ResponseKind::accept;
    return offer;
  }
  void carry(const OfferId& to, const ProductOfferCommand& command) {
    const OfferDefinition* present = catalogue_.definition(to);
    const auto events = ProductOfferDecider::decide(
        present == nullptr ? OfferDefinition{} : *present, command, context_of(catalogue_));
    ASSERT_TRUE(events.has_value()) << events.error().front().text;
    for (const ProductOfferEvent& event : *events) {
      std::visit([&](const auto& e) { happened(e); }, event);
    }
  }

  std::string prefix_;
  Catalogue catalogue_;
  WorkspaceProject project_;
  std::vector<CarriedToOffer> on_their_way_;
};

OfferAction action(ActionType type, ActionCode code, ProductId base, const std::string& name) {
  OfferAction result;
  result.type = type;
  result.code = code;
  result.base = std::move(base);
  result.name = name;
  result.id.value = "a" + name;
  result.sequence = static_cast<std::uint32_t>(std::stoul(name));
  return result;
}

// Uses every kind of reference there is.
ProductOffer sms(const Installation& in) {
  OfferAction choose = action(ActionType::modify, ActionCode::add, in.id("Mobile Service"), "1");
  choose.named_parameter = NamedParameter::component_product;
  choose.user_input = true;
  choose.domain = {{"1", 1, in.id("50 SMS").value, {}, "Fifty"},
                   {"2", 2, in.id("200 SMS").value, "Mobile Service/Text:200 SMS", "More"}};
  OfferAction add = action(ActionType::modify, ActionCode::add, in.id("Mobile Service"), "2");
  add.component = in.id("50 SMS");
  OfferAction headset = action(ActionType::new_, ActionCode::add, in.id("Headset"), "3");
  OfferAction discount = action(ActionType::new_, ActionCode::update, {}, "4");
  discount.parent = headset.id;
  discount.field_name = "Discount Percent";
  discount.field_value = "50";
  OfferAction bundle = action(ActionType::upgrade, ActionCode::upgrade, in.id("Basic Bundle"), "5");
  bundle.upgrade_product = in.id("Big Bundle");
  OfferAction call = action(ActionType::run_process, ActionCode::workflow, {}, "6");
  call.workflow = "RAF Create Activity";
  call.workflow_parameters = {{"Type", "Call"}};
  OfferResponse accept;
  accept.sequence = 1;
  accept.response = "Accept";
  accept.kind = ResponseKind::accept;
  accept.actions = {choose, add, headset, discount, bundle, call};
  ProductOffer offer;
  offer.id.value = "O-SMS";
  offer.name = "SMS";
  offer.organizations = {"Sales"};
  offer.message = "Write more";
  offer.responses = {accept};
  Recommendation recommendation;
  recommendation.id.value = "r1";
  recommendation.subject = in.id("Mobile Service");
  recommendation.message_type = offer.message_type;
  recommendation.translations = {{"FRA", "Écris"}};
  offer.recommendations = {recommendation};
  offer.translations = {{"FRA", "Écris plus", "Bonjour"}};
  offer.rules.check_eligibility = true;
  EligibilityRule east;
  east.id.value = "e1";
  east.type = EligibilityType::unavailable;
  east.matrix = "East";
  east.state = "NY";
  offer.rules.eligibility = {east};
  const RuleSide itself{SideKind::offer, "O-SMS"};
  CompatibilityRule needs;
  needs.id.value = "c1";
  needs.type = CompatibilityType::requires_;
  needs.subject = itself;
  needs.object = {SideKind::product_line, in.id("").value + "L"};
  CompatibilityRule excludes = needs;
  excludes.id.value = "c2";
  excludes.type = CompatibilityType::excludes;
  excludes.object = {SideKind::product, in.id("SIM").value};
  offer.rules.compatibility = {needs, excludes};
  return offer;
}

ProductOffer plain(const Installation& in, const std::string& name) {
  ProductOffer offer;
  offer.id.value = "O-" + name;
  offer.name = name;
  offer.organizations = {"Sales"};
  OfferResponse accept;
  accept.sequence = 1;
  accept.response = "Accept";
  accept.actions = {action(ActionType::new_, ActionCode::add, in.id("Headset"), "1")};
  offer.responses = {accept};
  return offer;
}

WorkspaceFile file_of(const std::vector<std::string>& names) {
  Installation source("s-");
  source.creates(march);
  for (const std::string& name : names) {
    source.define(name == "SMS" ? sms(source) : plain(source, name));
    source.adds("O-" + name);
  }
  return source.exports();
}

std::vector<std::string> texts_of(const Problems& problems) {
  std::vector<std::string> texts;
  for (const Problem& problem : problems) texts.push_back(problem.text);
  return texts;
}

TEST(WorkspaceProject, S6_HasANameAndAStartDate) {
  given<P>().when(P::CreateProject{spring, march}).then({ProjectCreated{spring, march}});
  given<P>().when(P::CreateProject{{" "}, march}).then_rejected("PROJECT_NAME_REQUIRED");
  given<P>(ProjectCreated{spring, march})
      .when(P::CreateProject{spring, april})
      .then_rejected("PROJECT_NAME_TAKEN");
  EXPECT_EQ(stream_of({" SPRING "}), stream_of(spring));
}

TEST(WorkspaceProject, NothingCanBeAskedOfAProjectThatIsNotThere) {
  const std::vector<P::Command> commands = {P::AddContent{}, P::RemoveContent{},
                                            P::ExportContents{}, P::ImportContents{},
                                            P::ReleaseAll{}};
  for (const P::Command& command : commands) {
    given<P>().when(command).then_rejected("PROJECT_NOT_FOUND");
  }
}

TEST(WorkspaceProject, S6_OffersAreAddedAndRemovedOneByOne) {
  Installation in("s-");
  in.define(sms(in));
  given<P>(ProjectCreated{spring, march})
      .in(in.catalogue())
      .when(P::AddContent{{"O-SMS"}})
      .then({ContentAdded{spring, {"O-SMS"}}});
  given<P>(ProjectCreated{spring, march})
      .in(in.catalogue())
      .when(P::AddContent{{"none"}})
      .then_rejected("OFFER_NOT_FOUND");
  given<P>(ProjectCreated{spring, march}, ContentAdded{spring, {"O-SMS"}})
      .when(P::RemoveContent{{"O-SMS"}})
      .then({ContentRemoved{spring, {"O-SMS"}}});
}

TEST(WorkspaceProject, TheContentsHaveALimit) {
  Installation in("s-");
  in.define(sms(in));
  std::vector<ProjectEvent> events = {ProjectCreated{spring, march}};
  for (std::size_t i = 0; i < P::contents_max; ++i) {
    events.emplace_back(ContentAdded{spring, {std::to_string(i)}});
  }
  Given<P>(events).in(in.catalogue()).when(P::AddContent{{"O-SMS"}}).then_rejected("PROJECT_FULL");
}

TEST(WorkspaceProject, ProjectEmpty_NothingIsExportedOrReleased) {
  given<P>(ProjectCreated{spring, march})
      .when(P::ExportContents{false, std::string(hash)})
      .then_rejected("PROJECT_EMPTY");
  given<P>(ProjectCreated{spring, march}).when(P::ReleaseAll{"Ann"}).then_rejected("PROJECT_EMPTY");
  given<P>(ProjectCreated{spring, march}).when(P::ImportContents{}).then_rejected("PROJECT_EMPTY");
  const auto file = exported(Catalogue{}, {spring, march, {}, false}, false);
  ASSERT_FALSE(file.has_value());
  EXPECT_THAT(codes_of(file.error()), ElementsAre("PROJECT_EMPTY"));
}

TEST(WorkspaceProject, AnExportIsRecordedEachTime) {
  given<P>(ProjectCreated{spring, march}, ContentAdded{spring, {"O-SMS"}})
      .when(P::ExportContents{true, std::string(hash)})
      .then_each_time({ContentsExported{spring, true, std::string(hash)}});
}

TEST(WorkspaceProject, S6_TheProjectsDatePicksTheVersion) {
  Installation in("s-");
  ProductOffer offer = plain(in, "SMS");
  offer.end = april;
  in.define(offer);
  in.happened(OfferVersionReleased{{"O-SMS"}, 2, april, std::nullopt, false, true});
  for (const auto& [start, end, active] :
       std::vector<std::tuple<Instant, std::optional<Instant>, bool>>{
           {march, april, true}, {april, std::nullopt, false}}) {
    const auto file = exported(in.catalogue(), {spring, start, {{"O-SMS"}}, false}, true);
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->start, start);
    EXPECT_EQ(file->offers.front().offer.end, end);
    EXPECT_EQ(file->offers.front().offer.active, active);
  }
}

TEST(WorkspaceProject, S6_ReferencesTravelByName) {
  const ProductOffer offer = file_of({"SMS"}).offers.front().offer;
  const auto& actions = offer.responses.front().actions;
  EXPECT_EQ(offer.id.value, "");
  EXPECT_EQ(actions[0].base.value, "Mobile Service");
  EXPECT_EQ(actions[0].domain[1].value, "200 SMS");
  EXPECT_EQ(actions[3].parent.value, "3");
  EXPECT_EQ(actions[4].upgrade_product.value, "Big Bundle");
  EXPECT_EQ(offer.recommendations.front().subject.value, "Mobile Service");
  EXPECT_EQ(offer.rules.compatibility[0].object.id, "Mobile");
  EXPECT_EQ(offer.rules.compatibility[0].subject.id, "SMS");
}

TEST(WorkspaceProject, S6_ExportThenImportThenExportGivesTheSameBytes) {
  const WorkspaceFile file = file_of({"SMS", "Headset 1"});
  const std::string xml = transport::xml_of(file);
  Installation target("t-");
  target.creates(march);
  const auto read = transport::read_workspace(xml);
  ASSERT_TRUE(read.has_value()) << read.error().front().text;
  target.imports(*read);
  EXPECT_EQ(transport::xml_of(target.exports()), xml);
  EXPECT_EQ(target.offer("SMS").work.responses[0].actions[0].base, target.id("Mobile Service"));
}

TEST(Acceptance5_6, T25_AMigrationNeedsAllProductsAndGivesTheProjectsStartDate) {
  const WorkspaceFile file = file_of({"SMS", "Headset 1"});
  Installation target("t-");
  target.creates(april);
  for (const char* missing : {"Mobile Service", "200 SMS"}) {
    Product renamed = *target.catalogue().product(target.id(missing));
    renamed.name += " (old)";
    target.define(renamed);
  }
  const Problems problems = target.imports_badly(file);
  EXPECT_THAT(codes_of(problems), Each("IMPORT_UNRESOLVED"));
  EXPECT_THAT(
      texts_of(problems),
      ElementsAre("Product 'Mobile Service' does not exist here (offer SMS, response Accept, "
                  "action 1).",
                  "Product '200 SMS' does not exist here (offer SMS, response Accept, action 1).",
                  "Product 'Mobile Service' does not exist here (offer SMS, response Accept, "
                  "action 2).",
                  "Product 'Mobile Service' does not exist here (offer SMS)."));
  EXPECT_THAT(target.project().contents, IsEmpty());
  EXPECT_EQ(target.catalogue().definition_named("Headset 1"), nullptr);

  for (const char* missing : {"Mobile Service", "200 SMS"}) {
    Product back = *target.catalogue().product(target.id(missing));
    back.name = missing;
    target.define(back);
  }
  target.imports(file);
  ASSERT_EQ(target.project().contents.size(), 2U);
  for (const char* name : {"SMS", "Headset 1"}) {
    EXPECT_TRUE(target.offer(name).locked);
    EXPECT_EQ(target.offer(name).locked_by, "Ann");
    EXPECT_EQ(target.catalogue().offer(target.offer(name).work.id), nullptr) << "not released";
  }
  ASSERT_TRUE(target.decides(P::ReleaseAll{"Ann"}).has_value());
  for (const char* name : {"SMS", "Headset 1"}) {
    EXPECT_FALSE(target.offer(name).locked);
    const ReleasedOffer* released = target.catalogue().offer(target.offer(name).work.id);
    ASSERT_NE(released, nullptr) << "the cache is refreshed";
    ASSERT_EQ(released->versions.size(), 1U);
    EXPECT_EQ(released->versions.front().start, april);
  }
  EXPECT_TRUE(target.project().released);
}

TEST(WorkspaceProject, S6_EveryMissingReferenceIsNamed) {
  struct Row {
    std::function<void(ProductOffer&)> change;
    std::string text;
  };
  const auto act = [](std::size_t index, auto change) {
    return [=](ProductOffer& o) { change(o.responses[0].actions[index]); };
  };
  const std::string here = " does not exist here (offer SMS";
  const std::string accept = here + ", response Accept, action ";
  const std::vector<Row> table = {
      {act(1, [](OfferAction& a) { a.component.value = "X"; }), "Product 'X'" + accept + "2)."},
      {act(0, [](OfferAction& a) { a.domain[0].value = "X"; }), "Product 'X'" + accept + "1)."},
      {act(4, [](OfferAction& a) { a.upgrade_product.value = "X"; }),
       "Product 'X'" + accept + "5)."},
      {act(0, [](OfferAction& a) { a.domain_line.value = "X"; }),
       "Product line 'X'" + accept + "1)."},
      {act(5, [](OfferAction& a) { a.workflow = "X"; }), "Workflow 'X'" + accept + "6)."},
      {act(3, [](OfferAction& a) { a.parent.value = "X"; }), "Action 'X'" + accept + "4)."},
      {act(3,
           [](OfferAction& a) {
             a.field_name = "Prod Prom Name";
             a.field_value = "X";
           }),
       "Promotion 'X'" + accept + "4)."},
      {act(1, [](OfferAction& a) { a.component.value = "Headset"; }),
       "The place of 'Headset' in 'Mobile Service'" + accept + "2)."},
      {act(1, [](OfferAction& a) { a.component_path = "Mobile Service/Voice:50 SMS"; }),
       "The place of '50 SMS' in 'Mobile Service'" + accept + "2)."},
      {act(3,
           [](OfferAction& a) {
             a.component.value = "50 SMS";  // under its parent's base
             a.component_path = "Headset/Voice:50 SMS";
           }),
       "The place of '50 SMS' in 'Headset'" + accept + "4)."},
      {act(0, [](OfferAction& a) { a.domain[0].path = "Mobile Service/Voice:50 SMS"; }),
       "The place of '50 SMS' in 'Mobile Service'" + accept + "1)."},
      {act(4, [](OfferAction& a) { std::swap(a.base, a.upgrade_product); }),
       "The upgrade path from promotion 'Big Bundle' to 'Basic Bundle'" + accept + "5)."},
      {[](ProductOffer& o) { o.responses[0].response = "Enroll"; },
       "Response 'Enroll' of message type 'Product Offer Recommendation'" + here +
           ", response Enroll)."},
      {[](ProductOffer& o) { o.message_type = "X"; }, "Message type 'X'" + here + ")."},
      {[](ProductOffer& o) { o.recommendations[0].subject.value = "X"; },
       "Product 'X'" + here + ")."},
      {[](ProductOffer& o) { o.rules.eligibility[0].matrix = "X"; }, "Matrix 'X'" + here + ")."},
      {[](ProductOffer& o) { o.organizations.push_back("X"); }, "Organization 'X'" + here + ")."},
      {[](ProductOffer& o) {
         o.rules.compatibility[0].object = {SideKind::offer, "X"};
       },
       "Product offer 'X'" + here + ")."},
      {[](ProductOffer& o) { o.rules.compatibility[0].object.id = "X"; },
       "Product line 'X'" + here + ")."},
  };
  const WorkspaceFile file = file_of({"SMS"});
  Installation target("t-");
  target.creates(march);
  for (const Row& row : table) {
    WorkspaceFile changed = file;
    row.change(changed.offers.front().offer);
    EXPECT_THAT(texts_of(target.imports_badly(changed)), ElementsAre(row.text));
  }
}

TEST(WorkspaceProject, S6_OffersOfOneFileMayReferToEachOther) {
  WorkspaceFile file = file_of({"Headset 1", "SMS"});
  file.offers[1].offer.rules.compatibility[0].object = {SideKind::offer, "Headset 1"};
  Installation target("t-");
  target.creates(march);
  target.imports(file);
  EXPECT_EQ(target.offer("SMS").work.rules.compatibility[0].object.id,
            target.offer("Headset 1").work.id.value);
}

TEST(WorkspaceProject, S6_OffersOfOneFileMayExcludeEachOtherInWhateverOrderTheyAreCarried) {
  for (const std::vector<std::string>& order :
       {std::vector<std::string>{"Headset 1", "Headset 2"}, {"Headset 2", "Headset 1"}}) {
    WorkspaceFile file = file_of(order);
    for (std::size_t i = 0; i < 2; ++i) {
      CompatibilityRule excludes;
      excludes.id.value = "c1";
      excludes.type = CompatibilityType::excludes;
      excludes.object = {SideKind::offer, file.offers[1 - i].offer.name};
      file.offers[i].offer.rules.compatibility = {excludes};
    }
    Installation target("t-");
    target.creates(march);
    target.imports(file);
    EXPECT_EQ(target.offer("Headset 1").work.rules.compatibility[0].object.id,
              target.offer("Headset 2").work.id.value);
    EXPECT_EQ(target.offer("Headset 2").work.rules.compatibility[0].object.id,
              target.offer("Headset 1").work.id.value);
  }
}

TEST(WorkspaceProject, S6_AnOfferOfThatNameIsOverwritten) {
  const WorkspaceFile file = file_of({"SMS"});
  Installation target("t-");
  target.creates(march);
  target.define(plain(target, "sms"));
  target.imports(file);
  EXPECT_THAT(target.project().contents, ElementsAre(OfferId{"O-sms"}));
  EXPECT_EQ(target.offer("SMS").work.responses[0].actions.size(), 6U);
  EXPECT_EQ(target.offer("SMS").snapshot.offer.responses[0].actions.size(), 1U)
      << "the run time still sees the old one";
}

TEST(WorkspaceProject, S6_ObjectsOnlyOverwriteTheHeader) {
  Installation source("s-");
  source.creates(march);
  ProductOffer offer = plain(source, "SMS");
  offer.description = "New";
  source.define(offer);
  source.adds("O-SMS");
  Installation target("t-");
  target.creates(march);
  target.define(sms(target));
  target.imports(source.exports(true));
  EXPECT_EQ(target.offer("SMS").work.description, "New");
  EXPECT_EQ(target.offer("SMS").work.responses, sms(target).responses);
}

TEST(WorkspaceProject, OfferLocked_SomebodyElsesWorkSpaceIsNotOverwritten) {
  const WorkspaceFile file = file_of({"SMS"});
  Installation target("t-");
  target.creates(march);
  target.define(sms(target));
  target.happened(WorkSpaceLocked{{"O-SMS"}, "Bob"});
  EXPECT_THAT(codes_of(target.imports_badly(file)), ElementsAre("OFFER_LOCKED"));
  target.imports(file, "Bob");
}

TEST(WorkspaceProject, S6_WhatIsImportedMustSatisfyTheRules) {
  WorkspaceFile file = file_of({"SMS"});
  file.offers[0].offer.organizations.clear();
  Installation target("t-");
  target.creates(march);
  EXPECT_THAT(codes_of(target.imports_badly(file)), ElementsAre("OFFER_ORG_REQUIRED"));
  file = file_of({"SMS", "Headset 1"});
  file.offers[1].offer.name = "sms";
  const Problems taken = target.imports_badly(file);
  EXPECT_THAT(codes_of(taken), ElementsAre("OFFER_NAME_TAKEN"));
  EXPECT_EQ(taken.front().field, "name");
}

TEST(WorkspaceProject, NewOffersHaveIdsMadeOfTheirNames) {
  const WorkspaceFile file = file_of({"Save 20%", "Save 20_25"});
  Installation target("t-");
  target.creates(march);
  target.imports(file);
  EXPECT_THAT(target.project().contents,
              ElementsAre(OfferId{"spring:save-20_25"}, OfferId{"spring:save-20_5f25"}));
  OfferHeader header;
  header.name = "Renamed";
  header.organizations = {"Sales"};
  target.happened(OfferHeaderChanged{{"spring:save-20_25"}, header});
  target.imports(file);
  EXPECT_EQ(target.offer("Save 20%").work.id.value, "spring:save-20_25:2");
  EXPECT_EQ(target.offer("Renamed").work.id.value, "spring:save-20_25");
}

TEST(WorkspaceProject, S6_OneThatCannotBeReleasedReleasesNone) {
  const WorkspaceFile file = file_of({"SMS", "Headset 1"});
  struct Row {
    std::function<void(Installation&, const OfferId&)> happens;
    std::string code;
  };
  const std::vector<Row> table = {
      {[](Installation& in, const OfferId& id) { in.happened(WorkSpaceUnlocked{id}); },
       "OFFER_NOT_LOCKED"},
      {[](Installation& in, const OfferId& id) {
         in.happened(WorkSpaceUnlocked{id});
         in.happened(WorkSpaceLocked{id, "Bob"});
       },
       "OFFER_LOCKED"},
      {[](Installation& in, const OfferId& id) {
         in.happened(VersionWindowSet{id, 0, std::nullopt, march, true});
       },
       "VERSION_DATES"},
      {[](Installation& in, const OfferId&) {
         Product headset = in.product("Headset");
         headset.active = false;
         in.define(headset);
       },
       "BASE_INACTIVE"},
  };
  for (const Row& row : table) {
    Installation target("t-");
    target.creates(march);
    target.imports(file);
    const OfferId id = target.offer("Headset 1").work.id;
    row.happens(target, id);
    const auto decided = target.decides(P::ReleaseAll{"Ann"});
    ASSERT_FALSE(decided.has_value()) << row.code;
    EXPECT_THAT(codes_of(decided.error()), testing::Contains(row.code));
    EXPECT_THAT(target.offer("SMS").versions, IsEmpty());
  }
}

TEST(WorkspaceProject, S6_AReleaseRightAfterTheImportIsDecidedOnWhatIsOnItsWay) {
  const WorkspaceFile file = file_of({"SMS", "Headset 1"});
  Installation target("t-");
  target.creates(march);
  ASSERT_TRUE(target.records(P::ImportContents{file, std::string(hash), "Ann"}).has_value());
  EXPECT_EQ(target.catalogue().definition_named("SMS"), nullptr);
  const auto exported_now = exported(target.catalogue(), target.project(), false);
  ASSERT_TRUE(exported_now.has_value());
  EXPECT_EQ(exported_now->offers.size(), 2U);
  const auto by_another = target.records(P::ReleaseAll{"Bob"});
  ASSERT_FALSE(by_another.has_value());
  EXPECT_THAT(codes_of(by_another.error()), Each("OFFER_LOCKED"));

  ASSERT_TRUE(target.records(P::ReleaseAll{"Ann"}).has_value());
  target.carries();
  for (const char* name : {"SMS", "Headset 1"}) {
    const OfferDefinition& offer = target.offer(name);
    EXPECT_FALSE(offer.locked) << name;
    EXPECT_FALSE(offer.stale) << name;
    ASSERT_EQ(offer.versions.size(), 1U) << name;
    EXPECT_EQ(offer.versions.front().start, march) << name;
    EXPECT_EQ(target.catalogue().importing(offer.work.id), nullptr) << name;
  }
}

TEST(WorkspaceProject, AnImportThatChangesNothingIsNotWaitedFor) {
  const WorkspaceFile file = file_of({"SMS"});
  Installation target("t-");
  target.creates(march);
  target.imports(file);
  ASSERT_TRUE(target.records(P::ImportContents{file, std::string(hash), "Ann"}).has_value());
  EXPECT_EQ(target.catalogue().importing(target.offer("SMS").work.id), nullptr);
}

TEST(WorkspaceProject, AnOfferThatDidNotTakeItsImportCannotBeReleased) {
  given<P>(ProjectCreated{spring, march}, ContentsImported{spring, false, {}, {{"O-SMS"}}})
      .when(P::ReleaseAll{"Ann"})
      .then_rejected("OFFER_NOT_FOUND");
}

}  // namespace
}  // namespace proffer::domain::projects
