// What the offers' actions come to, once it is known what the customer chose.
#pragma once

#include "actors/domain/account/apply/named_parameter.hpp"
#include "actors/domain/account/apply/request.hpp"
#include "actors/domain/workflow/trace.hpp"

#include <tl/expected.hpp>

#include <optional>

namespace proffer::domain {

// The customer has to choose first.
struct AwaitedChoice {
  const ChosenOffer* offer = nullptr;
  ParameterOptions asks;
};

struct PreparedRequest {
  std::optional<AwaitedChoice> awaited;  // then there are no actions
  PreparedActions actions;
};

// Puts the choices into the offers and prepares their actions, which refer to the offers.
tl::expected<PreparedRequest, ChoiceRefusal> prepare_actions(const Request& request,
                                                             Referred& referred,
                                                             const Context& context, Trace& trace);

}  // namespace proffer::domain
