// A submitted order is completed: what its lines said is what the customer has now.
#pragma once

#include "actors/domain/account/account.hpp"

namespace proffer::domain {

// The assets that the lines install, change and end, then the memberships, then OrderCompleted and
// that the account is done with it. DOC_NOT_FOUND and the like, ORDER_NOT_SUBMITTED,
// ORDER_OUTDATED, ASSETS_FULL.
Decision<AccountEvent> complete_order(const Account::State& state,
                                      const Account::CompleteOrder& command,
                                      const Context& context);

}  // namespace proffer::domain
