// Another log with the same events.
#include "tests/store/store_fixture.hpp"

namespace proffer::store::copying {
namespace {

constexpr const char* copy_id = "fedcba9876543210fedcba9876543210";
constexpr std::uint16_t shards = 2;

LogOptions two_shards(const std::filesystem::path& folder) {
  LogOptions options = small_options(folder);
  options.shards = shards;
  return options;
}

class Copy : public testing::Test {
 protected:
  // Frames of one and of several commands in both data shards and the reference shard, a second
  // apart.
  void SetUp() override {
    LogOptions options = two_shards("/store");
    options.now = [this] { return wall_; };
    const auto log = RocksLog::open(options, files_);
    ASSERT_TRUE(log.has_value()) << log.error().detail;
    wall_.ms += 1000;
    const StreamId catalogue{Category::catalogue, "main"};
    append(**log, {command(catalogue, 0, 2, {}, shards)});
    for (int i = 0; i < 8; ++i) {
      const Cause cause{Cause::Kind::record, 1, static_cast<std::uint64_t>(i)};
      const Append one = command(account(i), 0, 2, cause, shards);
      wall_.ms += 1000;
      append(**log, {one, command(account(i), 2, 1, {}, shards)});
    }
  }
  static void append(Log& log, std::vector<Append> appends) {
    for (Append& append : appends) append.catalogue = log.end(reference_shard);
    const auto answers = log.append(appends);
    ASSERT_TRUE(answers.has_value()) << answers.error().detail;
    for (const Appended& answer : *answers) {
      ASSERT_EQ(answer.verdict, Appended::Verdict::durable);
    }
  }
  Result<LogStats> copied() {
    const auto verified = verify_on(files_, "/store", {});
    if (!verified) return tl::unexpected(verified.error());
    return copy_on(files_, *verified, "/store", "/copy", copy_id, {});
  }

  std::shared_ptr<rocksdb::FileSystem> files_ = memory_files();
  Instant wall_{1'700'000'000'000};
};

std::vector<RecordedEvent> events_of(const Log& log, ShardId shard) {
  std::vector<RecordedEvent> events;
  EXPECT_TRUE(log.read(shard, 1, SIZE_MAX, [&](const RecordedEvent& event) {
    events.push_back(event);
    return true;
  }));
  return events;
}

TEST_F(Copy, HoldsEveryEventAtItsPositionAndTime) {
  ASSERT_TRUE(copied().has_value());
  const auto from = RocksLog::open(two_shards("/store"), files_);
  const auto to = RocksLog::open(two_shards("/copy"), files_);
  ASSERT_TRUE(from.has_value()) << from.error().detail;
  ASSERT_TRUE(to.has_value()) << to.error().detail;
  std::size_t compared = 0;
  for (const ShardId shard : (*from)->shards()) {
    const auto original = events_of(**from, shard);
    const auto copy = events_of(**to, shard);
    ASSERT_EQ(copy.size(), original.size()) << shard;
    for (std::size_t i = 0; i < copy.size(); ++i, ++compared) {
      EXPECT_EQ(copy[i].position, original[i].position);
      EXPECT_EQ(copy[i].recorded, original[i].recorded);
      EXPECT_EQ(copy[i].stream, original[i].stream);
      EXPECT_EQ(copy[i].version, original[i].version);
      EXPECT_EQ(copy[i].payload, original[i].payload);
      EXPECT_EQ(copy[i].command.catalogue, original[i].command.catalogue);
    }
  }
  EXPECT_EQ(compared, 2U + 8 * 3);
}

TEST_F(Copy, IsAnotherLogWithItsOwnTimelineThatKnowsWhatWasDone) {
  const auto source = verify_on(files_, "/store", {});
  const auto stats = copied();
  ASSERT_TRUE(stats.has_value()) << stats.error().detail;
  EXPECT_EQ(stats->log_id, copy_id);
  EXPECT_NE(stats->timeline, source->timeline);
  for (std::size_t i = 0; i < stats->shards.size(); ++i) {
    EXPECT_EQ(stats->shards[i].frames, source->shards[i].frames);
  }
  EXPECT_TRUE(verify_on(files_, "/copy", {}));
  const auto to = RocksLog::open(two_shards("/copy"), files_);
  ASSERT_TRUE(to.has_value()) << to.error().detail;
  const Cause done{Cause::Kind::record, 1, 3};
  const ShardId shard = shard_of(account(3), shards);
  EXPECT_TRUE((*to)->is_done(shard, done));
  const auto again = (*to)->append({{command(account(3), 3, 1, done, shards)}});
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->front().verdict, Appended::Verdict::already_done);
}

TEST_F(Copy, NeverGoesIntoALogThatIsThere) {
  ASSERT_TRUE(RocksLog::open(two_shards("/copy"), files_).has_value());
  const auto stats = copied();
  ASSERT_FALSE(stats.has_value());
  EXPECT_EQ(stats.error().kind, StoreError::Kind::foreign);
}

}  // namespace
}  // namespace proffer::store::copying
