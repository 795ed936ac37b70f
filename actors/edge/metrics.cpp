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
  prometheus::Family<Histogram>& request_duration = histograms(
      registry, "http_request_duration_seconds", "HTTP requests, from whole request to answer.");
  KnownValues channels;
  KnownValues responses;
  KnownValues problems;
  std::mutex scrape;
  std::uint64_t events_seen = 0;  // under `scrape`
};

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
  if (now.events > families_->events_seen) {
    families_->events_total.Increment(static_cast<double>(now.events - families_->events_seen));
    families_->events_seen = now.events;
  }
  families_->actors.Set(static_cast<double>(now.live_aggregates));
  for (const auto& [projection, lag] : now.lags) {
    families_->lag_events.Add({{"projection", projection}}).Set(static_cast<double>(lag));
  }
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace proffer::edge
