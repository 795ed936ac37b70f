// The contract of the log, on a file system in memory and on the disk.
#include "tests/store/store_fixture.hpp"

#include <cstdlib>

namespace proffer::store::logs {
namespace {

enum class Where { memory, disk };

class Log : public testing::TestWithParam<Where> {
 protected:
  void SetUp() override {
    if (GetParam() == Where::memory) {
      files_ = memory_files();
      folder_ = "/store";
      return;
    }
    files_ = rocksdb::FileSystem::Default();
    std::string name = std::filesystem::temp_directory_path() / "proffer-log-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    log_.reset();
    if (GetParam() == Where::disk) std::filesystem::remove_all(folder_);
  }

  LogOptions options() const { return small_options(folder_); }
  void open(LogOptions options) {
    log_.reset();
    auto opened = RocksLog::open(std::move(options), files_);
    ASSERT_TRUE(opened.has_value()) << opened.error().detail;
    log_ = std::move(*opened);
  }
  void open() { open(options()); }
  StoreError::Kind refused(LogOptions options) {
    const auto opened = RocksLog::open(std::move(options), files_);
    EXPECT_FALSE(opened.has_value());
    return opened ? StoreError::Kind::io : opened.error().kind;
  }
  std::vector<Appended> append(const std::vector<Append>& appends) {
    auto answers = log_->append(appends);
    EXPECT_TRUE(answers.has_value()) << answers.error().detail;
    return answers ? *answers : std::vector<Appended>{};
  }

  std::shared_ptr<rocksdb::FileSystem> files_;
  std::filesystem::path folder_;
  std::unique_ptr<store::Log> log_;
};

INSTANTIATE_TEST_SUITE_P(On, Log, testing::Values(Where::memory, Where::disk), [](const auto& on) {
  return on.param == Where::memory ? "Memory" : "Disk";
});

TEST_P(Log, EveryShardBeginsWithItsGenesis) {
  LogOptions two = options();
  two.shards = 2;
  open(two);
  EXPECT_EQ(log_->shards(), (std::vector<ShardId>{0, 1, reference_shard}));
  for (const ShardId shard : log_->shards()) {
    const std::string stream = "shard/" + std::to_string(shard);
    EXPECT_EQ(lines_of(*log_, shard), std::vector<std::string>{"0 " + stream + "@1"});
    EXPECT_EQ(log_->stream_version({Category::shard, std::to_string(shard)}), 1U);
  }
  EXPECT_EQ(log_->log_id(), sample_log_id);
  EXPECT_EQ(log_->timeline().size(), 8U);
}

TEST_P(Log, AnAppendIsReadBackAfterReopening) {
  open();
  const auto answers = append({command(account(1), 0, 2), command(account(2), 0)});
  EXPECT_EQ(answers[0].first, 1U);
  EXPECT_EQ(answers[1].first, 3U);
  const std::vector<std::string> lines{"1 account/A-1@1", "2 account/A-1@2", "3 account/A-2@1"};
  EXPECT_EQ(lines_of(*log_, 0, 1), lines);
  open();
  EXPECT_EQ(log_->end(0), 4U);
  EXPECT_EQ(lines_of(*log_, 0, 1), lines);
  EXPECT_EQ(log_->stream_version(account(1)), 2U);
  EXPECT_EQ(log_->stream_version(account(3)), 0U);
}

TEST_P(Log, ACauseCountsOnce) {
  open();
  const Cause record{Cause::Kind::record, 1, 7};
  using Verdict = Appended::Verdict;
  const auto answers =
      append({command(account(1), 0, 1, record), command(account(1), 1, 1, record)});
  EXPECT_EQ(answers[0].verdict, Verdict::durable);
  EXPECT_EQ(answers[1].verdict, Verdict::already_done);
  open();
  EXPECT_TRUE(log_->is_done(0, record));
  EXPECT_EQ(append({command(account(1), 1, 1, record)})[0].verdict, Verdict::already_done);
  EXPECT_EQ(log_->end(0), 2U);
}

TEST_P(Log, AnAppendDecidedOnAnotherVersionConflicts) {
  open();
  using Verdict = Appended::Verdict;
  const auto answers = append({command(account(1), 0), command(account(1), 0),
                               command(account(1), 1), command(account(2), 5)});
  EXPECT_EQ(answers[0].verdict, Verdict::durable);
  EXPECT_EQ(answers[1].verdict, Verdict::version_conflict);
  EXPECT_EQ(answers[2].verdict, Verdict::durable);
  EXPECT_EQ(answers[3].verdict, Verdict::version_conflict);
}

TEST_P(Log, ACatalogueMustBeDurableAndNoOlderThanRecorded) {
  open();
  using Verdict = Appended::Verdict;
  Append newer = command(account(1), 0);
  newer.catalogue = 1;
  Append older = command(account(2), 0);
  Append beyond = command(account(3), 0);
  beyond.catalogue = 2;
  const auto answers = append({newer, older, beyond});
  EXPECT_EQ(answers[0].verdict, Verdict::durable);
  EXPECT_EQ(answers[1].verdict, Verdict::stale_catalogue);
  EXPECT_EQ(answers[2].verdict, Verdict::stale_catalogue);
}

TEST_P(Log, ACommandLargerThanAFrameIsTooLarge) {
  open();
  const auto answers = append({command(account(1), 0, 1, {}, 1, 5000), command(account(1), 0)});
  EXPECT_EQ(answers[0].verdict, Appended::Verdict::too_large);
  EXPECT_EQ(answers[1].verdict, Appended::Verdict::durable);
}

TEST_P(Log, AStreamIsFoundAcrossFramesIndexRowsAndReopening) {
  open();
  std::vector<std::string> expected;
  std::uint64_t versions = 0;
  for (int round = 0; round < 60; ++round) {
    append({command(account(1), versions, 2), command(account(round + 2), 0, 3)});
    versions += 2;
  }
  for (const bool again : {false, true}) {
    if (again) open();
    for (const std::uint64_t from : {std::uint64_t{0}, std::uint64_t{50}, std::uint64_t{119}}) {
      const auto events = log_->read_stream(account(1), from);
      ASSERT_TRUE(events.has_value()) << events.error().detail;
      const std::uint64_t first = std::max<std::uint64_t>(from, 1);
      ASSERT_EQ(events->size(), versions - first + 1);
      for (std::size_t i = 0; i < events->size(); ++i) {
        EXPECT_EQ((*events)[i].version, first + i);
        EXPECT_EQ((*events)[i].stream, account(1));
      }
    }
    EXPECT_EQ(log_->stream_version(account(40)), 3U);
    EXPECT_TRUE(log_->read_stream(account(1000), 0)->empty());
  }
}

TEST_P(Log, ReadingMayStartInsideAFrame) {
  open();
  append({command(account(1), 0, 3), command(account(2), 0, 3)});
  const auto all = lines_of(*log_, 0);
  for (Position from = 0; from <= log_->end(0); ++from) {
    EXPECT_EQ(lines_of(*log_, 0, from),
              std::vector<std::string>(all.begin() + static_cast<std::ptrdiff_t>(from), all.end()));
  }
}

TEST_P(Log, WithoutItsDerivedFolderAStreamReadsTheSame) {
  open();
  for (std::uint64_t i = 0; i < 40; ++i) append({command(account(1), i * 3, 3)});
  ASSERT_TRUE(log_->save_snapshot(account(1), {3, 9, 77, "state"}));
  log_.reset();
  std::vector<std::string> names;
  const std::string derived = folder_ / "derived";
  ASSERT_TRUE(files_->GetChildren(derived, {}, &names, nullptr).ok());
  std::size_t removed = 0;
  for (const std::string& name : names) {
    removed += files_->DeleteFile(derived + "/" + name, {}, nullptr).ok() ? 1 : 0;
  }
  ASSERT_GT(removed, 2U);
  open();
  const auto events = log_->read_stream(account(1), 0);
  ASSERT_TRUE(events.has_value()) << events.error().detail;
  ASSERT_EQ(events->size(), 120U);
  for (std::size_t i = 0; i < events->size(); ++i) EXPECT_EQ((*events)[i].version, i + 1);
  EXPECT_FALSE(log_->load_snapshot(account(1)).has_value());
}

TEST_P(Log, AFolderThatIsMissingIsMade) {
  LogOptions inside = options();
  inside.folder /= "new";
  open(inside);
  append({command(account(1), 0)});
  open(inside);
  EXPECT_EQ(log_->end(0), 2U);
}

TEST_P(Log, AnotherNumberOfShardsIsAnotherLog) {
  open();
  log_.reset();
  LogOptions two = options();
  two.shards = 2;
  EXPECT_EQ(refused(two), StoreError::Kind::foreign);
  open();
}

TEST_P(Log, AnOpenLogIsLocked) {
  open();
  EXPECT_EQ(refused(options()), StoreError::Kind::locked);
}

TEST_P(Log, DroppedRowsAreGoneAndTheTableBeginsAnew) {
  open();
  Tables& tables = log_->tables();
  ASSERT_TRUE(tables.write("orders", 0, 5, {{"a", "1"}, {"b", "2"}}));
  EXPECT_EQ(tables.get("orders", "b").value(), std::optional<std::string>{"2"});
  EXPECT_EQ(tables.checkpoint("orders", 0), 5U);
  ASSERT_TRUE(tables.write("orders", 0, 6, {{"a", std::nullopt}}));
  open();
  EXPECT_EQ(log_->tables().get("orders", "a").value(), std::optional<std::string>{});
  ASSERT_TRUE(log_->tables().drop("orders"));
  EXPECT_EQ(log_->tables().get("orders", "b").value(), std::optional<std::string>{});
  EXPECT_EQ(log_->tables().checkpoint("orders", 0), 0U);
  open();
  EXPECT_EQ(log_->tables().get("orders", "b").value(), std::optional<std::string>{});
}

TEST_P(Log, ASnapshotIsKept) {
  open();
  ASSERT_TRUE(log_->save_snapshot(account(1), {3, 9, 77, "state"}));
  open();
  const auto snapshot = log_->load_snapshot(account(1));
  ASSERT_TRUE(snapshot.has_value());
  EXPECT_EQ(snapshot->version, 3U);
  EXPECT_EQ(snapshot->position, 9U);
  EXPECT_EQ(snapshot->fingerprint, 77U);
  EXPECT_EQ(snapshot->bytes, "state");
  EXPECT_FALSE(log_->load_snapshot(account(2)).has_value());
}

TEST_P(Log, VerifyingBesideARunningLogCountsWhatIsThere) {
  open();
  append({command(account(1), 0, 3)});
  const auto stats = verify_on(files_, folder_, {});
  ASSERT_TRUE(stats.has_value()) << stats.error().detail;
  EXPECT_EQ(stats->log_id, log_->log_id());
  const auto own = log_->stats();
  ASSERT_EQ(stats->shards.size(), own->shards.size());
  for (std::size_t i = 0; i < own->shards.size(); ++i) {
    EXPECT_EQ(stats->shards[i].end, own->shards[i].end);
    EXPECT_EQ(stats->shards[i].frames, own->shards[i].frames);
    EXPECT_EQ(stats->shards[i].last_frame, own->shards[i].last_frame);
  }
}

TEST(LogTest, AReaderFindsEveryShardOfALogAlsoThoseWithoutEvents) {
  const auto files = memory_files();
  constexpr std::uint16_t shards = 4;
  const StreamId stream = account(1);
  const ShardId full = shard_of(stream, shards);
  {
    LogOptions options = small_options("/store");
    options.shards = shards;
    auto log = RocksLog::open(options, files);
    ASSERT_TRUE(log.has_value()) << log.error().detail;
    ASSERT_TRUE((*log)->append({{command(stream, 0, 3, {}, shards)}}));
  }
  LogOptions options = small_options("/store");
  options.read_only = true;  // and does not know how many shards there are
  auto log = RocksLog::open(options, files);
  ASSERT_TRUE(log.has_value()) << log.error().detail;
  EXPECT_EQ((*log)->data_shards(), shards);
  for (ShardId shard = 0; shard < shards; ++shard) {
    EXPECT_EQ((*log)->end(shard), shard == full ? 4U : 1U) << shard;
    EXPECT_EQ(lines_of(**log, shard).size(), (*log)->end(shard)) << shard;
  }
  EXPECT_EQ((*log)->end(reference_shard), 1U);
  const auto events = (*log)->read_stream(stream, 1);
  ASSERT_TRUE(events.has_value()) << events.error().detail;
  EXPECT_EQ(events->size(), 3U);
}

}  // namespace
}  // namespace proffer::store::logs
