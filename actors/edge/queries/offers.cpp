// Offers as shops ask for them: who can have which now, and all that is in one; message types; what
// an account has and pays for.
#include "actors/domain/account/billing.hpp"
#include "actors/domain/catalogue/search_spec.hpp"
#include "actors/domain/catalogue/translated.hpp"
#include "actors/domain/recommendation/recommendation.hpp"
#include "actors/edge/language.hpp"
#include "actors/edge/listing.hpp"
#include "actors/edge/queries/account_state.hpp"
#include "actors/edge/queries/catalogue_at.hpp"
#include "actors/edge/queries/query_routes.hpp"
#include "events/transport/json_parts.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/object_writer.hpp"
#include "events/transport/shape.hpp"
#include "events/transport/spelling.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using domain::Applicant;
using domain::Catalogue;
using domain::ProjectedAssets;
using domain::ReleasedOffer;

void put_window(json::object& out, const domain::OfferVersion& version) {
  if (version.start) out["start"] = transport::json_of(*version.start);
  if (version.end) out["end"] = transport::json_of(*version.end);
  out["active"] = version.active;
}

// The header alone; its dates are those of the version in force.
json::object header(const ReleasedOffer& released, Instant now, std::string_view language) {
  const ProductOffer& offer = released.offer;
  json::object out = {{"id", offer.id.value}, {"name", offer.name}, {"release", released.release}};
  json::array organizations;
  for (const std::string& organization : offer.organizations) {
    organizations.emplace_back(organization);
  }
  out["organizations"] = std::move(organizations);
  out["description"] = domain::description_in(language, offer);
  out["messageType"] = offer.message_type;
  out["message"] = domain::message_in(language, offer);
  if (!offer.thumbnail.empty()) out["thumbnail"] = offer.thumbnail;
  if (!offer.image.empty()) out["image"] = offer.image;
  out["checkEligibility"] = offer.rules.check_eligibility;
  out["inclusiveEligibility"] = offer.rules.inclusive_eligibility;
  if (const auto* version = released.in_force(now)) {
    put_window(out, *version);
  } else {
    out["active"] = false;
  }
  json::array responses;
  for (const OfferResponse& response : offer.responses) {
    if (!response.inactive) responses.emplace_back(response.response);
  }
  out["responses"] = std::move(responses);
  return out;
}

// As the run time knows it. What it does not know yet cannot be had: as its authors see it, put
// into `unknown`, without a version.
const ReleasedOffer& as_known(const domain::OfferDefinition& definition, ReleasedOffer& unknown) {
  if (!definition.snapshot.offer.id.value.empty()) return definition.snapshot;
  unknown.offer = definition.work;
  return unknown;
}

// The value of a field that offers are searched by; names and texts as they are compared.
std::optional<std::string> field_of(const ProductOffer& offer, std::string_view name) {
  const std::string wanted = domain::folded(name);
  if (wanted == "id") return offer.id.value;
  if (wanted == "name") return domain::folded(offer.name);
  if (wanted == "description") return domain::folded(offer.description);
  if (wanted == "message") return domain::folded(offer.message);
  if (wanted == "message type") return domain::folded(offer.message_type);
  return std::nullopt;
}

// Which offers are asked for; each empty: any.
struct Wanted {
  std::string id;
  std::string name;  // a pattern
  std::vector<domain::SearchTerm> terms;
  bool operator()(const ProductOffer& offer) const {
    return (id.empty() || offer.id.value == id) &&
           (name.empty() || fits_pattern(name, offer.name)) &&
           domain::hold(terms, [&](std::string_view field) { return field_of(offer, field); });
  }
};

// A search specification is one, or `*`: all.
tl::expected<Wanted, Problem> wanted_by(const HttpRequest& request) {
  Wanted wanted{request.parameter("id").value_or(""), request.parameter("name").value_or(""), {}};
  const std::string spec = request.parameter("searchSpec").value_or("*");
  if (spec == "*") return wanted;
  auto terms = domain::parse_search_spec(spec);
  const ProductOffer none;
  if (!terms ||
      !domain::are_known(*terms, [&](std::string_view field) { return field_of(none, field); })) {
    return tl::unexpected(
        mistake("SEARCH_SPEC_INVALID",
                "The search specification '" + spec +
                    "' is no list of [Field]=\"value\" with the fields Id, Name, Description, "
                    "Message and Message Type; a pattern of names is the parameter name.",
                "searchSpec"));
  }
  for (domain::SearchTerm& term : *terms) {
    const bool text = term.against == domain::SearchTerm::Against::value;
    if (text && domain::folded(term.field) != "id") term.other = domain::folded(term.other);
  }
  wanted.terms = *std::move(terms);
  return wanted;
}

using Eligible = std::function<bool(const ReleasedOffer&)>;

// A page ends earlier where the answer would not fit a message any more.
void answer_offers(const Shared& shared, const Exchange& exchange, const Catalogue& catalogue,
                   const Eligible& eligible, std::string_view language) {
  const auto page = page_of(shared, exchange);
  if (!page) return exchange.problem(400, Problems{page.error()});
  const auto wanted = wanted_by(exchange.request);
  if (!wanted) return exchange.problem(422, Problems{wanted.error()});
  const Instant now = shared.parts.now();
  constexpr std::size_t around_bytes = 4'096;  // what stands around the items
  std::size_t bytes = around_bytes;
  json::array items;
  std::string last;
  for (const domain::OfferDefinition* definition : catalogue.definitions()) {
    if (definition->work.id.value <= page->after) continue;
    ReleasedOffer unknown;
    const ReleasedOffer& known = as_known(*definition, unknown);
    const ProductOffer& offer = known.offer;
    if (!sees(exchange, offer) || !(*wanted)(offer) || !eligible(known)) continue;
    json::object item = header(known, now, language);
    bytes += json::serialize(item).size() + 1;
    const bool fits = items.empty() || bytes <= shared.options.answer_bytes_max;
    if (items.size() == page->limit || !fits) {
      return answer_list(exchange, "/v1/offers", *page, std::move(items), last);
    }
    last = offer.id.value;
    items.push_back(std::move(item));
  }
  answer_list(exchange, "/v1/offers", *page, std::move(items), {});
}

// Available and eligible for this customer.
Eligible can_have(const Applicant& applicant, const ProjectedAssets& assets,
                  std::optional<std::string_view> organization, Instant now) {
  return [&applicant, &assets, organization, now](const ReleasedOffer& released) {
    return domain::unavailable(released, organization, now).empty() &&
           domain::check_offer(released.offer, applicant, assets, now).eligible();
  };
}

std::optional<Address> address_of(const HttpRequest& request) {
  Address address;
  bool given = false;
  const auto take = [&](std::string_view name, std::string& value) {
    const auto parameter = request.parameter(name);
    if (!parameter) return;
    given = true;
    value = *parameter;
  };
  take("city", address.city);
  take("state", address.state);
  take("postalCode", address.postal_code);
  take("country", address.country);
  if (!given) return std::nullopt;
  return address;
}

json::object shape(const domain::BillingItem& item, const std::string& product_name) {
  json::object out = {{"assetId", item.asset.value},
                      {"productId", item.product.value},
                      {"product", product_name},
                      {"price", transport::json_of(item.price)},
                      {"priceType", transport::name_of(item.price_type)}};
  if (!item.promotion.promotion.value.empty()) out["promotion"] = item.promotion.name;
  return out;
}

}  // namespace

// Without a customer or an address: all, whether they can be had or not, and whether they were
// released, or the run time knows them yet, or not.
void get_offers(Shared& shared, const ExchangePtr& exchange) {
  const std::string language = asked_language(exchange->request);
  if (const auto account = exchange->request.parameter("accountId")) {
    return with_account(shared, exchange, AccountId{*account},
                        [&shared, exchange, language](const auto& state, const CatalogueAt& then) {
                          const Catalogue& catalogue = *then.catalogue;
                          const Applicant applicant(state.id, state.profile);
                          const auto assets = domain::projected_assets(state, {}, catalogue);
                          answer_offers(
                              shared, *exchange, catalogue,
                              can_have(applicant, assets, state.profile.organization, then.at),
                              domain::shown_language(language, state.profile));
                        });
  }
  at_position(shared, exchange, "catalogue", [&shared, exchange, language] {
    const auto catalogue = shared.parts.gate.catalogue();
    const auto address = address_of(exchange->request);
    if (!address) {
      return answer_offers(
          shared, *exchange, *catalogue, [](const auto&) { return true; }, language);
    }
    const Applicant somewhere(*address);
    const ProjectedAssets nothing({}, {}, *catalogue);
    answer_offers(shared, *exchange, *catalogue,
                  can_have(somewhere, nothing, std::nullopt, shared.parts.now()), language);
  });
}

void get_offer_structure(Shared& shared, const ExchangePtr& exchange) {
  with_catalogue(shared, exchange, [exchange](const CatalogueAt& then) {
    const auto* definition = then.catalogue->definition(OfferId{exchange->id});
    ReleasedOffer unknown;
    const ReleasedOffer* known = definition == nullptr ? nullptr : &as_known(*definition, unknown);
    if (known == nullptr || !sees(*exchange, known->offer)) {
      return answer_no_offer(*exchange, exchange->id);
    }
    json::object body = shown_offer(*known, asked_language(exchange->request));
    json::array versions;
    for (const domain::OfferVersion& version : known->versions) {
      json::object entry = {{"number", version.number}};
      put_window(entry, version);
      versions.push_back(std::move(entry));
    }
    body["versions"] = std::move(versions);
    exchange->answer(200, body, then.headers);
  });
}

void get_message_types(Shared& shared, const ExchangePtr& exchange) {
  with_catalogue(shared, exchange, [exchange](const CatalogueAt& then) {
    json::array items;
    for (const MessageType* type : then.catalogue->message_types()) {
      items.push_back(transport::shaped(*type));
    }
    exchange->answer(200, {{"items", std::move(items)}}, then.headers);
  });
}

void get_account_summary(Shared& shared, const ExchangePtr& exchange) {
  with_account(
      shared, exchange, AccountId{exchange->id},
      [exchange, asked = asked_language(exchange->request)](const auto& state,
                                                            const CatalogueAt& then) {
        const Catalogue& catalogue = *then.catalogue;
        const std::string_view language = domain::shown_language(asked, state.profile);
        json::object body = transport::account_json(state.id, state.profile, state.assets);
        if (!state.active_document.value.empty()) {
          body["activeDocumentId"] = state.active_document.value;
        }
        json::array items;
        for (const auto& item : domain::billing_items(state, catalogue)) {
          items.push_back(shape(
              item, domain::product_name_in(language, catalogue, item.product, item.product_name)));
        }
        body["billingItems"] = std::move(items);
        exchange->answer(200, body);
      });
}

}  // namespace proffer::edge
