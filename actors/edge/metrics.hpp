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

  // What is looked up when somebody scrapes.
  struct Now {
    std::uint64_t events = 0;  // in the log
    std::size_t live_aggregates = 0;
    std::vector<std::pair<std::string, std::uint64_t>> lags;  // projection, events it is behind
  };
  // The Prometheus text format, version 0.0.4.
  std::string text(const Now& now);

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace proffer::edge
