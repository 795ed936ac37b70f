#include "config/kafka_parts.hpp"

#include "actors/runtime/carriers/intake.hpp"
#include "actors/runtime/carriers/publisher.hpp"
#include "actors/runtime/loop.hpp"
#include "events/transport/kafka_bus.hpp"
#include "events/transport/kafka_topics.hpp"
#include "events/transport/response_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace proffer::config {
namespace {

// A publisher with its thread.
struct HostedPublisher {
  HostedPublisher(runtime::PublisherOptions options, const store::Log& log,
                  runtime::Progress& progress)
      : publisher(std::move(options), log, progress),
        loop([this] { return publisher.step(); }, publisher.signal()) {}

  runtime::Publisher publisher;
  runtime::Loop loop;
};

// Takes in one topic, with its thread.
struct HostedIntake {
  HostedIntake(runtime::IntakeOptions options, runtime::Gate& gate, const store::Log& log)
      : topic(options.input.topic),
        intake(std::move(options), gate, log),
        loop([this] { return intake.step(); }, intake.signal()) {}

  const std::string topic;
  runtime::Intake intake;
  runtime::Loop loop;
};

std::string stage_text(const runtime::IntakeStatus::Partition& partition) {
  using Stage = runtime::InputPartition::Stage;
  switch (partition.stage) {
    case Stage::registering: return "registering";
    case Stage::looking_back: return "looking for its last record in the log";
    case Stage::comparing: return "comparing the last record with the topic";
    case Stage::stopped: return partition.why;
    case Stage::reading: break;
  }
  return fmt::format("everything below offset {} is done{}", partition.low_mark,
                     partition.reactor_lags ? "; paused until the reactor has caught up" : "");
}

void add_numbers(edge::Metrics::Kafka& numbers, const std::string& topic,
                 const runtime::IntakeStatus& status) {
  const runtime::InputCounts& counts = status.counts;
  std::uint64_t received = counts.received_other;
  for (const auto& [label, count] : counts.received) received += count;
  numbers.topics.push_back({topic, received, counts.wrong_partition, counts.overloaded});
  for (const auto& p : status.partitions) {
    numbers.partitions.push_back(
        {topic, p.partition, p.paused, p.behind_records, p.behind_ms, p.unfinished});
  }
}

class Parts final : public KafkaParts {
 public:
  Parts(const Settings& settings, std::vector<transport::FieldSource> bare_fields,
        KafkaSurroundings around)
      : around_(std::move(around)),
        names_(transport::topic_names(settings.kafka_topic_prefix)),
        specs_(transport::topic_specs(names_, around_.log.data_shards())),
        kafka_{.brokers = settings.kafka_brokers, .log = around_.log_line},
        responses_(response_options(settings, std::move(bare_fields)), around_.gate, around_.log),
        commands_(command_options(settings), around_.gate, around_.log) {
    for (const ShardId shard : around_.log.shards()) {
      if (shard == reference_shard) continue;
      publishers_.emplace(
          shard, std::make_unique<HostedPublisher>(publisher_options(settings, shard), around_.log,
                                                   around_.progress(shard)));
    }
  }

  void wake(ShardId shard) override {
    if (const auto found = publishers_.find(shard); found != publishers_.end()) {
      found->second->publisher.signal()->raise();
    }
  }

  std::vector<edge::ReadinessCheck> readiness() const override {
    std::vector<edge::ReadinessCheck> checks;
    for (const HostedIntake* hosted : {&responses_, &commands_}) {
      const auto intake = hosted->intake.status();
      checks.push_back({fmt::format("kafka intake of {}", hosted->topic), intake.waiting.empty(),
                        intake.waiting.empty() ? "connected" : intake.waiting});
      for (const auto& partition : intake.partitions) {
        checks.push_back({fmt::format("partition {} of {}", partition.partition, hosted->topic),
                          partition.stage == runtime::InputPartition::Stage::reading,
                          stage_text(partition)});
      }
    }
    for (const auto& [shard, hosted] : publishers_) {
      const auto status = hosted->publisher.status();
      const auto& why = status.stopped.empty() ? status.waiting : status.stopped;
      checks.push_back({fmt::format("publisher of shard {}", shard), why.empty(),
                        why.empty() ? fmt::format("published up to {}", status.published) : why});
    }
    return checks;
  }

  edge::Metrics::Kafka numbers() const override {
    edge::Metrics::Kafka numbers;
    for (const HostedIntake* hosted : {&responses_, &commands_}) {
      add_numbers(numbers, hosted->topic, hosted->intake.status());
    }
    for (const auto& [shard, hosted] : publishers_) {
      const auto status = hosted->publisher.status();
      const Position end = around_.log.end(shard);
      numbers.publishers.push_back({shard, end - std::min(end, status.published), status.in_flight,
                                    status.sent, status.retries});
    }
    return numbers;
  }

 private:
  runtime::IntakeOptions response_options(const Settings& settings,
                                          std::vector<transport::FieldSource> bare_fields) {
    auto options = intake_options(settings, names_.response);
    options.input.generation = static_cast<std::uint32_t>(settings.kafka_generation);
    options.input.read = runtime::responses({.bare_fields = std::move(bare_fields)});
    return options;
  }

  runtime::IntakeOptions command_options(const Settings& settings) {
    auto options = intake_options(settings, names_.command);
    options.input.generation = static_cast<std::uint32_t>(settings.kafka_command_generation);
    options.input.generation_setting = "kafka.command_generation";
    options.input.read = runtime::calls({.record = {}, .answer = around_.answer});
    return options;
  }

  runtime::IntakeOptions intake_options(const Settings& settings, const std::string& topic) {
    runtime::IntakeOptions options;
    options.input.topic = topic;
    options.input.window.records_max = static_cast<std::size_t>(settings.kafka_window_max);
    options.input.now = around_.now;
    options.reactor_behind = around_.reactor_behind;
    options.reactor_behind_max = static_cast<std::uint64_t>(settings.kafka_reactor_behind_max);
    for (const ShardId shard : around_.log.shards()) {
      if (shard != reference_shard) options.shards.push_back(shard);
    }
    options.connect = [this, topic]() -> transport::Result<std::unique_ptr<transport::Source>> {
      if (const auto checked = transport::check_topics(kafka_, specs_); !checked) {
        return tl::unexpected(checked.error());
      }
      return transport::make_source({.kafka = kafka_, .topic = topic});
    };
    return options;
  }

  runtime::PublisherOptions publisher_options(const Settings& settings, ShardId shard) {
    runtime::PublisherOptions options;
    options.shard = shard;
    options.topic_prefix = settings.kafka_topic_prefix;
    options.type_prefix = settings.kafka_type_prefix;
    options.now = around_.now;
    options.connect = [this]() -> transport::Result<std::unique_ptr<transport::Sink>> {
      if (const auto checked = transport::check_topics(kafka_, specs_); !checked) {
        return tl::unexpected(checked.error());
      }
      return transport::make_sink({.kafka = kafka_});
    };
    return options;
  }

  const KafkaSurroundings around_;
  const transport::TopicNames names_;
  const std::vector<transport::TopicSpec> specs_;
  const transport::KafkaOptions kafka_;
  HostedIntake responses_;
  HostedIntake commands_;
  std::map<ShardId, std::unique_ptr<HostedPublisher>> publishers_;
};

}  // namespace

tl::expected<std::unique_ptr<KafkaParts>, Problem> start_kafka(const Settings& settings,
                                                               KafkaSurroundings around) {
  auto bare_fields = transport::read_field_sources(settings.kafka_bare_json);
  if (!bare_fields) return tl::unexpected(std::move(bare_fields.error()));
  return std::make_unique<Parts>(settings, *std::move(bare_fields), std::move(around));
}

}  // namespace proffer::config
