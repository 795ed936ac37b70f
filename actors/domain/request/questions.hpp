// Keeps what questions were answered with: stream `request/<account>`, or `request/<key>` of a
// question about nobody. Whoever answers looks at what is durable; here nothing is decided but that
// the same request again gets the first answer, as everywhere.
#pragma once

#include "actors/domain/decider.hpp"
#include "events/request.hpp"

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer::domain {

struct Questions {
  static constexpr Category category = Category::request;

  struct State {
    std::uint64_t answered = 0;
    bool operator==(const State&) const = default;
  };

  struct RecordAnswer {
    static constexpr std::string_view type = "request.record_answer";
    QuestionAnswered answer;
    bool operator==(const RecordAnswer&) const = default;
  };
  using Command = std::variant<RecordAnswer>;
  using Event = RequestEvent;

  static Decision<Event> decide(const State&, const Command& command, const Context&) {
    return std::vector<Event>{std::get<RecordAnswer>(command).answer};
  }
  static void evolve(State& state, const Event&) { ++state.answered; }
  static StreamId stream_of(const Event&, const StreamId& own) { return own; }
  static std::vector<StreamId> owned_streams(const State&) { return {}; }
};
template <class Archive>
void serialize(Archive& archive, Questions::State& s) {
  archive(field("answered", s.answered));
}
template <class Archive>
void serialize(Archive& archive, Questions::RecordAnswer& c) {
  archive(field("answer", c.answer));
}
static_assert(Decider<Questions>);

}  // namespace proffer::domain
