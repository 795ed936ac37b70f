#include "actors/runtime/request_keys.hpp"

#include <utility>

namespace proffer::runtime {

const AnsweredRequest* RequestKeys::find(std::string_view key, Instant now) {
  forget_before(now);
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : found->second;
}

void RequestKeys::remember(AnsweredRequest answered) {
  forget_before(answered.recorded);
  const auto found = by_key_.find(answered.key);
  if (found == by_key_.end()) {
    answers_.push_back(std::move(answered));
    by_key_.emplace(answers_.back().key, &answers_.back());
  } else if (found->second->recorded == answered.recorded) {
    found->second->version = answered.version;
    found->second->position = answered.position;
  }
}

void RequestKeys::assign(std::vector<AnsweredRequest> answers) {
  by_key_.clear();
  answers_.clear();
  for (AnsweredRequest& answered : answers) remember(std::move(answered));
}

void RequestKeys::forget_before(Instant now) {
  while (!answers_.empty() && answers_.front().recorded.ms + age_ms_ < now.ms) {
    by_key_.erase(answers_.front().key);
    answers_.pop_front();
  }
}

}  // namespace proffer::runtime
