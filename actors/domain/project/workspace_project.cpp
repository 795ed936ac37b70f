#include "actors/domain/project/workspace_project.hpp"

#include <algorithm>
#include <variant>

namespace proffer::domain {
namespace {

void add(WorkspaceProject& project, const OfferId& offer) {
  const auto& contents = project.contents;
  if (std::find(contents.begin(), contents.end(), offer) == contents.end()) {
    project.contents.push_back(offer);
  }
  project.released = false;
}

void apply(WorkspaceProject& project, const ProjectCreated& e) {
  project.id = e.project;
  project.start = e.start;
}
void apply(WorkspaceProject& project, const ContentAdded& e) { add(project, e.offer); }
void apply(WorkspaceProject& project, const ContentRemoved& e) {
  std::erase(project.contents, e.offer);
}
void apply(WorkspaceProject&, const ContentsExported&) {}
void apply(WorkspaceProject&, const OfferImportDecided&) {}
void apply(WorkspaceProject& project, const ContentsImported& e) {
  for (const OfferId& offer : e.offers) add(project, offer);
}
void apply(WorkspaceProject&, const ImportRejected&) {}
void apply(WorkspaceProject&, const OfferReleaseDecided&) {}
void apply(WorkspaceProject& project, const ProjectReleased&) { project.released = true; }

}  // namespace

void evolve(WorkspaceProject& project, const ProjectEvent& event) {
  std::visit([&](const auto& e) { apply(project, e); }, event);
}

}  // namespace proffer::domain
