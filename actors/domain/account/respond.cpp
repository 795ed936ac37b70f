#include "actors/domain/account/respond.hpp"

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/document/application.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

using Events = std::vector<AccountEvent>;

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

// One response with what it refers to, once all of that is known to exist.
struct Request {
  const ReleasedOffer* offer = nullptr;
  const OfferVersion* version = nullptr;  // in force
  const OfferResponse* response = nullptr;
  const Asset* asset = nullptr;  // nullptr: not said
};

tl::expected<const Asset*, Problem> asked_asset(const Account::State& state,
                                                const ResponseReceived& received) {
  const bool by_id = !received.asset.value.empty();  // goes before the service id
  if (!by_id && received.service_id.empty()) return nullptr;
  const Asset* found = nullptr;
  for (const Asset& asset : state.assets) {
    if (asset.status != AssetStatus::active) continue;
    if (by_id ? asset.id != received.asset : asset.service_id != received.service_id) continue;
    // Components may share their root's service id: the root is meant.
    if (found == nullptr || (found->id != found->root && asset.id == asset.root)) found = &asset;
  }
  if (found != nullptr) return found;
  return tl::unexpected(
      Problem{"ASSET_NOT_FOUND",
              by_id ? "The account has no active asset " + quoted(received.asset.value) +
                          "; send one of its assets or none."
                    : "The account has no active asset with service id " +
                          quoted(received.service_id) + "; send one of its assets or none.",
              received.offer.value,
              received.response,
              {},
              by_id ? "assetId" : "serviceId"});
}

// Why the offer cannot be had now; empty: it can.
std::string unavailable(const ReleasedOffer& released, const OfferVersion* version,
                        const AccountProfile& profile) {
  const ProductOffer& offer = released.offer;
  const std::string name = "Offer " + quoted(offer.name);
  if (version == nullptr) return name + " has no released version that is in force now.";
  if (!version->active) return name + " is not active.";
  const auto& organizations = offer.organizations;
  if (!profile.organization.empty() && std::find(organizations.begin(), organizations.end(),
                                                 profile.organization) == organizations.end()) {
    return name + " is not for customers of organization " + quoted(profile.organization) + ".";
  }
  return {};
}

// By name; without one, the first that accepts.
const OfferResponse* response_named(const ProductOffer& offer, const std::string& name) {
  const std::string wanted = folded(name);
  for (const OfferResponse& response : offer.responses) {
    if (response.inactive) continue;
    if (wanted.empty() ? response.kind == ResponseKind::accept
                       : folded(response.response) == wanted) {
      return &response;
    }
  }
  return nullptr;
}

tl::expected<Request, Problem> looked_up(const Account::State& state,
                                         const ResponseReceived& received, const Context& context) {
  Request request;
  const auto asset = asked_asset(state, received);
  if (!asset) return tl::unexpected(asset.error());
  request.asset = *asset;
  request.offer = context.catalogue->offer(received.offer);
  if (request.offer == nullptr) {
    return tl::unexpected(Problem{
        "OFFER_NOT_FOUND",
        "There is no offer " + quoted(received.offer.value) + "; send the id of a defined one.",
        received.offer.value,
        received.response,
        {},
        "offerId"});
  }
  const ProductOffer& offer = request.offer->offer;
  request.version = request.offer->in_force(context.now);
  std::string reason = unavailable(*request.offer, request.version, state.profile);
  if (!reason.empty()) {
    return tl::unexpected(Problem{
        "OFFER_UNAVAILABLE", std::move(reason), offer.name, received.response, {}, "offerId"});
  }
  request.response = response_named(offer, received.response);
  if (request.response == nullptr) {
    return tl::unexpected(Problem{"RESPONSE_UNKNOWN",
                                  "Offer " + quoted(offer.name) + " has no active response " +
                                      quoted(received.response) + "; send one that it lists.",
                                  offer.name,
                                  received.response,
                                  {},
                                  "response"});
  }
  return request;
}

tl::expected<void, Problems> run(Application& app) {
  for (Group& group : grouped(app.actions)) {
    for (const std::size_t action : group.members) {
      auto done = run_action(app, group, action);
      if (!done) return tl::unexpected(Problems{std::move(done.error())});
    }
  }
  return {};
}

struct Header {
  DocumentId id;
  DocumentKind kind = DocumentKind::unknown;
  const OpenDocument* saved = nullptr;  // the active document; nullptr: a new one
};

Header header_for(const Account::State& state) {
  Header header;
  header.kind = state.profile.type == "Residential" ? DocumentKind::order : DocumentKind::quote;
  if (state.document && state.document->kind == header.kind) {
    header.saved = &*state.document;
    header.id = header.saved->id;
    return header;
  }
  const char letter = header.kind == DocumentKind::order ? 'O' : 'Q';
  header.id.value = state.id.value + "-" + letter + std::to_string(state.documents_ever + 1);
  return header;
}

// The finished document as events; empty: the response made no difference.
tl::expected<Events, Problems> finished(const Account::State& state, const Header& header,
                                        Application& app, const Context& context) {
  drop_untouched_roots(app.document);
  const std::vector<LineIndex> fresh = number_lines(app.document);
  Events events;
  events.reserve(app.document.lines().size() + 4);  // with the document's own and the answer
  if (header.saved == nullptr) {
    events.emplace_back(DocumentCreated{header.id, header.kind, state.id, state.profile.price_list,
                                        state.profile.currency});
  }
  const std::size_t unchanged = events.size();
  add_lines(app.document, fresh, header.id, events);
  Problems problems;
  for (std::string& violation :
       violations(app.document, Applicant(state.id, state.profile), context.now)) {
    problems.push_back({"VALIDATION_FAILED",
                        std::move(violation),
                        app.actions.front().offer->released->offer.name,
                        app.actions.front().offer->response->response,
                        {},
                        {}});
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  const Totals totals = price_lines(app.document);
  change_lines(app.document, header.id, events);
  if (events.size() == unchanged) return Events{};
  const std::uint32_t revision = header.saved == nullptr ? 1 : header.saved->revision + 1;
  events.emplace_back(DocumentPriced{header.id, revision, totals.one_time, totals.recurring});
  if (header.saved == nullptr) events.emplace_back(ActiveDocumentSet{header.id});
  return events;
}

tl::expected<Events, Problems> carried_out(const Account::State& state, const Request& request,
                                           const ResponseReceived& received,
                                           const Context& context) {
  OfferResponseLogged logged{received, request.version->number, ResponseOutcome::no_action, {}, {}};
  logged.response.response = request.response->response;
  const std::vector<ChosenOffer> offers{{request.offer, request.version, request.response, 1, {}}};
  PreparedActions actions = prepared(offers, *context.catalogue);
  if (actions.product.empty()) return Events{std::move(logged)};
  const Header header = header_for(state);
  const std::size_t count = actions.product.size();
  Application app{state,
                  request.asset,
                  context,
                  header.id,
                  WorkingDocument(state.assets, header.saved, *context.catalogue),
                  std::move(actions.product),
                  std::vector<LineIndex>(count, no_line),
                  {},
                  {},
                  {}};
  if (auto done = run(app); !done) return tl::unexpected(std::move(done.error()));
  auto events = finished(state, header, app, context);
  if (!events) return events;
  logged.outcome = events->empty() ? ResponseOutcome::no_change : ResponseOutcome::document;
  if (!events->empty()) logged.document = header.id;
  logged.skipped = std::move(app.skipped);
  events->emplace_back(std::move(logged));
  return events;
}

}  // namespace

Decision<AccountEvent> respond(const Account::State& state, const ResponseReceived& response,
                               const Context& context) {
  if (state.id.value.empty()) {
    return tl::unexpected(Problems{{"ACCOUNT_NOT_FOUND",
                                    "There is no account " + quoted(response.account.value) +
                                        "; define it before it responds.",
                                    response.offer.value,
                                    response.response,
                                    {},
                                    "accountId"}});
  }
  const auto request = looked_up(state, response, context);
  if (!request) return Events{OfferApplicationFailed{response, 0, {request.error()}}};
  auto events = carried_out(state, *request, response, context);
  if (events) return std::move(*events);
  return Events{
      OfferApplicationFailed{response, request->version->number, std::move(events.error())}};
}

}  // namespace proffer::domain
