#include "actors/runtime/gate.hpp"
#include "events/check.hpp"
#include "events/transport/account_call.hpp"

namespace proffer::runtime {
namespace {

domain::Account::Command command_of(const transport::AccountCall& call) {
  using domain::Account;
  using Changes = transport::ServiceOperation::Changes;
  switch (call.operation->changes) {
    case Changes::submitted: return Account::SubmitOrder{call.account, call.document};
    case Changes::completed: return Account::CompleteOrder{call.account, call.document};
    case Changes::cancelled:
      return Account::CancelDocument{call.account, call.document, call.reason};
    case Changes::accepted: return Account::AcceptQuote{call.account, call.document};
    case Changes::expired: return Account::ExpireQuote{call.account, call.document};
    case Changes::activity_created: return Account::CreateActivity{call.account, call.created};
    case Changes::activity_done: return Account::CompleteActivity{call.account, call.activity};
    case Changes::promotion_group:
      return Account::CreatePromotionGroup{call.account, call.group_definition, call.asset};
    case Changes::associated:
      return Account::AssociateMembership{call.account, call.group, call.definition, call.asset};
    case Changes::transferred:
      return Account::TransferMembership{call.account, call.membership, call.asset};
    case Changes::disconnected: return Account::DisconnectMembership{call.account, call.membership};
    case Changes::prepaid_balance: return Account::SetPrepaidBalance{call.account, call.balance};
    case Changes::none: break;
  }
  CHECK(false);  // no operation of that kind is read as a change
}

}  // namespace

Request request_of(const transport::AccountCall& call) {
  return {{Category::account, call.account.value}, command_of(call), {}};
}

}  // namespace proffer::runtime
