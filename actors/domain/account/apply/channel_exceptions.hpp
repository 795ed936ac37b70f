// What follows when an offer cannot be carried out: each channel has its own way to go on.
#pragma once

#include "actors/domain/account/apply/request.hpp"

#include <vector>

namespace proffer::domain {

// Appends what the channel's handlers make of the problems: an activity for a customer service
// representative, a work item for their queue, which is an activity as well. The handlers.
std::vector<ExceptionHandler> handle_exception(const Account::State& state, const Request& request,
                                               const Problems& problems, const DocumentId& document,
                                               const Context& context,
                                               std::vector<AccountEvent>& events);

}  // namespace proffer::domain
