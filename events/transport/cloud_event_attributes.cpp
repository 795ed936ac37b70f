#include "events/transport/cloud_event_attributes.hpp"

#include "events/transport/json_reader.hpp"
#include "events/transport/rfc3339.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <utility>

namespace proffer::transport {

namespace {

constexpr std::size_t correlation_bytes_max = 128;
constexpr std::size_t request_key_bytes_max = 512;
constexpr std::size_t tracestate_bytes_max = 512;
constexpr std::size_t traceparent_bytes_max = 128;

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

// version-traceid-parentid-flags in lower-case hexadecimal digits; a version to come may have more
// behind another dash.
bool is_traceparent(std::string_view text) {
  constexpr std::string_view form = "00-00000000000000000000000000000000-0000000000000000-00";
  if (text.size() < form.size() || text.size() > traceparent_bytes_max) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const char c = text[i];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (form[i] == '-' ? c != '-' : !hex) return false;
  }
  const bool ends =
      text.size() == form.size() || (text[form.size()] == '-' && !text.starts_with("00"));
  const auto zero = [](std::string_view id) { return id.find_first_not_of('0') == id.npos; };
  return ends && !text.starts_with("ff") && !zero(text.substr(3, 32)) && !zero(text.substr(36, 16));
}

}  // namespace

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return low(x) == low(y);
  });
}
bool begins(std::string_view text, std::string_view with) {
  return text.size() >= with.size() && same(text.substr(0, with.size()), with);
}

CloudEventAttributes attributes_in(std::span<const HeaderView> headers) {
  CloudEventAttributes attributes;
  for (const auto& header : headers) {
    const bool kafka = begins(header.name, "ce_"), http = begins(header.name, "ce-");
    if (!kafka && !http) continue;
    for (const auto& attribute : cloud_event_attributes) {
      if (!same(header.name.substr(3), attribute.name)) continue;
      attributes.prefix = kafka ? "ce_" : "ce-";
      attributes.*attribute.value =
          kafka ? std::string{header.value} : percent_decoded(header.value);
    }
  }
  return attributes;
}

// Who is to recognise the event, what it follows.
tl::expected<Envelope, Problem> read_attributes(const CloudEventAttributes& attributes,
                                                std::string_view type) {
  const auto named = [&](std::string_view name) {
    return fmt::format("{}{}", attributes.prefix, name);
  };
  if (attributes.specversion != "1.0") {
    return fault("CLOUDEVENT_INVALID", "specversion is missing or not 1.0; send CloudEvents 1.0.",
                 named("specversion"));
  }
  for (const auto& attribute : cloud_event_attributes) {
    const auto& value = attributes.*attribute.value;
    if (attribute.required && value.empty()) {
      return fault("CLOUDEVENT_INVALID",
                   fmt::format("The attribute {0} is missing; every CloudEvent has specversion, "
                               "id, source and type.",
                               attribute.name),
                   named(attribute.name));
    }
    if (!simdjson::validate_utf8(value.data(), value.size()) || has_control(value)) {
      return fault(
          "FIELD_INVALID",
          fmt::format("{} is not plain UTF-8 text; take out control characters and stray bytes.",
                      attribute.name),
          named(attribute.name));
    }
  }
  if (attributes.type != type) {
    return fault("TYPE_UNKNOWN",
                 fmt::format("The event is of another type; this input takes {}.", type),
                 named("type"));
  }
  Envelope parsed;
  parsed.type = attributes.type;
  parsed.correlation = attributes.correlationid;
  parsed.request_key = fmt::format("ce:{}\n{}", attributes.source, attributes.id);
  if (parsed.request_key.size() > request_key_bytes_max) {
    return fault("FIELD_TOO_LONG",
                 fmt::format("source and id together have more than {} bytes; shorten them.",
                             request_key_bytes_max - 4),
                 named("id"));
  }
  if (parsed.correlation.size() > correlation_bytes_max) {
    return fault("FIELD_TOO_LONG",
                 fmt::format("correlationid has {} bytes; give at most {}.",
                             parsed.correlation.size(), correlation_bytes_max),
                 named("correlationid"));
  }
  if (!attributes.time.empty()) {
    const auto time = parse_rfc3339(attributes.time);
    if (!time) {
      return fault("CLOUDEVENT_INVALID",
                   "time is no RFC 3339 instant; write it like 2026-03-01T09:15:00Z.",
                   named("time"));
    }
    parsed.origin.occurred = *time;
  }
  if (is_traceparent(attributes.traceparent)) {
    parsed.origin.flow_traceparent = attributes.traceparent;
  }
  return parsed;
}

void read_trace(std::span<const HeaderView> headers, Origin& origin) {
  std::string state;
  for (const HeaderView& header : headers) {
    if (same(header.name, "traceparent") && is_traceparent(header.value)) {
      origin.traceparent = header.value;
    } else if (same(header.name, "tracestate")) {  // a list that may come in parts
      state.append(state.empty() ? "" : ",").append(header.value);
    }
  }
  const bool plain = std::all_of(state.begin(), state.end(),
                                 [](char c) { return c == '\t' || (c >= ' ' && c <= '~'); });
  if (origin.traceparent.empty() || !plain || state.size() > tracestate_bytes_max) return;
  origin.tracestate = std::move(state);
}

}  // namespace proffer::transport
