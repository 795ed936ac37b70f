#include "store/prewritten_files.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace proffer::store {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

class PrewrittenFile : public rocksdb::FSWritableFile {
 public:
  PrewrittenFile(std::string path, std::unique_ptr<rocksdb::FSRandomRWFile> file,
                 std::shared_ptr<rocksdb::FileSystem> files,
                 std::shared_ptr<const std::string> zeros)
      : path_(std::move(path)),
        file_(std::move(file)),
        files_(std::move(files)),
        zeros_(std::move(zeros)) {}

  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  IODebugContext* debug) override {
    IOStatus status = prewrite(data.size(), options, debug);
    if (status.ok()) status = file_->Write(end_, data, options, debug);
    if (!status.ok()) return status;
    end_ += data.size();
    written_ = std::max(written_, end_);
    return status;
  }
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo&, IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Flush(const IOOptions& options, IODebugContext* debug) override {
    return file_->Flush(options, debug);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    return file_->Sync(options, debug);
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return file_->Fsync(options, debug);
  }
  bool IsSyncThreadSafe() const override { return true; }
  std::uint64_t GetFileSize(const IOOptions&, IODebugContext*) override { return end_; }
  IOStatus Truncate(std::uint64_t, const IOOptions&, IODebugContext*) override {
    return IOStatus::OK();  // to where it ends, when it is closed
  }
  IOStatus Close(const IOOptions& options, IODebugContext* debug) override {
    IOStatus status = file_->Close(options, debug);
    if (!status.ok() || written_ == end_) return status;
    std::unique_ptr<rocksdb::FSWritableFile> rest;
    status = files_->ReopenWritableFile(path_, {}, &rest, debug);
    if (status.ok()) status = rest->Truncate(end_, options, debug);
    if (status.ok()) status = rest->Close(options, debug);
    return status;
  }

 private:
  // A large record brings its own growth: its sync is long, and zeros would be written for nothing.
  IOStatus prewrite(std::size_t bytes, const IOOptions& options, IODebugContext* debug) {
    if (end_ + bytes <= written_ || bytes > zeros_->size() / 8) return IOStatus::OK();
    IOStatus status = file_->Write(written_, *zeros_, options, debug);
    if (status.ok()) written_ += zeros_->size();
    return status;
  }

  std::string path_;
  std::unique_ptr<rocksdb::FSRandomRWFile> file_;
  std::shared_ptr<rocksdb::FileSystem> files_;
  std::shared_ptr<const std::string> zeros_;
  std::uint64_t end_ = 0;      // of what was appended
  std::uint64_t written_ = 0;  // of the file
};

class PrewrittenFiles : public rocksdb::FileSystemWrapper {
 public:
  PrewrittenFiles(const std::shared_ptr<rocksdb::FileSystem>& files, std::size_t ahead_bytes)
      : FileSystemWrapper(files),
        files_(files),
        zeros_(std::make_shared<const std::string>(ahead_bytes, '\0')) {}
  const char* Name() const override { return "PrewrittenFiles"; }

  IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* file,
                           IODebugContext* debug) override {
    IOStatus status = FileSystemWrapper::NewWritableFile(path, options, file, debug);
    if (!status.ok() || !std::string_view{path}.ends_with(".log")) return status;
    // Made empty; what writes at places needs a file that is there.
    status = (*file)->Close(options.io_options, debug);
    file->reset();
    std::unique_ptr<rocksdb::FSRandomRWFile> places;
    if (status.ok()) status = NewRandomRWFile(path, options, &places, debug);
    if (status.ok()) {
      *file = std::make_unique<PrewrittenFile>(path, std::move(places), files_, zeros_);
    }
    return status;
  }

 private:
  std::shared_ptr<rocksdb::FileSystem> files_;
  std::shared_ptr<const std::string> zeros_;
};

}  // namespace

std::shared_ptr<rocksdb::FileSystem> with_prewritten_logs(
    const std::shared_ptr<rocksdb::FileSystem>& files, std::size_t ahead_bytes) {
  return std::make_shared<PrewrittenFiles>(files, ahead_bytes);
}

}  // namespace proffer::store
