// librdkafka's handles with owners, its settings and its errors. Only kafka_*.cpp include this.
#pragma once

#include "events/transport/event_bus.hpp"
#include "events/transport/kafka_bus.hpp"

#include <librdkafka/rdkafka.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace proffer::transport::kafka {

struct Destroy {
  void operator()(rd_kafka_t* p) const { rd_kafka_destroy(p); }
  void operator()(rd_kafka_conf_t* p) const { rd_kafka_conf_destroy(p); }
  void operator()(rd_kafka_queue_t* p) const { rd_kafka_queue_destroy(p); }
  void operator()(rd_kafka_topic_t* p) const { rd_kafka_topic_destroy(p); }
  void operator()(rd_kafka_event_t* p) const { rd_kafka_event_destroy(p); }
  void operator()(rd_kafka_error_t* p) const { rd_kafka_error_destroy(p); }
  void operator()(rd_kafka_headers_t* p) const { rd_kafka_headers_destroy(p); }
  void operator()(rd_kafka_message_t* p) const { rd_kafka_message_destroy(p); }
  void operator()(rd_kafka_topic_partition_list_t* p) const {
    rd_kafka_topic_partition_list_destroy(p);
  }
  void operator()(const rd_kafka_metadata_t* p) const { rd_kafka_metadata_destroy(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Destroy>;

// What a caller can do about librdkafka's error; `fatal` where it is none of the others.
BusError::Kind kind_of(rd_kafka_resp_err_t code);
BusError error_of(rd_kafka_resp_err_t code, const std::string& what);

Owned<rd_kafka_topic_partition_list_t> one_partition(const std::string& topic,
                                                     std::int32_t partition,
                                                     std::int64_t offset = RD_KAFKA_OFFSET_INVALID);
std::vector<RecordHeader> headers_of(const rd_kafka_message_t& message);
InputRecord record_of(const rd_kafka_message_t& message);

// One librdkafka instance, and whether a broker answers it. One thread.
class Client {
 public:
  using Settings = std::vector<std::pair<const char*, std::string>>;
  static Result<std::unique_ptr<Client>> open(const KafkaOptions& options, rd_kafka_type_t type,
                                              const Settings& settings, int events = 0);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() = default;

  rd_kafka_t* handle() const { return handle_.get(); }
  const KafkaOptions& options() const { return options_; }

  // Whether a broker answers. Asks for up to `wait_ms` (50 at the least) unless the last word was
  // yes.
  bool answers(int wait_ms);
  BusError unavailable() const;
  // The error that ended this instance.
  std::optional<BusError> fatal_error() const;

  // An error or a log line that came as an event; others are the caller's.
  void heed(rd_kafka_event_t* event);

  // Metadata of one topic, or of the brokers alone.
  Result<Owned<const rd_kafka_metadata_t>> metadata(const std::string& topic);
  // Offsets of the first record and after the last.
  Result<std::pair<std::int64_t, std::int64_t>> watermarks(const std::string& topic,
                                                           std::int32_t partition);

 private:
  explicit Client(const KafkaOptions& options) : options_(options) {}
  static void on_error(rd_kafka_t*, int code, const char* reason, void* self);
  static void on_log(const rd_kafka_t*, int level, const char* facility, const char* line);
  void log(const std::string& line);
  void log_seldom(const std::string& line);

  KafkaOptions options_;
  bool answered_ = false;
  bool told_down_ = false;
  std::uint64_t lines_left_out_ = 0;
  std::optional<std::chrono::steady_clock::time_point> last_line_;
  Owned<rd_kafka_t> handle_;
};

// Reads a stretch of a partition apart from what is consumed or produced.
class Reader {
 public:
  explicit Reader(KafkaOptions options) : options_(std::move(options)) {}
  // Visits the records from `offset` on until `visit` says no or the end that the partition has now
  // is reached. Gives up when nothing comes for `wait_ms`: `unavailable`.
  Result<void> read(const std::string& topic, std::int32_t partition, std::int64_t offset,
                    int wait_ms, const std::function<bool(const rd_kafka_message_t&)>& visit);

 private:
  Result<void> open();

  KafkaOptions options_;
  std::unique_ptr<Client> client_;
};

}  // namespace proffer::transport::kafka
