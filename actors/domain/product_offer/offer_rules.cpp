// The specification's table of rules for header, responses, version, translations, recommendations
// and rules, in its order; rows between them are our own. What depends on who changes an offer, and
// from what, is where the commands are.
#include "actors/domain/product_offer/offer_rules.hpp"

#include "actors/domain/catalogue/languages.hpp"
#include "actors/domain/catalogue/review.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

// One offer as a rule sees it, and what the rule finds, under the row's code and field.
class Found {
 public:
  Found(const Catalogue& of, const ProductOffer& about, Problems& problems)
      : catalogue(of), offer(about), problems_(problems) {}

  void is_about(std::string_view code, std::string_view field) {
    code_ = code;
    field_ = field;
  }
  void add(std::string text, std::string response = {}) {
    problems_.push_back({std::string(code_),
                         std::move(text),
                         folded(offer.name).empty() ? offer.id.value : offer.name,
                         std::move(response),
                         {},
                         std::string(field_)});
  }
  void add_at(std::string_view field, std::string text) {
    add(std::move(text));
    problems_.back().field = field;
  }

  const Catalogue& catalogue;
  const ProductOffer& offer;

 private:
  Problems& problems_;
  std::string_view code_;
  std::string_view field_;
};

const MessageType* message_type(const Found& f) {
  return f.catalogue.message_type(f.offer.message_type);
}

void id_required(Found& f) {
  if (f.offer.id.value.empty()) f.add("A product offer needs an id.");
}
void name_required(Found& f) {
  if (folded(f.offer.name).empty()) f.add("A product offer needs a name.");
}
void name_taken(Found& f) {
  const OfferDefinition* owner = f.catalogue.definition_named(f.offer.name);
  if (owner == nullptr || owner->work.id == f.offer.id || folded(f.offer.name).empty()) return;
  f.add("An offer called " + in_quotes(f.offer.name) + " already exists.");
}
void organization_required(Found& f) {
  const auto& organizations = f.offer.organizations;
  const auto is_blank = [](const std::string& name) { return folded(name).empty(); };
  if (!organizations.empty() && std::ranges::none_of(organizations, is_blank)) return;
  f.add("Choose at least one organization; otherwise nobody can see the offer.");
}
// Where none is registered there is no list to be on.
void organization_unknown(Found& f) {
  if (f.catalogue.organizations().empty()) return;
  for (const std::string& name : f.offer.organizations) {
    if (folded(name).empty() || f.catalogue.organization(name) != nullptr) continue;
    f.add("Organization " + in_quotes(name) +
          " is not registered; register it, or check the name.");
  }
}
void message_type_unknown(Found& f) {
  if (message_type(f) != nullptr) return;
  f.add("Message type " + in_quotes(f.offer.message_type) + " does not exist.");
}
void message_type_group(Found& f) {
  const MessageType* type = message_type(f);
  if (type == nullptr || folded(type->group) == "product offer") return;
  f.add("Message type " + in_quotes(type->name) + " is not in the Product Offer message group.");
}
void response_name(Found& f) {
  for (const OfferResponse& response : f.offer.responses) {
    if (!folded(response.response).empty()) continue;
    f.add("A response needs a name, such as Accept or Reject.");
  }
}
// An inactive response may be left over from another message type.
void response_unknown(Found& f) {
  const MessageType* type = message_type(f);
  if (type == nullptr) return;
  for (const OfferResponse& response : f.offer.responses) {
    const std::string name = folded(response.response);
    if (response.inactive || name.empty() || has_response(*type, name)) continue;
    f.add(in_quotes(response.response) + " is not a response of message type " +
              in_quotes(type->name) + ".",
          response.response);
  }
}
void response_twice(Found& f) {
  std::set<std::string> names;
  for (const OfferResponse& response : f.offer.responses) {
    const std::string name = folded(response.response);
    if (name.empty() || names.insert(name).second) continue;
    f.add("Response " + in_quotes(response.response) + " is already defined.", response.response);
  }
}
void response_sequence(Found& f) {
  std::set<std::uint32_t> sequences;
  for (const OfferResponse& response : f.offer.responses) {
    if (sequences.insert(response.sequence).second) continue;
    f.add("Two responses have sequence " + std::to_string(response.sequence) + ".",
          response.response);
  }
}
void version_dates(Found& f) {
  if (ends_before(f.offer.start, f.offer.end)) {
    f.add("The end date must be after the start date.");
  }
}

// Of the offer's own texts, and of each recommendation's.
template <class Visit>
void each_translation(const ProductOffer& offer, Visit visit) {
  std::set<std::string> languages;
  for (const OfferTranslation& translation : offer.translations) {
    visit(languages, translation.language, "The offer's text");
  }
  for (const Recommendation& recommendation : offer.recommendations) {
    languages.clear();
    for (const Translation& translation : recommendation.translations) {
      visit(languages, translation.language,
            "The reason of recommendation " + in_quotes(recommendation.id.value));
    }
  }
}
void translation_twice(Found& f) {
  each_translation(f.offer, [&](auto& seen, const std::string& language, const std::string& what) {
    if (seen.insert(language).second) return;
    f.add(what + " is translated into " + in_quotes(language) + " twice.");
  });
}
void language_unknown(Found& f) {
  each_translation(f.offer, [&](auto&, const std::string& language, const std::string&) {
    if (!language_name(language).empty()) return;
    f.add(in_quotes(language) + " is no language code; use one such as FRA.");
  });
}

void recommendation_id(Found& f) {
  std::set<std::string_view> ids;
  for (const Recommendation& recommendation : f.offer.recommendations) {
    if (ids.insert(recommendation.id.value).second) continue;
    f.add("Two recommendations have the id " + in_quotes(recommendation.id.value) + ".");
  }
}
void subject_required(Found& f) {
  for (const Recommendation& recommendation : f.offer.recommendations) {
    if (recommendation.subject.value.empty()) {
      f.add("Choose the product that triggers the recommendation.");
    }
  }
}
void subject_unknown(Found& f) {
  for (const Recommendation& recommendation : f.offer.recommendations) {
    const ProductId& subject = recommendation.subject;
    if (subject.value.empty() || f.catalogue.product(subject) != nullptr) continue;
    f.add("Product " + in_quotes(subject.value) + " does not exist; define it first.");
  }
}
void recommendation_dates(Found& f) {
  for (const Recommendation& recommendation : f.offer.recommendations) {
    if (ends_before(recommendation.effective_from, recommendation.effective_to)) {
      f.add("Recommendation " + in_quotes(recommendation.id.value) + " must end after it starts.");
    }
  }
}

void rule_id(Found& f) {
  std::set<std::string_view> ids;
  const auto check = [&](const auto& rule) {
    if (ids.insert(rule.id.value).second) return;
    f.add("Two rules have the id " + in_quotes(rule.id.value) + ".");
  };
  for (const EligibilityRule& rule : f.offer.rules.eligibility) check(rule);
  for (const CompatibilityRule& rule : f.offer.rules.compatibility) check(rule);
}
void rule_type(Found& f) {
  for (const EligibilityRule& rule : f.offer.rules.eligibility) {
    if (rule.type == EligibilityType::unknown) {
      f.add("Eligibility rule " + in_quotes(rule.id.value) + " must be Available or Unavailable.");
    }
  }
  for (const CompatibilityRule& rule : f.offer.rules.compatibility) {
    if (rule.type == CompatibilityType::unknown) {
      f.add("Compatibility rule " + in_quotes(rule.id.value) + " must be Requires or Excludes.");
    }
  }
}
void rule_dates(Found& f) {
  const auto check = [&](const auto& rule) {
    if (!ends_before(rule.effective_from, rule.effective_to)) return;
    f.add("Rule " + in_quotes(rule.id.value) + " must end after it starts.");
  };
  for (const EligibilityRule& rule : f.offer.rules.eligibility) check(rule);
  for (const CompatibilityRule& rule : f.offer.rules.compatibility) check(rule);
}
void rule_matrix(Found& f) {
  const auto check = [&](const auto& rule, MatrixType kind) {
    if (is_known_matrix(rule.matrix, kind, f.catalogue)) return;
    f.add("Matrix " + in_quotes(rule.matrix) +
          " does not exist or groups the other kind of rules; define it first.");
  };
  for (const auto& rule : f.offer.rules.eligibility) check(rule, MatrixType::eligibility);
  for (const auto& rule : f.offer.rules.compatibility) check(rule, MatrixType::compatibility);
}
bool is_offer(const RuleSide& side, const ProductOffer& offer) {
  return side.kind == SideKind::offer && side.id == offer.id.value;
}
void rule_one_side(Found& f) {
  for (const CompatibilityRule& rule : f.offer.rules.compatibility) {
    const bool beside = !is_offer(rule.subject, f.offer) || !is_offer(rule.object, f.offer);
    if (beside && is_one_side(rule.subject) && is_one_side(rule.object)) continue;
    f.add_at(is_one_side(rule.subject) ? "object" : "subject",
             "Compatibility rule " + in_quotes(rule.id.value) +
                 " needs exactly one product, product line or product class beside the offer.");
  }
}
void rule_elsewhere(Found& f) {
  for (const CompatibilityRule& rule : f.offer.rules.compatibility) {
    if (!is_one_side(rule.subject) || !is_one_side(rule.object) ||
        is_offer(rule.subject, f.offer) || is_offer(rule.object, f.offer)) {
      continue;
    }
    f.add("Compatibility rule " + in_quotes(rule.id.value) +
          " is not about this offer; leave its subject or its object out.");
  }
}
void rule_side_unknown(Found& f) {
  for (const CompatibilityRule& rule : f.offer.rules.compatibility) {
    for (const RuleSide* side : {&rule.subject, &rule.object}) {
      if (!is_one_side(*side) || is_offer(*side, f.offer) || is_known(*side, f.catalogue)) continue;
      f.add_at(side == &rule.subject ? "subject" : "object",
               "Compatibility rule " + in_quotes(rule.id.value) + " is about " +
                   in_quotes(side->id) + ", which does not exist; define it first.");
    }
  }
}
void no_criteria(Found& f) {
  for (const EligibilityRule& rule : f.offer.rules.eligibility) {
    if (has_criterion(rule)) continue;
    f.add("Eligibility rule " + in_quotes(rule.id.value) + " needs at least one criterion.");
  }
}

struct OfferRule {
  std::string_view code;
  std::string_view field;  // the JSON member that is to be mended
  void (*find)(Found&);
};
constexpr std::array<OfferRule, 26> offer_rules = {{
    {"OFFER_ID_REQUIRED", "id", id_required},
    {"OFFER_NAME_REQUIRED", "name", name_required},
    {"OFFER_NAME_TAKEN", "name", name_taken},
    {"OFFER_ORG_REQUIRED", "organizations", organization_required},
    {"OFFER_ORG_UNKNOWN", "organizations", organization_unknown},
    {"MSGTYPE_UNKNOWN", "messageType", message_type_unknown},
    {"MSGTYPE_WRONG_GROUP", "messageType", message_type_group},
    {"RESPONSE_NAME_REQUIRED", "response", response_name},
    {"RESPONSE_UNKNOWN", "response", response_unknown},
    {"RESPONSE_DUPLICATE", "response", response_twice},
    {"RESPONSE_SEQ_DUPLICATE", "sequence", response_sequence},
    {"VERSION_DATES", "end", version_dates},
    {"TRANSLATION_DUPLICATE", "languageCode", translation_twice},
    {"LANGUAGE_UNKNOWN", "languageCode", language_unknown},
    {"REC_ID_DUPLICATE", "id", recommendation_id},
    {"REC_SUBJECT_REQUIRED", "subjectProduct", subject_required},
    {"REC_SUBJECT_UNKNOWN", "subjectProduct", subject_unknown},
    {"REC_DATES", "effectiveTo", recommendation_dates},
    {"RULE_ID_DUPLICATE", "id", rule_id},
    {"RULE_TYPE_REQUIRED", "type", rule_type},
    {"RULE_DATES", "effectiveTo", rule_dates},
    {"RULE_MATRIX_UNKNOWN", "matrix", rule_matrix},
    {"RULE_ONE_SIDE", "object", rule_one_side},
    {"RULE_NOT_ABOUT_OFFER", "subject", rule_elsewhere},
    {"RULE_SIDE_UNKNOWN", "object", rule_side_unknown},
    {"ELIG_NO_CRITERIA", "eligibilityRules", no_criteria},
}};

}  // namespace

bool has_response(const MessageType& type, const std::string& name) {
  return std::any_of(
      type.responses.begin(), type.responses.end(),
      [&](const MessageResponse& response) { return folded(response.name) == name; });
}

Problems problems_of(const Catalogue& catalogue, const ProductOffer& offer) {
  Problems problems;
  Found found(catalogue, offer, problems);
  for (const OfferRule& rule : offer_rules) {
    found.is_about(rule.code, rule.field);
    rule.find(found);
  }
  for (Problem& problem : action_problems(catalogue, offer)) {
    problems.push_back(std::move(problem));
  }
  return problems;
}

Problems brought(const Problems& before, Problems after) {
  std::erase_if(after, [&](Problem problem) {
    return std::any_of(before.begin(), before.end(), [&](const Problem& known) {
      problem.offer = known.offer;  // the edit may have given it another name
      return problem == known;
    });
  });
  return after;
}

Problems warnings_of(const ProductOffer& offer) {
  const Rules& rules = offer.rules;
  if (rules.check_eligibility || (rules.eligibility.empty() && rules.compatibility.empty())) {
    return {};
  }
  return {{"RULES_NEED_CHECK",
           "The offer has rules that are ignored; select Check Eligibility to have them applied.",
           offer.name,
           {},
           {},
           "checkEligibility"}};
}

}  // namespace proffer::domain
