#include "events/transport/kafka_topics.hpp"
#include "tests/bus/broker.hpp"

#include <gmock/gmock.h>

namespace proffer::transport {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Must = TopicSetting::Must;

std::string finding(const TopicSpec& spec) {
  const auto checked = check_topics(shared_broker(), {spec});
  if (checked) return "";
  EXPECT_EQ(checked.error().kind, BusError::Kind::wrong_topic);
  return checked.error().detail;
}

TEST(Topics, AreMadeOnceAndFoundUnchangedAfterwards) {
  const auto specs = topic_specs(topic_names(new_name("prefix")), 4);
  const auto made = must(create_topics(shared_broker(), specs));
  ASSERT_EQ(made.size(), specs.size());
  for (const auto& topic : made) EXPECT_TRUE(topic.created) << topic.name;
  for (const auto& topic : must(create_topics(shared_broker(), specs)))
    EXPECT_FALSE(topic.created) << topic.name;
  EXPECT_TRUE(check_topics(shared_broker(), specs));
}

TEST(Topics, HaveTheirPrefixBeforeTheirName) {
  EXPECT_EQ(topic_names("").response, "proffer.response.v1");
  EXPECT_EQ(topic_names("acme").dead_letter, "acme.proffer.dlq.v1");
}

TEST(Topics, AMissingOneIsNamedWithTheCommandThatMakesIt) {
  const auto name = new_name("missing");
  EXPECT_EQ(finding({name, 1, {}}), name + " is missing: run `proffer topic create --kafka " +
                                        shared_broker().brokers + "`");
}

TEST(Topics, TheCommandThatMakesThemNamesTheirShardsAndPrefix) {
  const auto command = [](const char* prefix, std::uint16_t shards) {
    return topic_create_command("k:9092", topic_specs(topic_names(prefix), shards).front());
  };
  EXPECT_EQ(command("", 1), "proffer topic create --kafka k:9092");
  EXPECT_EQ(command("", 2), "proffer topic create --kafka k:9092 --shards 2");
  EXPECT_EQ(command("a.proffer.b", 2),
            "proffer topic create --kafka k:9092 --shards 2 --set kafka.topic_prefix=a.proffer.b");
}

TEST(Topics, AWrongNumberOfPartitionsIsNamedBesideTheWantedOne) {
  const auto name = new_topic(shared_broker(), 3);
  EXPECT_THAT(finding({name, 4, {}}), HasSubstr(name + " has 3 partitions, wanted 4"));
}

TEST(Topics, EveryWrongSettingIsNamedBesideTheWantedOne) {
  const auto name = new_topic(
      shared_broker(), 1,
      {{"cleanup.policy", "compact"}, {"max.message.bytes", "600000"}, {"retention.ms", "1000"}});
  EXPECT_THAT(finding({name,
                       1,
                       {{"cleanup.policy", "delete"},
                        {"max.message.bytes", "524288", Must::at_most},
                        {"retention.ms", "2000", Must::at_least}}}),
              AllOf(HasSubstr("cleanup.policy compact, wanted delete"),
                    HasSubstr("max.message.bytes 600000, wanted at most 524288"),
                    HasSubstr("retention.ms 1000, wanted at least 2000"),
                    HasSubstr("--add-config retention.ms=2000")));
}

TEST(Topics, KeepingRecordsForEverIsLongEnough) {
  const auto name = new_topic(shared_broker(), 1, {{"retention.ms", "-1"}});
  EXPECT_EQ(finding({name, 1, {{"retention.ms", "2000", Must::at_least}}}), "");
}

TEST(Topics, MakingOneThatIsThereWithAnotherShapeIsAnError) {
  const auto name = new_topic(shared_broker(), 3);
  const auto made = create_topics(shared_broker(), {{name, 4, {}}});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, BusError::Kind::wrong_topic);
}

TEST(Topics, WithoutABrokerAreUnavailable) {
  const auto checked = check_topics({.brokers = "127.0.0.1:1", .request_ms_max = 200}, {});
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().kind, BusError::Kind::unavailable);
  EXPECT_THAT(checked.error().detail, HasSubstr("127.0.0.1:1"));
}

}  // namespace
}  // namespace proffer::transport
