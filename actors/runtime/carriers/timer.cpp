#include "actors/runtime/carriers/timer.hpp"

#include <algorithm>

namespace proffer::runtime {

Timer::Timer(TimerOptions options, Gate& gate) : options_(std::move(options)), gate_(gate) {}

int Timer::step() {
  const Instant now = options_.now();
  if (take_answers()) look_at_ = std::min(look_at_, Instant{now.ms + options_.retry_ms});
  const auto until_look = [&] {
    return static_cast<int>(
        std::clamp<std::int64_t>(look_at_.ms - now.ms, 1, options_.look_ms_max));
  };
  // A clock that was set back must not put the next look off.
  if (now < look_at_ && look_at_.ms - now.ms <= options_.look_ms_max) return until_look();

  const auto waiting = options_.waiting();
  if (!waiting) {
    look_at_ = {now.ms + options_.retry_ms};
    return until_look();
  }
  look_at_ = {now.ms + options_.look_ms_max};
  std::set<Armed> shown;
  for (const Waiting& each : *waiting) {
    const Armed armed{each.shard, each.armed};
    shown.insert(armed);
    if (asked_.contains(armed)) continue;
    const Instant due{each.since.ms + options_.wait_ms_max};
    if (now < due) {
      look_at_ = std::min(look_at_, due);
    } else if (in_flight_.size() < options_.in_flight_max) {
      ask(each);
    } else {
      look_at_ = std::min(look_at_, Instant{now.ms + options_.retry_ms});
    }
  }
  std::erase_if(asked_, [&](const Armed& armed) { return !shown.contains(armed); });
  return until_look();
}

// What the instance decided, it recorded; one that had no room for the command is asked again.
bool Timer::take_answers() {
  bool again = false;
  for (const auto& [number, reply] : replies_->take()) {
    const auto asked = in_flight_.find(number);
    if (reply.kind == Reply::Kind::overloaded || reply.kind == Reply::Kind::unavailable) {
      asked_.erase(asked->second);
      again = true;
    }
    in_flight_.erase(asked);
  }
  return again;
}

void Timer::ask(const Waiting& waiting) {
  const std::uint64_t number = ++asked_ever_;
  in_flight_.emplace(number, Armed{waiting.shard, waiting.armed});
  asked_.emplace(waiting.shard, waiting.armed);
  Request request;
  request.to = waiting.workflow;
  request.command =
      domain::WorkflowInstance::Command{domain::WorkflowInstance::Cancel{.timed_out = true}};
  request.header.cause = {Cause::Kind::none, 0, waiting.armed};
  request.header.at = options_.now();
  request.header.correlation = waiting.correlation;
  request.header.actor = "timer";
  gate_.submit(std::move(request), Replies::to(replies_, number));
}

}  // namespace proffer::runtime
