// Every call that brings bytes to the disk fails once: nothing is acknowledged from then on, and
// what was acknowledged before is there, once, when the log is opened again.
#include "tests/store/store_fixture.hpp"

#include <atomic>

namespace proffer::store {
namespace {

// What brings bytes, or the names of files, to the disk.
enum class Call { append, sync, write, sync_places, sync_directory, rename };

// Counts calls of one kind, and lets one of them fail. What fails to write has written half.
class OneFault {
 public:
  OneFault(Call call, int at) : call_(call), left_(at) {}
  bool due(Call call) { return call == call_ && left_.fetch_sub(1) == 1; }
  bool happened() const { return left_ <= 0; }

  static rocksdb::IOStatus error() { return rocksdb::IOStatus::IOError("a fault of the test"); }

 private:
  Call call_;
  std::atomic<int> left_;
};

class FailingFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FailingFile(std::unique_ptr<rocksdb::FSWritableFile> file, OneFault& fault)
      : FSWritableFileOwnerWrapper(std::move(file)), fault_(fault) {}

  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override {
    if (!fault_.due(Call::append)) return FSWritableFileOwnerWrapper::Append(data, options, debug);
    const auto half =
        FSWritableFileOwnerWrapper::Append({data.data(), data.size() / 2}, options, debug);
    return half.ok() ? OneFault::error() : half;
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo&,
                           rocksdb::IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                         rocksdb::IODebugContext* debug) override {
    return fault_.due(Call::sync) ? OneFault::error()
                                  : FSWritableFileOwnerWrapper::Sync(options, debug);
  }
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override {
    return fault_.due(Call::sync) ? OneFault::error()
                                  : FSWritableFileOwnerWrapper::Fsync(options, debug);
  }

 private:
  OneFault& fault_;
};

class FailingPlaces : public rocksdb::FSRandomRWFileOwnerWrapper {
 public:
  FailingPlaces(std::unique_ptr<rocksdb::FSRandomRWFile> file, OneFault& fault)
      : FSRandomRWFileOwnerWrapper(std::move(file)), fault_(fault) {}

  rocksdb::IOStatus Write(std::uint64_t offset, const rocksdb::Slice& data,
                          const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override {
    if (!fault_.due(Call::write))
      return FSRandomRWFileOwnerWrapper::Write(offset, data, options, debug);
    const auto half =
        FSRandomRWFileOwnerWrapper::Write(offset, {data.data(), data.size() / 2}, options, debug);
    return half.ok() ? OneFault::error() : half;
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                         rocksdb::IODebugContext* debug) override {
    return fault_.due(Call::sync_places) ? OneFault::error()
                                         : FSRandomRWFileOwnerWrapper::Sync(options, debug);
  }

 private:
  OneFault& fault_;
};

class FailingDirectory : public rocksdb::FSDirectoryWrapper {
 public:
  FailingDirectory(std::unique_ptr<rocksdb::FSDirectory> directory, OneFault& fault)
      : FSDirectoryWrapper(std::move(directory)), fault_(fault) {}

  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override {
    return fault_.due(Call::sync_directory) ? OneFault::error()
                                            : FSDirectoryWrapper::Fsync(options, debug);
  }
  rocksdb::IOStatus FsyncWithDirOptions(const rocksdb::IOOptions& options,
                                        rocksdb::IODebugContext* debug,
                                        const rocksdb::DirFsyncOptions& why) override {
    return fault_.due(Call::sync_directory)
               ? OneFault::error()
               : FSDirectoryWrapper::FsyncWithDirOptions(options, debug, why);
  }

 private:
  OneFault& fault_;
};

class FailingFiles : public rocksdb::FileSystemWrapper {
 public:
  FailingFiles(const std::shared_ptr<rocksdb::FileSystem>& files, OneFault& fault)
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
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory,
                                 rocksdb::IODebugContext* debug) override {
    const auto status = FileSystemWrapper::NewDirectory(path, options, directory, debug);
    if (status.ok()) *directory = std::make_unique<FailingDirectory>(std::move(*directory), fault_);
    return status;
  }
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
    return fault_.due(Call::rename) ? OneFault::error()
                                    : FileSystemWrapper::RenameFile(from, to, options, debug);
  }

 private:
  OneFault& fault_;
};

// So small that frames reach tables and the index is written down while it runs.
LogOptions tiny_options() {
  LogOptions options = small_options("/store");
  options.frame_bytes_max = 16 * 1024;
  options.memory_bytes_max = 512 * 1024;
  options.index_tail_events_max = 6;
  options.prewritten_bytes_max = 128 * 1024;
  // Every look at the clock is a second later, so that the end mark is synced by every append.
  options.steady = [at = std::chrono::steady_clock::time_point{}]() mutable {
    return at += std::chrono::seconds{1};
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

// Nothing that was acknowledged is missing, and what failed is there as a whole or not at all.
void expect_kept(const Log& log, int acknowledged) {
  const auto kept = static_cast<int>(log.end(0)) - 1;
  ASSERT_GE(kept, acknowledged);
  ASSERT_LE(kept, acknowledged + 1);
  const auto events = log.read_stream(account(1), 0);
  ASSERT_TRUE(events.has_value()) << events.error().detail;
  ASSERT_EQ(events->size(), static_cast<std::size_t>(kept));
  for (int i = 0; i < rounds; ++i) {
    const Cause cause{Cause::Kind::record, 1, static_cast<std::uint64_t>(i)};
    ASSERT_EQ(log.is_done(0, cause), i < kept);
  }
}

struct Walk {
  Call call;
  const char* name;
  int faults_min;  // the walk has to meet so many calls, or it walks past them
};

class Fault : public testing::TestWithParam<Walk> {};

INSTANTIATE_TEST_SUITE_P(At, Fault,
                         testing::Values(Walk{Call::append, "Append", 2 * rounds},
                                         Walk{Call::sync, "Sync", rounds},
                                         Walk{Call::write, "Write", 2 * rounds},
                                         Walk{Call::sync_places, "SyncOfPlaces", 2 * rounds},
                                         Walk{Call::sync_directory, "SyncOfADirectory", 3},
                                         Walk{Call::rename, "Rename", 3}),
                         [](const auto& at) { return std::string{at.param.name}; });

TEST_P(Fault, WhateverFailsWhatWasAcknowledgedIsThereOnce) {
  bool happened = true;
  int faults = 0;
  for (int at = 1; happened; ++at, ++faults) {
    SCOPED_TRACE("fault at call " + std::to_string(at));
    const auto files = memory_files();
    OneFault fault{GetParam().call, at};
    int acknowledged = 0;
    {
      const auto log = RocksLog::open(tiny_options(), std::make_shared<FailingFiles>(files, fault));
      if (log) acknowledged = append_until_error(**log);
    }
    happened = fault.happened();
    const auto log = RocksLog::open(tiny_options(), files);
    ASSERT_TRUE(log.has_value()) << log.error().detail;
    ASSERT_NO_FATAL_FAILURE(expect_kept(**log, acknowledged));
    const auto verified = verify_on(files, "/store", {});
    ASSERT_TRUE(verified.has_value()) << verified.error().detail;
  }
  EXPECT_GE(faults, GetParam().faults_min);
}

}  // namespace
}  // namespace proffer::store
