#include "actors/domain/shard/shard.hpp"

#include <algorithm>

namespace proffer::domain {
namespace {

using S = Shard::State;
using Happened = Decision<ShardEvent>;

Happened happened(ShardEvent event) { return std::vector<ShardEvent>{std::move(event)}; }
Happened nothing_new() { return std::vector<ShardEvent>{}; }
Happened refused(std::string code, std::string text, std::string field) {
  Problem problem;
  problem.code = std::move(code);
  problem.text = std::move(text);
  problem.field = std::move(field);
  return tl::unexpected(Problems{std::move(problem)});
}

// The partition's newest generation; nullptr when it was never registered.
const InputRegistered* newest(const S& state, const std::string& topic, std::int32_t partition) {
  const InputRegistered* found = nullptr;
  for (const InputRegistered& input : state.inputs) {
    if (input.topic != topic || input.partition != partition) continue;
    if (!found || input.generation > found->generation) found = &input;
  }
  return found;
}

OutputOffset* output(std::vector<OutputOffset>& outputs, const OutputOffset& of) {
  const auto at = std::find_if(outputs.begin(), outputs.end(), [&](const OutputOffset& o) {
    return o.topic == of.topic && o.partition == of.partition;
  });
  return at == outputs.end() ? nullptr : &*at;
}

ShardProgress advanced(ShardProgress progress, const Shard::RecordProgress& to) {
  progress.published = std::max(progress.published, to.published);
  progress.reacted = std::max(progress.reacted, to.reacted);
  for (const OutputOffset& reached : to.outputs) {
    if (OutputOffset* known = output(progress.outputs, reached)) {
      known->end = std::max(known->end, reached.end);
    } else {
      progress.outputs.push_back(reached);
    }
  }
  // One order, so that equal progress is equal whoever reports it.
  std::sort(progress.outputs.begin(), progress.outputs.end());
  return progress;
}

Happened on(const S& state, const Shard::RegisterInput& c) {
  const InputRegistered* known = newest(state, c.topic, c.partition);
  if (known && known->generation == c.generation) return nothing_new();
  if (known && known->generation > c.generation) {
    return refused("INPUT_GENERATION_OUTDATED",
                   "Generation " + std::to_string(c.generation) + " of topic " + c.topic +
                       " was replaced; set the input's generation to " +
                       std::to_string(known->generation) + " or higher.",
                   "generation");
  }
  InputRegistered input;
  input.source = static_cast<std::uint32_t>(state.inputs.size()) + 1;
  input.topic = c.topic;
  input.generation = c.generation;
  input.partition = c.partition;
  return happened(std::move(input));
}

Happened on(const S& state, const Shard::RecordProgress& c) {
  ShardProgress progress = advanced(state.progress, c);
  if (progress == state.progress) return nothing_new();
  return happened(std::move(progress));
}

Happened on(const S&, const Shard::DeadLetter& c) {
  return happened(DeadLettered{c.problem, c.record});
}

Happened on(const S& state, const Shard::ForwardCommand& c) {
  if (c.to == state.genesis.shard || (c.to != reference_shard && c.to >= state.genesis.shards)) {
    return refused("SHARD_NOT_ELSEWHERE",
                   "Shard " + std::to_string(c.to) +
                       " is not another shard of this log; send the command to its addressee.",
                   "to");
  }
  const auto sent = std::find_if(state.sent.begin(), state.sent.end(),
                                 [&](const S::Sent& s) { return s.to == c.to; });
  CommandForwarded forwarded;
  forwarded.to = c.to;
  forwarded.number = (sent == state.sent.end() ? 0 : sent->last) + 1;
  forwarded.addressee = c.addressee;
  forwarded.command_type = c.command_type;
  forwarded.command = c.command;
  forwarded.request_key = c.request_key;
  return happened(std::move(forwarded));
}

void after(S& state, const ShardCreated& e) { state.genesis = e; }
void after(S& state, const InputRegistered& e) { state.inputs.push_back(e); }
void after(S& state, const ShardProgress& e) { state.progress = e; }
void after(S&, const DeadLettered&) {}
void after(S& state, const CommandForwarded& e) {
  for (S::Sent& sent : state.sent) {
    if (sent.to != e.to) continue;
    sent.last = e.number;
    return;
  }
  state.sent.push_back({e.to, e.number});
}

}  // namespace

Decision<ShardEvent> Shard::decide(const State& state, const Command& command, const Context&) {
  return std::visit([&](const auto& c) { return on(state, c); }, command);
}

void Shard::evolve(State& state, const Event& event) {
  std::visit([&](const auto& e) { after(state, e); }, event);
}

static_assert(Decider<Shard>);

}  // namespace proffer::domain
