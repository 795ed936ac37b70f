// What is recorded around every event: where it belongs, when, and because of what.
#pragma once

#include "events/stream.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <string>

namespace proffer {

// The input that a command came from. Together with the shard's inbox it makes inputs count exactly
// once.
struct Cause {
  // Stored: numbers are never reused.
  enum class Kind : std::uint8_t {
    none = 0,  // the node itself: genesis, progress; a timer: number = position of the event that
               // set it
    request =
        1,  // HTTP or the command line; repeated requests are known by their request key alone
    record =
        2,  // a record of an input topic: source = number given by InputRegistered, number = offset
    command =
        3,  // a command of another shard: source = that shard, number = its gap-free command number
    reaction = 4,  // this shard's reactor: number = position of the event reacted to
  };
  Kind kind = Kind::none;
  std::uint32_t source = 0;
  std::uint64_t number = 0;
  auto operator<=>(const Cause&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Cause& cause) {
  archive(field("kind", cause.kind), field("source", cause.source), field("number", cause.number));
}

// What an input says of itself and messages hand on. Each is empty where the input does not say.
struct Origin {
  Instant occurred;              // givenAt, a CloudEvent's time or a record's timestamp
  std::string traceparent;       // W3C Trace Context, as it came
  std::string tracestate;        // up to 512 bytes
  std::string flow_traceparent;  // the CloudEvents extension: the trace that started the flow
  auto operator<=>(const Origin&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Origin& origin) {
  archive(field("occurred", origin.occurred), field("traceparent", origin.traceparent),
          field("tracestate", origin.tracestate),
          field("flow_traceparent", origin.flow_traceparent));
}

// What all events of one command share.
struct CommandHeader {
  Cause cause;
  Instant at;               // when the command was taken up (UTC)
  std::string correlation;  // follows a response through everything it leads to
  std::string actor;        // who asked: a channel, user or service; up to 128 bytes
  std::string request_key;  // what the channel itself repeats: CloudEvents source and id, or
                            // Idempotency-Key; empty when there is none; up to 512 bytes
  std::uint64_t request_hash =
      0;                   // of the request's body; the same key with another body is refused
  std::uint8_t hops = 0;   // reactions since the outside input, limited by `hops_max`
  Position catalogue = 0;  // end of the reference shard that the decision used
  Origin origin;           // of the input; reactions hand it on
  auto operator<=>(const CommandHeader&) const = default;
};
template <class Archive>
void serialize(Archive& archive, CommandHeader& header) {
  archive(field("cause", header.cause), field("at", header.at),
          field("correlation", header.correlation), field("actor", header.actor),
          field("request_key", header.request_key), field("request_hash", header.request_hash),
          field("hops", header.hops), field("catalogue", header.catalogue));
}

// One event as it stands in the log, its payload still encoded.
struct RecordedEvent {
  ShardId shard = 0;
  Position position = 0;
  StreamId stream;
  std::uint64_t version = 0;  // 1, 2, 3 … within the stream
  std::string type;           // the event's explicit type name
  std::uint16_t schema = 0;   // schema version of that type
  Instant recorded;           // time of the frame; never goes back within a shard
  CommandHeader command;
  std::string payload;
};

}  // namespace proffer
