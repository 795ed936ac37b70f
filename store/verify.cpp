// Every frame of a log, its hash, the chain from genesis on, and the end mark.
#include "store/end_mark.hpp"
#include "store/frame_events.hpp"
#include "store/frame_walk.hpp"
#include "store/rocks_log.hpp"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <string_view>

namespace proffer::store {
namespace {

constexpr std::size_t memory_bytes = 32 * 1024 * 1024;

// What RocksDB says when it opens a log of which it cannot read all: the file, and why.
class DroppedRecords : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char* format, va_list values) override {
    std::array<char, 1024> bytes{};
    std::vsnprintf(bytes.data(), bytes.size(), format, values);
    const std::string_view line{bytes.data()};
    const auto dropping = line.find(".log: dropping ");
    if (dropping == line.npos || !first_.empty()) return;
    first_ = line.substr(line.rfind(' ', dropping) + 1);
  }
  // " (…)" of the first; empty where nothing was said.
  std::string in_brackets() const { return first_.empty() ? first_ : " (" + first_ + ")"; }

 private:
  std::string first_;
};

// The table file that holds the frame, when it is in one yet.
std::string file_of(const Database& log, std::size_t family, const std::string& key) {
  rocksdb::ColumnFamilyMetaData data;
  log->GetColumnFamilyMetaData(log.family(family), &data);
  for (const auto& level : data.levels) {
    for (const auto& file : level.files) {
      if (file.smallestkey <= key && key <= file.largestkey) return file.db_path + file.name;
    }
  }
  return {};
}

Result<LogStats::Shard> walk_shard(const Database& log, std::size_t family, ShardId id,
                                   const std::vector<LastFrame>& mark,
                                   const DroppedRecords& dropped,
                                   const std::function<void(std::uint64_t)>& verified) {
  FrameWalk walk{log, family, id};
  walk.expect(0, {});
  const auto last = FrameWalk{log, family, id}.last();
  LogStats::Shard stats;
  stats.shard = id;
  Position end = UINT64_MAX;  // a last frame that cannot be read need not be the first bad one
  if (last) end = *last ? (*last)->end() : 0;
  while (stats.end < end) {
    const auto frame = walk.frame_with(stats.end);
    Result<void> sound;
    if (frame) {
      sound = visit_commands(*frame, [&](const FrameCommand& command) {
        return visit_command(*frame, command, [](const RecordedEvent&) { return true; });
      });
    }
    if (!frame || !sound) {
      StoreError error = frame ? sound.error() : frame.error();
      if (frame) error.detail += " (" + first_wrong_part(frame->bytes, id, stats.end) + ")";
      const std::string file = file_of(log, family, frame_key(id, stats.end));
      error.detail += file.empty() ? " (in the write-ahead log)" : " (in " + file + ")";
      return tl::unexpected(std::move(error));
    }
    for (const LastFrame& marked : mark) {
      if (marked.shard == id && marked.first == frame->header.first && marked.hash != frame->hash) {
        return tl::unexpected(
            damaged_frame(id, marked.first, "it has another hash than the one acknowledged"));
      }
    }
    stats.end = frame->end();
    stats.last_frame = frame->hash;
    stats.frame_bytes += frame->bytes.size();
    ++stats.frames;
    verified(frame->header.count);
  }
  for (const LastFrame& marked : mark) {
    if (marked.shard != id || marked.end <= stats.end) continue;
    return tl::unexpected(damaged_frame(
        id, stats.end,
        "the log ends here, but position " + std::to_string(marked.end) +
            " was acknowledged: its write-ahead log lost its end" + dropped.in_brackets()));
  }
  return stats;
}

}  // namespace

Result<LogStats> verify_on(const std::shared_ptr<rocksdb::FileSystem>& files,
                           const std::filesystem::path& folder,
                           const std::function<void(std::uint64_t events)>& progress) {
  const Rocks rocks{files, memory_bytes, 0};
  // The mark is read first: a running node's log only grows, so what is marked has to be there
  // afterwards.
  const auto mark = EndMark::read(*files, (folder / "end-mark").string());
  if (!mark) return tl::unexpected(mark.error());
  if (!*mark) {
    if (auto unmarked = check_unmarked(rocks, folder); !unmarked) {
      return tl::unexpected(std::move(unmarked.error()));
    }
    return no_log_in(folder);
  }
  std::vector<ShardId> ids;
  for (const LastFrame& marked : **mark) ids.push_back(marked.shard);
  const auto dropped = std::make_shared<DroppedRecords>();
  const auto log = rocks.open_log((folder / "log").string(), ids, Access::read_only, dropped);
  if (!log) return tl::unexpected(log.error());
  LogStats stats;
  std::uint64_t events = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto shard = walk_shard(**log, i + 1, ids[i], **mark, *dropped, [&](std::uint64_t count) {
      events += count;
      if (progress) progress(events);
    });
    if (!shard) return tl::unexpected(std::move(shard.error()));
    stats.shards.push_back(*shard);
    const auto frame = FrameWalk{**log, i + 1, ids[i]}.frame_with(0);
    if (!frame) return tl::unexpected(frame.error());
    const auto genesis = genesis_of(*frame);
    if (!genesis) return tl::unexpected(genesis.error());
    if (genesis->shard != ids[i] || (i > 0 && genesis->log_id != stats.log_id)) {
      return tl::unexpected(
          StoreError{StoreError::Kind::foreign,
                     "shard " + std::to_string(ids[i]) + " belongs to log " + genesis->log_id});
    }
    stats.log_id = genesis->log_id;
    stats.timeline = genesis->timeline;
  }
  return stats;
}

Result<LogStats> verify(const std::filesystem::path& folder,
                        const std::function<void(std::uint64_t events)>& progress) {
  return verify_on(rocksdb::FileSystem::Default(), folder, progress);
}

}  // namespace proffer::store
