#include "tests/runtime/memory_bus.hpp"

#include "events/stream.hpp"

#include <algorithm>
#include <set>

namespace proffer::transport {

void MemoryBroker::set(Faults faults) {
  const std::lock_guard lock(mutex_);
  faults_ = faults;
}

void MemoryBroker::set_available(bool available) {
  const std::lock_guard lock(mutex_);
  available_ = available;
}

void MemoryBroker::make_topic(const std::string& topic, std::int32_t partitions) {
  const std::lock_guard lock(mutex_);
  topics_[topic].assign(static_cast<std::size_t>(partitions), {});
}

void MemoryBroker::forget_before(const std::string& topic, std::int32_t partition,
                                 std::int64_t offset) {
  const std::lock_guard lock(mutex_);
  Partition& p = topics_.at(topic).at(static_cast<std::size_t>(partition));
  while (p.first < offset && !p.records.empty()) {
    p.records.pop_front();
    ++p.first;
  }
}

InputRecord MemoryBroker::produce(const std::string& topic, InputRecord record,
                                  std::optional<std::int32_t> partition) {
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

std::vector<MemoryBroker::Partition> MemoryBroker::topic(const std::string& topic) const {
  const std::lock_guard lock(mutex_);
  return topics_.at(topic);
}

std::int64_t MemoryBroker::committed(std::int32_t partition) const {
  const std::lock_guard lock(mutex_);
  const auto at = committed_.find(partition);
  return at == committed_.end() ? 0 : at->second;
}

Result<void> MemoryBroker::reach() {
  if (available_ && !happens(faults_.unavailable)) return {};
  return tl::unexpected(BusError{BusError::Kind::unavailable, "no broker answers at memory:0"});
}

Result<MemoryBroker::Partition*> MemoryBroker::find(const std::string& topic,
                                                    std::int32_t partition) {
  if (auto reached = reach(); !reached) return tl::unexpected(reached.error());
  const auto at = topics_.find(topic);
  if (at == topics_.end() || partition < 0 ||
      static_cast<std::size_t>(partition) >= at->second.size()) {
    return tl::unexpected(BusError{BusError::Kind::wrong_topic, topic + " is missing", partition});
  }
  return &at->second[static_cast<std::size_t>(partition)];
}

Result<void> MemorySource::start(std::int32_t partition, std::int64_t offset) {
  const std::lock_guard lock(broker_.mutex_);
  const auto found = broker_.find(topic_, partition);
  if (!found) return tl::unexpected(found.error());
  started_[partition] = {offset == 0 ? (*found)->first : offset, false};
  return {};
}

Result<std::vector<InputRecord>> MemorySource::poll(int records_max, int) {
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
      const BusError lost{BusError::Kind::out_of_range, "no offset " + std::to_string(started.next),
                          number};
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

Result<InputRecord> MemorySource::read_one(std::int32_t partition, std::int64_t offset, int) {
  const std::lock_guard lock(broker_.mutex_);
  const auto found = broker_.find(topic_, partition);
  if (!found) return tl::unexpected(found.error());
  if (const InputRecord* record = (*found)->at(offset)) return *record;
  return tl::unexpected(
      BusError{BusError::Kind::out_of_range, "no offset " + std::to_string(offset), partition});
}

void MemorySource::commit_hint(std::int32_t partition, std::int64_t offset) {
  const std::lock_guard lock(broker_.mutex_);
  broker_.committed_[partition] = offset;
}

std::int64_t MemorySource::end_offset(std::int32_t partition) {
  const std::lock_guard lock(broker_.mutex_);
  return broker_.topics_.at(topic_).at(static_cast<std::size_t>(partition)).end();
}

void MemorySource::set_paused(std::int32_t partition, bool paused) {
  if (const auto at = started_.find(partition); at != started_.end()) at->second.paused = paused;
}

MemorySink::~MemorySink() {
  const std::lock_guard lock(broker_.mutex_);
  deliver();
}

Result<bool> MemorySink::send(const OutputMessage& message) {
  const std::lock_guard lock(broker_.mutex_);
  if (queue_.size() >= queue_max) return false;
  queue_.push_back(message);
  return true;
}

Result<std::vector<Delivered>> MemorySink::poll(int) {
  const std::lock_guard lock(broker_.mutex_);
  if (auto reached = broker_.reach(); !reached) return tl::unexpected(reached.error());
  const bool lost = dead_ || broker_.happens(broker_.faults_.lost_reports);
  std::vector<Delivered> delivered = deliver();
  if (!lost) return delivered;
  dead_ = true;
  queue_.clear();
  return tl::unexpected(BusError{BusError::Kind::fatal, "a delivery failed"});
}

Result<std::int32_t> MemorySink::partitions(const std::string& topic) {
  const std::lock_guard lock(broker_.mutex_);
  if (auto found = broker_.find(topic, 0); !found) return tl::unexpected(found.error());
  return static_cast<std::int32_t>(broker_.topics_.at(topic).size());
}

Result<std::int64_t> MemorySink::end_offset(const std::string& topic, std::int32_t partition) {
  const std::lock_guard lock(broker_.mutex_);
  const auto found = broker_.find(topic, partition);
  if (!found) return tl::unexpected(found.error());
  return (*found)->end();
}

Result<void> MemorySink::read_headers(
    const std::string& topic, std::int32_t partition, std::int64_t offset,
    const std::function<void(std::int64_t, const std::vector<RecordHeader>&)>& visit) {
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

std::vector<Delivered> MemorySink::deliver() {
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

}  // namespace proffer::transport
