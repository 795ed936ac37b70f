#include "tests/runtime/direct_gate.hpp"

#include "actors/domain/decider.hpp"
#include "events/check.hpp"
#include "events/codec/json.hpp"
#include "store/log.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <variant>

namespace proffer::runtime {
namespace {

domain::Catalogue fold_catalogue(const store::Log& log) {
  std::vector<Event> events;
  const auto read = log.read(
      reference_shard, 0, std::numeric_limits<std::size_t>::max(), [&](const RecordedEvent& e) {
        events.push_back(codec::decode<Event>(e.type, e.schema, e.payload).value());
        return true;
      });
  return domain::Catalogue().with(events, read.value());
}

template <class D>
void fold(const store::Log& log, const StreamId& stream, typename D::State& state) {
  const auto events = log.read_stream(stream, 1).value();
  for (const RecordedEvent& e : events) {
    if (e.type == CommandRefused::type || e.type == CommandRepeated::type) continue;
    D::evolve(state, codec::decode<typename D::Event>(e.type, e.schema, e.payload).value());
  }
}

template <class E>
Event any_event(const E& event) {
  return std::visit([](const auto& e) { return Event(e); }, event);
}
template <class C>
CommandRefused refusal(const C& command, const Problems& problems) {
  return std::visit(
      [&](const auto& c) {
        return CommandRefused{problems, std::string(c.type), codec::json_of(c)};
      },
      command);
}

// The last event of the first answer to the same request, if there is one.
std::optional<RecordedEvent> first_answer(const store::Log& log, const StreamId& stream,
                                          const CommandHeader& header) {
  std::optional<RecordedEvent> found;
  if (header.request_key.empty()) return found;
  const auto events = log.read_stream(stream, 1).value();
  for (const RecordedEvent& e : events) {
    if (e.command.request_key != header.request_key || e.type == CommandRepeated::type) continue;
    if (found && found->command.cause != e.command.cause) break;
    found = e;
  }
  return found;
}

void write(store::Log& log, const Request& request, Position catalogue,
           const std::vector<std::pair<StreamId, Event>>& events, Reply& reply) {
  if (events.empty()) return;
  store::Append append;
  append.shard = reply.shard;
  append.cause = request.header.cause;
  append.catalogue = catalogue;
  CommandHeader header = request.header;
  header.catalogue = catalogue;
  codec::RecordWriter writer(append.records);
  for (const auto& [stream, event] : events) {
    auto at = std::find_if(append.streams.begin(), append.streams.end(),
                           [&, s = stream](const auto& touched) { return touched.stream == s; });
    if (at == append.streams.end()) {
      at = append.streams.insert(at, {stream, log.stream_version(stream).value(), 0});
    }
    CHECK(writer.write(stream, at->expected + ++at->count, header, event).has_value());
    ++append.count;
    reply.events.push_back(event);
  }
  const store::Appended appended = log.append(std::span(&append, 1)).value().front();
  CHECK(appended.verdict == store::Appended::Verdict::durable ||
        appended.verdict == store::Appended::Verdict::already_done);
  if (appended.verdict == store::Appended::Verdict::already_done) {
    reply = {Reply::Kind::duplicate, reply.shard};
  } else {
    reply.end = appended.first + append.count;
  }
}

}  // namespace

DirectGate::DirectGate(store::Log& log, std::function<Instant()> now, std::uint64_t seed,
                       GateFaults faults)
    : log_(log), now_(std::move(now)), random_(seed), faults_(faults) {}

void DirectGate::submit(Request request, std::function<void(Reply)> reply) {
  const std::lock_guard lock(mutex_);
  submitted_.emplace_back(std::move(request), std::move(reply));
}

std::shared_ptr<const domain::Catalogue> DirectGate::catalogue() const {
  return std::make_shared<domain::Catalogue>(fold_catalogue(log_));
}

void DirectGate::pump(std::size_t commands_max) {
  std::vector<std::pair<std::function<void(Reply)>, Reply>> due = std::exchange(late_, {});
  for (; commands_max > 0; --commands_max) {
    std::pair<Request, std::function<void(Reply)>> next;
    {
      const std::lock_guard lock(mutex_);
      if (submitted_.empty()) break;
      next = std::move(submitted_.front());
      submitted_.pop_front();
    }
    Reply reply;
    if (happens(faults_.overloaded)) {
      reply.kind = Reply::Kind::overloaded;
      reply.retry_after_ms = 10;
    } else {
      reply = decide(next.first);
    }
    auto& answers = happens(faults_.late) ? late_ : due;
    answers.emplace_back(std::move(next.second), std::move(reply));
  }
  std::shuffle(due.begin(), due.end(), random_);
  for (auto& [answer, reply] : due) answer(std::move(reply));
}

bool DirectGate::idle() const {
  const std::lock_guard lock(mutex_);
  return submitted_.empty() && late_.empty();
}

Reply DirectGate::ask(Request request) {
  Reply answer;
  submit(std::move(request), [&](Reply reply) { answer = std::move(reply); });
  const GateFaults faults = std::exchange(faults_, {});
  while (!idle()) pump(1);
  faults_ = faults;
  return answer;
}

template <class D>
Reply DirectGate::decide(const Request& request) {
  Reply reply;
  reply.shard = shard_of(request.to, log_.data_shards());
  std::vector<std::pair<StreamId, Event>> events;
  const auto catalogue = std::make_shared<domain::Catalogue>(fold_catalogue(log_));
  if (const auto first = first_answer(log_, request.to, request.header)) {
    reply.kind = Reply::Kind::repeated;
    events.emplace_back(request.to, CommandRepeated{first->version, first->position});
  } else {
    typename D::State state;
    fold<D>(log_, request.to, state);
    for (const StreamId& owned : D::owned_streams(state)) fold<D>(log_, owned, state);
    const auto& command = std::get<typename D::Command>(request.command);
    const auto decision = D::decide(state, command, {now_(), catalogue});
    if (decision) {
      for (const auto& event : *decision) {
        events.emplace_back(D::stream_of(event, request.to), any_event(event));
      }
    } else {
      reply.kind = Reply::Kind::refused;
      reply.problems = decision.error();
      events.emplace_back(request.to, refusal(command, decision.error()));
    }
  }
  write(log_, request, catalogue->position(), events, reply);
  return reply;
}

Reply DirectGate::decide(const Request& request) {
  switch (request.to.category) {
    case Category::account: return decide<domain::Account>(request);
    case Category::shard: return decide<domain::Shard>(request);
    case Category::product_offer: return decide<domain::ProductOfferDecider>(request);
    case Category::catalogue: return decide<domain::ProductCatalogue>(request);
    case Category::workspace_project: return decide<domain::ProjectDecider>(request);
    case Category::request: return decide<domain::Questions>(request);
    case Category::workflow: return decide<domain::WorkflowInstance>(request);
    case Category::order:
    case Category::quote:
    case Category::unknown: break;
  }
  CHECK(!"an addressee without a decider");
  return {};
}

}  // namespace proffer::runtime
