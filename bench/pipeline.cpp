// From submitting a command to the answer that its outcome is durable: with actors, with the same
// decisions and journal but no actors, and beside a bare file that is synced with as many bytes.
// See --help for what it prints.
#include "actors/runtime/aggregate_shell.hpp"
#include "actors/runtime/node.hpp"
#include "events/check.hpp"
#include "store/log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
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
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace proffer::runtime {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}
double cpu_seconds() {
  rusage usage{};
  CHECK(::getrusage(RUSAGE_SELF, &usage) == 0);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}
Instant wall_clock() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

// The yardstick W1: a command is checked against its account's state (no repetition, a limit) and
// stores two events of 200 bytes.
struct W1 {
  static constexpr Category category = Category::account;
  struct State {
    std::uint64_t used = 0;
    std::vector<std::string> last;  // documents of the newest commands
    bool operator==(const State&) const = default;
  };
  using Command = domain::Account::Command;
  using Event = AccountEvent;
  static constexpr std::uint64_t limit = 1'000'000'000;
  static constexpr std::size_t last_max = 8;

  static domain::Decision<Event> decide(const State& state, const Command& command,
                                        const domain::Context&) {
    const auto& asked = std::get<domain::Account::RespondToOffer>(command).response;
    const bool repeated = std::ranges::find(state.last, asked.asset.value) != state.last.end();
    if (repeated || state.used + 2 > limit) return tl::unexpected(Problems(1));
    return std::vector<Event>{ActiveDocumentSet{{asked.asset.value}},
                              AssetDisconnected{{asked.asset.value}}};
  }
  static State evolve(State state, const Event& event) {
    ++state.used;
    if (const auto* set = std::get_if<ActiveDocumentSet>(&event)) {
      if (state.last.size() == last_max) state.last.erase(state.last.begin());
      state.last.push_back(set->document.value);
    }
    return state;
  }
  static StreamId stream_of(const Event&, const StreamId& own) { return own; }
  static std::vector<StreamId> owned_streams(const State&) { return {}; }
};
template <class Archive>
void serialize(Archive& archive, W1::State& s) {
  archive(field("used", s.used), field("last", s.last));
}

// A command for account `account`, the `number`th of the run.
Request w1_command(std::uint32_t account, std::uint64_t number) {
  // With the envelope around it, an event takes 200 bytes in the log.
  static const std::string filling(145, 'x');
  domain::Account::RespondToOffer command;
  command.response.asset.value = filling + std::to_string(1'000'000'000 + number);
  Request request;
  request.to = {Category::account, "A-" + std::to_string(1'000'000 + account)};
  request.command = domain::Account::Command{std::move(command)};
  request.header.cause.kind = Cause::Kind::request;
  return request;
}

// A gate to the same shells and journal without actors: an aggregate works on the thread that has
// something for it.
class Direct final : public Gate {
 public:
  Direct(store::Log& log, NodeOptions options)
      : options_(std::move(options)),
        catalogue_(log),
        router_({options_.in_flight_max, options_.waiting_max, options_.live_aggregates_max,
                 options_.retry_after_ms},
                [this](Tray& tray) {
                  tray.wake = [shell = std::make_shared<AggregateShell<W1>>(with_, tray)] {
                    shell->work();
                  };
                }),
        journal_(log, catalogue_, router_, options_.batch_bytes_max,
                 {[] {}, [](const store::StoreError&) { std::abort(); }}),
        with_{log, catalogue_, router_, journal_, options_} {}
  void submit(Request request, std::function<void(Reply)> reply) override {
    router_.submit(std::move(request), std::move(reply));
  }
  std::shared_ptr<const domain::Catalogue> catalogue() const override {
    return catalogue_.newest();
  }

 private:
  const NodeOptions options_;
  CatalogueFollower catalogue_;
  Router router_;
  Journal journal_;
  Surroundings with_;
};

struct Figures {
  double per_second = 0;
  double p50_us = 0;
  double p99_us = 0;
  double cpu_us = 0;  // of the whole process, a command
};

// Keeps `in_flight` commands under way from one thread, as a server's connections would.
class Client {
 public:
  Client(Gate& gate, std::size_t in_flight) : gate_(gate), started_(in_flight) {}

  Figures run(std::uint64_t commands, const std::function<Request(std::uint64_t)>& command) {
    latencies_us_.reserve(commands);
    std::vector<std::size_t> free(started_.size());
    std::iota(free.begin(), free.end(), std::size_t{0});
    const double cpu = cpu_seconds();
    const auto start = Clock::now();
    std::uint64_t sent = 0;
    std::uint64_t answered = 0;
    while (answered < commands) {
      for (const std::size_t slot : free) {
        if (sent == commands) break;
        Request request = command(sent++);
        started_[slot] = Clock::now();
        gate_.submit(std::move(request), [this, slot](const Reply& reply) {
          CHECK(reply.kind == Reply::Kind::done && !reply.events.empty());
          answer(slot);
        });
      }
      free.clear();
      await(free);
      answered += free.size();
    }
    const double elapsed = seconds_since(start);
    std::ranges::sort(latencies_us_);
    return {static_cast<double>(commands) / elapsed, latencies_us_[commands / 2],
            latencies_us_[commands * 99 / 100],
            (cpu_seconds() - cpu) * 1e6 / static_cast<double>(commands)};
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
  const double cpu = cpu_seconds();
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
  const double cpu_used = cpu_seconds() - cpu;
  ::close(file);
  std::filesystem::remove(path);
  std::ranges::sort(latencies_us);
  const auto written = static_cast<double>(latencies_us.size() * in_flight);
  return {written / elapsed, latencies_us[latencies_us.size() / 2],
          latencies_us[latencies_us.size() * 99 / 100], cpu_used * 1e6 / written};
}

NodeOptions node_options() {
  NodeOptions options;
  options.now = wall_clock;
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

void print(std::string_view what, std::size_t in_flight, const Figures& f, const Figures& beside) {
  fmt::print("{:<22}{:>10}{:>12.0f}/s{:>10.0f}{:>10.0f}{:>9.2f}{:>11.2f}{:>9.2f}\n", what,
             in_flight, f.per_second, f.p50_us, f.p99_us, f.cpu_us,
             f.per_second / beside.per_second, f.p50_us / beside.p50_us);
}

constexpr std::uint32_t accounts = 10'000;

// The hash tells that every run stored the same: it is over what the accounts were told, in order.
void w1(const std::filesystem::path& folder, std::uint64_t commands, std::size_t in_flight) {
  const auto command = [&](std::uint64_t number) {
    std::mt19937_64 random(number);
    return w1_command(static_cast<std::uint32_t>(random() % accounts), number);
  };
  // Every account once, so that all are in memory, as they are in a node that has run for a while.
  const auto warm = [&](Gate& gate) {
    Client(gate, std::size_t{1024}).run(accounts, [](std::uint64_t number) {
      return w1_command(static_cast<std::uint32_t>(number), 900'000'000 + number);
    });
  };
  const Figures file = bare(folder, commands, in_flight, 400);
  print("bare file", in_flight, file, file);
  {
    TemporaryLog log(folder);
    Direct direct(*log, node_options());
    warm(direct);
    print("W1 without actors", in_flight, Client(direct, in_flight).run(commands, command), file);
  }
  TemporaryLog log(folder);
  Node node(*log, node_options(), {}, {{{Category::account, make_shell<W1>}}});
  warm(node);
  const NodeStats before = node.stats();
  print("W1", in_flight, Client(node, in_flight).run(commands, command), file);
  const NodeStats after = node.stats();
  fmt::print("  {} commands in {} batches\n", commands, after.batches - before.batches);
}

int run(bool smoke) {
  std::string name = (std::filesystem::temp_directory_path() / "proffer_bench_XXXXXX").string();
  CHECK(::mkdtemp(name.data()) != nullptr);
  fmt::print("{:<22}{:>10}{:>14}{:>10}{:>10}{:>9}{:>11}{:>9}\n", "", "in flight", "commands",
             "p50 us", "p99 us", "cpu us", "of bare", "p50/bare");
  for (const std::size_t in_flight : {std::size_t{1}, std::size_t{64}, std::size_t{1024}}) {
    w1(name, smoke ? 2'000 : 10'000 * std::min<std::size_t>(in_flight, 100), in_flight);
  }
  std::filesystem::remove_all(name);
  return 0;
}

}  // namespace
}  // namespace proffer::runtime

int main(int argc, char** argv) {
  const bool smoke = argc > 1 && std::string_view(argv[1]) == "--smoke";
  return proffer::runtime::run(smoke);
}
