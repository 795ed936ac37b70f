// Kafka behind Source and Sink. Both can be made while no broker answers: polling then gives
// `unavailable`, and works when one does.
#pragma once

#include "events/transport/event_bus.hpp"

#include <functional>
#include <memory>
#include <string>

namespace proffer::transport {

// How to reach the brokers.
struct KafkaOptions {
  std::string brokers;  // host:port, several separated by commas
  std::string client_id = "proffer";
  // What an operator should read; called in the thread that polls, at most once in
  // `log_interval_ms`, apart from the two lines that tell that no broker answers and that one does
  // again.
  std::function<void(const std::string& line)> log;
  int log_interval_ms = 10'000;
  int request_ms_max =
      10'000;  // how long a question to a broker (metadata, end offset, …) waits for its answer
};

struct SourceOptions {
  KafkaOptions kafka;
  std::string topic;
  std::string group = "proffer.ingest";  // commit hints only; its members are never asked for
  int queue_records_max = 500'000;       // fetched ahead of poll, over all partitions
  int queue_kbytes_max = 65'536;         // the same in KiB
  int fetch_bytes_max = 8'388'608;       // one answer of a broker
};
// Errors: `fatal` when an option is not one Kafka's client takes.
Result<std::unique_ptr<Source>> make_source(const SourceOptions& options);

struct SinkOptions {
  KafkaOptions kafka;
  int queue_messages_max = 100'000;  // sent and not yet reported
  int queue_kbytes_max = 65'536;     // the same in KiB
  int message_bytes_max =
      1'000'000;  // key, value and headers; below the output topics' max.message.bytes
  int batch_bytes_max =
      500'000;        // below the input topic's max.message.bytes, which limits whole batches
  int linger_ms = 2;  // how long a batch that is not full waits for more
};
// Destroying a Sink drops what it has not sent. Errors: `fatal` when an option is not one Kafka's
// client takes.
Result<std::unique_ptr<Sink>> make_sink(const SinkOptions& options);

}  // namespace proffer::transport
