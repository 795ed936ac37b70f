#include "actors/runtime/aggregate.hpp"

#include <optional>

namespace proffer::runtime {
namespace {

constexpr std::string_view reused = "IDEMPOTENCY_KEY_REUSED";
constexpr std::string_view keys_full = "IDEMPOTENCY_KEYS_FULL";

Problem problem(std::string_view code, std::string_view text) {
  Problem said;
  said.code = code;
  said.text = text;
  return said;
}

template <class E>
store::Result<E> decoded(const RecordedEvent& recorded) {
  auto event = codec::decode<E>(recorded.type, recorded.schema, recorded.payload);
  if (!event) return tl::unexpected(unreadable(recorded, event.error()));
  return *std::move(event);
}

}  // namespace

std::uint64_t snapshot_fingerprint(Category category) {
  switch (category) {
    case Category::account: return 6;
    case Category::catalogue: return 6;
    case Category::product_offer: return 3;
    case Category::request: return 1;
    case Category::shard: return 1;
    case Category::workflow: return 3;
    case Category::workspace_project: return 1;
    case Category::order:
    case Category::quote:
    case Category::unknown: break;
  }
  CHECK(false && "a category without an aggregate");
  return 0;
}

// What is said about a key is not said in its place: neither a repetition nor a refusal of the key
// itself.
bool answers_request(const RecordedEvent& recorded) {
  if (recorded.command.request_key.empty() || recorded.type == CommandRepeated::type) return false;
  if (recorded.type != CommandRefused::type) return true;
  const auto event = codec::decode<CommandEvent>(recorded.type, recorded.schema, recorded.payload);
  if (!event) return true;
  const auto& problems = std::get<CommandRefused>(*event).problems;
  return problems.empty() ||
         (problems.front().code != reused && problems.front().code != keys_full);
}

// A command's events stand together in one frame, so they are around the answer; how many came
// before it the log does not say, so the search goes back in growing steps.
store::Result<std::vector<Event>> read_answer(const store::Log& log, ShardId shard,
                                              const AnsweredRequest& answer) {
  constexpr std::size_t bytes_max = 4 * 1024 * 1024;
  for (Position back = 16;; back *= 4) {
    const Position from = answer.position > back ? answer.position - back : 0;
    std::vector<RecordedEvent> near;
    const auto reached = log.read(shard, from, bytes_max, [&](const RecordedEvent& recorded) {
      const bool same = recorded.command.request_key == answer.key &&
                        recorded.command.request_hash == answer.hash &&
                        recorded.recorded == answer.recorded &&
                        recorded.type != CommandRepeated::type;
      if (same) near.push_back(recorded);
      return same || recorded.position <= answer.position;
    });
    if (!reached) return tl::unexpected(reached.error());
    if (!near.empty() && near.front().position == from && from > 0) continue;
    std::vector<Event> events;
    for (const RecordedEvent& recorded : near) {
      auto event = decoded<Event>(recorded);
      if (!event) return tl::unexpected(event.error());
      events.push_back(*std::move(event));
    }
    return events;
  }
}

store::StoreError unreadable(const RecordedEvent& recorded, const codec::CodecError& error) {
  const bool newer = error.kind != codec::CodecError::Kind::malformed;
  return {newer ? store::StoreError::Kind::newer_format : store::StoreError::Kind::damaged,
          "Event " + std::to_string(recorded.position) + " of shard " +
              std::to_string(recorded.shard) + " (" + to_string(recorded.stream) + ", " +
              recorded.type + ") cannot be read: " + error.detail +
              (newer ? ". Start the program version that wrote it, or a later one."
                     : ". Run `log verify`.")};
}

Problem request_key_reused() {
  return problem(reused,
                 "This request key was used for another request; use a new key for a new request.");
}
Problem request_keys_full() {
  return problem(keys_full,
                 "Too many request keys are remembered for this addressee; wait until the oldest "
                 "expire, or raise request_keys_max.");
}
Problem command_too_large() {
  return problem("COMMAND_TOO_LARGE",
                 "What follows from this command does not fit into one frame of the log; split it "
                 "into smaller commands.");
}
Problem command_too_long() {
  return problem("TEXT_TOO_LONG",
                 "A text is longer than 65535 bytes or a list longer than 65535 entries; shorten "
                 "it.");
}

}  // namespace proffer::runtime
