// What a project's events ask of the offers: for whoever follows the log and carries it to them.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/product_offer/commands.hpp"
#include "events/workspace_project.hpp"

#include <vector>

namespace proffer::domain {

// In order. An import is one command, a release two: the version, then the cache.
struct CarriedToOffer {
  OfferId to;
  std::vector<ProductOfferCommand> commands;  // empty: the event asks nothing of an offer
};
CarriedToOffer carried_to_offer(const ProjectEvent& event);

// The catalogue as it will be once the imports that are on their way have reached these offers:
// whatever a project decides next reaches them after those.
Catalogue carried_out(const Catalogue& catalogue, const std::vector<OfferId>& offers);

}  // namespace proffer::domain
