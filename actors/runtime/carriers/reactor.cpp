#include "actors/runtime/carriers/reactor.hpp"

#include "actors/runtime/carriers/forwarded.hpp"
#include "actors/runtime/carriers/reactions.hpp"

#include <utility>

namespace proffer::runtime {
namespace {
// The signal is raised before that when there is something to do.
constexpr int reactor_idle_ms = 100;
}  // namespace

Reactor::Reactor(ReactorOptions options, Gate& gate, const store::Log& log, Progress& progress)
    : options_(std::move(options)),
      gate_(gate),
      log_(log),
      progress_(progress),
      trail_(progress.at_start().reacted) {}

int Reactor::step() {
  bool worked = take_answers();
  worked = read() || worked;
  worked = give_on() || worked;
  const Reached reached = trail_.reached();
  progress_.reacted(reached);
  const std::lock_guard lock(status_mutex_);
  status_.reacted = reached.position;
  status_.in_flight = trail_.open();
  return worked ? 0 : reactor_idle_ms;
}

bool Reactor::take_answers() {
  bool worked = false;
  for (const auto& [to, reply] : replies_->take()) {
    Lane& lane = lanes_.at(to);
    lane.asked = false;
    worked = true;
    switch (reply.kind) {
      case Reply::Kind::done:
      case Reply::Kind::repeated:
      case Reply::Kind::refused:
      case Reply::Kind::duplicate: {
        trail_.done(lane.commands.front().position);
        lane.commands.pop_front();
        if (lane.commands.empty()) {
          lane_to_.erase(lane.to);
          lanes_.erase(to);
        }
        const std::lock_guard lock(status_mutex_);
        ++status_.carried;
        break;
      }
      case Reply::Kind::overloaded:
      case Reply::Kind::unavailable:
        lane.retry_at = {options_.now().ms +
                         (reply.retry_after_ms > 0 ? reply.retry_after_ms : options_.retry_ms)};
        break;
    }
  }
  return worked;
}

bool Reactor::read() {
  const auto has_room = [this] {
    return trail_.open() < options_.in_flight_max &&
           trail_.next() - trail_.reached().position < options_.span_max;
  };
  if (!status_.stopped.empty() || !has_room() || trail_.next() >= log_.end(options_.shard)) {
    return false;
  }
  const auto read = log_.read(options_.shard, trail_.next(), options_.read_bytes_max,
                              [&](const RecordedEvent& event) {
                                react(event);
                                return status_.stopped.empty() && has_room();
                              });
  if (!read) {
    const std::lock_guard lock(status_mutex_);
    status_.stopped = read.error().detail;
  }
  return true;
}

// What cannot be carried on is not skipped: the reactor stops there.
void Reactor::react(const RecordedEvent& event) {
  const bool forwarded = event.type == CommandForwarded::type;
  if (!forwarded && !wants_something(event.type)) return trail_.read(event, 0);
  if (event.command.hops >= options_.hops_max) {
    return stop(event, "more than " + std::to_string(options_.hops_max) +
                           " reactions to one input; commands go round in a circle");
  }
  forwarded ? carry_to_shard(event) : carry_within(event);
}

void Reactor::carry_to_shard(const RecordedEvent& event) {
  const auto decoded = codec::decode<ShardEvent>(event.type, event.schema, event.payload);
  if (!decoded) return stop(event, decoded.error().detail);
  const auto& forwarded = std::get<CommandForwarded>(*decoded);
  auto command = unforwarded(forwarded.command_type, forwarded.command);
  if (!command) {
    return stop(event, "a forwarded command cannot be read: " + command.error().detail +
                           "; if another version of this program forwarded it, run that one "
                           "until it is carried on");
  }
  Request request{forwarded.addressee, *std::move(command), event.command};
  request.header.cause = {Cause::Kind::command, options_.shard, forwarded.number};
  request.header.request_key = forwarded.request_key;
  ++request.header.hops;
  lane("shard/" + std::to_string(forwarded.to))
      .commands.push_back({event.position, std::move(request)});
  trail_.read(event, 1);
}

// The reactions to one event are told apart by their place among them.
void Reactor::carry_within(const RecordedEvent& event) {
  auto wanted = wanted_by(event);
  if (!wanted) return stop(event, wanted.error().detail);
  if (wanted->size() > options_.fan_out_max) {
    return stop(event, std::to_string(wanted->size()) + " reactions to one event, more than " +
                           std::to_string(options_.fan_out_max));
  }
  std::uint32_t place = 0;
  for (Request& request : *wanted) {
    request.header.cause = {Cause::Kind::reaction, place++, event.position};
    request.header.request_key.clear();
    ++request.header.hops;
    const std::string to = to_string(request.to);
    lane(to).commands.push_back({event.position, std::move(request)});
  }
  trail_.read(event, wanted->size());
}

Reactor::Lane& Reactor::lane(const std::string& to) {
  const auto [known, is_new] = lane_to_.try_emplace(to, lanes_ever_);
  if (is_new) lanes_[lanes_ever_++].to = to;
  return lanes_.at(known->second);
}

bool Reactor::give_on() {
  bool worked = false;
  for (auto& [to, lane] : lanes_) {
    if (lane.asked || lane.commands.empty() || options_.now() < lane.retry_at) continue;
    lane.asked = worked = true;
    Request request = lane.commands.front().request;
    request.header.at = options_.now();
    request.events_wanted = false;
    gate_.submit(std::move(request), Replies::to(replies_, to));
  }
  return worked;
}

void Reactor::stop(const RecordedEvent& event, const std::string& why) {
  const std::lock_guard lock(status_mutex_);
  status_.stopped = "shard " + std::to_string(event.shard) + ", position " +
                    std::to_string(event.position) + ": " + why;
}

ReactorStatus Reactor::status() const {
  const std::lock_guard lock(status_mutex_);
  return status_;
}

}  // namespace proffer::runtime
