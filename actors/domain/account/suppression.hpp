// Whether an offer is no longer shown, because of a response that was given to it.
#pragma once

#include "actors/domain/account/account.hpp"
#include "actors/domain/catalogue/catalogue.hpp"

namespace proffer::domain {

// True when a response to the offer was logged, for this asset or for the account as a whole, that
// the message type of the offer logs and lets suppress repetition today: switching that off or on
// counts for earlier responses as well. A response whose scope is the field `Account Id` counts for
// every asset of the account, any other for the asset it was given for.
bool suppressed(const Account::State& state, const ProductOffer& offer, const AssetId& asset,
                const Catalogue& catalogue);

}  // namespace proffer::domain
