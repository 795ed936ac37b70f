#include "config/running_node.hpp"

#include "actors/edge/api.hpp"
#include "actors/edge/http_server.hpp"
#include "actors/runtime/carriers/progress.hpp"
#include "actors/runtime/carriers/reactor.hpp"
#include "actors/runtime/carriers/timer.hpp"
#include "actors/runtime/loop.hpp"
#include "actors/runtime/node.hpp"
#include "config/kafka_parts.hpp"
#include "config/new_id.hpp"
#include "config/version.hpp"
#include "config/wall_clock.hpp"
#include "projections/accounts.hpp"
#include "projections/documents.hpp"
#include "projections/memberships.hpp"
#include "projections/waiting.hpp"
#include "store/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

namespace proffer::config {
namespace {

constexpr std::size_t follower_events_max = 20'000;  // of a projection in one step

std::string code_of(store::StoreError::Kind kind) {
  switch (kind) {
    case store::StoreError::Kind::io: return "LOG_IO";
    case store::StoreError::Kind::damaged: return "LOG_DAMAGED";
    case store::StoreError::Kind::locked: return "LOG_LOCKED";
    case store::StoreError::Kind::foreign: return "LOG_FOREIGN";
    case store::StoreError::Kind::newer_format: return "LOG_NEWER_FORMAT";
    case store::StoreError::Kind::not_found: return "LOG_NOT_FOUND";
  }
  return "LOG_IO";
}

template <class To>
To as(std::int64_t value) {
  return static_cast<To>(value);
}

store::LogOptions log_options(const Settings& s) {
  return {.folder = s.data_folder,
          .shards = as<std::uint16_t>(s.data_shards),
          .frame_bytes_max = as<std::size_t>(s.log_frame_bytes_max),
          .index_tail_events_max = as<std::size_t>(s.log_index_tail_events_max),
          .memory_bytes_max = as<std::size_t>(s.log_memory_bytes_max),
          .now = wall_clock,
          .new_log_id = new_id()};
}

edge::HttpOptions http_options(const Settings& s) {
  edge::HttpOptions options;
  options.address = s.http_address;
  options.port = as<std::uint16_t>(s.http_port);
  options.connections_max = as<std::size_t>(s.http_connections_max);
  options.header_bytes_max = as<std::size_t>(s.http_header_bytes_max);
  options.body_bytes_max = as<std::size_t>(s.http_body_bytes_max);
  options.idle_ms_max = as<int>(s.http_idle_timeout_ms);
  options.now = wall_clock;
  return options;
}

// What a shard has beside its log: reactions, and how far everything has come.
struct ShardParts {
  ShardParts(ShardId shard, ShardProgress recorded, runtime::Gate& gate, const store::Log& log)
      : progress({.shard = shard, .now = wall_clock}, gate, std::move(recorded)),
        reactor({.shard = shard, .now = wall_clock}, gate, log, progress),
        progress_loop([this] { return progress.step(); }, progress.signal()),
        reactor_loop([this] { return reactor.step(); }, reactor.signal()) {}

  runtime::Progress progress;
  runtime::Reactor reactor;
  runtime::Loop progress_loop;
  runtime::Loop reactor_loop;
};

class Running final : public RunningNode {
 public:
  Running(const Settings& settings, std::function<void(const std::string&)> log_line,
          std::unique_ptr<store::Log> log)
      : settings_(settings),
        log_line_(std::move(log_line)),
        log_(std::move(log)),
        document_queries_(log_->tables()),
        account_queries_(log_->tables()),
        membership_queries_(log_->tables()),
        metrics_({.version = version, .commit = ""}),
        server_(http_options(settings)) {
    node_ = std::make_unique<runtime::Node>(*log_, node_options(), followers());
  }
  ~Running() override { stop(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  tl::expected<void, Problem> start_parts() {
    for (const ShardId shard : log_->shards()) {
      const auto state = runtime::shard_state(*log_, shard);
      if (!state) {
        return tl::unexpected(
            Problem{.code = code_of(state.error().kind), .text = state.error().detail});
      }
      parts_[shard] = std::make_unique<ShardParts>(shard, state->progress, *node_, *log_);
    }
    make_api();
    if (auto started = start_kafka_parts(); !started) return started;
    {
      const std::lock_guard lock(following_mutex_);
      following_ = true;
    }
    start_timer();
    return start_http();
  }

  std::string url() const override {
    return fmt::format("http://{}:{}", settings_.http_address, server_.port());
  }

  void stop() override {
    if (stopped_) return;
    stopped_ = true;
    server_.stop();
    {
      const std::lock_guard lock(following_mutex_);
      following_ = false;
    }
    kafka_.reset();
    timer_loop_.reset();
    node_->stop();  // before the parts that its last commands may come from
    parts_.clear();
    node_.reset();
    api_.reset();
  }

 private:
  tl::expected<void, Problem> start_kafka_parts() {
    if (settings_.kafka_brokers.empty()) return {};
    auto started = start_kafka(
        settings_,
        {.gate = *node_,
         .log = *log_,
         .progress = [this](ShardId shard) -> runtime::Progress& {
           return parts_.at(shard)->progress;
         },
         .reactor_behind = [this](ShardId shard) { return reactor_behind(shard); },
         .answer =
             [this](const transport::ServiceCall& question) { return api_->answer(question); },
         .now = wall_clock,
         .log_line = log_line_});
    if (!started) return tl::unexpected(std::move(started.error()));
    kafka_ = *std::move(started);
    return {};
  }

  runtime::NodeOptions node_options() {
    runtime::NodeOptions options;
    options.now = wall_clock;
    options.on_fatal = [this](const store::StoreError& error) {
      // Nothing may be acknowledged any more: leave, and recover from what is durable.
      log_line_(fmt::format("{}: {}; the process ends, start it again", code_of(error.kind),
                            error.detail));
      std::_Exit(1);
    };
    options.in_flight_max = as<std::size_t>(settings_.node_in_flight_max);
    options.waiting_max = as<std::size_t>(settings_.node_waiting_max);
    options.commands_per_turn_max = as<std::size_t>(settings_.node_commands_per_turn_max);
    options.live_aggregates_max = as<std::size_t>(settings_.node_live_aggregates_max);
    options.request_keys_max = as<std::size_t>(settings_.node_request_keys_max);
    options.key_age = std::chrono::milliseconds(settings_.node_request_key_age_ms);
    options.snapshot_every = as<std::uint64_t>(settings_.node_snapshot_every);
    if (settings_.node_threads > 0) options.threads = as<std::size_t>(settings_.node_threads);
    return options;
  }

  runtime::Follower follow(projections::Projection& projection) {
    return {.name = std::string(projection.name()), .step = [this, &projection](ShardId shard) {
              return projections::catch_up(projection, *log_, log_->tables(), shard,
                                           follower_events_max);
            }};
  }

  std::vector<runtime::Follower> followers() {
    return {follow(documents_),
            follow(accounts_),
            follow(memberships_),
            follow(waiting_),
            follow(metrics_),
            {.name = "wake", .step = [this](ShardId shard) {
               wake(shard);
               return store::Result<Position>(log_->end(shard));
             }}};
  }

  // Whoever follows the log on a thread of its own.
  void wake(ShardId shard) {
    const std::lock_guard lock(following_mutex_);
    if (!following_) return;
    server_.wake_streams();
    if (const auto parts = parts_.find(shard); parts != parts_.end()) {
      parts->second->reactor.signal()->raise();
    }
    if (kafka_) kafka_->wake(shard);
  }

  std::uint64_t reactor_behind(ShardId shard) const {
    const Position reacted = parts_.at(shard)->reactor.status().reacted;
    const Position end = log_->end(shard);
    return end - std::min(end, reacted);
  }

  std::vector<edge::ReadinessCheck> readiness() const {
    std::vector<edge::ReadinessCheck> checks = {{"log", true, "open"}};
    for (const char* projection : {"documents", "accounts", "memberships"}) {
      std::uint64_t behind = 0;
      for (const ShardId shard : log_->shards()) {
        const auto end = log_->end(shard);
        behind += end - std::min(end, node_->position_of(projection, shard));
      }
      checks.push_back({fmt::format("projection {}", projection), behind <= follower_events_max,
                        fmt::format("{} events behind", behind)});
    }
    for (const auto& [shard, parts] : parts_) {
      const auto reactor = parts->reactor.status();
      auto name = shard == reference_shard ? std::string("reactor of the reference shard")
                                           : fmt::format("reactor of shard {}", shard);
      checks.push_back({std::move(name), reactor.stopped.empty(),
                        reactor.stopped.empty()
                            ? fmt::format("{} events behind", reactor_behind(shard))
                            : reactor.stopped});
    }
    if (kafka_) {
      for (auto& check : kafka_->readiness()) checks.push_back(std::move(check));
    }
    return checks;
  }

  void start_timer() {
    runtime::TimerOptions options;
    options.wait_ms_max = settings_.workflow_wait_ms_max;
    options.look_ms_max = static_cast<int>(
        std::clamp<std::int64_t>(options.wait_ms_max / 10, 100, options.look_ms_max));
    options.now = wall_clock;
    options.waiting = [this, begin = ends()] { return waiting_since(begin); };
    timer_ = std::make_unique<runtime::Timer>(std::move(options), *node_);
    timer_loop_ =
        std::make_unique<runtime::Loop>([this] { return timer_->step(); }, timer_->signal());
  }

  std::map<ShardId, Position> ends() const {
    std::map<ShardId, Position> ends;
    for (const ShardId shard : log_->shards()) ends[shard] = log_->end(shard);
    return ends;
  }

  // None until the rows show what was decided before the start: a choice that was made then is not
  // cancelled again.
  std::optional<std::vector<runtime::Waiting>> waiting_since(
      const std::map<ShardId, Position>& begin) const {
    for (const auto& [shard, end] : begin) {
      if (node_->position_of(projections::Waiting::table, shard) < end) return std::nullopt;
    }
    const auto rows = projections::waiting(log_->tables());
    if (!rows) {
      log_line_(fmt::format("{}: {}; responses that wait do not time out",
                            code_of(rows.error().kind), rows.error().detail));
      return std::nullopt;
    }
    std::vector<runtime::Waiting> all;
    for (const auto& row : *rows) {
      const StreamId stream{Category::workflow, row.workflow.value};
      all.push_back({stream, shard_of(stream, log_->data_shards()), row.position, row.since,
                     row.correlation});
    }
    return all;
  }

  void make_api() {
    api_ = std::make_unique<edge::Api>(
        edge::ApiParts{
            .gate = *node_,
            .log = *log_,
            .documents = document_queries_,
            .accounts = account_queries_,
            .memberships = membership_queries_,
            .metrics = metrics_,
            .now = wall_clock,
            .new_id = new_id,
            .after = [this](int delay_ms,
                            std::function<void()> run) { server_.after(delay_ms, std::move(run)); },
            .reached = [this](std::string_view projection,
                              ShardId shard) { return node_->position_of(projection, shard); },
            .readiness = [this] { return readiness(); },
            .live_aggregates = [this] { return node_->stats().live; },
            .kafka = [this] { return kafka_ ? kafka_->numbers() : edge::Metrics::Kafka{}; }},
        edge::ApiOptions{.min_position_ms_max = as<int>(settings_.http_read_wait_ms_max),
                         .catalogue_bytes_max = as<std::size_t>(settings_.http_body_bytes_max)});
  }

  tl::expected<void, Problem> start_http() {
    const auto listening = server_.start([this](edge::HttpRequest request, edge::Respond respond) {
      api_->handle(std::move(request), std::move(respond));
    });
    if (listening) return {};
    return tl::unexpected(Problem{.code = "HTTP_NOT_LISTENING",
                                  .text = listening.error().detail + "; choose another --port"});
  }

  const Settings settings_;
  const std::function<void(const std::string&)> log_line_;
  const std::unique_ptr<store::Log> log_;
  projections::Documents documents_;
  projections::Accounts accounts_;
  projections::Memberships memberships_;
  projections::Waiting waiting_;
  const projections::DocumentQueries document_queries_;
  const projections::AccountQueries account_queries_;
  const projections::MembershipQueries membership_queries_;
  edge::Metrics metrics_;
  edge::HttpServer server_;
  std::mutex following_mutex_;
  bool following_ = false;  // parts_ and kafka_ are there to be woken
  bool stopped_ = false;
  std::unique_ptr<runtime::Node> node_;
  std::map<ShardId, std::unique_ptr<ShardParts>> parts_;
  std::unique_ptr<KafkaParts> kafka_;
  std::unique_ptr<runtime::Timer> timer_;
  std::unique_ptr<runtime::Loop> timer_loop_;
  std::unique_ptr<edge::Api> api_;
};

}  // namespace

tl::expected<std::unique_ptr<RunningNode>, Problem> RunningNode::start(
    const Settings& settings, std::function<void(const std::string&)> log_line) {
  auto log = store::Log::open(log_options(settings));
  if (!log) {
    return tl::unexpected(Problem{.code = code_of(log.error().kind), .text = log.error().detail});
  }
  auto running = std::make_unique<Running>(settings, std::move(log_line), std::move(*log));
  if (auto started = running->start_parts(); !started) return tl::unexpected(started.error());
  return running;
}

}  // namespace proffer::config
