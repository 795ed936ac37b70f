#include "store/rocks_log.hpp"

#include "events/check.hpp"
#include "store/frame_walk.hpp"

#include <algorithm>

namespace proffer::store {
namespace {

constexpr std::int64_t mark_sync_ms = 1000;

}  // namespace

std::size_t RocksLog::HashCause::operator()(const CauseInShard& key) const noexcept {
  std::uint64_t mixed = key.cause.number * 0x9E3779B97F4A7C15U;
  mixed ^= std::uint64_t{key.cause.source} << 24 ^ std::uint64_t{key.shard} << 8 ^
           static_cast<std::uint64_t>(key.cause.kind);
  return mixed * 0x9E3779B97F4A7C15U;
}

RocksLog::RocksLog(LogOptions options, std::shared_ptr<rocksdb::FileSystem> files)
    : options_(std::move(options)),
      rocks_(std::move(files), options_.memory_bytes_max),
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
  Batch batch;
  std::vector<Appended> answers(appends.size());
  for (std::size_t i = 0; i < appends.size(); ++i) {
    const auto verdict = check(appends[i], batch);
    if (!verdict) return fail(verdict.error());
    answers[i].verdict = *verdict;
    if (*verdict == Appended::Verdict::durable) place(appends[i], batch, answers[i]);
  }
  if (batch.drafts.empty()) return answers;
  if (auto written = write(batch); !written) return fail(std::move(written.error()));
  publish(batch);
  if (auto sealed = seal_index_when_due(); !sealed) return fail(std::move(sealed.error()));
  return answers;
}

Result<Appended::Verdict> RocksLog::check(const Append& append, Batch& batch) const {
  using Verdict = Appended::Verdict;
  const Shard& to = shard(append.shard);
  const bool tracked = Inbox::tracks(append.cause.kind);
  if (tracked &&
      (to.inbox.is_done(append.cause) || batch.causes.contains({to.id(), append.cause}))) {
    return Verdict::already_done;
  }
  std::uint32_t count = 0;
  for (const Append::Touched& touched : append.streams) {
    CHECK(shard_of(touched.stream, options_.shards) == append.shard);
    count += touched.count;
    const auto pending = batch.versions.find(touched.stream);
    if (pending != batch.versions.end()) {
      if (pending->second != touched.expected) return Verdict::version_conflict;
      continue;
    }
    const auto version = index_->version(touched.stream);
    if (!version) return tl::unexpected(version.error());
    if (*version != touched.expected) return Verdict::version_conflict;
  }
  CHECK(count == append.count && count > 0);
  const auto newer = batch.catalogues.find(const_cast<Shard*>(&to));
  const Position recorded = newer != batch.catalogues.end() ? newer->second : to.known.catalogue;
  if (append.catalogue < recorded || append.catalogue > end(reference_shard)) {
    return Verdict::stale_catalogue;
  }
  if (!FrameBuilder::fits_alone(append.records.size(), options_.frame_bytes_max)) {
    return Verdict::too_large;
  }
  return Verdict::durable;
}

void RocksLog::place(const Append& append, Batch& batch, Appended& answer) {
  Shard& to = shard(append.shard);
  const auto open = batch.open.find(&to);
  std::size_t at = open == batch.open.end() ? batch.drafts.size() : open->second;
  if (at == batch.drafts.size() || !batch.drafts[at].frame.fits(append.records.size())) {
    FrameHeader header;
    header.shard = to.id();
    if (at == batch.drafts.size()) {
      header.first = to.known.last.end;
      header.previous = to.known.last.hash;
      header.time = std::max(options_.now(), to.time);
    } else {
      Draft& full = batch.drafts[at];
      header.first = full.frame.next();
      header.previous = full.hash = full.frame.finish();
      header.time = full.frame.header().time;
    }
    at = batch.drafts.size();
    batch.drafts.push_back({&to, FrameBuilder{header, options_.frame_bytes_max}, {}});
    batch.open.insert_or_assign(&to, at);
  }
  FrameBuilder& frame = batch.drafts[at].frame;
  answer.first = frame.next();
  answer.recorded = frame.header().time;
  const std::uint32_t offset = frame.add(append.records, append.count);
  batch.accepted.push_back({&append, &to, frame.header().first, offset, answer.first});
  for (const Append::Touched& touched : append.streams) {
    batch.versions.insert_or_assign(touched.stream, touched.expected + touched.count);
  }
  if (Inbox::tracks(append.cause.kind)) batch.causes.insert({to.id(), append.cause});
  batch.catalogues.insert_or_assign(&to, append.catalogue);
}

Result<void> RocksLog::write(Batch& batch) {
  for (const auto& [shard, at] : batch.open) {
    Draft& draft = batch.drafts[at];
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
    if (const auto open = batch.open.find(known.get()); open != batch.open.end()) {
      const Draft& draft = batch.drafts[open->second];
      last.first = draft.frame.header().first;
      last.end = draft.frame.next();
      last.hash = draft.hash;
    }
    lasts.push_back(last);
  }
  if (auto marked = end_mark_->write(lasts); !marked) return marked;
  if (const Instant now = options_.now(); now.ms - mark_synced_.ms >= mark_sync_ms) {
    if (auto synced = end_mark_->sync(); !synced) return synced;
    mark_synced_ = now;
  }
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
    for (const Accepted& accepted : batch.accepted) {
      accepted.shard->inbox.mark_done(accepted.append->cause);
      accepted.shard->known.catalogue = accepted.append->catalogue;
    }
  }
  for (const Accepted& accepted : batch.accepted) {
    for (const Append::Touched& touched : accepted.append->streams) {
      index_->add(touched.stream, {accepted.frame, accepted.offset, accepted.first,
                                   touched.expected + 1, touched.count});
    }
  }
  for (Draft& draft : batch.drafts) {
    recent_.add(draft.shard->id(), {draft.frame.header().first, draft.frame.next(),
                                    std::make_shared<const std::string>(draft.frame.take())});
  }
  for (const auto& [shard, at] : batch.open) {
    shard->end.store(batch.drafts[at].frame.next(), std::memory_order_release);
  }
  if (!notify_) return;
  for (const auto& [shard, at] : batch.open) notify_(shard->id(), batch.drafts[at].frame.next());
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
