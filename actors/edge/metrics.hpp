// What a monitoring system scrapes. The business's figures are folded from the log, so that they
// count what Kafka brought as well as what HTTP did; HTTP's own are counted as it happens.
#pragma once

#include "projections/projection.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proffer::edge {

struct MetricsOptions {
  std::string version;
  std::string commit;
  std::size_t label_values_max =
      50;  // of a label whose values come from outside; others count as "other"
};

// Thread-safe. As a projection it keeps no rows; its checkpoint makes it count each event once,
// across restarts too.
class Metrics final : public projections::Projection {
 public:
  explicit Metrics(const MetricsOptions& options);
  ~Metrics() override;

  std::string_view name() const override { return "metrics"; }
  std::string_view table_name() const override { return name(); }
  bool reads(std::string_view type) const override;
  void apply(const RecordedEvent& recorded, const Event& event, projections::Rows& rows) override;

  // `route` is the template, never the raw path.
  void count_request(std::string_view route, std::string_view method, int status, double seconds);

  // What the node's Kafka parts have come to; counts are since the start.
  struct Kafka {
    struct Topic {  // one that is taken in
      std::string name;
      std::uint64_t received = 0;    // records that were understood
      std::uint64_t forwarded = 0;   // of these: they belonged to another shard
      std::uint64_t overloaded = 0;  // times the node had no room for one
    };
    struct Partition {  // of such a topic
      std::string topic;
      std::int32_t number = 0;
      bool paused = false;
      std::int64_t lag_records = 0;
      std::int64_t lag_ms = 0;  // age of the oldest record that was read and is not done
      std::size_t in_flight = 0;
    };
    struct Publisher {
      ShardId shard = 0;
      std::uint64_t lag_events = 0;
      std::size_t in_flight = 0;    // events with messages on their way
      std::uint64_t published = 0;  // messages
      std::uint64_t retries = 0;
    };
    std::vector<Topic> topics;
    std::vector<Partition> partitions;
    std::vector<Publisher> publishers;
  };
  // What is looked up when somebody scrapes.
  struct Now {
    std::uint64_t events = 0;  // in the log
    std::size_t live_aggregates = 0;
    std::vector<std::pair<std::string, std::uint64_t>> lags;  // projection, events it is behind
    Kafka kafka;                                              // empty without a Kafka
  };
  // The Prometheus text format, version 0.0.4.
  std::string text(const Now& now);

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace proffer::edge
