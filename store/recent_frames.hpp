// The frames written last, so that whoever follows the log's end does not go to the disk.
#pragma once

#include "store/frame.hpp"

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace proffer::store {

class RecentFrames {
 public:
  explicit RecentFrames(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  // Bytes of a sound frame; each the next of its shard.
  struct Kept {
    Position first = 0;
    Position end = 0;
    std::shared_ptr<const std::string> bytes;
  };
  void add(ShardId shard, Kept frame);

  // The frame that holds the position, if it is kept.
  std::shared_ptr<const std::string> find(ShardId shard, Position position) const;

 private:
  std::size_t bytes_max_;
  mutable std::mutex mutex_;
  std::map<ShardId, std::deque<Kept>> frames_;
  std::deque<ShardId> order_;  // of arrival: whose first frame goes next
  std::size_t bytes_ = 0;
};

}  // namespace proffer::store
