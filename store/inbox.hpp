// Which inputs a shard has dealt with, so that each counts exactly once. Changed only by the causes
// of events in the shard's frames; a checkpoint plus the frames behind it gives it back.
#pragma once

#include "events/envelope.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace proffer::store {

// A source is (kind, source) of a cause. For each there is a low mark, below which every number is
// done, and a bitmap of what is done above it. The bitmap is never wider than `window_max` numbers:
// who takes inputs in has no more than that many under way, so what lies further below the highest
// number done is done too, or never existed (Kafka offsets and positions reacted to have gaps).
class Inbox {
 public:
  static constexpr std::uint64_t window_max_default = 65'536;

  explicit Inbox(std::uint64_t window_max = window_max_default) : window_max_(window_max) {}

  // Causes that the inbox does not know (none, request) are never done.
  static bool tracks(Cause::Kind kind);
  bool is_done(const Cause& cause) const;
  std::uint64_t low_mark(Cause::Kind kind, std::uint32_t source) const;

  void mark_done(const Cause& cause);

  // For checkpoints. `restore` answers false, and leaves the inbox empty, when the bytes are not
  // from `save`.
  std::string save() const;
  bool restore(std::string_view bytes);

  bool operator==(const Inbox&) const = default;

 private:
  struct Source {
    std::uint64_t low = 0;
    std::deque<bool>
        above;  // above[i]: low + i is done; the first and the last, if any, are false and true
    bool operator==(const Source&) const = default;
    void settle();
  };

  std::uint64_t window_max_;
  std::map<std::pair<Cause::Kind, std::uint32_t>, Source> sources_;
};

}  // namespace proffer::store
