// The requests an aggregate has answered, so that the same request again gets the first answer.
#pragma once

#include "events/envelope.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace proffer::runtime {

// A request key with the place of its answer.
struct AnsweredRequest {
  std::string key;
  std::uint64_t hash = 0;     // of the request's body
  Instant recorded;           // the answer's frame
  std::uint64_t version = 0;  // of the answer's last event in the aggregate's own stream
  Position position = 0;      // of that event
  bool operator==(const AnsweredRequest&) const = default;
};
template <class Archive>
void serialize(Archive& archive, AnsweredRequest& r) {
  archive(field("key", r.key), field("hash", r.hash), field("recorded", r.recorded),
          field("version", r.version), field("position", r.position));
}

class RequestKeys {
 public:
  // Keys are kept for `age_ms` of frame time. How many there may be is the aggregate's to limit,
  // before it decides.
  explicit RequestKeys(std::int64_t age_ms) : age_ms_(age_ms) {}
  RequestKeys(const RequestKeys&) = delete;
  RequestKeys& operator=(const RequestKeys&) = delete;

  // The answer that is still remembered at `now`, or nullptr.
  const AnsweredRequest* find(std::string_view key, Instant now);
  std::size_t size() const { return answers_.size(); }
  // A key that is remembered keeps its first answer's place, moved on to the last event of the same
  // frame.
  void remember(AnsweredRequest answered);

  std::vector<AnsweredRequest> all() const { return {answers_.begin(), answers_.end()}; }
  void assign(std::vector<AnsweredRequest> answers);

 private:
  void forget_before(Instant now);

  std::int64_t age_ms_;
  std::deque<AnsweredRequest> answers_;                            // oldest first
  std::unordered_map<std::string_view, AnsweredRequest*> by_key_;  // into answers_
};

}  // namespace proffer::runtime
