// A workspace project as its events make it; the decider and the catalogue fold the same.
#pragma once

#include "events/workspace_project.hpp"

#include <vector>

namespace proffer::domain {

struct WorkspaceProject {
  ProjectId id;  // its name; empty: there is no such project
  Instant start;
  std::vector<OfferId> contents;  // in the order in which they were added
  bool released = false;          // with these contents
  bool operator==(const WorkspaceProject&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkspaceProject& p) {
  archive(field("id", p.id), field("start", p.start), field("contents", p.contents),
          field("released", p.released));
}

void evolve(WorkspaceProject& project, const ProjectEvent& event);

}  // namespace proffer::domain
