// POST /v1/services/{operation}: offers applied by name of the operation, saved or in memory, and
// the other operations by theirs.
#include "actors/edge/keyed.hpp"
#include "actors/edge/language.hpp"
#include "actors/edge/queries/account_state.hpp"
#include "actors/edge/services/questions.hpp"
#include "actors/edge/services/service_routes.hpp"
#include "actors/runtime/document_view.hpp"
#include "events/transport/outcome_json.hpp"

#include <utility>
#include <variant>

namespace proffer::edge {
namespace {

using domain::Account;
using transport::OffersCall;

constexpr std::size_t actor_bytes_max = 128;

// The operation's answer, errors included: they are no fault of the transport.
void tell(const Shared& shared, const Exchange& exchange, const runtime::Reply& reply,
          const OffersToApply& call) {
  using Kind = runtime::Reply::Kind;
  if (reply.kind == Kind::refused) {
    return exchange.answer(200, transport::outcome_json(call, reply.problems));
  }
  if (!reply.carried_out() || reply.events.empty()) {
    return answer_without_outcome(exchange, reply);
  }
  const auto telling =
      reply.kind == Kind::repeated ? transport::Telling::repeated : transport::Telling::first;
  const auto say = [&](const boost::json::object& body) {
    exchange.answer(200, body, {{"Proffer-Position", position_text(reply.shard, reply.end)}});
  };
  const Event& last = reply.events.back();
  if (const auto* refused = std::get_if<CommandRefused>(&last)) {
    return say(transport::outcome_json(call, refused->problems, telling));
  }
  if (const auto* failed = std::get_if<OfferApplicationFailed>(&last)) {
    return say(transport::outcome_json(*failed, telling));
  }
  const auto* applied = std::get_if<OffersApplied>(&last);
  if (applied == nullptr) return answer_without_outcome(exchange, reply);
  if (!transport::shows_document(*applied)) {
    return say(transport::outcome_json(*applied, nullptr, telling));
  }
  auto then = runtime::document_at(shared.parts.log, applied->document, reply.end);
  if (!then) return answer_store_failure(exchange, then.error());
  const auto document = runtime::view_of(*then, applied->account);
  say(transport::outcome_json(*applied, &document, telling));
}

// `command`: the call itself, or what is recorded of it.
void submit(Shared& shared, const ExchangePtr& exchange, Account::Command command,
            Account::ApplyOffers call) {
  runtime::Request request{{Category::account, call.account.value}, std::move(command), {}};
  std::string actor = call.channel.substr(0, actor_bytes_max);
  submit_once(shared, exchange, std::move(request), std::move(actor), exchange->request.body,
              [&shared, exchange, call = std::move(call)](const runtime::Reply& reply) {
                tell(shared, *exchange, reply, call);
              });
}

struct Carry {
  Shared& shared;
  const ExchangePtr& exchange;

  void operator()(const OffersCall& call) const {
    Account::ApplyOffers asked{transport::to_apply(call, shared.parts.now()),
                               asked_language(exchange->request, call.language)};
    if (asked.save) {
      Account::Command command = asked;
      return submit(shared, exchange, std::move(command), std::move(asked));
    }
    show_offers(
        shared, exchange, std::move(asked),
        [&shared = shared, exchange = exchange](const auto& tried, OfferApplicationFailed failure) {
          submit(shared, exchange, Account::RecordFailure{std::move(failure)}, tried);
        });
  }
  void operator()(const transport::QueryCall& call) const {
    if (exchange->request.parameter("asOf")) return refuse_as_of(*exchange);
    answer_query(shared, exchange, call);
  }
  void operator()(const transport::AccountCall& call) const {
    change_account(shared, exchange, call, Refusals::told);
  }
  void operator()(const transport::WorkflowCall& call) const {
    call_workflow(shared, exchange, call);
  }
};

}  // namespace

void post_service(Shared& shared, const ExchangePtr& exchange) {
  const auto* operation = transport::service_operation(exchange->id);
  if (operation == nullptr) {
    const auto names = transport::service_operation_names();
    return exchange->problem(404, "OPERATION_UNKNOWN",
                             "There is no operation '" + exchange->id + "'." +
                                 transport::did_you_mean(transport::closest(exchange->id, names)));
  }
  transport::OffersCallOptions options;
  options.bytes_max = shared.options.catalogue_bytes_max;
  const auto call = transport::read_service_call(exchange->request.body, *operation, options);
  if (!call) {
    return exchange->problem(status_of_mistake(call.error()), call.error());
  }
  std::visit(Carry{shared, exchange}, *call);
}

}  // namespace proffer::edge
