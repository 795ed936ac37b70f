// Reading a log from its beginning: verified (hash, check, chain, records decoded), with the
// events' fields as well, and beside a raw RocksDB scan of the same frames. See --help.
#include "events/check.hpp"
#include "events/codec/codec.hpp"
#include "events/event.hpp"
#include "store/log.hpp"

#include <fmt/format.h>
#include <rocksdb/db.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proffer {
namespace {

constexpr std::string_view help =
    "bench_replay [--smoke] [folder]\n"
    "Writes a log of appends of two events of 200 bytes and reads it again from the beginning.\n"
    "Figures are events for a second of processor time, medians of the rounds.\n"
    "The folder (by default in the system's temporary one) should be on the disk to measure.\n";

double processor_seconds() {
  rusage usage{};
  CHECK(::getrusage(RUSAGE_THREAD, &usage) == 0);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double median(std::vector<double> values) {
  CHECK(!values.empty());
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::unique_ptr<store::Log> open_log(const std::filesystem::path& folder) {
  store::LogOptions options;
  options.folder = folder;
  options.now = [] { return Instant{1'700'000'000'000}; };
  options.new_log_id = "0123456789abcdef0123456789abcdef";
  auto log = store::Log::open(options);
  if (!log) fmt::print(stderr, "bench_replay: {}\n", log.error().detail);
  CHECK(log.has_value());
  return std::move(*log);
}

void fill(store::Log& log, std::size_t events) {
  constexpr std::size_t appends_a_frame = 512;
  const AccountEvent event = ActiveDocumentSet{{std::string(198, 'd')}};  // 200 bytes
  std::vector<store::Append> appends(appends_a_frame);
  for (std::uint64_t version = 0; log.end(0) < events; version += 2) {
    for (std::size_t i = 0; i < appends.size(); ++i) {
      store::Append& append = appends[i];
      const StreamId stream{Category::account, fmt::format("A-{:06}", i)};
      append.streams.assign(1, {stream, version, 2});
      append.count = 2;
      append.records.clear();
      codec::RecordWriter writer{append.records};
      const CommandHeader header{.correlation = "r-1", .actor = "bench"};
      CHECK(writer.write(stream, version + 1, header, event));
      CHECK(writer.write(stream, version + 2, header, event));
    }
    CHECK(log.append(appends).has_value());
  }
}

// A number that is the same whenever the same events are read.
std::uint64_t replay(const store::Log& log, bool fields) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  const auto read = log.read(0, 0, SIZE_MAX, [&](const RecordedEvent& event) {
    hash = (hash ^ event.version ^ event.payload.size() << 32) * 0x100000001b3ULL;
    if (!fields) return true;
    const auto decoded = codec::decode<Event>(event.type, event.schema, event.payload);
    CHECK(decoded.has_value());
    return true;
  });
  CHECK(read == log.end(0));
  return hash;
}

std::uint64_t scan(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family) {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> rows{db.NewIterator(options, family)};
  std::uint64_t bytes = 0;
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) bytes += rows->value().size();
  CHECK(rows->status().ok());
  return bytes;
}

double events_a_second(std::uint64_t events, const std::function<std::uint64_t()>& work,
                       std::uint64_t& result) {
  const double start = processor_seconds();
  result = work();
  return static_cast<double>(events) / (processor_seconds() - start);
}

int run(const std::filesystem::path& parent, bool smoke) {
  std::string name = parent / "bench-replay-XXXXXX";
  CHECK(::mkdtemp(name.data()) != nullptr);
  const std::filesystem::path folder = name;
  fill(*open_log(folder), smoke ? 4'000 : 2'000'000);

  const auto start = std::chrono::steady_clock::now();
  const auto log = open_log(folder);
  const std::chrono::duration<double, std::milli> opening =
      std::chrono::steady_clock::now() - start;
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const char* family : {"default", "log.0", "log.65535"})
    families.emplace_back(family, rocksdb::ColumnFamilyOptions{});
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  CHECK(rocksdb::DB::OpenForReadOnly({}, (folder / "log").string(), families, &handles, &opened)
            .ok());
  const std::unique_ptr<rocksdb::DB> rows{opened};

  const std::uint64_t events = log->end(0);
  std::vector<double> verified, with_fields, scanned;
  std::uint64_t hash = 0, same = 0, bytes = 0;
  for (int round = 0; round < (smoke ? 1 : 5); ++round) {
    verified.push_back(events_a_second(
        events, [&] { return replay(*log, false); }, hash));
    with_fields.push_back(events_a_second(
        events, [&] { return replay(*log, true); }, same));
    scanned.push_back(events_a_second(
        events, [&] { return scan(*rows, handles[1]); }, bytes));
    CHECK(hash == same);
  }
  for (rocksdb::ColumnFamilyHandle* handle : handles)
    CHECK(rows->DestroyColumnFamilyHandle(handle).ok());
  fmt::print("{} events, {} bytes of frames; opened in {:.0f} ms\n", events, bytes,
             opening.count());
  fmt::print("verified {:.0f}, with fields {:.0f}, raw scan {:.0f} events a second of a core\n",
             median(verified), median(with_fields), median(scanned));
  fmt::print("verified/scan {:.2f}, with fields/scan {:.2f}; result {:016x}\n",
             median(verified) / median(scanned), median(with_fields) / median(scanned), hash);
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace proffer

int main(int argc, char** argv) {
  bool smoke = false;
  std::filesystem::path folder = std::filesystem::temp_directory_path();
  for (const std::string_view argument :
       std::span{argv, static_cast<std::size_t>(argc)}.subspan(1)) {
    if (argument == "--help") {
      fmt::print("{}", proffer::help);
      return 0;
    }
    if (argument == "--smoke") {
      smoke = true;
    } else {
      folder = argument;
    }
  }
  return proffer::run(folder, smoke);
}
