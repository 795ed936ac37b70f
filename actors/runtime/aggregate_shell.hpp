// The shell of every aggregate: loads it, lets it decide what lies in its tray, and hands that to
// the journal.
#pragma once

#include "actors/runtime/aggregate.hpp"
#include "actors/runtime/catalogue_follower.hpp"
#include "actors/runtime/journal.hpp"
#include "actors/runtime/node.hpp"
#include "actors/runtime/router.hpp"
#include "actors/runtime/tray.hpp"
#include "store/log.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace proffer::runtime {

// What every shell works with; lives as long as the node.
struct Surroundings {
  store::Log& log;
  CatalogueFollower& catalogue;
  Router& router;
  Journal& journal;
  const NodeOptions& options;
  std::atomic<std::uint64_t> snapshots = 0;
};

class Shell {
 public:
  enum class After { woken, retired };
  virtual ~Shell() = default;
  // Does what there is to do. Woken: it has given the tray back, and will be called again when it
  // is woken. Retired: the tray is gone, and it must not be called again. Called by one thread at a
  // time.
  virtual After work() = 0;
};

// Which decider answers for the streams of a category.
struct AggregateKinds {
  using Make = std::unique_ptr<Shell> (*)(Surroundings&, Tray&);
  std::map<Category, Make> make;
};
// The product's own.
AggregateKinds product_aggregates();

template <domain::Decider D>
class AggregateShell final : public Shell {
 public:
  AggregateShell(Surroundings& with, Tray& tray)
      : with_(with),
        tray_(tray),
        aggregate_(tray.stream, shard_of(tray.stream, with.log.data_shards()),
                   {with.options.key_age.count(), with.options.request_keys_max}) {}

  After work() override;

 private:
  void take_back();
  void sort_out_turn();
  void decide_turn();
  void decide(std::unique_ptr<Submitted> command, const domain::Context& context);
  bool ready();
  void save();
  bool retire();
  // Answers it itself: nothing is to be written.
  void give(std::unique_ptr<Submitted> command) {
    replies_.push_back({&tray_, std::move(command)});
  }
  void fail(const store::StoreError& error) { with_.journal.fail(error); }

  Surroundings& with_;
  Tray& tray_;
  Aggregate<D> aggregate_;
  bool loaded_ = false;
  int conflicts_ = 0;  // turns in a row that were decided on a version that is not the log's
  Commands commands_;  // taken, not decided yet
  std::vector<Given> replies_;
};

template <domain::Decider D>
std::unique_ptr<Shell> make_shell(Surroundings& with, Tray& tray) {
  return std::make_unique<AggregateShell<D>>(with, tray);
}

template <domain::Decider D>
Shell::After AggregateShell<D>::work() {
  for (;;) {
    take_back();
    if (commands_.empty()) {
      switch (tray_.take(with_.options.commands_per_turn_max, commands_)) {
        case Tray::Found::commands: break;
        case Tray::Found::nothing: return After::woken;
        case Tray::Found::retirement:
          if (retire()) return After::retired;
          continue;
      }
    }
    decide_turn();
    with_.router.give(replies_);
    if (!tray_.turn.empty()) {
      tray_.more = !commands_.empty();
      with_.journal.write(tray_);
      return After::woken;
    }
  }
}

// The tray comes back from the journal: its turn is durable and answered, or something of it is not
// in the log.
template <domain::Decider D>
void AggregateShell<D>::take_back() {
  if (!tray_.turn.empty()) sort_out_turn();
  aggregate_.settle(tray_.answered, tray_.end);
  if (loaded_ && aggregate_.unsaved() >= with_.options.snapshot_every) save();
}

// What was decided on something that did not happen is decided again, in the order it came.
template <domain::Decider D>
void AggregateShell<D>::sort_out_turn() {
  using Verdict = store::Appended::Verdict;
  loaded_ = false;
  const bool conflict = tray_.turn.front()->decided.result.verdict == Verdict::version_conflict;
  conflicts_ = conflict ? conflicts_ + 1 : 0;
  CHECK(conflicts_ < 3);  // nobody else writes this stream
  Commands again;
  for (auto& command : tray_.turn) {
    Decided& decided = command->decided;
    const bool written = decided.append.count > 0;
    if (written && decided.result.verdict == Verdict::durable) {
      tray_.durable(*command);
      give(std::move(command));
    } else if (written && decided.result.verdict == Verdict::already_done) {
      Reply duplicate = bare(Reply::Kind::duplicate);
      duplicate.shard = decided.reply.shard;
      duplicate.end = with_.log.end(duplicate.shard);
      decided.reply = std::move(duplicate);
      give(std::move(command));
    } else {
      if (written && decided.result.verdict == Verdict::too_large) ++command->too_large;
      CHECK(command->too_large < 3);  // what a frame does not hold is left out, step by step
      command->decided = {};
      again.push_back(std::move(command));
    }
  }
  tray_.turn.clear();
  std::ranges::move(commands_, std::back_inserter(again));
  commands_ = std::move(again);
  with_.router.give(replies_);
}

template <domain::Decider D>
void AggregateShell<D>::decide_turn() {
  const domain::Context context{with_.options.now(), with_.catalogue.newest()};
  auto next = commands_.begin();
  while (next != commands_.end() && tray_.turn.size() < with_.options.commands_per_turn_max) {
    // The same request again has to wait until the first is durable.
    if (aggregate_.awaits((*next)->request.header.request_key)) break;
    decide(std::move(*next++), context);
  }
  commands_.erase(commands_.begin(), next);
}

template <domain::Decider D>
void AggregateShell<D>::decide(std::unique_ptr<Submitted> command, const domain::Context& context) {
  if (ready()) {
    auto done = aggregate_.decide(*command, context, with_.log);
    if (!done) fail(done.error());
  }
  Decided& decided = command->decided;
  if (with_.journal.failed()) {
    decided.reply = bare(Reply::Kind::unavailable);
    give(std::move(command));
  } else if (decided.append.count > 0 || !tray_.turn.empty()) {
    tray_.turn.push_back(std::move(command));
  } else {
    decided.reply.end = with_.log.end(decided.reply.shard);
    give(std::move(command));
  }
}

template <domain::Decider D>
bool AggregateShell<D>::ready() {
  if (with_.journal.failed()) return false;
  if (!loaded_) {
    if (auto loaded = aggregate_.load(with_.log); !loaded) {
      fail(loaded.error());
      return false;
    }
    loaded_ = true;
  }
  return true;
}

template <domain::Decider D>
void AggregateShell<D>::save() {
  if (with_.journal.failed()) return;
  if (auto saved = aggregate_.save(with_.log); !saved) return fail(saved.error());
  ++with_.snapshots;
}

template <domain::Decider D>
bool AggregateShell<D>::retire() {
  if (loaded_ && aggregate_.unsaved() > 0) save();
  const std::unique_ptr<Tray> gone = with_.router.retire(tray_);
  return gone != nullptr;
}

}  // namespace proffer::runtime
