// What is true of an account after each of its events.
#include "actors/domain/account/documents.hpp"
#include "actors/domain/document/working_document.hpp"
#include "events/check.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

using State = Account::State;

Asset* find_asset(State& state, const AssetId& id) {
  const auto found = std::find_if(state.assets.begin(), state.assets.end(),
                                  [&](const Asset& asset) { return asset.id == id; });
  return found == state.assets.end() ? nullptr : &*found;
}

std::vector<OpenDocument>::iterator find_other(State& state, const DocumentId& id) {
  return std::find_if(state.others.begin(), state.others.end(),
                      [&](const OpenDocument& other) { return other.id == id; });
}

// The document an event is about; nullptr when the account is done with it.
OpenDocument* open(State& state, const DocumentId& id) {
  if (state.document && state.document->id == id) return &*state.document;
  const auto other = find_other(state, id);
  return other == state.others.end() ? nullptr : &*other;
}

// The active document ceases to be that, but still counts. While a log is read its own stream comes
// first: then only its id is known here, and its content follows.
void set_aside(State& state) {
  const DocumentId id = std::exchange(state.active_document, {});
  if (id.value.empty() || find_other(state, id) != state.others.end()) return;
  OpenDocument aside;
  aside.id = id;
  if (state.document && state.document->id == id) {
    aside = *std::move(state.document);
    state.document.reset();
  }
  state.others.push_back(std::move(aside));
}

// While a log is read the account's own stream, which comes first, says what is open.
bool is_open(State& state, const DocumentId& id) {
  return state.active_document == id || find_other(state, id) != state.others.end();
}

// Nothing is shown for the document any more: a response to it is of interest only as the last one
// like it, so that no more are kept than there are open documents.
void forget_responses_to(State& state, const DocumentId& document) {
  auto& logged = state.logged;
  for (auto each = logged.begin(); each != logged.end();) {
    const auto like_it = [&](const LoggedResponse& other) {
      return other.offer == each->offer && other.asset == each->asset &&
             other.response == each->response;
    };
    const bool one_of_several = (each != logged.begin() && like_it(*std::prev(each))) ||
                                (std::next(each) != logged.end() && like_it(*std::next(each)));
    each = each->document == document && one_of_several ? logged.erase(each) : std::next(each);
  }
}

void started(State& state, const WorkflowId& workflow) {
  state.workflows_ever = std::max(state.workflows_ever, number_of(workflow.value));
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
  state.documents_ever = std::max(state.documents_ever, number_of(e.document.value));
  if (state.active_document == e.document) return;
  set_aside(state);
  state.active_document = e.document;
  if (state.document && state.document->id == e.document) return;
  state.document.reset();
  const auto known = find_other(state, e.document);
  if (known == state.others.end()) return;
  state.document = std::move(*known);
  state.others.erase(known);
}
void apply(State& state, const ActiveDocumentCleared& e) {
  if (!e.submitted) forget_responses_to(state, e.document);
  if (state.active_document != e.document) return;
  if (e.submitted) set_aside(state);
  state.active_document = {};
  state.document.reset();
}
void apply(State& state, const DocumentClosed& e) {
  forget_responses_to(state, e.document);
  const auto other = find_other(state, e.document);
  if (other != state.others.end()) state.others.erase(other);
}
void apply(State& state, const OfferResponseLogged& e) {
  started(state, e.result.workflow);
  if (!e.logged) return;
  const DocumentId& document = !e.document.value.empty()            ? e.document
                               : !e.response.document.value.empty() ? e.response.document
                                                                    : state.active_document;
  LoggedResponse logged{e.response.offer, e.response.asset, e.response.response, document};
  const auto place = std::lower_bound(state.logged.begin(), state.logged.end(), logged);
  if (place == state.logged.end() || *place != logged)
    state.logged.insert(place, std::move(logged));
  if (!is_open(state, document)) forget_responses_to(state, document);
}
void apply(State& state, const OffersApplied& e) { started(state, e.result.workflow); }
void apply(State& state, const OfferApplicationFailed& e) { started(state, e.workflow); }
void apply(State& state, const OfferResponseWaiting& e) { started(state, e.workflow); }
void apply(State& state, const DocumentCreated& e) {
  OpenDocument created{e.document, e.kind, e.price_list, e.currency, 0, {}, 0, {}, false};
  if (OpenDocument* known = open(state, e.document)) {
    *known = std::move(created);
    return;
  }
  if (state.active_document != e.document && state.document) {
    state.others.push_back(*std::move(state.document));
  }
  state.document = std::move(created);
  state.document->lines.reserve(16);  // one tree, most often: its lines need not move
}
void apply(State& state, LineAdded e) {
  OpenDocument* document = open(state, e.document);
  if (document == nullptr) return;
  auto place = document->lines.end();
  while (place != document->lines.begin() &&
         comes_before(e.line.sequence, std::prev(place)->sequence)) {
    --place;
  }
  document->lines.insert(place, std::move(e.line));
  ++document->lines_ever;
}
void apply(State& state, LineChanged e) {
  OpenDocument* document = open(state, e.document);
  if (document == nullptr) return;
  const auto known = std::ranges::find(document->lines, e.line.id, &Line::id);
  if (known != document->lines.end()) *known = std::move(e.line);
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
void apply(State& state, const DocumentPriced& e) {
  if (OpenDocument* document = open(state, e.document)) document->revision = e.revision;
}
void apply(State& state, const OrderSubmitted& e) {
  OpenDocument* document = open(state, e.document);
  if (document == nullptr) return;
  document->submitted = true;
  for (Line& line : document->lines) {
    if (line.status == LineStatus::pending) line.status = LineStatus::open;
  }
}
void apply(State&, const DocumentCancelled&) {}  // the account's own events say what it means here
void apply(State&, const QuoteAccepted&) {}
void apply(State&, const QuoteExpired&) {}
void apply(State& state, const OrderCompleted& e) {
  OpenDocument* document = open(state, e.document);
  if (document == nullptr) return;
  for (Line& line : document->lines) line.status = LineStatus::complete;
}
void apply(State&, const PromotionUpgraded&) {}  // the lines say it all
void apply(State&, const PromotionApplied&) {}
void apply(State&, const PromotionModified&) {}
void apply(State&, const PromotionDisconnected&) {}
void apply(State&, const PenaltyAdded&) {}
void become(State& state, const Membership& membership) {
  const auto known = std::ranges::find(state.memberships, membership.id, &Membership::id);
  CHECK(known != state.memberships.end());
  *known = membership;
}
void apply(State& state, const PromotionGroupCreated& e) { state.groups.push_back(e.group); }
void apply(State& state, const MembershipAssociated& e) {
  state.memberships.push_back(e.membership);
}
void apply(State& state, const MembershipTransferred& e) { become(state, e.membership); }
void apply(State& state, const MembershipDisconnected& e) { become(state, e.membership); }
void apply(State& state, const PrepaidBalanceSet& e) { state.prepaid_balance = e.balance; }
void apply(State& state, const ActivityCreated& e) {
  ++state.activities_ever;
  if (!e.activity.done) state.open_activities.push_back(e.activity.id);
}
void apply(State& state, const ActivityCompleted& e) {
  std::erase(state.open_activities, e.activity);
}
void apply(State&, const WorkItemRequested&) {}
void apply(State& state, const WorkflowStarted& e) { started(state, e.workflow); }
void apply(State&, const WorkflowAdvanced&) {}
void apply(State&, const NamedParameterRequested&) {}
void apply(State&, const WorkflowCompleted&) {}
void apply(State&, const WorkflowFailed&) {}
void apply(State&, const WorkflowContinued&) {}
void apply(State&, const MembershipHandlingCompleted&) {}

}  // namespace

void Account::evolve(State& state, const Event& event) {
  std::visit([&](const auto& e) { apply(state, e); }, event);
}
void Account::evolve(State& state, Event&& event) {
  std::visit([&](auto& e) { apply(state, std::move(e)); }, event);
}

}  // namespace proffer::domain
