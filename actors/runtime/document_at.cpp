#include "actors/runtime/document_at.hpp"

#include "actors/runtime/aggregate.hpp"

#include <utility>

namespace proffer::runtime {

store::Result<DocumentThen> document_at(const store::Log& log, const DocumentId& id, Position end) {
  const bool order = kind_of(id) == DocumentKind::order;
  const auto events = log.read_stream({order ? Category::order : Category::quote, id.value}, 1);
  if (!events) return tl::unexpected(events.error());
  domain::Account::State state;
  state.active_document = id;
  DocumentThen then;
  for (const RecordedEvent& recorded : *events) {
    if (recorded.position >= end) break;
    const auto event =
        codec::decode<AccountEvent>(recorded.type, recorded.schema, recorded.payload);
    if (!event) return tl::unexpected(unreadable(recorded, event.error()));
    domain::Account::evolve(state, *event);
    if (const auto* priced = std::get_if<DocumentPriced>(&*event)) {
      then.one_time = priced->one_time;
      then.recurring = priced->recurring;
    }
  }
  if (state.document) then.document = *std::move(state.document);
  return then;
}

}  // namespace proffer::runtime
