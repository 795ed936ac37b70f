#include "actors/domain/product_offer/validate_catalogue.hpp"

#include "actors/domain/catalogue/product_rules.hpp"
#include "actors/domain/product_offer/offer_rules.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace proffer::domain {

Problems validate_catalogue(const Catalogue& present, std::span<const Product> products,
                            std::span<const ProductLine> lines,
                            std::span<const ProductOffer> offers) {
  const Catalogue after = overlaid(present, products, lines);
  Problems problems = problems_of(present, after, products, lines);
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
