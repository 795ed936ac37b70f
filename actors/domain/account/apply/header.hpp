// Which document a request works on.
#pragma once

#include "actors/domain/account/apply/request.hpp"
#include "actors/domain/workflow/trace.hpp"

#include <tl/expected.hpp>

#include <optional>

namespace proffer::domain {

struct Header {
  DocumentId id;
  DocumentKind kind = DocumentKind::unknown;
  const OpenDocument* saved = nullptr;  // what the log has of it; nullptr: it is a new one
  std::optional<OpenDocument> given;    // the content that came with the request

  // What the lines are changed against.
  const OpenDocument* base() const { return given ? &*given : saved; }
};

// The document of the request; its structure, as that document or a new one; else, when the result
// is saved, the active document. Nothing is made here: a new document is saved with its lines.
tl::expected<Header, Problem> prepared_header(const Account::State& state, const Request& request,
                                              const Context& context, Trace& trace);

}  // namespace proffer::domain
