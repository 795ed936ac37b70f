#include "tests/bus/broker.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <set>

namespace proffer::transport {
namespace {

using ::testing::ElementsAre;

OutputMessage with_id(const std::string& topic, const std::string& id) {
  auto sent = message(topic, "key", "value");
  sent.headers = {{"ce_id", {id}}};
  return sent;
}

// The ce_id of each record from `offset` on, with its offset.
std::vector<std::string> ids_from(Sink& sink, const std::string& topic, std::int64_t offset) {
  std::vector<std::string> ids;
  must(sink.read_headers(topic, 0, offset,
                         [&](std::int64_t at, const std::vector<RecordHeader>& headers) {
                           ids.push_back(fmt::format("{}:{}", at, headers.at(0).value.value));
                         }));
  return ids;
}

TEST(Sink, ReportsEachMessageWithItsTagAndPlace) {
  const auto topic = new_topic(shared_broker(), 1);
  auto messages = std::vector{message(topic, "k", "a"), message(topic, "k", "b")};
  messages[0].tag = 1;
  messages[1].tag = ~std::uint64_t{0};
  const auto reports = deliver(*sink_to(shared_broker()), messages);
  EXPECT_EQ(reports[0].tag, 1U);
  EXPECT_EQ(reports[0].offset, 0);
  EXPECT_EQ(reports[1].tag, ~std::uint64_t{0});
  EXPECT_EQ(reports[1].offset, 1);
  EXPECT_EQ(reports[1].topic, topic);
}

TEST(Sink, ShowsWhatWasSentFromAnOffsetToTheEnd) {
  const auto topic = new_topic(shared_broker(), 1);
  const auto sink = sink_to(shared_broker());
  EXPECT_EQ(must(sink->end_offset(topic, 0)), 0);
  EXPECT_THAT(ids_from(*sink, topic, 0), ElementsAre());
  deliver(*sink, {with_id(topic, "a@1"), with_id(topic, "a@2"), with_id(topic, "b@1")});
  EXPECT_EQ(must(sink->end_offset(topic, 0)), 3);
  EXPECT_THAT(ids_from(*sink, topic, 0), ElementsAre("0:a@1", "1:a@2", "2:b@1"));
  EXPECT_THAT(ids_from(*sink, topic, 2), ElementsAre("2:b@1"));
  EXPECT_THAT(ids_from(*sink, topic, 3), ElementsAre());
}

TEST(Sink, ShowsWhatRetentionHasLeft) {
  const auto topic = new_topic(shared_broker(), 1);
  const auto sink = sink_to(shared_broker());
  deliver(*sink, {with_id(topic, "a@1"), with_id(topic, "a@2"), with_id(topic, "b@1")});
  delete_records(topic, 0, 2);
  EXPECT_THAT(ids_from(*sink, topic, 0), ElementsAre("2:b@1"));
}

TEST(Sink, ATopicThatEndsBeforeWhatWasSentIsNotTheOneItWasSentTo) {
  const auto topic = new_topic(shared_broker(), 1);
  const auto read = sink_to(shared_broker())->read_headers(topic, 0, 3, [](auto, const auto&) {});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, BusError::Kind::out_of_range);
}

TEST(Sink, KnowsATopicsPartitionsAndWhenThereIsNone) {
  const auto sink = sink_to(shared_broker());
  EXPECT_EQ(must(sink->partitions(new_topic(shared_broker(), 3))), 3);
  const auto none = sink->partitions(new_name("missing"));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, BusError::Kind::wrong_topic);
}

TEST(Sink, RefusesAMessageThatIsTooLargeAndTakesTheNext) {
  const auto topic = new_topic(shared_broker(), 1);
  const auto sink = sink_to(shared_broker());
  const auto sent = sink->send(message(topic, "key", std::string(1'000'001, 'x')));
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind, BusError::Kind::too_large);
  EXPECT_EQ(deliver(*sink, {message(topic, "key", "small")}).size(), 1U);
}

TEST(Sink, TellsWhenItsQueueIsFullAndTakesMoreAfterReports) {
  const auto topic = new_topic(shared_broker(), 1);
  const auto sink = must(make_sink({.kafka = shared_broker(), .queue_messages_max = 10}));
  int queued = 0;
  while (must(sink->send(message(topic, "key", "value")))) ++queued;
  EXPECT_EQ(queued, 10);
  const Deadline deadline{"room in the queue"};
  while (must(sink->poll(100)).empty()) deadline.check();
  EXPECT_TRUE(must(sink->send(message(topic, "key", "value"))));
}

// The settings are the input topic's: a batch, too, must stay below its limit.
TEST(Sink, AHundredThousandMessagesArriveInOrderAndOnce) {
  constexpr std::size_t count = 100'000;
  const auto topic = new_topic(shared_broker(), 4, {{"max.message.bytes", "524288"}});
  std::vector<OutputMessage> messages;
  messages.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    auto value = fmt::format("{:0>200}", i);
    messages.push_back(message(topic, fmt::format("A-{}", i % 1000), value));
    messages.back().tag = i;
  }
  const auto sink = sink_to(shared_broker());
  std::set<std::uint64_t> tags;
  const auto begin = std::chrono::steady_clock::now();
  for (const auto& report : deliver(*sink, messages)) tags.insert(report.tag);
  const auto sent = std::chrono::steady_clock::now();
  EXPECT_EQ(tags.size(), count);

  const auto source = source_of(shared_broker(), topic);
  for (std::int32_t partition = 0; partition < 4; ++partition) must(source->start(partition, 0));
  const auto records = receive(*source, count);
  const auto received = std::chrono::steady_clock::now();
  std::map<std::string, std::size_t> last;  // of each key
  for (const auto& record : records) {
    const auto number = std::stoul(record.value.value);
    const auto [at, first] = last.try_emplace(record.key.value, number);
    ASSERT_EQ(number, first ? number % 1000 : at->second + 1000) << record.key.value;
    at->second = number;
  }
  EXPECT_TRUE(must(source->poll(1, 200)).empty());
  const auto rate = [](auto time) { return count / std::chrono::duration<double>(time).count(); };
  RecordProperty("sent_per_second", static_cast<int>(rate(sent - begin)));
  RecordProperty("received_per_second", static_cast<int>(rate(received - sent)));
}

}  // namespace
}  // namespace proffer::transport
