// Every call that brings bytes to the disk fails once: nothing is acknowledged from then on, and
// what was acknowledged before is there, once, when the log is opened again.
#include "tests/store/store_fixture.hpp"

#include <atomic>

namespace proffer::store {
namespace {

// Counts appends, writes and syncs, and lets one of them fail. An append that fails has written
// half.
class Fault {
 public:
  explicit Fault(int at) : left_(at) {}
  bool due() { return left_.fetch_sub(1) == 1; }
  bool happened() const { return left_ <= 0; }

  static rocksdb::IOStatus error() { return rocksdb::IOStatus::IOError("a fault of the test"); }

 private:
  std::atomic<int> left_;
};

class FailingFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FailingFile(std::unique_ptr<rocksdb::FSWritableFile> file, Fault& fault)
      : FSWritableFileOwnerWrapper(std::move(file)), fault_(fault) {}

  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override {
    if (!fault_.due()) return FSWritableFileOwnerWrapper::Append(data, options, debug);
    const auto half =
        FSWritableFileOwnerWrapper::Append({data.data(), data.size() / 2}, options, debug);
    return half.ok() ? Fault::error() : half;
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo&,
                           rocksdb::IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                         rocksdb::IODebugContext* debug) override {
    return fault_.due() ? Fault::error() : FSWritableFileOwnerWrapper::Sync(options, debug);
  }
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override {
    return fault_.due() ? Fault::error() : FSWritableFileOwnerWrapper::Fsync(options, debug);
  }

 private:
  Fault& fault_;
};

class FailingPlaces : public rocksdb::FSRandomRWFileOwnerWrapper {
 public:
  FailingPlaces(std::unique_ptr<rocksdb::FSRandomRWFile> file, Fault& fault)
      : FSRandomRWFileOwnerWrapper(std::move(file)), fault_(fault) {}

  rocksdb::IOStatus Write(std::uint64_t offset, const rocksdb::Slice& data,
                          const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override {
    if (!fault_.due()) return FSRandomRWFileOwnerWrapper::Write(offset, data, options, debug);
    const auto half =
        FSRandomRWFileOwnerWrapper::Write(offset, {data.data(), data.size() / 2}, options, debug);
    return half.ok() ? Fault::error() : half;
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                         rocksdb::IODebugContext* debug) override {
    return fault_.due() ? Fault::error() : FSRandomRWFileOwnerWrapper::Sync(options, debug);
  }

 private:
  Fault& fault_;
};

class FailingFiles : public rocksdb::FileSystemWrapper {
 public:
  FailingFiles(const std::shared_ptr<rocksdb::FileSystem>& files, Fault& fault)
      : FileSystemWrapper(files), fault_(fault) {}
  const char* Name() const override { return "FailingFiles"; }

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    const auto status = FileSystemWrapper::NewWritableFile(path, options, file, debug);
    if (status.ok()) *file = std::make_unique<FailingFile>(std::move(*file), fault_);
    return status;
  }
  rocksdb::IOStatus NewRandomRWFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    const auto status = FileSystemWrapper::NewRandomRWFile(path, options, file, debug);
    if (status.ok()) *file = std::make_unique<FailingPlaces>(std::move(*file), fault_);
    return status;
  }

 private:
  Fault& fault_;
};

// So small that frames reach tables and the index is written down while it runs.
LogOptions tiny_options() {
  LogOptions options = small_options("/store");
  options.frame_bytes_max = 16 * 1024;
  options.memory_bytes_max = 512 * 1024;
  options.index_tail_events_max = 6;
  // Every look at the clock is a second later, so that the end mark is synced by every append.
  options.now = [at = std::make_shared<std::int64_t>(1'700'000'000'000)] {
    return Instant{*at += 1000};
  };
  return options;
}

constexpr int rounds = 6;

// Appends until there is an error; answers with how many were acknowledged.
int append_until_error(Log& log) {
  int acknowledged = 0;
  bool failed = false;
  for (int i = 0; i < rounds; ++i) {
    const Cause cause{Cause::Kind::record, 1, static_cast<std::uint64_t>(i)};
    const Append append =
        command(account(1), static_cast<std::uint64_t>(i), 1, cause, 1, std::size_t{14'000});
    const auto answers = log.append({&append, 1});
    EXPECT_FALSE(failed && answers.has_value()) << "acknowledged after an error";
    if (!answers) {
      EXPECT_EQ(answers.error().kind, StoreError::Kind::io) << answers.error().detail;
    }
    failed = failed || !answers;
    if (answers && answers->front().verdict == Appended::Verdict::durable) ++acknowledged;
  }
  return acknowledged;
}

TEST(Fault, WhateverFailsWhatWasAcknowledgedIsThereOnce) {
  bool happened = true;
  int faults = 0;
  for (int at = 1; happened; ++at, ++faults) {
    SCOPED_TRACE("fault at call " + std::to_string(at));
    const auto files = memory_files();
    Fault fault{at};
    int acknowledged = 0;
    {
      const auto log = RocksLog::open(tiny_options(), std::make_shared<FailingFiles>(files, fault));
      if (log) acknowledged = append_until_error(**log);
    }
    happened = fault.happened();
    const auto log = RocksLog::open(tiny_options(), files);
    ASSERT_TRUE(log.has_value()) << log.error().detail;
    // What failed may be there or not, but only as a whole.
    const auto kept = static_cast<int>((*log)->end(0)) - 1;
    ASSERT_GE(kept, acknowledged);
    ASSERT_LE(kept, acknowledged + 1);
    const auto events = (*log)->read_stream(account(1), 0);
    ASSERT_TRUE(events.has_value()) << events.error().detail;
    ASSERT_EQ(events->size(), static_cast<std::size_t>(kept));
    for (int i = 0; i < rounds; ++i) {
      const Cause cause{Cause::Kind::record, 1, static_cast<std::uint64_t>(i)};
      ASSERT_EQ((*log)->is_done(0, cause), i < kept);
    }
    const auto verified = verify_on(files, "/store", {});
    ASSERT_TRUE(verified.has_value()) << verified.error().detail;
  }
  EXPECT_GT(faults, 3 * rounds);  // every append writes, syncs and marks its end
}

}  // namespace
}  // namespace proffer::store
