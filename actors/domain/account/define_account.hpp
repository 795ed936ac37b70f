// Makes an account and its assets what a definition says.
#pragma once

#include "actors/domain/account/account.hpp"

namespace proffer::domain {

// Events for the differences only; every problem of the definition otherwise.
Decision<AccountEvent> define_account(const Account::State& state,
                                      const Account::DefineAccount& command,
                                      const Context& context);

}  // namespace proffer::domain
