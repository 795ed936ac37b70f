// Reading a log from its beginning: verified (hash, check, chain, records decoded), with the
// events' fields as well, and beside a raw RocksDB scan of the same frames. See --help.
#include "bench/log_bench.hpp"
#include "events/check.hpp"
#include "events/codec/codec.hpp"
#include "events/event.hpp"
#include "store/log.hpp"

#include <fmt/format.h>
#include <rocksdb/db.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::bench {
namespace {

constexpr std::string_view help =
    "bench_replay [--smoke] [folder]\n"
    "Writes a log of appends of two events of 200 bytes and reads it again from the beginning.\n"
    "Before that, a process that writes a log of 10 million such events is killed, and the time "
    "is\n"
    "taken from opening what it leaves to the first append.\n"
    "Figures are events for a second of processor time, medians of the rounds.\n"
    "The folder (by default in the system's temporary one) should be on the disk to measure.\n";

constexpr std::size_t appends_a_frame = 512;

// Appends of two events of 200 bytes, a stream each, at versions from `version` on.
std::vector<store::Append> appends_at(std::uint64_t version) {
  const AccountEvent event = ActiveDocumentSet{{std::string(198, 'd')}};  // with its length
  std::vector<store::Append> appends(appends_a_frame);
  for (std::size_t i = 0; i < appends.size(); ++i) {
    store::Append& append = appends[i];
    const StreamId stream{Category::account, fmt::format("A-{:06}", i)};
    append.streams.assign(1, {stream, version, 2});
    append.count = 2;
    codec::RecordWriter writer{append.records};
    const CommandHeader header{.correlation = "r-1", .actor = "bench"};
    CHECK(writer.write(stream, version + 1, header, event));
    CHECK(writer.write(stream, version + 2, header, event));
  }
  return appends;
}

void fill(store::Log& log, std::size_t events) {
  for (std::uint64_t version = 0; log.end(0) < events; version += 2) {
    CHECK(log.append(appends_at(version)).has_value());
  }
}

// A process fills a log and is killed; how long it takes until the log accepts an append again.
void open_after_kill(const std::filesystem::path& folder, std::size_t events) {
  const pid_t child = ::fork();
  if (child == 0) {
    fill(*open_log(folder, 1), events);
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  CHECK(::waitpid(child, &status, 0) == child && WIFSIGNALED(status));
  const auto start = Clock::now();
  const double processor = processor_seconds(RUSAGE_SELF);
  const auto log = open_log(folder, 1);
  const auto appends =
      appends_at(log->stream_version({Category::account, fmt::format("A-{:06}", 0)}).value());
  const auto answers = log->append(appends);
  CHECK(answers && answers->front().verdict == store::Appended::Verdict::durable);
  fmt::print("{} events, process killed: first append durable after {:.0f} ms ({:.0f} ms CPU)\n",
             answers->front().first, microseconds_since(start) / 1e3,
             (processor_seconds(RUSAGE_SELF) - processor) * 1e3);
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
  const double start = processor_seconds(RUSAGE_THREAD);
  result = work();
  return static_cast<double>(events) / (processor_seconds(RUSAGE_THREAD) - start);
}

void run(const std::filesystem::path& parent, Length length) {
  const bool smoke = length == Length::smoke;
  const TemporaryFolder killed{parent};
  open_after_kill(killed.path(), smoke ? 4'000 : 10'000'000);
  const TemporaryFolder temporary{parent};
  const std::filesystem::path& folder = temporary.path();
  fill(*open_log(folder, 1), smoke ? 4'000 : 2'000'000);

  const auto start = Clock::now();
  const auto log = open_log(folder, 1);
  const double opening_ms = microseconds_since(start) / 1e3;
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
  fmt::print("{} events, {} bytes of frames; opened in {:.0f} ms\n", events, bytes, opening_ms);
  fmt::print("verified {:.0f}, with fields {:.0f}, raw scan {:.0f} events a second of a core\n",
             median(verified), median(with_fields), median(scanned));
  fmt::print("verified/scan {:.2f}, with fields/scan {:.2f}; result {:016x}\n",
             median(verified) / median(scanned), median(with_fields) / median(scanned), hash);
}

}  // namespace
}  // namespace proffer::bench

int main(int argc, char** argv) {
  return proffer::bench::main_of(argc, argv, proffer::bench::help, proffer::bench::run);
}
