// A record's JSON, taken out of its envelope.
#pragma once

#include "events/transport/envelope.hpp"

#include <simdjson.h>

#include <string_view>

namespace proffer::transport {

struct RecordOptions {
  std::size_t bytes_max = 65'536;  // of the body; larger: BODY_TOO_LARGE
  std::string_view type;           // the CloudEvents type that is accepted
};

// Refers to the parser.
struct OpenedRecord {
  Envelope envelope;
  simdjson::dom::element data;
  std::string_view parent;  // pointer to `data` within the body
};

// Codes: BODY_TOO_LARGE, JSON_MALFORMED (with the byte offset), JSON_TOO_DEEP, CLOUDEVENT_INVALID,
// and those of read_attributes.
tl::expected<OpenedRecord, Problem> open_record(simdjson::dom::parser& parser,
                                                std::string_view body,
                                                std::span<const HeaderView> headers,
                                                const RecordOptions& options);

}  // namespace proffer::transport
