// /v1/accounts/{id}/recommendations: what is recommended to a customer for what they own, for an
// order or quote, or for what a shop's page has in its basket.
#include "actors/domain/account/apply/given_structure.hpp"
#include "actors/domain/account/documents.hpp"
#include "actors/domain/recommendation/recommendation.hpp"
#include "actors/edge/language.hpp"
#include "actors/edge/listing.hpp"
#include "actors/edge/queries/account_state.hpp"
#include "actors/edge/queries/query_routes.hpp"
#include "events/transport/json_reader.hpp"
#include "events/transport/json_shape.hpp"

#include <boost/json/array.hpp>

#include <array>
#include <optional>
#include <utility>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using domain::Message;

// What is asked, owning what a RecommendationRequest refers to.
struct Asked {
  AssetId asset;
  std::string service_id;
  DocumentId document;
  std::vector<Line> lines;
  std::optional<std::vector<Line>> structure;  // the same as a whole document, which is checked
  std::vector<ProductId> products;
  std::string language;
  std::string mode;
  std::string search_spec;
  bool root_only = false;
  bool skip_product_offers = false;
  bool skip_promotions = false;
};

bool is_set(const HttpRequest& request, std::string_view name) {
  const auto value = request.parameter(name);
  return value && *value != "false" && *value != "N";
}

std::vector<ProductId> listed(std::string_view text) {
  std::vector<ProductId> products;
  while (!text.empty()) {
    const auto item = text.substr(0, text.find(','));
    if (!item.empty()) products.push_back({std::string(item)});
    text.remove_prefix(std::min(item.size() + 1, text.size()));
  }
  return products;
}

Asked asked_by(const HttpRequest& request) {
  const auto text = [&](std::string_view name) { return request.parameter(name).value_or(""); };
  Asked asked;
  asked.asset.value = text("assetId");
  asked.service_id = text("serviceId");
  asked.document.value = text("documentId");
  asked.products = listed(text("product"));
  asked.language = asked_language(request);
  asked.mode = text("mode");
  asked.search_spec = text("searchSpec");
  asked.root_only = is_set(request, "rootOnly");
  asked.skip_product_offers = is_set(request, "skipProdOffer");
  asked.skip_promotions = is_set(request, "skipPromotion");
  return asked;
}

// A structure that is not saved: its lines, or just the products in it.
tl::expected<void, Problems> read_body(std::string_view body, Asked& asked) {
  simdjson::dom::parser parser;
  const simdjson::padded_string padded(body);
  simdjson::dom::element element;
  if (parser.parse(padded).get(element) != simdjson::SUCCESS) {
    const auto fault = transport::locate_fault(body);
    return tl::unexpected(Problems{
        {"JSON_MALFORMED",
         "The body is not JSON: " + fault.reason + " in line " + std::to_string(fault.line) + ".",
         {},
         {},
         {},
         {}}});
  }
  transport::FoundProblems problems;
  transport::ObjectReader reader(element, "", problems);
  reader.read("products", asked.products);
  reader.each("lines", [&](transport::ObjectReader& line_reader) {
    Line& line = asked.lines.emplace_back();
    line.action = LineAction::add;
    line.id.value = "line " + std::to_string(asked.lines.size());
    line_reader.read("id", line.id);
    line_reader.read("productId", line.product, transport::Form::id, transport::Need::required);
    line_reader.read("assetId", line.asset);
    line_reader.read("action", line.action);
    line.root = line.id;
    line_reader.read("root", line.root);
    std::string ignored;
    line_reader.read("parent", ignored);
    line_reader.read("sequence", ignored);
    line_reader.read("product", ignored);
  });
  reader.finish();
  if (!problems.list.empty()) return tl::unexpected(std::move(problems.list));
  return {};
}

json::object shape(const Message& message, domain::Ineligible ineligible) {
  json::object out;
  const auto put = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) out[key] = value;
  };
  out["messageId"] = message.id;
  out["source"] = name_of(message.source);
  put("messageType", message.type);
  out["displayMode"] = message.display == DisplayMode::active ? "Active" : "Passive";
  out["score"] = message.score;
  put("title", message.title);
  put("shortText", message.short_text);
  put("fullText", message.full_text);
  put("offerId", message.offer.value);
  put("offer", message.offer_name);
  put("description", message.description);
  put("message", message.message);
  put("recommendationId", message.recommendation.value);
  put("reason", message.reason);
  put("assetId", message.row.asset.value);
  put("rootAssetId", message.row.root_asset.value);
  put("lineId", message.row.line.value);
  put("serviceId", message.row.service);
  put("productId", message.row.product.value);
  put("product", message.product_name);
  json::array responses;
  for (const std::string& response : message.responses) responses.emplace_back(response);
  out["responses"] = std::move(responses);
  out["responseTexts"] = json::array(message.response_texts.begin(), message.response_texts.end());
  out["payload"] = transport::json_of(std::span(message.payload));
  if (ineligible == domain::Ineligible::shown && !message.offer.value.empty()) {
    out["eligible"] = message.ineligible.empty();
    put("ineligibleReason", message.ineligible);
  }
  return out;
}

// The structure as it would be applied; its lines keep the ids that the caller knows them by.
tl::expected<domain::OpenDocument, Problem> document_of(const std::vector<Line>& structure,
                                                        const domain::Account::State& state,
                                                        const CatalogueAt& definitions) {
  domain::OpenDocument sent;
  sent.lines = structure;
  return domain::given_document(structure, {}, &sent, state,
                                {definitions.at, definitions.catalogue, {}});
}

// How eligibility is displayed, by its number, or a mode that the row-set map has.
tl::expected<void, Problem> set_mode(std::string_view mode, const domain::Catalogue& catalogue,
                                     domain::RecommendationRequest& request) {
  using domain::Ineligible;
  constexpr std::array displays = {Ineligible::unchecked, Ineligible::shown, Ineligible::left_out};
  const auto number = whole_number(mode);
  if (number && *number < displays.size()) {
    request.ineligible = displays[*number];
    return {};
  }
  const auto* of_map = domain::row_set_mode(mode, catalogue);
  const bool known = of_map != nullptr && domain::same_name(of_map->mode, mode);
  if (!mode.empty() && !known) {
    return tl::unexpected(mistake("MODE_INVALID",
                                  "mode is 0 (eligibility is not checked), 1 (what is refused is "
                                  "shown with the reason) or 2 (it is left out), or a mode of the "
                                  "row-set map, not '" +
                                      std::string(mode) + "'.",
                                  "mode"));
  }
  request.mode = mode;
  return {};
}

void answer(const Shared& shared, const ExchangePtr& exchange, Asked asked) {
  const AccountId account{exchange->id};
  with_account(
      shared, exchange, account,
      [exchange, asked = std::move(asked)](const auto& state, const CatalogueAt& definitions) {
        domain::RecommendationRequest request;
        request.rows = {asked.asset, asked.service_id, asked.lines, asked.products};
        if (!asked.document.value.empty()) {
          const auto document = domain::find_document(state, asked.document, DocumentKind::unknown);
          if (!document && document.error().code == "DOC_OTHER_ACCOUNT") {
            return exchange->problem(422, Problems{document.error()});
          }
          if (!document) {
            return exchange->problem(404, "DOC_NOT_FOUND",
                                     "The account has no open order or quote '" +
                                         asked.document.value + "'; check the id.");
          }
          request.rows.lines = (*document)->lines;
          request.document = asked.document;
        }
        domain::OpenDocument given;
        if (asked.structure) {
          auto document = document_of(*asked.structure, state, definitions);
          if (!document) return exchange->problem(422, Problems{document.error()});
          given = *std::move(document);
          request.rows.lines = given.lines;
        }
        request.language = asked.language;
        if (auto set = set_mode(asked.mode, *definitions.catalogue, request); !set) {
          return exchange->problem(422, Problems{set.error()});
        }
        request.search_spec = asked.search_spec;
        request.root_only = asked.root_only;
        request.skip_product_offers = asked.skip_product_offers;
        request.skip_promotions = asked.skip_promotions;
        const auto messages =
            domain::recommend(state, request, definitions.at, *definitions.catalogue);
        if (!messages) return exchange->problem(422, Problems{messages.error()});
        json::array items;
        for (const Message& message : *messages) {
          items.push_back(shape(message, request.ineligible));
        }
        exchange->answer(200, {{"accountId", exchange->id}, {"items", std::move(items)}});
      });
}

}  // namespace

void get_recommendations(Shared& shared, const ExchangePtr& exchange) {
  answer(shared, exchange, asked_by(exchange->request));
}

void recommend_for(const Shared& shared, const ExchangePtr& exchange,
                   const transport::QueryCall& call) {
  Asked asked = asked_by(exchange->request);
  asked.structure = call.structure;
  if (!call.products.empty()) asked.products = call.products;
  answer(shared, exchange, std::move(asked));
}

void post_recommendations(Shared& shared, const ExchangePtr& exchange) {
  Asked asked = asked_by(exchange->request);
  if (auto read = read_body(exchange->request.body, asked); !read) {
    return exchange->problem(status_of_mistake(read.error()), read.error());
  }
  answer(shared, exchange, std::move(asked));
}

}  // namespace proffer::edge
