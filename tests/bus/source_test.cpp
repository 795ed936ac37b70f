#include "events/stream.hpp"
#include "events/transport/kafka_client.hpp"
#include "tests/bus/broker.hpp"

#include <gmock/gmock.h>

namespace proffer::transport {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> values(const std::vector<InputRecord>& records) {
  std::vector<std::string> found;
  for (const auto& record : records) found.push_back(record.value.value);
  return found;
}

TEST(Source, GoesOnFromTheOffsetItIsTold) {
  const auto topic = new_topic(shared_broker(), 1);
  deliver(topic, 5);
  const auto source = source_of(shared_broker(), topic);
  must(source->start(0, 3));
  EXPECT_THAT(values(receive(*source, 2)), ::testing::ElementsAre("3", "4"));
}

TEST(Source, NamesATopicThatIsMissingAndAPartitionItDoesNotHave) {
  const auto nowhere = source_of(shared_broker(), new_name("missing"));
  must(nowhere->start(0, 0));
  const auto missing = next_error(*nowhere);
  EXPECT_EQ(missing.kind, BusError::Kind::wrong_topic) << missing.detail;
  EXPECT_EQ(missing.partition, 0);

  const auto source = source_of(shared_broker(), new_topic(shared_broker(), 1));
  must(source->start(1, 0));
  const auto error = next_error(*source);
  EXPECT_EQ(error.kind, BusError::Kind::wrong_topic) << error.detail;
  EXPECT_EQ(error.partition, 1);
}

TEST(Source, GivesNoMoreThanItIsAskedForAndTheRestLater) {
  const auto topic = new_topic(shared_broker(), 1);
  deliver(topic, 5);
  const auto source = source_of(shared_broker(), topic);
  must(source->start(0, 0));
  std::vector<std::string> found;
  const Deadline deadline{"five records"};
  while (found.size() < 5) {
    deadline.check();
    const auto records = must(source->poll(2, 100));
    ASSERT_LE(records.size(), 2U);
    for (const auto& value : values(records)) found.push_back(value);
  }
  EXPECT_THAT(found, ::testing::ElementsAre("0", "1", "2", "3", "4"));
}

TEST(Source, BeginsWithTheFirstRecordThereIsWhenNothingIsDone) {
  const auto topic = new_topic(shared_broker(), 1);
  deliver(topic, 5);
  delete_records(topic, 0, 3);
  const auto source = source_of(shared_broker(), topic);
  must(source->start(0, 0));
  const auto records = receive(*source, 2);
  EXPECT_EQ(records.front().offset, 3);
}

TEST(Source, AnOffsetThatIsGoneIsAnErrorAndThePartitionCanBeStartedElsewhere) {
  const auto topic = new_topic(shared_broker(), 1);
  deliver(topic, 5);
  delete_records(topic, 0, 3);
  const auto source = source_of(shared_broker(), topic);
  must(source->start(0, 2));
  const auto error = next_error(*source);
  EXPECT_EQ(error.kind, BusError::Kind::out_of_range);
  EXPECT_EQ(error.partition, 0);
  EXPECT_THAT(error.detail, HasSubstr(topic + " [0] at offset 2"));
  must(source->start(0, 3));
  EXPECT_THAT(values(receive(*source, 2)), ::testing::ElementsAre("3", "4"));
}

TEST(Source, AnOffsetBehindTheEndIsAnError) {
  const auto topic = new_topic(shared_broker(), 1);
  deliver(topic, 5);
  const auto source = source_of(shared_broker(), topic);
  must(source->start(0, 6));
  EXPECT_EQ(next_error(*source).kind, BusError::Kind::out_of_range);
}

TEST(Source, AnErrorOfOnePartitionLeavesTheOthersGoing) {
  const auto topic = new_topic(shared_broker(), 2);
  ASSERT_EQ(shard_of_key("A-1", 2), 1);
  deliver(*sink_to(shared_broker()), {message(topic, "A-1", "one")});
  const auto source = source_of(shared_broker(), topic);
  must(source->start(0, 7));
  EXPECT_EQ(next_error(*source).partition, 0);
  must(source->start(1, 0));
  EXPECT_EQ(receive(*source, 1).front().partition, 1);
}

TEST(Source, StartedAgainAtAnEarlierOffsetGivesTheRecordsAgain) {
  const auto topic = new_topic(shared_broker(), 1);
  deliver(topic, 5);
  const auto source = source_of(shared_broker(), topic);
  must(source->start(0, 0));
  receive(*source, 5);
  must(source->start(0, 4));
  EXPECT_THAT(values(receive(*source, 1)), ::testing::ElementsAre("4"));
  must(source->start(0, 1));
  EXPECT_THAT(values(receive(*source, 4)), ::testing::ElementsAre("1", "2", "3", "4"));
}

TEST(Source, APausedPartitionGivesNothingAndLosesNothing) {
  const auto topic = new_topic(shared_broker(), 2);
  std::vector<OutputMessage> messages;
  for (int i = 0; i < 4000; ++i) messages.push_back(message(topic, "A-" + std::to_string(i), ""));
  std::vector<std::int64_t> ends(2);
  for (const auto& report : deliver(*sink_to(shared_broker()), messages))
    ++ends[static_cast<std::size_t>(report.partition)];

  const auto source = source_of(shared_broker(), topic);
  must(source->start(0, 0));
  must(source->start(1, 0));
  std::vector<std::int64_t> next(2);
  const Deadline deadline{"all records of both partitions"};
  bool paused = false;
  while (next[0] < ends[0] || next[1] < ends[1]) {
    deadline.check();
    // In small steps, so that much is already fetched when the partition is paused.
    for (const auto& record : must(source->poll(50, 100))) {
      ASSERT_EQ(record.offset, next[static_cast<std::size_t>(record.partition)]++);
      ASSERT_FALSE(paused && record.partition == 0);
    }
    if (!paused && next[0] > 0 && next[1] < ends[1]) {
      source->pause(0);
      paused = true;
    } else if (paused && next[1] == ends[1]) {
      EXPECT_TRUE(must(source->poll(50, 200)).empty());
      source->resume(0);
      paused = false;
    }
  }
}

TEST(Source, ReadsOneRecordByItsPlaceBesideWhatItGivesInOrder) {
  const auto topic = new_topic(shared_broker(), 1);
  deliver(topic, 5);
  const auto source = source_of(shared_broker(), topic);
  EXPECT_EQ(must(source->read_one(0, 4, 10'000)).value.value, "4");
  must(source->start(0, 1));
  EXPECT_EQ(must(source->read_one(0, 2, 10'000)).value.value, "2");
  EXPECT_THAT(values(receive(*source, 4)), ::testing::ElementsAre("1", "2", "3", "4"));
}

TEST(Source, ReadingOneRecordThatIsGoneOrNotYetThereIsOutOfRange) {
  const auto topic = new_topic(shared_broker(), 1);
  deliver(topic, 5);
  delete_records(topic, 0, 3);
  const auto source = source_of(shared_broker(), topic);
  for (const std::int64_t offset : {2, 5, 6}) {
    const auto record = source->read_one(0, offset, 10'000);
    ASSERT_FALSE(record) << offset;
    EXPECT_EQ(record.error().kind, BusError::Kind::out_of_range) << offset;
  }
  EXPECT_EQ(must(source->read_one(0, 3, 10'000)).value.value, "3");
}

TEST(Source, ATopicMadeAnewIsShorterThanWhatWasReadOfIt) {
  const auto topic = new_topic(shared_broker(), 1);
  deliver(topic, 5);
  delete_topic(topic);
  must(create_topics(shared_broker(), {{topic, 1, {}}}));
  deliver(topic, 1);
  const auto source = source_of(shared_broker(), topic);
  const auto record = source->read_one(0, 4, 10'000);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().kind, BusError::Kind::out_of_range);
}

TEST(Source, KnowsThePartitionsEnd) {
  const auto topic = new_topic(shared_broker(), 1);
  deliver(topic, 5);
  const auto source = source_of(shared_broker(), topic);
  EXPECT_EQ(source->end_offset(0), -1);
  must(source->start(0, 3));
  receive(*source, 1);
  EXPECT_EQ(source->end_offset(0), 5);
}

TEST(Source, LeavesItsHintForToolsThatShowLag) {
  const auto topic = new_topic(shared_broker(), 1);
  deliver(topic, 5);
  const auto group = new_name("group");
  {
    const auto source =
        must(make_source({.kafka = shared_broker(), .topic = topic, .group = group}));
    must(source->start(0, 0));
    receive(*source, 5);
    source->commit_hint(0, 4);
  }
  const auto tool =
      must(kafka::Client::open(shared_broker(), RD_KAFKA_CONSUMER, {{"group.id", group}}));
  const auto list = kafka::one_partition(topic, 0);
  ASSERT_EQ(rd_kafka_committed(tool->handle(), list.get(), 10'000), RD_KAFKA_RESP_ERR_NO_ERROR);
  EXPECT_EQ(list->elems[0].offset, 4);
}

TEST(Source, WithAnOptionThatIsNoneIsNotMade) {
  const auto source = make_source({.kafka = shared_broker(), .topic = "t", .fetch_bytes_max = -1});
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().kind, BusError::Kind::fatal);
  EXPECT_THAT(source.error().detail, HasSubstr("fetch.max.bytes"));
}

}  // namespace
}  // namespace proffer::transport
