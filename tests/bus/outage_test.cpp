// Brokers that are killed, and brokers that are not there yet.
#include "tests/bus/broker.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <future>
#include <map>

namespace proffer::transport::outage {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::uint64_t count = 60'000;
constexpr std::uint64_t keys = 100;

OutputMessage numbered(const std::string& topic, std::uint64_t number) {
  auto sent = message(topic, fmt::format("A-{}", number % keys), std::to_string(number));
  sent.tag = number;
  return sent;
}

// Each key's numbers in their order, none missing and none twice.
class Order {
 public:
  void take(const InputRecord& record) {
    const auto number = std::stoull(record.value.value);
    auto& next = next_[number % keys];
    ASSERT_EQ(number, next * keys + number % keys);
    ++next;
    ++taken_;
  }
  std::uint64_t taken() const { return taken_; }

 private:
  std::map<std::uint64_t, std::uint64_t> next_;
  std::uint64_t taken_ = 0;
};

TEST(Outage, NothingIsLostRepeatedOrReorderedWhenTheBrokerIsKilledInBetween) {
  OwnBroker broker{"killed"};
  const auto topic = new_topic(broker.options(), 3);
  const auto sink = sink_to(broker.options());
  const auto source = source_of(broker.options(), topic);
  for (std::int32_t partition = 0; partition < 3; ++partition) must(source->start(partition, 0));

  const Deadline deadline{"all messages, through the outage", std::chrono::seconds{90}};
  std::future<void> restart;
  std::uint64_t sent = 0;
  std::uint64_t reported = 0;
  int unavailable = 0;
  Order order;
  while (reported < count || order.taken() < count) {
    deadline.check();
    for (int burst = 0; burst < 200 && sent < count && must(sink->send(numbered(topic, sent)));
         ++burst)
      ++sent;
    // Killed while messages are under way, known to Kafka or not: neither side can tell.
    if (reported > count / 3 && !restart.valid()) {
      broker.kill();
      restart = std::async(std::launch::async, [&] { broker.up(); });
    }
    const auto reports = sink->poll(5);
    const auto records = source->poll(10'000, 5);
    for (const auto* error :
         {reports ? nullptr : &reports.error(), records ? nullptr : &records.error()}) {
      if (error == nullptr) continue;
      ASSERT_EQ(error->kind, BusError::Kind::unavailable) << error->detail;
      ++unavailable;
    }
    if (reports) reported += reports->size();
    if (!records) continue;
    for (const auto& record : *records) ASSERT_NO_FATAL_FAILURE(order.take(record));
  }
  restart.get();
  EXPECT_GT(unavailable, 0);
  EXPECT_TRUE(must(source->poll(1, 500)).empty());
}

TEST(Outage, ABrokerThatComesLaterIsFoundAndTheWaitIsToldOnce) {
  OwnBroker broker{"late"};
  auto options = broker.options();
  const auto topic = new_topic(options, 1);
  broker.down();

  std::vector<std::string> told;
  options.log = [&](const std::string& line) { told.push_back(line); };
  options.log_interval_ms = 600'000;  // longer than the wait
  const auto sink = sink_to(options);
  options.log = nullptr;
  const auto source = source_of(options, topic);
  must(source->start(0, 0));
  must(sink->send(message(topic, "key", "patient")));
  for (int i = 0; i < 10; ++i) {
    const auto reports = sink->poll(50);
    ASSERT_FALSE(reports);
    EXPECT_EQ(reports.error().kind, BusError::Kind::unavailable);
    const auto records = source->poll(1, 50);
    ASSERT_FALSE(records);
    EXPECT_EQ(records.error().kind, BusError::Kind::unavailable);
  }
  broker.up();
  const Deadline deadline{"the message sent before its broker came"};
  std::vector<InputRecord> records;
  std::size_t reported = 0;
  while (records.empty() || reported == 0) {
    deadline.check();
    if (const auto reports = sink->poll(50)) reported += reports->size();
    if (const auto found = source->poll(1, 50))
      records.insert(records.end(), found->begin(), found->end());
  }
  EXPECT_EQ(records.front().value.value, "patient");
  // One line for the wait, one for its end, and one of the client's own.
  EXPECT_LE(told.size(), 3U);
  EXPECT_THAT(told, ::testing::Contains(HasSubstr("no broker answers at " + options.brokers)));
  EXPECT_THAT(told, ::testing::Contains(HasSubstr("answers again")));
}

}  // namespace
}  // namespace proffer::transport::outage
