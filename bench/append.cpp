// What it costs to make events durable: the log, beside RocksDB with a key for each event, RocksDB
// with a key for each frame, and a bare file that was written before, all syncing the same bytes in
// the same run. See --help.
#include "bench/log_bench.hpp"
#include "events/check.hpp"
#include "events/codec/codec.hpp"
#include "store/frame.hpp"
#include "store/log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <rocksdb/db.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace proffer::bench {
namespace {

using store::Append;
using store::Appended;

constexpr std::string_view help =
    "bench_append [--smoke] [folder]\n"
    "Producers hand appends of two events of 200 bytes to one writer, which writes whatever\n"
    "arrived during its last write. A producer waits for its answer before it goes on.\n"
    "  limits    what the disk and the processor do at best\n"
    "  events/s  durable events a second, median of the rounds\n"
    "  a sync    events made durable by one sync\n"
    "  p50       of one write of the writer, in microseconds\n"
    "  CPU       of the whole process, microseconds an event; half of it or so are the producers'\n"
    "  rows      RocksDB with a key for each event, written by the same one writer\n"
    "  each      the same rows, but every producer is a thread that writes and syncs its own\n"
    "  frames    RocksDB with one value for what waits, and nothing of ours around it\n"
    "The folder (by default in the system's temporary one) should be on the disk to measure.\n";

constexpr std::uint16_t shards = 4;
constexpr std::size_t together = 32;  // appends handed over at once: producers are not in step
constexpr std::size_t file_bytes = 64 * 1024 * 1024;

// A file whose blocks are written already: a sync has data to write and nothing else.
class BareFile {
 public:
  explicit BareFile(const std::filesystem::path& path)
      : file_(::open(path.c_str(), O_CREAT | O_RDWR | O_TRUNC, 0600)) {
    CHECK(file_ >= 0);
    const std::string zeros(1024 * 1024, '\0');
    for (std::size_t at = 0; at < file_bytes; at += zeros.size()) put(zeros);
    CHECK(::fsync(file_) == 0);
    at_ = 0;
  }
  ~BareFile() { ::close(file_); }
  BareFile(const BareFile&) = delete;
  BareFile& operator=(const BareFile&) = delete;

  void write(std::string_view bytes) {
    if (at_ + bytes.size() > file_bytes) at_ = 0;
    put(bytes);
    CHECK(::fdatasync(file_) == 0);
  }

 private:
  void put(std::string_view bytes) {
    CHECK(::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(at_)) ==
          static_cast<ssize_t>(bytes.size()));
    at_ += bytes.size();
  }
  int file_;
  std::size_t at_ = 0;
};

void print_limits(const std::filesystem::path& folder, Length length) {
  BareFile file{folder / "limits"};
  const std::size_t rounds = length == Length::smoke ? 3 : 200;
  fmt::print("limits: write and fdatasync of written blocks, p50:");
  for (const std::size_t size : {std::size_t{512}, std::size_t{65'536}, std::size_t{1'048'576}}) {
    const std::string bytes(size, 'x');
    std::vector<double> took;
    for (std::size_t i = 0; i < rounds; ++i) {
      const auto start = Clock::now();
      file.write(bytes);
      took.push_back(microseconds_since(start));
    }
    fmt::print("  {} B {:.0f} µs", size, median(took));
  }
  const std::string bytes(512 * 1024, 'x');
  std::string copy(bytes.size(), ' ');
  std::vector<double> hashing, copying;
  for (std::size_t i = 0; i < rounds; ++i) {
    auto start = Clock::now();
    const auto hash = store::sha256(bytes);
    hashing.push_back(microseconds_since(start));
    start = Clock::now();
    std::memcpy(copy.data(), bytes.data(), bytes.size());
    copying.push_back(microseconds_since(start));
    copy[i % copy.size()] = static_cast<char>(hash[0]);
  }
  const auto mb_a_second = [&](const std::vector<double>& took) {
    return static_cast<double>(bytes.size()) / median(took);
  };
  fmt::print("\nlimits: SHA-256 {:.0f} MB/s, memcpy {:.0f} MB/s\n", mb_a_second(hashing),
             mb_a_second(copying));
}

// Who hands appends in. Every producer has a stream of its own and one append under way.
class Producers {
 public:
  explicit Producers(std::size_t count) : versions_(count, 0) {
    for (std::size_t i = 0; i < count; ++i) {
      streams_.push_back({Category::account, fmt::format("A-{:06}", i)});
    }
  }
  std::size_t size() const { return streams_.size(); }

  void fill(Append& append, std::size_t producer) {
    const StreamId& stream = streams_[producer];
    std::uint64_t& version = versions_[producer];
    append.shard = shard_of(stream, shards);
    append.cause = {Cause::Kind::record, 1, numbers_.at(append.shard)++};
    append.streams.assign(1, {stream, version, 2});
    append.count = 2;
    append.records.clear();
    codec::RecordWriter writer{append.records};
    const CommandHeader header{.cause = append.cause, .correlation = "r-1", .actor = "bench"};
    for (int i = 0; i < 2; ++i) {
      CHECK(writer.write(stream, ++version, header, event_));
    }
  }
  std::uint64_t events() const {
    return 2 * std::accumulate(numbers_.begin(), numbers_.end(), 0UL);
  }

 private:
  AccountEvent event_ = ActiveDocumentSet{{std::string(198, 'd')}};  // 200 bytes with its length
  std::vector<StreamId> streams_;
  std::vector<std::uint64_t> versions_;
  std::array<std::uint64_t, shards> numbers_{};  // a shard's inputs are numbered without gaps
};

struct Work {
  std::vector<Append> appends;
  std::vector<std::size_t> producers;  // of each append
  void take(Work& other) {
    if (appends.empty()) return std::swap(*this, other);
    std::ranges::move(other.appends, std::back_inserter(appends));
    producers.insert(producers.end(), other.producers.begin(), other.producers.end());
    other = {};
  }
};

// From one thread to another.
class Handed {
 public:
  void put(Work&& work) {
    {
      const std::lock_guard lock{mutex_};
      waiting_.take(work);
    }
    came_.notify_one();
  }
  // All that came; waits for the first.
  Work take() {
    std::unique_lock lock{mutex_};
    came_.wait(lock, [this] { return !waiting_.appends.empty(); });
    return std::exchange(waiting_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  Work waiting_;
};

using Sink = std::function<void(std::span<const Append>)>;

struct Figures {
  std::vector<double> events_a_second, events_a_sync, p50, cpu;

  // Of a round of so many appends, by what `processor_seconds` said at its start, and by how long
  // each write took.
  void add(std::size_t appends, Clock::time_point start, double processor,
           std::vector<double> took) {
    const double events = static_cast<double>(appends) * 2;
    events_a_second.push_back(events / microseconds_since(start) * 1e6);
    cpu.push_back((processor_seconds(RUSAGE_SELF) - processor) / events * 1e6);
    p50.push_back(median(std::move(took)));
  }
};

// Makes `total` appends durable.
void run_round(Producers& producers, const Sink& sink, std::size_t total, Figures& figures) {
  Handed to_writer, answered;
  std::vector<double> took;
  const double processor = processor_seconds(RUSAGE_SELF);
  const auto start = Clock::now();
  std::thread writer{[&] {
    for (std::size_t done = 0; done < total;) {
      Work work = to_writer.take();
      const auto begin = Clock::now();
      sink(work.appends);
      took.push_back(microseconds_since(begin));
      done += work.appends.size();
      answered.put(std::move(work));
    }
  }};
  std::size_t handed = 0;
  Work next;
  const auto hand_in = [&](std::size_t producer, Append&& append) {
    producers.fill(append, producer);
    next.appends.push_back(std::move(append));
    next.producers.push_back(producer);
    if (++handed == total || next.appends.size() == together) {
      to_writer.put(std::exchange(next, {}));
    }
  };
  for (std::size_t i = 0; i < producers.size() && handed < total; ++i) hand_in(i, {});
  while (handed < total) {
    if (!next.appends.empty()) to_writer.put(std::exchange(next, {}));
    Work work = answered.take();
    for (std::size_t i = 0; i < work.appends.size() && handed < total; ++i) {
      hand_in(work.producers[i], std::move(work.appends[i]));
    }
  }
  writer.join();
  figures.events_a_sync.push_back(static_cast<double>(total) * 2 /
                                  static_cast<double>(took.size()));
  figures.add(total, start, processor, std::move(took));
}

// RocksDB with a row for each event, in one synced batch for what waits or in one for each append;
// or with one row for all that waits.
class Rows {
 public:
  explicit Rows(const std::filesystem::path& folder) {
    rocksdb::Options options;
    options.create_if_missing = true;
    options.compression = rocksdb::kNoCompression;
    rocksdb::DB* db = nullptr;
    CHECK(rocksdb::DB::Open(options, folder.string(), &db).ok());
    db_.reset(db);
  }
  void write_events(std::span<const Append> appends) {
    for (const Append& append : appends) put_events(append, batch_);
    sync(batch_);
  }
  // From any thread.
  void write_append(const Append& append) {
    rocksdb::WriteBatch batch;
    put_events(append, batch);
    sync(batch);
  }
  void write_frame(std::span<const Append> appends) {
    frame_.clear();
    for (const Append& append : appends) frame_ += append.records;
    put(frame_, batch_);
    sync(batch_);
  }

 private:
  void put_events(const Append& append, rocksdb::WriteBatch& batch) {
    const std::string_view records = append.records;
    put(records.substr(0, records.size() / 2), batch);
    put(records.substr(records.size() / 2), batch);
  }
  void put(std::string_view value, rocksdb::WriteBatch& batch) {
    const std::uint64_t position = position_++;
    std::string key;
    for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(position >> shift);
    CHECK(batch.Put(key, rocksdb::Slice{value.data(), value.size()}).ok());
  }
  void sync(rocksdb::WriteBatch& batch) {
    rocksdb::WriteOptions options;
    options.sync = true;
    CHECK(db_->Write(options, &batch).ok());
    batch.Clear();
  }
  std::unique_ptr<rocksdb::DB> db_;
  rocksdb::WriteBatch batch_;
  std::string frame_;
  std::atomic<std::uint64_t> position_ = 0;
};

// As `run_round`, but each producer is a thread that writes its own appends. RocksDB puts together
// what waits.
void run_each(std::size_t producers, Rows& rows, std::size_t total, Figures& figures) {
  std::atomic<std::size_t> begun = 0;
  const double processor = processor_seconds(RUSAGE_SELF);
  const auto start = Clock::now();
  std::vector<std::vector<double>> took(producers);
  std::vector<std::thread> threads;
  for (std::vector<double>& mine : took) {
    threads.emplace_back([&] {
      Producers one{1};
      Append append;
      while (begun++ < total) {
        one.fill(append, 0);
        const auto begin = Clock::now();
        rows.write_append(append);
        mine.push_back(microseconds_since(begin));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<double> all;
  for (const std::vector<double>& one : took) all.insert(all.end(), one.begin(), one.end());
  figures.add(total, start, processor, std::move(all));
}

// The same for every run with as many appends, whatever the batches were.
std::uint64_t hash_of(const store::Log& log) {
  std::uint64_t sum = 0;
  for (const ShardId shard : log.shards()) {
    const auto read = log.read(shard, 1, SIZE_MAX, [&](const RecordedEvent& event) {
      std::uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a
      for (const char c : event.stream.key) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
      }
      sum += (hash ^ event.version) * 0x100000001b3ULL + event.payload.size();
      return true;
    });
    CHECK(read == log.end(shard));
  }
  return sum;
}

struct Size {
  std::size_t producers = 0;
  std::size_t appends = 0;       // in a round
  std::size_t appends_each = 0;  // in one where the producers are threads; 0: they are too many
};

void compare(const std::filesystem::path& folder, Size size, std::size_t rounds) {
  const auto path = [&](const char* what) {
    return folder / fmt::format("{}-{}", what, size.producers);
  };
  Figures logged, rowed, eached, framed, bared;
  const auto log = open_log(path("log"), shards);
  Rows rows{path("rows")}, each{path("each")}, frames{path("frames")};
  BareFile bare{path("bare")};
  Producers to_log{size.producers}, to_rows{size.producers}, to_frames{size.producers},
      to_bare{size.producers};
  std::string bytes;
  const Sink append = [&](std::span<const Append> appends) {
    const auto answers = log->append(appends);
    CHECK(answers.has_value());
    for (const Appended& answer : *answers) CHECK(answer.verdict == Appended::Verdict::durable);
  };
  const Sink write_bare = [&](std::span<const Append> appends) {
    bytes.clear();
    for (const Append& one : appends) bytes += one.records;
    bare.write(bytes);
  };
  const Sink write_rows = [&](std::span<const Append> appends) { rows.write_events(appends); };
  const Sink write_frames = [&](std::span<const Append> appends) { frames.write_frame(appends); };
  for (std::size_t round = 0; round < rounds; ++round) {
    run_round(to_log, append, size.appends, logged);
    run_round(to_rows, write_rows, size.appends, rowed);
    if (size.appends_each > 0) run_each(size.producers, each, size.appends_each, eached);
    run_round(to_frames, write_frames, size.appends, framed);
    run_round(to_bare, write_bare, size.appends, bared);
  }
  const auto line = [&](const char* name, const Figures& figures) {
    const auto& a_sync = figures.events_a_sync;
    fmt::print("{:>5} {:<9} {:>10.0f} {:>8} {:>8.0f} {:>6.2f}\n", size.producers, name,
               median(figures.events_a_second),
               a_sync.empty() ? "-" : fmt::format("{:.0f}", median(a_sync)), median(figures.p50),
               median(figures.cpu));
  };
  line("log", logged);
  line("rows", rowed);
  if (size.appends_each > 0) line("each", eached);
  line("frames", framed);
  line("bare file", bared);
  std::uint64_t events = 0;
  for (const ShardId shard : log->shards()) events += log->end(shard) - 1;
  CHECK(events == to_log.events());
  const auto ratio = [&](const Figures& other) {
    return median(logged.events_a_second) / median(other.events_a_second);
  };
  fmt::print(
      "      log/rows {:.2f}, log/each {}, log/frames {:.2f}, log/bare {:.2f} of events; {:.2f} of "
      "p50; {:.2f} of the rows' CPU; result {:016x}\n",
      ratio(rowed), size.appends_each > 0 ? fmt::format("{:.2f}", ratio(eached)) : "-",
      ratio(framed), ratio(bared), median(logged.p50) / median(bared.p50),
      median(logged.cpu) / median(rowed.cpu), hash_of(*log));
}

void run(const std::filesystem::path& parent, Length length) {
  const TemporaryFolder folder{parent};
  print_limits(folder.path(), length);
  fmt::print("{:>5} {:<9} {:>10} {:>8} {:>8} {:>6}\n", "prod.", "to", "events/s", "a sync",
             "p50 µs", "CPU µs");
  const bool smoke = length == Length::smoke;
  const std::vector<Size> sizes = smoke ? std::vector<Size>{{1, 20, 20}, {64, 2'000, 500}}
                                        : std::vector<Size>{{1, 500, 500},
                                                            {8, 3'000, 3'000},
                                                            {64, 30'000, 10'000},
                                                            {512, 200'000, 20'000},
                                                            {4096, 400'000, 0}};
  for (const Size size : sizes) compare(folder.path(), size, smoke ? 1 : 5);
}

}  // namespace
}  // namespace proffer::bench

int main(int argc, char** argv) {
  return proffer::bench::main_of(argc, argv, proffer::bench::help, proffer::bench::run);
}
