// The steps of the workflows as they are taken, to be recorded with what came of them.
#pragma once

#include "actors/domain/workflow/definition.hpp"

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proffer::domain {

// Notes the steps as they are taken.
class Trace {
 public:
  Trace() { steps_.reserve(usual_steps); }

  template <class Steps>
  requires(definition_of<Steps> != 0) void step(Steps step) {
    steps_.push_back({definition_of<Steps>, static_cast<std::uint8_t>(step), {}});
  }
  // `outcome` is one of those in the step's table.
  template <class Steps>
  requires(definition_of<Steps> != 0) void decide(Steps step, std::string_view outcome) {
    steps_.push_back({definition_of<Steps>, static_cast<std::uint8_t>(step), std::string(outcome)});
  }
  // Y or N; the answer, so that it can be asked in a condition.
  template <class Steps>
  bool ask(Steps step, bool answer) {
    decide(step, answer ? "Y" : "N");
    return answer;
  }

  void append(std::vector<StepTaken> steps) {
    steps_.insert(steps_.end(), std::make_move_iterator(steps.begin()),
                  std::make_move_iterator(steps.end()));
  }

  const std::vector<StepTaken>& steps() const { return steps_; }
  std::vector<StepTaken> take() { return std::exchange(steps_, {}); }

 private:
  static constexpr std::size_t usual_steps = 80;  // of one offer with one action, with some room

  std::vector<StepTaken> steps_;
};

// Without the choice that was asked for there is nothing to carry out.
inline void trace_no_choice(Trace& trace) {
  trace.decide(PrepareActions::check_named_set, "N");
  trace.step(PrepareActions::merge_actions);
  trace.step(PrepareActions::count_actions);
  trace.decide(PrepareActions::is_action_after, "N");
  trace.step(PrepareActions::return_to_same_view);
}

}  // namespace proffer::domain
