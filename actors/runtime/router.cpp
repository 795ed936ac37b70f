#include "actors/runtime/router.hpp"

#include "events/check.hpp"

#include <utility>

namespace proffer::runtime {
namespace {
constexpr std::size_t reserved_part = 8;  // of the room is for what follows from the log
}

void Router::submit(Request&& request, Answer&& answer) {
  Tray* tray = nullptr;
  Reply turned_away = bare(Reply::Kind::unavailable);
  {
    const std::lock_guard lock(mutex_);
    if (!closed_) {
      tray = room_for(request.to, room_of(request.header.cause.kind));
      turned_away.kind = Reply::Kind::overloaded;
      turned_away.retry_after_ms = options_.retry_after_ms;
    }
  }
  if (tray == nullptr) return answer(std::move(turned_away));
  // Nothing can retire the tray: this command is in flight.
  tray->put(std::make_unique<Submitted>(std::move(request), std::move(answer)));
}

// What follows from the log has a share that nothing from outside takes: what was begun goes on
// while more is turned away.
std::size_t Router::room_of(Cause::Kind cause) const {
  const bool begun = cause == Cause::Kind::reaction || cause == Cause::Kind::command;
  return begun ? options_.in_flight_max
               : options_.in_flight_max - options_.in_flight_max / reserved_part;
}

// Counts one more command in flight, or answers nullptr.
Tray* Router::room_for(const StreamId& stream, std::size_t in_flight_max) {
  if (stats_.in_flight >= in_flight_max) {
    ++stats_.overloaded;
    return nullptr;
  }
  auto found = trays_.find(stream);
  if (found == trays_.end()) {
    found = trays_.emplace(stream, std::make_unique<Tray>(stream)).first;
    start_(*found->second);
    retire_idle(options_.live_aggregates_max);
    found->second->place = idle_.insert(idle_.end(), found->second.get());
  } else if (found->second->in_flight >= options_.waiting_max) {
    ++stats_.overloaded;
    return nullptr;
  }
  Tray& tray = *found->second;
  if (tray.in_flight++ == 0 && !tray.retiring) others_.splice(others_.end(), idle_, tray.place);
  ++stats_.in_flight;
  return &tray;
}

void Router::give(std::vector<Given>& replies) {
  if (replies.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    for (const Given& given : replies) {
      Tray& tray = *given.tray;
      if (given.command->decided.reply.kind == Reply::Kind::refused) ++stats_.refused;
      if (--tray.in_flight == 0 && !tray.retiring) {
        idle_.splice(idle_.end(), others_, tray.place);
      }
    }
    stats_.commands += replies.size();
    stats_.in_flight -= replies.size();
    retire_idle(options_.live_aggregates_max);
    if (closed_ && stats_.in_flight == 0) drained_.notify_all();
  }
  for (Given& given : replies) given.command->answer(std::move(given.command->decided.reply));
  replies.clear();
}

void Router::retire_idle(std::size_t live_max) {
  while (trays_.size() - retiring_ > live_max && !idle_.empty()) {
    Tray& tray = *idle_.front();
    others_.splice(others_.end(), idle_, tray.place);
    tray.retiring = true;
    ++retiring_;
    tray.ask_to_retire();
  }
}

std::unique_ptr<Tray> Router::retire(Tray& tray) {
  const std::lock_guard lock(mutex_);
  CHECK(tray.retiring);
  tray.retiring = false;
  --retiring_;
  if (tray.in_flight > 0) return nullptr;
  others_.erase(tray.place);
  auto gone = trays_.extract(tray.stream);
  ++stats_.passivated;
  if (trays_.empty()) drained_.notify_all();
  return std::move(gone.mapped());
}

void Router::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
}

void Router::drain() {
  std::unique_lock lock(mutex_);
  drained_.wait(lock, [this] { return stats_.in_flight == 0; });
  retire_idle(0);
  drained_.wait(lock, [this] { return trays_.empty(); });
}

RouterStats Router::stats() const {
  const std::lock_guard lock(mutex_);
  RouterStats stats = stats_;
  stats.live = trays_.size();
  return stats;
}

}  // namespace proffer::runtime
