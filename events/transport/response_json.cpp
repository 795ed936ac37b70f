#include "events/transport/response_json.hpp"

#include "events/transport/json_reader.hpp"
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

constexpr std::size_t id_bytes_max = 128;
constexpr std::size_t text_bytes_max = 4096;
constexpr std::size_t request_key_bytes_max = 512;

tl::unexpected<Problem> fault(std::string_view code, std::string text, std::string field = {}) {
  Problem problem;
  problem.code = code;
  problem.text = std::move(text);
  problem.field = std::move(field);
  return tl::make_unexpected(std::move(problem));
}

// --- the fields of a response

enum class Form { key, id, text, instant };  // key: an id that streams and documents are named by
enum class Need { required, optional };

struct FieldRule {
  std::string_view name;
  Need need;
  Form form;
  std::string_view meaning;
};
constexpr std::array<FieldRule, 7> rules = {{
    {"accountId", Need::required, Form::key, "the customer's account id"},
    {"offerId", Need::required, Form::id, "the offer's id"},
    {"response", Need::required, Form::text, "the customer's answer, such as Accept"},
    {"channel", Need::required, Form::id, "where the answer was given, such as web"},
    {"assetId", Need::optional, Form::id, "the id of the owned product it is about"},
    {"serviceId", Need::optional, Form::id, "the service number of the owned product"},
    {"givenAt", Need::optional, Form::instant, "when the customer answered"},
}};
constexpr std::array<std::string_view, 3> optional_names = {"assetId", "serviceId", "givenAt"};
using Values = std::array<std::string_view, rules.size()>;

std::string_view kind_of(dom::element element) {
  switch (element.type()) {
    case dom::element_type::ARRAY: return "an array";
    case dom::element_type::OBJECT: return "an object";
    case dom::element_type::INT64:
    case dom::element_type::UINT64:
    case dom::element_type::DOUBLE: return "a number";
    case dom::element_type::STRING: return "a string";
    case dom::element_type::BOOL: return "true or false";
    case dom::element_type::NULL_VALUE: return "null";
  }
  return "something else";
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool fits_a_key(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == ':' || c == '-';
  });
}

std::optional<Problem> wrong(std::string_view value, Form form, const std::string& field) {
  const auto no = [&](std::string_view code, std::string text) {
    return fault(code, std::move(text), field).value();
  };
  const std::size_t bytes_max = form == Form::text ? text_bytes_max : id_bytes_max;
  if (value.size() > bytes_max) {
    return no("FIELD_TOO_LONG",
              fmt::format("{} has {} bytes; give at most {}.", field, value.size(), bytes_max));
  }
  if (has_control(value)) {
    return no("FIELD_INVALID", fmt::format("{} contains a control character; take it out.", field));
  }
  if (form == Form::key && !fits_a_key(value)) {
    return no("FIELD_INVALID", fmt::format("{} may contain only letters A-Z and a-z, digits and . "
                                           "_ : -; give the id as the account "
                                           "was defined.",
                                           field));
  }
  return {};
}

// Every known field's text, empty where the object has none.
Parsed<Values> collect(dom::object object, std::string_view parent) {
  Values values;
  std::bitset<rules.size()> seen;
  std::array<std::string_view, 4> strangers;  // unknown names, for did-you-mean
  std::size_t strangers_count = 0;
  for (const auto& [key, value] : object) {
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

Parsed<ResponseReceived> read_response(dom::element data, std::string_view parent) {
  dom::object object;
  if (data.get(object) != simdjson::SUCCESS) {
    return fault("FIELD_TYPE",
                 fmt::format("A response must be an object, not {}; send one response a message.",
                             kind_of(data)),
                 std::string{parent});
  }
  const auto values = collect(object, parent);
  if (!values) return tl::make_unexpected(values.error());
  ResponseReceived response;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].form == Form::instant) continue;
    if (auto problem = wrong((*values)[i], rules[i].form, pointer_to(parent, rules[i].name))) {
      return tl::make_unexpected(std::move(*problem));
    }
  }
  const auto& [account, offer, answer, channel, asset, service, given] = *values;
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
                   pointer_to(parent, "givenAt"));
    }
    response.given = *instant;
  }
  return response;
}

// --- CloudEvents attributes

struct Attributes {
  std::string specversion, id, source, type, time, correlationid;
};
struct AttributeRule {
  std::string_view name;
  std::string Attributes::*value;
};
constexpr std::array<AttributeRule, 6> attribute_rules = {{
    {"specversion", &Attributes::specversion},
    {"id", &Attributes::id},
    {"source", &Attributes::source},
    {"type", &Attributes::type},
    {"time", &Attributes::time},
    {"correlationid", &Attributes::correlationid},
}};

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return low(x) == low(y);
  });
}
bool begins(std::string_view text, std::string_view with) {
  return text.size() >= with.size() && same(text.substr(0, with.size()), with);
}

// Header values of the HTTP binding are percent-encoded (CloudEvents HTTP protocol
// binding 1.0, 3.1.3.2); a percent sign that begins no two hexadecimal digits stands for itself.
std::string percent_decoded(std::string_view text) {
  const auto hex = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
  };
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      decoded += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

// How a problem names an attribute: a header of this prefix, or a pointer into the envelope.
struct Carrier {
  std::string_view prefix = "/";
  std::string name(std::string_view attribute) const {
    return fmt::format("{}{}", prefix, attribute);
  }
};

struct BinaryMode {
  Attributes attributes;
  Carrier carrier;
  bool present = false;  // at least one CloudEvents attribute came in a header
};

BinaryMode binary_mode(std::span<const HeaderView> headers) {
  BinaryMode mode;
  for (const auto& header : headers) {
    const bool kafka = begins(header.name, "ce_"), http = begins(header.name, "ce-");
    if (!kafka && !http) continue;
    for (const auto& rule : attribute_rules) {
      if (!same(header.name.substr(3), rule.name)) continue;
      mode.present = true;
      mode.carrier.prefix = kafka ? "ce_" : "ce-";
      mode.attributes.*rule.value =
          kafka ? std::string{header.value} : percent_decoded(header.value);
    }
  }
  return mode;
}

// The envelope of structured mode, and the event's data.
Parsed<Attributes> structured_mode(dom::object envelope) {
  Attributes attributes;
  for (const auto& rule : attribute_rules) {
    dom::element element;
    if (envelope[rule.name].get(element) != simdjson::SUCCESS || element.is_null()) continue;
    std::string_view text;
    if (element.get(text) != simdjson::SUCCESS) {
      return fault(
          "CLOUDEVENT_INVALID",
          fmt::format("The attribute {} must be a string, not {}.", rule.name, kind_of(element)),
          pointer_to("", rule.name));
    }
    attributes.*rule.value = text;
  }
  return attributes;
}

Parsed<dom::element> data_of(dom::object envelope) {
  dom::element data;
  if (envelope["data"].get(data) == simdjson::SUCCESS) return data;
  return fault(
      "CLOUDEVENT_INVALID",
      "The event has no data; put the response into `data` as a JSON object, not into data_base64.",
      "/data");
}

// What the attributes say about the response: who is to recognise it, what it follows.
Parsed<ParsedResponse> checked(const Attributes& attributes, Carrier carrier,
                               const ResponseOptions& options) {
  if (attributes.specversion != "1.0") {
    return fault("CLOUDEVENT_INVALID",
                 fmt::format("specversion is '{}'; send CloudEvents 1.0.",
                             attributes.specversion.substr(0, 16)),
                 carrier.name("specversion"));
  }
  for (const auto& rule : attribute_rules) {
    const auto& value = attributes.*rule.value;
    const bool required = rule.name != "time" && rule.name != "correlationid";
    if (required && value.empty()) {
      return fault("CLOUDEVENT_INVALID",
                   fmt::format("The attribute {0} is missing; every CloudEvent has specversion, "
                               "id, source and type.",
                               rule.name),
                   carrier.name(rule.name));
    }
    if (!simdjson::validate_utf8(value.data(), value.size()) || has_control(value)) {
      return fault(
          "FIELD_INVALID",
          fmt::format("{} is not plain UTF-8 text; take out control characters and stray bytes.",
                      rule.name),
          carrier.name(rule.name));
    }
  }
  if (attributes.type != options.type) {
    return fault("TYPE_UNKNOWN",
                 fmt::format("Events of type '{}' are not known here; send {}.",
                             attributes.type.substr(0, id_bytes_max), options.type),
                 carrier.name("type"));
  }
  ParsedResponse parsed;
  parsed.type = attributes.type;
  parsed.correlation = attributes.correlationid;
  parsed.request_key = fmt::format("ce:{}\n{}", attributes.source, attributes.id);
  if (parsed.request_key.size() > request_key_bytes_max) {
    return fault("FIELD_TOO_LONG",
                 fmt::format("source and id together have more than {} bytes; shorten them.",
                             request_key_bytes_max - 4),
                 carrier.name("id"));
  }
  if (parsed.correlation.size() > id_bytes_max) {
    return fault("FIELD_TOO_LONG",
                 fmt::format("correlationid has {} bytes; give at most {}.",
                             parsed.correlation.size(), id_bytes_max),
                 carrier.name("correlationid"));
  }
  if (!attributes.time.empty()) {
    const auto time = parse_rfc3339(attributes.time);
    if (!time) {
      return fault("CLOUDEVENT_INVALID",
                   "time is no RFC 3339 instant; write it like 2026-03-01T09:15:00Z.",
                   carrier.name("time"));
    }
    parsed.response.given = *time;
  }
  return parsed;
}

// --- the body

constexpr std::size_t confluent_frame_bytes = 5;

Parsed<dom::element> parse_body(dom::parser& parser, std::string_view body, std::size_t skipped) {
  dom::element root;
  if (parser.capacity() == 0 && parser.allocate(1024, json_depth_max) != simdjson::SUCCESS) {
    return fault("JSON_MALFORMED", "There is no memory to read the body; try again later.");
  }
  if (body.empty()) return fault("JSON_MALFORMED", "The body is empty; send one JSON object.");
  if (parser.parse(body.data(), body.size(), true).get(root) == simdjson::SUCCESS) return root;
  const auto where = locate_fault(body);
  if (where.too_deep) {
    return fault(
        "JSON_TOO_DEEP",
        fmt::format("The JSON is nested more than {} levels deep; a response is a flat object.",
                    json_depth_max));
  }
  return fault(
      "JSON_MALFORMED",
      fmt::format("The body is not JSON: {} at byte {}; check that it is sent whole and in UTF-8.",
                  where.reason, where.offset + skipped));
}

std::string_view content_type(std::span<const HeaderView> headers) {
  for (const auto& header : headers) {
    if (same(header.name, "content-type")) return header.value;
  }
  return {};
}

// The response in `data`, with what its CloudEvents attributes have said.
Parsed<ParsedResponse> completed(ParsedResponse parsed, dom::element data,
                                 std::string_view parent) {
  auto response = read_response(data, parent);
  if (!response) return tl::make_unexpected(std::move(response.error()));
  if (response->given == Instant{}) response->given = parsed.response.given;
  parsed.response = std::move(*response);
  return parsed;
}

}  // namespace

tl::expected<ParsedResponse, Problem> parse_response(std::string_view body,
                                                     std::span<const HeaderView> headers,
                                                     const ResponseOptions& options) {
  thread_local dom::parser parser;
  if (body.size() > options.bytes_max) {
    return fault("BODY_TOO_LARGE", fmt::format("The body has {} bytes; send at most {}.",
                                               body.size(), options.bytes_max));
  }
  const bool framed = body.size() > confluent_frame_bytes && body.front() == '\0';
  const std::size_t skipped = framed ? confluent_frame_bytes : 0;
  const auto root = parse_body(parser, body.substr(skipped), skipped);
  if (!root) return tl::make_unexpected(root.error());

  const auto type = content_type(headers);
  if (begins(type, "application/cloudevents-batch")) {
    return fault("CLOUDEVENT_INVALID",
                 "Batches of events are not accepted; send one event a message.", "content-type");
  }
  dom::object envelope;
  const bool is_object = root->get(envelope) == simdjson::SUCCESS;
  const bool is_structured = begins(type, "application/cloudevents") ||
                             (is_object && envelope["specversion"].error() == simdjson::SUCCESS);
  if (is_structured) {
    if (!is_object) return fault("CLOUDEVENT_INVALID", "A CloudEvent must be a JSON object.");
    const auto attributes = structured_mode(envelope);
    if (!attributes) return tl::make_unexpected(attributes.error());
    auto parsed = checked(*attributes, Carrier{}, options);
    if (!parsed) return parsed;
    const auto data = data_of(envelope);
    if (!data) return tl::make_unexpected(data.error());
    return completed(std::move(*parsed), *data, "/data");
  }
  const auto binary = binary_mode(headers);
  if (!binary.present) return completed({}, *root, "");
  auto parsed = checked(binary.attributes, binary.carrier, options);
  if (!parsed) return parsed;
  return completed(std::move(*parsed), *root, "");
}

}  // namespace proffer::transport
