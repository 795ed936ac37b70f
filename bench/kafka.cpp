// Responses from a topic to orders and outcomes on topics, through intake, node and publisher; and
// the same records read and sent again by our source and sink alone, one message for each. Both on
// the same broker, one after the other; the hash is of what the log holds of accounts and orders.
//   bench_kafka [--smoke] [--kafka HOST:PORT]
// Without an address it starts a broker of its own (config/kafka).
#include "actors/runtime/carriers/intake.hpp"
#include "actors/runtime/carriers/publisher.hpp"
#include "actors/runtime/node.hpp"
#include "bench/pipeline_commands.hpp"
#include "events/check.hpp"
#include "events/transport/kafka_bus.hpp"
#include "events/transport/kafka_topics.hpp"
#include "store/log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <latch>
#include <limits>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace proffer::runtime {
namespace {

using Clock = std::chrono::steady_clock;

template <class T>
T must(transport::Result<T> result) {
  if (!result) {
    fmt::print(stderr, "bench_kafka: {}\n", result.error().detail);
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "bench-kafka-XXXXXX").string();
    CHECK(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path path;
};

// The broker given, or one that lives as long as this.
class Broker {
 public:
  explicit Broker(std::string address) : address_(std::move(address)) {
    if (!address_.empty()) return;
    FILE* up = popen(command("up").c_str(), "r");
    CHECK(up != nullptr);
    char line[256] = {};
    while (std::fgets(line, sizeof line, up) != nullptr) address_ = line;
    CHECK(pclose(up) == 0 && !address_.empty());
    address_.pop_back();
    own_ = true;
  }
  ~Broker() {
    if (own_ && std::system(command("down --wipe").c_str()) != 0) {
      fmt::print(stderr, "bench_kafka: the broker in {} still runs\n", folder_.path.string());
    }
  }
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;
  const std::string& address() const { return address_; }

 private:
  std::string command(const std::string& what) const {
    return fmt::format("KAFKA_PORT=0 KAFKA_RUN_DIR='{}' '{}/config/kafka/'{}",
                       (folder_.path / "broker").string(), PROFFER_SOURCE_DIR, what);
  }

  const TemporaryFolder folder_;
  std::string address_;
  bool own_ = false;
};

// Sends what `next` gives until it gives nothing and all is reported.
void send_all(transport::Sink& sink, const std::function<bool(transport::OutputMessage&)>& next) {
  std::size_t sent = 0;
  std::size_t reported = 0;
  transport::OutputMessage message;
  bool more = next(message);
  while (more || reported < sent) {
    for (; more && must(sink.send(message)); more = next(message)) ++sent;
    reported += must(sink.poll(more ? 0 : 100)).size();
  }
}

transport::OutputMessage response(const transport::TopicNames& names, std::uint64_t number) {
  const auto request = accept_offer(number);
  transport::OutputMessage message;
  message.topic = names.response;
  message.key = request.to.key;
  message.value.value = fmt::format(
      R"({{"accountId":"{}","offerId":"unlimited-text","response":"Accept","channel":"web",)"
      R"("givenAt":"2026-01-01T00:00:00.000Z"}})",
      request.to.key);
  message.headers = {{"content-type", {"application/json"}},
                     {"ce_specversion", {"1.0"}},
                     {"ce_type", {"proffer.response.v1"}},
                     {"ce_source", {"/channels/web"}},
                     {"ce_id", {fmt::format("r{}", number)}}};
  return message;
}

// Reads the response topic and sends each record to another; seconds.
double bare(const transport::KafkaOptions& kafka, const transport::TopicNames& names,
            const std::string& to, std::uint64_t responses) {
  const auto source = must(transport::make_source({.kafka = kafka, .topic = names.response}));
  const auto sink = must(transport::make_sink({.kafka = kafka}));
  const auto start = Clock::now();
  must(source->start(0, 0));
  std::vector<InputRecord> records;
  std::size_t at = 0;
  std::uint64_t read = 0;
  send_all(*sink, [&](transport::OutputMessage& message) {
    if (read == responses) return false;
    while (at == records.size()) {
      records = must(source->poll(500, 100));
      at = 0;
    }
    InputRecord& record = records[at++];
    ++read;
    message.topic = to;
    message.key = std::move(record.key.value);
    message.value = std::move(record.value);
    message.headers = std::move(record.headers);
    return true;
  });
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::unique_ptr<store::Log> open_log(const std::filesystem::path& folder) {
  store::LogOptions options;
  options.folder = folder;
  options.now = fixed_clock;
  options.new_log_id = std::string(32, 'c');
  auto opened = store::Log::open(std::move(options));
  CHECK(opened.has_value());
  return *std::move(opened);
}

// Asks for all at once, and waits for their answers.
void ask(Gate& gate, std::span<Request> requests) {
  std::latch answered(static_cast<std::ptrdiff_t>(requests.size()));
  for (Request& request : requests) {
    gate.submit(std::move(request), [&](const Reply& reply) {
      CHECK(reply.kind == Reply::Kind::done);
      answered.count_down();
    });
  }
  answered.wait();
}

// The offer, and the accounts that the responses are of.
void define(Gate& gate, std::uint64_t responses) {
  auto definitions = mobile_definitions();
  for (Request& definition : definitions) ask(gate, {&definition, 1});
  std::set<std::uint32_t> answering;
  for (std::uint64_t n = 0; n < responses; ++n) answering.insert(any_account(n));
  std::vector<Request> requests;
  for (const std::uint32_t account : answering) requests.push_back(define_account(account));
  constexpr std::size_t at_once = 1'000;
  for (std::size_t from = 0; from < requests.size(); from += at_once) {
    ask(gate, std::span(requests).subspan(from, std::min(at_once, requests.size() - from)));
  }
}

std::uint64_t hash_of(const store::Log& log) {
  std::uint64_t sum = 0;
  const auto add = [&](const RecordedEvent& event) {
    if (event.stream.category == Category::shard) return true;
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char byte :
         fmt::format("{}@{} {}", to_string(event.stream), event.version, event.type) +
             event.payload) {
      hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    }
    sum += hash;  // whatever the order over the accounts
    return true;
  };
  CHECK(log.read(0, 0, std::numeric_limits<std::size_t>::max(), add).has_value());
  return sum;
}

struct Run {
  double seconds = 0;
  std::uint64_t messages = 0;  // sent
  std::uint64_t hash = 0;
};

// Intake, node and publisher as `proffer serve` has them, on the response topic.
Run through_node(const transport::KafkaOptions& kafka, const std::string& prefix,
                 std::uint64_t responses) {
  const TemporaryFolder folder;
  const auto wall_clock = [] {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
  };
  const auto log = open_log(folder.path / "log");
  std::atomic<Signal*> grown = nullptr;
  NodeOptions options;
  options.now = fixed_clock;
  options.on_fatal = [](const store::StoreError&) { std::abort(); };
  Node node(*log, options, {{.name = "wake", .step = [&](ShardId shard) {
                               if (Signal* signal = grown) signal->raise();
                               return store::Result<Position>(log->end(shard));
                             }}});
  define(node, responses);

  IntakeOptions taking;
  taking.input.topic = transport::topic_names(prefix).response;
  taking.input.now = wall_clock;
  taking.input.read = runtime::responses({});
  taking.shards = {0};
  taking.connect = [&] {
    return transport::make_source(
        {.kafka = kafka, .topic = transport::topic_names(prefix).response});
  };
  PublisherOptions publishing;
  publishing.topic_prefix = prefix;
  publishing.now = wall_clock;
  publishing.connect = [&] { return transport::make_sink({.kafka = kafka}); };

  const auto start = Clock::now();
  Progress progress({.shard = 0, .now = wall_clock}, node, {});
  Intake intake(taking, node, *log);
  Publisher publisher(publishing, *log, progress);
  grown = publisher.signal().get();
  Run run;
  {
    const Loop progress_loop([&] { return progress.step(); }, progress.signal());
    const Loop publisher_loop([&] { return publisher.step(); }, publisher.signal());
    const Loop intake_loop([&] { return intake.step(); }, intake.signal());
    const auto done = [&] {
      return intake.status().partitions[0].low_mark == static_cast<std::int64_t>(responses) &&
             publisher.status().published == log->end(0);
    };
    while (!done()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    run.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  }
  grown = nullptr;
  node.stop();
  run.messages = publisher.status().sent;
  run.hash = hash_of(*log);
  return run;
}

int run(const std::string& address, bool smoke) {
  const std::uint64_t responses = smoke ? 200 : 50'000;
  const Broker broker(address);
  const transport::KafkaOptions kafka{.brokers = broker.address()};
  const std::string prefix =
      fmt::format("bench-{}-{}", getpid(), Clock::now().time_since_epoch().count());
  const auto names = transport::topic_names(prefix);
  auto specs = transport::topic_specs(names, 1);
  specs.push_back({.name = prefix + ".bare", .partitions = 1, .settings = {}});
  must(transport::create_topics(kafka, specs));
  std::uint64_t next = 0;
  send_all(*must(transport::make_sink({.kafka = kafka})), [&](transport::OutputMessage& message) {
    if (next == responses) return false;
    message = response(names, next++);
    return true;
  });

  const double alone = bare(kafka, names, prefix + ".bare", responses);
  const Run node = through_node(kafka, prefix, responses);
  const auto count = static_cast<double>(responses);
  fmt::print("kafka in and out alone       {:>9.0f} responses/s, 1 message each\n", count / alone);
  fmt::print("through intake, node, publisher {:>6.0f} responses/s, {:.2f} messages each\n",
             count / node.seconds, static_cast<double>(node.messages) / count);
  fmt::print("ratio                        {:>9.3f} of alone; by messages {:.3f}\n",
             alone / node.seconds,
             alone / node.seconds * static_cast<double>(node.messages) / count);
  fmt::print("hash                         {:016x}\n", node.hash);
  return 0;
}

}  // namespace
}  // namespace proffer::runtime

int main(int argc, char** argv) {
  std::string address;
  bool smoke = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--smoke") {
      smoke = true;
    } else if (argument == "--kafka" && i + 1 < argc) {
      address = argv[++i];
    } else {
      fmt::print(stderr, "usage: bench_kafka [--smoke] [--kafka HOST:PORT]\n");
      return 2;
    }
  }
  return proffer::runtime::run(address, smoke);
}
