// Carries out a customer's response to an offer.
#pragma once

#include "actors/domain/account/account.hpp"

namespace proffer::domain {

// The changes to the account's document with OfferResponseLogged as the last event; or
// OfferApplicationFailed alone when an action or a rule says no: then nothing is saved. Only an
// unknown account is refused.
Decision<AccountEvent> respond(const Account::State& state, const ResponseReceived& response,
                               const Context& context);

}  // namespace proffer::domain
