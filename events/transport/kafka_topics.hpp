// The topics we live by: their names, their partitions, the settings we rely on; made and checked.
#pragma once

#include "events/transport/kafka_bus.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace proffer::transport {

// A setting of a topic, by Kafka's name.
struct TopicSetting {
  enum class Must { equal, at_least, at_most };  // of numbers; -1 is without limit
  std::string name;
  std::string value;
  Must must = Must::equal;
};

struct TopicSpec {
  std::string name;
  std::int32_t partitions = 1;
  std::vector<TopicSetting> settings;
};

struct TopicNames {
  std::string response;
  std::string command;
  std::string order;
  std::string quote;
  std::string outcome;
  std::string membership;
  std::string membership_state;
  std::string dead_letter;
};
// "proffer.response.v1" …, with "<prefix>." before each where there is a prefix.
TopicNames topic_names(const std::string& prefix);
// Those that a node writes.
std::vector<std::string> output_topics(const TopicNames& names);

// What the topics of a log with so many data shards must be. Partition s of the topics of
// responses and commands feeds shard s; the others have as many, so that a shard's messages stay
// together.
std::vector<TopicSpec> topic_specs(const TopicNames& names, std::uint16_t shards);

// The command line that makes the topic, and the others of its log, with their prefix.
std::string topic_create_command(const std::string& brokers, const TopicSpec& spec);

struct TopicMade {
  std::string name;
  bool created = false;  // false: it was there, as it must be
};
// Makes the topics that are missing and checks the others; returns when brokers lead all
// partitions. `replication_factor` 0: three, or as many as there are brokers; with two and more,
// two must have a record before it is acknowledged. Errors: `unavailable`; `wrong_topic` as
// check_topics; `fatal` when Kafka refuses.
Result<std::vector<TopicMade>> create_topics(const KafkaOptions& options,
                                             const std::vector<TopicSpec>& specs,
                                             int replication_factor = 0);

// Errors: `unavailable`; `wrong_topic` with a line for each finding: what was found, what is
// wanted, what helps.
Result<void> check_topics(const KafkaOptions& options, const std::vector<TopicSpec>& specs);

}  // namespace proffer::transport
