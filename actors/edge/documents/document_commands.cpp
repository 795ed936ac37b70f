// POST /v1/orders/{id}/…, /v1/quotes/{id}/…: what becomes of a saved document. The operations of
// the web services by another name.
#include "actors/edge/documents/document_routes.hpp"
#include "actors/edge/services/service_routes.hpp"
#include "events/check.hpp"
#include "events/transport/catalogue_json.hpp"
#include "events/transport/json_reader.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace proffer::edge {
namespace {

using transport::AccountCall;

// The account that the document in the path belongs to, by its id; none: it is no id of that kind,
// which has been answered.
std::optional<AccountId> owner_of(const Exchange& exchange, DocumentKind kind) {
  if (kind_of(DocumentId{exchange.id}) == kind) return transport::account_of(exchange.id);
  const bool order = kind == DocumentKind::order;
  exchange.problem(404, order ? "ORDER_NOT_FOUND" : "QUOTE_NOT_FOUND",
                   "There is no " + std::string(order ? "order" : "quote") + " '" + exchange.id +
                       "'; check the id.");
  return std::nullopt;
}

// The document is in the path; what else the operation takes is in the body, if there is one.
void post(Shared& shared, const ExchangePtr& exchange, DocumentKind kind,
          std::string_view operation) {
  const auto account = owner_of(*exchange, kind);
  if (!account) return;
  AccountCall call;
  call.operation = transport::service_operation(operation);
  CHECK(call.operation != nullptr);
  call.account = *account;
  call.document.value = exchange->id;
  const std::string& body = exchange->request.body;
  const auto problems = transport::read_document(
      body.empty() ? "{}" : body, {}, [&](transport::ObjectReader& reader) {
        reader.read("dryRun", call.dry_run);
        const bool cancels =
            call.operation->changes == transport::ServiceOperation::Changes::cancelled;
        if (cancels) reader.read("reason", call.reason);
      });
  if (!problems.empty()) return exchange->problem(status_of_mistake(problems), problems);
  change_account(shared, exchange, call, Refusals::problems);
}

}  // namespace

void post_order_submit(Shared& shared, const ExchangePtr& exchange) {
  post(shared, exchange, DocumentKind::order, "SubmitOrder");
}
void post_order_complete(Shared& shared, const ExchangePtr& exchange) {
  post(shared, exchange, DocumentKind::order, "CompleteOrder");
}
void post_order_cancel(Shared& shared, const ExchangePtr& exchange) {
  post(shared, exchange, DocumentKind::order, "CancelDocument");
}
void post_quote_accept(Shared& shared, const ExchangePtr& exchange) {
  post(shared, exchange, DocumentKind::quote, "AcceptQuote");
}
void post_quote_expire(Shared& shared, const ExchangePtr& exchange) {
  post(shared, exchange, DocumentKind::quote, "ExpireQuote");
}
void post_quote_cancel(Shared& shared, const ExchangePtr& exchange) {
  post(shared, exchange, DocumentKind::quote, "CancelDocument");
}

}  // namespace proffer::edge
