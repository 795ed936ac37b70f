#include "tests/e2e/kafka_world.hpp"

#include "actors/edge/http_client.hpp"
#include "events/transport/cloud_event.hpp"
#include "tests/bus/broker.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace proffer::e2e {
namespace {

constexpr int unavailable = 7;  // `proffer help exit-codes`

bool begins(const std::string& text, std::string_view with) { return text.rfind(with, 0) == 0; }

bool is_membership(std::string_view type) {
  return type == "account.membership_associated" || type == "account.membership_transferred" ||
         type == "account.membership_disconnected";
}

// The topic that an event is told in; empty: none.
std::string topic_of(const transport::TopicNames& names, const boost::json::object& event) {
  const std::string stream = text(event, "stream");
  const std::string type = text(event, "type");
  if (begins(stream, "order/")) return names.order;
  if (begins(stream, "quote/")) return names.quote;
  if (type == "shard.dead_lettered") return names.dead_letter;
  if (is_membership(type) || type == "account.promotion_group_created") return names.membership;
  const boost::json::value& data = event.at("data").at("fields");
  // The answer to a call is told once, not for each of the offers that it applied.
  const bool of_a_call = type == "account.offer_response_logged" &&
                         data.at("result").at("workflow").as_string().empty();
  const bool cancelled =
      type == "workflow.completed" && data.at("outcome").as_string() == "cancelled";
  const bool answers = (type == "account.offer_response_logged" && !of_a_call) ||
                       type == "account.offer_application_failed" ||
                       type == "account.offers_applied" ||
                       type == "account.offer_response_waiting" || type == "request.answered" ||
                       type == "command.refused" || type == "command.repeated" || cancelled;
  const bool has_channel =
      begins(stream, "account/") || begins(stream, "request/") || begins(stream, "workflow/");
  return answers && has_channel ? names.outcome : "";
}

}  // namespace

KafkaWorld::KafkaWorld(transport::KafkaOptions kafka, std::uint16_t shards)
    : kafka_(std::move(kafka)),
      shards_(shards),
      prefix_(transport::new_name("e2e")),
      names_(transport::topic_names(prefix_)) {}

std::vector<std::string> KafkaWorld::settings() const {
  return {"--set", "kafka.brokers=" + kafka_.brokers,
          "--set", "kafka.topic_prefix=" + prefix_,
          "--set", "data.shards=" + std::to_string(shards_)};
}

void KafkaWorld::create_topics() const {
  std::vector<std::string> arguments = {"topic", "create"};
  for (const std::string& each : settings()) arguments.push_back(each);
  // The command asks each thing once; a broker on a busy machine may be too slow for it.
  Finished created;
  ASSERT_TRUE(eventually(
      [&] {
        created = run_proffer(arguments);
        return created.status != unavailable;
      },
      180s));
  ASSERT_EQ(created.status, 0) << created.notes;
}

void KafkaWorld::apply_catalogue() const {
  NodeProcess node(data(), {"--shards", std::to_string(shards_)});
  ASSERT_TRUE(node.running()) << node.output();
  const auto applied =
      run_proffer({"--url", node.url(), "offer", "apply", "-f", sample("catalogue.json")});
  ASSERT_EQ(applied.status, 0) << applied.notes;
  ASSERT_EQ(node.stop(), 0) << node.output();
}

void KafkaWorld::send(const std::vector<transport::OutputMessage>& messages) const {
  transport::deliver(*transport::sink_to(kafka_), messages);
}

void KafkaWorld::send_astray(const std::string& topic, const std::string& key,
                             const std::string& value, std::int32_t partition) const {
  const auto file = folder_ / "astray";
  std::ofstream(file, std::ios::binary) << value << "\n";
  const auto line = fmt::format("kcat -P -b {} -t {} -p {} -k {} -l {}", kafka_.brokers, topic,
                                partition, key, file.string());
  ASSERT_EQ(std::system(line.c_str()), 0) << line;
}

std::vector<InputRecord> KafkaWorld::all_of(const std::string& topic) const {
  const auto sink = transport::sink_to(kafka_);
  const auto source = transport::source_of(kafka_, topic);
  std::int64_t wanted = 0;
  for (std::int32_t partition = 0; partition < shards_; ++partition) {
    wanted += transport::end_of(*sink, topic, partition);
    transport::start(*source, partition, 0);
  }
  return transport::receive(*source, static_cast<std::size_t>(wanted));
}

std::int64_t KafkaWorld::count(const std::string& topic) const {
  const auto sink = transport::sink_to(kafka_);
  std::int64_t count = 0;
  for (std::int32_t partition = 0; partition < shards_; ++partition) {
    count += transport::end_of(*sink, topic, partition);
  }
  return count;
}

std::string bare_json(const std::string& account, const std::string& offer,
                      const std::string& answer) {
  return fmt::format(R"({{"accountId":"{}","offerId":"{}","response":"{}","channel":"sms"}})",
                     account, offer, answer);
}

transport::OutputMessage response(const KafkaWorld& world, const std::string& account,
                                  const std::string& body) {
  return transport::message(world.names().response, account, body);
}

transport::OutputMessage cloud_event(const KafkaWorld& world, const std::string& account,
                                     const std::string& offer, const std::string& id) {
  auto message = response(world, account, bare_json(account, offer));
  message.headers = {{"content-type", {"application/json"}},
                     {"ce_specversion", {"1.0"}},
                     {"ce_type", {"proffer.response.v1"}},
                     {"ce_source", {"/channels/sms"}},
                     {"ce_id", {id}},
                     {"ce_correlationid", {id}}};
  return message;
}

std::string header(const InputRecord& record, const std::string& name) {
  std::string value;
  for (const RecordHeader& header : record.headers) {
    if (header.name == name) value = header.value.value;
  }
  return value;
}

boost::json::object body(const InputRecord& record) {
  return boost::json::parse(record.value.value).as_object();
}

std::string text(const boost::json::object& object, std::string_view name) {
  return std::string(object.at(name).as_string());
}

std::vector<boost::json::object> events_in_log(const KafkaWorld& world) {
  const auto cat = run_proffer({"-o", "json", "log", "cat", "--data", world.data().string()});
  EXPECT_EQ(cat.status, 0) << cat.notes;
  std::vector<boost::json::object> events;
  std::istringstream lines(cat.out);
  for (std::string line; std::getline(lines, line);) {
    events.push_back(boost::json::parse(line).as_object());
  }
  return events;
}

std::vector<std::string> to_be_told(const KafkaWorld& world) {
  std::vector<std::string> ids;
  for (const auto& event : events_in_log(world)) {
    const std::string topic = topic_of(world.names(), event);
    if (topic.empty()) continue;
    const std::string id =
        fmt::format("{}@{}", text(event, "stream"), event.at("version").to_number<std::uint64_t>());
    ids.push_back(topic + " " + id);
    if (is_membership(text(event, "type"))) {
      ids.push_back(world.names().membership_state + " " + id + "/state");
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<std::string> told(const KafkaWorld& world) {
  std::vector<std::string> ids;
  for (const auto& topic : transport::output_topics(world.names())) {
    for (const InputRecord& record : world.all_of(topic)) {
      ids.push_back(fmt::format("{} {}", topic, transport::message_id(record.headers)));
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

Readiness readiness(const NodeProcess& node) {
  const auto answer = edge::request("GET", node.url() + "/readyz?verbose", {}, "", 5'000);
  if (!answer) return {0, answer.error().detail};
  return {static_cast<unsigned>(answer->status), answer->body};
}

}  // namespace proffer::e2e
