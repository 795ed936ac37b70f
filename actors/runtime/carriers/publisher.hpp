// Follows the shard's log and tells the outside: each message once by its id, in the order of the
// log. The log is the outbox; what the topics have already is read back and left out.
#pragma once

#include "actors/runtime/carriers/progress.hpp"
#include "actors/runtime/loop.hpp"
#include "events/transport/cloud_event.hpp"
#include "events/transport/event_bus.hpp"
#include "store/log.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace proffer::runtime {

struct PublisherOptions {
  ShardId shard = 0;
  std::string topic_prefix;                 // of the output topics; empty: none
  std::string type_prefix = "proffer";      // of ce_type
  std::size_t in_flight_max = 10'000;       // events with messages that are not all delivered
  std::size_t read_bytes_max = 256 * 1024;  // of the log in one step
  // Of an outcome with a document in it; a larger one is told without, and the document by its id.
  std::size_t outcome_bytes_max = 768 * 1024;
  int poll_ms_max = 5;           // waiting for delivery reports when there is nothing else to do
  int retry_ms = 500;            // after the broker could not serve us
  std::function<Instant()> now;  // the only clock; required
  // Makes a sink: at the start, and after a delivery failed.
  std::function<transport::Result<std::unique_ptr<transport::Sink>>()> connect;
};

struct PublisherStatus {
  std::string waiting;  // why the broker does not serve us, for /readyz; empty: it does
  std::string stopped;  // an operator has to act: what to do
  Position published = 0;
  std::size_t in_flight = 0;   // events with messages on their way
  std::uint64_t sent = 0;      // messages delivered since the start
  std::uint64_t left_out = 0;  // messages that the topics had already
  std::uint64_t retries = 0;   // times that the broker could not serve us
};

class Publisher {
 public:
  // `log` and `progress` outlive it.
  Publisher(PublisherOptions options, const store::Log& log, Progress& progress);

  // For Loop. One thread.
  int step();
  // To be raised when the shard has grown.
  const std::shared_ptr<Signal>& signal() const { return signal_; }

  // Thread-safe.
  PublisherStatus status() const;

 private:
  using Partition = std::pair<std::string, std::int32_t>;
  struct Place {
    Partition partition;
    std::int64_t offset = 0;
  };

  bool connect();
  transport::Result<void> begin(transport::Sink& sink);
  transport::Result<void> read_back(const Partition& partition);
  bool take_reports();
  bool read_log();
  bool tell(const RecordedEvent& recorded);
  tl::expected<std::vector<transport::OutputMessage>, std::string> messages_for(
      const RecordedEvent& recorded) const;
  tl::expected<std::vector<transport::OutputMessage>, std::string> told(
      const RecordedEvent& recorded, const Event& event, Position then, bool repeated) const;
  bool is_ours(std::string_view id) const;
  bool send();
  void landed(Position position, Place place);
  void settle();
  std::vector<OutputOffset> outputs() const;
  void report();
  void failed(const transport::BusError& error);
  void stop(std::string why);

  const PublisherOptions options_;
  const store::Log& log_;
  const transport::Publication publication_;
  Progress& progress_;
  const std::shared_ptr<Signal> signal_ = std::make_shared<Signal>();

  std::unique_ptr<transport::Sink> sink_;
  std::vector<Partition> to_read_back_;
  Trail trail_;
  // Everything of ours from `trail_.reached()` on is at or behind these offsets, but for what has
  // landed ahead.
  std::map<Partition, std::int64_t> ends_;
  std::map<Position, std::vector<Place>>
      landed_;  // of events that are not done, or not the first in line
  std::unordered_map<std::string, Place>
      there_;                 // by id: in the topics, the events not read again yet
  Position there_until_ = 0;  // events from here on were never sent
  std::deque<transport::OutputMessage> outbox_;  // tagged with their event's position
  Instant retry_at_{};
  Instant report_at_{};
  bool unreported_ = false;

  mutable std::mutex status_mutex_;
  PublisherStatus status_;
};

}  // namespace proffer::runtime
