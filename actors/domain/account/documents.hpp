// What else an account is told to do: its documents are sent off, cancelled, accepted or expire,
// and what is kept about it and is to be done for it is set.
#pragma once

#include "actors/domain/account/account.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace proffer::domain {

Decision<AccountEvent> set_prepaid_balance(const Account::State& state,
                                           const Account::SetPrepaidBalance& command);
Decision<AccountEvent> create_activity(const Account::State& state,
                                       const Account::CreateActivity& command,
                                       const Context& context);
Decision<AccountEvent> complete_activity(const Account::State& state,
                                         const Account::CompleteActivity& command);
Decision<AccountEvent> submit_order(const Account::State& state,
                                    const Account::SubmitOrder& command);
Decision<AccountEvent> cancel_document(const Account::State& state,
                                       const Account::CancelDocument& command);
Decision<AccountEvent> accept_quote(const Account::State& state,
                                    const Account::AcceptQuote& command);
Decision<AccountEvent> expire_quote(const Account::State& state,
                                    const Account::ExpireQuote& command);

// The n of `<account>-O<n>`, `<account>-W<n>` and their like; 0: it has none.
std::uint32_t number_of(std::string_view id);

// The account's open document of that id and kind; unknown: of either. DOC_NOT_FOUND,
// DOC_OTHER_ACCOUNT, DOC_WRONG_KIND, and DOC_NOT_EDITABLE when the account is done with it.
tl::expected<const OpenDocument*, Problem> find_document(const Account::State& state,
                                                         const DocumentId& id, DocumentKind kind);
// One that can still be changed: DOC_NOT_EDITABLE when it was submitted.
tl::expected<const OpenDocument*, Problem> find_editable(const Account::State& state,
                                                         const DocumentId& id, DocumentKind kind);

// Appends that the order is sent off. If it is, or is just becoming, the active one, the latest
// other pending order takes its place.
void send_off(const Account::State& state, const DocumentId& order, bool active,
              std::vector<AccountEvent>& events);

// Appends that nothing more comes of the document.
void close_document(const Account::State& state, const DocumentId& document,
                    std::vector<AccountEvent>& events);

// The id of the next activity, after those among the events of the same command.
ActivityId next_activity(const Account::State& state, const std::vector<AccountEvent>& events);

Problem account_not_found(const AccountId& account);

}  // namespace proffer::domain
