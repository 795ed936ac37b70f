// A broker in memory behind Source and Sink, with faults by seed. It keeps what a broker keeps
// (partitions, offsets, order within a partition, idempotent sending) and loses what a network
// loses (reports, connections).
#pragma once

#include "events/transport/event_bus.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace proffer::transport {

class MemoryBroker {
 public:
  // Chances in 1000 at each call.
  struct Faults {
    unsigned unavailable = 0;  // of a poll to find no broker
    unsigned lost_reports =
        0;  // of a sink's poll to send some of its queue and then fail without a report
    unsigned source_fails = 0;  // of a source's poll to need a new source
  };
  struct Partition {
    std::int64_t first = 0;  // offset of the first record, above 0 when retention has removed some
    std::deque<InputRecord> records;
    std::int64_t end() const { return first + static_cast<std::int64_t>(records.size()); }
    const InputRecord* at(std::int64_t offset) const {
      return offset < first || offset >= end() ? nullptr
                                               : &records[static_cast<std::size_t>(offset - first)];
    }
  };

  explicit MemoryBroker(std::uint64_t seed = 0) : random_(seed) {}

  void set(Faults faults);
  void set_available(bool available);
  // Made anew when it is there: empty.
  void make_topic(const std::string& topic, std::int32_t partitions);
  void forget_before(const std::string& topic, std::int32_t partition, std::int64_t offset);
  // Topic and partition of the record are filled in when `partition` is not given: as the key says.
  InputRecord produce(const std::string& topic, InputRecord record,
                      std::optional<std::int32_t> partition = {});
  std::vector<Partition> topic(const std::string& topic) const;
  std::int64_t committed(std::int32_t partition) const;

 private:
  friend class MemorySource;
  friend class MemorySink;

  bool happens(unsigned chance) { return random_() % 1000 < chance; }
  Result<void> reach();
  Result<Partition*> find(const std::string& topic, std::int32_t partition);

  mutable std::mutex mutex_;  // for everything
  std::mt19937_64 random_;
  Faults faults_;
  bool available_ = true;
  std::map<std::string, std::vector<Partition>> topics_;
  std::map<std::int32_t, std::int64_t> committed_;
};

class MemorySource final : public Source {
 public:
  MemorySource(MemoryBroker& broker, std::string topic)
      : broker_(broker), topic_(std::move(topic)) {}

  Result<void> start(std::int32_t partition, std::int64_t offset) override;
  void pause(std::int32_t partition) override { set_paused(partition, true); }
  void resume(std::int32_t partition) override { set_paused(partition, false); }

  Result<std::vector<InputRecord>> poll(int records_max, int) override;
  Result<InputRecord> read_one(std::int32_t partition, std::int64_t offset, int) override;
  void commit_hint(std::int32_t partition, std::int64_t offset) override;
  std::int64_t end_offset(std::int32_t partition) override;

 private:
  struct Started {
    std::int64_t next = 0;
    bool paused = false;
  };
  void set_paused(std::int32_t partition, bool paused);

  MemoryBroker& broker_;
  const std::string topic_;
  std::map<std::int32_t, Started> started_;
};

class MemorySink final : public Sink {
 public:
  static constexpr std::size_t queue_max = 16;

  explicit MemorySink(MemoryBroker& broker) : broker_(broker) {}
  // What is on its way may still arrive.
  ~MemorySink() override;

  Result<bool> send(const OutputMessage& message) override;
  Result<std::vector<Delivered>> poll(int) override;
  Result<std::int32_t> partitions(const std::string& topic) override;
  Result<std::int64_t> end_offset(const std::string& topic, std::int32_t partition) override;
  Result<void> read_headers(
      const std::string& topic, std::int32_t partition, std::int64_t offset,
      const std::function<void(std::int64_t, const std::vector<RecordHeader>&)>& visit) override;

 private:
  // Some of the queue; order is kept within a partition.
  std::vector<Delivered> deliver();

  MemoryBroker& broker_;
  std::vector<OutputMessage> queue_;
  bool dead_ = false;
};

}  // namespace proffer::transport
