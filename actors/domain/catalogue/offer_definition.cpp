#include "actors/domain/catalogue/offer_definition.hpp"

#include "actors/domain/catalogue/catalogue.hpp"
#include "events/check.hpp"

#include <algorithm>
#include <variant>

namespace proffer::domain {
namespace {

using Definition = OfferDefinition;

void take_snapshot(Definition& d) {
  d.snapshot = {d.versions.empty() ? 0 : d.versions.back().number, d.work, d.versions};
  d.stale = false;
}

void set_header(ProductOffer& offer, const OfferHeader& header) {
  offer.name = header.name;
  offer.organizations = header.organizations;
  offer.description = header.description;
  offer.message = header.message;
  offer.thumbnail = header.thumbnail;
  offer.image = header.image;
  offer.rules.check_eligibility = header.check_eligibility;
  offer.rules.inclusive_eligibility = header.inclusive_eligibility;
}

template <class T>
void sort_by_sequence(std::vector<T>& list) {
  std::stable_sort(list.begin(), list.end(),
                   [](const T& a, const T& b) { return a.sequence < b.sequence; });
}

// The element with that id; whoever decided saw to it that there is one.
template <class T, class I>
T& at(std::vector<T>& list, const I& id) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const T& element) { return element.id == id; });
  CHECK(found != list.end());
  return *found;
}
template <class T, class I>
void erase(std::vector<T>& list, const I& id) {
  std::erase_if(list, [&](const T& element) { return element.id == id; });
}
OfferAction& action_of(Definition& d, const ActionId& id) {
  OfferAction* const action = d.action(id);
  CHECK(action != nullptr);
  return *action;
}
OfferResponse& response_of(Definition& d, const std::string& name) {
  OfferResponse* const response = d.response(name);
  CHECK(response != nullptr);
  return *response;
}

void apply(Definition& d, const ProductOfferDefined& e) {
  d.work = e.offer;
  d.versions.push_back({e.release, e.offer.start, e.offer.end, e.offer.active});
  d.locked = false;
  d.locked_by.clear();
  take_snapshot(d);
}
void apply(Definition& d, const ProductOfferCreated& e) {
  d.work = {};
  d.work.id = e.offer;
  set_header(d.work, e.header);
  d.work.message_type = e.message_type;
  d.locked = true;
  d.locked_by = e.by;
}
void apply(Definition& d, const OfferHeaderChanged& e) { set_header(d.work, e.header); }
void apply(Definition& d, const OfferMessageTypeChanged& e) { d.work.message_type = e.to; }
void apply(Definition& d, const RecommendationMessageTypeUpdated& e) {
  at(d.work.recommendations, e.recommendation).message_type = e.message_type;
}
void apply(Definition& d, const WorkSpaceLocked& e) {
  d.locked = true;
  d.locked_by = e.by;
}
void apply(Definition& d, const WorkSpaceUnlocked&) {
  d.locked = false;
  d.locked_by.clear();
}
void apply(Definition& d, const VersionWindowSet& e) {
  if (e.number == 0) {
    d.work.start = e.start;
    d.work.end = e.end;
    d.work.active = e.active;
    return;
  }
  for (OfferVersion& version : d.versions) {
    if (version.number == e.number) version = {e.number, e.start, e.end, e.active};
  }
}
void apply(Definition& d, const OfferVersionReleased& e) {
  d.versions.push_back({e.number, e.start, e.end, e.active});
  d.locked = false;
  d.locked_by.clear();
  if (e.in_snapshot) take_snapshot(d);
}
void apply(Definition& d, const OfferCacheRefreshed&) { take_snapshot(d); }
void apply(Definition& d, const ResponseAdded& e) {
  d.work.responses.push_back(e.response);
  sort_by_sequence(d.work.responses);
}
void apply(Definition& d, const ResponseChanged& e) {
  OfferResponse& response = response_of(d, e.was);
  std::vector<OfferAction> actions = std::move(response.actions);
  response = e.response;
  response.actions = std::move(actions);
  sort_by_sequence(d.work.responses);
}
void apply(Definition& d, const ResponseRemoved& e) {
  const std::string name = folded(e.response);
  std::erase_if(d.work.responses,
                [&](const OfferResponse& response) { return folded(response.response) == name; });
}
void apply(Definition& d, const ActionAdded& e) {
  response_of(d, e.response).actions.push_back(e.action);
}
void apply(Definition& d, const ActionChanged& e) { action_of(d, e.action.id) = e.action; }
void apply(Definition& d, const ActionRemoved& e) {
  for (OfferResponse& response : d.work.responses) erase(response.actions, e.action);
}
void apply(Definition& d, const WorkflowParameterSet& e) {
  auto& parameters = action_of(d, e.action).workflow_parameters;
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const NamedValue& p) { return p.name == e.name; });
  if (found == parameters.end()) {
    parameters.push_back({e.name, e.value});
  } else {
    found->value = e.value;
  }
}
void apply(Definition& d, const WorkflowParameterRemoved& e) {
  std::erase_if(action_of(d, e.action).workflow_parameters,
                [&](const NamedValue& p) { return p.name == e.name; });
}
void apply(Definition& d, const DomainValueAdded& e) {
  auto& domain = action_of(d, e.action).domain;
  domain.push_back(e.value);
  sort_by_sequence(domain);
}
void apply(Definition& d, const DomainValueChanged& e) {
  auto& domain = action_of(d, e.action).domain;
  at(domain, e.value.id) = e.value;
  sort_by_sequence(domain);
}
void apply(Definition& d, const DomainValueRemoved& e) {
  erase(action_of(d, e.action).domain, e.id);
}
void apply(Definition& d, const RecommendationAdded& e) {
  d.work.recommendations.push_back(e.recommendation);
}
void apply(Definition& d, const RecommendationChanged& e) {
  at(d.work.recommendations, e.recommendation.id) = e.recommendation;
}
void apply(Definition& d, const RecommendationRemoved& e) {
  erase(d.work.recommendations, e.recommendation);
}
void apply(Definition& d, const RecommendationTranslated& e) {
  auto& translations = at(d.work.recommendations, e.recommendation).translations;
  std::erase_if(translations,
                [&](const Translation& t) { return t.language == e.reason.language; });
  if (!e.reason.text.empty()) translations.push_back(e.reason);
  std::sort(translations.begin(), translations.end());
}
void apply(Definition& d, const OfferMessageTranslated& e) {
  auto& translations = d.work.translations;
  std::erase_if(translations,
                [&](const OfferTranslation& t) { return t.language == e.translation.language; });
  if (e.translation.description.empty() && e.translation.message.empty()) return;
  translations.push_back(e.translation);
  std::sort(translations.begin(), translations.end(),
            [](const auto& a, const auto& b) { return a.language < b.language; });
}
void apply(Definition& d, const EligibilityRuleAdded& e) {
  d.work.rules.eligibility.push_back(e.rule);
}
void apply(Definition& d, const EligibilityRuleChanged& e) {
  at(d.work.rules.eligibility, e.rule.id) = e.rule;
}
void apply(Definition& d, const CompatibilityRuleAdded& e) {
  d.work.rules.compatibility.push_back(e.rule);
}
void apply(Definition& d, const CompatibilityRuleChanged& e) {
  at(d.work.rules.compatibility, e.rule.id) = e.rule;
}
void apply(Definition& d, const RuleRemoved& e) {
  erase(d.work.rules.eligibility, e.rule);
  erase(d.work.rules.compatibility, e.rule);
}
void apply(Definition& d, const OfferImported& e) {
  if (e.header_only) {
    ProductOffer was = std::move(d.work);
    d.work = e.offer;
    d.work.responses = std::move(was.responses);
    d.work.recommendations = std::move(was.recommendations);
    d.work.translations = std::move(was.translations);
    d.work.rules.eligibility = std::move(was.rules.eligibility);
    d.work.rules.compatibility = std::move(was.rules.compatibility);
  } else {
    d.work = e.offer;
  }
  d.locked = true;
  d.locked_by = e.by;
}

// What a version and the cache are about is no change of the definition.
template <class E>
constexpr bool changes_definition =
    !std::is_same_v<E, WorkSpaceLocked> && !std::is_same_v<E, WorkSpaceUnlocked> &&
    !std::is_same_v<E, OfferVersionReleased> && !std::is_same_v<E, OfferCacheRefreshed> &&
    !std::is_same_v<E, ProductOfferDefined>;

}  // namespace

const OfferVersion* ReleasedOffer::in_force(Instant now) const {
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    if ((!version->start || *version->start <= now) && (!version->end || now < *version->end)) {
      return &*version;
    }
  }
  return nullptr;
}

const OfferResponse* OfferDefinition::response(const std::string& name) const {
  const std::string wanted = folded(name);
  for (const OfferResponse& response : work.responses) {
    if (folded(response.response) == wanted) return &response;
  }
  return nullptr;
}
OfferResponse* OfferDefinition::response(const std::string& name) {
  return const_cast<OfferResponse*>(static_cast<const OfferDefinition*>(this)->response(name));
}
const OfferAction* OfferDefinition::action(const ActionId& id) const {
  for (const OfferResponse& response : work.responses) {
    for (const OfferAction& action : response.actions) {
      if (action.id == id) return &action;
    }
  }
  return nullptr;
}
OfferAction* OfferDefinition::action(const ActionId& id) {
  return const_cast<OfferAction*>(static_cast<const OfferDefinition*>(this)->action(id));
}

OfferImported imported_by(const OfferImportDecided& decided) {
  return {decided.project.value, decided.header_only, decided.content_hash, decided.offer,
          decided.by};
}

bool is_imported(const OfferDefinition& definition, const OfferImported& import) {
  OfferDefinition next = definition;
  apply(next, import);
  return next.work == definition.work && definition.locked;
}

void evolve(OfferDefinition& definition, const ProductOfferEvent& event) {
  ++definition.events;
  std::visit(
      [&]<class E>(const E& e) {
        apply(definition, e);
        if constexpr (changes_definition<E>) definition.stale = true;
      },
      event);
}

}  // namespace proffer::domain
