#include "store/recent_frames.hpp"

#include <algorithm>

namespace proffer::store {

void RecentFrames::add(ShardId shard, Kept frame) {
  const std::lock_guard lock{mutex_};
  bytes_ += frame.bytes->size();
  frames_[shard].push_back(std::move(frame));
  order_.push_back(shard);
  while (bytes_ > bytes_max_ && !order_.empty()) {
    std::deque<Kept>& oldest = frames_[order_.front()];
    bytes_ -= oldest.front().bytes->size();
    oldest.pop_front();
    order_.pop_front();
  }
}

std::shared_ptr<const std::string> RecentFrames::find(ShardId shard, Position position) const {
  const std::lock_guard lock{mutex_};
  const auto found = frames_.find(shard);
  if (found == frames_.end()) return nullptr;
  const std::deque<Kept>& kept = found->second;
  const auto after =
      std::upper_bound(kept.begin(), kept.end(), position,
                       [](Position wanted, const Kept& frame) { return wanted < frame.first; });
  if (after == kept.begin()) return nullptr;
  const Kept& candidate = *std::prev(after);
  return position < candidate.end ? candidate.bytes : nullptr;
}

}  // namespace proffer::store
