// Where the log ends, written beside it after each sync. A hash chain shows a frame that was
// changed, but not that the last ones are gone; a log that ends before its mark is damaged. See
// FORMAT.md.
#pragma once

#include "store/log.hpp"

#include <rocksdb/file_system.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace proffer::store {

// The last frame of a shard.
struct LastFrame {
  ShardId shard = 0;
  Position first = 0;
  Position end = 0;
  FrameHash hash{};
  bool operator==(const LastFrame&) const = default;
};

// The file has two places that are written in turn, so that a torn write leaves the mark before it.
class EndMark {
 public:
  // The newer of the two marks; none where there is no file. A file without a whole mark is
  // damaged.
  static Result<std::optional<std::vector<LastFrame>>> read(rocksdb::FileSystem& files,
                                                            const std::string& path);

  // Writes a new file with this mark, synced, in place of one that may be there.
  static Result<std::unique_ptr<EndMark>> create(rocksdb::FileSystem& files,
                                                 const std::string& folder, const std::string& path,
                                                 const std::vector<LastFrame>& shards);

  // The same number of shards as in `create`. It outlives this process at once, and the machine
  // after `sync`.
  Result<void> write(const std::vector<LastFrame>& shards);
  Result<void> sync();

 private:
  EndMark(std::unique_ptr<rocksdb::FSRandomRWFile> file, std::size_t place_bytes)
      : file_(std::move(file)), place_bytes_(place_bytes) {}

  std::unique_ptr<rocksdb::FSRandomRWFile> file_;
  std::size_t place_bytes_;
  std::uint64_t number_ = 1;  // of the last mark written
};

}  // namespace proffer::store
