// GET /v1/orders, /v1/quotes, /v1/accounts: from the projections, or as of an earlier moment from
// the log itself.
#include "actors/edge/folded_rows.hpp"
#include "actors/edge/language.hpp"
#include "actors/edge/listing.hpp"
#include "actors/edge/queries/account_state.hpp"
#include "events/transport/outcome_json.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace proffer::edge {
namespace {

namespace json = boost::json;

json::object shape(const projections::DocumentRow& row) {
  return transport::json_of(transport::DocumentView{
      row.id, row.kind, row.account, row.price_list, row.currency, row.created, row.changed,
      row.revision, row.one_time, row.recurring, row.lines, projections::name_of(row.status)});
}

json::object outcome_of(const projections::LoggedResponse& logged) {
  const auto& response = logged.response;
  if (logged.outcome == ResponseOutcome::rejected) {
    return transport::outcome_json(OfferApplicationFailed{
        .response = response, .problems = logged.problems, .offers = logged.offers});
  }
  if (logged.together) {
    return transport::outcome_json(OffersApplied{.account = response.account,
                                                 .offers = logged.offers,
                                                 .asset = response.asset,
                                                 .service_id = response.service_id,
                                                 .channel = response.channel,
                                                 .given = response.given,
                                                 .outcome = logged.outcome,
                                                 .document = logged.document},
                                   nullptr);
  }
  return transport::outcome_json(
      OfferResponseLogged{response, 0, logged.outcome, logged.document, {}});
}

json::object shape(const projections::LoggedResponse& logged) {
  auto body = outcome_of(logged);
  // What was said at the time and no row keeps.
  for (const auto* part : {"release", "skipped", "structure", "docId", "orderId", "quoteId",
                           "deferredWorkflows", "warnings"}) {
    body.erase(part);
  }
  if (!logged.together && logged.outcome != ResponseOutcome::rejected) {
    body["suppressAtLogTime"] = logged.suppressed_then;
  }
  const auto put_if = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) body[name] = value;
  };
  put_if("subjectAssetId", logged.response.asset.value);
  put_if("recommendationId", logged.response.recommendation.value);
  put_if("messageId", logged.response.message);
  body["at"] = transport::json_of(logged.at);
  body["position"] = logged.position;
  return body;
}

json::object shape(const projections::AccountRow& row) {
  auto body = transport::account_json(row.id, row.profile, row.assets);
  if (!row.active_document.value.empty()) body["activeDocumentId"] = row.active_document.value;
  json::array responses;
  for (const auto& logged : row.responses) responses.push_back(shape(logged));
  body["responses"] = std::move(responses);
  json::array waiting;
  for (const auto& each : row.waiting) {
    auto& asked = waiting.emplace_back(transport::outcome_json(each.waiting)).as_object();
    asked["at"] = transport::json_of(each.at);
    asked["position"] = each.position;
  }
  if (!waiting.empty()) body["waiting"] = std::move(waiting);
  return body;
}

// What differs between the resources.
struct Resource {
  std::string_view path;
  std::string_view projection;
  std::string_view not_found;  // code
  Category category;
};
constexpr Resource orders = {"/v1/orders", "documents", "ORDER_NOT_FOUND", Category::order};
constexpr Resource quotes = {"/v1/quotes", "documents", "QUOTE_NOT_FOUND", Category::quote};
constexpr Resource accounts = {"/v1/accounts", "accounts", "ACCOUNT_NOT_FOUND", Category::account};

void answer_not_found(const Exchange& exchange, const Resource& resource) {
  exchange.problem(404, std::string(resource.not_found),
                   "There is no " + std::string(name_of(resource.category)) + " '" + exchange.id +
                       "'; check the id, or ask for at least the position its writer was told.");
}

// `shown_as` tells one way to show the same row from another.
template <class Row>
void answer_row(const Exchange& exchange, const Resource& resource,
                const store::Result<std::optional<Row>>& row, std::vector<HttpHeader> headers,
                const std::string& shown_as = {}) {
  if (!row) return answer_store_failure(exchange, row.error());
  if (!*row) return answer_not_found(exchange, resource);
  const std::string tag = '"' + std::to_string((*row)->version) + shown_as + '"';
  headers.push_back({"ETag", tag});
  if (names_tag(exchange.request.header("If-None-Match"), tag)) {
    return exchange.answer({.status = 304, .headers = std::move(headers)});
  }
  exchange.answer(200, shape(**row), std::move(headers));
}

// Folds the resource's own stream, and those of what it waits for, up to the moment, with the same
// projection that keeps today's rows.
template <class P, class Answer>
void answer_as_of(const Shared& shared, const Exchange& exchange, const Resource& resource,
                  const Answer& answer) {
  const StreamId stream{resource.category, exchange.id};
  const auto shard = shard_of(stream, shared.parts.log.data_shards());
  const auto moment = asked_moment(exchange, shard);
  if (!moment) return exchange.problem(400, Problems{moment.error()});
  P projection;
  const auto folded = rows_as_of(shared.parts.log, projection, stream, moment->value());
  if (!folded) return exchange.problem(500, Problems{folded.error()});
  answer(folded->rows, {{"Proffer-As-Of", position_text(shard, folded->end)}});
}

// Documents are told in their accounts' languages.
void at_documents(const Shared& shared, const ExchangePtr& exchange, std::function<void()> then) {
  at_position(shared, exchange, orders.projection, [&shared, exchange, then = std::move(then)] {
    at_position(shared, exchange, accounts.projection, then);
  });
}

void get_document(Shared& shared, const ExchangePtr& exchange, const Resource& resource) {
  const auto kind =
      resource.category == Category::order ? DocumentKind::order : DocumentKind::quote;
  const auto tell = [&shared, exchange, &resource, kind](
                        const projections::DocumentQueries& documents,
                        std::vector<HttpHeader> headers) {
    auto row = documents.get(kind, DocumentId{exchange->id});
    std::string shown_as;
    if (row && *row) {
      const auto catalogue = shared.parts.gate.catalogue();
      const std::string language =
          language_for(shared, asked_language(exchange->request), (*row)->account);
      translate((*row)->lines, *catalogue, language);
      if (!language.empty()) {
        shown_as = "-" + percent_encoded(language) + "-" + std::to_string(catalogue->position());
      }
    }
    answer_row(*exchange, resource, row, std::move(headers), shown_as);
  };
  if (exchange->request.parameter("asOf")) {
    return answer_as_of<projections::Documents>(
        shared, *exchange, resource,
        [&](const store::Tables& tables, std::vector<HttpHeader> headers) {
          tell(projections::DocumentQueries(tables), std::move(headers));
        });
  }
  at_documents(shared, exchange, [&shared, tell] { tell(shared.parts.documents, {}); });
}

template <class Row>
void answer_page(const Exchange& exchange, const Resource& resource, const Page& page,
                 store::Result<std::vector<Row>> rows) {
  if (!rows) return answer_store_failure(exchange, rows.error());
  answer_rows(
      exchange, resource.path, page, *std::move(rows), [](const Row& row) { return shape(row); },
      [](const Row& row) { return row.id.value; });
}

// Each in the language of its reader. An account's documents stand together.
void translate_rows(const Shared& shared, const HttpRequest& request,
                    std::vector<projections::DocumentRow>& rows) {
  const auto catalogue = shared.parts.gate.catalogue();
  const std::string asked = asked_language(request);
  AccountId account;
  std::string language;
  for (projections::DocumentRow& row : rows) {
    if (row.account != account) language = language_for(shared, asked, row.account);
    account = row.account;
    translate(row.lines, *catalogue, language);
  }
}

void get_documents(Shared& shared, const ExchangePtr& exchange, const Resource& resource) {
  const auto page = page_of(shared, *exchange);
  if (!page) return exchange->problem(400, Problems{page.error()});
  at_documents(shared, exchange, [&shared, exchange, &resource, page = *page] {
    const auto kind =
        resource.category == Category::order ? DocumentKind::order : DocumentKind::quote;
    const AccountId account{exchange->request.parameter("accountId").value_or("")};
    auto rows = shared.parts.documents.list(kind, account, page.after, page.limit + 1);
    if (rows) translate_rows(shared, exchange->request, *rows);
    answer_page(*exchange, resource, page, std::move(rows));
  });
}

}  // namespace

void get_orders(Shared& shared, const ExchangePtr& exchange) {
  get_documents(shared, exchange, orders);
}
void get_quotes(Shared& shared, const ExchangePtr& exchange) {
  get_documents(shared, exchange, quotes);
}
void get_order(Shared& shared, const ExchangePtr& exchange) {
  get_document(shared, exchange, orders);
}
void get_quote(Shared& shared, const ExchangePtr& exchange) {
  get_document(shared, exchange, quotes);
}

void get_account(Shared& shared, const ExchangePtr& exchange) {
  if (exchange->request.parameter("asOf")) {
    return answer_as_of<projections::Accounts>(
        shared, *exchange, accounts,
        [&](const store::Tables& tables, std::vector<HttpHeader> headers) {
          const projections::AccountQueries then(tables);
          answer_row(*exchange, accounts, then.get(AccountId{exchange->id}), std::move(headers));
        });
  }
  at_position(shared, exchange, accounts.projection, [&shared, exchange] {
    answer_row(*exchange, accounts, shared.parts.accounts.get(AccountId{exchange->id}), {});
  });
}

void get_accounts(Shared& shared, const ExchangePtr& exchange) {
  const auto page = page_of(shared, *exchange);
  if (!page) return exchange->problem(400, Problems{page.error()});
  at_position(shared, exchange, accounts.projection, [&shared, exchange, page = *page] {
    answer_page(*exchange, accounts, page, shared.parts.accounts.list(page.after, page.limit + 1));
  });
}

}  // namespace proffer::edge
