#include "actors/domain/product_offer/validate_catalogue.hpp"

#include "actors/domain/catalogue/definition_rules.hpp"
#include "actors/domain/product_offer/offer_rules.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace proffer::domain {

Problems validate_catalogue(const Catalogue& present, const Definitions& definitions,
                            std::span<const ProductOffer> offers) {
  const Catalogue after = overlaid(present, definitions);
  Problems problems = duplicates_in(definitions);
  for (Problem& problem : problems_of(present, after, definitions)) {
    problems.push_back(std::move(problem));
  }
  std::set<std::string> ids;
  Catalogue defined = after;
  for (const ProductOffer& given : offers) {
    ProductOffer offer = completed(given);
    if (!ids.insert(offer.id.value).second) {
      problems.push_back({"OFFER_DUPLICATE",
                          "Offer '" + offer.id.value + "' is given twice.",
                          offer.name,
                          {},
                          {},
                          "id"});
    }
    for (Problem& problem : problems_of(defined, offer)) problems.push_back(std::move(problem));
    // The next offer must not take this one's name.
    const std::vector<Event> events{ProductOfferDefined{1, std::move(offer)}};
    defined = defined.with(events, defined.position());
  }
  return problems;
}

}  // namespace proffer::domain
