#include "actors/domain/document/application.hpp"

#include <algorithm>

namespace proffer::domain {

std::vector<AccountEvent> line_changes(const WorkingDocument& document, const DocumentId& id) {
  std::vector<AccountEvent> events;
  std::vector<const Line*> added;
  for (const WorkingLine& line : document.lines()) {
    const Line* saved = line.saved();
    if (saved == nullptr) {
      if (!line.removed) added.push_back(&line.now());
    } else if (line.removed) {
      events.emplace_back(LineRemoved{id, saved->id, line.now().because});
    } else if (saved != &line.now() && *saved != line.now()) {
      events.emplace_back(LineChanged{id, line.now()});
    }
  }
  std::sort(added.begin(), added.end(),
            [](const Line* a, const Line* b) { return comes_before(a->sequence, b->sequence); });
  for (const Line* line : added) events.emplace_back(LineAdded{id, *line});
  return events;
}

}  // namespace proffer::domain
