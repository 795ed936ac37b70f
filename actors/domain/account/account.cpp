#include "actors/domain/account/account.hpp"

#include "actors/domain/account/define_account.hpp"
#include "actors/domain/account/respond.hpp"
#include "actors/domain/document/working_document.hpp"
#include "events/check.hpp"

#include <algorithm>
#include <charconv>
#include <string>
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
  return respond(state, command.response, context);
}

// A document's id tells its kind and number: `<account>-O<n>` or `<account>-Q<n>`; a workflow
// instance's is `<account>-W<n>`.
Category category_of(const DocumentId& document) {
  return document.value[document.value.rfind('-') + 1] == 'O' ? Category::order : Category::quote;
}
std::uint32_t number_of(const std::string& id) {
  std::uint32_t number = 0;
  std::from_chars(id.data() + id.rfind('-') + 2, id.data() + id.size(), number);
  return number;
}

Asset* find_asset(State& state, const AssetId& id) {
  const auto found = std::find_if(state.assets.begin(), state.assets.end(),
                                  [&](const Asset& asset) { return asset.id == id; });
  return found == state.assets.end() ? nullptr : &*found;
}

// The open document an event is about; nullptr when it is about an earlier one, which nobody
// changes any more.
OpenDocument* open(State& state, const DocumentId& document) {
  return state.document && state.document->id == document ? &*state.document : nullptr;
}

void apply(State& state, const AccountDefined& e) {
  state.id = e.account;
  state.profile = e.profile;
}
void apply(State& state, const AssetInstalled& e) { state.assets.push_back(e.asset); }
void apply(State& state, const AssetUpdated& e) {
  Asset* asset = find_asset(state, e.asset.id);
  CHECK(asset != nullptr);
  *asset = e.asset;
}
void apply(State& state, const AssetDisconnected& e) {
  Asset* asset = find_asset(state, e.asset);
  CHECK(asset != nullptr);
  asset->status = AssetStatus::inactive;
}
void apply(State& state, const ActiveDocumentSet& e) {
  state.active_document = e.document;
  state.documents_ever = std::max(state.documents_ever, number_of(e.document.value));
  if (state.document && state.document->id != e.document) state.document.reset();
}
void apply(State& state, const OfferResponseLogged& e) {
  if (!e.logged) return;
  LoggedResponse logged{e.response.offer, e.response.asset, e.response.response};
  const auto place = std::lower_bound(state.logged.begin(), state.logged.end(), logged);
  if (place == state.logged.end() || *place != logged)
    state.logged.insert(place, std::move(logged));
}
void apply(State&, const OffersApplied&) {}
void apply(State&, const OfferApplicationFailed&) {}
void apply(State& state, const DocumentCreated& e) {
  state.document = OpenDocument{e.document, e.kind, e.price_list, e.currency, 0, {}, 0, {}};
  state.document->lines.reserve(16);  // one tree, most often: its lines need not move
}
void apply(State& state, const LineAdded& e) {
  OpenDocument* document = open(state, e.document);
  if (document == nullptr) return;
  auto place = document->lines.end();
  while (place != document->lines.begin() &&
         comes_before(e.line.sequence, std::prev(place)->sequence)) {
    --place;
  }
  document->lines.insert(place, e.line);
  ++document->lines_ever;
}
void apply(State& state, const LineChanged& e) {
  OpenDocument* document = open(state, e.document);
  if (document == nullptr) return;
  for (Line& line : document->lines) {
    if (line.id == e.line.id) line = e.line;
  }
}
void apply(State& state, const LineRemoved& e) {
  OpenDocument* document = open(state, e.document);
  if (document == nullptr) return;
  const auto line = std::find_if(document->lines.begin(), document->lines.end(),
                                 [&](const Line& l) { return l.id == e.line; });
  CHECK(line != document->lines.end());
  document->gaps.push_back(std::move(line->sequence));
  document->lines.erase(line);
}
void apply(State& state, const PrepaidBalanceSet& e) { state.prepaid_balance = e.balance; }
void apply(State& state, const ActiveDocumentCleared& e) {
  if (state.active_document != e.document) return;
  state.active_document = {};
  state.document.reset();
}
void apply(State& state, const ActivityCreated&) { ++state.activities_ever; }
void apply(State&, const WorkItemRequested&) {}
void apply(State&, const OrderSubmitted&) {}
void apply(State&, const DocumentCancelled&) {}
void apply(State&, const QuoteAccepted&) {}
void apply(State& state, const WorkflowStarted& e) {
  state.workflows_ever = std::max(state.workflows_ever, number_of(e.workflow.value));
}
void apply(State&, const WorkflowAdvanced&) {}
void apply(State&, const NamedParameterRequested&) {}
void apply(State&, const WorkflowCompleted&) {}
void apply(State&, const WorkflowFailed&) {}
void apply(State&, const WorkflowContinued&) {}
void apply(State& state, const DocumentPriced& e) {
  if (OpenDocument* document = open(state, e.document)) document->revision = e.revision;
}

}  // namespace

Decision<AccountEvent> Account::decide(const State& state, const Command& command,
                                       const Context& context) {
  return std::visit([&](const auto& c) { return on(state, c, context); }, command);
}

void Account::evolve(State& state, const Event& event) {
  std::visit([&](const auto& e) { apply(state, e); }, event);
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

std::vector<StreamId> Account::owned_streams(const State& state) {
  if (state.active_document.value.empty()) return {};
  return {{category_of(state.active_document), state.active_document.value}};
}
static_assert(Decider<Account>);

}  // namespace proffer::domain
