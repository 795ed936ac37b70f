#include "actors/runtime/carriers/progress.hpp"

#include "actors/runtime/aggregate.hpp"
#include "events/check.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::runtime {

store::Result<domain::Shard::State> shard_state(const store::Log& log, ShardId shard) {
  Aggregate<domain::Shard> aggregate({Category::shard, std::to_string(shard)}, shard, {});
  if (auto loaded = aggregate.load(log); !loaded) return tl::unexpected(loaded.error());
  return aggregate.state();
}

void Trail::read(const RecordedEvent& event, std::size_t parts) {
  CHECK(event.position == next_);
  if (parts > 0) open_.push_back({next_, parts, news_});
  ++next_;
  if (event.type != ShardProgress::type) news_ = next_;
}

void Trail::done(Position position) {
  const auto at = std::lower_bound(open_.begin(), open_.end(), position,
                                   [](const Open& open, Position p) { return open.position < p; });
  CHECK(at != open_.end() && at->position == position && at->parts > 0);
  --at->parts;
  while (!open_.empty() && open_.front().parts == 0) open_.pop_front();
}

Reached Trail::reached() const {
  if (open_.empty()) return {next_, news_};
  return {open_.front().position, open_.front().news_before};
}

Progress::Progress(Options options, Gate& gate, ShardProgress recorded)
    : options_(std::move(options)), gate_(gate), at_start_(std::move(recorded)) {
  recorded_ = {at_start_.published, at_start_.reacted, at_start_.outputs};
  now_ = recorded_;
}

void Progress::published(Reached reached, std::vector<OutputOffset> outputs) {
  const std::lock_guard lock(mutex_);
  now_.published = std::max(now_.published, reached.position);
  now_.outputs = std::move(outputs);
  published_news_ = std::max(published_news_, reached.news);
}

void Progress::reacted(Reached reached) {
  const std::lock_guard lock(mutex_);
  now_.reacted = std::max(now_.reacted, reached.position);
  reacted_news_ = std::max(reacted_news_, reached.news);
}

// A ShardProgress moves both followers past itself; recording that would go on for ever.
bool Progress::worth_recording() const {
  return published_news_ > recorded_.published || reacted_news_ > recorded_.reacted;
}

int Progress::step() {
  const std::lock_guard lock(mutex_);
  for (auto& [tag, reply] : replies_->take()) {
    asking_ = false;
    if (reply.kind == Reply::Kind::done) recorded_ = asked_;
  }
  const Instant at = options_.now();
  if (asking_ || !worth_recording()) return options_.every_ms;
  if (at < next_) {
    // A clock that was set back must not stop progress.
    next_.ms = std::min(next_.ms, at.ms + options_.every_ms);
    return static_cast<int>(next_.ms - at.ms);
  }
  next_.ms = at.ms + options_.every_ms;
  asking_ = true;
  asked_ = now_;
  Request request{{Category::shard, std::to_string(options_.shard)}, asked_, {}};
  request.header.at = at;
  request.header.actor = "proffer";
  gate_.submit(std::move(request), Replies::to(replies_, 0));
  return options_.every_ms;
}

}  // namespace proffer::runtime
