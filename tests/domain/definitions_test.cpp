// Promotions and all that is configured: what may be defined, and the commands beside definitions.
#include "actors/domain/catalogue/languages.hpp"
#include "actors/domain/catalogue/product_catalogue.hpp"
#include "actors/domain/catalogue/search_spec.hpp"
#include "tests/domain/given.hpp"
#include "tests/domain/shop.hpp"

namespace proffer::domain::definition_rules {
namespace {

using Codes = std::vector<std::string>;

Promotion bundle() {
  Promotion made;
  made.id.value = made.name = "Bundle";
  PromotionSlot handset;
  handset.rule.value = "Handset";
  handset.domain = {{"SIM"}, {"Router"}};
  handset.default_product.value = "SIM";
  handset.max = 1;
  PromotionSlot text;
  text.rule.value = "Text";
  text.product.value = "Text";
  made.slots = {handset, text};
  CommitmentCharge charge{"Early end", {15'000}, "Yearly"};
  made.commitment = Commitment{12, DurationUnit::month, {charge}};
  UpgradePath path;
  path.original.value = "Starter";
  made.upgrade_from = {path};
  return made;
}
MessageType enrolment() {
  MessageType type;
  type.name = "Enrolment";
  type.group = "Product Offer";
  type.responses = {{"Enroll", ResponseKind::accept, true, true, {}, {}}};
  return type;
}
// Everything of each kind, all sound.
Definitions sound() {
  Promotion starter;
  starter.id.value = starter.name = "Starter";
  return {.products = {simple("SIM"), simple("Router"), simple("Text")},
          .lines = {},
          .promotions = {starter, bundle()},
          .charge_plans = {{"Yearly", DurationUnit::month, std::vector<std::uint32_t>(12, 833)}},
          .message_types = {enrolment()},
          .matrices = {{"Regions", MatrixType::eligibility}},
          .preferences = {{"topNumber", "5"}},
          .channels = {{"kiosk", {ExceptionHandler::show_error}}},
          .workflows = {{"Check Address", WorkflowPhase::pre_order}},
          .groups = {},
          .line_fields = {{"Colour", AttributeType::enumeration, {"red", "blue"}}},
          .organizations = {{"Sales"}}};
}

struct Row {
  const char* code;
  void (*spoil)(Definitions&);
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.code; }

class DefinitionRules : public testing::TestWithParam<Row> {};

TEST_P(DefinitionRules, IsTold) {
  Definitions given_definitions = sound();
  GetParam().spoil(given_definitions);
  given<ProductCatalogue>()
      .when(DefineCatalogue{given_definitions})
      .then_rejected(std::string_view(GetParam().code));
}

PromotionSlot& handset(Definitions& d) { return d.promotions[1].slots[0]; }
UpgradePath& upgrade(Definitions& d) { return d.promotions[1].upgrade_from[0]; }

const Row rows[] = {
    {"PROMOTION_ID_REQUIRED", [](auto& d) { d.promotions.push_back({.id = {}, .name = "N"}); }},
    {"PROMOTION_NAME_REQUIRED", [](auto& d) { d.promotions[1].name = " "; }},
    {"PROMOTION_NAME_TAKEN", [](auto& d) { d.promotions[1].name = "starter"; }},
    {"PRODUCT_ID_TAKEN",
     [](auto& d) {
       d.products.push_back(simple("Bundle"));
       d.products.back().name = "Another";
     }},
    {"PROMOTION_DATES",
     [](auto& d) { d.promotions[0].effective_from = d.promotions[0].effective_to = noon; }},
    {"PROMOTION_PRICE_INVALID", [](auto& d) { d.promotions[0].price.cents = -1; }},
    {"SLOT_RULE_REQUIRED", [](auto& d) { handset(d).rule = {}; }},
    {"SLOT_RULE_DUPLICATE", [](auto& d) { handset(d).rule.value = "Text"; }},
    {"SLOT_ONE_OF", [](auto& d) { handset(d).product.value = "SIM"; }},
    {"SLOT_PRODUCT_UNKNOWN", [](auto& d) { handset(d).domain.push_back({"Nothing"}); }},
    {"SLOT_TAKES_PRODUCTS", [](auto& d) { handset(d).domain.push_back({"Starter"}); }},
    {"SLOT_DEFAULT_REQUIRED", [](auto& d) { handset(d).default_product = {}; }},
    {"SLOT_DEFAULT_NOT_IN_DOMAIN", [](auto& d) { handset(d).default_product.value = "Text"; }},
    {"SLOT_CARDINALITY", [](auto& d) { handset(d).min = 2; }},
    {"SLOT_DEFAULT_QUANTITY", [](auto& d) { handset(d).default_quantity = 2; }},
    {"SLOT_PRICE_INVALID", [](auto& d) { handset(d).price_override = Money{-1}; }},
    {"COMMITMENT_DURATION_REQUIRED", [](auto& d) { d.promotions[1].commitment->duration = 0; }},
    {"CHARGE_PLAN_UNKNOWN",
     [](auto& d) { d.promotions[1].commitment->charges[0].prorate_plan = "Nothing"; }},
    {"UPGRADE_SAME", [](auto& d) { upgrade(d).original.value = "Bundle"; }},
    {"UPGRADE_ORIGINAL_UNKNOWN", [](auto& d) { upgrade(d).original.value = "Nothing"; }},
    {"UPGRADE_PATH_DUPLICATE", [](auto& d) { d.promotions[1].upgrade_from.push_back(upgrade(d)); }},
    {"UPGRADE_PENALTY_INVALID", [](auto& d) { upgrade(d).penalty.cents = -1; }},
    {"LANGUAGE_UNKNOWN",
     [](auto& d) {
       d.promotions[0].translations = {{"XXX", "?"}};
     }},
    {"TRANSLATION_DUPLICATE",
     [](auto& d) {
       d.products[0].translations = {{"FRA", "SIM"}, {"FRA", "Carte"}};
     }},
    {"ELIG_NO_CRITERIA",
     [](auto& d) {
       EligibilityRule rule;
       rule.id.value = "1";
       rule.type = EligibilityType::available;
       d.products[0].rules.eligibility = {rule};
     }},
    {"CHARGE_PLAN_NAME_REQUIRED",
     [](auto& d) {
       d.charge_plans.push_back({"", {}, {100}});
     }},
    {"CHARGE_PLAN_EMPTY", [](auto& d) { d.charge_plans[0].installments.clear(); }},
    {"CHARGE_PLAN_SUM", [](auto& d) { d.charge_plans[0].installments.push_back(5); }},
    {"MSGTYPE_NAME_REQUIRED", [](auto& d) { d.message_types[0].name = ""; }},
    {"MSGTYPE_GROUP_REQUIRED", [](auto& d) { d.message_types[0].group = ""; }},
    {"MSGTYPE_RESPONSE_NAME_REQUIRED", [](auto& d) { d.message_types[0].responses[0].name = ""; }},
    {"MSGTYPE_RESPONSE_DUPLICATE",
     [](auto& d) { d.message_types[0].responses.push_back(d.message_types[0].responses[0]); }},
    {"MSGTYPE_SCOPE_UNKNOWN",
     [](auto& d) { d.message_types[0].responses[0].scope_field = "Colour"; }},
    {"MATRIX_NAME_REQUIRED", [](auto& d) { d.matrices[0].name = ""; }},
    {"MATRIX_TYPE_REQUIRED", [](auto& d) { d.matrices[0].kind = MatrixType::unknown; }},
    {"LINE_FIELD_NAME_REQUIRED", [](auto& d) { d.line_fields[0].name = " "; }},
    {"LINE_FIELD_BUILT_IN", [](auto& d) { d.line_fields[0].name = "Quantity"; }},
    {"LINE_FIELD_TYPE_REQUIRED",
     [](auto& d) {
       d.line_fields[0] = {"Colour", AttributeType::unknown, {}};
     }},
    {"LINE_FIELD_ALLOWED_VALUES", [](auto& d) { d.line_fields[0].allowed.clear(); }},
    {"LINE_FIELD_DUPLICATE", [](auto& d) { d.line_fields.push_back(d.line_fields[0]); }},
    {"ORGANIZATION_NAME_REQUIRED", [](auto& d) { d.organizations[0].name = ""; }},
    {"ORGANIZATION_DUPLICATE", [](auto& d) { d.organizations.push_back(d.organizations[0]); }},
    {"PREFERENCE_UNKNOWN", [](auto& d) { d.preferences[0].name = "colour"; }},
    {"PREFERENCE_VALUE_INVALID", [](auto& d) { d.preferences[0].value = "many"; }},
    {"CHANNEL_NAME_REQUIRED", [](auto& d) { d.channels[0].channel = ""; }},
    {"CHANNEL_HANDLERS_REQUIRED", [](auto& d) { d.channels[0].handlers.clear(); }},
    {"WORKFLOW_NAME_REQUIRED", [](auto& d) { d.workflows[0].name = ""; }},
    {"PROMOTION_DUPLICATE", [](auto& d) { d.promotions.push_back(d.promotions[0]); }},
    {"CHARGE_PLAN_DUPLICATE", [](auto& d) { d.charge_plans.push_back(d.charge_plans[0]); }},
    {"MSGTYPE_DUPLICATE", [](auto& d) { d.message_types.push_back(d.message_types[0]); }},
    {"MATRIX_DUPLICATE", [](auto& d) { d.matrices.push_back(d.matrices[0]); }},
    {"PREFERENCE_DUPLICATE", [](auto& d) { d.preferences.push_back(d.preferences[0]); }},
    {"CHANNEL_DUPLICATE", [](auto& d) { d.channels.push_back(d.channels[0]); }},
    {"WORKFLOW_DUPLICATE", [](auto& d) { d.workflows.push_back(d.workflows[0]); }},
};
INSTANTIATE_TEST_SUITE_P(Code, DefinitionRules, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.code); });

TEST(Definitions, AreRecordedOnceEachAndKeptWithoutWhatIsBuiltIn) {
  given<ProductCatalogue>().when(DefineCatalogue{sound()}).then([] {
    Definitions sorted = sound();
    std::swap(sorted.products[0], sorted.products[1]);  // Router, SIM, Text
    std::swap(sorted.promotions[0], sorted.promotions[1]);
    return events_of(sorted);
  }());
  ProductCatalogue::State state;
  for (const CatalogueEvent& event : events_of(sound())) ProductCatalogue::evolve(state, event);
  const KeptCatalogue parts = kept(state);
  EXPECT_EQ(parts.definitions.message_types.size(), 1U);
  EXPECT_EQ(parts.definitions.products.size(), 3U) << "a promotion's face comes with it";
  EXPECT_EQ(kept(restored(parts)).definitions, parts.definitions);
}

TEST(Definitions, S1_7_AResponseIsTranslatedOnceIntoALanguageThatThereIs) {
  const auto translated = [](std::vector<Translation> translations) {
    Definitions definitions;
    definitions.message_types = {enrolment()};
    definitions.message_types[0].responses[0].translations = std::move(translations);
    return DefineCatalogue{definitions};
  };
  given<ProductCatalogue>()
      .when(translated({{"FRA", "Oui"}, {"FRA", "Bien"}}))
      .then_rejected("TRANSLATION_DUPLICATE");
  given<ProductCatalogue>().when(translated({{"XXX", "?"}})).then_rejected("LANGUAGE_UNKNOWN");
  const DefineCatalogue sound_one = translated({{"FRA", "Oui"}});
  given<ProductCatalogue>().when(sound_one).then(events_of(sound_one.definitions));
}

TEST(Definitions, S1_7_MSGTYPE_BUILT_IN_TheBuiltInTypeKeepsItsGroupAndItsResponses) {
  const MessageType built_in = *Catalogue{}.message_type("Product Offer Recommendation");
  const auto define = [](MessageType type) {
    Definitions definitions;
    definitions.message_types = {std::move(type)};
    return DefineCatalogue{definitions};
  };
  MessageType type = built_in;
  type.responses.erase(type.responses.begin());
  type.group = "News";
  const auto refused = ProductCatalogue::decide({}, define(type), context_of(Catalogue{}));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(codes_of(refused.error()),
            (std::vector<std::string>{"MSGTYPE_BUILT_IN", "MSGTYPE_BUILT_IN"}));
  EXPECT_EQ(refused.error()[0].field, "group");
  EXPECT_EQ(refused.error()[1].text,
            "Message type 'Product Offer Recommendation' is built in and keeps its response "
            "'Accept'; give it back.");

  type = built_in;
  type.texts[0].title = "For you";
  type.responses[0].translations = {{"FRA", "Oui"}};
  type.responses[1].suppress_repetition = false;
  type.responses.push_back({"Learn More", ResponseKind::other, true, false, "Asset Id", {}});
  given<ProductCatalogue>().when(define(type)).then({MessageTypeDefined{type}});
}

TEST(Acceptance5_6, T21_SuppressionIsSwitchedForEachResponse) {
  MessageType off = enrolment();
  off.responses[0].suppress_repetition = false;
  given<ProductCatalogue>(MessageTypeDefined{enrolment()})
      .when(SuppressRepetition{"enrolment", "enroll", false})
      .then({MessageTypeDefined{off}});
  given<ProductCatalogue>()
      .when(SuppressRepetition{"Enrolment", "Enroll", false})
      .then_rejected("MSGTYPE_UNKNOWN");
  given<ProductCatalogue>(MessageTypeDefined{enrolment()})
      .when(SuppressRepetition{"Enrolment", "Accept", false})
      .then_rejected("RESPONSE_UNKNOWN");
}

TEST(VariableMaps, AreLockedChangedReleasedAndThenRefreshed) {
  const std::string map(row_set_map);
  const std::vector<VariableMapMode> roots = {
      {"Any", {"Asset Id"}, "[Asset Id]=[Root Asset Id] AND [Status]=\"Active\""}};
  const ChangeVariableMap change{map, roots, "ana"};
  given<ProductCatalogue>().when(change).then_rejected("VARIABLE_MAP_NOT_LOCKED");
  given<ProductCatalogue>(VariableMapLocked{map, "ben"})
      .when(change)
      .then_rejected("VARIABLE_MAP_LOCKED");
  given<ProductCatalogue>(VariableMapLocked{map, "ana"})
      .when(change)
      .then({VariableMapChanged{map, roots}});
  given<ProductCatalogue>(VariableMapLocked{map, "ana"}, VariableMapChanged{map, roots})
      .when(ReleaseVariableMap{map, "ana"})
      .then_each_time({VariableMapReleased{map, 2}});
  given<ProductCatalogue>(VariableMapLocked{map, "ana"}, VariableMapChanged{map, roots},
                          VariableMapReleased{map, 2})
      .when(RefreshVariableMap{map})
      .then({VariableMapCacheRefreshed{map}});
  given<ProductCatalogue>().when(ClearVariableMap{map}).then({});
  given<ProductCatalogue>().when(RefreshVariableMap{"Own"}).then_rejected("VARIABLE_MAP_UNKNOWN");
  given<ProductCatalogue>()
      .when(LockVariableMap{"Own", "ana"})
      .then({VariableMapLocked{"Own", "ana"}});
}

TEST(VariableMaps, S1_13_APreferenceMayNameAReleasedOne) {
  Definitions own;
  own.preferences = {{"contextVariableMap", "Own"}};
  const DefineCatalogue define{own};
  given<ProductCatalogue>().when(define).then_rejected("PREFERENCE_VALUE_INVALID");
  given<ProductCatalogue>(VariableMapLocked{"Own", "ana"})
      .when(define)
      .then_rejected("PREFERENCE_VALUE_INVALID");
  given<ProductCatalogue>(VariableMapLocked{"Own", "ana"}, VariableMapReleased{"Own", 1})
      .when(define)
      .then({SystemPreferenceSet{"contextVariableMap", "Own"}});
}

TEST(Languages, AreKnownByTheirTagsWithOrWithoutARegion) {
  struct Known {
    std::string_view tag;
    std::string_view code;
  };
  for (const auto& [tag, code] : std::vector<Known>{{"fr", "FRA"},
                                                    {"fr-CA", "FRC"},
                                                    {"FR-ca", "FRC"},
                                                    {"fr-FR", "FRA"},
                                                    {"en-US", "ENU"},
                                                    {"en-GB", "ENG"},
                                                    {"tlh", ""},
                                                    {"*", ""},
                                                    {"", ""}}) {
    EXPECT_EQ(language_of_tag(tag), code) << tag;
  }
}

TEST(VariableMaps, NeedTheModeAnyAndASearchThatCanBeRead) {
  const std::string map(context_map);
  const auto codes = [&](std::vector<VariableMapMode> modes) {
    const auto decided = ProductCatalogue::decide(
        fold<ProductCatalogue>({}, {VariableMapLocked{map, "ana"}}),
        ChangeVariableMap{map, std::move(modes), "ana"}, context_of(Catalogue{}));
    return decided ? Codes{} : codes_of(decided.error());
  };
  EXPECT_EQ(codes({}), Codes{"VARIABLE_MAP_MODE_REQUIRED"});
  EXPECT_EQ(codes({{"Any", {" "}, ""}}), Codes{"VARIABLE_MAP_FIELD_REQUIRED"});
  EXPECT_EQ(codes({{"Any", {}, ""}, {"any", {}, ""}}), Codes{"VARIABLE_MAP_MODE_DUPLICATE"});
  EXPECT_EQ(codes({{"Any", {"Loyalty"}, "[Foo]=\"x\""}}), Codes{"VARIABLE_MAP_FIELD_UNKNOWN"})
      << "a context passes on what accounts have, and searches rows";
  const std::string of_rows(row_set_map);
  given<ProductCatalogue>(VariableMapLocked{of_rows, "ana"})
      .when(ChangeVariableMap{
          of_rows, {{"Any", {"asset id", "Loyalty"}, "[status]=[Status]"}}, "ana"})
      .then_rejected("VARIABLE_MAP_FIELD_UNKNOWN");
  for (const char* spec : {"[A]", "[A]=", "[A]=b", "[]=\"b\"", "[A]=\"b\" [C]=[D]", "AND"}) {
    EXPECT_EQ(codes({{"Any", {}, spec}}), Codes{"SEARCH_SPEC_INVALID"}) << spec;
  }
  EXPECT_EQ(parse_search_spec(" [A] = [B] and [C]=\"d e\""),
            (std::vector<SearchTerm>{{"A", SearchTerm::Against::field, "B"},
                                     {"C", SearchTerm::Against::value, "d e"}}));
}

}  // namespace
}  // namespace proffer::domain::definition_rules
