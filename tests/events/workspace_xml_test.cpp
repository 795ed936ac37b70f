#include "events/transport/workspace_xml.hpp"

#include "tests/events/sample.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace proffer::transport {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr Instant march{1'772'323'200'000};  // 2026-03-01T00:00:00Z

NamedOffer sms() {
  OfferAction add;
  add.sequence = 1;
  add.name = "1";
  add.type = ActionType::modify;
  add.code = ActionCode::add;
  add.base.value = "Mobile Service";
  add.named_parameter = NamedParameter::component_product;
  add.user_input = true;
  add.domain = {{{}, 1, "50 SMS", "Mobile Service/Text:50 SMS", "Fifty"},
                {{}, 2, "200 SMS", {}, {}}};
  OfferAction process;
  process.sequence = 2;
  process.name = "Tell \"them\"";
  process.type = ActionType::run_process;
  process.code = ActionCode::workflow;
  process.workflow = "RAF Create Activity";
  process.workflow_parameters = {{"Type", "Call & thank"}};
  OfferResponse accept;
  accept.sequence = 1;
  accept.response = "Accept";
  accept.actions = {add, process};
  ProductOffer offer;
  offer.name = "SMS";
  offer.organizations = {"Sales"};
  offer.message = "Line one\nLine two";
  offer.responses = {accept};
  Recommendation recommendation;
  recommendation.subject.value = "Mobile Service";
  recommendation.reason = "You write";
  recommendation.translations = {{"FRA", "Tu écris"}};
  offer.recommendations = {recommendation};
  offer.translations = {{"FRA", {}, "Bonjour"}};
  offer.rules.check_eligibility = true;
  EligibilityRule east;
  east.type = EligibilityType::unavailable;
  east.state = "NY";
  offer.rules.eligibility = {east};
  CompatibilityRule needs;
  needs.type = CompatibilityType::requires_;
  needs.subject = {SideKind::offer, "SMS"};
  needs.object = {SideKind::product_line, "Mobile"};
  offer.rules.compatibility = {needs};
  return {offer};
}

constexpr std::string_view sms_xml = R"(<?xml version="1.0" encoding="UTF-8"?>
<WorkspaceExport version="1" mode="full" effectiveStartDate="2026-03-01T00:00:00.000Z">
  <ProductOffer name="SMS" messageType="Product Offer Recommendation" message="Line one&#10;Line two" checkEligibility="true">
    <Organization name="Sales" />
    <Response sequence="1" response="Accept">
      <Action sequence="1" name="1" type="Modify" code="Add" baseProduct="Mobile Service" namedParameter="ComponentProduct" userInput="true">
        <DomainValue sequence="1" value="50 SMS" path="Mobile Service/Text:50 SMS" displayName="Fifty" />
        <DomainValue sequence="2" value="200 SMS" />
      </Action>
      <Action sequence="2" name="Tell &quot;them&quot;" type="RunProcess" code="Workflow" workflow="RAF Create Activity">
        <WorkflowParameter name="Type" value="Call &amp; thank" />
      </Action>
    </Response>
    <Recommendation subjectProduct="Mobile Service" reason="You write">
      <Translation language="FRA" reason="Tu écris" />
    </Recommendation>
    <Translation language="FRA" message="Bonjour" />
    <EligibilityRule type="Unavailable" state="NY" />
    <CompatibilityRule type="Requires" subjectType="ProductOffer" subject="SMS" objectType="ProductLine" object="Mobile" />
  </ProductOffer>
</WorkspaceExport>
)";

TEST(WorkspaceXml, S6_AFullExportHoldsEverythingAnOfferHas) {
  EXPECT_EQ(xml_of({march, false, {sms()}}), sms_xml);
}

TEST(WorkspaceXml, S6_WhatWasWrittenIsRead) {
  const auto read = read_workspace(sms_xml);
  ASSERT_TRUE(read.has_value()) << read.error().front().text;
  EXPECT_EQ(*read, (WorkspaceFile{march, false, {sms()}}));
}

TEST(WorkspaceXml, S6_ObjectsOnlyHaveTheirHeaders) {
  const std::string xml = xml_of({march, true, {sms()}});
  EXPECT_THAT(xml, HasSubstr("<Organization name=\"Sales\""));
  EXPECT_THAT(xml, testing::Not(HasSubstr("Response ")));
  const auto read = read_workspace(xml);
  ASSERT_TRUE(read.has_value());
  NamedOffer header = sms();
  header.offer.responses.clear();
  header.offer.recommendations.clear();
  header.offer.translations.clear();
  header.offer.rules.eligibility.clear();
  header.offer.rules.compatibility.clear();
  EXPECT_EQ(*read, (WorkspaceFile{march, true, {header}}));
}

// Texts with everything that XML treats in a special way, numbers that every field can hold.
class XmlValues : public codec::Values {
 public:
  std::uint64_t number() override { return *rc::gen::inRange<std::uint64_t>(0, 4'000'000'000); }
  std::string text() override {
    return *rc::gen::container<std::string>(rc::gen::oneOf(
        rc::gen::inRange<char>(' ', '\x7f'), rc::gen::element('\n', '\t', '\r', '&')));
  }
  std::size_t count() override { return *rc::gen::inRange<std::size_t>(0, 3); }
};

template <class E>
void known(E& value) {
  if (value == E{}) value = static_cast<E>(1);
}

// What does not travel is taken out: ids, and what follows from elsewhere.
void as_it_travels(ProductOffer& offer) {
  offer.id = {};
  for (OfferResponse& response : offer.responses) {
    response.kind = ResponseKind::unknown;
    response.untouched = false;
    for (OfferAction& action : response.actions) {
      action.id = {};
      known(action.type);
      known(action.code);
      for (DomainValue& value : action.domain) value.id.clear();
    }
  }
  for (Recommendation& recommendation : offer.recommendations) {
    recommendation.id = {};
    recommendation.message_type.clear();
  }
  for (EligibilityRule& rule : offer.rules.eligibility) {
    rule.id = {};
    known(rule.type);
  }
  for (CompatibilityRule& rule : offer.rules.compatibility) {
    rule.id = {};
    known(rule.type);
    known(rule.subject.kind);
    known(rule.object.kind);
  }
}

TEST(WorkspaceXml, S6_AnyOfferComesBackAsItWas) {
  EXPECT_TRUE(rc::check([] {
    XmlValues values;
    codec::Sampler sampler(values);
    WorkspaceFile file;
    sampler(file);
    file.header_only = false;
    for (NamedOffer& named : file.offers) as_it_travels(named.offer);
    const std::string xml = xml_of(file);
    const auto read = read_workspace(xml);
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == file);
    RC_ASSERT(xml_of(*read) == xml);
  }));
}

std::string with_root(const std::string& inner) {
  return "<WorkspaceExport version=\"1\" mode=\"full\" "
         "effectiveStartDate=\"2026-03-01T00:00:00Z\">\n" +
         inner + "\n</WorkspaceExport>";
}
std::string with_offer(const std::string& inner) {
  return with_root("<ProductOffer name=\"X\" messageType=\"T\">\n" + inner + "</ProductOffer>");
}

TEST(WorkspaceXml, ADateIsItsFirstMomentInUtc) {
  const auto read = read_workspace(
      "<WorkspaceExport version=\"1\" mode=\"full\" effectiveStartDate=\"2026-03-01\">"
      "<ProductOffer name=\"X\" messageType=\"T\" startDate=\"2026-03-01\"/></WorkspaceExport>");
  ASSERT_TRUE(read.has_value()) << read.error().front().text;
  EXPECT_EQ(read->start, march);
  EXPECT_EQ(read->offers.front().offer.start, march);
}

struct Malformed {
  std::string xml;
  std::string begins;  // of the only problem's text
};

TEST(WorkspaceXml, ImportMalformed_EveryMistakeHasItsLineAndColumn) {
  const std::vector<Malformed> table = {
      {"", "Line 1, column 1: "},
      {"{}", "Line 1, column 3: No document element"},
      {"<WorkspaceExport", "Line 1, column 1"},
      {with_offer("<Response></Reponse>"), "Line 3, column 13: "},
      {"<Export/>", "Line 1, column 1: the file must be one <WorkspaceExport>"},
      {with_root("") + "\n<More/>", "Line 4, column 1: the file must be one <WorkspaceExport>"},
      {"<?xml version=\"1.0\" encoding=\"latin1\"?>" + with_root(""),
       "Line 1, column 1: the file says it is not UTF-8"},
      {"\xff", "Line 1, column 1: the file is not UTF-8"},
      {"<!DOCTYPE x [<!ENTITY a \"b\">]>" + with_root(""), "Line 1, column "},
      {"<WorkspaceExport version=\"2\" mode=\"full\" effectiveStartDate=\"2026-03-01T00:00:00Z\"/>",
       "Line 1, column 1: <WorkspaceExport> has a wrong version"},
      {"<WorkspaceExport version=\"1\" mode=\"all\" effectiveStartDate=\"2026-03-01T00:00:00Z\"/>",
       "Line 1, column 1: <WorkspaceExport> has a wrong mode; give full or objects."},
      {"<WorkspaceExport version=\"1\" mode=\"full\"/>",
       "Line 1, column 1: <WorkspaceExport> needs the attribute effectiveStartDate."},
      {"<WorkspaceExport version=\"1\" mode=\"full\" effectiveStartDate=\"soon\"/>",
       "Line 1, column 1: <WorkspaceExport> has a wrong effectiveStartDate; give an instant"},
      {with_root("  <Product name=\"X\"/>"),
       "Line 2, column 3: <Product> does not stand in <WorkspaceExport>"},
      {with_root("text"), "Line 1, column 84: <WorkspaceExport> holds no text"},
      {with_root("<ProductOffer messageType=\"T\"/>"),
       "Line 2, column 1: <ProductOffer> needs the attribute name."},
      {with_root("<ProductOffer name=\"X\" messageType=\"T\" colour=\"red\"/>"),
       "Line 2, column 1: <ProductOffer> has no attribute colour"},
      {with_root("<ProductOffer name=\"X\" name=\"Y\" messageType=\"T\"/>"),
       "Line 2, column 1: <ProductOffer> has the attribute name twice"},
      {with_root("<ProductOffer name=\"&#7;\" messageType=\"T\"/>"),
       "Line 2, column 1: <ProductOffer> has a wrong name; give a text without control"},
      {with_offer("<Response sequence=\"1.5\" response=\"Accept\"/>"),
       "Line 3, column 1: <Response> has a wrong sequence; give a whole number."},
      {with_offer("<Response sequence=\"4294967296\" response=\"Accept\"/>"),
       "Line 3, column 1: <Response> has a wrong sequence; give a whole number."},
      {with_offer("<Response sequence=\"1\" response=\"A\" inactive=\"yes\"/>"),
       "Line 3, column 1: <Response> has a wrong inactive; give true or false."},
      {with_offer("\t<EligibilityRule type=\"Maybe\"/>"),
       "Line 3, column 2: <EligibilityRule> has a wrong type; give one of Available Unavailable."},
      {with_offer(std::string(100'000, '<') + "a"), "Line 3, column "},
      {with_offer("<A>" + std::string(10'000, ' ') + "</A>"), "Line 3, column 1: <A> does not"},
  };
  for (const Malformed& row : table) {
    const auto read = read_workspace(row.xml);
    ASSERT_FALSE(read.has_value()) << row.xml.substr(0, 200);
    ASSERT_EQ(read.error().size(), 1U) << row.xml.substr(0, 200);
    EXPECT_EQ(read.error().front().code, "IMPORT_MALFORMED");
    EXPECT_THAT(read.error().front().text, StartsWith(row.begins)) << row.xml.substr(0, 200);
  }
}

TEST(WorkspaceXml, ElementsInEachOtherWithoutEndAreAMistakeLikeAnyOther) {
  std::string deep;
  for (int i = 0; i < 50'000; ++i) deep += "<a>";
  std::string back;
  for (int i = 0; i < 50'000; ++i) back += "</a>";
  const auto read = read_workspace(with_offer(deep + back));
  ASSERT_FALSE(read.has_value());
  EXPECT_THAT(read.error().front().text, HasSubstr("<a> does not stand in <ProductOffer>"));
}

TEST(WorkspaceXml, EveryMistakeIsToldAtOnceUpToALimit) {
  const std::string xml = with_offer("<Response/>\n<Response/>");
  const auto read = read_workspace(xml);
  ASSERT_FALSE(read.has_value());
  std::vector<std::string> fields;
  for (const Problem& problem : read.error()) fields.push_back(problem.field);
  EXPECT_THAT(fields, ElementsAre("sequence", "response", "sequence", "response"));
  const auto fewer = read_workspace(xml, {.problems_max = 3});
  ASSERT_FALSE(fewer.has_value());
  EXPECT_EQ(fewer.error().size(), 3U);
}

TEST(WorkspaceXml, AFileThatIsTooLargeIsNotRead) {
  const auto read = read_workspace(sms_xml, {.bytes_max = 100});
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().front().code, "BODY_TOO_LARGE");
}

TEST(WorkspaceXml, TheHashIsThatOfTheBytes) {
  EXPECT_EQ(content_hash("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace proffer::transport
