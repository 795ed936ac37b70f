#include "actors/edge/services/questions.hpp"

#include "actors/edge/queries/account_state.hpp"
#include "actors/edge/queries/query_routes.hpp"
#include "actors/edge/services/service_routes.hpp"
#include "events/transport/outcome_json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <variant>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using domain::Account;
using transport::QueryCall;

// The member that a query has for the path's parameter, and other names of parameters.
struct Query {
  std::string_view operation;
  std::string_view id;  // empty: none
  std::string_view fixed;
  RouteHandler handler;
};
constexpr std::array<Query, 4> queries = {{
    {"GetProductOffer", "", "", get_offers},
    {"GetProductOfferStructure", "productOfferId", "", get_offer_structure},
    {"GetRecommendedOffers", "accountId", "skipPromotion=Y", get_recommendations},
    {"PreviewPenalty", "accountId", "", get_penalty},
}};

// What is asked, yet without an answer.
template <class Call>
QuestionAnswered question_of(const Call& call) {
  return {std::string(call.operation->name), call.account, {}};
}

const Query& query_of(const QueryCall& call) {
  return *std::find_if(queries.begin(), queries.end(),
                       [&](const Query& query) { return query.operation == call.operation->name; });
}

// The document that the events would make of the account's.
struct Shown {
  const domain::OpenDocument* document = nullptr;
  Money one_time;
  Money recurring;
};

Shown shown_by(const std::vector<AccountEvent>& events, const Account::State& after,
               const DocumentId& id) {
  Shown shown;
  if (!id.value.empty()) shown.document = domain::open_document(after, id);
  for (const AccountEvent& event : events) {
    if (const auto* priced = std::get_if<DocumentPriced>(&event)) {
      shown.one_time = priced->one_time;
      shown.recurring = priced->recurring;
    }
  }
  return shown;
}

json::object shown_json(OffersApplied applied, const Shown& shown) {
  const bool whole = shown.document != nullptr && transport::shows_document(applied);
  applied.document = {};  // there is none
  if (!whole) return transport::outcome_json(applied, nullptr);
  const DocumentId nothing_saved;
  const transport::DocumentView view{.id = nothing_saved,
                                     .kind = shown.document->kind,
                                     .account = applied.account,
                                     .price_list = shown.document->price_list,
                                     .currency = shown.document->currency,
                                     .created = {},
                                     .changed = {},
                                     .revision = 0,
                                     .one_time = shown.one_time,
                                     .recurring = shown.recurring,
                                     .lines = shown.document->lines};
  return transport::outcome_json(applied, &view);
}

// Of an account that is not there.
OfferApplicationFailed failure_of(const OffersToApply& call, const Problems& problems) {
  OfferApplicationFailed failure;
  failure.response.account = call.account;
  failure.response.channel = call.channel;
  failure.response.given = call.given;
  failure.problems = problems;
  failure.offers = call.offers;
  return failure;
}

using InMemory = std::variant<json::object, OfferApplicationFailed>;

InMemory in_memory(const Account::State& state, const Account::ApplyOffers& call,
                   const domain::Context& context) {
  const auto events = domain::decide<Account>(state, call, context);
  if (!events) return failure_of(call, events.error());
  if (const auto* failed = std::get_if<OfferApplicationFailed>(&events->back())) return *failed;
  const auto* applied = std::get_if<OffersApplied>(&events->back());
  if (applied == nullptr) return json::object{};
  Account::State after = state;
  for (const AccountEvent& event : *events) Account::evolve(after, event);
  return shown_json(*applied, shown_by(*events, after, applied->document));
}

// What problem details list; empty: it is none.
Problems problems_in(const HttpResponse& response) {
  boost::system::error_code error;
  const json::value body = json::parse(response.body, error);
  const auto* members = body.if_object();
  const auto* errors = members == nullptr ? nullptr : members->if_contains("errors");
  if (errors == nullptr || !errors->is_array()) return {};
  Problems problems;
  for (const json::value& each : errors->get_array()) {
    const auto text = [&](std::string_view name) {
      const auto* found = each.as_object().if_contains(name);
      return found == nullptr ? std::string{} : std::string(found->as_string());
    };
    const std::string pointer = text("pointer");
    problems.push_back({text("code"), text("detail"), text("offer"), text("response"),
                        text("action"), pointer.empty() ? text("field") : pointer});
  }
  return problems;
}

// Problem details as the web services say it.
json::object error_json(const QuestionAnswered& question, const HttpResponse& response) {
  Problems problems = problems_in(response);
  if (problems.empty()) {
    problems.push_back({.code = "QUESTION_NOT_ANSWERED",
                        .text = "The question could not be answered; ask again."});
  }
  return transport::outcome_json(question, problems);
}

// What is not there or cannot be is an answer; a fault is what keeps from answering.
bool is_answer(int status) { return status == 404 || status == 422; }

}  // namespace

// What would have failed at an earlier moment is no failure now.
void show_offers(const Shared& shared, const ExchangePtr& exchange, Account::ApplyOffers call,
                 std::function<void(const Account::ApplyOffers&, OfferApplicationFailed)> failed) {
  const AccountId account = call.account;
  with_state(shared, exchange, account,
             [exchange, call = std::move(call), failed = std::move(failed)](
                 const Account::State& state, const CatalogueAt& then) {
               auto shown = in_memory(state, call, {then.at, then.catalogue, {}});
               auto* failure = std::get_if<OfferApplicationFailed>(&shown);
               if (failure == nullptr) {
                 exchange->answer(200, std::get<json::object>(shown));
               } else if (exchange->request.parameter("asOf")) {
                 exchange->answer(200, transport::outcome_json(*failure));
               } else {
                 failed(call, std::move(*failure));
               }
             });
}

// A query's body holds what its URL would: texts by name; and a basket, which no URL could.
void answer_query(Shared& shared, const ExchangePtr& exchange, const QueryCall& call) {
  const Query& query = query_of(call);
  auto asked = std::make_shared<Exchange>(*exchange);
  asked->id.clear();
  asked->request.query = query.fixed;
  asked->respond = [respond = exchange->respond, question = question_of(call)](HttpResponse told) {
    if (!is_answer(told.status)) return respond(std::move(told));
    respond({.status = 200,
             .headers = {{"Content-Type", "application/json"}},
             .body = json::serialize(error_json(question, told)) + "\n"});
  };
  for (const NamedValue& member : call.members) {
    if (member.name == query.id) {
      asked->id = member.value;
      continue;
    }
    // Of a list it narrows what is listed.
    const bool offer = query.id.empty() && member.name == "productOfferId";
    if (!asked->request.query.empty()) asked->request.query += '&';
    asked->request.query +=
        (offer ? "id" : percent_encoded(member.name)) + "=" + percent_encoded(member.value);
  }
  // Who does not say how many at a time is told of as many as there can be in one answer.
  if (query.id.empty() && !asked->request.parameter("limit")) {
    asked->request.query += "&limit=" + std::to_string(shared.options.page_max);
  }
  if (call.operation->basket) return recommend_for(shared, asked, call);
  query.handler(shared, asked);
}

runtime::Answered answer_question(Shared& shared, const transport::ServiceCall& call) {
  std::optional<HttpResponse> answered;
  std::optional<OfferApplicationFailed> failure;
  auto exchange = std::make_shared<Exchange>();
  exchange->respond = [&answered](HttpResponse response) { answered = std::move(response); };
  QuestionAnswered question;
  if (const auto* query = std::get_if<QueryCall>(&call)) {
    question = question_of(*query);
    answer_query(shared, exchange, *query);
  } else if (const auto* offers = std::get_if<transport::OffersCall>(&call)) {
    question = question_of(*offers);
    show_offers(
        shared, exchange, {transport::to_apply(*offers, shared.parts.now()), offers->language},
        [&failure](const auto&, OfferApplicationFailed failed) { failure = std::move(failed); });
  } else if (const auto* change = std::get_if<transport::AccountCall>(&call)) {
    question = question_of(*change);
    show_change(shared, exchange, *change);
  }
  // Nothing waits: there is no position to wait for.
  if (failure) return *std::move(failure);
  if (!answered || answered->status != 200) {
    return json::serialize(error_json(question, answered.value_or(HttpResponse{})));
  }
  return answered->body.substr(0, answered->body.find_last_not_of('\n') + 1);
}

}  // namespace proffer::edge
