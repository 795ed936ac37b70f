#include "tests/bus/broker.hpp"

#include "events/transport/kafka_client.hpp"

#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace proffer::transport {
namespace {

// A machine that builds or starts brokers beside a test may take long for one request.
constexpr int request_ms_max = 60'000;

// A client that was just opened may not have found its broker yet.
template <class T>
T if_answered(Result<T> result, T otherwise) {
  if (!result && result.error().kind == BusError::Kind::unavailable) return otherwise;
  return must(std::move(result));
}

std::string test_dir() {
  const char* dir = std::getenv("PROFFER_KAFKA_TEST_DIR");
  if (dir == nullptr)
    throw std::runtime_error("these tests want their broker: run them by ctest -L bus");
  return dir;
}

std::string address_in(const std::string& dir) {
  std::ifstream file{dir + "/address"};
  std::string address;
  if (!std::getline(file, address)) throw std::runtime_error("no broker was started in " + dir);
  return address;
}

void administer(const std::function<void(rd_kafka_t*, rd_kafka_queue_t*)>& ask) {
  const auto client = must(kafka::Client::open(shared_broker(), RD_KAFKA_PRODUCER, {}));
  const kafka::Owned<rd_kafka_queue_t> queue{rd_kafka_queue_new(client->handle())};
  ask(client->handle(), queue.get());
  const kafka::Owned<rd_kafka_event_t> event{rd_kafka_queue_poll(queue.get(), 20'000)};
  if (!event || rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    throw std::runtime_error("the broker did not do what a test asked for");
  }
}

// Asks until there is an answer.
template <class Ask>
auto answer_to(const std::string& what, const Ask& ask) {
  const Deadline deadline{what};
  for (;;) {
    auto answer = ask();
    if (answer) return answer;
    deadline.check(answer.error().detail);
  }
}

}  // namespace

KafkaOptions shared_broker() {
  return {.brokers = address_in(test_dir() + "/shared"), .request_ms_max = request_ms_max};
}

std::string new_name(const std::string& what) {
  static int number = 0;
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  return std::string{test->name()} + "." + what + "." + std::to_string(getpid()) + "." +
         std::to_string(++number);
}

std::string new_topic(const KafkaOptions& options, std::int32_t partitions,
                      const std::vector<TopicSetting>& settings) {
  const auto name = new_name("topic");
  const Deadline deadline{"topic " + name};
  for (;;) {
    const auto created = create_topics(options, {{name, partitions, settings}});
    if (created) return name;
    if (created.error().kind != BusError::Kind::unavailable) must(created);
    deadline.check(created.error().detail);
  }
}

OutputMessage message(const std::string& topic, const std::string& key, const std::string& value) {
  return {.topic = topic, .key = key, .value = {value}};
}

std::unique_ptr<Sink> sink_to(const KafkaOptions& options) {
  return must(make_sink({.kafka = options}));
}

std::unique_ptr<Source> source_of(const KafkaOptions& options, const std::string& topic) {
  return must(make_source({.kafka = options, .topic = topic}));
}

std::int64_t end_of(Sink& sink, const std::string& topic, std::int32_t partition) {
  return *answer_to("the end of " + topic, [&] { return sink.end_offset(topic, partition); });
}

void start(Source& source, std::int32_t partition, std::int64_t offset) {
  answer_to("partition " + std::to_string(partition),
            [&] { return source.start(partition, offset); });
}

std::vector<Delivered> deliver(Sink& sink, const std::vector<OutputMessage>& messages) {
  const Deadline deadline{"delivery reports"};
  std::vector<Delivered> delivered;
  std::size_t sent = 0;
  while (delivered.size() < messages.size()) {
    deadline.check();
    while (sent < messages.size() && if_answered(sink.send(messages[sent]), false)) ++sent;
    for (auto& report : if_answered(sink.poll(100), {})) delivered.push_back(std::move(report));
  }
  return delivered;
}

void deliver(const std::string& topic, int count) {
  std::vector<OutputMessage> messages;
  for (int i = 0; i < count; ++i) messages.push_back(message(topic, "key", std::to_string(i)));
  deliver(*sink_to(shared_broker()), messages);
}

std::vector<InputRecord> receive(Source& source, std::size_t count) {
  const Deadline deadline{std::to_string(count) + " records"};
  std::vector<InputRecord> records;
  while (records.size() < count) {
    deadline.check();
    for (auto& record : if_answered(source.poll(1000, 100), {})) {
      records.push_back(std::move(record));
    }
  }
  return records;
}

BusError next_error(Source& source) {
  const Deadline deadline{"an error"};
  for (;;) {
    deadline.check();
    if (const auto records = source.poll(1000, 100); !records) return records.error();
  }
}

void delete_records(const std::string& topic, std::int32_t partition, std::int64_t offset) {
  const auto list = kafka::one_partition(topic, partition, offset);
  auto* request = rd_kafka_DeleteRecords_new(list.get());
  administer([&](rd_kafka_t* handle, rd_kafka_queue_t* queue) {
    rd_kafka_DeleteRecords(handle, &request, 1, nullptr, queue);
  });
  rd_kafka_DeleteRecords_destroy(request);
}

void delete_topic(const std::string& topic) {
  auto* request = rd_kafka_DeleteTopic_new(topic.c_str());
  administer([&](rd_kafka_t* handle, rd_kafka_queue_t* queue) {
    rd_kafka_DeleteTopics(handle, &request, 1, nullptr, queue);
  });
  rd_kafka_DeleteTopic_destroy(request);
}

OwnBroker::OwnBroker(const std::string& name) : dir_(test_dir() + "/" + name) {
  run("down --wipe");
  up();
}

OwnBroker::~OwnBroker() { run("down --wipe"); }

// Not before a client of ours has its metadata: a port that is open, and even an answer to another
// client, may come while the broker still turns requests away.
void OwnBroker::up() {
  run("up");
  const auto client = must(kafka::Client::open(options(), RD_KAFKA_PRODUCER, {}));
  const Deadline deadline{"an answer from the broker in " + dir_, std::chrono::minutes{3}};
  while (!client->answers(1'000)) deadline.check();
}

KafkaOptions OwnBroker::options() const {
  return {.brokers = address_in(dir_), .request_ms_max = request_ms_max};
}

void OwnBroker::run(const std::string& command) const {
  const auto line = "KAFKA_PORT=0 KAFKA_RUN_DIR='" + dir_ +
                    "' '" PROFFER_SOURCE_DIR "/config/kafka/'" + command + " >/dev/null";
  EXPECT_EQ(std::system(line.c_str()), 0) << line;
}

}  // namespace proffer::transport
