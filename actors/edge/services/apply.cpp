// POST /v1/services/{operation}: offers applied by name of the operation, saved or in memory.
#include "actors/edge/keyed.hpp"
#include "actors/edge/listing.hpp"
#include "actors/edge/queries/account_state.hpp"
#include "actors/edge/queries/query_routes.hpp"
#include "actors/edge/services/service_routes.hpp"
#include "actors/runtime/request_hash.hpp"
#include "events/transport/json_reader.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/offers_call.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using domain::Account;
using transport::OffersCall;

constexpr std::size_t actor_bytes_max = 128;

struct Query {
  std::string_view operation;
  std::string_view id;  // the member that stands for the path's parameter; empty: none
  std::string_view fixed;
  RouteHandler handler;
};
constexpr std::array<Query, 3> queries = {{
    {"GetProductOffer", "", "", get_offers},
    {"GetProductOfferStructure", "productOfferId", "", get_offer_structure},
    {"GetRecommendedOffers", "accountId", "skipPromotion=Y", get_recommendations},
}};

// A query's body holds what its URL would: texts by name.
void answer_query(Shared& shared, const ExchangePtr& exchange, const Query& query) {
  boost::system::error_code error;
  const json::value parsed = json::parse(exchange->request.body, error);
  const auto* members = parsed.if_object();
  if (error || members == nullptr) {
    return exchange->problem(400, "JSON_MALFORMED", "The body is not a JSON object; send one.");
  }
  auto asked = std::make_shared<Exchange>(*exchange);
  asked->id.clear();
  asked->request.query = query.fixed;
  for (const auto& member : *members) {
    const auto* text = member.value().if_string();
    if (text == nullptr) {
      return exchange->problem(
          422, Problems{mistake("FIELD_TYPE", "Send a text.", "/" + std::string(member.key()))});
    }
    if (member.key() == query.id) {
      asked->id = *text;
      continue;
    }
    if (!asked->request.query.empty()) asked->request.query += '&';
    asked->request.query += std::string(member.key()) + "=" + percent_encoded(*text);
  }
  if (!query.id.empty() && asked->id.empty()) {
    return exchange->problem(
        422, Problems{mistake("FIELD_REQUIRED", "Send " + std::string(query.id) + ".",
                              "/" + std::string(query.id))});
  }
  query.handler(shared, asked);
}

Account::ApplyOffers command_of(OffersCall&& call, Instant now) {
  Account::ApplyOffers command;
  command.account = call.account;
  command.offers = std::move(call.offers);
  command.asset = std::move(call.asset);
  command.service_id = std::move(call.service_id);
  command.document = std::move(call.document);
  command.structure = std::move(call.structure);
  command.save = call.save;
  command.kind = call.operation->kind;
  command.several = call.operation->several;
  command.detail = call.detail;
  command.channel = std::move(call.channel);
  command.given = now;
  return command;
}

template <class E, class Events>
const E* last(const Events& events) {
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (const auto* found = std::get_if<E>(&*event)) return found;
  }
  return nullptr;
}

const domain::OpenDocument* document_in(const Account::State& state, const DocumentId& id) {
  return id.value.empty() ? nullptr : domain::open_document(state, id);
}

json::object structure_json(const domain::OpenDocument* document, const AccountId& account,
                            const DocumentPriced* priced, bool saved) {
  json::object out;
  if (document == nullptr) return out;
  if (saved) out["id"] = document->id.value;
  out["kind"] = document->kind == DocumentKind::quote ? "quote" : "order";
  out["accountId"] = account.value;
  out["priceList"] = document->price_list;
  out["currency"] = document->currency;
  if (saved) out["revision"] = document->revision;
  if (priced != nullptr) {
    out["totals"] = {{"oneTime", transport::json_of(priced->one_time)},
                     {"recurring", transport::json_of(priced->recurring)}};
  }
  json::array lines;
  for (const Line& line : document->lines) lines.push_back(transport::json_of(line));
  out["lines"] = std::move(lines);
  return out;
}

json::array texts(const std::vector<std::string>& list) {
  return json::array(list.begin(), list.end());
}

// What the caller asked for, to shape the answer by.
struct Asked {
  bool several = false;
  bool save = true;
  bool detail = false;
  AccountId account;
};

json::object failed(const Problems& problems) {
  return {{"errorCode", problems.front().code},
          {"errorMessage", problems.front().text},
          {"problems", transport::json_of(problems)}};
}

// The operation's answer, errors included: they are no fault of the transport.
template <class Events>
json::object answer_of(const Events& events, const Account::State& after, const Asked& asked) {
  if (const auto* failure = last<OfferApplicationFailed>(events)) return failed(failure->problems);
  const auto* applied = last<OffersApplied>(events);
  if (applied == nullptr) return {};
  json::object out;
  const auto* document = document_in(after, applied->document);
  if (asked.save && !applied->document.value.empty()) {
    out[asked.several                                               ? "docId"
        : domain::kind_of(applied->document) == DocumentKind::quote ? "quoteId"
                                                                    : "orderId"] =
        applied->document.value;
  }
  const bool whole = asked.several || asked.detail;
  out["structure"] = structure_json(whole ? document : nullptr, asked.account,
                                    last<DocumentPriced>(events), asked.save);
  json::array skipped;
  for (const SkippedAction& skip : applied->skipped) skipped.push_back(transport::json_of(skip));
  out["skipped"] = std::move(skipped);
  out["warnings"] = texts(applied->result.warnings);
  out["deferredWorkflows"] = texts(applied->result.deferred);
  if (!applied->result.workflow.value.empty()) out["workflowId"] = applied->result.workflow.value;
  return out;
}

void in_memory(const Shared& shared, const ExchangePtr& exchange, Account::ApplyOffers command,
               Asked asked) {
  const AccountId account = command.account;
  with_account(
      shared, exchange, account,
      [&shared, exchange, command = std::move(command), asked = std::move(asked)](
          const Account::State& state, const domain::Catalogue&) {
        const domain::Context context{shared.parts.now(), shared.parts.gate.catalogue(), {}};
        const auto events = Account::decide(state, command, context);
        if (!events) return exchange->answer(200, failed(events.error()));
        Account::State after = state;
        for (const AccountEvent& event : *events) Account::evolve(after, event);
        exchange->answer(200, answer_of(*events, after, asked));
      });
}

void tell(const Shared& shared, const Exchange& exchange, const runtime::Reply& reply,
          const Asked& asked) {
  using Kind = runtime::Reply::Kind;
  if (reply.kind == Kind::refused) return exchange.answer(200, failed(reply.problems));
  if (reply.kind != Kind::done && reply.kind != Kind::repeated) {
    return answer_without_outcome(exchange, reply);
  }
  const auto after = account_state(shared.parts.log, asked.account, {});
  if (!after) return answer_store_failure(exchange, after.error());
  exchange.answer(200, answer_of(reply.events, *after, asked),
                  {{"Proffer-Position", position_text(reply.shard, reply.end)}});
}

void saved(Shared& shared, const ExchangePtr& exchange, Account::ApplyOffers command, Asked asked) {
  const auto key = idempotency_key(*exchange);
  if (!key) return exchange->problem(400, Problems{key.error()});
  runtime::Request request;
  request.to = {Category::account, command.account.value};
  request.header = command_header(shared, *exchange, command.channel.substr(0, actor_bytes_max));
  request.header.request_key = *key;
  request.header.request_hash = runtime::request_hash(exchange->request.body);
  request.command = Account::Command{std::move(command)};
  submit_keyed(shared, exchange, std::move(request),
               [&shared, exchange, asked = std::move(asked)](const runtime::Reply& reply) {
                 tell(shared, *exchange, reply, asked);
               });
}

}  // namespace

void post_service(Shared& shared, const ExchangePtr& exchange) {
  const auto query = std::find_if(queries.begin(), queries.end(), [&](const Query& candidate) {
    return candidate.operation == exchange->id;
  });
  if (query != queries.end()) return answer_query(shared, exchange, *query);
  const auto* operation = transport::service_operation(exchange->id);
  if (operation == nullptr) {
    const auto names = transport::service_operation_names();
    return exchange->problem(404, "OPERATION_UNKNOWN",
                             "There is no operation '" + exchange->id + "'." +
                                 transport::did_you_mean(transport::closest(exchange->id, names)));
  }
  transport::OffersCallOptions options;
  options.bytes_max = shared.options.catalogue_bytes_max;
  auto call = transport::read_offers_call(exchange->request.body, operation, options);
  if (!call) {
    const std::string& code = call.error().front().code;
    const int status = code == "BODY_TOO_LARGE" ? 413 : code.starts_with("JSON_") ? 400 : 422;
    return exchange->problem(status, call.error());
  }
  auto command = command_of(*std::move(call), shared.parts.now());
  Asked asked{command.several, command.save, command.detail, command.account};
  asked.save ? saved(shared, exchange, std::move(command), std::move(asked))
             : in_memory(shared, exchange, std::move(command), std::move(asked));
}

}  // namespace proffer::edge
