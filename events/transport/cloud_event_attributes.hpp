// The attributes of a CloudEvent (CloudEvents 1.0) that carries a response or a call, however they
// came.
#pragma once

#include "events/transport/envelope.hpp"

#include <tl/expected.hpp>

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace proffer::transport {

struct CloudEventAttributes {
  std::string specversion;
  std::string id;
  std::string source;
  std::string type;
  std::string time;           // optional
  std::string correlationid;  // an extension, optional
  std::string traceparent;    // the same: the trace that started the flow
  // What stands before an attribute's name where it came from: a header's `ce_` or `ce-`, or `/` as
  // a pointer into the envelope of structured mode. Empty: there is no attribute at all.
  std::string_view prefix;
};

struct CloudEventAttribute {
  std::string_view name;
  std::string CloudEventAttributes::*value;
  bool required = true;
};
inline constexpr std::array<CloudEventAttribute, 7> cloud_event_attributes = {{
    {"specversion", &CloudEventAttributes::specversion},
    {"id", &CloudEventAttributes::id},
    {"source", &CloudEventAttributes::source},
    {"type", &CloudEventAttributes::type},
    {"time", &CloudEventAttributes::time, false},
    {"correlationid", &CloudEventAttributes::correlationid, false},
    {"traceparent", &CloudEventAttributes::traceparent, false},
}};

// Without regard to ASCII letters' case, as headers are compared.
bool begins(std::string_view text, std::string_view with);
bool same(std::string_view a, std::string_view b);

// Binary mode: headers `ce_*` of Kafka, `ce-*` of HTTP.
CloudEventAttributes attributes_in(std::span<const HeaderView> headers);

// What they say. CLOUDEVENT_INVALID, TYPE_UNKNOWN, FIELD_INVALID, FIELD_TOO_LONG.
tl::expected<Envelope, Problem> read_attributes(const CloudEventAttributes& attributes,
                                                std::string_view type);

// The headers `traceparent` and `tracestate` (W3C Trace Context) into `origin`; what is not well
// formed is left out, as if it had not come.
void read_trace(std::span<const HeaderView> headers, Origin& origin);

}  // namespace proffer::transport
