#include "store/rocks_log.hpp"

#include "events/check.hpp"
#include "store/frame_walk.hpp"

#include <algorithm>

namespace proffer::store {
namespace {

constexpr std::chrono::seconds mark_synced_every{1};
constexpr std::size_t appends_ahead = 3;
constexpr std::size_t fetched_bytes_max = 1024;

// An append was written by another processor a moment ago: its bytes are on their way from that
// one's cache while the appends before it are looked at.
void fetch_early(const Append& append) {
  constexpr std::size_t line_bytes = 64;
  __builtin_prefetch(append.streams.data());
  const std::size_t bytes = std::min(append.records.size(), fetched_bytes_max);
  for (std::size_t at = 0; at < bytes; at += line_bytes) {
    __builtin_prefetch(append.records.data() + at);
  }
}

}  // namespace

RocksLog::RocksLog(LogOptions options, std::shared_ptr<rocksdb::FileSystem> files)
    : options_(std::move(options)),
      rocks_(std::move(files), options_.memory_bytes_max, options_.prewritten_bytes_max),
      recent_(options_.memory_bytes_max / 8) {}

const RocksLog::Shard& RocksLog::shard(ShardId id) const {
  CHECK(id == reference_shard || id < options_.shards);
  return id == reference_shard ? *shards_.back() : *shards_[id];
}

RocksLog::Shard& RocksLog::shard(ShardId id) {
  return const_cast<Shard&>(static_cast<const RocksLog&>(*this).shard(id));
}

Position RocksLog::end(ShardId id) const { return shard(id).end.load(std::memory_order_acquire); }

std::vector<ShardId> RocksLog::shards() const {
  std::vector<ShardId> ids;
  for (const auto& known : shards_) ids.push_back(known->id());
  return ids;
}

tl::unexpected<StoreError> RocksLog::fail(StoreError error) {
  failed_ = error;
  return tl::unexpected(std::move(error));
}

Result<std::vector<Appended>> RocksLog::append(std::span<const Append> appends) {
  if (failed_) return tl::unexpected(*failed_);
  CHECK(!options_.read_only);
  begin(appends);
  Batch batch;
  batch.accepted.reserve(appends.size());
  batch.runs.reserve(appends.size());
  std::vector<Appended> answers(appends.size());
  for (std::size_t i = 0; i < appends.size(); ++i) {
    if (i + appends_ahead < appends.size()) fetch_early(appends[i + appends_ahead]);
    Shard& to = shard(appends[i].shard);
    const std::size_t runs = batch.runs.size();
    const auto verdict = check(appends[i], to, batch);
    if (!verdict) return fail(verdict.error());
    answers[i].verdict = *verdict;
    if (*verdict == Appended::Verdict::durable) {
      place(appends[i], to, batch, answers[i]);
    } else {
      batch.runs.resize(runs);
    }
    to.staged.bytes -= FrameBuilder::bytes_of(appends[i].records.size());
  }
  if (!batch.drafts.empty()) {
    if (auto written = write(batch); !written) return fail(std::move(written.error()));
  }
  // Before anything of the batch is told: an error is of the whole of it.
  if (mark_behind_ && options_.steady() - mark_synced_ >= mark_synced_every) {
    if (auto synced = sync_mark(); !synced) return fail(std::move(synced.error()));
  }
  if (!batch.drafts.empty()) publish(batch);
  if (auto sealed = seal_index_when_due(); !sealed) return fail(std::move(sealed.error()));
  return answers;
}

void RocksLog::begin(std::span<const Append> appends) {
  for (const auto& known : shards_) {
    known->staged.bytes = 0;
    known->staged.draft.reset();
  }
  for (const Append& append : appends) {
    shard(append.shard).staged.bytes += FrameBuilder::bytes_of(append.records.size());
  }
}

// Leaves the streams' entries at the end of the batch's runs.
Result<Appended::Verdict> RocksLog::check(const Append& append, const Shard& to, Batch& batch) {
  using Verdict = Appended::Verdict;
  if (Inbox::tracks(append.cause.kind) && to.staged.inbox.is_done(append.cause)) {
    return Verdict::already_done;
  }
  std::uint32_t count = 0;
  for (const Append::Touched& touched : append.streams) {
    CHECK(shard_of(touched.stream, options_.shards) == append.shard);
    count += touched.count;
    const auto entry = index_->entry(touched.stream);
    if (!entry) return tl::unexpected(entry.error());
    if ((*entry)->staged != touched.expected) return Verdict::version_conflict;
    batch.runs.push_back({*entry, {}});
  }
  CHECK(count == append.count && count > 0);
  if (append.catalogue < to.staged.catalogue || append.catalogue > end(reference_shard)) {
    return Verdict::stale_catalogue;
  }
  if (!FrameBuilder::fits_alone(append.records.size(), options_.frame_bytes_max)) {
    return Verdict::too_large;
  }
  return Verdict::durable;
}

void RocksLog::place(const Append& append, Shard& to, Batch& batch, Appended& answer) {
  FrameBuilder& frame = frame_for(append, to, batch);
  answer.first = frame.next();
  answer.recorded = frame.header().time;
  const std::uint32_t offset = frame.add(append.records, append.count);
  auto run = batch.runs.end() - static_cast<std::ptrdiff_t>(append.streams.size());
  for (const Append::Touched& touched : append.streams) {
    run->run = {frame.header().first, offset, answer.first, touched.expected + 1, touched.count};
    run->stream->staged = touched.expected + touched.count;
    ++run;
  }
  to.staged.inbox.mark_done(append.cause);
  to.staged.catalogue = append.catalogue;
  batch.accepted.push_back(&append);
}

// The shard's frame being filled, or another one when the append does not fit into it.
FrameBuilder& RocksLog::frame_for(const Append& append, Shard& to, Batch& batch) {
  FrameHeader header;
  header.shard = to.id();
  if (!to.staged.draft) {
    header.first = to.known.last.end;
    header.previous = to.known.last.hash;
    header.time = std::max(options_.now(), to.time);
  } else {
    Draft& draft = batch.drafts[*to.staged.draft];
    if (draft.frame.fits(append.records.size())) return draft.frame;
    header.first = draft.frame.next();
    header.previous = draft.hash = draft.frame.finish();
    header.time = draft.frame.header().time;
  }
  to.staged.draft = batch.drafts.size();
  FrameBuilder frame{header, options_.frame_bytes_max, to.staged.bytes};
  return batch.drafts.emplace_back(Draft{&to, std::move(frame), {}}).frame;
}

Result<void> RocksLog::write(Batch& batch) {
  for (const auto& known : shards_) {
    if (!known->staged.draft) continue;
    Draft& draft = batch.drafts[*known->staged.draft];
    draft.hash = draft.frame.finish();
  }
  write_batch_.Clear();
  for (Draft& draft : batch.drafts) {
    const auto put = write_batch_.Put(log_->family(draft.shard->family),
                                      frame_key(draft.shard->id(), draft.frame.header().first),
                                      draft.frame.bytes());
    if (!put.ok()) return tl::unexpected(error_of(put, "putting a frame into a batch"));
  }
  rocksdb::WriteOptions options;
  options.sync = true;
  if (const auto status = (*log_)->Write(options, &write_batch_); !status.ok()) {
    return tl::unexpected(StoreError{
        StoreError::Kind::io, "writing frames: " + status.ToString() +
                                  ": whether they are in the log shows when it is opened again"});
  }
  std::vector<LastFrame> lasts;
  for (const auto& known : shards_) {
    LastFrame last = known->known.last;
    if (known->staged.draft) {
      const Draft& draft = batch.drafts[*known->staged.draft];
      last.first = draft.frame.header().first;
      last.end = draft.frame.next();
      last.hash = draft.hash;
    }
    lasts.push_back(last);
  }
  if (auto marked = end_mark_->write(lasts); !marked) return marked;
  mark_behind_ = true;
  return {};
}

Result<void> RocksLog::sync_mark() {
  if (auto synced = end_mark_->sync(); !synced) return synced;
  mark_synced_ = options_.steady();
  mark_behind_ = false;
  return {};
}

Result<void> RocksLog::rest() {
  if (failed_) return tl::unexpected(*failed_);
  if (!mark_behind_) return {};
  if (auto synced = sync_mark(); !synced) return fail(std::move(synced.error()));
  return {};
}

void RocksLog::publish(Batch& batch) {
  {
    const std::unique_lock lock{seen_};
    for (Draft& draft : batch.drafts) {
      Checkpoint& known = draft.shard->known;
      known.last = {draft.shard->id(), draft.frame.header().first, draft.frame.next(), draft.hash};
      known.frame_bytes += draft.frame.bytes().size();
      ++known.frames;
      draft.shard->time = draft.frame.header().time;
    }
    for (const Append* append : batch.accepted) {
      Shard& to = shard(append->shard);
      to.inbox.mark_done(append->cause);
      to.known.catalogue = append->catalogue;
    }
  }
  index_->add(batch.runs);
  for (Draft& draft : batch.drafts) {
    recent_.add(draft.shard->id(), {draft.frame.header().first, draft.frame.next(),
                                    std::make_shared<const std::string>(draft.frame.take())});
  }
  for (const auto& known : shards_) {
    if (known->staged.draft) known->end.store(known->known.last.end, std::memory_order_release);
  }
  if (!notify_) return;
  for (const auto& known : shards_) {
    if (known->staged.draft) notify_(known->id(), known->known.last.end);
  }
}

std::vector<Checkpoint> RocksLog::checkpoints() const {
  std::vector<Checkpoint> checkpoints;
  for (const auto& known : shards_) {
    checkpoints.push_back(known->known);
    checkpoints.back().inbox = known->inbox.save();
  }
  return checkpoints;
}

Result<void> RocksLog::seal_index_when_due() {
  if (!index_->wants_seal()) return {};
  return index_->seal(checkpoints());
}

}  // namespace proffer::store
