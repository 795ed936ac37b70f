// The last steps of a document that was worked on: numbered, checked, priced, and told as events.
#pragma once

#include "actors/domain/account/apply/header.hpp"
#include "actors/domain/document/application.hpp"

#include <tl/expected.hpp>

#include <vector>

namespace proffer::domain {

// Appends the events that make the document what the application holds; saved, it becomes the
// active one. Whether it goes on: a saved document that lost its last line is cancelled.
// VALIDATION_FAILED: all that is wrong with it; DOCUMENT_EMPTY.
tl::expected<bool, Problems> save_document(Application& app, const Header& header, bool save,
                                           std::vector<AccountEvent>& events);

}  // namespace proffer::domain
