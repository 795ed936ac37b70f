// A node's Kafka as its neighbours see it: topics of its own on a real broker, what they send to it
// and what they find.
#pragma once

#include "events/transport/kafka_bus.hpp"
#include "events/transport/kafka_topics.hpp"
#include "tests/e2e/process.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace proffer::e2e {

class KafkaWorld {
 public:
  // Chooses a topic prefix; nothing is asked of the broker.
  KafkaWorld(transport::KafkaOptions kafka, std::uint16_t shards);

  // What tells a node of this log and these topics; `more` follows.
  std::vector<std::string> settings() const;
  std::filesystem::path data() const { return folder_ / "log"; }
  // `proffer topic create`, and with a node of this log for a moment, the sample catalogue.
  void create_topics() const;
  void apply_catalogue() const;

  const transport::TopicNames& names() const { return names_; }
  void send(const std::vector<transport::OutputMessage>& messages) const;
  // By a producer whose partitioner is not ours.
  void send_astray(const std::string& topic, const std::string& key, const std::string& value,
                   std::int32_t partition) const;
  std::vector<InputRecord> all_of(const std::string& topic) const;
  std::int64_t count(const std::string& topic) const;  // records in all partitions

 private:
  const transport::KafkaOptions kafka_;
  const std::uint16_t shards_;
  const std::string prefix_;
  const transport::TopicNames names_;
  const Folder folder_;
};

std::string bare_json(const std::string& account, const std::string& offer,
                      const std::string& answer = "Accept");
transport::OutputMessage response(const KafkaWorld& world, const std::string& account,
                                  const std::string& body);
// A CloudEvent in binary mode, its correlation the same as its id.
transport::OutputMessage cloud_event(const KafkaWorld& world, const std::string& account,
                                     const std::string& offer, const std::string& id);

// Of several headers with one name, the last.
std::string header(const InputRecord& record, const std::string& name);
boost::json::object body(const InputRecord& record);
std::string text(const boost::json::object& object, std::string_view name);

// The log's events, by `proffer log cat`.
std::vector<boost::json::object> events_in_log(const KafkaWorld& world);
// Topic and id of every message that the log wants told, sorted; and of those in the topics.
std::vector<std::string> to_be_told(const KafkaWorld& world);
std::vector<std::string> told(const KafkaWorld& world);

// Whether the node is ready by GET /readyz, and all it says.
struct Readiness {
  unsigned status = 0;
  std::string body;
};
Readiness readiness(const NodeProcess& node);

}  // namespace proffer::e2e
