#include "actors/domain/catalogue/review.hpp"

#include "actors/domain/catalogue/languages.hpp"

#include <set>
#include <utility>

namespace proffer::domain {

bool ends_before(const std::optional<Instant>& start, const std::optional<Instant>& end) {
  return start && end && *end <= *start;
}

bool has_criterion(const EligibilityRule& rule) {
  return !rule.account.value.empty() || !rule.account_type.empty() || !rule.city.empty() ||
         !rule.state.empty() || !rule.postal_code.empty() || !rule.country.empty();
}

bool is_one_side(const RuleSide& side) {
  return side.kind != SideKind::unknown && !side.id.empty();
}

bool is_known(const RuleSide& side, const Catalogue& catalogue) {
  switch (side.kind) {
    case SideKind::product: return catalogue.product({side.id}) != nullptr;
    case SideKind::offer: return catalogue.definition({side.id}) != nullptr;
    case SideKind::product_line: return catalogue.line({side.id}) != nullptr;
    case SideKind::product_class: return true;  // a class is whatever products say it is
    case SideKind::unknown: return false;
  }
  return false;
}

bool is_known_matrix(const std::string& name, MatrixType kind, const Catalogue& catalogue) {
  if (name.empty()) return true;
  const MatrixDefined* matrix = catalogue.matrix(name);
  return matrix != nullptr && matrix->kind == kind;
}

void Review::add(std::string code, std::string text, std::string field) {
  problems.push_back({std::move(code), std::move(text), {}, {}, {}, std::move(field)});
}

void Review::rules(const Rules& rules, const std::string& owner) {
  std::set<std::string_view> ids;
  const auto common = [&](const auto& rule, const std::string& what, MatrixType kind) {
    const std::string& id = rule.id.value;
    if (id.empty() || !ids.insert(id).second) {
      add("RULE_ID_DUPLICATE", what + " needs an id of its own.", "id");
    }
    if (ends_before(rule.effective_from, rule.effective_to)) {
      add("RULE_DATES", what + " must end after it starts.", "effectiveTo");
    }
    if (!is_known_matrix(rule.matrix, kind, after)) {
      add("RULE_MATRIX_UNKNOWN",
          what + " is in matrix " + in_quotes(rule.matrix) +
              ", which does not exist or groups the other kind of rules.",
          "matrix");
    }
  };
  for (const EligibilityRule& rule : rules.eligibility) {
    const std::string what = "Eligibility rule " + in_quotes(rule.id.value) + " of " + owner;
    common(rule, what, MatrixType::eligibility);
    if (rule.type == EligibilityType::unknown) {
      add("RULE_TYPE_REQUIRED", what + " must be Available or Unavailable.", "type");
    }
    if (!has_criterion(rule)) {
      add("ELIG_NO_CRITERIA", what + " needs at least one criterion.", "eligibilityRules");
    }
  }
  for (const CompatibilityRule& rule : rules.compatibility) {
    const std::string what = "Compatibility rule " + in_quotes(rule.id.value) + " of " + owner;
    common(rule, what, MatrixType::compatibility);
    if (rule.type == CompatibilityType::unknown) {
      add("RULE_TYPE_REQUIRED", what + " must be Requires or Excludes.", "type");
    }
    for (const RuleSide* side : {&rule.subject, &rule.object}) {
      const char* const field = side == &rule.subject ? "subject" : "object";
      if (!is_one_side(*side)) {
        add("RULE_ONE_SIDE", what + " needs exactly one product, offer, line or class a side.",
            field);
      } else if (side->kind != SideKind::offer && !is_known(*side, after)) {
        // An offer needs its products first, so a product's rule may name an offer to come.
        add("RULE_SIDE_UNKNOWN",
            what + " is about " + in_quotes(side->id) + ", which does not exist; define it first.",
            field);
      }
    }
  }
}

void Review::translations(const std::vector<Translation>& translations, const std::string& owner) {
  std::set<std::string_view> languages;
  for (const Translation& translation : translations) {
    const std::string& language = translation.language;
    if (!languages.insert(language).second) {
      add("TRANSLATION_DUPLICATE",
          "The name of " + owner + " is translated into " + in_quotes(language) + " twice.",
          "languageCode");
    }
    if (language_name(language).empty()) {
      add("LANGUAGE_UNKNOWN", in_quotes(language) + " is no language code; use one such as FRA.",
          "languageCode");
    }
  }
}

}  // namespace proffer::domain
