// A shard's frames on disk, one after another, each checked by itself and against the one before
// it.
#pragma once

#include "store/frame.hpp"
#include "store/rocks.hpp"

#include <memory>
#include <optional>
#include <string>

namespace proffer::store {

// Big-endian shard and first position: the key of a frame in its shard's column family.
std::string frame_key(ShardId shard, Position first);

class FrameWalk {
 public:
  FrameWalk(const Database& log, std::size_t family, ShardId shard)
      : log_(log), family_(family), shard_(shard) {}

  // The frame that holds the position, which must be there. Valid until the next call. Calls with
  // growing positions walk on.
  Result<Frame> frame_with(Position position);

  // The last frame; none when the shard has no frame at all.
  Result<std::optional<Frame>> last();

  // The frame that follows is not at hand yet, but its `previous` has to be this.
  void expect(Position first, const FrameHash& previous) { expected_ = {first, previous}; }

 private:
  struct Expected {
    Position first = 0;
    FrameHash previous{};
  };
  Result<Frame> current(Position wanted);

  const Database& log_;
  std::size_t family_;
  ShardId shard_;
  std::unique_ptr<rocksdb::Iterator> frames_;
  std::optional<Expected> expected_;
};

}  // namespace proffer::store
