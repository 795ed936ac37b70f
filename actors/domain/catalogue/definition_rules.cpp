#include "actors/domain/catalogue/definition_rules.hpp"

#include "actors/domain/catalogue/languages.hpp"
#include "actors/domain/catalogue/typed_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

namespace proffer::domain {
namespace {

template <class T, class Key>
void duplicates(Problems& problems, const std::vector<T>& list, Key key, std::string_view code,
                std::string_view what) {
  std::set<std::string> seen;
  for (const T& value : list) {
    if (seen.insert(folded(key(value))).second) continue;
    problems.push_back({std::string(code),
                        std::string(what) + " " + in_quotes(key(value)) + " is given twice.",
                        {},
                        {},
                        {},
                        {}});
  }
}

bool is_yes_or_no(std::string_view value, const Catalogue&) { return value == "Y" || value == "N"; }
template <int first, int last>
bool is_between(std::string_view value, const Catalogue&) {
  int number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  return error == std::errc{} && end == value.data() + value.size() && number >= first &&
         number <= last;
}

bool names_variable_map(std::string_view value, const Catalogue& catalogue) {
  const VariableMap* map = catalogue.variable_map(value);
  return map != nullptr && map->versions > 0;
}

struct Preference {
  std::string_view name;
  bool (*is_legal)(std::string_view value, const Catalogue& catalogue);
  std::string_view expectation;
};
constexpr std::array<Preference, 7> known_preferences = {{
    {"promotionAutomatch", is_yes_or_no, "Y or N"},
    {"rootOnlyRecommendations", is_yes_or_no, "Y or N"},
    {"matchPercentage", is_between<0, 100>, "a whole number from 0 to 100"},
    {"topNumber", is_between<1, 1000>, "a whole number from 1 to 1000"},
    {"Enable Promotion Group", is_yes_or_no, "Y or N"},
    {context_map_preference, names_variable_map, "the name of a released variable map"},
    {row_set_map_preference, names_variable_map, "the name of a released variable map"},
}};

void review_name_of(Review& review, const std::string& name, std::string code,
                    const std::string& what, std::string field = "name") {
  if (folded(name).empty()) review.add(std::move(code), what + " needs a name.", std::move(field));
}

// What offers rely on: of a type that is built in, its group and its responses stay.
void review_built_in(Review& review, const MessageType& type) {
  static const Catalogue bare;  // knows what is built in
  const MessageType* built_in = bare.message_type(type.name);
  if (built_in == nullptr) return;
  const auto keep = [&](const std::string& what, std::string field) {
    review.add("MSGTYPE_BUILT_IN",
               "Message type " + in_quotes(built_in->name) + " is built in and keeps " + what +
                   "; give it back.",
               std::move(field));
  };
  if (!same_name(type.group, built_in->group)) {
    keep("its group " + in_quotes(built_in->group), "group");
  }
  for (const MessageResponse& needed : built_in->responses) {
    const bool there = std::ranges::any_of(type.responses, [&](const MessageResponse& given) {
      return same_name(given.name, needed.name);
    });
    if (!there) keep("its response " + in_quotes(needed.name), "responses");
  }
}

}  // namespace

Problems duplicates_in(const Definitions& given) {
  Problems problems;
  const auto id = [](const auto& value) -> const std::string& { return value.id.value; };
  const auto name = [](const auto& value) -> const std::string& { return value.name; };
  const auto channel = [](const auto& value) -> const std::string& { return value.channel; };
  duplicates(problems, given.products, id, "PRODUCT_DUPLICATE", "Product");
  duplicates(problems, given.lines, id, "PRODUCT_LINE_DUPLICATE", "Product line");
  duplicates(problems, given.promotions, id, "PROMOTION_DUPLICATE", "Promotion");
  duplicates(problems, given.charge_plans, name, "CHARGE_PLAN_DUPLICATE", "Charge plan");
  duplicates(problems, given.message_types, name, "MSGTYPE_DUPLICATE", "Message type");
  duplicates(problems, given.matrices, name, "MATRIX_DUPLICATE", "Matrix");
  duplicates(problems, given.preferences, name, "PREFERENCE_DUPLICATE", "Preference");
  duplicates(problems, given.channels, channel, "CHANNEL_DUPLICATE", "Channel");
  duplicates(problems, given.workflows, name, "WORKFLOW_DUPLICATE", "Workflow");
  duplicates(problems, given.groups, id, "PROMOTION_GROUP_DUPLICATE", "Promotion group");
  duplicates(problems, given.line_fields, name, "LINE_FIELD_DUPLICATE", "Line field");
  duplicates(problems, given.organizations, name, "ORGANIZATION_DUPLICATE", "Organization");
  return problems;
}

Catalogue overlaid(const Catalogue& present, const Definitions& definitions) {
  Catalogue after = present;
  for (const CatalogueEvent& event : events_of(definitions)) after.fold(event);
  return after;
}

void review_charge_plan(Review& review, const ChargePlan& plan) {
  constexpr std::uint32_t whole = 10'000;  // 100 %
  const std::string what = "Charge plan " + in_quotes(plan.name);
  review_name_of(review, plan.name, "CHARGE_PLAN_NAME_REQUIRED", "Every charge plan");
  std::uint64_t sum = 0;
  for (const std::uint32_t installment : plan.installments) sum += installment;
  if (plan.installments.empty()) {
    review.add("CHARGE_PLAN_EMPTY", what + " needs at least one installment.", "installments");
  } else if (sum > whole) {
    review.add("CHARGE_PLAN_SUM", what + " charges more than 100 percent.", "installments");
  }
}

void review_message_type(Review& review, const MessageType& type) {
  const std::string what = "Message type " + in_quotes(type.name);
  review_name_of(review, type.name, "MSGTYPE_NAME_REQUIRED", "Every message type");
  if (folded(type.group).empty()) {
    review.add("MSGTYPE_GROUP_REQUIRED", what + " needs a group, such as Product Offer.", "group");
  }
  review_built_in(review, type);
  std::set<std::string> names;
  for (const MessageResponse& response : type.responses) {
    if (folded(response.name).empty()) {
      review.add("MSGTYPE_RESPONSE_NAME_REQUIRED", what + " has a response without a name.",
                 "responses");
    } else if (!names.insert(folded(response.name)).second) {
      review.add("MSGTYPE_RESPONSE_DUPLICATE",
                 what + " has the response " + in_quotes(response.name) + " twice.", "responses");
    }
    review.translations(response.translations, "response " + in_quotes(response.name) +
                                                   " of message type " + in_quotes(type.name));
    if (!suppression_scope(response.scope_field)) {
      review.add("MSGTYPE_SCOPE_UNKNOWN",
                 what + " cannot suppress by " + in_quotes(response.scope_field) +
                     "; use Asset Id, Root Asset Id, Document Id or Account Id.",
                 "responses");
    }
  }
  std::set<std::string_view> languages;
  for (const MessageText& text : type.texts) {
    if (!languages.insert(text.language).second) {
      review.add("TRANSLATION_DUPLICATE",
                 what + " has two texts for language " + in_quotes(text.language) + ".",
                 "languageCode");
    }
    if (!text.language.empty() && language_name(text.language).empty()) {
      review.add("LANGUAGE_UNKNOWN",
                 in_quotes(text.language) + " is no language code; use one such as FRA.",
                 "languageCode");
    }
  }
}

void review_line_field(Review& review, const LineFieldRegistered& given) {
  const std::string what = "Line field " + in_quotes(given.name);
  review_name_of(review, given.name, "LINE_FIELD_NAME_REQUIRED", "Every line field");
  if (line_field(given.name) || same_name(given.name, promotion_name_field)) {
    review.add("LINE_FIELD_BUILT_IN", what + " is built in; choose another name.", "name");
  }
  if (given.kind == AttributeType::unknown) {
    review.add("LINE_FIELD_TYPE_REQUIRED",
               what + " must be of type Text, Number, Boolean, Date or Enum.", "type");
  }
  if ((given.kind == AttributeType::enumeration) != !given.allowed.empty()) {
    review.add("LINE_FIELD_ALLOWED_VALUES",
               what + " needs allowed values if it is an Enum, and only then.", "allowed");
  }
}

void review_preference(Review& review, const SystemPreferenceSet& set) {
  const auto known = std::find_if(known_preferences.begin(), known_preferences.end(),
                                  [&](const Preference& p) { return same_name(p.name, set.name); });
  if (known == known_preferences.end()) {
    std::string names;
    for (const Preference& preference : known_preferences) {
      add_to_list(names, preference.name);
    }
    review.add(
        "PREFERENCE_UNKNOWN",
        "There is no preference called " + in_quotes(set.name) + "; use one of " + names + ".",
        "name");
  } else if (!known->is_legal(set.value, review.after)) {
    review.add("PREFERENCE_VALUE_INVALID",
               "Preference " + in_quotes(set.name) + " must be " + std::string(known->expectation) +
                   ", not " + in_quotes(set.value) + ".",
               "value");
  }
}

Problems problems_of(const Catalogue& present, const Catalogue& after,
                     const Definitions& definitions) {
  Review review{present, after, {}};
  for (const Product& product : definitions.products) review_product(review, product);
  for (const ProductLine& line : definitions.lines) review_line(review, line);
  for (const Promotion& promotion : definitions.promotions) review_promotion(review, promotion);
  for (const PromotionGroup& group : definitions.groups) review_promotion_group(review, group);
  for (const ChargePlan& plan : definitions.charge_plans) review_charge_plan(review, plan);
  for (const MessageType& type : definitions.message_types) review_message_type(review, type);
  for (const MatrixDefined& matrix : definitions.matrices) {
    review_name_of(review, matrix.name, "MATRIX_NAME_REQUIRED", "Every matrix");
    if (matrix.kind == MatrixType::unknown) {
      review.add("MATRIX_TYPE_REQUIRED",
                 "Matrix " + in_quotes(matrix.name) + " must be Eligibility or Compatibility.",
                 "type");
    }
  }
  for (const SystemPreferenceSet& set : definitions.preferences) review_preference(review, set);
  for (const ChannelExceptionHandlingSet& set : definitions.channels) {
    review_name_of(review, set.channel, "CHANNEL_NAME_REQUIRED", "Every channel", "channel");
    if (set.handlers.empty()) {
      review.add("CHANNEL_HANDLERS_REQUIRED",
                 "Channel " + in_quotes(set.channel) +
                     " needs a handler: ShowError, CreateActivity or CreateWorkItem.",
                 "handlers");
    }
  }
  for (const WorkflowRegistered& workflow : definitions.workflows) {
    review_name_of(review, workflow.name, "WORKFLOW_NAME_REQUIRED", "Every workflow");
  }
  for (const OrganizationRegistered& organization : definitions.organizations) {
    review_name_of(review, organization.name, "ORGANIZATION_NAME_REQUIRED", "Every organization");
  }
  for (const LineFieldRegistered& each : definitions.line_fields) review_line_field(review, each);
  return std::move(review.problems);
}

}  // namespace proffer::domain
