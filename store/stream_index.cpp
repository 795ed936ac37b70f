#include "store/stream_index.hpp"

#include "events/check.hpp"
#include "store/bytes.hpp"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace proffer::store {
namespace {

constexpr std::size_t runs_per_row_max = 256;
constexpr std::size_t version_bytes = 8;
constexpr std::uint16_t checkpoint_format = 1;
constexpr std::size_t versions_at_once = 512;

// Length first, so that no stream's prefix is the beginning of another's.
std::string prefix_of(const StreamId& stream) {
  std::string key;
  put_be<std::uint16_t>(key, static_cast<std::uint16_t>(stream.key.size() + 1));
  key.push_back(static_cast<char>(stream.category));
  key += stream.key;
  return key;
}

// Of the row whose first run begins with the version: the newest rows come first.
std::string row_key(std::string prefix, std::uint64_t version) {
  put_be<std::uint64_t>(prefix, ~version);
  return prefix;
}

// A checkpoint's key has a length of 0, which no stream has.
std::string checkpoint_key(ShardId shard) {
  std::string key;
  put_be<std::uint16_t>(key, 0);
  put_be<std::uint16_t>(key, shard);
  return key;
}

class StreamPrefix : public rocksdb::SliceTransform {
 public:
  const char* Name() const override { return "proffer.stream"; }
  bool InDomain(const rocksdb::Slice& key) const override {
    return key.size() > 2 + version_bytes && (key[0] != 0 || key[1] != 0);
  }
  rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    return {key.data(), key.size() - version_bytes};
  }
};

std::string encode(const Checkpoint& checkpoint, const std::string& log_id) {
  std::string out;
  put_le<std::uint16_t>(out, checkpoint_format);
  put_le<std::uint16_t>(out, checkpoint.last.shard);
  put_varint(out, log_id.size());
  out += log_id;
  put_le<std::uint64_t>(out, checkpoint.last.first);
  put_le<std::uint64_t>(out, checkpoint.last.end);
  out.append(reinterpret_cast<const char*>(checkpoint.last.hash.data()),
             checkpoint.last.hash.size());
  put_le<std::uint64_t>(out, checkpoint.frames);
  put_le<std::uint64_t>(out, checkpoint.frame_bytes);
  put_le<std::uint64_t>(out, checkpoint.catalogue);
  put_varint(out, checkpoint.inbox.size());
  out += checkpoint.inbox;
  return out;
}

std::optional<Checkpoint> decode_checkpoint(std::string_view bytes, const std::string& log_id) {
  ByteReader reader{bytes};
  if (reader.le<std::uint16_t>() != checkpoint_format) return std::nullopt;
  Checkpoint checkpoint;
  checkpoint.last.shard = reader.le<std::uint16_t>();
  if (reader.take(reader.varint()) != log_id) return std::nullopt;
  checkpoint.last.first = reader.le<std::uint64_t>();
  checkpoint.last.end = reader.le<std::uint64_t>();
  const std::string_view hash = reader.take(checkpoint.last.hash.size());
  if (!reader.ok()) return std::nullopt;
  std::memcpy(checkpoint.last.hash.data(), hash.data(), hash.size());
  checkpoint.frames = reader.le<std::uint64_t>();
  checkpoint.frame_bytes = reader.le<std::uint64_t>();
  checkpoint.catalogue = reader.le<std::uint64_t>();
  checkpoint.inbox = reader.take(reader.varint());
  if (!reader.done()) return std::nullopt;
  return checkpoint;
}

// Runs oldest first, at most runs_per_row_max.
std::string encode(std::span<const Run> runs) {
  std::string out;
  put_varint(out, runs.size());
  Position frame = 0;
  for (const Run& run : runs) {
    put_varint(out, run.frame - frame);
    put_varint(out, run.first - run.frame);
    put_varint(out, run.offset);
    put_varint(out, run.count);
    frame = run.frame;
  }
  return out;
}

Result<std::vector<Run>> decode_runs(std::string_view key, std::string_view bytes) {
  std::uint64_t version = ~load_be<std::uint64_t>(key.data() + key.size() - version_bytes);
  ByteReader reader{bytes};
  std::vector<Run> runs;
  Position frame = 0;
  for (std::uint64_t left = reader.varint(); left > 0 && reader.ok(); --left) {
    Run run;
    run.frame = frame += reader.varint();
    run.first = run.frame + reader.varint();
    run.offset = static_cast<std::uint32_t>(reader.varint());
    run.count = static_cast<std::uint32_t>(reader.varint());
    run.version = version;
    version += run.count;
    runs.push_back(run);
  }
  if (!reader.done() || runs.empty()) {
    return tl::unexpected(StoreError{StoreError::Kind::damaged,
                                     "the stream index holds a row that is no list of runs: remove "
                                     "the folder `derived`, it is made anew"});
  }
  return runs;
}

std::uint64_t last_version(const Run& run) { return run.version + run.count - 1; }

}  // namespace

std::shared_ptr<const rocksdb::SliceTransform> stream_prefix() {
  return std::make_shared<StreamPrefix>();
}

StreamIndex::StreamIndex(const Database& derived, std::string log_id, Limits limits, Access access)
    : derived_(derived), log_id_(std::move(log_id)), limits_(limits) {
  if (access == Access::write) writer_ = std::thread{[this] { write_sealed(); }};
}

StreamIndex::~StreamIndex() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  changed_.notify_all();
  if (writer_.joinable()) writer_.join();
}

Result<std::vector<Checkpoint>> StreamIndex::checkpoints() const {
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  const std::unique_ptr<rocksdb::Iterator> rows{
      derived_->NewIterator(options, derived_.family(Rocks::streams))};
  std::vector<Checkpoint> checkpoints;
  for (rows->Seek(checkpoint_key(0)); rows->Valid(); rows->Next()) {
    if (!rows->key().starts_with(std::string(2, '\0'))) break;
    auto checkpoint = decode_checkpoint(rows->value().ToStringView(), log_id_);
    if (!checkpoint) return std::vector<Checkpoint>{};
    checkpoints.push_back(std::move(*checkpoint));
  }
  if (!rows->status().ok()) {
    return tl::unexpected(error_of(rows->status(), "reading the index's checkpoint"));
  }
  return checkpoints;
}

Result<StreamIndex::Newest*> StreamIndex::entry(const StreamId& stream) {
  if (const auto found = tail_.streams.find(stream); found != tail_.streams.end()) {
    return &found->second;
  }
  std::unique_lock lock{mutex_};
  std::optional<std::uint64_t> version = version_behind_tail(stream);
  if (!version) {
    lock.unlock();
    const auto stored = version_on_disk(stream);
    if (!stored) return tl::unexpected(stored.error());
    version = *stored;
    lock.lock();
  }
  return &tail_.streams.try_emplace(stream, Newest{*version, *version, 0}).first->second;
}

void StreamIndex::add(std::span<const Addition> additions) {
  const std::lock_guard lock{mutex_};
  for (const Addition& addition : additions) link(*addition.stream, addition.run);
}

void StreamIndex::add(const StreamId& stream, const Run& run) {
  const std::lock_guard lock{mutex_};
  Newest& newest = tail_.streams[stream];
  link(newest, run);
  newest.staged = newest.version;
}

void StreamIndex::link(Newest& newest, const Run& run) {
  tail_.runs.push_back({run, newest.last});
  newest.last = static_cast<std::uint32_t>(tail_.runs.size());
  newest.version = last_version(run);
  tail_.events += run.count;
}

bool StreamIndex::wants_seal() const {
  // Half for the tail that grows, half for the one being written.
  return std::max(tail_.events, tail_.streams.size()) >= limits_.tail_events_max / 2;
}

Result<void> StreamIndex::seal(std::vector<Checkpoint> checkpoints) {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return failed_ || sealed_ == nullptr; });
  if (failed_) return tl::unexpected(*failed_);
  tail_.checkpoints = std::move(checkpoints);
  sealed_ = std::make_unique<Tail>(std::exchange(tail_, {}));
  changed_.notify_all();
  return {};
}

void StreamIndex::write_sealed() {
  std::unique_lock lock{mutex_};
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || sealed_ != nullptr; });
    if (sealed_ == nullptr) return;
    lock.unlock();
    const Result<void> written = write(*sealed_);
    lock.lock();
    if (!written) {
      failed_ = written.error();
      changed_.notify_all();
      return;
    }
    written_ = true;
    remember_versions(lock);
    std::unique_ptr<Tail> done = std::move(sealed_);
    written_ = false;
    changed_.notify_all();
    lock.unlock();
    done.reset();
    lock.lock();
  }
}

// A few at a time, so that nobody waits for long.
void StreamIndex::remember_versions(std::unique_lock<std::mutex>& lock) {
  Streams& sealed = sealed_->streams;
  while (!sealed.empty()) {
    for (std::size_t i = 0; i < versions_at_once && !sealed.empty(); ++i) {
      auto written = sealed.extract(sealed.begin());
      recent_.insert_or_assign(std::move(written.key()), written.mapped().version);
    }
    Versions forgotten;
    if (recent_.size() > limits_.versions_max / 2) {
      forgotten = std::exchange(older_, std::exchange(recent_, {}));
    }
    lock.unlock();
    forgotten = {};
    lock.lock();
  }
}

Result<void> StreamIndex::write(const Tail& tail) {
  rocksdb::WriteBatch batch;
  rocksdb::ColumnFamilyHandle* const streams = derived_.family(Rocks::streams);
  std::vector<std::pair<std::string, std::uint32_t>> newest_by_prefix;
  newest_by_prefix.reserve(tail.streams.size());
  for (const auto& [stream, newest] : tail.streams) {
    if (newest.last != 0) newest_by_prefix.emplace_back(prefix_of(stream), newest.last);
  }
  // Each key goes into the table right behind the one before.
  std::ranges::sort(newest_by_prefix);
  std::vector<Run> runs;
  for (const auto& [prefix, newest] : newest_by_prefix) {
    runs.clear();
    for (std::uint32_t at = newest; at != 0; at = tail.runs[at - 1].previous) {
      runs.push_back(tail.runs[at - 1].run);
    }
    std::reverse(runs.begin(), runs.end());
    for (std::size_t from = 0; from < runs.size(); from += runs_per_row_max) {
      const auto row =
          std::span<const Run>{runs}.subspan(from, std::min(runs_per_row_max, runs.size() - from));
      batch.Put(streams, row_key(prefix, row.front().version), encode(row));
    }
  }
  for (const Checkpoint& checkpoint : tail.checkpoints) {
    batch.Put(streams, checkpoint_key(checkpoint.last.shard), encode(checkpoint, log_id_));
  }
  rocksdb::WriteOptions options;
  options.disableWAL = true;
  rocksdb::Status status = derived_->Write(options, &batch);
  if (status.ok()) status = derived_->Flush({}, streams);
  if (!status.ok()) return tl::unexpected(error_of(status, "writing the stream index"));
  return {};
}

Result<std::uint64_t> StreamIndex::version(const StreamId& stream) const {
  {
    const std::lock_guard lock{mutex_};
    const auto found = tail_.streams.find(stream);
    if (found != tail_.streams.end()) return found->second.version;
    if (const auto version = version_behind_tail(stream)) return *version;
  }
  return version_on_disk(stream);  // whatever is not in memory any more
}

std::optional<std::uint64_t> StreamIndex::version_behind_tail(const StreamId& stream) const {
  if (sealed_ != nullptr) {
    const auto found = sealed_->streams.find(stream);
    if (found != sealed_->streams.end()) return found->second.version;
  }
  for (const Versions* known : {&recent_, &older_}) {
    const auto found = known->find(stream);
    if (found != known->end()) return found->second;
  }
  return std::nullopt;
}

// Most streams that are not in memory are new. That there is none is told by the filters alone when
// its oldest row is asked for; an iterator would first be set up over every file.
Result<std::uint64_t> StreamIndex::version_on_disk(const StreamId& stream) const {
  const std::string prefix = prefix_of(stream);
  rocksdb::PinnableSlice oldest;
  const rocksdb::Status found =
      derived_->Get({}, derived_.family(Rocks::streams), row_key(prefix, 1), &oldest);
  if (found.IsNotFound()) return 0;
  if (!found.ok()) return tl::unexpected(error_of(found, "reading the stream index"));
  rocksdb::ReadOptions options;
  options.prefix_same_as_start = true;
  const std::unique_ptr<rocksdb::Iterator> rows{
      derived_->NewIterator(options, derived_.family(Rocks::streams))};
  rows->Seek(prefix + std::string(version_bytes, '\0'));
  if (rows->Valid() && rows->key().starts_with(prefix)) {
    const auto runs = decode_runs(rows->key().ToStringView(), rows->value().ToStringView());
    if (!runs) return tl::unexpected(runs.error());
    return last_version(runs->back());
  }
  if (!rows->status().ok()) {
    return tl::unexpected(error_of(rows->status(), "reading the stream index"));
  }
  return 0;
}

void StreamIndex::collect(const Tail& tail, const StreamId& stream, std::uint64_t from_version,
                          std::vector<Run>& newest_first) {
  const auto found = tail.streams.find(stream);
  if (found == tail.streams.end()) return;
  for (std::uint32_t at = found->second.last; at != 0; at = tail.runs[at - 1].previous) {
    const Run& run = tail.runs[at - 1].run;
    if (last_version(run) < from_version) return;
    newest_first.push_back(run);
  }
}

Result<std::vector<Run>> StreamIndex::runs(const StreamId& stream,
                                           std::uint64_t from_version) const {
  std::vector<Run> newest_first;
  {
    const std::lock_guard lock{mutex_};
    collect(tail_, stream, from_version, newest_first);
    if (sealed_ != nullptr && !written_) collect(*sealed_, stream, from_version, newest_first);
  }
  const std::uint64_t known_from = newest_first.empty() ? UINT64_MAX : newest_first.back().version;
  if (known_from > from_version) {
    // The tail may have been written since: only what is older counts from there.
    auto older = runs_on_disk(stream, from_version, known_from);
    if (!older) return tl::unexpected(std::move(older.error()));
    newest_first.insert(newest_first.end(), older->begin(), older->end());
  }
  std::reverse(newest_first.begin(), newest_first.end());
  return newest_first;
}

Result<std::vector<Run>> StreamIndex::runs_on_disk(const StreamId& stream,
                                                   std::uint64_t from_version,
                                                   std::uint64_t before_version) const {
  const std::string prefix = prefix_of(stream);
  rocksdb::ReadOptions options;
  options.prefix_same_as_start = true;
  const std::unique_ptr<rocksdb::Iterator> rows{
      derived_->NewIterator(options, derived_.family(Rocks::streams))};
  std::vector<Run> newest_first;
  for (rows->Seek(row_key(prefix, before_version));
       rows->Valid() && rows->key().starts_with(prefix); rows->Next()) {
    auto runs = decode_runs(rows->key().ToStringView(), rows->value().ToStringView());
    if (!runs) return tl::unexpected(std::move(runs.error()));
    for (auto run = runs->rbegin(); run != runs->rend(); ++run) {
      if (run->version >= before_version) continue;
      if (last_version(*run) < from_version) return newest_first;
      newest_first.push_back(*run);
    }
  }
  if (!rows->status().ok()) {
    return tl::unexpected(error_of(rows->status(), "reading the stream index"));
  }
  return newest_first;
}

}  // namespace proffer::store
