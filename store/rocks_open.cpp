// Opening: genesis, last frames and end mark are checked, index and inboxes recovered.
#include "events/check.hpp"
#include "events/codec/codec.hpp"
#include "store/frame_events.hpp"
#include "store/frame_walk.hpp"
#include "store/rocks_log.hpp"

#include <algorithm>
#include <utility>

namespace proffer::store {
namespace {

constexpr const char* log_name = "log";
constexpr const char* derived_name = "derived";
constexpr const char* mark_name = "end-mark";
constexpr std::size_t bytes_per_version = 128;  // of a remembered stream, roughly

tl::unexpected<StoreError> error(StoreError::Kind kind, std::string detail) {
  return tl::unexpected(StoreError{kind, std::move(detail)});
}

}  // namespace

Result<ShardCreated> genesis_of(const Frame& frame) {
  std::optional<RecordedEvent> first;
  const auto visited = visit_frame(frame, 0, [&](const RecordedEvent& event) {
    first = event;
    return false;
  });
  if (!visited) return tl::unexpected(visited.error());
  if (first && first->type == ShardCreated::type) {
    const auto event = codec::decode<ShardEvent>(first->type, first->schema, first->payload);
    if (event) return std::get<ShardCreated>(*event);
  }
  return tl::unexpected(damaged_frame(frame.header.shard, 0, "it is no genesis"));
}

Result<std::unique_ptr<Log>> RocksLog::open(LogOptions options,
                                            std::shared_ptr<rocksdb::FileSystem> files) {
  CHECK(options.now && options.shards > 0 && options.shards < reference_shard);
  std::unique_ptr<RocksLog> log{new RocksLog{std::move(options), std::move(files)}};
  if (auto opened = log->open_log(); !opened) return tl::unexpected(std::move(opened.error()));
  if (auto opened = log->open_derived(); !opened) return tl::unexpected(std::move(opened.error()));
  return log;
}

Result<void> RocksLog::open_log() {
  if (options_.read_only) {  // a reader takes the log as it is
    const auto found = rocks_.families(path(log_name));
    if (found && found->size() > 2) options_.shards = static_cast<std::uint16_t>(found->size() - 2);
  }
  std::vector<ShardId> ids;
  for (ShardId id = 0; id < options_.shards; ++id) ids.push_back(id);
  ids.push_back(reference_shard);
  for (const ShardId id : ids) {
    shards_.push_back(std::make_unique<Shard>(id));
    shards_.back()->family = shards_.size();  // behind `default`
  }
  const Access access = options_.read_only ? Access::read_only : Access::write;
  const auto mark = EndMark::read(rocks_.files(), path(mark_name));
  if (!mark) return tl::unexpected(mark.error());
  if (!*mark) {
    if (auto created = create_log(); !created) return created;
  }
  std::vector<std::string> wanted{rocksdb::kDefaultColumnFamilyName};
  for (const ShardId id : ids) wanted.push_back(family_of(id));
  auto found = rocks_.families(path(log_name));
  if (!found) return tl::unexpected(std::move(found.error()));
  std::sort(wanted.begin(), wanted.end());
  std::sort(found->begin(), found->end());
  if (wanted != *found) {
    return error(StoreError::Kind::foreign,
                 path(log_name) + " has " + std::to_string(found->size() - 2) +
                     " data shards, not " + std::to_string(options_.shards) +
                     ": their number is fixed at creation");
  }
  auto opened = rocks_.open_log(path(log_name), ids, access);
  if (!opened) return tl::unexpected(std::move(opened.error()));
  log_ = std::move(*opened);
  if (!*mark) {
    if (auto written = write_genesis(); !written) return written;
  }
  auto lasts = read_ends();
  if (!lasts) return tl::unexpected(std::move(lasts.error()));
  if (*mark) {
    if (auto checked = check_end_mark(**mark); !checked) return checked;
  }
  if (options_.read_only) return {};
  auto created = EndMark::create(rocks_.files(), options_.folder.string(), path(mark_name), *lasts);
  if (!created) return tl::unexpected(std::move(created.error()));
  end_mark_ = std::move(*created);
  mark_synced_ = options_.steady();
  return {};
}

tl::unexpected<StoreError> no_log_in(const std::filesystem::path& folder) {
  return error(StoreError::Kind::not_found, "there is no log in " + folder.string());
}

Result<void> check_unmarked(const Rocks& rocks, const std::filesystem::path& folder) {
  const std::string log_folder = (folder / log_name).string();
  const auto rest = rocks.families(log_folder);
  if (!rest) return tl::unexpected(rest.error());
  if (rest->empty()) return {};
  std::vector<ShardId> ids;
  for (const std::string& family : *rest) {
    if (const auto id = shard_of_family(family)) ids.push_back(*id);
  }
  const auto log = rocks.open_log(log_folder, ids, Access::read_only);
  if (!log) return tl::unexpected(log.error());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto last = FrameWalk{**log, i + 1, ids[i]}.last();
    if (!last || (*last && (*last)->end() > 1)) {
      return error(StoreError::Kind::damaged,
                   "the end mark " + (folder / mark_name).string() +
                       " is missing, so a lost tail of the log would not be seen: restore the "
                       "folder from a copy");
    }
  }
  return {};
}

Result<void> RocksLog::create_log() {
  if (auto unmarked = check_unmarked(rocks_, options_.folder); !unmarked) return unmarked;
  if (options_.read_only || options_.new_log_id.empty()) return no_log_in(options_.folder);
  if (auto removed = rocks_.remove(path(log_name)); !removed) return removed;
  return rocks_.create_log(path(log_name), options_.folder.string(), shards());
}

Result<void> RocksLog::write_genesis() {
  ShardCreated created;
  created.log_id = options_.new_log_id;
  created.timeline = to_hex(sha256(options_.new_log_id)).substr(0, 8);
  created.shards = options_.shards;
  rocksdb::WriteBatch batch;
  for (const auto& shard : shards_) {
    created.shard = shard->id();
    FrameBuilder frame{{.shard = shard->id(), .time = options_.now()}, options_.frame_bytes_max};
    std::string records;
    codec::RecordWriter writer{records};
    const StreamId stream{Category::shard, std::to_string(shard->id())};
    CHECK(writer.write(stream, 1, {.at = frame.header().time}, ShardEvent{created}));
    frame.add(records, 1);
    frame.finish();
    batch.Put(log_->family(shard->family), frame_key(shard->id(), 0), frame.bytes());
  }
  rocksdb::WriteOptions options;
  options.sync = true;
  const auto status = (*log_)->Write(options, &batch);
  if (!status.ok()) return tl::unexpected(error_of(status, "writing the genesis"));
  return {};
}

Result<std::vector<LastFrame>> RocksLog::read_ends() {
  std::vector<LastFrame> lasts;
  for (const auto& shard : shards_) {
    if (auto checked = check_genesis(*shard); !checked) return tl::unexpected(checked.error());
    FrameWalk walk{*log_, shard->family, shard->id()};
    const auto last = walk.last();
    if (!last) return tl::unexpected(last.error());
    if (!*last) return tl::unexpected(damaged_frame(shard->id(), 0, "the shard has no frame"));
    const Frame& frame = **last;
    shard->end = frame.end();
    shard->time = frame.header.time;
    lasts.push_back({shard->id(), frame.header.first, frame.end(), frame.hash});
  }
  return lasts;
}

Result<void> RocksLog::check_genesis(const Shard& shard) {
  FrameWalk walk{*log_, shard.family, shard.id()};
  const auto frame = walk.frame_with(0);
  if (!frame) return tl::unexpected(frame.error());
  const auto genesis = genesis_of(*frame);
  if (!genesis) return tl::unexpected(genesis.error());
  if (log_id_.empty()) {
    log_id_ = genesis->log_id;
    timeline_ = genesis->timeline;
  }
  if (genesis->log_id == log_id_ && genesis->timeline == timeline_ &&
      genesis->shard == shard.id() && genesis->shards == options_.shards) {
    return {};
  }
  return error(StoreError::Kind::foreign,
               "shard " + std::to_string(shard.id()) + " in " + path(log_name) + " is shard " +
                   std::to_string(genesis->shard) + " of " + std::to_string(genesis->shards) +
                   " of log " + genesis->log_id + ", not of log " + log_id_);
}

Result<void> RocksLog::check_end_mark(const std::vector<LastFrame>& mark) const {
  for (const LastFrame& marked : mark) {
    if (marked.shard != reference_shard && marked.shard >= options_.shards) {
      return error(StoreError::Kind::foreign, "the end mark names shard " +
                                                  std::to_string(marked.shard) +
                                                  ", which the log does not have");
    }
    const Shard& known = shard(marked.shard);
    const Position end = known.end;
    if (end < marked.end) {
      return error(StoreError::Kind::damaged,
                   "shard " + std::to_string(marked.shard) + " ends at position " +
                       std::to_string(end) + " but position " + std::to_string(marked.end) +
                       " was acknowledged: the write-ahead log in " + path(log_name) +
                       " lost its end; restore the folder from a copy");
    }
    FrameWalk walk{*log_, known.family, known.id()};
    const auto frame = walk.frame_with(marked.first);
    if (!frame) return tl::unexpected(frame.error());
    if (frame->hash != marked.hash) {
      return tl::unexpected(damaged_frame(
          marked.shard, marked.first,
          "it has another hash than the one acknowledged: restore the folder from a copy"));
    }
  }
  return {};
}

Result<void> RocksLog::open_derived() {
  const Access access = options_.read_only ? Access::read_only : Access::write;
  const StreamIndex::Limits limits{options_.index_tail_events_max,
                                   options_.memory_bytes_max / 8 / bytes_per_version};
  for (bool again = false;; again = true) {
    auto opened = rocks_.open_derived(path(derived_name), access);
    if (opened) {
      derived_ = std::move(*opened);
      index_ = std::make_unique<StreamIndex>(*derived_, log_id_, limits, access);
      auto checkpoints = index_->checkpoints();
      if (!checkpoints) return tl::unexpected(std::move(checkpoints.error()));
      const auto adopted = adopt(*checkpoints);
      if (!adopted) return tl::unexpected(adopted.error());
      if (*adopted) break;
    } else if (opened.error().kind != StoreError::Kind::damaged) {
      return tl::unexpected(std::move(opened.error()));
    }
    if (again || options_.read_only) {
      return error(StoreError::Kind::damaged,
                   path(derived_name) + " does not belong to this log: remove it, it is made anew");
    }
    // It tells of another log, or of frames that are not there: all of it is made anew from the
    // log.
    index_.reset();
    derived_.reset();
    if (auto removed = rocks_.remove(path(derived_name)); !removed) return removed;
  }
  tables_ = std::make_unique<RocksTables>(*derived_);
  for (const auto& shard : shards_) {
    if (auto replayed = replay(*shard); !replayed) return replayed;
    shard->staged.inbox = shard->inbox;
    shard->staged.catalogue = shard->known.catalogue;
  }
  return {};
}

// Takes the checkpoints over. False when they are not of this log.
Result<bool> RocksLog::adopt(const std::vector<Checkpoint>& checkpoints) {
  if (checkpoints.empty()) return true;
  if (checkpoints.size() != shards_.size()) return false;
  for (std::size_t i = 0; i < shards_.size(); ++i) {
    Shard& shard = *shards_[i];
    const Checkpoint& checkpoint = checkpoints[i];
    if (checkpoint.last.shard != shard.id() || checkpoint.last.end > shard.end) return false;
    if (checkpoint.last.end > 0) {
      FrameWalk walk{*log_, shard.family, shard.id()};
      const auto frame = walk.frame_with(checkpoint.last.first);
      if (!frame) return tl::unexpected(frame.error());
      if (frame->hash != checkpoint.last.hash) return false;
    }
    if (!shard.inbox.restore(checkpoint.inbox)) return false;
    shard.known = checkpoint;
  }
  return true;
}

Result<void> RocksLog::replay(Shard& shard) {
  FrameWalk walk{*log_, shard.family, shard.id()};
  walk.expect(shard.known.last.end, shard.known.last.hash);
  for (const Position end = shard.end; shard.known.last.end < end;) {
    const auto frame = walk.frame_with(shard.known.last.end);
    if (!frame) return tl::unexpected(frame.error());
    if (auto replayed = replay_frame(shard, *frame); !replayed) return replayed;
    shard.known.last = {shard.id(), frame->header.first, frame->end(), frame->hash};
    shard.known.frame_bytes += frame->bytes.size();
    ++shard.known.frames;
    if (options_.read_only) continue;
    if (auto sealed = seal_index_when_due(); !sealed) return sealed;
  }
  return {};
}

Result<void> RocksLog::replay_frame(Shard& shard, const Frame& frame) {
  std::vector<std::pair<StreamId, Run>> touched;
  return visit_commands(frame, [&](const FrameCommand& command) -> Result<void> {
    touched.clear();
    auto visited = visit_command(frame, command, [&](const RecordedEvent& event) {
      const auto known = std::find_if(touched.begin(), touched.end(), [&](const auto& entry) {
        return entry.first == event.stream;
      });
      if (known != touched.end()) {
        ++known->second.count;
      } else {
        touched.emplace_back(
            event.stream, Run{frame.header.first, command.offset, command.first, event.version, 1});
        shard.inbox.mark_done(event.command.cause);
        shard.known.catalogue = event.command.catalogue;
      }
      return true;
    });
    if (!visited) return visited;
    for (const auto& [stream, run] : touched) index_->add(stream, run);
    return {};
  });
}

}  // namespace proffer::store
