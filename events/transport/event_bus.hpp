// How events travel between processes: two small interfaces. Kafka is behind them (kafka_bus.hpp);
// librdkafka does not show here.
#pragma once

#include "events/shard.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace proffer::transport {

struct BusError {
  enum class Kind {
    unavailable,   // no broker answers: wait and try again
    wrong_topic,   // missing, or not with the partitions and settings it must have
    out_of_range,  // the offset asked for is not in the topic any more
    too_large,     // the record exceeds the topic's limit
    fatal,         // the client cannot go on; make a new one
  };
  Kind kind = Kind::unavailable;
  std::string detail;           // what, where, likely fix
  std::int32_t partition = -1;  // of the input topic, when it concerns one alone
};
template <class T>
using Result = tl::expected<T, BusError>;

// Reads partitions of one input topic, assigned by hand; each from an offset the caller knows. One
// thread.
class Source {
 public:
  virtual ~Source() = default;
  // Begins (again) at that offset; 0 is the topic's first record whatever its offset.
  virtual Result<void> start(std::int32_t partition, std::int64_t offset) = 0;
  // Nothing changes for a partition that was not started.
  virtual void pause(std::int32_t partition) = 0;
  virtual void resume(std::int32_t partition) = 0;
  // Records that have arrived, at most `records_max`, waiting up to `wait_ms` for the first. Empty:
  // none came. In order within a partition, none of a paused one. After `unavailable` go on
  // polling: it recovers by itself; `wrong_topic` and `out_of_range` name the partition, which
  // gives nothing before it is started again.
  virtual Result<std::vector<InputRecord>> poll(int records_max, int wait_ms) = 0;
  // One record by its place, for comparing hashes on start; `out_of_range` when it is gone.
  virtual Result<InputRecord> read_one(std::int32_t partition, std::int64_t offset,
                                       int wait_ms) = 0;
  // A hint for lag tools: everything below `offset` is done. Never the authority.
  virtual void commit_hint(std::int32_t partition, std::int64_t offset) = 0;
  // Offset after the partition's last record, as the last fetch saw it; -1 before the first. For
  // lag metrics.
  virtual std::int64_t end_offset(std::int32_t partition) = 0;
};

// A message for an output topic.
struct OutputMessage {
  std::string topic;
  std::string key;  // decides the partition (murmur2)
  Bytes value;
  bool has_key = true;
  bool has_value = true;  // false: a tombstone
  std::vector<RecordHeader> headers;
  std::uint64_t tag = 0;  // given back in the delivery report
};

struct Delivered {
  std::uint64_t tag = 0;
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
};

// Sends to output topics, in order for each key (idempotent producer, acks=all). One thread.
class Sink {
 public:
  virtual ~Sink() = default;
  // Queues the message; false when the queue is full: poll first. `too_large`: it was not queued,
  // the next may be.
  virtual Result<bool> send(const OutputMessage& message) = 0;
  // Delivery reports that have come, waiting up to `wait_ms` for the first. After `unavailable` go
  // on polling: what is queued is kept, and sent when a broker answers. Any other error is a failed
  // delivery, and the end of this Sink: what was not reported is to be sent again, with the same
  // ids, by a new one.
  virtual Result<std::vector<Delivered>> poll(int wait_ms) = 0;
  virtual Result<std::int32_t> partitions(const std::string& topic) = 0;
  // Offset after the last record of a partition, and the headers of the records from `offset` to
  // that end: what a publisher has sent already. What retention has removed is left out;
  // `out_of_range` when the end is before `offset`, and so not the topic that was once written to.
  virtual Result<std::int64_t> end_offset(const std::string& topic, std::int32_t partition) = 0;
  virtual Result<void> read_headers(
      const std::string& topic, std::int32_t partition, std::int64_t offset,
      const std::function<void(std::int64_t offset, const std::vector<RecordHeader>&)>& visit) = 0;
};

}  // namespace proffer::transport
