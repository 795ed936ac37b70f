// The specification's table of rules for headers, responses, versions, translations,
// recommendations and rules: a test a row, named by its code.
#include "actors/domain/product_offer/offer_rules.hpp"

#include "actors/domain/product_offer/product_offer.hpp"
#include "tests/domain/members.hpp"
#include "tests/domain/shop.hpp"

namespace proffer::domain::offer_rules {
namespace {

const Catalogue& catalogue() {
  static const Catalogue built = [] {
    MessageType news;
    news.name = "News";
    news.group = "News";
    const std::vector<Event> events{MessageTypeDefined{news},
                                    MatrixDefined{"Regions", MatrixType::eligibility}};
    return catalogue_of(shop_products(), {offer("Taken", {})}).with(events, 0);
  }();
  return built;
}

EligibilityRule in_city(std::string city) {
  EligibilityRule rule;
  rule.id.value = "e";
  rule.type = EligibilityType::available;
  rule.city = std::move(city);
  return rule;
}
CompatibilityRule requiring(std::string product) {
  CompatibilityRule rule;
  rule.id.value = "c";
  rule.type = CompatibilityType::requires_;
  rule.object = {SideKind::product, std::move(product)};
  return rule;
}
Recommendation to_owners_of(std::string product) {
  Recommendation recommendation;
  recommendation.id.value = "r";
  recommendation.subject.value = std::move(product);
  return recommendation;
}
// A sound offer with one of each.
ProductOffer sound() {
  ProductOffer made = offer("Offer", {});
  made.recommendations = {to_owners_of("Mobile Service")};
  made.translations = {{"FRA", "Offre", ""}};
  made.rules.check_eligibility = true;
  made.rules.eligibility = {in_city("Toronto")};
  made.rules.compatibility = {requiring("SIM")};
  return made;
}

struct Row {
  const char* code;
  void (*spoil)(ProductOffer&);
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.code; }

class S2_1 : public testing::TestWithParam<Row> {};

TEST_P(S2_1, IsTold) {
  ProductOffer given = sound();
  ASSERT_EQ(codes_of(problems_of(catalogue(), completed(given))), std::vector<std::string>{});
  GetParam().spoil(given);
  const auto found = problems_of(catalogue(), completed(given));
  ASSERT_EQ(codes_of(found), std::vector<std::string>{GetParam().code});
  EXPECT_EQ(found.front().offer, given.name == " " ? given.id.value : given.name);
  const std::string_view code = GetParam().code;
  EXPECT_EQ(!found.front().response.empty(), code.starts_with("RESPONSE_"));
  const std::string& field = found.front().field;
  EXPECT_TRUE(is_member<OfferHeader>(field) || is_member<OfferResponse>(field) ||
              is_member<Recommendation>(field) || is_member<Translation>(field) ||
              is_member<CompatibilityRule>(field) || is_member<Rules>(field) ||
              field == "messageType" || field == "end")
      << field;
  EXPECT_TRUE(found.front().text.ends_with(".")) << found.front().text;
}

const Row rows[] = {
    {"OFFER_NAME_REQUIRED", [](auto& o) { o.name = " "; }},
    {"OFFER_NAME_TAKEN", [](auto& o) { o.name = " taken"; }},
    {"OFFER_ORG_REQUIRED", [](auto& o) { o.organizations.clear(); }},
    {"MSGTYPE_UNKNOWN", [](auto& o) { o.message_type = "Nothing"; }},
    {"MSGTYPE_WRONG_GROUP",
     [](auto& o) {
       o.message_type = "News";
       o.responses.clear();
     }},
    {"RESPONSE_UNKNOWN", [](auto& o) { o.responses[1].response = "Maybe"; }},
    {"RESPONSE_DUPLICATE", [](auto& o) { o.responses[1].response = "ACCEPT"; }},
    {"RESPONSE_SEQ_DUPLICATE", [](auto& o) { o.responses[1].sequence = 1; }},
    {"VERSION_DATES", [](auto& o) { o.start = o.end = noon; }},
    {"TRANSLATION_DUPLICATE", [](auto& o) { o.translations.push_back(o.translations[0]); }},
    {"LANGUAGE_UNKNOWN",
     [](auto& o) {
       o.recommendations[0].translations = {{"XXX", "?"}};
     }},
    {"REC_ID_DUPLICATE", [](auto& o) { o.recommendations.push_back(o.recommendations[0]); }},
    {"REC_SUBJECT_REQUIRED", [](auto& o) { o.recommendations[0].subject = {}; }},
    {"REC_SUBJECT_UNKNOWN", [](auto& o) { o.recommendations[0].subject.value = "Nothing"; }},
    {"REC_DATES",
     [](auto& o) {
       o.recommendations[0].effective_from = o.recommendations[0].effective_to = noon;
     }},
    {"RULE_ID_DUPLICATE", [](auto& o) { o.rules.compatibility[0].id.value = "e"; }},
    {"RULE_TYPE_REQUIRED", [](auto& o) { o.rules.eligibility[0].type = EligibilityType::unknown; }},
    {"RULE_DATES",
     [](auto& o) {
       o.rules.eligibility[0].effective_from = o.rules.eligibility[0].effective_to = noon;
     }},
    {"RULE_MATRIX_UNKNOWN", [](auto& o) { o.rules.compatibility[0].matrix = "Regions"; }},
    {"RULE_ONE_SIDE", [](auto& o) { o.rules.compatibility[0].object = {}; }},
    {"RULE_NOT_ABOUT_OFFER",
     [](auto& o) {
       o.rules.compatibility[0].subject = {SideKind::product, "SIM"};
     }},
    {"RULE_SIDE_UNKNOWN", [](auto& o) { o.rules.compatibility[0].object.id = "Nothing"; }},
    {"ELIG_NO_CRITERIA", [](auto& o) { o.rules.eligibility[0].city.clear(); }},
};
INSTANTIATE_TEST_SUITE_P(Rule, S2_1, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.code); });

TEST(OfferRules, S2_1_OFFER_ORG_REQUIRED_IsABlankNameToo) {
  ProductOffer given = sound();
  given.organizations.push_back(" ");
  EXPECT_EQ(codes_of(problems_of(catalogue(), completed(given))),
            std::vector<std::string>{"OFFER_ORG_REQUIRED"});
}

TEST(OfferRules, S1_5_OFFER_ORG_UNKNOWN_IsANameOffTheListWhereThereIsOne) {
  const ProductOffer given = sound();  // of Sales
  const auto codes = [&](std::vector<Event> registered) {
    return codes_of(problems_of(catalogue().with(registered, 0), completed(given)));
  };
  EXPECT_EQ(codes({}), std::vector<std::string>{});
  EXPECT_EQ(codes({OrganizationRegistered{"North"}}),
            std::vector<std::string>{"OFFER_ORG_UNKNOWN"});
  EXPECT_EQ(codes({OrganizationRegistered{"North"}, OrganizationRegistered{"sales "}}),
            std::vector<std::string>{});
}

TEST(OfferRules, AResponseOfAnotherMessageTypeMayStayInactive) {
  ProductOffer given = sound();
  given.responses[1].response = "Maybe";
  given.responses[1].inactive = true;
  EXPECT_EQ(codes_of(problems_of(catalogue(), completed(given))), std::vector<std::string>{});
}

TEST(OfferRules, S2_1_RULES_NEED_CHECK_IsAWarningForAWholeOffer) {
  ProductOffer given = sound();
  EXPECT_TRUE(warnings_of(given).empty());
  given.rules.check_eligibility = false;
  EXPECT_EQ(codes_of(warnings_of(given)), std::vector<std::string>{"RULES_NEED_CHECK"});
  EXPECT_EQ(codes_of(problems_of(catalogue(), completed(given))), std::vector<std::string>{});
}

}  // namespace
}  // namespace proffer::domain::offer_rules
