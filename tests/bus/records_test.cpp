// What is sent is what arrives, byte for byte, on the partition where our own hash looks for it.
#include "events/stream.hpp"
#include "tests/bus/broker.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <numeric>

namespace proffer::transport {
namespace {

using ::testing::ElementsAre;

InputRecord after_travel(OutputMessage sent) {
  sent.topic = new_topic(shared_broker(), 1);
  deliver(*sink_to(shared_broker()), {sent});
  const auto source = source_of(shared_broker(), sent.topic);
  must(source->start(0, 0));
  auto record = receive(*source, 1).front();
  EXPECT_EQ(record.topic, sent.topic);
  return record;
}

std::string all_bytes() {
  std::string bytes(256, '\0');
  std::iota(bytes.begin(), bytes.end(), '\0');
  return bytes;
}

TEST(Record, ArrivesByteForByteWithItsHeadersInOrder) {
  auto sent = message("", all_bytes(), all_bytes() + all_bytes());
  sent.headers = {
      {"ce_id", {"account/A-1@7"}}, {"twice", {all_bytes()}}, {"twice", {""}}, {"null", {}, false}};
  const auto record = after_travel(sent);
  EXPECT_TRUE(record.has_key);
  EXPECT_EQ(record.key.value, sent.key);
  EXPECT_TRUE(record.has_value);
  EXPECT_EQ(record.value, sent.value);
  EXPECT_EQ(record.headers, sent.headers);
  EXPECT_EQ(record.partition, 0);
  EXPECT_EQ(record.offset, 0);
  const auto age = std::chrono::system_clock::now().time_since_epoch() -
                   std::chrono::milliseconds{record.timestamp.ms};
  EXPECT_LT(std::chrono::abs(age), std::chrono::minutes{2});
}

TEST(Record, WithoutAKeyIsNotOneWithAnEmptyKey) {
  auto sent = message("", "", "value");
  EXPECT_TRUE(after_travel(sent).has_key);
  sent.has_key = false;
  EXPECT_FALSE(after_travel(sent).has_key);
}

TEST(Record, ThatIsATombstoneIsNotOneWithAnEmptyValue) {
  auto sent = message("", "key", "");
  EXPECT_TRUE(after_travel(sent).has_value);
  sent.has_value = false;
  EXPECT_FALSE(after_travel(sent).has_value);
}

TEST(Record, Of512KiBArrives) {
  std::string value(512 * 1024, 'x');
  value.back() = '\0';
  EXPECT_EQ(after_travel(message("", "key", value)).value.value, value);
}

TEST(Record, FillsAnInputTopicUpToItsLimitAndNotBeyond) {
  const auto topic = new_topic(shared_broker(), 1, {{"max.message.bytes", "524288"}});
  const std::size_t framing = 100;  // a batch's 61 bytes, and the record's own
  deliver(*sink_to(shared_broker()), {message(topic, "key", std::string(524288 - framing, 'x'))});
  const auto sink = sink_to(shared_broker());
  must(sink->send(message(topic, "key", std::string(524288, 'x'))));
  const Deadline deadline{"the broker's refusal"};
  auto reports = sink->poll(100);
  for (; reports && reports->empty(); reports = sink->poll(100)) deadline.check();
  ASSERT_FALSE(reports);
  EXPECT_EQ(reports.error().kind, BusError::Kind::too_large);
}

TEST(Record, OfAnAccountFeedsTheShardOfTheAccount) {
  const std::uint16_t shards = 7;
  const auto topic = new_topic(shared_broker(), shards);
  std::vector<OutputMessage> messages;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    messages.push_back(message(topic, "A-" + std::to_string(i * 7919), ""));
    messages.back().tag = i;
  }
  messages[0].key = "";  // as good a key as any
  std::vector<int> records(shards);
  for (const auto& report : deliver(*sink_to(shared_broker()), messages)) {
    ASSERT_EQ(report.partition, shard_of_key(messages[report.tag].key, shards))
        << messages[report.tag].key;
    ++records[static_cast<std::size_t>(report.partition)];
  }
  EXPECT_THAT(records, ::testing::Each(::testing::Gt(200)));
}

}  // namespace
}  // namespace proffer::transport
