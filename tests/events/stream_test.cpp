// Streams, their keys and their shards.
#include "events/stream.hpp"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace proffer {
namespace {

// Apache Kafka, UtilsTest.testMurmur2: its clients in every language agree on these.
TEST(Murmur2, IsTheHashOfKafkasClients) {
  const std::array<std::pair<std::string_view, std::int32_t>, 7> published = {{
      {"21", -973932308},
      {"foobar", -790332482},
      {"a-little-bit-long-string", -985981536},
      {"a-little-bit-longer-string", -1486304829},
      {"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971},
      {"abc", 479470107},
      {"", 275646681},
  }};
  for (const auto& [key, hash] : published) {
    EXPECT_EQ(static_cast<std::int32_t>(murmur2(key)), hash) << key;
  }
}

TEST(Stream, IsNamedByCategoryAndKey) {
  EXPECT_EQ(to_string({Category::account, "A-1001"}), "account/A-1001");
  EXPECT_EQ(to_string({Category::product_offer, "O/1"}), "product_offer/O/1");
}

TEST(Stream, EveryCategoryIsFoundByItsName) {
  for (const Category category : {Category::shard, Category::account, Category::order,
                                  Category::quote, Category::catalogue, Category::product_offer}) {
    EXPECT_NE(name_of(category), "unknown");
    EXPECT_EQ(category_named(name_of(category)), category);
  }
  EXPECT_EQ(category_named("unknown"), Category::unknown);
  EXPECT_EQ(category_named("accounts"), Category::unknown);
  EXPECT_EQ(name_of(static_cast<Category>(200)), "unknown");
}

TEST(Stream, ADocumentIsKeyedByItsAccount) {
  EXPECT_EQ(partition_key({Category::account, "A-1-O2"}), "A-1-O2");
  EXPECT_EQ(partition_key({Category::order, "A-1-O2-O17"}), "A-1-O2");
  EXPECT_EQ(partition_key({Category::quote, "A-1-Q3"}), "A-1");
}

TEST(Shard, IsKafkasPartitionOfTheAccount) {
  // Kafka's producer with four partitions: -973932308 & 0x7fffffff = 1173551340, divisible by four.
  EXPECT_EQ(shard_of({Category::account, "21"}, 4), 0);
  EXPECT_EQ(shard_of({Category::account, "foobar"}, 4), (-790332482 & 0x7fffffff) % 4);
  for (const std::uint16_t shards : std::initializer_list<std::uint16_t>{1, 2, 3, 12}) {
    const ShardId shard = shard_of({Category::account, "A-1001"}, shards);
    EXPECT_LT(shard, shards);
    EXPECT_EQ(shard_of({Category::order, "A-1001-O1"}, shards), shard);
    EXPECT_EQ(shard_of({Category::quote, "A-1001-Q12"}, shards), shard);
  }
}

TEST(Shard, WhatAllShardsFollowLivesInTheReferenceShard) {
  EXPECT_EQ(shard_of({Category::catalogue, "main"}, 8), reference_shard);
  EXPECT_EQ(shard_of({Category::product_offer, "PO-1"}, 8), reference_shard);
  EXPECT_EQ(shard_of({Category::shard, "65535"}, 8), reference_shard);
  EXPECT_EQ(shard_of({Category::shard, "3"}, 8), 3);
}

}  // namespace
}  // namespace proffer
