// A call that changes an account, as the command that its aggregate decides.
#pragma once

#include "actors/domain/account/account.hpp"
#include "events/transport/account_call.hpp"

namespace proffer::runtime {

domain::Account::Command account_command(const transport::AccountCall& call);

}  // namespace proffer::runtime
