#include "actors/edge/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <set>
#include <variant>

namespace proffer::edge {
namespace {

// To what is counted elsewhere.
void raise(prometheus::Counter& counter, std::uint64_t count) {
  const double more = static_cast<double>(count) - counter.Value();
  if (more > 0) counter.Increment(more);
}

// Each value from outside becomes a time series of its own: only so many do.
class KnownValues {
 public:
  explicit KnownValues(std::size_t max) : max_(max) {}
  std::string bounded(const std::string& value) {
    const std::lock_guard lock(mutex_);
    if (values_.contains(value)) return value;
    if (values_.size() >= max_) return "other";
    return *values_.insert(value).first;
  }

 private:
  std::size_t max_;
  std::mutex mutex_;
  std::set<std::string> values_;
};

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Registry;

auto& counters(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}
auto& gauges(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
}
auto& histograms(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
}

const Histogram::BucketBoundaries request_seconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                     0.25,  0.5,    1,     2.5,  5,     10};
const Histogram::BucketBoundaries order_seconds = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600};

std::string outcome_of(const OfferResponseLogged& event) {
  switch (event.outcome) {
    case ResponseOutcome::document:
      return event.document.value.find("-Q", event.document.value.rfind('-')) != std::string::npos
                 ? "quote"
                 : "order";
    case ResponseOutcome::no_action:
    case ResponseOutcome::no_change: return "none";
    case ResponseOutcome::processes: return "none";
    case ResponseOutcome::waiting: return "waiting";
    case ResponseOutcome::rejected: return "rejected";
    case ResponseOutcome::unknown: break;
  }
  return "unknown";
}

}  // namespace

struct Metrics::Families {
  explicit Families(const MetricsOptions& options)
      : channels(options.label_values_max),
        responses(options.label_values_max),
        problems(options.label_values_max) {
    gauges(registry, "proffer_build_info", "The program that runs; always 1.")
        .Add({{"version", options.version}, {"commit", options.commit}})
        .Set(1);
  }

  void received(const ResponseReceived& response) {
    received_total
        .Add({{"channel", channels.bounded(response.channel)},
              {"response", responses.bounded(response.response)}})
        .Increment();
  }
  void decided(const std::string& outcome) {
    decisions_total.Add({{"outcome", outcome}}).Increment();
  }

  void take(const Now& now);
  void take(const Kafka::Topic& topic);
  void take(const Kafka::Partition& partition);
  void take(const Kafka::Publisher& publisher);

  Registry registry;
  prometheus::Family<Counter>& received_total = counters(
      registry, "proffer_responses_received_total", "Customers' responses that were decided.");
  prometheus::Family<Counter>& decisions_total =
      counters(registry, "proffer_decisions_total", "What came of the responses.");
  prometheus::Family<Counter>& dead_letters_total = counters(
      registry, "proffer_dead_letters_total", "Inputs that could not be processed at all.");
  Counter& events_total =
      counters(registry, "proffer_events_appended_total", "Events in the log.").Add({});
  Histogram& response_to_order =
      histograms(registry, "proffer_response_to_order_seconds",
                 "From the customer's answer to the durable order or quote that came of it.")
          .Add({}, order_seconds);
  prometheus::Family<Gauge>& lag_events = gauges(registry, "proffer_projection_lag_events",
                                                 "Events that a projection has not taken in yet.");
  Gauge& actors =
      gauges(registry, "proffer_actors", "Aggregates in memory.").Add({{"kind", "aggregate"}});
  prometheus::Family<Counter>& kafka_received_total =
      counters(registry, "proffer_kafka_records_received_total", "Records that were understood.");
  prometheus::Family<Counter>& kafka_forwarded_total =
      counters(registry, "proffer_kafka_records_forwarded_total",
               "Records in a partition that was not their account's.");
  prometheus::Family<Counter>& kafka_overloaded_total =
      counters(registry, "proffer_kafka_overloaded_total", "Times there was no room for a record.");
  prometheus::Family<Gauge>& kafka_lag_records = gauges(
      registry, "proffer_kafka_consumer_lag_records", "Records in the topic that are not done.");
  prometheus::Family<Gauge>& kafka_lag_seconds =
      gauges(registry, "proffer_kafka_consumer_lag_seconds",
             "Age of the oldest record that was read and is not done.");
  prometheus::Family<Gauge>& kafka_paused = gauges(registry, "proffer_kafka_partition_paused",
                                                   "Whether back-pressure keeps records away.");
  prometheus::Family<Gauge>& kafka_records_in_flight = gauges(
      registry, "proffer_kafka_records_in_flight", "Records that were read and are not done.");
  prometheus::Family<Counter>& kafka_published_total =
      counters(registry, "proffer_kafka_messages_published_total", "Messages that the broker has.");
  prometheus::Family<Counter>& kafka_retries_total =
      counters(registry, "proffer_kafka_publisher_retries_total",
               "Times that the broker could not serve a publisher.");
  prometheus::Family<Gauge>& kafka_publisher_lag = gauges(
      registry, "proffer_kafka_publisher_lag_events", "Events that a publisher has yet to tell.");
  prometheus::Family<Gauge>& kafka_events_in_flight =
      gauges(registry, "proffer_kafka_publisher_in_flight_events",
             "Events whose messages the broker has not confirmed.");
  prometheus::Family<Histogram>& request_duration = histograms(
      registry, "http_request_duration_seconds", "HTTP requests, from whole request to answer.");
  KnownValues channels;
  KnownValues responses;
  KnownValues problems;
  std::mutex scrape;
};

void Metrics::Families::take(const Now& now) {
  raise(events_total, now.events);
  actors.Set(static_cast<double>(now.live_aggregates));
  for (const auto& [projection, lag] : now.lags) {
    lag_events.Add({{"projection", projection}}).Set(static_cast<double>(lag));
  }
  for (const auto& topic : now.kafka.topics) take(topic);
  for (const auto& partition : now.kafka.partitions) take(partition);
  for (const auto& publisher : now.kafka.publishers) take(publisher);
}

void Metrics::Families::take(const Kafka::Topic& topic) {
  const prometheus::Labels of = {{"topic", topic.name}};
  raise(kafka_received_total.Add(of), topic.received);
  raise(kafka_forwarded_total.Add(of), topic.forwarded);
  raise(kafka_overloaded_total.Add(of), topic.overloaded);
}

void Metrics::Families::take(const Kafka::Partition& partition) {
  const prometheus::Labels of = {{"topic", partition.topic},
                                 {"partition", std::to_string(partition.number)}};
  kafka_lag_records.Add(of).Set(static_cast<double>(partition.lag_records));
  kafka_lag_seconds.Add(of).Set(static_cast<double>(partition.lag_ms) / 1000.0);
  kafka_paused.Add(of).Set(partition.paused ? 1 : 0);
  kafka_records_in_flight.Add(of).Set(static_cast<double>(partition.in_flight));
}

void Metrics::Families::take(const Kafka::Publisher& publisher) {
  const prometheus::Labels of = {{"shard", std::to_string(publisher.shard)}};
  raise(kafka_published_total.Add(of), publisher.published);
  raise(kafka_retries_total.Add(of), publisher.retries);
  kafka_publisher_lag.Add(of).Set(static_cast<double>(publisher.lag_events));
  kafka_events_in_flight.Add(of).Set(static_cast<double>(publisher.in_flight));
}

Metrics::Metrics(const MetricsOptions& options) : families_(std::make_unique<Families>(options)) {}
Metrics::~Metrics() = default;

bool Metrics::reads(std::string_view type) const {
  return type == OfferResponseLogged::type || type == OfferApplicationFailed::type ||
         type == OfferResponseWaiting::type || type == DeadLettered::type;
}

void Metrics::apply(const RecordedEvent& recorded, const Event& event, projections::Rows&) {
  if (const auto* logged = std::get_if<OfferResponseLogged>(&event)) {
    families_->received(logged->response);
    families_->decided(outcome_of(*logged));
    if (logged->outcome != ResponseOutcome::document) return;
    // A channel that does not say when the customer answered: from when we heard of it.
    const auto given =
        logged->response.given.ms != 0 ? logged->response.given : recorded.command.at;
    families_->response_to_order.Observe(static_cast<double>(recorded.recorded.ms - given.ms) /
                                         1000.0);
  } else if (const auto* failed = std::get_if<OfferApplicationFailed>(&event)) {
    families_->received(failed->response);
    families_->decided("rejected");
  } else if (const auto* waiting = std::get_if<OfferResponseWaiting>(&event)) {
    families_->received(waiting->response);
    families_->decided("waiting");
  } else if (const auto* dead = std::get_if<DeadLettered>(&event)) {
    families_->dead_letters_total
        .Add({{"problem", families_->problems.bounded(dead->problem.code)}})
        .Increment();
  }
}

void Metrics::count_request(std::string_view route, std::string_view method, int status,
                            double seconds) {
  families_->request_duration
      .Add({{"route", std::string(route)},
            {"method", std::string(method)},
            {"code", std::to_string(status)}},
           request_seconds)
      .Observe(seconds);
}

std::string Metrics::text(const Now& now) {
  const std::lock_guard lock(families_->scrape);
  families_->take(now);
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace proffer::edge
