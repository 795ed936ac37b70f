// Faults that a real broker does not show on request, from librdkafka's mock cluster. It is no
// witness for delivery.
#include "events/transport/kafka_client.hpp"
#include "tests/bus/broker.hpp"

#include <gmock/gmock.h>
#include <librdkafka/rdkafka_mock.h>

namespace proffer::transport {
namespace {

constexpr std::int16_t produce_request = 0;

class MockCluster {
 public:
  MockCluster() : cluster_(rd_kafka_mock_cluster_new(client_->handle(), 1)) {
    rd_kafka_mock_topic_create(cluster_, "topic", 1, 1);
  }
  MockCluster(const MockCluster&) = delete;
  MockCluster& operator=(const MockCluster&) = delete;
  ~MockCluster() { rd_kafka_mock_cluster_destroy(cluster_); }

  KafkaOptions options() const { return {.brokers = rd_kafka_mock_cluster_bootstraps(cluster_)}; }
  void answer_produce_with(rd_kafka_resp_err_t code, int times) {
    for (int i = 0; i < times; ++i) {
      rd_kafka_mock_push_request_errors(cluster_, produce_request, 1, code);
    }
  }

 private:
  std::unique_ptr<kafka::Client> client_ = must(kafka::Client::open({}, RD_KAFKA_PRODUCER, {}));
  rd_kafka_mock_cluster_t* cluster_;
};

BusError next_error(Sink& sink) {
  const Deadline deadline{"a failed delivery"};
  for (;;) {
    deadline.check();
    if (const auto reports = sink.poll(100); !reports) return reports.error();
  }
}

TEST(Fault, AFailedDeliveryIsTheEndOfItsSink) {
  MockCluster cluster;
  const auto sink = sink_to(cluster.options());
  cluster.answer_produce_with(RD_KAFKA_RESP_ERR_INVALID_RECORD, 1);
  must(sink->send(message("topic", "key", "refused")));
  EXPECT_EQ(next_error(*sink).kind, BusError::Kind::fatal);
  EXPECT_FALSE(sink->send(message("topic", "key", "next")));
  EXPECT_FALSE(sink->poll(0));
}

TEST(Fault, NothingIsDeliveredBehindAFailedMessage) {
  MockCluster cluster;
  {
    const auto sink = sink_to(cluster.options());
    cluster.answer_produce_with(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, 1);
    must(sink->send(message("topic", "key", "refused")));
    EXPECT_EQ(next_error(*sink).kind, BusError::Kind::wrong_topic);
    for (int i = 0; i < 20; ++i) EXPECT_FALSE(sink->send(message("topic", "key", "behind it")));
  }
  EXPECT_EQ(must(sink_to(cluster.options())->end_offset("topic", 0)), 0);
}

TEST(Fault, WhatAnotherTryMendsIsNoError) {
  MockCluster cluster;
  const auto sink = sink_to(cluster.options());
  cluster.answer_produce_with(RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, 3);
  std::vector<OutputMessage> messages;
  for (std::uint64_t i = 0; i < 10; ++i) {
    messages.push_back(message("topic", "key", std::to_string(i)));
    messages.back().tag = i;
  }
  const auto reports = deliver(*sink, messages);
  for (std::uint64_t i = 0; i < 10; ++i) {
    EXPECT_EQ(reports[i].tag, i);
    EXPECT_EQ(reports[i].offset, static_cast<std::int64_t>(i));
  }
}

}  // namespace
}  // namespace proffer::transport
