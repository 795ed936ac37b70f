#include "actors/domain/product_offer/validate_catalogue.hpp"

#include "actors/domain/catalogue/definition_rules.hpp"
#include "actors/domain/product_offer/offer_rules.hpp"

#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proffer::domain {
namespace {

void add_all(Problems& problems, Problems more) {
  problems.insert(problems.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
}

Problems brought_to(const ProductOffer& offer, const Catalogue& before, const Catalogue& after) {
  Problems problems = problems_of(after, offer);
  return problems.empty() ? problems : brought(problems_of(before, offer), std::move(problems));
}

}  // namespace

Problems validate_catalogue(const Catalogue& present, const Definitions& definitions,
                            std::span<const ProductOffer> offers) {
  const Catalogue after = overlaid(present, definitions);
  Problems problems = duplicates_in(definitions);
  add_all(problems, problems_of(present, after, definitions));
  std::set<std::string> ids;
  Catalogue defined = after;
  for (const ProductOffer& given : offers) {
    ProductOffer offer = completed(given, after);
    if (!ids.insert(offer.id.value).second) {
      problems.push_back({"OFFER_DUPLICATE",
                          "Offer '" + offer.id.value + "' is given twice.",
                          offer.name,
                          {},
                          {},
                          "id"});
    }
    const OfferDefinition* definition = present.definition(offer.id);
    if (definition != nullptr && is_in_force(*definition, offer)) {
      add_all(problems, brought_to(offer, present, defined));
      continue;
    }
    add_all(problems, problems_of(defined, offer));
    // The next offer must not take this one's name.
    const std::vector<Event> events{ProductOfferDefined{1, std::move(offer)}};
    defined = defined.with(events, defined.position());
  }
  return problems;
}

Problems offers_broken_by(const Catalogue& present, const Definitions& definitions,
                          std::span<const ProductOffer> given) {
  if (definitions.empty()) return {};
  std::set<std::string_view> ids;
  for (const ProductOffer& offer : given) ids.insert(offer.id.value);
  const Catalogue after = overlaid(present, definitions);
  Problems problems;
  for (const OfferDefinition* each : present.definitions()) {
    if (ids.contains(each->work.id.value)) continue;
    const bool released = !each->snapshot.versions.empty();
    add_all(problems, brought_to(released ? each->snapshot.offer : each->work, present, after));
  }
  return problems;
}

}  // namespace proffer::domain
