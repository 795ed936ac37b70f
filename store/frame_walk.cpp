#include "store/frame_walk.hpp"

#include "store/bytes.hpp"
#include "store/frame_events.hpp"

namespace proffer::store {

namespace {

constexpr std::size_t frame_key_bytes = sizeof(ShardId) + sizeof(Position);

// 0 for a key that is none.
Position first_of(const rocksdb::Slice& key) {
  return key.size() == frame_key_bytes ? load_be<Position>(key.data() + sizeof(ShardId)) : 0;
}

}  // namespace

std::string frame_key(ShardId shard, Position first) {
  std::string key;
  put_be<std::uint16_t>(key, shard);
  put_be<std::uint64_t>(key, first);
  return key;
}

Result<Frame> FrameWalk::frame_with(Position position) {
  const bool goes_on = frames_ && frames_->Valid() && expected_ && expected_->first == position;
  if (!frames_) {
    rocksdb::ReadOptions options;
    options.fill_cache = false;
    frames_.reset(log_->NewIterator(options, log_.family(family_)));
  }
  if (goes_on) {
    frames_->Next();
  } else {
    frames_->SeekForPrev(frame_key(shard_, position));
  }
  if (frames_->Valid()) return current(position);
  if (frames_->status().ok())
    return tl::unexpected(damaged_frame(shard_, position, "it is missing"));
  return tl::unexpected(at_frame(shard_, position, error_of(frames_->status(), "reading")));
}

Result<std::optional<Frame>> FrameWalk::last() {
  frames_.reset(log_->NewIterator({}, log_.family(family_)));
  expected_.reset();
  frames_->SeekToLast();
  if (!frames_->Valid()) {
    if (frames_->status().ok()) return std::nullopt;
    return tl::unexpected(
        error_of(frames_->status(), "reading the last frame of shard " + std::to_string(shard_)));
  }
  const rocksdb::Slice key = frames_->key();
  if (key.size() != frame_key_bytes) {
    return tl::unexpected(damaged_frame(shard_, 0, "its key has a wrong size"));
  }
  auto frame = current(first_of(key));
  if (!frame) return tl::unexpected(std::move(frame.error()));
  return *frame;
}

Result<Frame> FrameWalk::current(Position wanted) {
  const std::string_view bytes = frames_->value().ToStringView();
  auto frame = parse_frame(bytes, FrameCheck::hash);
  if (!frame) {
    StoreError error = at_frame(shard_, wanted, std::move(frame.error()));
    if (error.kind == StoreError::Kind::damaged) {
      error.detail += " (" + first_wrong_part(bytes, shard_, first_of(frames_->key())) + ")";
    }
    return tl::unexpected(std::move(error));
  }
  if (frame->header.shard != shard_ || wanted < frame->header.first || wanted >= frame->end() ||
      frames_->key() != frame_key(shard_, frame->header.first)) {
    return tl::unexpected(damaged_frame(shard_, wanted, "it is missing"));
  }
  if (expected_ && expected_->first == frame->header.first &&
      expected_->previous != frame->header.previous) {
    return tl::unexpected(
        damaged_frame(shard_, wanted, "it does not follow from the frame before it"));
  }
  expected_ = {frame->end(), frame->hash};
  return frame;
}

}  // namespace proffer::store
