// What a node has more of when there is a Kafka: intake of the topics of responses and commands,
// and a publisher for each shard.
#pragma once

#include "actors/edge/api.hpp"
#include "actors/runtime/carriers/progress.hpp"
#include "actors/runtime/gate.hpp"
#include "config/settings.hpp"
#include "events/transport/service_call.hpp"
#include "store/log.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace proffer::config {

class KafkaParts {
 public:
  virtual ~KafkaParts() = default;
  // The shard has grown.
  virtual void wake(ShardId shard) = 0;
  virtual std::vector<edge::ReadinessCheck> readiness() const = 0;
  // For the metrics.
  virtual edge::Metrics::Kafka numbers() const = 0;
};

struct KafkaSurroundings {
  runtime::Gate& gate;
  const store::Log& log;
  std::function<runtime::Progress&(ShardId)> progress;
  // Positions of the shard's log that its reactor has yet to carry out.
  std::function<std::uint64_t(ShardId)> reactor_behind;
  // Answers a call that only looks.
  std::function<runtime::Answered(const transport::ServiceCall&)> answer;
  std::function<Instant()> now;
  std::function<void(const std::string&)> log_line;
};

// Starts without waiting for a broker. All of `around` outlives it. SETTING_INVALID.
tl::expected<std::unique_ptr<KafkaParts>, Problem> start_kafka(const Settings& settings,
                                                               KafkaSurroundings around);

}  // namespace proffer::config
