#include "store/end_mark.hpp"

#include "events/check.hpp"
#include "store/bytes.hpp"
#include "store/crc32c.hpp"
#include "store/frame.hpp"
#include "store/rocks.hpp"

#include <cstring>

namespace proffer::store {
namespace {

constexpr std::string_view end_mark_magic = "PEND";
constexpr std::uint16_t end_mark_format = 1;
constexpr std::size_t block_bytes =
    4096;  // a place starts a block of its own: blocks tear, not bytes

std::string mark_of(std::uint64_t number, const std::vector<LastFrame>& shards) {
  std::string out{end_mark_magic};
  put_le<std::uint16_t>(out, end_mark_format);
  put_le<std::uint16_t>(out, static_cast<std::uint16_t>(shards.size()));
  put_le<std::uint64_t>(out, number);
  for (const LastFrame& last : shards) {
    put_le<std::uint16_t>(out, last.shard);
    put_le<std::uint64_t>(out, last.first);
    put_le<std::uint64_t>(out, last.end);
    out.append(reinterpret_cast<const char*>(last.hash.data()), last.hash.size());
  }
  put_le<std::uint32_t>(out, crc32c(out));
  return out;
}

struct Mark {
  std::uint64_t number = 0;
  std::vector<LastFrame> shards;
};

std::optional<Mark> parse(std::string_view place) {
  ByteReader reader{place};
  if (reader.take(end_mark_magic.size()) != end_mark_magic) return std::nullopt;
  if (reader.le<std::uint16_t>() != end_mark_format) return std::nullopt;
  Mark mark;
  mark.shards.resize(reader.le<std::uint16_t>());
  mark.number = reader.le<std::uint64_t>();
  for (LastFrame& last : mark.shards) {
    last.shard = reader.le<std::uint16_t>();
    last.first = reader.le<std::uint64_t>();
    last.end = reader.le<std::uint64_t>();
    const std::string_view hash = reader.take(last.hash.size());
    if (!reader.ok()) return std::nullopt;
    std::memcpy(last.hash.data(), hash.data(), hash.size());
  }
  const std::size_t summed = place.size() - reader.left();
  if (reader.le<std::uint32_t>() != crc32c(place.substr(0, summed)) || !reader.ok()) {
    return std::nullopt;
  }
  return mark;
}

}  // namespace

Result<std::optional<std::vector<LastFrame>>> EndMark::read(rocksdb::FileSystem& files,
                                                            const std::string& path) {
  const auto found = files.FileExists(path, {}, nullptr);
  if (found.IsNotFound()) return std::nullopt;
  if (!found.ok()) return tl::unexpected(error_of(found, "looking for the end mark " + path));
  std::string bytes;
  if (const auto status = rocksdb::ReadFileToString(&files, path, &bytes); !status.ok()) {
    return tl::unexpected(error_of(status, "reading the end mark " + path));
  }
  const std::string_view all = bytes;
  const auto one = parse(all.substr(0, all.size() / 2));
  const auto other = parse(all.substr(all.size() / 2));
  if (!one && !other) {
    return tl::unexpected(StoreError{StoreError::Kind::damaged,
                                     "the end mark " + path +
                                         " has no whole entry, so a lost tail of the log would not "
                                         "be seen: restore the folder from a copy"});
  }
  if (one && (!other || one->number > other->number)) return one->shards;
  return other->shards;
}

Result<std::unique_ptr<EndMark>> EndMark::create(rocksdb::FileSystem& files,
                                                 const std::string& folder, const std::string& path,
                                                 const std::vector<LastFrame>& shards) {
  std::string place = mark_of(1, shards);
  place.resize((place.size() + block_bytes - 1) / block_bytes * block_bytes);
  const std::string fresh = path + ".new";
  std::unique_ptr<EndMark> mark;
  const auto made = [&]() -> rocksdb::IOStatus {
    std::unique_ptr<rocksdb::FSWritableFile> out;
    rocksdb::IOStatus status = files.NewWritableFile(fresh, {}, &out, nullptr);
    if (status.ok()) status = out->Append(place + place, {}, nullptr);
    if (status.ok()) status = out->Sync({}, nullptr);
    if (status.ok()) status = out->Close({}, nullptr);
    if (status.ok()) status = files.RenameFile(fresh, path, {}, nullptr);
    std::unique_ptr<rocksdb::FSDirectory> directory;
    if (status.ok()) status = files.NewDirectory(folder, {}, &directory, nullptr);
    if (status.ok()) status = directory->Fsync({}, nullptr);
    std::unique_ptr<rocksdb::FSRandomRWFile> file;
    if (status.ok()) status = files.NewRandomRWFile(path, {}, &file, nullptr);
    if (status.ok()) mark.reset(new EndMark(std::move(file), place.size()));
    return status;
  }();
  if (!made.ok()) return tl::unexpected(error_of(made, "writing the end mark " + path));
  return mark;
}

Result<void> EndMark::write(const std::vector<LastFrame>& shards) {
  const std::string mark = mark_of(++number_, shards);
  CHECK(mark.size() <= place_bytes_);
  const auto status = file_->Write(number_ % 2 * place_bytes_, mark, {}, nullptr);
  if (!status.ok()) return tl::unexpected(error_of(status, "writing the end mark"));
  return {};
}

Result<void> EndMark::sync() {
  const auto status = file_->Sync({}, nullptr);
  if (!status.ok()) return tl::unexpected(error_of(status, "syncing the end mark"));
  return {};
}

}  // namespace proffer::store
