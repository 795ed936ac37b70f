// The frames of a log, appended to another one: the same commands at the same positions and times.
#include "store/frame_events.hpp"
#include "store/frame_walk.hpp"
#include "store/rocks_log.hpp"

#include <algorithm>
#include <limits>

namespace proffer::store {
namespace {

constexpr std::size_t memory_bytes = 32 * 1024 * 1024;

// The command as it was once given to `append`.
Result<Append> append_of(const Frame& frame, const FrameCommand& command) {
  Append append;
  append.shard = frame.header.shard;
  append.count = command.count;
  append.records = command.records;
  auto visited = visit_command(frame, command, [&](const RecordedEvent& event) {
    append.cause = event.command.cause;
    append.catalogue = event.command.catalogue;
    const auto known = std::ranges::find(append.streams, event.stream, &Append::Touched::stream);
    if (known != append.streams.end()) {
      ++known->count;
    } else {
      append.streams.push_back({event.stream, event.version - 1, 1});
    }
    return true;
  });
  if (!visited) return tl::unexpected(std::move(visited.error()));
  return append;
}

Result<void> append_frame(const Frame& frame, Log& to) {
  std::vector<Append> appends;
  auto visited = visit_commands(frame, [&](const FrameCommand& command) -> Result<void> {
    auto append = append_of(frame, command);
    if (!append) return tl::unexpected(std::move(append.error()));
    appends.push_back(*std::move(append));
    return {};
  });
  if (!visited) return visited;
  const auto answers = to.append(appends);
  if (!answers) return tl::unexpected(answers.error());
  const bool durable = std::ranges::all_of(*answers, [](const Appended& answer) {
    return answer.verdict == Appended::Verdict::durable;
  });
  if (durable && to.end(frame.header.shard) == frame.end()) return {};
  return tl::unexpected(damaged_frame(frame.header.shard, frame.header.first,
                                      "it does not follow from what is before it"));
}

struct Copying {
  const Database& log;
  Instant& time;  // of the frame that is copied
  std::function<void(std::uint64_t)> copied;
};

// All frames behind the genesis, which is the copy's own, up to the end that was verified.
Result<void> copy_shard(const Copying& copying, std::size_t family, const LogStats::Shard& shard,
                        Log& to) {
  FrameWalk walk{copying.log, family, shard.shard};
  walk.expect(0, {});
  const auto genesis = walk.frame_with(0);
  if (!genesis) return tl::unexpected(genesis.error());
  for (Position next = genesis->end(); next < shard.end;) {
    const auto frame = walk.frame_with(next);
    if (!frame) return tl::unexpected(frame.error());
    copying.time = frame->header.time;
    if (auto appended = append_frame(*frame, to); !appended) return appended;
    next = frame->end();
    copying.copied(frame->header.count);
  }
  return {};
}

}  // namespace

Result<LogStats> copy_on(const std::shared_ptr<rocksdb::FileSystem>& files,
                         const LogStats& verified, const std::filesystem::path& from,
                         const std::filesystem::path& to, const std::string& new_log_id,
                         const std::function<void(std::uint64_t events)>& progress) {
  const Rocks rocks{files, memory_bytes, 0};
  std::vector<ShardId> ids;
  for (const auto& shard : verified.shards) ids.push_back(shard.shard);
  const auto log = rocks.open_log((from / "log").string(), ids, Access::read_only);
  if (!log) return tl::unexpected(log.error());
  const auto genesis = FrameWalk{**log, 1, ids.front()}.frame_with(0);
  if (!genesis) return tl::unexpected(genesis.error());
  Instant time = genesis->header.time;
  LogOptions options;
  options.folder = to;
  options.shards = static_cast<std::uint16_t>(ids.size() - 1);
  options.frame_bytes_max = std::numeric_limits<std::uint32_t>::max();  // each as it is
  options.now = [&time] { return time; };
  options.new_log_id = new_log_id;
  auto copy = RocksLog::open(options, files);
  if (!copy) return tl::unexpected(std::move(copy.error()));
  if ((*copy)->log_id() != new_log_id) {
    return tl::unexpected(StoreError{StoreError::Kind::foreign,
                                     to.string() + " holds a log already: name a new folder"});
  }
  std::uint64_t events = 0;
  const Copying copying{**log, time, [&](std::uint64_t count) {
                          events += count;
                          if (progress) progress(events);
                        }};
  // Last in the list, first to be copied: the others name positions of the reference shard.
  for (std::size_t i = ids.size(); i-- > 0;) {
    if (auto copied = copy_shard(copying, i + 1, verified.shards[i], **copy); !copied) {
      return tl::unexpected(std::move(copied.error()));
    }
  }
  if (auto rested = (*copy)->rest(); !rested) return tl::unexpected(std::move(rested.error()));
  return (*copy)->stats();
}

Result<LogStats> copy(const LogStats& verified, const std::filesystem::path& from,
                      const std::filesystem::path& to, const std::string& new_log_id,
                      const std::function<void(std::uint64_t events)>& progress) {
  return copy_on(rocksdb::FileSystem::Default(), verified, from, to, new_log_id, progress);
}

}  // namespace proffer::store
