#include "events/transport/catalogue_json.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/object_writer.hpp"
#include "events/transport/shape.hpp"
#include "events/transport/spelling.hpp"

namespace proffer::transport {

namespace {

using boost::json::array;
using boost::json::object;

void put_if(object& out, std::string_view key, std::string_view value) {
  if (!value.empty()) out[key] = value;
}
void put_if(object& out, std::string_view key, const std::optional<Instant>& value) {
  if (value) out[key] = json_of(*value);
}
void put_if(object& out, std::string_view key, const std::vector<NamedValue>& values) {
  if (!values.empty()) out[key] = json_of(values);
}

array array_of(const std::vector<std::string>& texts) { return array(texts.begin(), texts.end()); }
template <class Tag>
array array_of(const std::vector<Id<Tag>>& ids) {
  array out;
  out.reserve(ids.size());
  for (const auto& id : ids) out.emplace_back(id.value);
  return out;
}
template <class T, class ToJson>
array array_of(const std::vector<T>& values, const ToJson& to_json) {
  array out;
  out.reserve(values.size());
  for (const auto& value : values) out.emplace_back(to_json(value));
  return out;
}

// What is listed once for both ways. Without rules nothing is said of them.
void put_rules(object& out, Rules rules) {
  if (rules == Rules{}) return;
  ObjectWriter writer(out);
  shape(writer, rules);
}
template <class T>
void put_list(object& out, std::string_view name, std::vector<T> values) {
  ObjectWriter(out).list(name, values, ByShape{});
}

object attribute_json(const AttributeDefinition& attribute) {
  object out;
  out["name"] = attribute.name;
  out["type"] = name_of(attribute.type);
  if (!attribute.allowed.empty()) out["allowed"] = array_of(attribute.allowed);
  put_if(out, "default", attribute.default_value);
  return out;
}

object relationship_json(const Relationship& slot) {
  object out;
  out["name"] = slot.name;
  out["min"] = slot.min;
  if (slot.max) out["max"] = *slot.max;
  out["domain"] = array_of(slot.domain);
  put_if(out, "domainLine", slot.domain_line.value);
  put_if(out, "defaultProduct", slot.default_product.value);
  out["defaultQuantity"] = slot.default_quantity;
  out["sequence"] = slot.sequence;
  return out;
}

object response_json(const OfferResponse& response) {
  object out;
  out["sequence"] = response.sequence;
  out["response"] = response.response;
  out["kind"] = name_of(response.kind);
  put_if(out, "comments", response.comments);
  out["inactive"] = response.inactive;
  out["actions"] =
      array_of(response.actions, [](OfferAction action) { return shaped(std::move(action)); });
  return out;
}

object asset_json(const Asset& asset, std::span<const Asset> assets) {
  object out;
  out["id"] = asset.id.value;
  out["productId"] = asset.product.value;
  out["sequence"] = asset.sequence;
  put_if(out, "relationship", asset.relationship);
  put_if(out, "serviceId", asset.service_id);
  out["status"] = name_of(asset.status);
  out["quantity"] = asset.quantity;
  put_if(out, "attributes", asset.attributes);
  put_if(out, "fields", asset.fields);
  put_if(out, "promotionId", asset.promotion.promotion.value);
  put_if(out, "promotionName", asset.promotion.name);
  put_if(out, "promotionInstanceId", asset.promotion.instance.value);
  put_if(out, "promotionRuleId", asset.promotion.rule.value);
  put_if(out, "startDate", asset.start);
  put_if(out, "commitmentStart", asset.commitment_start);
  put_if(out, "commitmentEnd", asset.commitment_end);
  array children;
  for (const auto& child : assets) {
    if (child.parent == asset.id) children.emplace_back(asset_json(child, assets));
  }
  if (!children.empty()) out["children"] = std::move(children);
  return out;
}

}  // namespace

object json_of(const Product& product) {
  object out;
  out["id"] = product.id.value;
  out["name"] = product.name;
  out["kind"] = name_of(product.kind);
  out["active"] = product.active;
  put_if(out, "effectiveFrom", product.effective_from);
  put_if(out, "effectiveTo", product.effective_to);
  out["trackAsAsset"] = product.track_as_asset;
  out["canStandAlone"] = product.can_stand_alone;
  out["listPrice"] = json_of(product.list_price);
  out["priceType"] = name_of(product.price_type);
  out["productLines"] = array_of(product.product_lines);
  put_if(out, "productClass", product.product_class);
  put_if(out, "compoundProductNumber", product.compound_product_number);
  out["attributes"] = array_of(product.attributes, attribute_json);
  out["relationships"] = array_of(product.relationships, relationship_json);
  put_rules(out, product.rules);
  put_list(out, "translations", product.translations);
  return out;
}

object json_of(const ProductLine& line) {
  object out;
  out["id"] = line.id.value;
  out["name"] = line.name;
  out["members"] = array_of(line.members);
  put_rules(out, line.rules);
  return out;
}

object json_of(const ProductOffer& offer) {
  object out;
  out["id"] = offer.id.value;
  out["name"] = offer.name;
  out["organizations"] = array_of(offer.organizations);
  put_if(out, "description", offer.description);
  out["messageType"] = offer.message_type;
  put_if(out, "message", offer.message);
  out["active"] = offer.active;
  put_if(out, "start", offer.start);
  put_if(out, "end", offer.end);
  out["responses"] = array_of(offer.responses, response_json);
  put_if(out, "thumbnail", offer.thumbnail);
  put_if(out, "image", offer.image);
  put_rules(out, offer.rules);
  put_list(out, "recommendations", offer.recommendations);
  put_list(out, "translations", offer.translations);
  return out;
}

array assets_json(std::span<const Asset> assets) {
  array out;
  for (const auto& asset : assets) {
    if (asset.parent.value.empty()) out.emplace_back(asset_json(asset, assets));
  }
  return out;
}

object account_json(const AccountId& id, const AccountProfile& profile,
                    std::span<const Asset> assets) {
  object address;
  put_if(address, "city", profile.address.city);
  put_if(address, "state", profile.address.state);
  put_if(address, "postalCode", profile.address.postal_code);
  put_if(address, "country", profile.address.country);
  object out;
  out["id"] = id.value;
  put_if(out, "name", profile.name);
  out["type"] = profile.type;
  if (!address.empty()) out["address"] = std::move(address);
  put_if(out, "phone", profile.phone);
  put_if(out, "organization", profile.organization);
  put_if(out, "priceList", profile.price_list);
  put_if(out, "currency", profile.currency);
  put_if(out, "language", profile.language);
  put_if(out, "fields", profile.fields);
  out["assets"] = assets_json(assets);
  return out;
}

object json_of(Promotion promotion) { return shaped(std::move(promotion)); }

object json_of(const CatalogueDocument& document) {
  object out;
  out["products"] =
      array_of(document.products, [](const Product& product) { return json_of(product); });
  out["productLines"] =
      array_of(document.lines, [](const ProductLine& line) { return json_of(line); });
  out["offers"] =
      array_of(document.offers, [](const ProductOffer& offer) { return json_of(offer); });
  put_list(out, "promotions", document.promotions);
  put_list(out, "chargePlans", document.charge_plans);
  put_list(out, "messageTypes", document.message_types);
  put_list(out, "matrices", document.matrices);
  put_list(out, "preferences", document.preferences);
  put_list(out, "channels", document.channels);
  put_list(out, "workflows", document.workflows);
  put_list(out, "promotionGroups", document.groups);
  put_list(out, "lineFields", document.line_fields);
  put_list(out, "organizations", document.organizations);
  out["accounts"] = array_of(document.accounts, [](const AccountDefinition& account) {
    object each = account_json(account.id, account.profile, account.assets);
    if (account.prepaid_balance) each["prepaidBalance"] = json_of(*account.prepaid_balance);
    return each;
  });
  return out;
}

}  // namespace proffer::transport
