#include "actors/runtime/carriers/input_partition.hpp"

#include "actors/runtime/carriers/forwarded.hpp"
#include "actors/runtime/carriers/progress.hpp"
#include "actors/runtime/request_hash.hpp"
#include "events/check.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace proffer::runtime {
namespace {

// Tag of the request for a source number; records are tagged by their offsets, which are not
// negative.
constexpr std::uint64_t source_tag = std::numeric_limits<std::uint64_t>::max();
constexpr Position look_back_events_min = 1'024;
constexpr Position look_back_events_max = 65'536;  // in one step

std::string place_of(const InputRecord& record) {
  return record.topic + "/" + std::to_string(record.partition) + "@" +
         std::to_string(record.offset);
}

// Cuts what the codec has no room for; true: nothing.
bool fits(InputRecord& record) {
  constexpr std::size_t most = 65'535;
  bool whole = record.headers.size() <= most;
  if (!whole) record.headers.resize(most);
  for (RecordHeader& header : record.headers) {
    whole = whole && header.name.size() <= most;
    if (header.name.size() > most) header.name.resize(most);
  }
  return whole;
}

Problem problem_of(std::string code, std::string text, std::string field) {
  Problem problem;
  problem.code = std::move(code);
  problem.text = std::move(text);
  problem.field = std::move(field);
  return problem;
}

}  // namespace

InputPartition::InputPartition(const InputOptions& options, ShardId shard, Gate& gate,
                               const store::Log& log, InputCounts& counts,
                               std::shared_ptr<Signal> signal)
    : options_(options),
      shard_(shard),
      gate_(gate),
      log_(log),
      counts_(counts),
      replies_(std::make_shared<Replies>(std::move(signal))),
      window_(options.window) {}

transport::Result<bool> InputPartition::step(transport::Source* source) {
  bool worked = false;
  for (const auto& [tag, reply] : replies_->take()) {
    answered(tag, reply);
    worked = true;
  }
  switch (stage_) {
    case Stage::registering: ask_for_source(); return worked;
    case Stage::looking_back: look_back(); return true;
    case Stage::comparing:
      if (!source) return worked;
      if (auto started = compare_and_start(*source); !started)
        return tl::unexpected(started.error());
      return true;
    case Stage::reading: return give_on() || worked;
    case Stage::stopped: return worked;
  }
  return worked;
}

void InputPartition::answered(std::uint64_t tag, const Reply& reply) {
  const bool known =
      reply.kind != Reply::Kind::overloaded && reply.kind != Reply::Kind::unavailable;
  if (!known) {
    if (reply.kind == Reply::Kind::overloaded) ++counts_.overloaded;
    const int wait_ms = reply.retry_after_ms > 0 ? reply.retry_after_ms : options_.retry_ms;
    retry_at_ = {options_.now().ms + wait_ms};
  }
  if (tag == source_tag) {
    asked_ = false;
    if (known) registered(reply);
  } else if (known) {
    finished(static_cast<std::int64_t>(tag), reply);
  } else {
    window_.again(static_cast<std::int64_t>(tag));
  }
}

void InputPartition::ask_for_source() {
  if (asked_ || options_.now() < retry_at_) return;
  asked_ = true;
  Request request{{Category::shard, std::to_string(shard_)},
                  domain::Shard::RegisterInput{options_.topic, options_.generation, shard_},
                  {}};
  request.header.at = options_.now();
  request.header.actor = "proffer";
  gate_.submit(std::move(request), Replies::to(replies_, source_tag));
}

void InputPartition::registered(const Reply& reply) {
  if (reply.kind == Reply::Kind::refused) {
    return stop(reply.problems.empty() ? "the input was refused" : reply.problems.front().text);
  }
  const auto state = shard_state(log_, shard_);
  if (!state) return stop(state.error().detail);
  for (const InputRegistered& input : state->inputs) {
    if (input.topic == options_.topic && input.generation == options_.generation &&
        input.partition == shard_) {
      source_ = input.source;
    }
  }
  CHECK(source_ != 0);
  next_ = low_mark();
  reconnected();
}

void InputPartition::reconnected() {
  if (stage_ == Stage::stopped || source_ == 0) return;
  stage_ = Stage::looking_back;
  last_.reset();
  look_end_ = log_.end(shard_);
  look_events_ = look_back_events_min;
}

// The hash of the last record that was decided stands in the header of its events. It is near the
// log's end unless the input has been quiet for long, so the log is looked through backwards, in
// growing bites, at most to the event that registered the input.
void InputPartition::look_back() {
  const Position begin = look_end_ - std::min(look_end_, look_events_);
  bool all = begin == 0;
  const auto read = log_.read(
      shard_, begin, std::numeric_limits<std::size_t>::max(), [&](const RecordedEvent& event) {
        if (event.position >= look_end_) return false;
        const Cause& cause = event.command.cause;
        if (cause.kind == Cause::Kind::record && cause.source == source_) {
          last_ = Last{cause.number, event.command.request_hash};
        }
        if (event.type == InputRegistered::type) {
          const auto input = codec::decode<ShardEvent>(event.type, event.schema, event.payload);
          all = all || (input && std::get<InputRegistered>(*input).source == source_);
        }
        return true;
      });
  if (!read) return stop(read.error().detail);
  look_end_ = begin;
  look_events_ = std::min(look_events_ * 2, look_back_events_max);
  if (last_ || all) stage_ = Stage::comparing;
}

transport::Result<void> InputPartition::compare_and_start(transport::Source& source) {
  using Kind = transport::BusError::Kind;
  if (last_) {
    const auto record =
        source.read_one(shard_, static_cast<std::int64_t>(last_->offset), options_.read_one_ms_max);
    if (record && request_hash(record->value.value) != last_->hash) {
      next_ = static_cast<std::int64_t>(last_->offset);
      lost("it has another record there than the one in the log");
      return {};
    }
    // A record that retention has removed cannot be compared; whether what follows is there shows
    // when it is read.
    if (!record && record.error().kind != Kind::out_of_range) return tl::unexpected(record.error());
  }
  auto started = source.start(shard_, next_);
  if (!started && started.error().kind != Kind::out_of_range) return started;
  stage_ = Stage::reading;
  if (!started) lost(started.error().detail);
  return {};
}

void InputPartition::lost(const std::string& detail) {
  stop("topic " + options_.topic + ", partition " + std::to_string(shard_) + ", offset " +
       std::to_string(next_) + ": " + detail +
       "; if the topic was made anew, register a new generation of the input: " +
       options_.generation_setting + " = " + std::to_string(options_.generation + 1));
}

void InputPartition::take(InputRecord record) {
  if (stage_ != Stage::reading || record.offset < next_) return;
  next_ = record.offset + 1;
  const Cause cause{Cause::Kind::record, source_, static_cast<std::uint64_t>(record.offset)};
  if (log_.is_done(shard_, cause)) return;
  RecordWindow::Entry entry;
  entry.record = std::move(record);
  read(entry);
  window_.add(std::move(entry));
}

bool InputPartition::give_on() {
  bool worked = false;
  while (options_.now() >= retry_at_) {
    RecordWindow::Entry* entry = window_.next();
    if (!entry) break;
    if (entry->ask && !entry->dead) entry->request = entry->ask(entry->record);
    entry->request.header.at = options_.now();
    entry->request.events_wanted = false;
    gate_.submit(entry->request,
                 Replies::to(replies_, static_cast<std::uint64_t>(entry->record.offset)));
    worked = true;
  }
  return worked;
}

// Only the inbox says that a record is done. An outcome that could not be recorded, such as a
// refusal whose texts are too long for the log, becomes a dead letter; a dead letter that could not
// be recorded stops the partition.
void InputPartition::finished(std::int64_t offset, const Reply& reply) {
  const Cause cause{Cause::Kind::record, source_, static_cast<std::uint64_t>(offset)};
  if (log_.is_done(shard_, cause)) return window_.finish(offset);
  RecordWindow::Entry& entry = window_.given(offset);
  if (entry.dead) {
    return stop(place_of(entry.record) + ": the record's dead letter could not be recorded" +
                (reply.problems.empty() ? "" : ": " + reply.problems.front().text));
  }
  entry.dead = true;
  entry.request = dead_letter(
      entry.record, reply.problems.empty()
                        ? problem_of("OUTCOME_NOT_RECORDABLE",
                                     "It left no outcome in the log; report this record.", "")
                        : reply.problems.front());
  window_.again(offset);
}

void InputPartition::read(RecordWindow::Entry& entry) {
  const InputRecord& record = entry.record;
  // Dead letters without a key need no order.
  entry.key = record.has_key ? record.key.value : "@" + std::to_string(record.offset);
  if (!record.has_value) {
    entry.request = dead_letter(
        record,
        problem_of("RECORD_EMPTY", "The record has no value; send what you ask as JSON.", ""));
    return;
  }
  auto asked = options_.read(record);
  if (!asked) {
    entry.request = dead_letter(record, std::move(asked.error()));
    return;
  }
  count(*asked);
  entry.key = partition_key(asked->request.to);
  if (!asked->answer) {
    entry.request = placed(record, std::move(asked->request));
    return;
  }
  entry.ask = [this, request = std::move(asked->request),
               answer = std::move(asked->answer)](const InputRecord& mine) {
    Request answered = request;
    answer(answered);
    return placed(mine, std::move(answered));
  };
}

// To its addressee, or for the shard where that lives.
Request InputPartition::placed(const InputRecord& record, Request request) {
  CommandHeader header = header_of(record);
  header.actor = std::move(request.header.actor);
  if (!request.header.correlation.empty()) {
    header.correlation = std::move(request.header.correlation);
  }
  header.origin = std::move(request.header.origin);
  const ShardId home = shard_of(request.to, log_.data_shards());
  if (home == shard_) {
    header.request_key = std::move(request.header.request_key);
    return {std::move(request.to), std::move(request.command), std::move(header)};
  }
  return {{Category::shard, std::to_string(shard_)},
          forwarded(std::move(request), home),
          std::move(header)};
}

Request InputPartition::dead_letter(InputRecord record, Problem problem) {
  if (!fits(record)) {
    problem.text +=
        " Its headers were cut: the log has room for 65535 of them, and for as many bytes in a "
        "name.";
  }
  ++counts_.dead_letters[problem.code];
  CommandHeader header = header_of(record);
  header.actor = "proffer";
  return {{Category::shard, std::to_string(shard_)},
          domain::Shard::DeadLetter{std::move(problem), std::move(record)},
          std::move(header)};
}

CommandHeader InputPartition::header_of(const InputRecord& record) const {
  CommandHeader header;
  header.cause = {Cause::Kind::record, source_, static_cast<std::uint64_t>(record.offset)};
  header.correlation = place_of(record);
  header.request_hash = request_hash(record.value.value);
  return header;
}

void InputPartition::count(const Asked& asked) {
  if (shard_of(asked.request.to, log_.data_shards()) != shard_) ++counts_.wrong_partition;
  const std::pair<std::string, std::string> label{asked.channel, asked.what};
  if (const auto at = counts_.received.find(label); at != counts_.received.end()) {
    ++at->second;
  } else if (counts_.received.size() < options_.labels_max) {
    counts_.received.emplace(label, 1);
  } else {
    ++counts_.received_other;
  }
}

bool InputPartition::wants_pause() const {
  return stage_ == Stage::stopped || window_.full() || options_.now() < retry_at_;
}

std::int64_t InputPartition::behind_ms() const {
  if (window_.empty()) return 0;
  return std::max<std::int64_t>(0, options_.now().ms - window_.oldest().record.timestamp.ms);
}

std::int64_t InputPartition::low_mark() const {
  if (source_ == 0) return 0;
  return static_cast<std::int64_t>(log_.low_mark(shard_, Cause::Kind::record, source_));
}

void InputPartition::stop(std::string why) {
  stage_ = Stage::stopped;
  why_ = std::move(why);
}

}  // namespace proffer::runtime
