// Facts of a shard itself: its genesis, its inputs, its progress, and what could not be processed.
#pragma once

#include "events/problem.hpp"
#include "events/stream.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer {

// Position 0 of every shard. Another log id is another log.
struct ShardCreated {
  static constexpr std::string_view type = "shard.created";
  static constexpr std::uint16_t version = 1;
  std::string log_id;    // 32 hexadecimal digits, the same in all shards of a log
  std::string timeline;  // 8 hexadecimal digits; a restore from backup starts another
  ShardId shard = 0;
  std::uint16_t shards = 0;  // data shards of the log
  bool operator==(const ShardCreated&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ShardCreated& e) {
  archive(field("log_id", e.log_id), field("timeline", e.timeline), field("shard", e.shard),
          field("shards", e.shards));
}

// A partition of an input topic feeds this shard. Causes name it by `source`. A topic made anew
// under the old name needs another generation, registered by an operator.
struct InputRegistered {
  static constexpr std::string_view type = "shard.input_registered";
  static constexpr std::uint16_t version = 1;
  std::uint32_t source = 0;  // 1, 2, 3 … within the shard
  std::string topic;
  std::uint32_t generation = 0;
  std::int32_t partition = 0;
  bool operator==(const InputRegistered&) const = default;
};
template <class Archive>
void serialize(Archive& archive, InputRegistered& e) {
  archive(field("source", e.source), field("topic", e.topic), field("generation", e.generation),
          field("partition", e.partition));
}

struct OutputOffset {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t end = 0;  // offset after the last record sent
  auto operator<=>(const OutputOffset&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OutputOffset& o) {
  archive(field("topic", o.topic), field("partition", o.partition), field("end", o.end));
}

// How far the shard's outputs and reactions have come; at most one every 200 ms.
struct ShardProgress {
  static constexpr std::string_view type = "shard.progress";
  static constexpr std::uint16_t version = 1;
  Position published = 0;  // all events before it are on the output topics
  Position reacted = 0;    // all events before it have been carried on
  std::vector<OutputOffset> outputs;
  bool operator==(const ShardProgress&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ShardProgress& e) {
  archive(field("published", e.published), field("reacted", e.reacted),
          field("outputs", e.outputs));
}

struct RecordHeader {
  std::string name;
  Bytes value;
  bool has_value = true;  // false: null, which is not the same as empty
  auto operator<=>(const RecordHeader&) const = default;
};
template <class Archive>
void serialize(Archive& archive, RecordHeader& h) {
  archive(field("name", h.name), field("value", h.value));
  if (archive.version() >= 2) archive(field("has_value", h.has_value));
}

// A record of an input topic, byte for byte.
struct InputRecord {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  Instant timestamp;
  bool has_key = false;
  Bytes key;
  bool has_value = false;  // false: a tombstone
  Bytes value;
  std::vector<RecordHeader> headers;
  bool operator==(const InputRecord&) const = default;
};
template <class Archive>
void serialize(Archive& archive, InputRecord& r) {
  archive(field("topic", r.topic), field("partition", r.partition), field("offset", r.offset),
          field("timestamp", r.timestamp), field("has_key", r.has_key), field("key", r.key),
          field("has_value", r.has_value), field("value", r.value), field("headers", r.headers));
}

// An input that cannot be processed at all; the publisher sends it to the dead-letter topic as it
// came.
struct DeadLettered {
  static constexpr std::string_view type = "shard.dead_lettered";
  static constexpr std::uint16_t version = 2;
  Problem problem;
  InputRecord record;
  bool operator==(const DeadLettered&) const = default;
};
template <class Archive>
void serialize(Archive& archive, DeadLettered& e) {
  archive(field("problem", e.problem), field("record", e.record));
}

// An input whose key belongs to another shard: carried there as a command, numbered without gaps
// for each pair of shards.
struct CommandForwarded {
  static constexpr std::string_view type = "shard.command_forwarded";
  static constexpr std::uint16_t version = 2;  // as CommandRefused
  ShardId to = 0;
  std::uint64_t number = 0;  // 1, 2, 3 … from this shard to that one
  StreamId addressee;
  std::string command_type;  // as in CommandRefused
  Json command;
  std::string request_key;  // the addressee's to judge, so not in this event's own header
  bool operator==(const CommandForwarded&) const = default;
};
template <class Archive>
void serialize(Archive& archive, CommandForwarded& e) {
  archive(field("to", e.to), field("number", e.number), field("addressee", e.addressee),
          field("command_type", e.command_type), field("command", e.command),
          field("request_key", e.request_key));
}

using ShardEvent =
    std::variant<ShardCreated, InputRegistered, ShardProgress, DeadLettered, CommandForwarded>;

}  // namespace proffer
