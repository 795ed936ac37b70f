// The contract of the log, on a file system in memory and on the disk.
#include "tests/store/store_fixture.hpp"

#include <cstdlib>

namespace proffer::store {
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

}  // namespace
}  // namespace proffer::store
