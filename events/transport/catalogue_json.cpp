#include "events/transport/catalogue_json.hpp"

#include "events/transport/json_reader.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/shape.hpp"

#include <fmt/format.h>

#include <limits>
#include <set>

namespace proffer::transport {

void read_action(ObjectReader& json, OfferAction& action) {
  // What was not set by itself follows what it depends on.
  const bool owned_follows = action.skip_if_owned == !action.allow_multiple_instance;
  const bool not_owned_follows = action.skip_if_not_owned == (action.code != ActionCode::update);
  shape(json, action);
  if (owned_follows && !json.has("skipIfOwned")) {
    action.skip_if_owned = !action.allow_multiple_instance;
  }
  if (not_owned_follows && !json.has("skipIfNotOwned")) {
    action.skip_if_not_owned = action.code != ActionCode::update;
  }
}

void read_new_action(ObjectReader& json, OfferAction& action) {
  // What is there is read with the rest, and complained of once.
  if (!json.has("type")) json.read("type", action.type, Need::required);
  if (!json.has("code")) json.read("code", action.code, Need::required);
  read_action(json, action);
}

namespace {

// --- products

AttributeDefinition read_attribute(ObjectReader& json) {
  AttributeDefinition attribute;
  json.read("name", attribute.name, Form::id, Need::required);
  json.read("type", attribute.type);
  json.read("allowed", attribute.allowed);
  json.read("default", attribute.default_value);
  return attribute;
}

Relationship read_relationship(ObjectReader& json, std::uint32_t sequence) {
  Relationship slot;
  slot.sequence = sequence;
  json.read("name", slot.name, Form::id, Need::required);
  json.read("min", slot.min);
  json.read("max", slot.max);
  json.read("domain", slot.domain);
  json.read("domainLine", slot.domain_line);
  json.read("defaultProduct", slot.default_product);
  slot.default_quantity = slot.default_product.value.empty() ? 0 : 1;
  json.read("defaultQuantity", slot.default_quantity);
  json.read("sequence", slot.sequence);
  return slot;
}

Product read_product(ObjectReader& json) {
  Product product;
  json.read("id", product.id, Form::key, Need::required);
  json.read("name", product.name, Form::text, Need::required);
  json.read("kind", product.kind);
  json.read("active", product.active);
  json.read("effectiveFrom", product.effective_from);
  json.read("effectiveTo", product.effective_to);
  json.read("trackAsAsset", product.track_as_asset);
  json.read("canStandAlone", product.can_stand_alone);
  json.read("listPrice", product.list_price);
  json.read("priceType", product.price_type);
  json.read("productLines", product.product_lines);
  json.read("productClass", product.product_class);
  json.read("compoundProductNumber", product.compound_product_number);
  json.each("attributes",
            [&](ObjectReader& each) { product.attributes.push_back(read_attribute(each)); });
  json.each("relationships", [&](ObjectReader& each) {
    const auto sequence = static_cast<std::uint32_t>(product.relationships.size() + 1);
    product.relationships.push_back(read_relationship(each, sequence));
  });
  shape(json, product.rules);
  json.list("translations", product.translations, ByShape{});
  return product;
}

ProductLine read_line(ObjectReader& json) {
  ProductLine line;
  json.read("id", line.id, Form::key, Need::required);
  json.read("name", line.name, Form::text, Need::required);
  json.read("members", line.members);
  shape(json, line.rules);
  return line;
}

// --- offers

OfferResponse read_response(ObjectReader& json, std::uint32_t sequence) {
  OfferResponse response;
  response.sequence = sequence;
  json.read("sequence", response.sequence);
  json.read("response", response.response, Form::text, Need::required);
  response.kind = kind_by_name(response.response);
  json.read("kind", response.kind);
  json.read("comments", response.comments, Form::prose);
  json.read("inactive", response.inactive);
  json.each("actions", [&](ObjectReader& each) {
    const auto next = response.actions.empty() ? 1 : response.actions.back().sequence + 1;
    OfferAction& action = response.actions.emplace_back();
    action.sequence = next;
    read_new_action(each, action);
  });
  return response;
}

// Ids by place, names by the smallest numbers that are free in the offer.
void name_actions(ProductOffer& offer) {
  std::set<std::string> taken;
  for (const auto& response : offer.responses) {
    for (const auto& action : response.actions) taken.insert(action.name);
  }
  std::uint32_t number = 0;
  for (auto& response : offer.responses) {
    std::size_t place = 0;
    for (auto& action : response.actions) {
      ++place;
      if (action.id.value.empty())
        action.id.value = fmt::format("{}-{}-{}", offer.id.value, response.response, place);
      while (action.name.empty()) {
        if (taken.insert(std::to_string(++number)).second) action.name = std::to_string(number);
      }
    }
  }
}

ProductOffer read_offer(ObjectReader& json) {
  ProductOffer offer;
  json.read("id", offer.id, Form::key, Need::required);
  json.read("name", offer.name);  // the domain says that it needs one, as it does of an edit
  json.read("organizations", offer.organizations);
  json.read("description", offer.description, Form::prose);
  json.read("messageType", offer.message_type);
  json.read("message", offer.message, Form::prose);
  json.read("active", offer.active);
  json.read("start", offer.start);
  json.read("end", offer.end);
  json.each("responses", [&](ObjectReader& each) {
    const auto sequence = static_cast<std::uint32_t>(offer.responses.size() + 1);
    offer.responses.push_back(read_response(each, sequence));
  });
  name_actions(offer);
  json.read("thumbnail", offer.thumbnail);
  json.read("image", offer.image);
  shape(json, offer.rules);
  json.list("recommendations", offer.recommendations, ByShape{});
  json.list("translations", offer.translations, ByShape{});
  return offer;
}

// --- accounts

void read_assets(ObjectReader& json, std::string_view name, const AssetId& parent,
                 const AssetId& root, std::vector<Asset>& assets) {
  std::uint32_t sequence = 0;
  json.each(name, [&](ObjectReader& each) {
    Asset asset;
    asset.sequence = ++sequence;
    each.read("id", asset.id, Form::id, Need::required);
    each.read("productId", asset.product, Form::id, Need::required);
    each.read("sequence", asset.sequence);
    each.read("relationship", asset.relationship);
    each.read("serviceId", asset.service_id, Form::id);
    each.read("status", asset.status);
    each.read("quantity", asset.quantity);
    each.read("attributes", asset.attributes);
    each.read("fields", asset.fields);
    each.read("promotionId", asset.promotion.promotion);
    each.read("promotionName", asset.promotion.name);
    each.read("promotionInstanceId", asset.promotion.instance);
    each.read("promotionRuleId", asset.promotion.rule);
    each.read("startDate", asset.start);
    each.read("commitmentStart", asset.commitment_start);
    each.read("commitmentEnd", asset.commitment_end);
    asset.parent = parent;
    asset.root = root.value.empty() ? asset.id : root;
    const AssetId id = asset.id, top = asset.root;
    assets.push_back(std::move(asset));
    read_assets(each, "children", id, top, assets);
  });
}

AccountDefinition read_account(ObjectReader& json) {
  AccountDefinition account;
  AccountProfile& profile = account.profile;
  json.read("id", account.id, Form::key, Need::required);
  json.read("name", profile.name);
  json.read("type", profile.type, Form::id, Need::required);
  json.object("address", [&](ObjectReader& address) {
    address.read("city", profile.address.city);
    address.read("state", profile.address.state);
    address.read("postalCode", profile.address.postal_code);
    address.read("country", profile.address.country);
  });
  json.read("phone", profile.phone);
  json.read("organization", profile.organization);
  json.read("priceList", profile.price_list);
  json.read("currency", profile.currency);
  json.read("language", profile.language);
  json.read("fields", profile.fields);
  json.read("prepaidBalance", account.prepaid_balance);
  read_assets(json, "assets", {}, {}, account.assets);
  return account;
}

Problems one(tl::unexpected<Problem> problem) { return {std::move(problem.value())}; }

Problems malformed(std::string_view json) {
  const auto where = locate_fault(json);
  const std::string place = fmt::format("line {}, column {}", where.line, where.column);
  if (where.too_deep) {
    return one(
        fault("JSON_TOO_DEEP",
              fmt::format("The document is nested more than {} levels deep at {}; flatten it.",
                          json_depth_max, place)));
  }
  return one(fault("JSON_MALFORMED", fmt::format("The document is not JSON: {} at {}; look for a "
                                                 "missing comma, quote or bracket before it.",
                                                 where.reason, place)));
}

}  // namespace

Problems read_document(std::string_view json, const CatalogueOptions& options,
                       const std::function<void(ObjectReader&)>& read) {
  if (json.size() > options.bytes_max) {
    return one(fault("BODY_TOO_LARGE",
                     fmt::format("The document has {} bytes; give at most {}, in several "
                                 "documents.",
                                 json.size(), options.bytes_max)));
  }
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.allocate(json.size() + 1, json_depth_max) != simdjson::SUCCESS ||
      parser.parse(json.data(), json.size(), true).get(root) != simdjson::SUCCESS) {
    return malformed(json);
  }
  FoundProblems problems{options.problems_max, {}};
  ObjectReader reader{root, "", problems};
  read(reader);
  reader.finish();
  return std::move(problems.list);
}

tl::expected<CatalogueDocument, Problems> read_catalogue(std::string_view json,
                                                         const CatalogueOptions& options) {
  CatalogueDocument document;
  auto problems = read_document(json, options, [&](ObjectReader& reader) {
    reader.each("products",
                [&](ObjectReader& each) { document.products.push_back(read_product(each)); });
    reader.list("promotions", document.promotions, ByShape{});
    reader.list("chargePlans", document.charge_plans, ByShape{});
    reader.list("messageTypes", document.message_types, ByShape{});
    reader.list("matrices", document.matrices, ByShape{});
    reader.list("preferences", document.preferences, ByShape{});
    reader.list("channels", document.channels, ByShape{});
    reader.list("workflows", document.workflows, ByShape{});
    reader.list("promotionGroups", document.groups, ByShape{});
    reader.list("lineFields", document.line_fields, ByShape{});
    reader.list("organizations", document.organizations, ByShape{});
    reader.each("productLines",
                [&](ObjectReader& each) { document.lines.push_back(read_line(each)); });
    reader.each("offers", [&](ObjectReader& each) { document.offers.push_back(read_offer(each)); });
    reader.each("accounts",
                [&](ObjectReader& each) { document.accounts.push_back(read_account(each)); });
  });
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return document;
}

tl::expected<AccountDefinition, Problems> read_account(std::string_view json,
                                                       const CatalogueOptions& options) {
  AccountDefinition account;
  auto problems =
      read_document(json, options, [&](ObjectReader& reader) { account = read_account(reader); });
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return account;
}

}  // namespace proffer::transport
