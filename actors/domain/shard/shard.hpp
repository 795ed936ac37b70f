// Decides about a shard itself: stream `shard/<number>`. Its inputs, its progress, what could not
// be processed and what belongs to another shard are recorded through it, like everything else.
#pragma once

#include "actors/domain/decider.hpp"
#include "events/shard.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer::domain {

struct Shard {
  static constexpr Category category = Category::shard;

  struct State {
    ShardCreated genesis;
    std::vector<InputRegistered> inputs;
    ShardProgress progress;
    struct Sent {
      ShardId to = 0;
      std::uint64_t last = 0;  // number of the last command forwarded to it
      bool operator==(const Sent&) const = default;
    };
    std::vector<Sent> sent;
    bool operator==(const State&) const = default;
  };

  // Gives the input a source number; known already: nothing new. Below the registered generation:
  // refused, since that topic is gone and its offsets mean other records.
  struct RegisterInput {
    static constexpr std::string_view type = "shard.register_input";
    std::string topic;
    std::uint32_t generation = 0;
    std::int32_t partition = 0;
    bool operator==(const RegisterInput&) const = default;
  };
  // Nothing goes back: each figure is the higher of the old and the new; no change at all: nothing
  // new.
  struct RecordProgress {
    static constexpr std::string_view type = "shard.record_progress";
    Position published = 0;
    Position reacted = 0;
    std::vector<OutputOffset> outputs;
    bool operator==(const RecordProgress&) const = default;
  };
  struct DeadLetter {
    static constexpr std::string_view type = "shard.dead_letter";
    Problem problem;
    InputRecord record;
    bool operator==(const DeadLetter&) const = default;
  };
  // The request key travels in here: whether the request is a repeated one is for the addressee to
  // judge, not for the shard that carries it.
  struct ForwardCommand {
    static constexpr std::string_view type = "shard.forward_command";
    ShardId to = 0;
    StreamId addressee;
    std::string command_type;
    Json command;
    std::string request_key;
    bool operator==(const ForwardCommand&) const = default;
  };
  using Command = std::variant<RegisterInput, RecordProgress, DeadLetter, ForwardCommand>;
  using Event = ShardEvent;

  static Decision<Event> decide(const State& state, const Command& command, const Context& context);
  static void evolve(State& state, const Event& event);
  static StreamId stream_of(const Event&, const StreamId& own) { return own; }
  static std::vector<StreamId> owned_streams(const State&) { return {}; }
};
template <class Archive>
void serialize(Archive& archive, Shard::State::Sent& s) {
  archive(field("to", s.to), field("last", s.last));
}
template <class Archive>
void serialize(Archive& archive, Shard::State& s) {
  archive(field("genesis", s.genesis), field("inputs", s.inputs), field("progress", s.progress),
          field("sent", s.sent));
}
template <class Archive>
void serialize(Archive& archive, Shard::RegisterInput& c) {
  archive(field("topic", c.topic), field("generation", c.generation),
          field("partition", c.partition));
}
template <class Archive>
void serialize(Archive& archive, Shard::RecordProgress& c) {
  archive(field("published", c.published), field("reacted", c.reacted),
          field("outputs", c.outputs));
}
template <class Archive>
void serialize(Archive& archive, Shard::DeadLetter& c) {
  archive(field("problem", c.problem), field("record", c.record));
}
template <class Archive>
void serialize(Archive& archive, Shard::ForwardCommand& c) {
  archive(field("to", c.to), field("addressee", c.addressee), field("command_type", c.command_type),
          field("command", c.command), field("request_key", c.request_key));
}

}  // namespace proffer::domain
