#include "actors/domain/account/account.hpp"

#include "actors/domain/account/apply/apply_offers.hpp"
#include "actors/domain/account/apply/channel_exceptions.hpp"
#include "actors/domain/account/complete_order.hpp"
#include "actors/domain/account/define_account.hpp"
#include "actors/domain/account/documents.hpp"
#include "actors/domain/account/memberships.hpp"

#include <utility>

namespace proffer::domain {
namespace {

using State = Account::State;

Decision<AccountEvent> on(const State& state, const Account::DefineAccount& command,
                          const Context& context) {
  return define_account(state, command, context);
}
Decision<AccountEvent> on(const State& state, const Account::RespondToOffer& command,
                          const Context& context) {
  return respond(state, command, context);
}
Decision<AccountEvent> on(const State& state, const Account::ResumeResponse& command,
                          const Context& context) {
  return resume(state, command, context);
}
Decision<AccountEvent> on(const State& state, const Account::ApplyOffers& command,
                          const Context& context) {
  return apply_offers(state, command, context);
}
Decision<AccountEvent> on(const State& state, const Account::RecordFailure& command,
                          const Context& context) {
  return record_failure(state, command, context);
}
Decision<AccountEvent> on(const State& state, const Account::SetPrepaidBalance& command,
                          const Context&) {
  return set_prepaid_balance(state, command);
}
Decision<AccountEvent> on(const State& state, const Account::CreateActivity& command,
                          const Context& context) {
  return create_activity(state, command, context);
}
Decision<AccountEvent> on(const State& state, const Account::CompleteActivity& command,
                          const Context&) {
  return complete_activity(state, command);
}
Decision<AccountEvent> on(const State& state, const Account::SubmitOrder& command, const Context&) {
  return submit_order(state, command);
}
Decision<AccountEvent> on(const State& state, const Account::CancelDocument& command,
                          const Context&) {
  return cancel_document(state, command);
}
Decision<AccountEvent> on(const State& state, const Account::AcceptQuote& command, const Context&) {
  return accept_quote(state, command);
}
Decision<AccountEvent> on(const State& state, const Account::ExpireQuote& command, const Context&) {
  return expire_quote(state, command);
}
Decision<AccountEvent> on(const State& state, const Account::CompleteOrder& command,
                          const Context& context) {
  return complete_order(state, command, context);
}
Decision<AccountEvent> on(const State& state, const Account::CreatePromotionGroup& command,
                          const Context& context) {
  return create_promotion_group(state, command, context);
}
Decision<AccountEvent> on(const State& state, const Account::AssociateMembership& command,
                          const Context& context) {
  return associate_membership(state, command, context);
}
Decision<AccountEvent> on(const State& state, const Account::TransferMembership& command,
                          const Context& context) {
  return transfer_membership(state, command, context);
}
Decision<AccountEvent> on(const State& state, const Account::DisconnectMembership& command,
                          const Context& context) {
  return disconnect_membership(state, command, context);
}

Category category_of(const DocumentId& document) {
  return kind_of(document) == DocumentKind::order ? Category::order : Category::quote;
}

}  // namespace

Decision<AccountEvent> Account::decide(const State& state, const Command& command,
                                       const Context& context) {
  return std::visit([&](const auto& c) { return on(state, c, context); }, command);
}

StreamId Account::stream_of(const Event& event, const StreamId& own) {
  return std::visit(
      [&](const auto& e) -> StreamId {
        using E = std::decay_t<decltype(e)>;
        if constexpr (std::is_constructible_v<DocumentEvent, E>) {
          return {category_of(e.document), e.document.value};
        } else if constexpr (std::is_constructible_v<WorkflowEvent, E>) {
          return {Category::workflow, e.workflow.value};
        } else {
          return own;
        }
      },
      event);
}

// Documents and workflow instances are numbered, no number is given twice.
bool Account::opens_stream(const Event& event) {
  return std::holds_alternative<DocumentCreated>(event) ||
         std::holds_alternative<WorkflowStarted>(event);
}

std::vector<StreamId> Account::owned_streams(const State& state) {
  std::vector<StreamId> streams;
  const auto add = [&](const DocumentId& document) {
    streams.push_back({category_of(document), document.value});
  };
  for (const OpenDocument& document : state.others) add(document.id);
  if (!state.active_document.value.empty()) add(state.active_document);
  return streams;
}
static_assert(Decider<Account>);

DocumentKind document_kind(const AccountProfile& profile) {
  return profile.type == "Residential" ? DocumentKind::order : DocumentKind::quote;
}

const OpenDocument* open_document(const Account::State& state, const DocumentId& id) {
  if (state.document && state.document->id == id) return &*state.document;
  for (const OpenDocument& document : state.others) {
    if (document.id == id) return &document;
  }
  return nullptr;
}

}  // namespace proffer::domain
