// What stands around the JSON of a record or request: a CloudEvent in binary mode (attributes in
// headers `ce_*` or `ce-*`) or structured mode (`application/cloudevents+json`, or any object with
// `specversion`), or nothing. A Confluent frame (0x00 and a 4-byte schema id) before the JSON is
// taken off.
#pragma once

#include "events/envelope.hpp"
#include "events/problem.hpp"
#include "events/values.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace proffer::transport {

// A record's or request's header; names are compared without regard to case. `content-type` is one
// of them.
struct HeaderView {
  std::string_view name;
  std::string_view value;
};

struct Envelope {
  std::string request_key;  // `ce:<source>\n<id>`; empty for bare JSON
  std::string correlation;  // the CloudEvents extension correlationid; empty: none
  std::string type;         // the CloudEvents type; empty for bare JSON
  Origin origin;            // when it occurred, by the CloudEvents time, and its trace
};

}  // namespace proffer::transport
