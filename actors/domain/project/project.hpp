// Decides about one workspace project: stream `workspace_project/<name as it is compared>` in the
// reference shard. It writes its own stream only: what is to become of the offers is recorded here
// first, in one frame, and carried to each of them from there.
#pragma once

#include "actors/domain/decider.hpp"
#include "actors/domain/project/workspace_project.hpp"
#include "events/workspace_file.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer::domain {

struct ProjectDecider {
  static constexpr Category category = Category::workspace_project;
  static constexpr std::size_t contents_max = 1'000;
  using State = WorkspaceProject;

  struct CreateProject {
    static constexpr std::string_view type = "project.create";
    ProjectId project;
    Instant start;
  };
  struct AddContent {
    static constexpr std::string_view type = "project.add_content";
    OfferId offer;
  };
  struct RemoveContent {
    static constexpr std::string_view type = "project.remove_content";
    OfferId offer;
  };
  // Records that the file was handed out; `exported` makes its content.
  struct ExportContents {
    static constexpr std::string_view type = "project.export_contents";
    bool header_only = false;
    std::string content_hash;
  };
  // All of the file or nothing. What does not fit here is answered with ImportRejected, which lists
  // every reference that is missing, or else every rule that an offer breaks.
  struct ImportContents {
    static constexpr std::string_view type = "project.import_contents";
    WorkspaceFile file;
    std::string content_hash;
    std::string by;
  };
  // All of the contents or none.
  struct ReleaseAll {
    static constexpr std::string_view type = "project.release_all";
    std::string by;
  };
  using Command = std::variant<CreateProject, AddContent, RemoveContent, ExportContents,
                               ImportContents, ReleaseAll>;
  using Event = ProjectEvent;

  static Decision<Event> decide(const State& state, const Command& command, const Context& context);
  static void evolve(State& state, const Event& event) { domain::evolve(state, event); }
  static StreamId stream_of(const Event&, const StreamId& own) { return own; }
  static std::vector<StreamId> owned_streams(const State&) { return {}; }
};

StreamId stream_of(const ProjectId& project);

template <class Archive>
void serialize(Archive& archive, ProjectDecider::CreateProject& c) {
  archive(field("project", c.project), field("start", c.start));
}
template <class Archive>
void serialize(Archive& archive, ProjectDecider::AddContent& c) {
  archive(field("offer", c.offer));
}
template <class Archive>
void serialize(Archive& archive, ProjectDecider::RemoveContent& c) {
  archive(field("offer", c.offer));
}
template <class Archive>
void serialize(Archive& archive, ProjectDecider::ExportContents& c) {
  archive(field("header_only", c.header_only), field("content_hash", c.content_hash));
}
template <class Archive>
void serialize(Archive& archive, ProjectDecider::ImportContents& c) {
  archive(field("file", c.file), field("content_hash", c.content_hash), field("by", c.by));
}
template <class Archive>
void serialize(Archive& archive, ProjectDecider::ReleaseAll& c) {
  archive(field("by", c.by));
}

}  // namespace proffer::domain
