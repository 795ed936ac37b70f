// How a request ends: its last event, and the workflow instance that tells how it came to that.
#pragma once

#include "actors/domain/account/apply/create_document.hpp"
#include "actors/domain/account/apply/prepare_actions.hpp"
#include "actors/domain/account/apply/request.hpp"
#include "actors/domain/workflow/trace.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace proffer::domain {

class Answer {
 public:
  // All of these outlive it.
  Answer(const Account::State& state, const Request& request, const Context& context)
      : state_(state), request_(request), context_(context) {}

  Trace trace;  // the steps so far; an instance is told only when there are any

  // `asks`: the choice for want of which it failed.
  std::vector<AccountEvent> failed(const Referred& referred, Problems problems,
                                   std::optional<ParameterOptions> asks = {});
  std::vector<AccountEvent> waiting(const Referred& referred, AwaitedChoice awaited);
  // `events`: what the request makes happen.
  std::vector<AccountEvent> applied(const Referred& referred, Carried carried,
                                    std::vector<AccountEvent> events);

 private:
  std::vector<NamedValue> shown_names(const DocumentId& document,
                                      const std::vector<AccountEvent>& events) const;
  WorkflowId workflow() const;  // of the instance; empty: none is told
  void start(std::vector<AccountEvent>& events);
  void complete(const Carried& carried, std::vector<AccountEvent>& events);
  void fail(const Problems& problems, std::vector<AccountEvent>& events);
  std::vector<StepTaken> steps_since_the_wait();
  void log(const Referred& referred, std::size_t offer, const Carried& carried,
           std::vector<AccountEvent>& events) const;
  ResponseReceived response_to(std::size_t offer) const;
  void set_shown(ParameterOptions& asks, const Referred& referred) const;

  const Account::State& state_;
  const Request& request_;
  const Context& context_;
};

}  // namespace proffer::domain
