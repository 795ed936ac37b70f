// A broker in memory behind Source and Sink, with faults by seed. It keeps what a broker keeps
// (partitions, offsets, order within a partition, idempotent sending) and loses what a network
// loses (reports, connections).
#pragma once

#include "events/stream.hpp"
#include "events/transport/event_bus.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
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

  void set(Faults faults) {
    const std::lock_guard lock(mutex_);
    faults_ = faults;
  }
  void set_available(bool available) {
    const std::lock_guard lock(mutex_);
    available_ = available;
  }
  // Made anew when it is there: empty.
  void make_topic(const std::string& topic, std::int32_t partitions) {
    const std::lock_guard lock(mutex_);
    topics_[topic].assign(static_cast<std::size_t>(partitions), {});
  }
  void forget_before(const std::string& topic, std::int32_t partition, std::int64_t offset) {
    const std::lock_guard lock(mutex_);
    Partition& p = topics_.at(topic).at(static_cast<std::size_t>(partition));
    while (p.first < offset && !p.records.empty()) {
      p.records.pop_front();
      ++p.first;
    }
  }
  // Topic and partition of the record are filled in when `partition` is not given: as the key says.
  InputRecord produce(const std::string& topic, InputRecord record,
                      std::optional<std::int32_t> partition = {}) {
    const std::lock_guard lock(mutex_);
    std::vector<Partition>& partitions = topics_.at(topic);
    record.partition = partition.value_or(
        shard_of_key(record.key.value, static_cast<std::uint16_t>(partitions.size())));
    Partition& p = partitions.at(static_cast<std::size_t>(record.partition));
    record.topic = topic;
    record.offset = p.end();
    p.records.push_back(record);
    return record;
  }
  std::vector<Partition> topic(const std::string& topic) const {
    const std::lock_guard lock(mutex_);
    return topics_.at(topic);
  }
  std::int64_t committed(std::int32_t partition) const {
    const std::lock_guard lock(mutex_);
    const auto at = committed_.find(partition);
    return at == committed_.end() ? 0 : at->second;
  }

 private:
  friend class MemorySource;
  friend class MemorySink;

  bool happens(unsigned chance) { return random_() % 1000 < chance; }
  Result<void> reach() {
    if (available_ && !happens(faults_.unavailable)) return {};
    return tl::unexpected(BusError{BusError::Kind::unavailable, "no broker answers at memory:0"});
  }
  Result<Partition*> find(const std::string& topic, std::int32_t partition) {
    if (auto reached = reach(); !reached) return tl::unexpected(reached.error());
    const auto at = topics_.find(topic);
    if (at == topics_.end() || partition < 0 ||
        static_cast<std::size_t>(partition) >= at->second.size()) {
      return tl::unexpected(
          BusError{BusError::Kind::wrong_topic, topic + " is missing", partition});
    }
    return &at->second[static_cast<std::size_t>(partition)];
  }

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

  Result<void> start(std::int32_t partition, std::int64_t offset) override {
    const std::lock_guard lock(broker_.mutex_);
    const auto found = broker_.find(topic_, partition);
    if (!found) return tl::unexpected(found.error());
    started_[partition] = {offset == 0 ? (*found)->first : offset, false};
    return {};
  }
  void pause(std::int32_t partition) override { set_paused(partition, true); }
  void resume(std::int32_t partition) override { set_paused(partition, false); }

  Result<std::vector<InputRecord>> poll(int records_max, int) override {
    const std::lock_guard lock(broker_.mutex_);
    if (auto reached = broker_.reach(); !reached) return tl::unexpected(reached.error());
    if (broker_.happens(broker_.faults_.source_fails)) {
      return tl::unexpected(BusError{BusError::Kind::fatal, "the client broke"});
    }
    std::vector<InputRecord> records;
    for (auto& [number, started] : started_) {
      if (started.paused) continue;
      const MemoryBroker::Partition& partition =
          broker_.topics_.at(topic_).at(static_cast<std::size_t>(number));
      if (started.next < partition.first || started.next > partition.end()) {
        const BusError lost{BusError::Kind::out_of_range,
                            "no offset " + std::to_string(started.next), number};
        started_.erase(lost.partition);
        return tl::unexpected(lost);
      }
      auto left =
          static_cast<std::int64_t>(broker_.random_() % static_cast<unsigned>(records_max)) + 1;
      for (; left > 0 && started.next < partition.end(); --left) {
        records.push_back(*partition.at(started.next++));
      }
    }
    return records;
  }
  Result<InputRecord> read_one(std::int32_t partition, std::int64_t offset, int) override {
    const std::lock_guard lock(broker_.mutex_);
    const auto found = broker_.find(topic_, partition);
    if (!found) return tl::unexpected(found.error());
    if (const InputRecord* record = (*found)->at(offset)) return *record;
    return tl::unexpected(
        BusError{BusError::Kind::out_of_range, "no offset " + std::to_string(offset), partition});
  }
  void commit_hint(std::int32_t partition, std::int64_t offset) override {
    const std::lock_guard lock(broker_.mutex_);
    broker_.committed_[partition] = offset;
  }
  std::int64_t end_offset(std::int32_t partition) override {
    const std::lock_guard lock(broker_.mutex_);
    return broker_.topics_.at(topic_).at(static_cast<std::size_t>(partition)).end();
  }

 private:
  struct Started {
    std::int64_t next = 0;
    bool paused = false;
  };
  void set_paused(std::int32_t partition, bool paused) {
    if (const auto at = started_.find(partition); at != started_.end()) at->second.paused = paused;
  }

  MemoryBroker& broker_;
  const std::string topic_;
  std::map<std::int32_t, Started> started_;
};

class MemorySink final : public Sink {
 public:
  static constexpr std::size_t queue_max = 16;

  explicit MemorySink(MemoryBroker& broker) : broker_(broker) {}
  // What is on its way may still arrive.
  ~MemorySink() override {
    const std::lock_guard lock(broker_.mutex_);
    deliver();
  }

  Result<bool> send(const OutputMessage& message) override {
    const std::lock_guard lock(broker_.mutex_);
    if (queue_.size() >= queue_max) return false;
    queue_.push_back(message);
    return true;
  }
  Result<std::vector<Delivered>> poll(int) override {
    const std::lock_guard lock(broker_.mutex_);
    if (auto reached = broker_.reach(); !reached) return tl::unexpected(reached.error());
    const bool lost = dead_ || broker_.happens(broker_.faults_.lost_reports);
    std::vector<Delivered> delivered = deliver();
    if (!lost) return delivered;
    dead_ = true;
    queue_.clear();
    return tl::unexpected(BusError{BusError::Kind::fatal, "a delivery failed"});
  }
  Result<std::int32_t> partitions(const std::string& topic) override {
    const std::lock_guard lock(broker_.mutex_);
    if (auto found = broker_.find(topic, 0); !found) return tl::unexpected(found.error());
    return static_cast<std::int32_t>(broker_.topics_.at(topic).size());
  }
  Result<std::int64_t> end_offset(const std::string& topic, std::int32_t partition) override {
    const std::lock_guard lock(broker_.mutex_);
    const auto found = broker_.find(topic, partition);
    if (!found) return tl::unexpected(found.error());
    return (*found)->end();
  }
  Result<void> read_headers(
      const std::string& topic, std::int32_t partition, std::int64_t offset,
      const std::function<void(std::int64_t, const std::vector<RecordHeader>&)>& visit) override {
    const std::lock_guard lock(broker_.mutex_);
    const auto found = broker_.find(topic, partition);
    if (!found) return tl::unexpected(found.error());
    if ((*found)->end() < offset) {
      return tl::unexpected(
          BusError{BusError::Kind::out_of_range, "the topic ends before", partition});
    }
    for (std::int64_t at = std::max(offset, (*found)->first); at < (*found)->end(); ++at) {
      visit(at, (*found)->at(at)->headers);
    }
    return {};
  }

 private:
  // Some of the queue; order is kept within a partition.
  std::vector<Delivered> deliver() {
    std::vector<Delivered> delivered;
    std::vector<OutputMessage> left;
    std::set<std::pair<std::string, std::int32_t>> held;
    for (OutputMessage& message : queue_) {
      auto& partitions = broker_.topics_.at(message.topic);
      const std::int32_t number =
          shard_of_key(message.key, static_cast<std::uint16_t>(partitions.size()));
      if (broker_.happens(300)) held.emplace(message.topic, number);
      if (held.contains({message.topic, number})) {
        left.push_back(std::move(message));
        continue;
      }
      MemoryBroker::Partition& partition = partitions[static_cast<std::size_t>(number)];
      InputRecord record;
      record.topic = message.topic;
      record.partition = number;
      record.offset = partition.end();
      record.has_key = message.has_key;
      record.key = {message.key};
      record.has_value = message.has_value;
      record.value = message.value;
      record.headers = message.headers;
      partition.records.push_back(std::move(record));
      delivered.push_back({message.tag, message.topic, number, partition.end() - 1});
    }
    queue_ = std::move(left);
    return delivered;
  }

  MemoryBroker& broker_;
  std::vector<OutputMessage> queue_;
  bool dead_ = false;
};

}  // namespace proffer::transport
