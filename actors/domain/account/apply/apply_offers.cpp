#include "actors/domain/account/apply/apply_offers.hpp"

#include "actors/domain/account/apply/answers.hpp"
#include "actors/domain/account/apply/create_document.hpp"
#include "actors/domain/account/apply/prepare_actions.hpp"
#include "actors/domain/account/documents.hpp"

#include <string>
#include <utility>

namespace proffer::domain {
namespace {

using Events = std::vector<AccountEvent>;

// The web-service operations begin with steps of their own. `Steps` are those of one of them.
template <class Steps>
void trace_query(const Request& request, Trace& trace) {
  if (trace.ask(Steps::has_asset_id, !request.asset().value.empty())) {
    trace.step(Steps::query_with_asset_id);
  } else if constexpr (requires { Steps::has_service_id; }) {
    const bool service = trace.ask(Steps::has_service_id, !request.service_id().empty());
    trace.step(service ? Steps::query_with_service_id : Steps::query_for_account);
  } else {
    trace.step(Steps::query_for_account);
  }
}

template <class Steps>
tl::expected<void, Problem> begin(const Account::State& state, const Request& request,
                                  const Catalogue& catalogue, Trace& trace) {
  trace.step(Steps::io_transformation);
  trace.step(Steps::get_context);
  trace.step(Steps::get_rowset);
  const bool residential = document_kind(state.profile) == DocumentKind::order;
  trace.ask(Steps::is_residential, residential);
  if (auto kind = check_kind(state, request, catalogue); !kind) {
    trace.step(Steps::stop);
    return kind;
  }
  if constexpr (requires { Steps::create_searchspec; }) trace.step(Steps::create_searchspec);
  trace.step(Steps::create_document);
  return {};
}

template <class Steps>
void end(const Request& request, bool document, Trace& trace) {
  if constexpr (requires { Steps::is_in_memory; }) {
    if (trace.ask(Steps::is_in_memory, !request.save())) return;
  }
  bool full = trace.ask(Steps::is_active_document, document);
  if constexpr (requires { Steps::is_detail_output; }) {
    if (full) full = trace.ask(Steps::is_detail_output, request.command->detail);
  }
  trace.step(full ? Steps::query_document : Steps::query_empty);
}

// Calls `visit` with the steps of the operation that the request came by, if it has any.
template <class Visit>
void with_operation(const Request& request, const Visit& visit) {
  if (request.command == nullptr) return;
  const bool several = request.several();
  switch (request.command->kind) {
    case DocumentKind::order:
      return several ? visit(ApplyOffersToOrder{}) : visit(ApplyOfferToOrder{});
    case DocumentKind::quote:
      return several ? visit(ApplyOffersToQuote{}) : visit(ApplyOfferToQuote{});
    case DocumentKind::unknown: return;
  }
}

// Everything up to the first look at the offers' actions.
tl::expected<Referred, Problem> entered(const Account::State& state, const Request& request,
                                        const Context& context, Trace& trace) {
  with_operation(request, [&](auto steps) { trace_query<decltype(steps)>(request, trace); });
  const auto asset = asked_asset(state, request, *context.catalogue);
  if (!asset) return tl::unexpected(asset.error());
  tl::expected<void, Problem> begun;
  with_operation(request, [&](auto steps) {
    begun = begin<decltype(steps)>(state, request, *context.catalogue, trace);
  });
  if (!begun) return tl::unexpected(std::move(begun.error()));
  auto found = referred(state, request, *asset, context);
  if (!found) return found;
  if (!trace.ask(CreateDocument::web_channel_call, !request.interactive())) {
    trace.step(CreateDocument::get_context);
    trace.step(CreateDocument::get_rowset);
  }
  trace.step(CreateDocument::prepare_actions);
  return found;
}

Decision<AccountEvent> place(const Account::State& state, const Request& request,
                             const Context& context) {
  Answer answer(state, request, context);
  const bool any_document = request.structure() != nullptr || !request.document().value.empty();
  if (!any_document || !request.save()) {
    return answer.failed({},
                         {{"OFFER_LIST_EMPTY",
                           "There is no offer to apply; send at least one, or a document to save.",
                           {},
                           {},
                           {},
                           "offers"}});
  }
  if (auto kind = check_kind(state, request, *context.catalogue); !kind)
    return answer.failed({}, {kind.error()});
  Events events;
  auto carried = place_document(state, request, context, events);
  if (!carried) return answer.failed({}, std::move(carried.error()));
  return answer.applied({}, std::move(*carried), std::move(events));
}

Decision<AccountEvent> carried_out(const Account::State& state, const Request& request,
                                   const Context& context) {
  if (!Account::exists(state)) {
    Problem unknown = account_not_found(request.account());
    if (!request.offers.empty()) {
      unknown.offer = offer_called(request.offers.front().offer, *context.catalogue);
    }
    return tl::unexpected(Problems{std::move(unknown)});
  }
  Answer answer(state, request, context);
  if (auto channel = check_channel(request, *context.catalogue); !channel) {
    return answer.failed({}, {std::move(channel.error())});
  }
  if (request.offers.empty()) return place(state, request, context);
  auto found = entered(state, request, context, answer.trace);
  if (!found) return answer.failed({}, {std::move(found.error())});
  auto prepared = prepare_actions(request, *found, context, answer.trace);
  if (!prepared) {
    ChoiceRefusal& refusal = prepared.error();
    return answer.failed(*found, {std::move(refusal.problem)}, std::move(refusal.asks));
  }
  if (prepared->awaited) return answer.waiting(*found, *std::move(prepared->awaited));
  Events events;
  auto carried = create_document(state, request, *found, std::move(prepared->actions), context,
                                 answer.trace, events);
  if (!carried) return answer.failed(*found, std::move(carried.error()));
  with_operation(request, [&](auto steps) {
    end<decltype(steps)>(request, !carried->document.value.empty(), answer.trace);
  });
  return answer.applied(*found, std::move(*carried), std::move(events));
}

}  // namespace

Decision<AccountEvent> respond(const Account::State& state, const Account::RespondToOffer& command,
                               const Context& context) {
  return carried_out(state, Request(command.response, command.language), context);
}

Decision<AccountEvent> resume(const Account::State& state, const Account::ResumeResponse& command,
                              const Context& context) {
  Request request(command.response);
  request.resumed = &command.workflow;
  return carried_out(state, request, context);
}

Decision<AccountEvent> apply_offers(const Account::State& state,
                                    const Account::ApplyOffers& command, const Context& context) {
  return carried_out(state, Request(command), context);
}

}  // namespace proffer::domain
