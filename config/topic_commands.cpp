#include "config/topic_commands.hpp"

#include "events/transport/kafka_topics.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>

namespace proffer::config {
namespace {

using edge::cli::Exit;
using edge::cli::Output;

constexpr std::array<edge::cli::Column, 3> topic_columns = {
    {{"TOPIC", "id"}, {"PARTITIONS", "partitions"}, {"RESULT", "result"}}};

Exit failed(const transport::BusError& error, Output& output) {
  using Kind = transport::BusError::Kind;
  if (error.kind == Kind::wrong_topic) {
    output.problem(Problem{.code = "TOPIC_WRONG", .text = error.detail});
    return Exit::difference;
  }
  if (error.kind == Kind::unavailable) {
    output.problem(Problem{.code = "BROKER_UNAVAILABLE", .text = error.detail});
    return Exit::unavailable;
  }
  output.problem(Problem{.code = "BROKER_REFUSED", .text = error.detail});
  return Exit::failed;
}

std::vector<transport::TopicSpec> specs_of(const Settings& settings) {
  return transport::topic_specs(transport::topic_names(settings.kafka_topic_prefix),
                                static_cast<std::uint16_t>(settings.data_shards));
}

boost::json::object row(const transport::TopicSpec& spec, std::string_view result) {
  return {{"id", spec.name}, {"partitions", spec.partitions}, {"result", result}};
}

bool no_brokers(const Settings& settings, Output& output) {
  if (!settings.kafka_brokers.empty()) return false;
  output.problem(
      Problem{.code = "BROKERS_REQUIRED", .text = "say where Kafka is: --kafka HOST:PORT"});
  return true;
}

}  // namespace

Exit topic_create(const Settings& settings, Output& output) {
  if (no_brokers(settings, output)) return Exit::usage;
  const auto specs = specs_of(settings);
  const auto made = transport::create_topics({.brokers = settings.kafka_brokers}, specs,
                                             static_cast<int>(settings.kafka_replication));
  if (!made) return failed(made.error(), output);
  boost::json::array rows;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    rows.push_back(row(specs[i], (*made)[i].created ? "created" : "unchanged"));
  }
  output.rows({rows.data(), rows.size()}, topic_columns);
  return Exit::ok;
}

Exit topic_check(const Settings& settings, Output& output) {
  if (no_brokers(settings, output)) return Exit::usage;
  const auto specs = specs_of(settings);
  const auto checked = transport::check_topics({.brokers = settings.kafka_brokers}, specs);
  if (!checked) return failed(checked.error(), output);
  boost::json::array rows;
  for (const auto& spec : specs) rows.push_back(row(spec, "good"));
  output.rows({rows.data(), rows.size()}, topic_columns);
  return Exit::ok;
}

}  // namespace proffer::config
