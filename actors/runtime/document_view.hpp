// A document as answers show it.
#pragma once

#include "actors/runtime/document_at.hpp"
#include "events/transport/json_shape.hpp"

namespace proffer::runtime {

// Refers to both.
inline transport::DocumentView view_of(const DocumentThen& then, const AccountId& account) {
  const domain::OpenDocument& document = then.document;
  return {.id = document.id,
          .kind = document.kind,
          .account = account,
          .price_list = document.price_list,
          .currency = document.currency,
          .created = {},
          .changed = {},
          .revision = document.revision,
          .one_time = then.one_time,
          .recurring = then.recurring,
          .lines = document.lines};
}

}  // namespace proffer::runtime
