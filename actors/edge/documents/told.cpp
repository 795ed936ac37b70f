#include "actors/edge/documents/told.hpp"

#include "actors/edge/keyed.hpp"

#include <utility>
#include <variant>

namespace proffer::edge {
namespace {

int status_of_document(const Problems& problems) {
  const std::string& code = problems.front().code;
  if (code == "DOC_NOT_FOUND" || code == "ACTIVITY_NOT_FOUND") return 404;
  if (code == "DOC_NOT_EDITABLE" || code == "ORDER_ALREADY_SUBMITTED" ||
      code == "ORDER_NOT_SUBMITTED" || code == "ACTIVITY_DONE") {
    return 409;
  }
  return status_of_refusal(problems);
}

bool is_carried_out(const runtime::Reply& reply) {
  return reply.carried_out() && !reply.events.empty();
}

}  // namespace

const Problems* refusal_in(const runtime::Reply& reply) {
  if (!reply.problems.empty()) return &reply.problems;
  if (!is_carried_out(reply)) return nullptr;
  const auto* refused = std::get_if<CommandRefused>(&reply.events.back());
  return refused == nullptr ? nullptr : &refused->problems;
}

void refuse(const Exchange& exchange, const Problems& problems) {
  exchange.problem(status_of_document(problems), problems);
}

void tell_account(Shared& shared, const ExchangePtr& exchange, const AccountId& account,
                  domain::Account::Command command,
                  std::function<void(const runtime::Reply&)> done) {
  submit_once(shared, exchange, {{Category::account, account.value}, std::move(command), {}},
              caller_of(*exchange), exchange->request.path + exchange->request.body,
              [exchange, done = std::move(done)](const runtime::Reply& reply) {
                if (const auto* problems = refusal_in(reply)) return refuse(*exchange, *problems);
                if (!is_carried_out(reply)) return answer_without_outcome(*exchange, reply);
                done(reply);
              });
}

}  // namespace proffer::edge
