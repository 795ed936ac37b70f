// Decides about one workflow instance that waits: stream `workflow/<account>-W<n>`. The account
// starts the instance, with all that it does until somebody has to choose; from then on the
// instance alone writes its stream.
#pragma once

#include "actors/domain/decider.hpp"
#include "events/workflow.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer::domain {

struct WorkflowInstance {
  static constexpr Category category = Category::workflow;

  // Stored: numbers are never reused.
  enum class Phase : std::uint8_t {
    none = 0,      // there is no such instance
    running = 1,   // started, and not waiting
    waiting = 2,   // for a choice
    chosen = 3,    // the account carries it on
    finished = 4,  // completed, failed or cancelled
  };
  struct State {
    Phase phase = Phase::none;
    WorkflowStarted started;
    std::optional<NamedParameterRequested> asked;
    bool operator==(const State&) const = default;
  };

  // The customer's choice, by the option's id or by its value.
  struct ResumeWithChoice {
    static constexpr std::string_view type = "workflow.resume_with_choice";
    std::string parameter;
    std::string value;   // with the id: what that has to stand for
    std::string action;  // id or name; empty: the one that asks
    bool operator==(const ResumeWithChoice&) const = default;
  };
  // Ends an instance that waits; nothing is done and nothing logged.
  struct Cancel {
    static constexpr std::string_view type = "workflow.cancel";
    bool timed_out = false;
    bool operator==(const Cancel&) const = default;
  };
  // What the account did with the choice.
  struct Continue {
    static constexpr std::string_view type = "workflow.continue";
    WorkflowContinued done;
    bool operator==(const Continue&) const = default;
  };
  using Command = std::variant<ResumeWithChoice, Cancel, Continue>;
  using Event = WorkflowEvent;

  static Decision<Event> decide(const State& state, const Command& command, const Context& context);
  static void evolve(State& state, const Event& event);
  static StreamId stream_of(const Event&, const StreamId& own) { return own; }
  static std::vector<StreamId> owned_streams(const State&) { return {}; }
};
template <class Archive>
void serialize(Archive& archive, WorkflowInstance::State& s) {
  archive(field("phase", s.phase), field("started", s.started), field("asked", s.asked));
}
template <class Archive>
void serialize(Archive& archive, WorkflowInstance::ResumeWithChoice& c) {
  archive(field("parameter", c.parameter), field("value", c.value), field("action", c.action));
}
template <class Archive>
void serialize(Archive& archive, WorkflowInstance::Cancel& c) {
  archive(field("timed_out", c.timed_out));
}
template <class Archive>
void serialize(Archive& archive, WorkflowInstance::Continue& c) {
  archive(field("done", c.done));
}

}  // namespace proffer::domain
