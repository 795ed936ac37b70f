#include "actors/runtime/journal.hpp"

#include "events/check.hpp"

#include <pthread.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace proffer::runtime {
namespace {
// Nothing to write is as good as written: what it was decided on is in the same turn.
bool is_durable(const std::unique_ptr<Submitted>& command) {
  const Decided& decided = command->decided;
  return decided.append.count == 0 || decided.result.verdict == store::Appended::Verdict::durable;
}
}  // namespace

Journal::Journal(store::Log& log, CatalogueFollower& catalogue, Router& router,
                 std::size_t batch_bytes_max, Hooks hooks)
    : log_(log),
      catalogue_(catalogue),
      router_(router),
      batch_bytes_max_(batch_bytes_max),
      hooks_(std::move(hooks)),
      thread_([this] { run(); }) {}

void Journal::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Journal::write(Tray& tray) {
  const std::size_t commands = tray.turn.size();
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(&tray);
    stats_.pending += commands;
    wake = std::exchange(waiting_, false);
  }
  if (wake) arrived_.notify_one();
}

void Journal::fail(const store::StoreError& error) {
  if (failed_.exchange(true)) return;
  router_.close();
  hooks_.failed(error);
}

void Journal::run() {
  ::pthread_setname_np(::pthread_self(), "journal");  // as operators see it
  for (;;) {
    if (next_ == taken_.size()) {
      taken_.clear();
      next_ = 0;
      await_awake();
      if (!take_queue()) return;
      batch_taken_ = std::chrono::steady_clock::now();
    }
    write_batch();
  }
}

// Waits for trays; false: there are none, and the journal stops. In a pause the log rests, once.
bool Journal::take_queue() {
  constexpr std::chrono::seconds pause{1};
  std::unique_lock lock(mutex_);
  const auto called = [this] { return !waiting_ || stopping_; };
  bool rested = false;
  while (queue_.empty() && !stopping_) {
    waiting_ = true;
    if (rested) {
      arrived_.wait(lock, called);
    } else if (!arrived_.wait_for(lock, pause, called)) {
      lock.unlock();
      rest();
      lock.lock();
      rested = true;
    }
  }
  taken_.swap(queue_);
  lock.unlock();
  if (taken_.empty()) rest();
  return !taken_.empty();
}

void Journal::rest() {
  if (failed()) return;
  if (auto rested = log_.rest(); !rested) fail(rested.error());
}

// Being put to sleep and woken takes longer than work that comes at once: while it does, it is
// awaited awake, giving way to whoever has something to do. When there was a longer pause, the
// thread sleeps.
void Journal::await_awake() {
  constexpr std::chrono::microseconds awake_max{200};
  const auto arrived = [this] {
    const std::lock_guard lock(mutex_);
    return !queue_.empty() || stopping_;
  };
  const auto now = std::chrono::steady_clock::now();
  const bool at_once = batch_taken_ - written_ < awake_max;
  written_ = now;
  while (at_once && std::chrono::steady_clock::now() - now < awake_max && !arrived())
    std::this_thread::yield();
}

// Moves the appends of as many trays as fit (at least one) into the batch.
void Journal::take_batch() {
  batch_.clear();
  std::size_t bytes = 0;
  for (; next_ < taken_.size(); ++next_) {
    Tray& tray = *taken_[next_];
    std::size_t turn_bytes = 0;
    for (const auto& command : tray.turn) turn_bytes += command->decided.append.records.size();
    if (!batch_.empty() && bytes + turn_bytes > batch_bytes_max_) break;
    bytes += turn_bytes;
    batch_.push_back(&tray);
    // Without its records an append still tells its shard and count.
    for (const auto& command : tray.turn) {
      store::Append& append = command->decided.append;
      if (append.count > 0) appends_.push_back(std::move(append));
    }
  }
}

void Journal::write_batch() {
  take_batch();
  if (!failed()) {
    if (auto written = append_batch(); !written) fail(written.error());
  }
  count();
  for (Tray* tray : batch_) failed() ? answer_unavailable(*tray) : settle(*tray);
  router_.give(replies_);
  appends_.clear();
  if (!failed()) hooks_.grown();
}

store::Result<void> Journal::append_batch() {
  const auto appended = log_.append(appends_);
  if (!appended) return tl::unexpected(appended.error());
  CHECK(appended->size() == appends_.size());
  bool defined = false;
  auto result = appended->begin();
  for (Tray* tray : batch_) {
    for (const auto& command : tray->turn) {
      Decided& decided = command->decided;
      if (decided.append.count == 0) continue;
      decided.result = *result++;
      defined = defined || decided.append.shard == reference_shard;
    }
  }
  if (defined) return catalogue_.catch_up();
  return {};
}

void Journal::count() {
  const std::lock_guard lock(mutex_);
  ++stats_.batches;
  for (const Tray* tray : batch_) {
    stats_.pending -= tray->turn.size();
    for (const auto& command : tray->turn) {
      if (is_durable(command)) stats_.events += command->decided.append.count;
    }
  }
}

void Journal::settle(Tray& tray) {
  if (std::ranges::all_of(tray.turn, is_durable)) {
    for (auto& command : tray.turn) {
      tray.durable(*command);
      replies_.push_back({&tray, std::move(command)});
    }
    tray.turn.clear();
  }
  tray.hand_back();
}

void Journal::answer_unavailable(Tray& tray) {
  for (auto& command : tray.turn) {
    command->decided.reply = bare(Reply::Kind::unavailable);
    replies_.push_back({&tray, std::move(command)});
  }
  tray.turn.clear();
  tray.hand_back();
}

JournalStats Journal::stats() const {
  const std::lock_guard lock(mutex_);
  return stats_;
}

}  // namespace proffer::runtime
