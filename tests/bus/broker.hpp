// What the bus tests need of a real broker: the one they share, one of their own to kill, topics,
// and waiting with a deadline. A failure here is thrown, and so fails the test with its reason.
#pragma once

#include "events/transport/kafka_bus.hpp"
#include "events/transport/kafka_topics.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace proffer::transport {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

// Fails loudly when the condition it is asked in a loop does not come true in time; a disk may not
// answer a broker for half a minute.
class Deadline {
 public:
  explicit Deadline(std::string what, std::chrono::seconds time = std::chrono::seconds{100})
      : what_(std::move(what)), end_(std::chrono::steady_clock::now() + time) {}
  // `why`: what was answered instead, if anything was.
  void check(const std::string& why = {}) const {
    if (std::chrono::steady_clock::now() > end_)
      throw std::runtime_error("waited in vain: " + what_ + (why.empty() ? "" : ": " + why));
  }

 private:
  std::string what_;
  std::chrono::steady_clock::time_point end_;
};

KafkaOptions shared_broker();  // the shared broker
std::string new_name(const std::string& what);
std::string new_topic(const KafkaOptions& options, std::int32_t partitions,
                      const std::vector<TopicSetting>& settings = {});

OutputMessage message(const std::string& topic, const std::string& key, const std::string& value);
// These ask until the client has found the partition's leader.
std::int64_t end_of(Sink& sink, const std::string& topic, std::int32_t partition);
void start(Source& source, std::int32_t partition, std::int64_t offset);
std::unique_ptr<Sink> sink_to(const KafkaOptions& options);
std::unique_ptr<Source> source_of(const KafkaOptions& options, const std::string& topic);
// Sends all and waits for all reports, given in the order they came.
std::vector<Delivered> deliver(Sink& sink, const std::vector<OutputMessage>& messages);
void deliver(const std::string& topic,
             int count);  // values "0", "1" …, to partition 0 of a topic with one
std::vector<InputRecord> receive(Source& source, std::size_t count);
BusError next_error(Source& source);
// Removes the records before `offset`, as retention does.
void delete_records(const std::string& topic, std::int32_t partition, std::int64_t offset);
void delete_topic(const std::string& topic);

// A broker for one test, in a folder of its own.
class OwnBroker {
 public:
  explicit OwnBroker(const std::string& name);
  OwnBroker(const OwnBroker&) = delete;
  OwnBroker& operator=(const OwnBroker&) = delete;
  ~OwnBroker();
  void up();
  void kill() { run("kill"); }  // SIGKILL
  void down() { run("down"); }
  KafkaOptions options() const;

 private:
  void run(const std::string& command) const;
  std::string dir_;
};

}  // namespace proffer::transport
