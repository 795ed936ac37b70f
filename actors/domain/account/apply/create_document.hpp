// The procedure that carries offers out: workflows before, the product actions on a document, and
// workflows after it is saved.
#pragma once

#include "actors/domain/account/apply/request.hpp"
#include "actors/domain/workflow/trace.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace proffer::domain {

// What came of it.
struct Carried {
  ResponseOutcome outcome = ResponseOutcome::unknown;
  DocumentId document;  // that was changed; empty unless outcome is document
  std::vector<SkippedAction> skipped;
  ApplicationResult result;
  std::string next_view;  // where an interactive channel goes
  std::vector<MembershipHandlingCompleted> handled;
  Problems late;  // of workflows that failed after the document was saved
};

// Appends the events that make it so. Problems: nothing of it holds.
tl::expected<Carried, Problems> create_document(const Account::State& state, const Request& request,
                                                const Referred& referred, PreparedActions actions,
                                                const Context& context, Trace& trace,
                                                std::vector<AccountEvent>& events);

// The same for a request without offers: a document or a structure that was reviewed is checked,
// priced and saved as it is.
tl::expected<Carried, Problems> place_document(const Account::State& state, const Request& request,
                                               const Context& context,
                                               std::vector<AccountEvent>& events);

}  // namespace proffer::domain
