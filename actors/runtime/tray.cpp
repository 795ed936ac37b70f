#include "actors/runtime/tray.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace proffer::runtime {

Tray::Found Tray::take(std::size_t commands_max, Commands& commands) {
  const std::lock_guard lock(mutex_);
  if (commands_.empty()) {
    if (std::exchange(to_retire_, false)) return Found::retirement;
    busy_ = false;
    return Found::nothing;
  }
  const auto taken =
      commands_.begin() + static_cast<std::ptrdiff_t>(std::min(commands_max, commands_.size()));
  std::move(commands_.begin(), taken, std::back_inserter(commands));
  commands_.erase(commands_.begin(), taken);
  return Found::commands;
}

void Tray::hand_back() {
  {
    const std::lock_guard lock(mutex_);
    if (turn.empty() && !more && commands_.empty() && !to_retire_) {
      busy_ = false;
      return;
    }
  }
  wake();
}

void Tray::durable(Submitted& command) {
  Decided& decided = command.decided;
  if (decided.append.count > 0) end = decided.result.first + decided.append.count;
  if (decided.remember) {
    CommandHeader& header = command.request.header;
    answered.push_back({std::move(header.request_key), header.request_hash, decided.result.recorded,
                        decided.last_version, decided.result.first + decided.last_place});
  }
  decided.reply.end = end;
}

void Tray::put(std::unique_ptr<Submitted> command) {
  {
    const std::lock_guard lock(mutex_);
    commands_.push_back(std::move(command));
    if (std::exchange(busy_, true)) return;
  }
  wake();
}

void Tray::ask_to_retire() {
  {
    const std::lock_guard lock(mutex_);
    to_retire_ = true;
    if (std::exchange(busy_, true)) return;
  }
  wake();
}

}  // namespace proffer::runtime
