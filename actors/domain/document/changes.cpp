#include "actors/domain/document/application.hpp"

namespace proffer::domain {

void change_lines(const WorkingDocument& document, const DocumentId& id,
                  std::vector<AccountEvent>& events) {
  for (const WorkingLine& line : document.lines()) {
    if (line.saved() == nullptr) continue;
    if (line.removed) {
      events.emplace_back(LineRemoved{id, line.saved()->id, line.now().because});
    } else if (line.changed()) {
      events.emplace_back(LineChanged{id, line.now()});
    }
  }
}

}  // namespace proffer::domain
