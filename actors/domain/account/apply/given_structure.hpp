// A document that comes with the request: what a shop was shown before and has reviewed.
#pragma once

#include "actors/domain/account/account.hpp"

#include <tl/expected.hpp>

#include <vector>

namespace proffer::domain {

// The given lines as a document, whole and in order. Parents and roots are those of the outline
// numbers; a line without an id of its own, or with another's, gets a new one. `saved` is the
// document whose content they replace, nullptr: they become a new one. Codes: STRUCTURE_INVALID
// with the first line that cannot be, DOCUMENT_FULL.
tl::expected<OpenDocument, Problem> given_document(const std::vector<Line>& lines,
                                                   const DocumentId& id, const OpenDocument* saved,
                                                   const Account::State& state,
                                                   const Context& context);

// Appends what makes the saved document, nullptr: an empty one, this.
void replace_content(const OpenDocument* saved, const OpenDocument& content,
                     std::vector<AccountEvent>& events);

}  // namespace proffer::domain
