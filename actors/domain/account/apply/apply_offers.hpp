// Carries out customers' responses to offers.
#pragma once

#include "actors/domain/account/account.hpp"

namespace proffer::domain {

// The changes to the account's document with OfferResponseLogged as the last event; or
// OfferResponseWaiting, when the customer has to choose first; or OfferApplicationFailed, when an
// action or a rule says no: then nothing is saved but what the channel's exceptions lead to. What
// the workflow behind it did is told by an instance of its own. Only an unknown account is refused.
Decision<AccountEvent> respond(const Account::State& state, const Account::RespondToOffer& command,
                               const Context& context);

// The same once the customer has chosen. The steps since then are told by WorkflowContinued, which
// the instance that waited takes over.
Decision<AccountEvent> resume(const Account::State& state, const Account::ResumeResponse& command,
                              const Context& context);

// The same for several offers: OfferResponseLogged for each of them, and OffersApplied as the last
// event. When nothing is to be saved the events are those of the document alone, which show what it
// would be, and the last one; they are not meant for the log. A failure is recorded by
// Account::RecordFailure.
Decision<AccountEvent> apply_offers(const Account::State& state,
                                    const Account::ApplyOffers& command, const Context& context);

}  // namespace proffer::domain
