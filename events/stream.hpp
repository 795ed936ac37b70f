// Where an event belongs: its stream, and the shard that stream lives in.
#pragma once

#include "events/values.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace proffer {

// The kind of aggregate or document a stream tells of. Stored: numbers are never reused.
enum class Category : std::uint8_t {
  unknown = 0,
  shard = 1,              // key: the shard's number; its genesis, inputs and progress
  account = 2,            // key: account id
  order = 3,              // key: document id
  quote = 4,              // key: document id
  catalogue = 5,          // key: "main"; products and product lines (reference shard)
  product_offer = 6,      // key: offer id (reference shard)
  workflow = 7,           // key: `<account id>-W<n>`; one instance of a workflow
  workspace_project = 8,  // key: project name (reference shard)
  request = 9,  // key: account id, or what else a question came with; what was only looked at
};
std::string_view name_of(Category category);     // "account"; "unknown" for no category
Category category_named(std::string_view name);  // Category::unknown when there is none

struct StreamId {
  Category category = Category::unknown;
  std::string key;
  auto operator<=>(const StreamId&) const = default;
};
template <class Archive>
void serialize(Archive& archive, StreamId& stream) {
  archive(field("category", stream.category), field("key", stream.key));
}
std::string to_string(const StreamId& stream);  // "account/A-1001"

// A shard's number. Data shards are 0 … n-1; the reference shard has a number of its own.
using ShardId = std::uint16_t;
inline constexpr ShardId reference_shard = 0xFFFF;

// Place of an event in its shard's log: gap-free from 0, the genesis.
using Position = std::uint64_t;

// The hash of Kafka's Java clients (murmur2, seed 0x9747b28c), so that partition s feeds shard s.
std::uint32_t murmur2(std::string_view key);

// What decides the shard of a stream: the account id of an account and of its documents.
std::string_view partition_key(const StreamId& stream);

// The shard of a partition key among `shards` data shards: murmur2 with the sign bit cleared,
// modulo shards, as Kafka's default partitioner computes it.
ShardId shard_of_key(std::string_view key, std::uint16_t shards);
ShardId shard_of(const StreamId& stream, std::uint16_t shards);

}  // namespace proffer

template <>
struct std::hash<proffer::StreamId> {
  std::size_t operator()(const proffer::StreamId& stream) const noexcept {
    return std::hash<std::string>{}(stream.key) * 31 + static_cast<std::size_t>(stream.category);
  }
};
