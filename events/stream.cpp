#include "events/stream.hpp"

#include <array>
#include <cstring>

namespace proffer {
namespace {

constexpr std::array<std::string_view, 10> category_names = {
    "unknown",       "shard",    "account",           "order",  "quote", "catalogue",
    "product_offer", "workflow", "workspace_project", "request"};

std::uint32_t byte_at(std::string_view key, std::size_t index) {
  return static_cast<unsigned char>(key[index]);
}

}  // namespace

std::string_view name_of(Category category) {
  const auto index = static_cast<std::size_t>(category);
  return index < category_names.size() ? category_names[index] : category_names[0];
}

Category category_named(std::string_view name) {
  for (std::size_t index = 1; index < category_names.size(); ++index) {
    if (category_names[index] == name) return static_cast<Category>(index);
  }
  return Category::unknown;
}

std::string to_string(const StreamId& stream) {
  std::string text{name_of(stream.category)};
  text += '/';
  text += stream.key;
  return text;
}

// Apache Kafka, org.apache.kafka.common.utils.Utils.murmur2.
std::uint32_t murmur2(std::string_view key) {
  constexpr std::uint32_t m = 0x5bd1e995;
  constexpr int r = 24;
  std::uint32_t h = 0x9747b28c ^ static_cast<std::uint32_t>(key.size());
  std::size_t index = 0;
  for (; index + 4 <= key.size(); index += 4) {
    std::uint32_t k = byte_at(key, index) | byte_at(key, index + 1) << 8 |
                      byte_at(key, index + 2) << 16 | byte_at(key, index + 3) << 24;
    k *= m;
    k ^= k >> r;
    k *= m;
    h = h * m ^ k;
  }
  const std::size_t rest = key.size() - index;
  if (rest == 3) h ^= byte_at(key, index + 2) << 16;
  if (rest >= 2) h ^= byte_at(key, index + 1) << 8;
  if (rest >= 1) h = (h ^ byte_at(key, index)) * m;
  h ^= h >> 13;
  h *= m;
  return h ^ h >> 15;
}

std::string_view partition_key(const StreamId& stream) {
  const std::string_view key = stream.key;
  switch (stream.category) {
    case Category::order:
    case Category::quote:
    case Category::workflow: return key.substr(0, key.rfind('-'));
    case Category::unknown:
    case Category::shard:
    case Category::account:
    case Category::catalogue:
    case Category::product_offer:
    case Category::workspace_project:
    case Category::request: break;
  }
  return key;
}

ShardId shard_of_key(std::string_view key, std::uint16_t shards) {
  return static_cast<ShardId>((murmur2(key) & 0x7fffffffU) % shards);
}

ShardId shard_of(const StreamId& stream, std::uint16_t shards) {
  switch (stream.category) {
    case Category::catalogue:
    case Category::product_offer:
    case Category::workspace_project: return reference_shard;
    case Category::shard: return static_cast<ShardId>(std::stoul(stream.key));
    case Category::unknown:
    case Category::account:
    case Category::order:
    case Category::quote:
    case Category::workflow:
    case Category::request: break;
  }
  return shard_of_key(partition_key(stream), shards);
}

}  // namespace proffer
