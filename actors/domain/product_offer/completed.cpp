#include "actors/domain/product_offer/edits.hpp"
#include "actors/domain/product_offer/offer_rules.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {
namespace {

template <class T>
void number_sequences(std::vector<T>& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].sequence == 0) list[i].sequence = static_cast<std::uint32_t>(i + 1);
  }
}

template <class T>
void sort_by_sequence(std::vector<T>& list) {
  number_sequences(list);
  std::stable_sort(list.begin(), list.end(),
                   [](const T& a, const T& b) { return a.sequence < b.sequence; });
}

// What has no id is called by its place.
template <class T>
void number(std::vector<T>& list, const std::string& prefix) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].id.value.empty()) list[i].id.value = prefix + std::to_string(i + 1);
  }
}

// Without what a document does not say: who made a response, and the order of parameters.
ProductOffer as_told(ProductOffer offer) {
  for (OfferResponse& response : offer.responses) {
    response.untouched = false;
    for (OfferAction& action : response.actions) {
      std::ranges::sort(action.workflow_parameters, {}, &NamedValue::name);
    }
  }
  return offer;
}

void complete_choices(std::vector<DomainValue>& domain) {
  sort_by_sequence(domain);
  for (std::size_t i = 0; i < domain.size(); ++i) {
    if (domain[i].id.empty()) domain[i].id = std::to_string(i + 1);
  }
}

}  // namespace

void complete(CompatibilityRule& rule, const OfferId& offer) {
  const RuleSide itself{SideKind::offer, offer.value};
  const bool subject = rule.subject != RuleSide{};
  const bool object = rule.object != RuleSide{};
  if (!subject && object) rule.subject = itself;
  if (subject && !object) rule.object = itself;
}

ProductOffer completed(ProductOffer offer) {
  sort_by_sequence(offer.responses);
  std::size_t count = 0;
  for (OfferResponse& response : offer.responses) {
    number_sequences(response.actions);  // whose order is that of the list, which a rule sees to
    for (OfferAction& action : response.actions) {
      ++count;
      if (action.name.empty()) action.name = std::to_string(count);
      if (action.id.value.empty()) action.id.value = offer.id.value + "/" + std::to_string(count);
      complete_choices(action.domain);
    }
  }
  number(offer.recommendations, offer.id.value + "/r");
  for (Recommendation& recommendation : offer.recommendations) {
    recommendation.message_type = offer.message_type;
  }
  number(offer.rules.eligibility, offer.id.value + "/e");
  number(offer.rules.compatibility, offer.id.value + "/c");
  for (CompatibilityRule& rule : offer.rules.compatibility) complete(rule, offer.id);
  return offer;
}

bool is_in_force(const OfferDefinition& definition, const ProductOffer& offer) {
  const ReleasedOffer& released = definition.snapshot;
  return !released.versions.empty() && as_told(offer) == as_told(released.offer);
}

ProductOffer completed(ProductOffer offer, const Catalogue& catalogue) {
  for (OfferResponse& response : offer.responses) {
    response.kind = kind_of(catalogue, offer.message_type, response.response);
  }
  return completed(std::move(offer));
}

}  // namespace proffer::domain
