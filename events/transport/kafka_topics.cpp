#include "events/transport/kafka_topics.hpp"

#include "events/check.hpp"
#include "events/transport/kafka_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <optional>
#include <string_view>
#include <thread>

namespace proffer::transport {
namespace {

using namespace kafka;
using Must = TopicSetting::Must;
using Configs = std::map<std::string, std::string>;

constexpr auto days_30_ms = "2592000000";
constexpr auto days_90_ms = "7776000000";

std::int64_t number_of(const std::string& text) {
  const auto number = std::strtoll(text.c_str(), nullptr, 10);
  return number == -1 ? std::numeric_limits<std::int64_t>::max() : number;
}

bool is_met(const TopicSetting& wanted, const std::string& found) {
  switch (wanted.must) {
    case Must::equal: return found == wanted.value;
    case Must::at_least: return number_of(found) >= number_of(wanted.value);
    case Must::at_most: return number_of(found) <= number_of(wanted.value);
  }
  return false;
}

std::string_view words_for(Must must) {
  switch (must) {
    case Must::equal: return "";
    case Must::at_least: return "at least ";
    case Must::at_most: return "at most ";
  }
  return "";
}

// Asks one question of the cluster at a time.
class Admin {
 public:
  static Result<Admin> open(const KafkaOptions& options) {
    auto client = Client::open(options, RD_KAFKA_PRODUCER, {});
    if (!client) return tl::unexpected(client.error());
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(options.request_ms_max);
    while (!(*client)->answers(options.request_ms_max)) {
      if (std::chrono::steady_clock::now() >= deadline) {
        return tl::unexpected((*client)->unavailable());
      }
      // A broker that is just coming up can turn the first question away.
      rd_kafka_poll((*client)->handle(), 100);
    }
    return Admin{*std::move(client)};
  }

  Result<int> brokers() {
    const auto metadata = client_->metadata("");
    if (!metadata) return tl::unexpected(metadata.error());
    return (*metadata)->broker_cnt;
  }

  // No topic of that name: nothing.
  Result<std::optional<std::int32_t>> partitions(const std::string& topic);
  Result<bool> is_led(const TopicSpec& spec);
  Result<Configs> configs(const std::string& topic);
  // False: there already.
  Result<bool> create(const TopicSpec& spec, int replication_factor);
  Result<void> wait_until_led(const TopicSpec& spec);

 private:
  explicit Admin(std::unique_ptr<Client> client)
      : client_(std::move(client)), queue_(rd_kafka_queue_new(client_->handle())) {}
  Result<Owned<rd_kafka_event_t>> answer(const std::string& what);

  std::unique_ptr<Client> client_;
  Owned<rd_kafka_queue_t> queue_;
};

Result<Owned<rd_kafka_event_t>> Admin::answer(const std::string& what) {
  // librdkafka gives up by itself after its own time-out, with an event; ours is the longer.
  Owned<rd_kafka_event_t> event{
      rd_kafka_queue_poll(queue_.get(), 2 * client_->options().request_ms_max)};
  if (!event) return tl::unexpected(client_->unavailable());
  if (const auto code = rd_kafka_event_error(event.get()); code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return tl::unexpected(error_of(code, what));
  }
  return event;
}

Result<std::optional<std::int32_t>> Admin::partitions(const std::string& topic) {
  const auto metadata = client_->metadata(topic);
  if (!metadata) return tl::unexpected(metadata.error());
  const auto& found = (*metadata)->topics[0];
  if (found.err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART) return std::nullopt;
  if (found.err != RD_KAFKA_RESP_ERR_NO_ERROR && found.partition_cnt == 0) {
    return tl::unexpected(error_of(found.err, topic));
  }
  return found.partition_cnt;
}

Result<bool> Admin::is_led(const TopicSpec& spec) {
  const auto metadata = client_->metadata(spec.name);
  if (!metadata) return tl::unexpected(metadata.error());
  const auto& found = (*metadata)->topics[0];
  return found.partition_cnt == spec.partitions &&
         std::all_of(found.partitions, found.partitions + found.partition_cnt,
                     [](const auto& partition) { return partition.leader >= 0; });
}

Result<void> Admin::wait_until_led(const TopicSpec& spec) {
  const auto deadline = std::chrono::steady_clock::now() +
                        std::chrono::milliseconds{client_->options().request_ms_max};
  for (;;) {
    const auto led = is_led(spec);
    if (!led) return tl::unexpected(led.error());
    if (*led) return {};
    if (std::chrono::steady_clock::now() > deadline) {
      return tl::unexpected(BusError{BusError::Kind::unavailable,
                                     fmt::format("{} was created, but has no leader", spec.name)});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20});  // Kafka tells nobody
  }
}

Result<Configs> Admin::configs(const std::string& topic) {
  auto* resource = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str());
  rd_kafka_DescribeConfigs(client_->handle(), &resource, 1, nullptr, queue_.get());
  rd_kafka_ConfigResource_destroy(resource);
  const auto event = answer("settings of " + topic);
  if (!event) return tl::unexpected(event.error());
  std::size_t count = 0;
  const auto* resources = rd_kafka_DescribeConfigs_result_resources(
      rd_kafka_event_DescribeConfigs_result(event->get()), &count);
  CHECK(count == 1);
  if (const auto code = rd_kafka_ConfigResource_error(resources[0]);
      code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return tl::unexpected(error_of(code, "settings of " + topic));
  }
  Configs configs;
  const auto* entries = rd_kafka_ConfigResource_configs(resources[0], &count);
  for (std::size_t i = 0; i < count; ++i) {
    const char* value = rd_kafka_ConfigEntry_value(entries[i]);
    configs[rd_kafka_ConfigEntry_name(entries[i])] = value == nullptr ? "" : value;
  }
  return configs;
}

Result<bool> Admin::create(const TopicSpec& spec, int replication_factor) {
  char reason[512] = {};
  auto* topic = rd_kafka_NewTopic_new(spec.name.c_str(), spec.partitions, replication_factor,
                                      reason, sizeof reason);
  if (topic == nullptr) return tl::unexpected(BusError{BusError::Kind::fatal, reason});
  for (const auto& setting : spec.settings) {
    rd_kafka_NewTopic_set_config(topic, setting.name.c_str(), setting.value.c_str());
  }
  if (replication_factor > 1) rd_kafka_NewTopic_set_config(topic, "min.insync.replicas", "2");
  rd_kafka_CreateTopics(client_->handle(), &topic, 1, nullptr, queue_.get());
  rd_kafka_NewTopic_destroy(topic);
  const auto event = answer("creating " + spec.name);
  if (!event) return tl::unexpected(event.error());
  std::size_t count = 0;
  const auto* results =
      rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event->get()), &count);
  CHECK(count == 1);
  const auto code = rd_kafka_topic_result_error(results[0]);
  if (code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) return false;
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    const char* why = rd_kafka_topic_result_error_string(results[0]);
    return tl::unexpected(BusError{
        kind_of(code),
        fmt::format("creating {}: {}", spec.name, why == nullptr ? rd_kafka_err2str(code) : why)});
  }
  return true;
}

// One line a finding; none: the topic is as it must be.
Result<std::vector<std::string>> findings(Admin& admin, const std::string& brokers,
                                          const TopicSpec& spec) {
  const auto fix = topic_create_command(brokers, spec);
  const auto partitions = admin.partitions(spec.name);
  if (!partitions) return tl::unexpected(partitions.error());
  if (!*partitions) {
    return std::vector{fmt::format("{} is missing: run `{}`", spec.name, fix)};
  }
  std::vector<std::string> lines;
  if (**partitions != spec.partitions) {
    lines.push_back(fmt::format(
        "{} has {} partitions, wanted {}: delete it or take another prefix, then run `{}`",
        spec.name, **partitions, spec.partitions, fix));
  }
  const auto found = admin.configs(spec.name);
  if (!found) return tl::unexpected(found.error());
  for (const auto& wanted : spec.settings) {
    const auto entry = found->find(wanted.name);
    const std::string value = entry == found->end() ? "not set" : entry->second;
    if (entry != found->end() && is_met(wanted, value)) continue;
    lines.push_back(fmt::format(
        "{} has {} {}, wanted {}{}: set it (kafka-configs --bootstrap-server {} --alter --topic {} "
        "--add-config {}={}), or delete the topic and run `{}`",
        spec.name, wanted.name, value, words_for(wanted.must), wanted.value, brokers, spec.name,
        wanted.name, wanted.value, fix));
  }
  return lines;
}

Result<void> check(Admin& admin, const std::string& brokers, const std::vector<TopicSpec>& specs) {
  std::vector<std::string> lines;
  for (const auto& spec : specs) {
    const auto more = findings(admin, brokers, spec);
    if (!more) return tl::unexpected(more.error());
    lines.insert(lines.end(), more->begin(), more->end());
  }
  if (lines.empty()) return {};
  return tl::unexpected(
      BusError{BusError::Kind::wrong_topic, fmt::format("{}", fmt::join(lines, "\n"))});
}

}  // namespace

TopicNames topic_names(const std::string& prefix) {
  const std::string start = prefix.empty() ? "proffer." : prefix + ".proffer.";
  return {.response = start + "response.v1",
          .command = start + "command.v1",
          .order = start + "order.v1",
          .quote = start + "quote.v1",
          .outcome = start + "outcome.v1",
          .membership = start + "membership.v1",
          .membership_state = start + "membership.state.v1",
          .dead_letter = start + "dlq.v1"};
}

std::vector<std::string> output_topics(const TopicNames& names) {
  return {names.order,      names.quote, names.outcome, names.membership, names.membership_state,
          names.dead_letter};
}

std::vector<TopicSpec> topic_specs(const TopicNames& names, std::uint16_t shards) {
  const TopicSetting deleted{"cleanup.policy", "delete"};
  const TopicSetting compacted{"cleanup.policy", "compact"};
  // With 524 288 a record fits a frame of the log. A dead letter is such a record with more
  // headers.
  const TopicSetting input_bytes{"max.message.bytes", "524288", Must::at_most};
  const TopicSetting output_bytes{"max.message.bytes", "1048576", Must::at_least};
  const auto kept = [](const char* ms) { return TopicSetting{"retention.ms", ms, Must::at_least}; };
  return {
      {names.response, shards, {deleted, input_bytes, kept(days_90_ms)}},
      {names.command, shards, {deleted, input_bytes, kept(days_90_ms)}},
      {names.order, shards, {deleted, output_bytes, kept(days_30_ms)}},
      {names.quote, shards, {deleted, output_bytes, kept(days_30_ms)}},
      {names.outcome, shards, {deleted, output_bytes, kept(days_30_ms)}},
      {names.membership, shards, {deleted, output_bytes, kept(days_30_ms)}},
      {names.membership_state, shards, {compacted, output_bytes}},
      {names.dead_letter, shards, {deleted, output_bytes, kept(days_30_ms)}},
  };
}

std::string topic_create_command(const std::string& brokers, const TopicSpec& spec) {
  std::string command = fmt::format("proffer topic create --kafka {}", brokers);
  if (spec.partitions != 1) command += fmt::format(" --shards {}", spec.partitions);
  if (const auto own = spec.name.rfind(".proffer."); own != std::string::npos) {
    command += fmt::format(" --set kafka.topic_prefix={}", spec.name.substr(0, own));
  }
  return command;
}

Result<std::vector<TopicMade>> create_topics(const KafkaOptions& options,
                                             const std::vector<TopicSpec>& specs,
                                             int replication_factor) {
  auto admin = Admin::open(options);
  if (!admin) return tl::unexpected(admin.error());
  if (replication_factor == 0) {
    const auto brokers = admin->brokers();
    if (!brokers) return tl::unexpected(brokers.error());
    replication_factor = std::min(3, *brokers);
  }
  std::vector<TopicMade> made;
  for (const auto& spec : specs) {
    const auto created = admin->create(spec, replication_factor);
    if (!created) return tl::unexpected(created.error());
    made.push_back({spec.name, *created});
    if (!*created) continue;
    if (const auto led = admin->wait_until_led(spec); !led) return tl::unexpected(led.error());
  }
  if (const auto right = check(*admin, options.brokers, specs); !right) {
    return tl::unexpected(right.error());
  }
  return made;
}

Result<void> check_topics(const KafkaOptions& options, const std::vector<TopicSpec>& specs) {
  auto admin = Admin::open(options);
  if (!admin) return tl::unexpected(admin.error());
  return check(*admin, options.brokers, specs);
}

}  // namespace proffer::transport
