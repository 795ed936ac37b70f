// Whether an offer is no longer shown, because of a response that was given to it.
#pragma once

#include "actors/domain/account/account.hpp"
#include "actors/domain/catalogue/catalogue.hpp"

namespace proffer::domain {

// What an offer is shown for; each empty: nothing of the kind.
struct ShownFor {
  AssetId asset;
  AssetId root;
  DocumentId document;
};

// True when a response to the offer was logged that the message type of the offer logs and lets
// suppress repetition today: switching that off or on counts for earlier responses as well. Of what
// is the same the response's scope says: the asset, its tree, the document, or the account alone. A
// response without an asset counts for every asset.
bool suppressed(const Account::State& state, const ProductOffer& offer, const ShownFor& shown,
                const Catalogue& catalogue);

}  // namespace proffer::domain
