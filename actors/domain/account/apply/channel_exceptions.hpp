// What follows when an offer cannot be carried out: each channel has its own way to go on.
#pragma once

#include "actors/domain/account/account.hpp"

#include <vector>

namespace proffer::domain {

// Appends what the channel's handlers make of the problems: an activity for a customer service
// representative, a work item for their queue, which is an activity as well. The handlers.
std::vector<ExceptionHandler> handle_exception(const Account::State& state,
                                               const ResponseReceived& failed,
                                               const Problems& problems, const DocumentId& document,
                                               const Context& context,
                                               std::vector<AccountEvent>& events);

// The same for offers that were to be applied in memory, with OfferApplicationFailed as the last
// event; an account that is not there refuses with the failure's own problems.
Decision<AccountEvent> record_failure(const Account::State& state,
                                      const Account::RecordFailure& command,
                                      const Context& context);

}  // namespace proffer::domain
