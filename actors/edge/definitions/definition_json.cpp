#include "actors/edge/definitions/definition_json.hpp"

#include "actors/domain/catalogue/languages.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/object_writer.hpp"
#include "events/transport/shape.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <utility>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using domain::OfferDefinition;
using domain::OfferVersion;

json::object window_json(const std::optional<Instant>& start, const std::optional<Instant>& end) {
  json::object out;
  if (start) out["start"] = transport::json_of(*start);
  if (end) out["end"] = transport::json_of(*end);
  return out;
}

json::object version_json(const OfferVersion& version) {
  json::object out = window_json(version.start, version.end);
  out["number"] = version.number;
  out["active"] = version.active;
  return out;
}

void put_lock(json::object& out, const OfferDefinition& definition) {
  out["locked"] = definition.locked;
  if (definition.locked) out["lockedBy"] = definition.locked_by;
}

// Released ones, then the Work Space, which commands call 0.
json::array versions_json(const OfferDefinition& definition) {
  json::array versions;
  for (const OfferVersion& each : definition.versions) versions.emplace_back(version_json(each));
  const ProductOffer& work = definition.work;
  json::object work_space = version_json({0, work.start, work.end, work.active});
  work_space["name"] = "Work Space";
  put_lock(work_space, definition);
  versions.emplace_back(std::move(work_space));
  return versions;
}

void put_state(json::object& out, const OfferDefinition& definition, Instant now) {
  const domain::ReleasedOffer released{0, {}, definition.versions};
  const OfferVersion* version = released.in_force(now);
  const ProductOffer& work = definition.work;
  out["effectiveDates"] = version == nullptr ? window_json(work.start, work.end)
                                             : window_json(version->start, version->end);
  put_lock(out, definition);
  out["cacheStale"] = definition.stale;
  out["versions"] = versions_json(definition);
  out["version"] = definition.events;
}

void name_languages(json::object& out) {
  auto* translations = out.if_contains("translations");
  if (translations == nullptr) return;
  for (json::value& each : translations->as_array()) {
    json::object& translation = each.as_object();
    const std::string code(translation.at("languageCode").as_string());
    translation["languageName"] = domain::language_name(code);
  }
}

// What follows from the rest, and can be given by nobody.
void put_derived(json::object& out, const ProductOffer& work) {
  name_languages(out);
  auto* recommendations = out.if_contains("recommendations");
  if (recommendations == nullptr) return;
  for (json::value& each : recommendations->as_array()) {
    json::object& recommendation = each.as_object();
    recommendation["objectProduct"] = work.id.value;
    recommendation["messageTypeId"] = work.message_type;
    name_languages(recommendation);
  }
}

json::array modes_json(std::vector<VariableMapMode> modes) {
  json::array list;
  for (VariableMapMode& mode : modes) list.emplace_back(transport::shaped(std::move(mode)));
  return list;
}

}  // namespace

json::object header_json(const OfferDefinition& definition, Instant now) {
  const ProductOffer& work = definition.work;
  json::object out = {
      {"id", work.id.value},
      {"name", work.name},
      {"organizations", json::array(work.organizations.begin(), work.organizations.end())},
      {"description", work.description},
      {"messageType", work.message_type},
      {"message", work.message},
      {"thumbnail", work.thumbnail},
      {"image", work.image},
      {"checkEligibility", work.rules.check_eligibility},
      {"inclusiveEligibility", work.rules.inclusive_eligibility}};
  put_state(out, definition, now);
  return out;
}

json::object definition_json(const OfferDefinition& definition, Instant now) {
  json::object out = transport::json_of(definition.work);
  put_derived(out, definition.work);
  put_state(out, definition, now);
  return out;
}

json::object variable_map_json(const domain::VariableMap& map) {
  json::object out = {{"name", map.name},
                      {"versions", map.versions},
                      {"locked", map.locked},
                      {"cacheStale", map.stale},
                      {"modes", modes_json(map.work)},
                      {"inForce", modes_json(map.snapshot)}};
  if (map.locked) out["lockedBy"] = map.locked_by;
  return out;
}

}  // namespace proffer::edge
