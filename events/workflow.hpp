// Workflow instances: what is carried out step by step, what it waits for, and how it ended. An
// account starts an instance together with what it does at once; from then on the instance alone
// writes its stream.
#pragma once

#include "events/membership.hpp"
#include "events/named_parameter.hpp"
#include "events/problem.hpp"
#include "events/product_offer.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer {

// A step of a workflow's definition: both numbers are those of the definition's table and are never
// reused. `outcome` is what a decision came to; empty for a step that decides nothing.
struct StepTaken {
  std::uint8_t definition = 0;
  std::uint8_t step = 0;
  std::string outcome;
  bool operator==(const StepTaken&) const = default;
};
template <class Archive>
void serialize(Archive& archive, StepTaken& s) {
  archive(field("definition", s.definition), field("step", s.step), field("outcome", s.outcome));
}

struct WorkflowStarted {
  static constexpr std::string_view type = "workflow.started";
  static constexpr std::uint16_t version = 1;
  WorkflowId workflow;
  std::uint8_t definition = 0;
  AccountId account;
  std::vector<NamedValue> context;  // what it was started with: offers, response, channel, asset …
  bool operator==(const WorkflowStarted&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkflowStarted& e) {
  archive(field("workflow", e.workflow), field("definition", e.definition),
          field("account", e.account), field("context", e.context));
}

// The steps and decisions taken without a pause, in order. One event for all of them: they become
// durable together, and a response takes some thirty.
struct WorkflowAdvanced {
  static constexpr std::string_view type = "workflow.advanced";
  static constexpr std::uint16_t version = 1;
  WorkflowId workflow;
  std::vector<StepTaken> steps;
  bool operator==(const WorkflowAdvanced&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkflowAdvanced& e) {
  archive(field("workflow", e.workflow), field("steps", e.steps));
}

// The instance waits until the customer has chosen one of the options, or cancels.
struct NamedParameterRequested {
  static constexpr std::string_view type = "workflow.named_parameter_requested";
  static constexpr std::uint16_t version = 4;
  WorkflowId workflow;
  OfferId offer;
  ActionId action;
  NamedParameter parameter = NamedParameter::none;
  std::string prompt;
  std::vector<DomainValue> options;  // in sequence
  ProductId base;  // of the action or its parent, each empty where the parameter supplies it
  ProductId component;
  ParameterShown shown = {};  // since version 4
  bool operator==(const NamedParameterRequested&) const = default;
};
template <class Archive>
void serialize(Archive& archive, NamedParameterRequested& e) {
  archive(field("workflow", e.workflow), field("offer", e.offer), field("action", e.action),
          field("parameter", e.parameter), field("prompt", e.prompt), field("options", e.options));
  if (archive.version() < 3) return;
  archive(field("base", e.base), field("component", e.component));
  if (archive.version() >= 4) archive(field("shown", e.shown));
}

// It is carried to the account, which goes on with what the instance was started for.
struct NamedParameterChosen {
  static constexpr std::string_view type = "workflow.named_parameter_chosen";
  static constexpr std::uint16_t version = 1;
  WorkflowId workflow;
  ActionId action;
  std::string parameter;  // id of the option
  std::string value;
  WorkflowStarted started;
  bool operator==(const NamedParameterChosen&) const = default;
};
template <class Archive>
void serialize(Archive& archive, NamedParameterChosen& e) {
  archive(field("workflow", e.workflow), field("action", e.action), field("parameter", e.parameter),
          field("value", e.value), field("started", e.started));
}

struct NamedParameterCancelled {
  static constexpr std::string_view type = "workflow.named_parameter_cancelled";
  static constexpr std::uint16_t version = 1;
  WorkflowId workflow;
  ActionId action;
  bool timed_out = false;
  bool operator==(const NamedParameterCancelled&) const = default;
};
template <class Archive>
void serialize(Archive& archive, NamedParameterCancelled& e) {
  archive(field("workflow", e.workflow), field("action", e.action),
          field("timed_out", e.timed_out));
}

// Stored: numbers are never reused.
enum class WorkflowOutcome : std::uint8_t {
  unknown = 0,
  document = 1,
  no_action = 2,
  no_change = 3,
  only_processes = 4,
  cancelled = 5,
};

struct WorkflowCompleted {
  static constexpr std::string_view type = "workflow.completed";
  static constexpr std::uint16_t version = 1;
  WorkflowId workflow;
  WorkflowOutcome outcome = WorkflowOutcome::unknown;
  DocumentId document;    // empty unless outcome is document
  std::string next_view;  // where an interactive channel goes
  bool operator==(const WorkflowCompleted&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkflowCompleted& e) {
  archive(field("workflow", e.workflow), field("outcome", e.outcome), field("document", e.document),
          field("next_view", e.next_view));
}

// What became of the memberships of a promotion that was upgraded or disconnected, once for each.
struct MembershipHandlingCompleted {
  static constexpr std::string_view type = "workflow.membership_handling_completed";
  static constexpr std::uint16_t version = 1;
  WorkflowId workflow;
  PromotionInstanceId instance;  // of the promotion that ended
  std::vector<MembershipId> transferred;
  std::vector<MembershipId> disconnected;
  Micros penalty;
  bool operator==(const MembershipHandlingCompleted&) const = default;
};
template <class Archive>
void serialize(Archive& archive, MembershipHandlingCompleted& e) {
  archive(field("workflow", e.workflow), field("instance", e.instance),
          field("transferred", e.transferred), field("disconnected", e.disconnected),
          field("penalty", e.penalty));
}

struct WorkflowFailed {
  static constexpr std::string_view type = "workflow.failed";
  static constexpr std::uint16_t version = 1;
  WorkflowId workflow;
  StepTaken step;  // the last one
  Problems problems;
  bool operator==(const WorkflowFailed&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkflowFailed& e) {
  archive(field("workflow", e.workflow), field("step", e.step), field("problems", e.problems));
}

// On the account's stream: what it did for an instance that had waited. It is carried to the
// instance, which records it.
struct WorkflowContinued {
  static constexpr std::string_view type = "account.workflow_continued";
  static constexpr std::uint16_t version = 2;
  WorkflowId workflow;
  std::vector<StepTaken> steps;  // since the wait
  WorkflowOutcome outcome = WorkflowOutcome::unknown;
  DocumentId document;
  std::string next_view;
  Problems problems;                                      // empty: it was carried out
  std::vector<MembershipHandlingCompleted> handled = {};  // since version 2
  bool operator==(const WorkflowContinued&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkflowContinued& e) {
  archive(field("workflow", e.workflow), field("steps", e.steps), field("outcome", e.outcome),
          field("document", e.document), field("next_view", e.next_view),
          field("problems", e.problems));
  if (archive.version() >= 2) archive(field("handled", e.handled));
}

using WorkflowEvent = std::variant<WorkflowStarted, WorkflowAdvanced, NamedParameterRequested,
                                   NamedParameterChosen, NamedParameterCancelled, WorkflowCompleted,
                                   WorkflowFailed, MembershipHandlingCompleted>;

}  // namespace proffer
