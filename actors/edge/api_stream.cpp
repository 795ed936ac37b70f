// GET /v1/stream: server-sent events straight from the log (WHATWG HTML, "Server-sent events").
#include "actors/edge/listing.hpp"
#include "events/codec/codec.hpp"
#include "events/transport/cloud_event.hpp"
#include "events/transport/rfc3339.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace proffer::edge {
namespace {

const transport::Publication publication{.topics = transport::topic_names("")};

// Which events a reader wants: all, or those of a category, or of what an output topic tells.
struct Filter {
  Category category = Category::unknown;  // unknown: any
  std::string_view topic;                 // empty: any
  bool wants_category_of(const RecordedEvent& recorded) const {
    return category == Category::unknown || category == recorded.stream.category;
  }
  bool wants(const RecordedEvent& recorded, const Event& event) const {
    return topic.empty() || topic == transport::topic_of(recorded, event, publication);
  }
};

std::string_view name_of(Cause::Kind kind) {
  switch (kind) {
    case Cause::Kind::none: return "none";
    case Cause::Kind::request: return "request";
    case Cause::Kind::record: return "record";
    case Cause::Kind::command: return "command";
    case Cause::Kind::reaction: return "reaction";
  }
  return "none";
}

// The envelope, and the event's own fields under `data`.
std::string event_json(const RecordedEvent& recorded, const Event& event) {
  const auto& command = recorded.command;
  boost::json::object envelope;
  envelope["shard"] = recorded.shard;
  envelope["position"] = recorded.position;
  envelope["stream"] = to_string(recorded.stream);
  envelope["version"] = recorded.version;
  envelope["type"] = recorded.type;
  envelope["schema"] = recorded.schema;
  envelope["recorded"] = transport::format_rfc3339(recorded.recorded);
  envelope["at"] = transport::format_rfc3339(command.at);
  envelope["cause"] = boost::json::object{{"kind", name_of(command.cause.kind)},
                                          {"source", command.cause.source},
                                          {"number", command.cause.number}};
  envelope["correlation"] = command.correlation;
  envelope["actor"] = command.actor;
  envelope["catalogue"] = command.catalogue;
  std::string text = boost::json::serialize(envelope);
  text.back() = ',';
  return text + "\"data\":" + codec::to_json(event) + "}";
}

// Reads each shard on from where it is. A reader that is slow, or away for a while, just reads
// further behind.
class LogStream final : public BodyStream {
 public:
  LogStream(const store::Log& log, Filter filter, Positions from, std::size_t bytes_max)
      : log_(log), filter_(filter), next_(std::move(from)), bytes_max_(bytes_max) {}

  std::optional<std::string> next() override {
    std::string chunk;
    if (!greeted_) chunk = "retry: 2000\n" + place();
    greeted_ = true;
    const auto before = next_;
    const auto greeting = chunk.size();
    for (const auto& [shard, position] : before) {
      if (position < log_.end(shard) && !read(shard, chunk)) return std::nullopt;
    }
    // Read but nothing to say: a reader that comes back need not have it read again.
    if (chunk.size() == greeting && next_ != before) chunk += place();
    return chunk;
  }
  std::string heartbeat() override { return ":\n\n"; }

 private:
  // An `id` without data moves the reader's Last-Event-ID and dispatches no event.
  std::string place() const { return "id: " + positions_text(next_) + "\n\n"; }

  bool read(ShardId shard, std::string& chunk) {
    bool sound = true;
    const auto share = bytes_max_ / next_.size();  // so that no shard waits for another
    const auto begin = chunk.size();
    const auto done = log_.read(shard, next_[shard], share, [&](const RecordedEvent& event) {
      next_[shard] = event.position + 1;
      if (!filter_.wants_category_of(event)) return true;
      const auto said = codec::decode<Event>(event.type, event.schema, event.payload);
      sound = said.has_value();
      if (!sound) return false;
      if (!filter_.wants(event, *said)) return true;
      chunk += "id: " + positions_text(next_) + "\nevent: " + event.type +
               "\ndata: " + event_json(event, *said) + "\n\n";
      return chunk.size() - begin < share;
    });
    return done.has_value() && sound;
  }

  const store::Log& log_;
  Filter filter_;
  Positions next_;  // of each shard, the first position not read yet
  std::size_t bytes_max_;
  bool greeted_ = false;
};

struct Topic {
  std::string_view name;
  const std::string& full;
};
const std::array<Topic, 5> topics = {{{"order", publication.topics.order},
                                      {"quote", publication.topics.quote},
                                      {"outcome", publication.topics.outcome},
                                      {"membership", publication.topics.membership},
                                      {"dlq", publication.topics.dead_letter}}};

tl::expected<Filter, Problem> filter_of(const HttpRequest& request) {
  Filter filter;
  if (const auto category = request.parameter("category")) {
    const auto found = category_named(*category);
    if (found == Category::unknown) {
      return tl::unexpected(mistake("CATEGORY_UNKNOWN",
                                    "There is no such category; use account, order, quote, "
                                    "catalogue, product_offer or shard.",
                                    "category"));
    }
    filter.category = found;
  }
  if (const auto topic = request.parameter("topic")) {
    const auto found = std::find_if(topics.begin(), topics.end(), [&](const Topic& known) {
      return *topic == known.name || *topic == known.full;
    });
    if (found == topics.end()) {
      return tl::unexpected(mistake(
          "TOPIC_UNKNOWN", "There is no such topic; use order, quote, outcome, membership or dlq.",
          "topic"));
    }
    filter.topic = found->full;
  }
  return filter;
}

// From the end when nothing is said; a shard that is not named, from its beginning.
tl::expected<Positions, Problem> start_of(const HttpRequest& request, const store::Log& log) {
  std::string after(request.header("Last-Event-ID"));
  if (after.empty()) after = request.parameter("after").value_or("");
  Positions from;
  for (const auto shard : log.shards()) from[shard] = after.empty() ? log.end(shard) : 0;
  if (after.empty() || after == "0") return from;
  const auto given = positions_of(after);
  if (!given) {
    return tl::unexpected(mistake("POSITION_INVALID",
                                  "This is not <shard>:<position>[,…]; use an event's id, or 0.",
                                  "after"));
  }
  for (const auto& [shard, position] : *given) {
    const auto place = from.find(shard);
    if (place == from.end() || position > log.end(shard)) {
      return tl::unexpected(mistake("POSITION_UNKNOWN",
                                    "The log has no position " + position_text(shard, position) +
                                        "; was it read from another log?",
                                    "after"));
    }
    place->second = position;
  }
  return from;
}

}  // namespace

void get_stream(Shared& shared, const ExchangePtr& exchange) {
  auto filter = filter_of(exchange->request);
  if (!filter) return exchange->problem(400, Problems{filter.error()});
  auto from = start_of(exchange->request, shared.parts.log);
  if (!from) return exchange->problem(400, Problems{from.error()});
  exchange->answer(
      {.status = 200,
       .headers = {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}},
       .stream = std::make_shared<LogStream>(shared.parts.log, *filter, std::move(*from),
                                             shared.options.stream_bytes_max)});
}

}  // namespace proffer::edge
