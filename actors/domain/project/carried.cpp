#include "actors/domain/project/carried.hpp"

#include <variant>

namespace proffer::domain {

CarriedToOffer carried_to_offer(const ProjectEvent& event) {
  if (const auto* import = std::get_if<OfferImportDecided>(&event)) {
    return {import->offer.id,
            {ImportOffer{import->project.value, import->header_only, import->content_hash,
                         import->offer, import->by}}};
  }
  if (const auto* release = std::get_if<OfferReleaseDecided>(&event)) {
    const Editor editor{release->by, 0};
    return {release->offer, {ReleaseNewVersion{editor, release->start}, RefreshCache{editor}}};
  }
  return {};
}

Catalogue carried_out(const Catalogue& catalogue, const std::vector<OfferId>& offers) {
  std::vector<Event> imports;
  for (const OfferId& id : offers) {
    if (const auto* decided = catalogue.importing(id)) imports.emplace_back(imported_by(*decided));
  }
  return catalogue.with(imports, catalogue.position());
}

}  // namespace proffer::domain
