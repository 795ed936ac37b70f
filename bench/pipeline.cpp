// From submitting a command to the answer that its outcome is durable: with actors, the same
// decisions and log without actors, and a bare file that is synced with as many bytes. Then
// customers' responses, decided by the product's own account. Ratios of one run; the hash is of
// what the log holds, whatever the order over the accounts, and has to be the same with and without
// actors.
//   bench_pipeline [--smoke] [--only w1|responses] [--in-flight N] [--commands N]
//                  [--threads N]
#include "actors/runtime/aggregate_shell.hpp"
#include "actors/runtime/node.hpp"
#include "bench/pipeline_commands.hpp"
#include "events/check.hpp"
#include "store/log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace proffer::runtime {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}
// Of the whole process until now.
struct Used {
  double cpu_seconds = 0;
  double waits = 0;  // context switches because a thread had nothing to go on with
};
Used used() {
  rusage usage{};
  CHECK(::getrusage(RUSAGE_SELF, &usage) == 0);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return {seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(usage.ru_nvcsw)};
}
Instant wall_clock() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

// The same decisions, encoding and log without actors: the client's own thread decides, and one
// thread writes whatever was decided during its last append.
class Direct final : public Gate {
 public:
  explicit Direct(store::Log& log) : log_(log), thread_([this] { write(); }) {}
  ~Direct() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    arrived_.notify_one();
    thread_.join();
  }
  Direct(const Direct&) = delete;
  Direct& operator=(const Direct&) = delete;

  // From one thread.
  void submit(Request request, std::function<void(Reply)> reply) override {
    auto command = std::make_unique<Submitted>(std::move(request), std::move(reply));
    const StreamId& to = command->request.to;
    const AggregateOptions options{std::int64_t{1} << 40, 1000};
    auto& account = accounts_.try_emplace(to, to, ShardId{0}, options).first->second;
    CHECK(account.decide(*command, {fixed_clock(), catalogue_}, log_).has_value());
    bool wake = false;
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back(std::move(command));
      wake = std::exchange(waiting_, false);
    }
    if (wake) arrived_.notify_one();
  }
  std::shared_ptr<const domain::Catalogue> catalogue() const override { return catalogue_; }

 private:
  void write() {
    ::pthread_setname_np(::pthread_self(), "direct");
    Commands taken;
    std::vector<store::Append> appends;
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        waiting_ = queue_.empty() && !stopping_;
        arrived_.wait(lock, [this] { return !queue_.empty() || stopping_; });
        if (queue_.empty()) return;
        taken.swap(queue_);
      }
      for (const auto& command : taken) appends.push_back(std::move(command->decided.append));
      const auto written = log_.append(appends);
      CHECK(written.has_value());
      for (std::size_t i = 0; i < taken.size(); ++i) {
        CHECK((*written)[i].verdict == store::Appended::Verdict::durable);
        Reply& reply = taken[i]->decided.reply;
        reply.end = (*written)[i].first + appends[i].count;
        taken[i]->answer(std::move(reply));
      }
      taken.clear();
      appends.clear();
    }
  }

  store::Log& log_;
  const std::shared_ptr<const domain::Catalogue> catalogue_ =
      std::make_shared<const domain::Catalogue>();
  std::unordered_map<StreamId, Aggregate<W1>> accounts_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  Commands queue_;
  bool waiting_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

struct Figures {
  double per_second = 0;
  double p50_us = 0;
  double p99_us = 0;
  double cpu_us = 0;  // of the whole process, a command
  double waits = 0;   // context switches of all threads because they had to wait, a command
};

Figures figures(double commands, double elapsed, const Used& before,
                std::vector<double>& latencies_us) {
  const Used after = used();
  std::ranges::sort(latencies_us);
  return {commands / elapsed, latencies_us[latencies_us.size() / 2],
          latencies_us[latencies_us.size() * 99 / 100],
          (after.cpu_seconds - before.cpu_seconds) * 1e6 / commands,
          (after.waits - before.waits) / commands};
}

// The command of a number.
using Asking = std::function<Request(std::uint64_t)>;

// Keeps `in_flight` commands under way from one thread, as a server's connections would.
class Client {
 public:
  Client(Gate& gate, std::size_t in_flight) : gate_(gate), started_(in_flight) {}

  Figures run(std::uint64_t commands, const Asking& command) {
    latencies_us_.reserve(commands);
    std::vector<std::size_t> free(started_.size());
    std::iota(free.begin(), free.end(), std::size_t{0});
    const Used before = used();
    const auto start = Clock::now();
    std::uint64_t sent = 0;
    std::uint64_t answered = 0;
    while (answered < commands) {
      for (const std::size_t slot : free) {
        if (sent == commands) break;
        Request request = command(sent++);
        const bool events_wanted = request.events_wanted;
        started_[slot] = Clock::now();
        gate_.submit(std::move(request), [this, slot, events_wanted](const Reply& reply) {
          CHECK(reply.kind == Reply::Kind::done && reply.end > 0);
          CHECK(reply.events.empty() != events_wanted);
          answer(slot);
        });
      }
      free.clear();
      await(free);
      answered += free.size();
    }
    const double elapsed = seconds_since(start);
    return figures(static_cast<double>(commands), elapsed, before, latencies_us_);
  }

 private:
  void answer(std::size_t slot) {
    bool wake = false;
    {
      const std::lock_guard lock(mutex_);
      done_.push_back(slot);
      latencies_us_.push_back(seconds_since(started_[slot]) * 1e6);
      wake = std::exchange(waiting_, false);
    }
    if (wake) answered_.notify_one();
  }
  void await(std::vector<std::size_t>& done) {
    std::unique_lock lock(mutex_);
    while (done_.empty()) {
      waiting_ = true;
      answered_.wait(lock, [this] { return !waiting_; });
    }
    done.swap(done_);
  }

  Gate& gate_;
  std::vector<Clock::time_point> started_;
  std::mutex mutex_;
  std::condition_variable answered_;
  std::vector<std::size_t> done_;
  std::vector<double> latencies_us_;
  bool waiting_ = false;
};

// A file of known size, overwritten in order and synced for every `in_flight` commands: what the
// disk allows.
Figures bare(const std::filesystem::path& folder, std::uint64_t commands, std::size_t in_flight,
             std::size_t bytes_a_command) {
  const auto path = folder / "bare";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
  CHECK(file >= 0);
  const std::size_t size = std::size_t{64} * 1024 * 1024;
  const std::string bytes(in_flight * bytes_a_command, 'x');
  for (std::size_t at = 0; at < size; at += bytes.size()) {
    CHECK(::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at)) ==
          static_cast<ssize_t>(bytes.size()));
  }
  CHECK(::fsync(file) == 0);
  std::vector<double> latencies_us;
  const Used before = used();
  const auto start = Clock::now();
  std::size_t at = 0;
  for (std::uint64_t done = 0; done < commands; done += in_flight) {
    const auto sent = Clock::now();
    CHECK(::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at)) ==
          static_cast<ssize_t>(bytes.size()));
    CHECK(::fdatasync(file) == 0);
    latencies_us.push_back(seconds_since(sent) * 1e6);
    at = at + 2 * bytes.size() > size ? 0 : at + bytes.size();
  }
  const double elapsed = seconds_since(start);
  const auto written = static_cast<double>(latencies_us.size() * in_flight);
  const Figures measured = figures(written, elapsed, before, latencies_us);
  ::close(file);
  std::filesystem::remove(path);
  return measured;
}

NodeOptions node_options(std::size_t threads) {
  NodeOptions options;
  if (threads > 0) options.threads = threads;
  options.now = fixed_clock;
  options.on_fatal = [](const store::StoreError& error) {
    fmt::print("{}\n", error.detail);
    std::abort();
  };
  return options;
}

class TemporaryLog {
 public:
  explicit TemporaryLog(const std::filesystem::path& under) : folder_(under / "log") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    store::LogOptions options;
    options.folder = folder_;
    options.now = wall_clock;
    options.new_log_id = std::string(32, 'b');
    auto opened = store::Log::open(std::move(options));
    CHECK(opened.has_value());
    log_ = std::move(*opened);
  }
  ~TemporaryLog() {
    log_.reset();
    std::filesystem::remove_all(folder_);
  }
  TemporaryLog(const TemporaryLog&) = delete;
  TemporaryLog& operator=(const TemporaryLog&) = delete;
  store::Log& operator*() { return *log_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<store::Log> log_;
};

// Of everything about accounts and their documents; the same whatever the order over the streams.
std::uint64_t content_hash(const store::Log& log) {
  std::uint64_t sum = 0;
  Position from = 0;
  while (from < log.end(0)) {
    const auto reached = log.read(0, from, std::size_t{16} << 20, [&](const RecordedEvent& event) {
      std::uint64_t hash = 0xcbf29ce484222325U ^ event.version;
      const auto add = [&](std::string_view text) {
        for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
      };
      if (event.stream.category != Category::shard) {
        for (const std::string_view text :
             {std::string_view{event.stream.key}, std::string_view{event.type},
              std::string_view{event.payload}})
          add(text);
        sum += hash;
      }
      return true;
    });
    CHECK(reached.has_value());
    from = *reached;
  }
  return sum;
}

void print(std::string_view what, std::size_t in_flight, const Figures& f, double beside,
           const std::string& more = {}) {
  fmt::print("{:<20}{:>9}{:>10.0f}/s{:>9.0f}{:>9.0f}{:>8.2f}{:>8.3f}{:>10.2f}  {}\n", what,
             in_flight, f.per_second, f.p50_us, f.p99_us, f.cpu_us, f.waits, f.per_second / beside,
             more);
}
// What a run's batches were like.
std::string batches(const NodeStats& before, const NodeStats& after) {
  const auto count = static_cast<double>(after.batches - before.batches);
  return fmt::format("{:.1f} commands and {:.1f} events a batch",
                     static_cast<double>(after.commands - before.commands) / count,
                     static_cast<double>(after.events - before.events) / count);
}

void w1(const std::filesystem::path& folder, std::uint64_t commands, std::size_t in_flight,
        std::size_t threads) {
  const Asking command = [](std::uint64_t number) {
    return w1_command(any_account(number), number);
  };
  // Every account once, so that all are in memory, as they are in a node that has run for a while.
  const auto warm = [](Gate& gate) {
    Client(gate, std::size_t{1024}).run(accounts, [](std::uint64_t number) {
      return w1_command(static_cast<std::uint32_t>(number), 900'000'000 + number);
    });
  };
  const Figures file = bare(folder, commands, in_flight, 400);
  print("bare file", in_flight, file, file.per_second);
  std::uint64_t expected = 0;
  {
    TemporaryLog log(folder);
    {
      Direct direct(*log);
      warm(direct);
      print("W1 without actors", in_flight, Client(direct, in_flight).run(commands, command),
            file.per_second);
    }
    expected = content_hash(*log);
  }
  TemporaryLog log(folder);
  Node node(*log, node_options(threads), {}, {{{Category::account, make_shell<W1>}}});
  warm(node);
  const NodeStats before = node.stats();
  const Figures figures = Client(node, in_flight).run(commands, command);
  print("W1", in_flight, figures, file.per_second,
        fmt::format("{}, hash {:016x}", batches(before, node.stats()), expected));
  CHECK(content_hash(*log) == expected);
}

void responses(const std::filesystem::path& folder, std::uint64_t commands, std::size_t in_flight,
               std::size_t threads) {
  TemporaryLog log(folder);
  Node node(*log, node_options(threads), {});
  for (const Request& definition : mobile_definitions()) {
    Client(node, 1).run(1, [&](std::uint64_t) { return definition; });
  }
  Client(node, 1024).run(accounts, define_account);
  const NodeStats before = node.stats();
  const Figures figures = Client(node, in_flight).run(commands, accept_offer);
  const NodeStats after = node.stats();
  CHECK(after.refused == before.refused);
  print("responses", in_flight, figures, figures.per_second,
        fmt::format("{}, hash {:016x}", batches(before, after), content_hash(*log)));
}

struct Wanted {
  bool smoke = false;
  std::string only;
  std::size_t in_flight = 0;   // 0: all
  std::uint64_t commands = 0;  // 0: as many as take some seconds
  std::size_t threads = 0;     // that decide; 0: the default
};

int run(const Wanted& wanted) {
  std::string name = (std::filesystem::temp_directory_path() / "proffer_bench_XXXXXX").string();
  CHECK(::mkdtemp(name.data()) != nullptr);
  fmt::print("{:<20}{:>9}{:>12}{:>9}{:>9}{:>8}{:>8}{:>10}\n", "", "in flight", "commands", "p50 us",
             "p99 us", "cpu us", "waits", "of bare");
  const auto count = [&](std::uint64_t full) {
    if (wanted.commands > 0) return wanted.commands;
    return wanted.smoke ? 2'000 : full;
  };
  const auto is_wanted = [&](std::string_view what, std::size_t in_flight) {
    return (wanted.only.empty() || wanted.only == what) &&
           (wanted.in_flight == 0 || wanted.in_flight == in_flight);
  };
  for (const std::size_t in_flight : {std::size_t{1}, std::size_t{64}, std::size_t{1024}}) {
    if (is_wanted("w1", in_flight))
      w1(name, count(8'000 * std::min<std::size_t>(in_flight, 60)), in_flight, wanted.threads);
  }
  for (const std::size_t in_flight : {std::size_t{1}, std::size_t{64}, std::size_t{1024}}) {
    if (is_wanted("responses", in_flight))
      responses(name, count(in_flight == 1 ? 8'000 : 150'000), in_flight, wanted.threads);
  }
  std::filesystem::remove_all(name);
  return 0;
}

}  // namespace
}  // namespace proffer::runtime

int main(int argc, char** argv) {
  proffer::runtime::Wanted wanted;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--smoke") wanted.smoke = true;
    if (word == "--only" && i + 1 < argc) wanted.only = argv[++i];
    if (word == "--in-flight" && i + 1 < argc) wanted.in_flight = std::stoul(argv[++i]);
    if (word == "--threads" && i + 1 < argc) wanted.threads = std::stoul(argv[++i]);
    if (word == "--commands" && i + 1 < argc) wanted.commands = std::stoull(argv[++i]);
  }
  return proffer::runtime::run(wanted);
}
