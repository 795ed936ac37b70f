#include "actors/domain/project/carried.hpp"
#include "actors/domain/project/each_reference.hpp"
#include "actors/domain/project/references.hpp"

#include <map>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

// What was removed here keeps its id, which then names nothing elsewhere either.
void replace_ids(const Catalogue& catalogue, ProductOffer& offer) {
  each_reference(offer, [&](ReferenceKind kind, std::string& id, const ReferencePlace&) {
    switch (kind) {
      case ReferenceKind::product:
        if (const Product* product = catalogue.product({id})) id = product->name;
        return;
      case ReferenceKind::product_line:
        if (const ProductLine* line = catalogue.line({id})) id = line->name;
        return;
      case ReferenceKind::offer:
        if (const OfferDefinition* other = catalogue.definition({id})) id = other->work.name;
        return;
      case ReferenceKind::message_type:
      case ReferenceKind::workflow:
      case ReferenceKind::matrix:
      case ReferenceKind::organization:
      case ReferenceKind::promotion: return;
    }
  });
}

void drop_own_ids(ProductOffer& offer) {
  std::map<ActionId, std::string> names;
  for (const OfferResponse& response : offer.responses) {
    for (const OfferAction& action : response.actions) names[action.id] = action.name;
  }
  offer.id = {};
  for (OfferResponse& response : offer.responses) {
    response.kind = ResponseKind::unknown;
    response.untouched = false;
    for (OfferAction& action : response.actions) {
      action.id = {};
      if (!action.parent.value.empty()) action.parent.value = names[action.parent];
      for (DomainValue& choice : action.domain) choice.id.clear();
    }
  }
  for (Recommendation& recommendation : offer.recommendations) {
    recommendation.id = {};
    recommendation.message_type.clear();
  }
  for (EligibilityRule& rule : offer.rules.eligibility) rule.id = {};
  for (CompatibilityRule& rule : offer.rules.compatibility) rule.id = {};
}

void drop_structure(ProductOffer& offer) {
  offer.responses.clear();
  offer.recommendations.clear();
  offer.translations.clear();
  offer.rules.eligibility.clear();
  offer.rules.compatibility.clear();
}

NamedOffer named(const Catalogue& catalogue, const OfferDefinition& definition, Instant at,
                 bool header_only) {
  ProductOffer offer = definition.work;
  const ReleasedOffer released{0, {}, definition.versions};
  if (const OfferVersion* version = released.in_force(at)) {
    offer.start = version->start;
    offer.end = version->end;
    offer.active = version->active;
  }
  if (header_only) drop_structure(offer);
  replace_ids(catalogue, offer);
  drop_own_ids(offer);
  return {std::move(offer)};
}

}  // namespace

tl::expected<WorkspaceFile, Problems> exported(const Catalogue& present,
                                               const WorkspaceProject& project, bool header_only) {
  const Catalogue catalogue = carried_out(present, project.contents);
  Problems problems;
  if (project.contents.empty()) {
    problems.push_back({"PROJECT_EMPTY", "The project has no contents; add offers first."});
  }
  WorkspaceFile file{project.start, header_only, {}};
  for (const OfferId& id : project.contents) {
    if (const OfferDefinition* definition = catalogue.definition(id)) {
      file.offers.push_back(named(catalogue, *definition, project.start, header_only));
    } else {
      problems.push_back({"OFFER_NOT_FOUND",
                          "The offer is not here: it did not take its import. Import it again, or "
                          "remove it.",
                          id.value});
    }
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return file;
}

}  // namespace proffer::domain
