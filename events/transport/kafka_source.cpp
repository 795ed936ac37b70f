#include "events/check.hpp"
#include "events/transport/kafka_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <span>

namespace proffer::transport {
namespace {

using namespace kafka;

// Closes the consumer before its handle is destroyed.
class KafkaSource final : public Source {
 public:
  KafkaSource(SourceOptions options, std::unique_ptr<Client> client)
      : options_(std::move(options)),
        client_(std::move(client)),
        queue_(rd_kafka_queue_get_consumer(client_->handle())),
        reader_(options_.kafka) {}
  KafkaSource(const KafkaSource&) = delete;
  KafkaSource& operator=(const KafkaSource&) = delete;
  ~KafkaSource() override {
    queue_.reset();
    rd_kafka_consumer_close(client_->handle());
  }

  Result<void> start(std::int32_t partition, std::int64_t offset) override;
  void pause(std::int32_t partition) override;
  void resume(std::int32_t partition) override;
  Result<std::vector<InputRecord>> poll(int records_max, int wait_ms) override;
  Result<InputRecord> read_one(std::int32_t partition, std::int64_t offset, int wait_ms) override;
  void commit_hint(std::int32_t partition, std::int64_t offset) override;
  std::int64_t end_offset(std::int32_t partition) override;

 private:
  std::vector<InputRecord> take(int records_max, int wait_ms);
  Result<void> check_started();
  void keep_error(const rd_kafka_message_t& message);
  void stop(std::int32_t partition);

  SourceOptions options_;
  std::unique_ptr<Client> client_;
  Owned<rd_kafka_queue_t> queue_;
  Reader reader_;
  std::map<std::int32_t, std::int64_t>
      next_;                          // of each partition started: the offset not yet given out
  std::set<std::int32_t> unchecked_;  // of these: started, and not known to be there
  std::vector<rd_kafka_message_t*> batch_;
  std::deque<BusError> errors_;  // records met with them are given out first
};

Result<void> KafkaSource::start(std::int32_t partition, std::int64_t offset) {
  CHECK(partition >= 0 && offset >= 0);
  if (next_.contains(partition)) stop(partition);
  const auto list =
      one_partition(options_.topic, partition, offset == 0 ? RD_KAFKA_OFFSET_BEGINNING : offset);
  const Owned<rd_kafka_error_t> failed{rd_kafka_incremental_assign(client_->handle(), list.get())};
  if (failed) {
    return tl::unexpected(BusError{BusError::Kind::fatal, rd_kafka_error_string(failed.get())});
  }
  next_[partition] = offset;
  unchecked_.insert(partition);
  return {};
}

void KafkaSource::stop(std::int32_t partition) {
  resume(partition);  // or it would still be paused when started again
  const auto list = one_partition(options_.topic, partition);
  const Owned<rd_kafka_error_t> failed{
      rd_kafka_incremental_unassign(client_->handle(), list.get())};
  CHECK(!failed);
  next_.erase(partition);
  unchecked_.erase(partition);
}

void KafkaSource::pause(std::int32_t partition) {
  rd_kafka_pause_partitions(client_->handle(), one_partition(options_.topic, partition).get());
}

void KafkaSource::resume(std::int32_t partition) {
  rd_kafka_resume_partitions(client_->handle(), one_partition(options_.topic, partition).get());
}

Result<std::vector<InputRecord>> KafkaSource::poll(int records_max, int wait_ms) {
  CHECK(records_max > 0);
  auto records = take(records_max, 0);
  if (records.empty() && errors_.empty()) {
    if (!client_->answers(wait_ms)) return tl::unexpected(client_->unavailable());
    if (auto checked = check_started(); !checked) return tl::unexpected(std::move(checked.error()));
    records = take(records_max, wait_ms);
  }
  if (!records.empty() || errors_.empty()) return records;
  auto error = std::move(errors_.front());
  errors_.pop_front();
  return tl::unexpected(std::move(error));
}

bool has_leader(const rd_kafka_metadata_topic_t& topic, std::int32_t partition) {
  const std::span partitions(topic.partitions, static_cast<std::size_t>(topic.partition_cnt));
  return std::ranges::any_of(partitions, [&](const rd_kafka_metadata_partition_t& each) {
    return each.id == partition && each.leader >= 0;
  });
}

// librdkafka waits for a topic that is missing and says nothing; and of one that was just being
// made, with partitions that nobody leads yet, it does not ask again for minutes.
Result<void> KafkaSource::check_started() {
  if (unchecked_.empty()) return {};
  const auto metadata = client_->metadata(options_.topic);
  if (!metadata) return tl::unexpected(metadata.error());
  const rd_kafka_metadata_topic_t& topic = (*metadata)->topics[0];
  for (const std::int32_t partition : unchecked_) {
    auto code = topic.err;
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR && partition >= topic.partition_cnt) {
      code = RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION;
    }
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
      auto error = error_of(code, fmt::format("{} [{}]", options_.topic, partition));
      error.partition = partition;
      if (error.kind != BusError::Kind::unavailable) stop(partition);
      return tl::unexpected(std::move(error));
    }
  }
  std::erase_if(unchecked_, [&](std::int32_t partition) { return has_leader(topic, partition); });
  return {};
}

std::vector<InputRecord> KafkaSource::take(int records_max, int wait_ms) {
  batch_.resize(static_cast<std::size_t>(records_max));
  const auto count =
      rd_kafka_consume_batch_queue(queue_.get(), wait_ms, batch_.data(), batch_.size());
  std::vector<InputRecord> records;
  records.reserve(count < 0 ? 0 : static_cast<std::size_t>(count));
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const Owned<rd_kafka_message_t> message{batch_[static_cast<std::size_t>(i)]};
    const auto next = next_.find(message->partition);
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      keep_error(*message);
    } else if (next != next_.end() && message->offset >= next->second) {
      // Otherwise it was fetched before the partition was stopped, paused or started again.
      next->second = message->offset + 1;
      records.push_back(record_of(*message));
    }
  }
  return records;
}

// A partition with an error is given up: a topic that comes back under its old name is another one.
void KafkaSource::keep_error(const rd_kafka_message_t& message) {
  const auto next = next_.find(message.partition);
  const auto offset = next == next_.end() ? message.offset : next->second;
  auto error = error_of(
      message.err, fmt::format("{} [{}] at offset {}", options_.topic, message.partition, offset));
  if (next != next_.end()) {
    error.partition = message.partition;
    if (error.kind != BusError::Kind::unavailable) stop(message.partition);
  }
  errors_.push_back(std::move(error));
}

Result<InputRecord> KafkaSource::read_one(std::int32_t partition, std::int64_t offset,
                                          int wait_ms) {
  std::optional<InputRecord> record;
  const auto read = reader_.read(options_.topic, partition, offset, wait_ms,
                                 [&](const rd_kafka_message_t& message) {
                                   if (message.offset == offset) record = record_of(message);
                                   return false;
                                 });
  if (!read) return tl::unexpected(read.error());
  if (!record) {
    return tl::unexpected(BusError{
        BusError::Kind::out_of_range,
        fmt::format("{} [{}] has no record at offset {}", options_.topic, partition, offset)});
  }
  return *std::move(record);
}

void KafkaSource::commit_hint(std::int32_t partition, std::int64_t offset) {
  rd_kafka_commit(client_->handle(), one_partition(options_.topic, partition, offset).get(), 1);
}

std::int64_t KafkaSource::end_offset(std::int32_t partition) {
  std::int64_t low = 0;
  std::int64_t high = 0;
  const auto code = rd_kafka_get_watermark_offsets(client_->handle(), options_.topic.c_str(),
                                                   partition, &low, &high);
  return code == RD_KAFKA_RESP_ERR_NO_ERROR && high >= 0 ? high : -1;
}

}  // namespace

Result<std::unique_ptr<Source>> make_source(const SourceOptions& options) {
  auto client = Client::open(
      options.kafka, RD_KAFKA_CONSUMER,
      {{"group.id", options.group},
       {"enable.auto.commit", "false"},
       {"enable.auto.offset.store", "false"},
       {"auto.offset.reset", "error"},
       {"isolation.level", "read_committed"},
       {"check.crcs", "true"},
       {"queued.min.messages", std::to_string(options.queue_records_max)},
       {"queued.max.messages.kbytes", std::to_string(options.queue_kbytes_max)},
       {"fetch.max.bytes", std::to_string(options.fetch_bytes_max)},
       {"fetch.wait.max.ms", "100"},  // also what a partition just started or resumed may wait
       {"fetch.error.backoff.ms", "100"}});
  if (!client) return tl::unexpected(client.error());
  rd_kafka_poll_set_consumer((*client)->handle());
  return std::make_unique<KafkaSource>(options, *std::move(client));
}

}  // namespace proffer::transport
