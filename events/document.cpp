#include "events/document.hpp"

namespace proffer {

DocumentKind kind_of(const DocumentId& id) {
  const auto dash = id.value.rfind('-');
  if (dash == std::string::npos || dash + 1 == id.value.size()) return DocumentKind::unknown;
  switch (id.value[dash + 1]) {
    case 'O': return DocumentKind::order;
    case 'Q': return DocumentKind::quote;
    default: return DocumentKind::unknown;
  }
}

}  // namespace proffer
