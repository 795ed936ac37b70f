// The end mark reaches the disk about a second after it was written, whatever comes behind it.
#include "tests/store/store_fixture.hpp"

#include <chrono>

namespace proffer::store {
namespace {

// Of the end mark's file.
struct Syncs {
  int count = 0;
  bool fail = false;  // from now on
};

class MarkFile : public rocksdb::FSRandomRWFileOwnerWrapper {
 public:
  MarkFile(std::unique_ptr<rocksdb::FSRandomRWFile> file, Syncs& syncs)
      : FSRandomRWFileOwnerWrapper(std::move(file)), syncs_(syncs) {}

  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                         rocksdb::IODebugContext* debug) override {
    ++syncs_.count;
    if (syncs_.fail) return rocksdb::IOStatus::IOError("as the test wants it");
    return FSRandomRWFileOwnerWrapper::Sync(options, debug);
  }

 private:
  Syncs& syncs_;
};

class MarkFiles : public rocksdb::FileSystemWrapper {
 public:
  explicit MarkFiles(Syncs& syncs) : FileSystemWrapper(memory_files()), syncs_(syncs) {}
  const char* Name() const override { return "MarkFiles"; }

  rocksdb::IOStatus NewRandomRWFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    const auto status = FileSystemWrapper::NewRandomRWFile(path, options, file, debug);
    if (status.ok() && path.ends_with("end-mark")) {
      *file = std::make_unique<MarkFile>(std::move(*file), syncs_);
    }
    return status;
  }

 private:
  Syncs& syncs_;
};

class EndMarkSync : public testing::Test {
 protected:
  void SetUp() override {
    LogOptions options = small_options("/store");
    options.now = [this] { return wall_; };
    options.steady = [this] { return std::chrono::steady_clock::time_point{steady_}; };
    auto opened = RocksLog::open(options, std::make_shared<MarkFiles>(syncs_));
    ASSERT_TRUE(opened.has_value()) << opened.error().detail;
    log_ = std::move(*opened);
  }
  bool append() {
    const Append next = command(account(1), version_++);
    return log_->append({&next, 1}).has_value();
  }

  Syncs syncs_;
  Instant wall_{1'700'000'000'000};
  std::chrono::milliseconds steady_{0};
  std::uint64_t version_ = 0;
  std::unique_ptr<store::Log> log_;
};

TEST_F(EndMarkSync, AnAppendSyncsItOnceASecond) {
  EXPECT_TRUE(append());
  steady_ += std::chrono::milliseconds{999};
  EXPECT_TRUE(append());
  EXPECT_EQ(syncs_.count, 0);
  steady_ += std::chrono::milliseconds{1};
  EXPECT_TRUE(append());
  EXPECT_TRUE(append());
  EXPECT_EQ(syncs_.count, 1);
}

TEST_F(EndMarkSync, AClockThatIsSetBackDoesNotPutItOff) {
  wall_.ms -= 3'600'000;
  steady_ += std::chrono::seconds{1};
  EXPECT_TRUE(append());
  EXPECT_EQ(syncs_.count, 1);
}

TEST_F(EndMarkSync, WhatTheLastAppendLeftIsSyncedInThePauseBehindItOnce) {
  EXPECT_TRUE(append());
  EXPECT_TRUE(log_->rest());
  EXPECT_EQ(syncs_.count, 1);
  EXPECT_TRUE(log_->rest());
  EXPECT_EQ(syncs_.count, 1);
  EXPECT_TRUE(append());
  EXPECT_TRUE(log_->rest());
  EXPECT_EQ(syncs_.count, 2);
}

TEST_F(EndMarkSync, AnErrorInAPauseIsFatal) {
  EXPECT_TRUE(append());
  syncs_.fail = true;
  const auto rested = log_->rest();
  ASSERT_FALSE(rested.has_value());
  EXPECT_EQ(rested.error().kind, StoreError::Kind::io);
  syncs_.fail = false;
  EXPECT_FALSE(append());
  EXPECT_FALSE(log_->rest());
}

}  // namespace
}  // namespace proffer::store
