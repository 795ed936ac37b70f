#include "actors/runtime/node.hpp"

#include "actors/runtime/aggregate_actor.hpp"
#include "actors/runtime/shared_jobs.hpp"
#include "events/check.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/scheduler/coordinator.hpp>

#include <algorithm>
#include <list>
#include <utility>

namespace proffer::runtime {
namespace {

struct CafConfig : caf::actor_system_config {
  explicit CafConfig(std::size_t threads) {
    load<caf::scheduler::coordinator<SharedJobs>>();
    set("scheduler.max-threads", threads);
    set("scheduler.max-throughput", std::size_t{16});
  }
};

}  // namespace

AggregateKinds product_aggregates() {
  return {{{Category::account, make_shell<domain::Account>},
           {Category::catalogue, make_shell<domain::ProductCatalogue>},
           {Category::product_offer, make_shell<domain::ProductOfferDecider>},
           {Category::request, make_shell<domain::Questions>},
           {Category::shard, make_shell<domain::Shard>},
           {Category::workflow, make_shell<domain::WorkflowInstance>},
           {Category::workspace_project, make_shell<domain::ProjectDecider>}}};
}

class Node::Runtime {
 public:
  Runtime(store::Log& log, NodeOptions options, std::vector<Follower> followers,
          AggregateKinds kinds)
      : log_(log),
        options_(std::move(options)),
        kinds_(std::move(kinds)),
        caf_config_(options_.threads),
        catalogue_(log),
        router_({options_.in_flight_max, options_.waiting_max, options_.live_aggregates_max,
                 options_.retry_after_ms},
                [this](Tray& tray) { start(tray); }),
        journal_(log, catalogue_, router_, options_.batch_bytes_max,
                 {[this] { wake_followers(); },
                  [this](const store::StoreError& error) { options_.on_fatal(error); }}),
        with_{log_, catalogue_, router_, journal_, options_},
        caf_(caf_config_) {
    if (auto read = catalogue_.catch_up(); !read) fail(read.error());
    for (Follower& follower : followers) {
      followers_.emplace_back(std::move(follower), log_,
                              [this](const store::StoreError& error) { fail(error); });
    }
  }
  ~Runtime() { stop(); }
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  void stop() {
    router_.close();
    router_.drain();
    journal_.stop();
    followers_.clear();
  }

  void submit(Request&& request, Answer&& answer) {
    CHECK(kinds_.make.contains(request.to.category));
    router_.submit(std::move(request), std::move(answer));
  }
  std::shared_ptr<const domain::Catalogue> catalogue() const { return catalogue_.newest(); }
  const ProjectionFollower* follower(std::string_view name) const {
    const auto found = std::ranges::find(followers_, name, &ProjectionFollower::name);
    return found == followers_.end() ? nullptr : &*found;
  }
  NodeStats stats() const;

 private:
  void start(Tray& tray) {
    start_aggregate(caf_, kinds_.make.at(tray.stream.category)(with_, tray), tray);
  }
  void wake_followers() {
    for (ProjectionFollower& follower : followers_) follower.wake();
  }
  void fail(const store::StoreError& error) { journal_.fail(error); }

  store::Log& log_;
  const NodeOptions options_;
  const AggregateKinds kinds_;
  CafConfig caf_config_;
  CatalogueFollower catalogue_;
  Router router_;
  Journal journal_;
  Surroundings with_;
  std::list<ProjectionFollower> followers_;
  caf::actor_system caf_;  // ends first: its workers may still be leaving what is above
};

NodeStats Node::Runtime::stats() const {
  const RouterStats router = router_.stats();
  const JournalStats journal = journal_.stats();
  NodeStats stats;
  stats.commands = router.commands;
  stats.refused = router.refused;
  stats.overloaded = router.overloaded;
  stats.passivated = router.passivated;
  stats.live = router.live;
  stats.in_flight = router.in_flight;
  stats.events = journal.events;
  stats.batches = journal.batches;
  stats.snapshots = with_.snapshots;
  stats.waiting = router.in_flight - std::min(router.in_flight, journal.pending);
  return stats;
}

Node::Node(store::Log& log, NodeOptions options, std::vector<Follower> followers)
    : Node(log, std::move(options), std::move(followers), product_aggregates()) {}
Node::Node(store::Log& log, NodeOptions options, std::vector<Follower> followers,
           AggregateKinds kinds)
    : runtime_(std::make_unique<Runtime>(log, std::move(options), std::move(followers),
                                         std::move(kinds))) {}
Node::~Node() = default;

void Node::submit(Request request, std::function<void(Reply)> reply) {
  runtime_->submit(std::move(request), std::move(reply));
}
std::shared_ptr<const domain::Catalogue> Node::catalogue() const { return runtime_->catalogue(); }
bool Node::wait_for(std::string_view follower, ShardId shard, Position position,
                    std::chrono::steady_clock::time_point deadline) const {
  const ProjectionFollower* found = runtime_->follower(follower);
  return found != nullptr && found->wait_for(shard, position, deadline);
}
Position Node::position_of(std::string_view follower, ShardId shard) const {
  const ProjectionFollower* found = runtime_->follower(follower);
  return found == nullptr ? 0 : found->position(shard);
}
void Node::stop() { runtime_->stop(); }
NodeStats Node::stats() const { return runtime_->stats(); }

}  // namespace proffer::runtime
