// What a project's events ask of the offers: for whoever follows the log and carries it to them.
#pragma once

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

}  // namespace proffer::domain
