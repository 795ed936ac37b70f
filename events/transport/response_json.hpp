// A channel's answer to an offer, as Kafka records and HTTP requests carry it: bare JSON, or
// CloudEvents 1.0 in binary mode (attributes in headers `ce_*` or `ce-*`) or structured mode
// (`application/cloudevents+json`, or any object with `specversion`). A Confluent frame (0x00 and a
// 4-byte schema id) before the JSON is taken off.
#pragma once

#include "events/account.hpp"
#include "events/problem.hpp"
#include "events/transport/envelope.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::transport {

// Where bare JSON has a field of a response: at a JSON Pointer, or always the same value.
struct FieldSource {
  std::string name;    // ours, such as accountId
  std::string source;  // a pointer when it begins with a slash
};
// `accountId=/customer/id,channel=sms`. SETTING_INVALID.
tl::expected<std::vector<FieldSource>, Problem> read_field_sources(std::string_view text);

struct ResponseOptions {
  std::size_t bytes_max = 65'536;            // of the body; larger: BODY_TOO_LARGE
  std::string type = "proffer.response.v1";  // the CloudEvents type that is accepted
  // Of bare JSON in a shape that is not ours; a field that is not among them has its own name.
  std::vector<FieldSource> bare_fields = {};
};

struct ParsedResponse {
  ResponseReceived response;  // `given` is givenAt, else the CloudEvents time, else 0: not said
  std::string request_key;    // `ce:<source>\n<id>`; empty for bare JSON
  std::string correlation;    // the CloudEvents extension correlationid; empty: none
  std::string type;           // the CloudEvents type; empty for bare JSON
  std::string language;       // that the customer is asked in; empty: not said
  Origin origin;              // which occurred when it was given
};

// Never throws, whatever the bytes. Ids have at most 128 bytes, texts 4096, the request key 512.
// Fields that are not known are ignored, unless they look like a misspelling of an optional one.
// Thread-safe; reuses buffers per thread.
//
// Codes: BODY_TOO_LARGE, JSON_MALFORMED (with the byte offset), JSON_TOO_DEEP, FIELD_REQUIRED,
// FIELD_TYPE, FIELD_TOO_LONG, FIELD_INVALID, FIELD_UNKNOWN, TYPE_UNKNOWN, CLOUDEVENT_INVALID.
// `field` is a JSON Pointer into the body, or the header's name.
tl::expected<ParsedResponse, Problem> parse_response(std::string_view body,
                                                     std::span<const HeaderView> headers,
                                                     const ResponseOptions& options);

}  // namespace proffer::transport
