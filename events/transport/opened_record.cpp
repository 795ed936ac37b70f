#include "events/transport/opened_record.hpp"

#include "events/transport/cloud_event_attributes.hpp"
#include "events/transport/json_reader.hpp"

#include <fmt/format.h>

namespace proffer::transport {
namespace {

namespace dom = simdjson::dom;
template <class T>
using Parsed = tl::expected<T, Problem>;

// --- CloudEvents in structured mode

// The envelope of structured mode, and the event's data.
Parsed<CloudEventAttributes> attributes_in(dom::object envelope) {
  CloudEventAttributes attributes;
  attributes.prefix = "/";
  for (const auto& attribute : cloud_event_attributes) {
    dom::element element;
    if (envelope[attribute.name].get(element) != simdjson::SUCCESS || element.is_null()) continue;
    std::string_view text;
    if (element.get(text) != simdjson::SUCCESS) {
      return fault("CLOUDEVENT_INVALID",
                   fmt::format("The attribute {} must be a string, not {}.", attribute.name,
                               kind_of(element)),
                   pointer_to("", attribute.name));
    }
    attributes.*attribute.value = text;
  }
  return attributes;
}

Parsed<dom::element> data_of(dom::object envelope) {
  dom::element data;
  if (envelope["data"].get(data) == simdjson::SUCCESS) return data;
  return fault("CLOUDEVENT_INVALID",
               "The event has no data; put it into `data` as a JSON object, not into data_base64.",
               "/data");
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
    return fault("JSON_TOO_DEEP",
                 fmt::format("The JSON is nested more than {} levels deep; send less of it.",
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

Parsed<OpenedRecord> opened(dom::parser& parser, std::string_view body,
                            std::span<const HeaderView> headers, const RecordOptions& options) {
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
    const auto attributes = attributes_in(envelope);
    if (!attributes) return tl::make_unexpected(attributes.error());
    auto read = read_attributes(*attributes, options.type);
    if (!read) return tl::make_unexpected(std::move(read.error()));
    const auto data = data_of(envelope);
    if (!data) return tl::make_unexpected(data.error());
    return OpenedRecord{std::move(*read), *data, "/data"};
  }
  const auto attributes = attributes_in(headers);
  if (attributes.prefix.empty()) return OpenedRecord{{}, *root, ""};
  auto read = read_attributes(attributes, options.type);
  if (!read) return tl::make_unexpected(std::move(read.error()));
  return OpenedRecord{std::move(*read), *root, ""};
}

}  // namespace

tl::expected<OpenedRecord, Problem> open_record(dom::parser& parser, std::string_view body,
                                                std::span<const HeaderView> headers,
                                                const RecordOptions& options) {
  auto record = opened(parser, body, headers, options);
  if (record) read_trace(headers, record->envelope.origin);
  return record;
}

}  // namespace proffer::transport
