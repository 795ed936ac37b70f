#include "actors/edge/definitions/described.hpp"

#include "actors/domain/product_offer/offer_rules.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/object_writer.hpp"
#include "events/transport/shape.hpp"

#include <string>
#include <string_view>

namespace proffer::edge {
namespace {

namespace json = boost::json;

void compare(const json::value& from, const json::value& to, const std::string& pointer,
             json::array& found) {
  if (from == to) return;
  const auto* old = from.if_object();
  const auto* next = to.if_object();
  if (old == nullptr || next == nullptr) {
    json::object change{{"field", pointer}};
    if (!from.is_null()) change["from"] = from;
    if (!to.is_null()) change["to"] = to;
    found.emplace_back(std::move(change));
    return;
  }
  for (const auto& [key, value] : *old) {
    const auto* other = next->if_contains(key);
    compare(value, other == nullptr ? json::value{} : *other, transport::pointer_to(pointer, key),
            found);
  }
  for (const auto& [key, value] : *next) {
    if (!old->contains(key)) compare({}, value, transport::pointer_to(pointer, key), found);
  }
}

json::object shaped(const Product& product) { return transport::json_of(product); }
json::object shaped(const ProductLine& line) { return transport::json_of(line); }
template <class T>
json::object shaped(const T& value) {
  return transport::shaped(value);
}

template <class T>
json::object item(std::string_view kind, const std::string& id, const T& given, const T* present) {
  json::object entry{{"kind", kind}, {"id", id}, {"result", "created"}};
  if (present == nullptr) return entry;
  auto differences = changes(shaped(*present), shaped(given));
  entry["result"] = differences.empty() ? "unchanged" : "changed";
  if (!differences.empty()) entry["changes"] = std::move(differences);
  return entry;
}

// The one of that name among those listed; nullptr: none.
template <class T>
const T* named(const std::vector<const T*>& all, const std::string& name, std::string T::*member) {
  for (const T* each : all) {
    if (domain::same_name(each->*member, name)) return each;
  }
  return nullptr;
}

}  // namespace

json::array changes(const json::value& from, const json::value& to) {
  json::array found;
  compare(from, to, "", found);
  return found;
}

json::array described(const Definitions& given, const domain::Catalogue& before) {
  json::array items;
  const auto add = [&](std::string_view kind, const std::string& id, const auto& value,
                       const auto* present) { items.emplace_back(item(kind, id, value, present)); };
  for (const auto& v : given.lines) add("productLine", v.id.value, v, before.line(v.id));
  for (const auto& v : given.products) add("product", v.id.value, v, before.product(v.id));
  for (const auto& v : given.promotions) add("promotion", v.id.value, v, before.promotion(v.id));
  for (const auto& v : given.groups) {
    add("promotionGroup", v.id.value, v, before.promotion_group(v.id));
  }
  for (const auto& v : given.charge_plans) {
    add("chargePlan", v.name, v, before.charge_plan(v.name));
  }
  for (const auto& v : given.message_types) {
    add("messageType", v.name, v, before.message_type(v.name));
  }
  for (const auto& v : given.matrices) add("matrix", v.name, v, before.matrix(v.name));
  const auto preferences = before.preferences();
  for (const auto& v : given.preferences) {
    add("preference", v.name, v, named(preferences, v.name, &SystemPreferenceSet::name));
  }
  for (const auto& v : given.line_fields) {
    add("lineField", v.name, v, before.line_field(v.name));
  }
  for (const auto& v : given.organizations) {
    add("organization", v.name, v, before.organization(v.name));
  }
  const auto channels = before.channels();
  for (const auto& v : given.channels) {
    add("channel", v.channel, v, named(channels, v.channel, &ChannelExceptionHandlingSet::channel));
  }
  for (const auto& v : given.workflows) add("workflow", v.name, v, before.workflow(v.name));
  return items;
}

json::object described(const ProductOffer& given, const domain::Catalogue& before) {
  const auto* present = before.definition(given.id);
  const ProductOffer offer = domain::completed(given, before);
  json::object entry{{"kind", "offer"}, {"id", offer.id.value}, {"result", "created"}};
  std::uint32_t release = 1;
  if (present != nullptr && domain::is_in_force(*present, offer)) {
    entry["result"] = "unchanged";
    release = present->snapshot.release;
  } else if (present != nullptr) {
    entry["result"] = "changed";
    auto differences = changes(transport::json_of(present->work), transport::json_of(offer));
    if (!differences.empty()) entry["changes"] = std::move(differences);
    if (!present->versions.empty()) release = present->versions.back().number + 1;
  }
  entry["release"] = release;
  const auto warnings = domain::warnings_of(offer);
  if (!warnings.empty()) entry["warnings"] = transport::json_of(warnings);
  return entry;
}

}  // namespace proffer::edge
