// The workflows' tables, and the instance that waits for a choice.
#include "actors/domain/workflow/definition.hpp"
#include "actors/domain/workflow/instance.hpp"
#include "actors/domain/workflow/trace.hpp"
#include "tests/domain/given.hpp"

#include <gtest/gtest.h>

#include <set>

namespace proffer::domain {
namespace {

TEST(WorkflowDefinitions, EveryStepIsReachedAndLeadsSomewhere) {
  for (const WorkflowDefinition& definition : workflow_definitions()) {
    SCOPED_TRACE(definition.name);
    std::set<std::uint8_t> numbers;
    for (const WorkflowStep& step : definition.steps) {
      EXPECT_TRUE(numbers.insert(step.number).second) << step.label;
      EXPECT_FALSE(step.label.empty());
      EXPECT_GT(step.nexts, 0U) << step.label;
    }
    std::set<std::uint8_t> reached{definition.steps.front().number};
    for (std::size_t round = 0; round < definition.steps.size(); ++round) {
      for (const WorkflowStep& step : definition.steps) {
        if (!reached.contains(step.number)) continue;
        for (std::size_t i = 0; i < step.nexts; ++i) {
          const std::uint8_t next = step.next[i].step;
          if (next == 0) continue;
          EXPECT_NE(definition.step(next), nullptr) << step.label;
          reached.insert(next);
        }
        if (step.calls != 0 && step.calls < WorkflowStep::of_promotion) {
          EXPECT_NE(workflow_definition(step.calls), nullptr) << step.label;
        }
      }
    }
    EXPECT_EQ(reached, numbers);
  }
}

TEST(WorkflowDefinitions, ATraceIsAPathThroughThemAndThroughWhatTheyCall) {
  Trace trace;
  trace.decide(CreateDocument::web_channel_call, "Y");
  trace.step(CreateDocument::prepare_actions);
  trace.decide(PrepareActions::has_searchspec, "N");
  trace.step(PrepareActions::get_actions);
  trace.step(PrepareActions::get_field);
  EXPECT_FALSE(trace.ask(PrepareActions::is_actions, false));
  const WorkflowDefinition& definition = *workflow_definition(definition_of<CreateDocument>);
  EXPECT_EQ(walk(definition, trace.steps()), Walked::part_of_the_way);
  trace.step(PrepareActions::return_to_same_view);
  trace.decide(CreateDocument::return_to_same_view_flag, "Y");
  trace.step(CreateDocument::return_to_same_view);
  EXPECT_EQ(walk(definition, trace.steps()), Walked::to_the_end);
  trace.step(CreateDocument::return_to_same_view);
  EXPECT_EQ(walk(definition, trace.steps()), Walked::no_path);
}

TEST(WorkflowDefinitions, AStepLeftOutOrAnUnknownOutcomeIsNoPath) {
  const WorkflowDefinition& definition = *workflow_definition(definition_of<SubmitOrder>);
  Trace left_out;
  left_out.step(SubmitOrder::get_order_id);
  left_out.step(SubmitOrder::submit);
  EXPECT_EQ(walk(definition, left_out.steps()), Walked::no_path);
  Trace unknown;
  unknown.step(SubmitOrder::get_order_id);
  unknown.decide(SubmitOrder::is_order, "perhaps");
  EXPECT_EQ(walk(definition, unknown.steps()), Walked::no_path);
}

TEST(WorkflowDefinitions, AStepIsToldByItsLabelAndOutcome) {
  EXPECT_EQ(text_of({definition_of<CreateDocument>, 31, "Y"}),
            "RAF Create Document: Is Order Created? -> Y");
}

const WorkflowId sms{"A-1-W1"};
const WorkflowStarted started{sms, definition_of<CreateDocument>, {"A-1"}, {}};
const NamedParameterRequested asked{
    sms,
    {"sms-package"},
    {"sms-package/1"},
    NamedParameter::component_product,
    "How many messages?",
    {{"p1", 1, "sms-50", {}, "50 SMS"}, {"p2", 2, "sms-200", {}, "200 SMS"}}};

TEST(WorkflowInstance, AChoiceAmongTheOptionsIsTaken) {
  given<WorkflowInstance>(started, asked)
      .when(WorkflowInstance::ResumeWithChoice{"p2", {}})
      .then_each_time({NamedParameterChosen{sms, asked.action, "p2", "sms-200", started}});
  given<WorkflowInstance>(started, asked)
      .when(WorkflowInstance::ResumeWithChoice{{}, "sms-50"})
      .then_each_time({NamedParameterChosen{sms, asked.action, "p1", "sms-50", started}});
}

TEST(WorkflowInstance, S3_7_AnOptionIsFoundByItsActionAndItsParameter) {
  NamedParameterRequested named = asked;
  named.shown.action_name = "Messages";
  for (const char* action : {"sms-package/1", " messages"}) {
    given<WorkflowInstance>(started, named)
        .when(WorkflowInstance::ResumeWithChoice{"p2", {}, action})
        .then_each_time({NamedParameterChosen{sms, asked.action, "p2", "sms-200", started}});
  }
  given<WorkflowInstance>(started, named)
      .when(WorkflowInstance::ResumeWithChoice{"p2", {}, "sms-package/2"})
      .then_rejected("NAMED_PARAM_WRONG_ACTION");
  given<WorkflowInstance>(started, named)
      .when(WorkflowInstance::ResumeWithChoice{"p2", "sms-50"})
      .then_rejected("NAMED_PARAM_NOT_IN_DOMAIN");
}

TEST(WorkflowInstance, AnythingElseIsRefused) {
  given<WorkflowInstance>(started, asked)
      .when(WorkflowInstance::ResumeWithChoice{"p9", {}})
      .then_rejected("NAMED_PARAM_NOT_IN_DOMAIN");
  given<WorkflowInstance>()
      .when(WorkflowInstance::ResumeWithChoice{"p1", {}})
      .then_rejected("WORKFLOW_NOT_FOUND");
  given<WorkflowInstance>(started, asked,
                          NamedParameterChosen{sms, asked.action, "p1", "sms-50", started})
      .when(WorkflowInstance::ResumeWithChoice{"p2", {}})
      .then_rejected("WORKFLOW_NOT_WAITING");
}

TEST(WorkflowInstance, S4_9_CancelEndsItOnceAndLeadsBackToTheSameView) {
  const NamedParameterCancelled cancelled{sms, asked.action, false};
  const WorkflowCompleted completed{sms, WorkflowOutcome::cancelled, {}, {}};
  const WorkflowAdvanced back{sms,
                              {{16, 7, {}},
                               {16, 8, {}},
                               {16, 9, {}},
                               {16, 10, {}},
                               {9, 10, "N"},
                               {9, 11, {}},
                               {9, 12, {}},
                               {9, 30, "N"},
                               {9, 26, {}},
                               {1, 5, "Y"},
                               {1, 38, {}}}};
  given<WorkflowInstance>(started, asked)
      .when(WorkflowInstance::Cancel{})
      .then_each_time({cancelled, back, completed});
  given<WorkflowInstance>(started, asked, cancelled, back, completed)
      .when(WorkflowInstance::Cancel{})
      .then_rejected("WORKFLOW_NOT_WAITING");
}

TEST(WorkflowInstance, WhatTheAccountDidWithTheChoiceEndsIt) {
  const NamedParameterChosen chosen{sms, asked.action, "p2", "sms-200", started};
  WorkflowContinued done{sms, {{16, 7, {}}}, WorkflowOutcome::document, {"A-1-O1"}, "view", {}};
  given<WorkflowInstance>(started, asked, chosen)
      .when(WorkflowInstance::Continue{done})
      .then_each_time({WorkflowAdvanced{sms, done.steps},
                       WorkflowCompleted{sms, WorkflowOutcome::document, {"A-1-O1"}, "view"}});
  done.problems = {{"OFFER_UNAVAILABLE", "It has ended.", {}, {}, {}, {}}};
  given<WorkflowInstance>(started, asked, chosen)
      .when(WorkflowInstance::Continue{done})
      .then_each_time({WorkflowAdvanced{sms, done.steps},
                       WorkflowFailed{sms, done.steps.back(), done.problems}});
  given<WorkflowInstance>(started, asked).when(WorkflowInstance::Continue{done}).then({});
}

}  // namespace
}  // namespace proffer::domain
