#include "actors/domain/workflow/instance.hpp"

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/workflow/trace.hpp"
#include "events/option_labels.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {
namespace {

using State = WorkflowInstance::State;
using Phase = WorkflowInstance::Phase;
using Events = std::vector<WorkflowEvent>;

Problems problem(std::string code, std::string text, std::string field = {}) {
  return {{std::move(code), std::move(text), {}, {}, {}, std::move(field)}};
}

// Why the instance cannot be resumed or cancelled.
Problems not_waiting(const State& state) {
  if (state.phase == Phase::none) {
    return problem("WORKFLOW_NOT_FOUND",
                   "There is no such workflow instance; send the id that the question came with.");
  }
  return problem("WORKFLOW_NOT_WAITING",
                 "Workflow instance '" + state.started.workflow.value +
                     "' does not wait for a choice; it was made, cancelled or never asked for.");
}

Decision<WorkflowEvent> on(const State& state, const WorkflowInstance::ResumeWithChoice& choice) {
  if (state.phase != Phase::waiting) return tl::unexpected(not_waiting(state));
  if (!names_action(choice.action, state.asked->action, state.asked->shown.action_name)) {
    return tl::unexpected(problem("NAMED_PARAM_WRONG_ACTION",
                                  "The choice is for action '" + choice.action + "', but action '" +
                                      state.asked->action.value +
                                      "' asks for one; name that action, or leave it out.",
                                  "actionId"));
  }
  const std::vector<DomainValue>& options = state.asked->options;
  const bool by_id = !choice.parameter.empty();
  const auto option = std::find_if(options.begin(), options.end(), [&](const DomainValue& o) {
    return (!by_id || o.id == choice.parameter) &&
           ((by_id && choice.value.empty()) || o.value == choice.value);
  });
  if (option == options.end()) {
    return tl::unexpected(problem("NAMED_PARAM_NOT_IN_DOMAIN",
                                  "'" + (by_id ? choice.parameter : choice.value) +
                                      "' is none of the options; choose one of " +
                                      options_listed(options, state.asked->shown.products) + ".",
                                  by_id ? "parameterId" : "value"));
  }
  return Events{NamedParameterChosen{state.started.workflow, state.asked->action, option->id,
                                     option->value, state.started}};
}

// The steps from the wait to the end when nothing was chosen.
std::vector<StepTaken> steps_without_choice() {
  using enum GetNamedParameter;
  Trace trace;
  for (const auto step :
       {get_response, set_response_in_payload, split_payload, set_response_on_action}) {
    trace.step(step);
  }
  trace_no_choice(trace);
  trace.decide(CreateDocument::return_to_same_view_flag, "Y");
  trace.step(CreateDocument::return_to_same_view);
  return trace.take();
}

Decision<WorkflowEvent> on(const State& state, const WorkflowInstance::Cancel& cancel) {
  if (state.phase != Phase::waiting) return tl::unexpected(not_waiting(state));
  const WorkflowId& id = state.started.workflow;
  return Events{NamedParameterCancelled{id, state.asked->action, cancel.timed_out},
                WorkflowAdvanced{id, steps_without_choice()},
                WorkflowCompleted{id, WorkflowOutcome::cancelled, {}, {}}};
}

Decision<WorkflowEvent> on(const State& state, const WorkflowInstance::Continue& command) {
  const WorkflowContinued& done = command.done;
  if (state.phase != Phase::chosen || done.workflow != state.started.workflow) return Events{};
  Events events{WorkflowAdvanced{done.workflow, done.steps}};
  events.insert(events.end(), done.handled.begin(), done.handled.end());
  if (done.problems.empty()) {
    events.emplace_back(
        WorkflowCompleted{done.workflow, done.outcome, done.document, done.next_view});
  } else {
    events.emplace_back(WorkflowFailed{
        done.workflow, done.steps.empty() ? StepTaken{} : done.steps.back(), done.problems});
  }
  return events;
}

void apply(State& state, const WorkflowStarted& e) {
  state.started = e;
  state.phase = Phase::running;
}
void apply(State&, const WorkflowAdvanced&) {}
void apply(State& state, const NamedParameterRequested& e) {
  state.asked = e;
  state.phase = Phase::waiting;
}
void apply(State& state, const NamedParameterChosen&) { state.phase = Phase::chosen; }
void apply(State& state, const NamedParameterCancelled&) { state.phase = Phase::finished; }
void apply(State& state, const WorkflowCompleted&) { state.phase = Phase::finished; }
void apply(State&, const MembershipHandlingCompleted&) {}
void apply(State& state, const WorkflowFailed&) { state.phase = Phase::finished; }

}  // namespace

Decision<WorkflowEvent> WorkflowInstance::decide(const State& state, const Command& command,
                                                 const Context&) {
  return std::visit([&](const auto& c) { return on(state, c); }, command);
}

void WorkflowInstance::evolve(State& state, const Event& event) {
  std::visit([&](const auto& e) { apply(state, e); }, event);
}
static_assert(Decider<WorkflowInstance>);

}  // namespace proffer::domain
