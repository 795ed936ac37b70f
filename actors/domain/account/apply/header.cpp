#include "actors/domain/account/apply/header.hpp"

#include "actors/domain/account/apply/given_structure.hpp"
#include "actors/domain/account/documents.hpp"

#include <string>
#include <utility>

namespace proffer::domain {
namespace {

using enum PrepareHeader;

DocumentId next_document(const Account::State& state, DocumentKind kind) {
  const char letter = kind == DocumentKind::order ? 'O' : 'Q';
  return {state.id.value + "-" + letter + std::to_string(state.documents_ever + 1)};
}

// nullptr: the account has none of this kind.
const OpenDocument* active_document(const Account::State& state, DocumentKind kind, Trace& trace) {
  trace.step(get_active_document);
  if (trace.ask(GetActiveDocument::is_order, kind == DocumentKind::order)) {
    trace.step(GetActiveDocument::get_active_order);
  } else {
    trace.step(GetActiveDocument::get_active_quote);
  }
  const bool there =
      state.document && state.document->id == state.active_document && state.document->kind == kind;
  trace.decide(is_active_null, there ? "N" : "Y");
  return there ? &*state.document : nullptr;
}

tl::expected<void, Problem> look_up(Header& header, const Account::State& state,
                                    const Request& request, Trace& trace) {
  const bool any_input = request.structure() != nullptr || !request.document().value.empty();
  if (!any_input) {
    trace.decide(use_input_instance, request.save() ? "N" : "In memory");
    if (request.save()) header.saved = active_document(state, header.kind, trace);
    if (header.saved == nullptr) trace.step(create_header);
    return {};
  }
  trace.decide(use_input_instance, "Y");
  if (!trace.ask(has_input_document, !request.document().value.empty())) {
    trace.step(create_header);
    return {};
  }
  auto found = find_editable(state, request.document(), header.kind);
  if (!found) return tl::unexpected(std::move(found.error()));
  header.saved = *found;
  trace.step(assign_document);
  trace.step(set_active_document);
  return {};
}

tl::expected<void, Problem> check_room(const Header& header, const Account::State& state,
                                       const Context& context) {
  const std::size_t open = state.others.size() + (state.document ? 1 : 0);
  if (header.saved != nullptr || open < context.limits.documents_max) return {};
  return tl::unexpected(Problem{"DOCUMENTS_FULL",
                                "The account has " + std::to_string(open) +
                                    " documents that are not completed; complete or cancel some.",
                                {},
                                {},
                                {},
                                "documentId"});
}

}  // namespace

tl::expected<Header, Problem> prepared_header(const Account::State& state, const Request& request,
                                              const Context& context, Trace& trace) {
  Header header;
  header.kind = document_kind(state.profile);
  if (auto found = look_up(header, state, request, trace); !found) {
    return tl::unexpected(std::move(found.error()));
  }
  if (auto room = check_room(header, state, context); !room) {
    return tl::unexpected(std::move(room.error()));
  }
  header.id = header.saved != nullptr ? header.saved->id : next_document(state, header.kind);
  if (request.structure() != nullptr) {
    auto given = given_document(*request.structure(), header.id, header.saved, state, context);
    if (!given) return tl::unexpected(std::move(given.error()));
    header.given = *std::move(given);
  }
  trace.step(set_order_created);
  return header;
}

}  // namespace proffer::domain
