// POST /v1/simulations: what a response would do, decided as in earnest, with nothing recorded.
#include "actors/domain/catalogue/translated.hpp"
#include "actors/edge/language.hpp"
#include "actors/edge/queries/account_state.hpp"
#include "actors/edge/queries/query_routes.hpp"
#include "events/transport/outcome_json.hpp"
#include "events/transport/response_json.hpp"

#include <boost/json/array.hpp>

#include <variant>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using domain::Account;

json::array lines_of(const Account::State& state, const DocumentId& id,
                     const domain::Catalogue& catalogue, const std::string& asked_language) {
  json::array out;
  const auto* document = domain::open_document(state, id);
  if (document == nullptr) return out;
  std::vector<Line> lines = document->lines;
  translate(lines, catalogue, domain::shown_language(asked_language, state.profile));
  for (const Line& line : lines) out.push_back(transport::json_of(line));
  return out;
}

// What the customer would be asked before anything happens.
json::object question(const NamedParameterRequested& asked) {
  json::object out = transport::parameter_json(
      {asked.action, asked.parameter, asked.base, asked.component, asked.options, asked.shown});
  out["prompt"] = asked.prompt;
  return out;
}

// Which document the response would change; empty: none.
DocumentId document_of(const std::vector<AccountEvent>& events) {
  for (const AccountEvent& event : events) {
    if (const auto* logged = std::get_if<OfferResponseLogged>(&event)) return logged->document;
  }
  return {};
}

json::object outcome_of(const std::vector<AccountEvent>& events, const ResponseReceived& response) {
  for (const AccountEvent& event : events) {
    if (const auto* logged = std::get_if<OfferResponseLogged>(&event)) {
      return transport::outcome_json(*logged);
    }
    if (const auto* failed = std::get_if<OfferApplicationFailed>(&event)) {
      return transport::outcome_json(*failed);
    }
  }
  return {{"outcome", events.empty() ? "no_change" : "waiting"},
          {"accountId", response.account.value},
          {"offerId", response.offer.value},
          {"response", response.response},
          {"channel", response.channel}};
}

void answer(const Exchange& exchange, const Account::State& before, const CatalogueAt& definitions,
            ResponseReceived response, const std::string& language) {
  const domain::Context context{definitions.at, definitions.catalogue, {}};
  if (response.given.ms == 0) response.given = context.now;
  const auto events =
      domain::decide<Account>(before, Account::RespondToOffer{response, language}, context);
  if (!events) return exchange.problem(status_of_refusal(events.error()), events.error());
  Account::State after = before;
  for (const AccountEvent& event : *events) Account::evolve(after, event);
  json::object body = {{"simulated", true}};
  for (auto& member : outcome_of(*events, response)) body.insert(member);
  const DocumentId document = document_of(*events);
  body["before"] = lines_of(before, document, *context.catalogue, language);
  body["after"] = lines_of(after, document, *context.catalogue, language);
  for (const AccountEvent& event : *events) {
    if (const auto* asked = std::get_if<NamedParameterRequested>(&event)) {
      body["namedParameter"] = question(*asked);
    }
  }
  exchange.answer(200, body);
}

}  // namespace

void post_simulation(Shared& shared, const ExchangePtr& exchange) {
  transport::ResponseOptions options;
  options.bytes_max = shared.options.response_bytes_max;
  auto parsed = transport::parse_response(exchange->request.body, {}, options);
  if (!parsed) {
    const Problems problems{parsed.error()};
    return exchange->problem(status_of_mistake(problems), problems);
  }
  const AccountId account = parsed->response.account;
  with_account(shared, exchange, account,
               [exchange, response = std::move(parsed->response),
                language = asked_language(exchange->request, parsed->language)](
                   const Account::State& state, const CatalogueAt& definitions) {
                 answer(*exchange, state, definitions, response, language);
               });
}

}  // namespace proffer::edge
