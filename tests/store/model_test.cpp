// Whatever is appended to however many shards, and wherever the log is reopened in between, it is
// what a map of streams would hold.
#include "tests/store/store_fixture.hpp"

#include <rapidcheck.h>

#include <map>
#include <set>
#include <utility>

namespace proffer::store {
namespace {

constexpr std::uint16_t data_shards = 3;

struct Model {
  std::map<StreamId, std::uint64_t> versions;
  std::map<ShardId, std::vector<std::string>> lines;  // as `lines_of` shows them, without genesis
  std::set<std::pair<ShardId, Cause>> done;
};

// Some appends of one call; a few are decided on a version that is not the stream's, or repeat a
// cause.
std::vector<Append> some_appends(const Model& model) {
  std::vector<Append> appends;
  std::map<StreamId, std::uint64_t> versions = model.versions;
  const auto count = *rc::gen::inRange(0, 12);
  for (int i = 0; i < count; ++i) {
    const StreamId stream = account(*rc::gen::inRange(0, 6));
    const std::uint64_t wrong = *rc::gen::inRange(0, 8) == 0 ? 1 : 0;
    const Cause cause{Cause::Kind::record, 1, *rc::gen::inRange<std::uint64_t>(0, 100)};
    const auto events = *rc::gen::inRange<std::uint32_t>(1, 4);
    const auto payload = *rc::gen::inRange<std::size_t>(0, 1000);
    appends.push_back(
        command(stream, versions[stream] + wrong, events, cause, data_shards, payload));
    versions[stream] += events;
  }
  return appends;
}

void expect_verdicts(const std::vector<Append>& appends, const std::vector<Appended>& answers,
                     Model& model) {
  RC_ASSERT(answers.size() == appends.size());
  for (std::size_t i = 0; i < appends.size(); ++i) {
    const auto& touched = appends[i].streams.front();
    std::uint64_t& version = model.versions[touched.stream];
    if (model.done.contains({appends[i].shard, appends[i].cause})) {
      RC_ASSERT(answers[i].verdict == Appended::Verdict::already_done);
      continue;
    }
    if (version != touched.expected) {
      RC_ASSERT(answers[i].verdict == Appended::Verdict::version_conflict);
      continue;
    }
    RC_ASSERT(answers[i].verdict == Appended::Verdict::durable);
    auto& lines = model.lines[appends[i].shard];
    RC_ASSERT(answers[i].first == lines.size() + 1);
    for (std::uint32_t n = 0; n < touched.count; ++n) {
      lines.push_back(std::to_string(lines.size() + 1) + " " + to_string(touched.stream) + "@" +
                      std::to_string(++version));
    }
    model.done.insert({appends[i].shard, appends[i].cause});
  }
}

void expect_same(const Log& log, const Model& model) {
  for (const auto& [stream, version] : model.versions) {
    RC_ASSERT(log.stream_version(stream) == version);
    const auto events = log.read_stream(stream, 0);
    RC_ASSERT(events.has_value());
    RC_ASSERT(events->size() == version);
    for (std::size_t i = 0; i < events->size(); ++i) RC_ASSERT((*events)[i].version == i + 1);
  }
  for (const auto& [shard, lines] : model.lines) RC_ASSERT(lines_of(log, shard, 1) == lines);
  for (const auto& [shard, cause] : model.done) RC_ASSERT(log.is_done(shard, cause));
}

TEST(LogModel, ALogHoldsWhatAMapOfStreamsWould) {
  EXPECT_TRUE(rc::check([] {
    const auto files = memory_files();
    LogOptions options = small_options("/store");
    options.shards = data_shards;
    options.index_tail_events_max = *rc::gen::inRange<std::size_t>(2, 40);
    Model model;
    const auto openings = *rc::gen::inRange(1, 3);
    for (int opening = 0; opening < openings; ++opening) {
      const auto log = RocksLog::open(options, files);
      RC_ASSERT(log.has_value());
      expect_same(**log, model);
      const auto calls = *rc::gen::inRange(1, 6);
      for (int call = 0; call < calls; ++call) {
        const auto appends = some_appends(model);
        const auto answers = (*log)->append(appends);
        RC_ASSERT(answers.has_value());
        expect_verdicts(appends, *answers, model);
      }
      expect_same(**log, model);
    }
  }));
}

}  // namespace
}  // namespace proffer::store
