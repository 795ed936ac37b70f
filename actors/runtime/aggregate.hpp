// One aggregate in memory: its state, where its streams are, and the requests it has answered.
#pragma once

#include "actors/domain/decider.hpp"
#include "actors/runtime/request_keys.hpp"
#include "actors/runtime/tray.hpp"
#include "events/check.hpp"
#include "events/codec/json.hpp"
#include "events/codec/pack.hpp"
#include "store/log.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace proffer::runtime {

struct AggregateOptions {
  std::int64_t key_age_ms = 0;
  std::size_t request_keys_max = 0;
};

struct StreamVersion {
  StreamId stream;
  std::uint64_t version = 0;
  bool operator==(const StreamVersion&) const = default;
};
template <class Archive>
void serialize(Archive& archive, StreamVersion& s) {
  archive(field("stream", s.stream), field("version", s.version));
}

// Of a snapshot: another number means that it was folded by another `evolve` or holds other fields,
// and is ignored. Raise the category's number when its decider's `evolve` or `State` changes.
std::uint64_t snapshot_fingerprint(Category category);

// Whether the event is the answer that a repeated request gets.
bool answers_request(const RecordedEvent& recorded);
// All events of the command that has that answer, from the log.
store::Result<std::vector<Event>> read_answer(const store::Log& log, ShardId shard,
                                              const AnsweredRequest& answer);
store::StoreError unreadable(const RecordedEvent& recorded, const codec::CodecError& error);

// The runtime's own refusals.
Problem request_key_reused();
Problem request_keys_full();
Problem command_too_large();
Problem command_too_long();

template <domain::Decider D>
class Aggregate {
 public:
  Aggregate(StreamId own, ShardId shard, const AggregateOptions& options)
      : own_(std::move(own)), shard_(shard), options_(options) {}

  // From the snapshot, if there is one that fits, and the events after it.
  store::Result<void> load(const store::Log& log);

  const typename D::State& state() const { return state_; }

  // Decides the command and goes on from there, as if it were durable already: fills in what it
  // decided. An error is the log's.
  store::Result<void> decide(Submitted& command, const domain::Context& context,
                             const store::Log& log);
  // Whether the same request is among what is not durable yet.
  bool awaits(const std::string& request_key) const {
    return std::ranges::find(awaited_keys_, request_key) != awaited_keys_.end();
  }
  // All that was decided is durable, up to `end`.
  void settle(std::vector<AnsweredRequest>& answered, Position end);

  // Events of the own stream that the snapshot lacks.
  std::uint64_t unsaved() const { return version_ - saved_version_; }
  // Only when all that was decided is durable.
  store::Result<void> save(store::Log& log);

 private:
  struct Kept {
    typename D::State state;
    std::vector<StreamVersion> owned;
    std::vector<AnsweredRequest> answered;
  };
  template <class Archive>
  friend void serialize(Archive& archive, Kept& k) {
    archive(field("state", k.state), field("owned", k.owned), field("answered", k.answered));
  }

  // Versions remembered of streams that the state no longer needs; any other is the log's to tell.
  static constexpr std::size_t owned_max = 8;

  static constexpr std::size_t usual_record_bytes = 256;

  void reset();
  void restore(const store::Snapshot& snapshot);
  store::Result<void> fold(const RecordedEvent& recorded);
  store::Result<void> fold_owned(const StreamId& stream, const store::Log& log);
  StreamVersion* owned(const StreamId& stream);
  // Whether the event is the first of its stream, so that the log need not be asked. It is checked
  // when it is written.
  static bool opens_stream(const typename D::Event& event) {
    if constexpr (requires { D::opens_stream(event); }) return D::opens_stream(event);
    return false;
  }
  store::Result<std::uint64_t> version_of(const StreamId& stream, const store::Log& log);
  void forget_unneeded();
  void moved_to(const StreamId& stream, std::uint64_t version);

  store::Result<void> happened(Submitted& command, std::vector<typename D::Event>& events,
                               const store::Log& log);
  void refuse(Submitted& command, Problems problems);
  store::Result<void> repeat(Submitted& command, const AnsweredRequest& first,
                             const store::Log& log);
  codec::Result<void> write_own(Submitted& command, const Event& event);

  const StreamId own_;
  const ShardId shard_;
  const AggregateOptions options_;
  typename D::State state_;
  std::uint64_t version_ = 0;  // of the own stream
  std::uint64_t saved_version_ = 0;
  Position end_ = 0;  // after the last event folded
  std::vector<StreamVersion> owned_;
  std::vector<std::string> awaited_keys_;
  RequestKeys keys_{options_.key_age_ms};
};

template <domain::Decider D>
store::Result<void> Aggregate<D>::decide(Submitted& command, const domain::Context& context,
                                         const store::Log& log) {
  CommandHeader& header = command.request.header;
  Decided& decided = command.decided;
  header.at = context.now;
  header.catalogue = context.catalogue->position();
  decided.append.shard = shard_;
  decided.append.cause = header.cause;
  decided.append.catalogue = header.catalogue;
  decided.reply.shard = shard_;
  if (command.too_large > 0) {
    refuse(command, {command_too_large()});
    return {};
  }
  if (!header.request_key.empty()) {
    if (const AnsweredRequest* first = keys_.find(header.request_key, context.now)) {
      if (first->hash == header.request_hash) return repeat(command, *first, log);
      refuse(command, {request_key_reused()});
      return {};
    }
    if (keys_.size() + awaited_keys_.size() >= options_.request_keys_max) {
      refuse(command, {request_keys_full()});
      return {};
    }
    decided.remember = true;
    awaited_keys_.push_back(header.request_key);
  }
  const auto* asked = std::get_if<typename D::Command>(&command.request.command);
  CHECK(asked != nullptr);  // stream's category and command's kind are the submitter's to match
  if constexpr (requires { D::exists(state_); }) decided.reply.existed = D::exists(state_);
  auto events = domain::decide<D>(state_, *asked, context);
  if (events) return happened(command, *events, log);
  refuse(command, std::move(events.error()));
  return {};
}

// Encodes all of the events before anything moves, so that one that cannot be encoded changes
// nothing.
template <domain::Decider D>
store::Result<void> Aggregate<D>::happened(Submitted& command,
                                           std::vector<typename D::Event>& events,
                                           const store::Log& log) {
  Decided& decided = command.decided;
  store::Append& append = decided.append;
  append.records.reserve((events.size() + 2) * usual_record_bytes);  // the writer wants room ahead
  codec::RecordWriter writer(append.records);
  for (const auto& event : events) {
    StreamId stream = D::stream_of(event, own_);
    auto touched = std::ranges::find(append.streams, stream, &store::Append::Touched::stream);
    if (touched == append.streams.end()) {
      const auto version = opens_stream(event) ? std::uint64_t{0} : version_of(stream, log);
      if (!version) return tl::unexpected(version.error());
      touched = append.streams.insert(touched, {std::move(stream), *version, 0});
    }
    const std::uint64_t version = touched->expected + ++touched->count;
    if (!writer.write(touched->stream, version, command.request.header, event)) {
      append.streams.clear();
      append.records.clear();
      append.count = 0;
      refuse(command, {command_too_long()});
      return {};
    }
    if (touched->stream == own_) {
      decided.last_version = version;
      decided.last_place = append.count;
    }
    ++append.count;
  }
  for (const auto& touched : append.streams)
    moved_to(touched.stream, touched.expected + touched.count);
  decided.remember = decided.remember && decided.last_version > 0;
  if (!command.request.events_wanted) {
    for (auto& event : events) D::evolve(state_, std::move(event));
    return {};
  }
  for (const auto& event : events) D::evolve(state_, event);
  decided.reply.events.reserve(events.size());
  for (auto& event : events) {
    std::visit([&](auto& e) { decided.reply.events.emplace_back(std::move(e)); }, event);
  }
  return {};
}

// Leaves the command itself in the log, so that nothing that came in is lost; but one that no frame
// holds.
template <domain::Decider D>
void Aggregate<D>::refuse(Submitted& command, Problems problems) {
  Decided& decided = command.decided;
  decided.reply.kind = Reply::Kind::refused;
  CommandRefused refused;
  refused.problems = std::move(problems);
  std::visit(
      [&](const auto& asked) {
        refused.command_type = asked.type;
        if (command.too_large > 1) return;
        refused.command = codec::json_of(asked);
      },
      std::get<typename D::Command>(command.request.command));
  if (!write_own(command, Event{refused})) {
    refused.problems = {command_too_long()};
    refused.command = {};
    CHECK(write_own(command, Event{refused}).has_value());
  }
  decided.reply.problems = std::move(refused.problems);
}

// An input that the inbox counts leaves an outcome each time it comes.
template <domain::Decider D>
store::Result<void> Aggregate<D>::repeat(Submitted& command, const AnsweredRequest& first,
                                         const store::Log& log) {
  Decided& decided = command.decided;
  auto events = read_answer(log, shard_, first);
  if (!events) return tl::unexpected(events.error());
  decided.reply.kind = Reply::Kind::repeated;
  if (const auto* refused =
          events->empty() ? nullptr : std::get_if<CommandRefused>(&events->back()))
    decided.reply.problems = refused->problems;
  decided.reply.events = *std::move(events);
  const Cause::Kind cause = decided.append.cause.kind;
  if (cause != Cause::Kind::none && cause != Cause::Kind::request)
    CHECK(write_own(command, Event{CommandRepeated{first.version, first.position}}).has_value());
  return {};
}

template <domain::Decider D>
codec::Result<void> Aggregate<D>::write_own(Submitted& command, const Event& event) {
  Decided& decided = command.decided;
  codec::RecordWriter writer(decided.append.records);
  auto written = writer.write(own_, version_ + 1, command.request.header, event);
  if (!written) return written;
  decided.append.streams = {{own_, version_, 1}};
  decided.append.count = 1;
  decided.last_version = ++version_;
  decided.last_place = 0;
  return {};
}

template <domain::Decider D>
void Aggregate<D>::settle(std::vector<AnsweredRequest>& answered, Position end) {
  for (AnsweredRequest& request : answered) keys_.remember(std::move(request));
  answered.clear();
  awaited_keys_.clear();
  end_ = std::max(end_, end);
  if (owned_.size() > owned_max) forget_unneeded();
}

template <domain::Decider D>
void Aggregate<D>::forget_unneeded() {
  const auto needed = D::owned_streams(state_);
  std::erase_if(owned_, [&](const StreamVersion& known) {
    return std::ranges::find(needed, known.stream) == needed.end();
  });
}

template <domain::Decider D>
StreamVersion* Aggregate<D>::owned(const StreamId& stream) {
  const auto found = std::ranges::find(owned_, stream, &StreamVersion::stream);
  return found == owned_.end() ? nullptr : &*found;
}

template <domain::Decider D>
store::Result<std::uint64_t> Aggregate<D>::version_of(const StreamId& stream,
                                                      const store::Log& log) {
  if (stream == own_) return version_;
  if (const StreamVersion* known = owned(stream)) return known->version;
  return log.stream_version(stream);
}

template <domain::Decider D>
void Aggregate<D>::moved_to(const StreamId& stream, std::uint64_t version) {
  if (stream == own_) {
    version_ = version;
  } else if (StreamVersion* known = owned(stream)) {
    known->version = version;
  } else {
    owned_.push_back({stream, version});
  }
}

template <domain::Decider D>
void Aggregate<D>::reset() {
  state_ = {};
  version_ = saved_version_ = 0;
  end_ = 0;
  owned_.clear();
  awaited_keys_.clear();
  keys_.assign({});
}

template <domain::Decider D>
store::Result<void> Aggregate<D>::load(const store::Log& log) {
  reset();
  if (const auto snapshot = log.load_snapshot(own_)) restore(*snapshot);
  const auto events = log.read_stream(own_, version_ + 1);
  if (!events) return tl::unexpected(events.error());
  auto needed = D::owned_streams(state_);
  for (const RecordedEvent& recorded : *events) {
    CHECK(recorded.version == version_ + 1);
    if (auto folded = fold(recorded); !folded) return folded;
    version_ = recorded.version;
    // Another document: what the state held of the one before is gone, and comes back from its
    // first event.
    if (auto now_needed = D::owned_streams(state_); now_needed != needed) {
      needed = std::move(now_needed);
      owned_.clear();
    }
  }
  forget_unneeded();
  for (const StreamId& stream : needed) {
    if (auto folded = fold_owned(stream, log); !folded) return folded;
  }
  return {};
}

template <domain::Decider D>
void Aggregate<D>::restore(const store::Snapshot& snapshot) {
  if (snapshot.fingerprint != snapshot_fingerprint(D::category)) return;
  auto kept = codec::unpack<Kept>(snapshot.bytes);
  if (!kept) return;
  state_ = std::move(kept->state);
  owned_ = std::move(kept->owned);
  keys_.assign(std::move(kept->answered));
  version_ = saved_version_ = snapshot.version;
  end_ = snapshot.position;
}

template <domain::Decider D>
store::Result<void> Aggregate<D>::fold_owned(const StreamId& stream, const store::Log& log) {
  const StreamVersion* known = owned(stream);
  std::uint64_t version = known == nullptr ? 0 : known->version;
  const auto events = log.read_stream(stream, version + 1);
  if (!events) return tl::unexpected(events.error());
  for (const RecordedEvent& recorded : *events) {
    CHECK(recorded.version == ++version);
    if (auto folded = fold(recorded); !folded) return folded;
  }
  moved_to(stream, version);
  return {};
}

template <domain::Decider D>
store::Result<void> Aggregate<D>::fold(const RecordedEvent& recorded) {
  end_ = std::max(end_, recorded.position + 1);
  if (recorded.stream == own_ && answers_request(recorded)) {
    keys_.remember({recorded.command.request_key, recorded.command.request_hash, recorded.recorded,
                    recorded.version, recorded.position});
  }
  if (recorded.type == CommandRefused::type || recorded.type == CommandRepeated::type) return {};
  const auto event =
      codec::decode<typename D::Event>(recorded.type, recorded.schema, recorded.payload);
  if (!event) return tl::unexpected(unreadable(recorded, event.error()));
  D::evolve(state_, *event);
  return {};
}

template <domain::Decider D>
store::Result<void> Aggregate<D>::save(store::Log& log) {
  if (unsaved() == 0) return {};
  // Lent, not copied: a state may hold documents of many lines.
  Kept kept{std::move(state_), std::move(owned_), keys_.all()};
  auto bytes = codec::pack(kept);
  state_ = std::move(kept.state);
  owned_ = std::move(kept.owned);
  saved_version_ = version_;
  if (!bytes) return {};  // more than a list can hold: the events alone are as good, only slower
  return log.save_snapshot(own_,
                           {version_, end_, snapshot_fingerprint(D::category), *std::move(bytes)});
}

}  // namespace proffer::runtime
