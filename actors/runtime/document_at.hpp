// A saved document as it was at some position of its shard.
#pragma once

#include "actors/domain/account/account.hpp"
#include "store/log.hpp"

namespace proffer::runtime {

struct DocumentThen {
  domain::OpenDocument document;
  Money one_time;
  Money recurring;
};

// With everything recorded before `end`; an id that nothing was recorded for gives an empty one.
store::Result<DocumentThen> document_at(const store::Log& log, const DocumentId& id, Position end);

}  // namespace proffer::runtime
