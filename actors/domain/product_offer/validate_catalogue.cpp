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
  // A rule may name an offer that comes later, and no two may have one name.
  std::vector<ProductOffer> all;
  std::vector<Event> events;
  for (const ProductOffer& given : offers) {
    all.push_back(completed(given, after));
    events.emplace_back(ProductOfferDefined{1, all.back()});
  }
  const Catalogue defined = after.with(events, after.position());
  std::set<std::string> ids;
  for (const ProductOffer& offer : all) {
    if (!ids.insert(offer.id.value).second) {
      problems.push_back({"OFFER_DUPLICATE",
                          "Offer '" + offer.id.value + "' is given twice.",
                          offer.name,
                          {},
                          {},
                          "id"});
    }
    const OfferDefinition* definition = present.definition(offer.id);
    const bool in_force = definition != nullptr && is_in_force(*definition, offer);
    add_all(problems, in_force ? brought_to(offer, present, defined) : problems_of(defined, offer));
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
