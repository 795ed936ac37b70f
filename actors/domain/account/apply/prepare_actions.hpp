// What the offers' actions come to, once it is known what the customer chose.
#pragma once

#include "actors/domain/account/apply/request.hpp"
#include "actors/domain/workflow/trace.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <vector>

namespace proffer::domain {

// The customer has to choose first.
struct AwaitedChoice {
  const ChosenOffer* offer = nullptr;
  const OfferAction* action = nullptr;
  std::vector<DomainValue> options;
};

struct PreparedRequest {
  std::optional<AwaitedChoice> awaited;  // then there are no actions
  PreparedActions actions;
};

// Puts the choices into the offers and prepares their actions, which refer to the offers.
tl::expected<PreparedRequest, Problem> prepare_actions(const Request& request, Referred& referred,
                                                       const Context& context, Trace& trace);

}  // namespace proffer::domain
