// The eligibility and compatibility rules that stand on an offer.
#include "actors/domain/catalogue/review.hpp"
#include "actors/domain/product_offer/edits.hpp"
#include "actors/domain/product_offer/offer_rules.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {
namespace {

template <class Rule>
const Rule* find(const std::vector<Rule>& rules, const RuleId& id) {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

tl::unexpected<Problems> not_found(const Editing& offer, const RuleId& id, std::string field) {
  return offer.no(
      "RULE_NOT_FOUND",
      "The offer has no rule of this kind with the id " + in_quotes(id.value) + "; check the id.",
      std::move(field));
}

tl::unexpected<Problems> not_checked(const Editing& offer) {
  return offer.no("RULES_NEED_CHECK", "Select Check Eligibility before defining rules.",
                  "checkEligibility");
}

}  // namespace

Edit edit(const Editing& offer, const AddEligibilityRule& command) {
  if (!offer.work().rules.check_eligibility) return not_checked(offer);
  EligibilityRule rule = command.rule;
  if (rule.id.value.empty()) rule.id.value = offer.new_id("e");
  return OfferEvents{EligibilityRuleAdded{offer.offer(), std::move(rule)}};
}

Edit edit(const Editing& offer, const AddCompatibilityRule& command) {
  if (!offer.work().rules.check_eligibility) return not_checked(offer);
  CompatibilityRule rule = command.rule;
  if (rule.id.value.empty()) rule.id.value = offer.new_id("c");
  complete(rule, offer.offer());
  return OfferEvents{CompatibilityRuleAdded{offer.offer(), std::move(rule)}};
}

Edit edit(const Editing& offer, const EditRule& command) {
  const Rules& rules = offer.work().rules;
  if (command.eligibility.has_value() == command.compatibility.has_value()) {
    return offer.no("RULE_KIND_REQUIRED",
                    "Give either an eligibility rule or a compatibility rule.", "rule");
  }
  if (command.eligibility) {
    const EligibilityRule* present = find(rules.eligibility, command.eligibility->id);
    if (present == nullptr) return not_found(offer, command.eligibility->id, "id");
    if (*present == *command.eligibility) return OfferEvents{};
    return OfferEvents{EligibilityRuleChanged{offer.offer(), *command.eligibility}};
  }
  CompatibilityRule wanted = *command.compatibility;
  complete(wanted, offer.offer());
  const CompatibilityRule* present = find(rules.compatibility, wanted.id);
  if (present == nullptr) return not_found(offer, wanted.id, "id");
  if (*present == wanted) return OfferEvents{};
  return OfferEvents{CompatibilityRuleChanged{offer.offer(), std::move(wanted)}};
}

Edit edit(const Editing& offer, const RemoveRule& command) {
  const Rules& rules = offer.work().rules;
  if (find(rules.eligibility, command.rule) == nullptr &&
      find(rules.compatibility, command.rule) == nullptr) {
    return not_found(offer, command.rule, "rule");
  }
  return OfferEvents{RuleRemoved{offer.offer(), command.rule}};
}

}  // namespace proffer::domain
