// POST /v1/orders/{id}/…, /v1/quotes/{id}/…: what becomes of a saved document.
#include "actors/edge/documents/document_routes.hpp"
#include "actors/edge/documents/told.hpp"
#include "events/transport/catalogue_json.hpp"
#include "events/transport/json_reader.hpp"

#include <optional>
#include <utility>

namespace proffer::edge {
namespace {

using domain::Account;

// The account that the document in the path belongs to, by its id; none: it is no id of that kind,
// which has been answered.
std::optional<AccountId> owner_of(const Exchange& exchange, DocumentKind kind) {
  if (kind_of(DocumentId{exchange.id}) == kind) {
    const Category category = kind == DocumentKind::order ? Category::order : Category::quote;
    return AccountId{std::string(partition_key({category, exchange.id}))};
  }
  const bool order = kind == DocumentKind::order;
  exchange.problem(404, order ? "ORDER_NOT_FOUND" : "QUOTE_NOT_FOUND",
                   "There is no " + std::string(order ? "order" : "quote") + " '" + exchange.id +
                       "'; check the id.");
  return std::nullopt;
}

void tell(Shared& shared, const ExchangePtr& exchange, const AccountId& account,
          Account::Command command, std::string result) {
  tell_account(
      shared, exchange, account, std::move(command),
      [exchange, account, result = std::move(result)](const runtime::Reply& reply) {
        exchange->answer(
            200, {{"documentId", exchange->id}, {"accountId", account.value}, {"result", result}},
            {{"Proffer-Position", position_text(reply.shard, reply.end)}});
      });
}

template <class Command>
void post(Shared& shared, const ExchangePtr& exchange, DocumentKind kind, std::string result) {
  const auto account = owner_of(*exchange, kind);
  if (!account) return;
  tell(shared, exchange, *account, Command{*account, DocumentId{exchange->id}}, std::move(result));
}

// With a reason, if the body gives one.
void post_cancel(Shared& shared, const ExchangePtr& exchange, DocumentKind kind) {
  const auto account = owner_of(*exchange, kind);
  if (!account) return;
  Account::CancelDocument command{*account, DocumentId{exchange->id}, {}};
  const std::string& body = exchange->request.body;
  const auto problems = transport::read_document(
      body.empty() ? "{}" : body, {},
      [&](transport::ObjectReader& reader) { reader.read("reason", command.reason); });
  if (!problems.empty()) {
    const int status = problems.front().code.starts_with("JSON_") ? 400 : 422;
    return exchange->problem(status, problems);
  }
  tell(shared, exchange, *account, std::move(command), "cancelled");
}

}  // namespace

void post_order_submit(Shared& shared, const ExchangePtr& exchange) {
  post<Account::SubmitOrder>(shared, exchange, DocumentKind::order, "submitted");
}
void post_order_complete(Shared& shared, const ExchangePtr& exchange) {
  post<Account::CompleteOrder>(shared, exchange, DocumentKind::order, "completed");
}
void post_order_cancel(Shared& shared, const ExchangePtr& exchange) {
  post_cancel(shared, exchange, DocumentKind::order);
}
void post_quote_accept(Shared& shared, const ExchangePtr& exchange) {
  post<Account::AcceptQuote>(shared, exchange, DocumentKind::quote, "accepted");
}
void post_quote_cancel(Shared& shared, const ExchangePtr& exchange) {
  post_cancel(shared, exchange, DocumentKind::quote);
}

}  // namespace proffer::edge
