#include "actors/domain/account/apply/save_document.hpp"

#include "actors/domain/account/apply/given_structure.hpp"
#include "actors/domain/account/documents.hpp"
#include "actors/domain/document/promotion/ending.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

using Events = std::vector<AccountEvent>;

constexpr std::size_t room_for_the_rest = 16;  // the document's own events, workflows, the answer

Problems problems_of(const Application& app, std::vector<std::string> violations) {
  Problems problems;
  for (std::string& violation : violations) {
    Problem& problem =
        problems.emplace_back(Problem{"VALIDATION_FAILED", std::move(violation), {}, {}, {}, {}});
    if (app.actions.empty()) continue;
    const ChosenOffer& offer = *app.actions.front().offer;
    problem.offer = offer.released->offer.name;
    problem.response = offer.response->response;
  }
  return problems;
}

// The changes to the lines that the application started from.
tl::expected<Totals, Problems> finish(Application& app, Events& events) {
  const auto settled = settle_penalties(app.account, app.context.now, app.document);
  if (!settled) return tl::unexpected(Problems{settled.error()});
  drop_untouched_roots(app.document);
  const std::vector<LineIndex> fresh = number_lines(app.document);
  events.reserve(events.size() + 2 * app.document.lines().size() + room_for_the_rest);
  add_lines(app.document, fresh, app.document_id, events);
  auto wrong = violations(app);
  membership_violations(app.document, app.account, wrong);
  if (!wrong.empty()) return tl::unexpected(problems_of(app, std::move(wrong)));
  const Totals totals = price_lines(app.document);
  change_lines(app.document, app.document_id, events);
  return totals;
}

OpenDocument with(OpenDocument given, const Events& changes) {
  Account::State folded;
  folded.document = std::move(given);
  for (const AccountEvent& change : changes) Account::evolve(folded, change);
  return *std::move(folded.document);
}

// A document without lines would stand for nothing.
void cancel(Application& app, const DocumentId& id, Events& events) {
  app.warnings.push_back("Document '" + id.value + "' has no lines left and is cancelled.");
  events.emplace_back(DocumentCancelled{id, "no lines left"});
  close_document(app.account, id, events);
}

}  // namespace

tl::expected<bool, Problems> save_document(Application& app, const Header& header, bool save,
                                           Events& events) {
  if (header.saved == nullptr) {
    const AccountProfile& profile = app.account.profile;
    events.emplace_back(DocumentCreated{header.id, header.kind, app.account.id, profile.price_list,
                                        profile.currency});
  }
  const std::size_t before = events.size();
  Totals totals;
  Events changes;  // of a given document; its lines live in here
  if (header.given) {
    const auto finished = finish(app, changes);
    if (!finished) return tl::unexpected(finished.error());
    totals = *finished;
    replace_content(header.saved, with(*header.given, changes), events);
  } else {
    const auto finished = finish(app, events);
    if (!finished) return tl::unexpected(finished.error());
    totals = *finished;
  }
  const bool changed = events.size() > before;
  if (changed) tell_promotions(app.document, header.id, header.given.has_value(), events);
  const bool empty = std::ranges::all_of(app.document.lines(), &WorkingLine::removed);
  const bool emptied = empty && changed && header.saved != nullptr && !header.given;
  if (empty && !emptied) {
    return tl::unexpected(Problems{{"DOCUMENT_EMPTY",
                                    "The document would have no lines; send some to be saved.",
                                    {},
                                    {},
                                    {},
                                    "structure"}});
  }
  if (changed) {
    const std::uint32_t revision = header.saved == nullptr ? 1 : header.saved->revision + 1;
    events.emplace_back(DocumentPriced{header.id, revision, totals.one_time, totals.recurring});
  }
  if (save && emptied) {
    cancel(app, header.id, events);
  } else if (save && app.account.active_document != header.id) {
    events.emplace_back(ActiveDocumentSet{header.id});
  }
  return !emptied;
}

}  // namespace proffer::domain
