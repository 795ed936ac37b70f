#include "actors/runtime/carriers/publisher.hpp"

#include "actors/runtime/document_view.hpp"
#include "events/codec/codec.hpp"
#include "events/transport/cloud_event.hpp"
#include "events/transport/outcome_json.hpp"

#include <algorithm>

namespace proffer::runtime {
namespace {

// The signal is raised before that when there is something to do.
constexpr int publisher_idle_ms = 100;
constexpr int report_ms = 50;  // between reports of progress, which is recorded more rarely still

// Another log's ids look like ours.
std::string identity_of(const std::vector<RecordHeader>& headers) {
  return std::string(transport::message_id(headers))
      .append("\n")
      .append(transport::message_source(headers));
}

}  // namespace

Publisher::Publisher(PublisherOptions options, const store::Log& log, Progress& progress)
    : options_(std::move(options)),
      log_(log),
      publication_{log.log_id(), log.timeline(), transport::topic_names(options_.topic_prefix),
                   options_.type_prefix},
      progress_(progress),
      trail_(progress.at_start().published) {
  for (const OutputOffset& output : progress.at_start().outputs) {
    ends_[{output.topic, output.partition}] = output.end;
  }
  status_.published = trail_.next();
  status_.waiting = "no broker has answered yet";
}

int Publisher::step() {
  if (!status_.stopped.empty()) return publisher_idle_ms;
  bool worked = connect();
  if (sink_ && !to_read_back_.empty()) {
    auto read = read_back(to_read_back_.back());
    if (read) {
      to_read_back_.pop_back();
    } else {
      failed(read.error());
    }
    worked = read.has_value();
  } else if (sink_) {
    worked = read_log() || worked;
    worked = send() || worked;
    worked = take_reports() || worked;
  }
  report();
  if (worked) return 0;
  return sink_ && trail_.open() > 0 ? 1 : publisher_idle_ms;
}

bool Publisher::connect() {
  if (sink_ || options_.now() < retry_at_) return false;
  auto made = options_.connect();
  if (!made) {
    failed(made.error());
    return false;
  }
  sink_ = std::move(*made);
  if (auto begun = begin(*sink_); !begun) {
    failed(begun.error());
    sink_.reset();
  }
  return sink_ != nullptr;
}

// From the last point up to which all is delivered in order, as after a restart of the process:
// what was sent beyond it is found in the topics.
transport::Result<void> Publisher::begin(transport::Sink& sink) {
  std::vector<Partition> partitions;
  for (const std::string& topic : transport::output_topics(publication_.topics)) {
    const auto count = sink.partitions(topic);
    if (!count) return tl::unexpected(count.error());
    for (std::int32_t partition = 0; partition < *count; ++partition) {
      partitions.emplace_back(topic, partition);
    }
  }
  for (const OutputOffset& output : outputs()) ends_[{output.topic, output.partition}] = output.end;
  trail_ = Trail(trail_.reached().position);
  landed_.clear();
  there_.clear();
  there_until_ = log_.end(options_.shard);
  outbox_.clear();
  to_read_back_ = std::move(partitions);
  return {};
}

transport::Result<void> Publisher::read_back(const Partition& partition) {
  const auto& [topic, number] = partition;
  const auto end = sink_->end_offset(topic, number);
  if (!end) return tl::unexpected(end.error());
  const auto visit = [&](std::int64_t offset, const std::vector<RecordHeader>& headers) {
    if (is_ours(transport::message_id(headers))) {
      there_.emplace(identity_of(headers), Place{partition, offset});
    }
  };
  auto read = sink_->read_headers(topic, number, ends_[partition], visit);
  if (!read && read.error().kind == transport::BusError::Kind::out_of_range) {
    // Not the topic that was written to: what it has, it has from its beginning.
    read = sink_->read_headers(topic, number, 0, visit);
  }
  if (!read) return read;
  ends_[partition] = *end;
  return {};
}

bool Publisher::read_log() {
  if (!outbox_.empty() || trail_.open() >= options_.in_flight_max ||
      trail_.next() >= log_.end(options_.shard)) {
    return false;
  }
  std::vector<RecordedEvent> events;
  const std::size_t room = options_.in_flight_max - trail_.open();
  const auto read = log_.read(options_.shard, trail_.next(), options_.read_bytes_max,
                              [&](const RecordedEvent& event) {
                                events.push_back(event);
                                return events.size() < room;
                              });
  if (!read) {
    stop(read.error().detail);
    return true;
  }
  for (const RecordedEvent& event : events) {
    if (!tell(event)) break;
  }
  if (trail_.next() >= there_until_) there_.clear();
  return true;
}

bool Publisher::tell(const RecordedEvent& recorded) {
  auto messages = messages_for(recorded);
  if (!messages) {
    stop("shard " + std::to_string(recorded.shard) + ", position " +
         std::to_string(recorded.position) + ": " + messages.error());
    return false;
  }
  trail_.read(recorded, messages->size());
  for (transport::OutputMessage& message : *messages) {
    const auto there = there_.find(identity_of(message.headers));
    if (there == there_.end()) {
      message.tag = recorded.position;
      outbox_.push_back(std::move(message));
      continue;
    }
    landed(recorded.position, std::move(there->second));
    there_.erase(there);
    const std::lock_guard lock(status_mutex_);
    ++status_.left_out;
  }
  settle();
  return true;
}

// An id begins with the stream of its event. What other shards sent would only fill the memory.
bool Publisher::is_ours(std::string_view id) const {
  const std::size_t slash = id.find('/');
  const std::size_t at = id.rfind('@');
  if (slash == std::string_view::npos || at == std::string_view::npos || at < slash) return false;
  const StreamId stream{category_named(id.substr(0, slash)),
                        std::string(id.substr(slash + 1, at - slash - 1))};
  return stream.category != Category::unknown &&
         shard_of(stream, log_.data_shards()) == options_.shard;
}

tl::expected<std::vector<transport::OutputMessage>, std::string> Publisher::messages_for(
    const RecordedEvent& recorded) const {
  const auto event = codec::decode<Event>(recorded.type, recorded.schema, recorded.payload);
  if (!event) return tl::unexpected(event.error().detail);
  const auto* repeated = std::get_if<CommandRepeated>(&*event);
  if (!repeated) return told(recorded, *event, recorded.position, false);
  codec::Result<Event> first = tl::unexpected(codec::CodecError{});
  const auto read = log_.read(recorded.shard, repeated->position, 1, [&](const RecordedEvent& e) {
    first = codec::decode<Event>(e.type, e.schema, e.payload);
    return false;
  });
  if (!read) return tl::unexpected(read.error().detail);
  if (!first) return tl::unexpected(first.error().detail);
  return told(recorded, *first, repeated->position, true);
}

// An answer with a document in it shows the document as it was `then`.
tl::expected<std::vector<transport::OutputMessage>, std::string> Publisher::told(
    const RecordedEvent& recorded, const Event& event, Position then, bool repeated) const {
  const auto tell = [&](const transport::DocumentView* document) {
    return repeated ? transport::repeated_outcome(recorded, event, publication_, document)
                    : transport::messages_of(recorded, event, publication_, document);
  };
  const auto* applied = std::get_if<OffersApplied>(&event);
  if (applied == nullptr || !transport::shows_document(*applied)) return tell(nullptr);
  const auto found = document_at(log_, applied->document, then);
  if (!found) return tl::unexpected(found.error().detail);
  const transport::DocumentView document = view_of(*found, applied->account);
  auto messages = tell(&document);
  const bool fits = std::all_of(messages.begin(), messages.end(), [&](const auto& message) {
    return message.value.value.size() <= options_.outcome_bytes_max;
  });
  return fits ? std::move(messages) : tell(nullptr);
}

bool Publisher::send() {
  bool worked = false;
  while (!outbox_.empty() && options_.now() >= retry_at_) {
    const auto queued = sink_->send(outbox_.front());
    if (!queued) {
      failed(queued.error());
      break;
    }
    if (!*queued) break;
    outbox_.pop_front();
    worked = true;
  }
  return worked;
}

bool Publisher::take_reports() {
  if (!sink_) return false;
  const bool more = outbox_.empty() && trail_.next() < log_.end(options_.shard);
  auto delivered = sink_->poll(trail_.open() > 0 && !more ? options_.poll_ms_max : 0);
  if (!delivered) {
    failed(delivered.error());
    return false;
  }
  for (transport::Delivered& report : *delivered) {
    landed(report.tag, {{std::move(report.topic), report.partition}, report.offset});
  }
  settle();
  const std::lock_guard lock(status_mutex_);
  status_.sent += delivered->size();
  if (options_.now() >= retry_at_) status_.waiting.clear();
  return !delivered->empty();
}

void Publisher::landed(Position position, Place place) {
  landed_[position].push_back(std::move(place));
  trail_.done(position);
}

void Publisher::settle() {
  const Position reached = trail_.reached().position;
  while (!landed_.empty() && landed_.begin()->first < reached) {
    for (const Place& place : landed_.begin()->second) {
      std::int64_t& end = ends_[place.partition];
      end = std::max(end, place.offset + 1);
    }
    landed_.erase(landed_.begin());
  }
}

// Where a restart has to read from to find all that was sent from `reached` on.
std::vector<OutputOffset> Publisher::outputs() const {
  std::map<Partition, std::int64_t> from = ends_;
  const auto include = [&](const Place& place) {
    std::int64_t& end = from[place.partition];
    end = std::min(end, place.offset);
  };
  for (const auto& [position, places] : landed_)
    std::for_each(places.begin(), places.end(), include);
  for (const auto& [id, place] : there_) include(place);
  std::vector<OutputOffset> outputs;
  for (const auto& [partition, end] : from)
    outputs.push_back({partition.first, partition.second, end});
  return outputs;
}

void Publisher::report() {
  const Reached reached = trail_.reached();
  const bool advanced = reached.position > status_.published;
  {
    const std::lock_guard lock(status_mutex_);
    status_.published = reached.position;
    status_.in_flight = trail_.open();
  }
  unreported_ = unreported_ || advanced;
  const Instant now = options_.now();
  if (!unreported_ || !to_read_back_.empty() ||
      (now < report_at_ && now.ms + report_ms >= report_at_.ms))
    return;
  report_at_ = {now.ms + report_ms};
  unreported_ = false;
  progress_.published(reached, outputs());
}

void Publisher::failed(const transport::BusError& error) {
  retry_at_ = {options_.now().ms + options_.retry_ms};
  // What is queued stays queued in a client that waits for a broker, and a message that is too
  // large is tried again when the topic's limit has been raised. Any other failure is the end of
  // the client.
  if (error.kind != transport::BusError::Kind::unavailable &&
      error.kind != transport::BusError::Kind::too_large) {
    sink_.reset();
  }
  const std::lock_guard lock(status_mutex_);
  ++status_.retries;
  status_.waiting = error.detail.empty() ? "the broker does not answer" : error.detail;
}

void Publisher::stop(std::string why) {
  const std::lock_guard lock(status_mutex_);
  status_.stopped = std::move(why);
}

PublisherStatus Publisher::status() const {
  const std::lock_guard lock(status_mutex_);
  return status_;
}

}  // namespace proffer::runtime
