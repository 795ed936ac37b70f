// Lists of definitions as their authors see them, released or not.
#include "actors/domain/recommendation/eligibility.hpp"
#include "actors/edge/definitions/definition_json.hpp"
#include "actors/edge/definitions/definition_routes.hpp"
#include "actors/edge/listing.hpp"
#include "actors/edge/queries/catalogue_at.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <utility>

namespace proffer::edge {
namespace {

namespace json = boost::json;

// Which offers are asked for; each empty: any.
struct Wanted {
  std::string name;          // a pattern
  std::string organization;  // that may see the offer

  bool operator()(const ProductOffer& offer) const {
    return fits_pattern(name, offer.name) &&
           (organization.empty() || domain::is_among(organization, offer.organizations));
  }
};

}  // namespace

void get_definitions(Shared& shared, const ExchangePtr& exchange) {
  const auto page = page_of(shared, *exchange);
  if (!page) return exchange->problem(400, Problems{page.error()});
  with_catalogue(shared, exchange, [exchange, page = *page](const CatalogueAt& then) {
    const HttpRequest& request = exchange->request;
    const Wanted wanted{request.parameter("name").value_or("*"),
                        request.parameter("organization").value_or("")};
    json::array items;
    std::string last;
    std::string next;
    for (const auto* definition : then.catalogue->definitions()) {
      const ProductOffer& offer = definition->work;
      if (offer.id.value <= page.after || !wanted(offer) || !sees(*exchange, offer)) continue;
      if (items.size() == page.limit) {
        next = last;
        break;
      }
      items.push_back(header_json(*definition, then.at));
      last = offer.id.value;
    }
    answer_list(*exchange, "/v1/definitions", page, std::move(items), next, then.headers);
  });
}

void get_variable_maps(Shared& shared, const ExchangePtr& exchange) {
  with_catalogue(shared, exchange, [exchange](const CatalogueAt& then) {
    json::array items;
    for (const auto* map : then.catalogue->variable_maps()) {
      items.push_back(variable_map_json(*map));
    }
    exchange->answer(200, {{"items", std::move(items)}}, then.headers);
  });
}

}  // namespace proffer::edge
