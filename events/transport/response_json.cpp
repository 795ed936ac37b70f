#include "events/transport/response_json.hpp"

#include "events/transport/json_reader.hpp"
#include "events/transport/opened_record.hpp"
#include "events/transport/rfc3339.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>

namespace proffer::transport {

namespace {

namespace dom = simdjson::dom;
template <class T>
using Parsed = tl::expected<T, Problem>;

// --- the fields of a response

struct FieldRule {
  std::string_view name;
  Need need;
  Form form;
  std::string_view meaning;
};
constexpr std::array<FieldRule, 11> rules = {{
    {"accountId", Need::required, Form::key, "the customer's account id"},
    {"offerId", Need::required, Form::id, "the offer's id"},
    {"response", Need::required, Form::text, "the customer's answer, such as Accept"},
    {"channel", Need::required, Form::id, "where the answer was given, such as web"},
    {"assetId", Need::optional, Form::id, "the id of the owned product it is about"},
    {"serviceId", Need::optional, Form::id, "the service number of the owned product"},
    {"givenAt", Need::optional, Form::id, "when the customer answered"},
    {"documentId", Need::optional, Form::id, "the order or quote to add to"},
    {"recommendationId", Need::optional, Form::id, "the recommendation that was shown"},
    {"messageId", Need::optional, Form::id, "the message that was shown"},
    {"language", Need::optional, Form::id, "the language that the customer is asked in"},
}};
constexpr std::string_view parameter_name = "namedParameter";
constexpr std::array<std::string_view, 8> optional_names = {
    "assetId",          "serviceId", "givenAt",  "documentId",
    "recommendationId", "messageId", "language", parameter_name};
using Values = std::array<std::string_view, rules.size()>;

// Every known field's text, empty where the object has none.
Parsed<Values> collect(dom::object object, std::string_view parent) {
  Values values;
  std::bitset<rules.size()> seen;
  std::array<std::string_view, 4> strangers;  // unknown names, for did-you-mean
  std::size_t strangers_count = 0;
  for (const dom::key_value_pair pair : object) {
    const std::string_view key = pair.key;
    const dom::element value = pair.value;
    if (key == parameter_name) continue;  // an object: read on its own
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const auto& r) { return r.name == key; });
    if (rule == rules.end()) {
      if (const auto meant = closest(key, optional_names); !meant.empty()) {
        return fault("FIELD_UNKNOWN",
                     fmt::format("There is no field '{}'.{}", key, did_you_mean(meant)),
                     pointer_to(parent, key));
      }
      if (strangers_count < strangers.size()) strangers[strangers_count++] = key;
      continue;
    }
    const auto index = static_cast<std::size_t>(rule - rules.begin());
    if (seen.test(index)) {
      return fault("FIELD_INVALID", fmt::format("{} is given twice; give it once.", key),
                   pointer_to(parent, key));
    }
    if (value.is_null()) continue;  // the same as not given
    seen.set(index);
    if (value.get(values[index]) != simdjson::SUCCESS) {
      return fault(
          "FIELD_TYPE",
          fmt::format("{} must be a string, not {}; put it in quotes.", key, kind_of(value)),
          pointer_to(parent, key));
    }
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].need == Need::optional || !values[i].empty()) continue;
    const std::array<std::string_view, 1> name = {rules[i].name};
    for (std::size_t s = 0; s < strangers_count; ++s) {
      if (closest(strangers[s], name).empty()) continue;
      return fault("FIELD_REQUIRED",
                   fmt::format("{0} is missing; '{1}' looks like it: name it {0}.", rules[i].name,
                               strangers[s]),
                   pointer_to(parent, rules[i].name));
    }
    return fault("FIELD_REQUIRED",
                 fmt::format("{} is missing or empty; give {} as a string.", rules[i].name,
                             rules[i].meaning),
                 pointer_to(parent, rules[i].name));
  }
  return values;
}

using FieldSources = std::vector<FieldSource>;

// Where a field is: as `fields` say, else under its own name.
std::string source_of(std::string_view name, std::string_view parent, const FieldSources& fields) {
  const auto given = std::find_if(fields.begin(), fields.end(),
                                  [&](const FieldSource& field) { return field.name == name; });
  return given == fields.end() ? pointer_to(parent, name) : given->source;
}

// The same from a shape that is not ours.
Parsed<Values> collect(dom::element data, const FieldSources& fields) {
  Values values;
  for (const FieldSource& field : fields) {
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const FieldRule& r) { return r.name == field.name; });
    if (rule != rules.end()) {
      values[static_cast<std::size_t>(rule - rules.begin())] = field.source;
    }
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string source = source_of(rules[i].name, "", fields);
    if (!source.starts_with('/')) continue;  // the value itself
    values[i] = {};
    dom::element found;
    const bool there = data.at_pointer(source).get(found) == simdjson::SUCCESS && !found.is_null();
    if (there && found.get(values[i]) != simdjson::SUCCESS) {
      return fault("FIELD_TYPE",
                   fmt::format("{} must be a string, not {}; put it in quotes.", rules[i].name,
                               kind_of(found)),
                   source);
    }
    if (rules[i].need == Need::required && values[i].empty()) {
      return fault("FIELD_REQUIRED",
                   fmt::format("{} is missing or empty; give {} as a string.", rules[i].name,
                               rules[i].meaning),
                   source);
    }
  }
  return values;
}

// What a choice is given by; from `value` on, all are its value, under the name of what they
// choose.
constexpr std::array<std::string_view, 10> choice_names = {
    "actionId",    "actionName",       "parameterId",    "fieldName",      "value",
    "baseProduct", "componentProduct", "upgradeProduct", "attributeValue", "fieldValue"};

Parsed<ParameterChoice> read_choice(dom::object object, std::string_view parent) {
  ParameterChoice choice;
  for (const dom::key_value_pair pair : object) {
    const std::string_view key = pair.key;
    const std::string where = pointer_to(parent, key);
    std::string_view text;
    if (std::find(choice_names.begin(), choice_names.end(), key) == choice_names.end()) {
      return fault(
          "FIELD_UNKNOWN",
          fmt::format("There is no field '{}'.{}", key, did_you_mean(closest(key, choice_names))),
          where);
    }
    if (pair.value.is_null()) continue;
    if (pair.value.get(text) != simdjson::SUCCESS) {
      return fault(
          "FIELD_TYPE",
          fmt::format("{} must be a string, not {}; put it in quotes.", key, kind_of(pair.value)),
          where);
    }
    if (auto problem = wrong(text, Form::text, where)) {
      return tl::make_unexpected(std::move(*problem));
    }
    std::string& place = key == "actionId" || key == "actionName" ? choice.action
                         : key == "parameterId"                   ? choice.parameter
                         : key == "fieldName"                     ? choice.field
                                                                  : choice.value;
    if (!place.empty()) {
      return fault("FIELD_INVALID",
                   fmt::format("{} says what was said already; leave it out.", key), where);
    }
    place = text;
  }
  return choice;
}

Parsed<std::optional<ParameterChoice>> choice_in(dom::object response, std::string_view parent) {
  dom::element element;
  if (response[parameter_name].get(element) != simdjson::SUCCESS || element.is_null()) {
    return std::nullopt;
  }
  dom::object object;
  const std::string where = pointer_to(parent, parameter_name);
  if (element.get(object) != simdjson::SUCCESS) {
    return fault("FIELD_TYPE",
                 fmt::format("namedParameter must be an object, not {}; give parameterId or a "
                             "value in it.",
                             kind_of(element)),
                 where);
  }
  auto choice = read_choice(object, where);
  if (!choice) return tl::make_unexpected(std::move(choice.error()));
  return std::move(*choice);
}

Parsed<ParsedResponse> read_response(dom::element data, std::string_view parent,
                                     const FieldSources& fields) {
  dom::object object;
  if (data.get(object) != simdjson::SUCCESS) {
    return fault("FIELD_TYPE",
                 fmt::format("A response must be an object, not {}; send one response a message.",
                             kind_of(data)),
                 std::string{parent});
  }
  const auto values = fields.empty() ? collect(object, parent) : collect(data, fields);
  if (!values) return tl::make_unexpected(values.error());
  ParsedResponse parsed;
  ResponseReceived& response = parsed.response;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string source = source_of(rules[i].name, parent, fields);
    if (auto problem = wrong((*values)[i], rules[i].form, source)) {
      return tl::make_unexpected(std::move(*problem));
    }
  }
  auto choice = choice_in(object, parent);
  if (!choice) return tl::make_unexpected(std::move(choice.error()));
  response.parameter = std::move(*choice);
  const auto& [account, offer, answer, channel, asset, service, given, document, recommendation,
               message, language] = *values;
  parsed.language = language;
  response.document.value = document;
  response.recommendation.value = recommendation;
  response.message = message;
  response.account.value = account;
  response.offer.value = offer;
  response.response = answer;
  response.channel = channel;
  response.asset.value = asset;
  response.service_id = service;
  if (!given.empty()) {
    const auto instant = parse_rfc3339(given);
    if (!instant) {
      return fault("FIELD_INVALID",
                   "givenAt is no RFC 3339 instant; write it like 2026-03-01T09:15:00Z.",
                   source_of("givenAt", parent, fields));
    }
    response.given = *instant;
  }
  return parsed;
}

}  // namespace

tl::expected<std::vector<FieldSource>, Problem> read_field_sources(std::string_view text) {
  std::vector<FieldSource> fields;
  while (!text.empty()) {
    const auto item = text.substr(0, text.find(','));
    text.remove_prefix(std::min(item.size() + 1, text.size()));
    const auto name = item.substr(0, item.find('='));
    const auto source = item.substr(std::min(name.size() + 1, item.size()));
    const bool known = std::any_of(rules.begin(), rules.end(),
                                   [&](const FieldRule& rule) { return rule.name == name; });
    if (!known || source.empty()) {
      return fault("SETTING_INVALID",
                   fmt::format("kafka.bare_json: '{}' is no field of a response with its source; "
                               "write accountId=/customer/id or channel=sms, with commas between.",
                               item),
                   "kafka.bare_json");
    }
    fields.push_back({std::string(name), std::string(source)});
  }
  return fields;
}

tl::expected<ParsedResponse, Problem> parse_response(std::string_view body,
                                                     std::span<const HeaderView> headers,
                                                     const ResponseOptions& options) {
  thread_local dom::parser parser;
  auto opened = open_record(parser, body, headers, {options.bytes_max, options.type});
  if (!opened) return tl::make_unexpected(std::move(opened.error()));
  static const FieldSources ours;
  const FieldSources& fields = opened->envelope.type.empty() ? options.bare_fields : ours;
  auto parsed = read_response(opened->data, opened->parent, fields);
  if (!parsed) return tl::make_unexpected(std::move(parsed.error()));
  Envelope& envelope = opened->envelope;
  if (parsed->response.given == Instant{}) parsed->response.given = envelope.origin.occurred;
  envelope.origin.occurred = parsed->response.given;
  parsed->request_key = std::move(envelope.request_key);
  parsed->correlation = std::move(envelope.correlation);
  parsed->type = std::move(envelope.type);
  parsed->origin = std::move(envelope.origin);
  return parsed;
}

}  // namespace proffer::transport
