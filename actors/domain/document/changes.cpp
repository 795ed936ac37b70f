#include "actors/domain/document/application.hpp"

#include <utility>

namespace proffer::domain {

void line_changes(WorkingDocument& document, const std::vector<LineIndex>& added,
                  const DocumentId& id, std::vector<AccountEvent>& events) {
  for (const WorkingLine& line : document.lines()) {
    if (line.saved() == nullptr) continue;
    if (line.removed) {
      events.emplace_back(LineRemoved{id, line.saved()->id, line.now().because});
    } else if (line.changed()) {
      events.emplace_back(LineChanged{id, line.now()});
    }
  }
  for (const LineIndex line : added) {
    events.emplace_back(LineAdded{id, std::move(document[line].edit())});
  }
}

}  // namespace proffer::domain
