#include "events/transport/kafka_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace proffer::transport::kafka {
namespace {

constexpr std::array unavailable_codes = {
    RD_KAFKA_RESP_ERR__TRANSPORT,
    RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN,
    RD_KAFKA_RESP_ERR__RESOLVE,
    RD_KAFKA_RESP_ERR__TIMED_OUT,
    RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE,
    RD_KAFKA_RESP_ERR__WAIT_COORD,
    RD_KAFKA_RESP_ERR__WAIT_CACHE,
    RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE,
    RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
    RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT,
    RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE,
    RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION,
    RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS,
    RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE,
    RD_KAFKA_RESP_ERR_NOT_COORDINATOR,
    RD_KAFKA_RESP_ERR_NOT_CONTROLLER,
    RD_KAFKA_RESP_ERR_OFFSET_NOT_AVAILABLE,
};
constexpr std::array wrong_topic_codes = {
    RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC,
    RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION,
    RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART,
    RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION,
    RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED,
};
constexpr std::array out_of_range_codes = {
    RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET,
    RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE,
};
constexpr std::array too_large_codes = {
    RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE,
    RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE,
};

bool contains(const auto& codes, rd_kafka_resp_err_t code) {
  return std::ranges::find(codes, code) != codes.end();
}

Bytes bytes_of(const void* data, std::size_t size) {
  return {data == nullptr ? std::string{} : std::string{static_cast<const char*>(data), size}};
}

}  // namespace

BusError::Kind kind_of(rd_kafka_resp_err_t code) {
  if (contains(unavailable_codes, code)) return BusError::Kind::unavailable;
  if (contains(wrong_topic_codes, code)) return BusError::Kind::wrong_topic;
  if (contains(out_of_range_codes, code)) return BusError::Kind::out_of_range;
  if (contains(too_large_codes, code)) return BusError::Kind::too_large;
  return BusError::Kind::fatal;
}

BusError error_of(rd_kafka_resp_err_t code, const std::string& what) {
  return {kind_of(code), fmt::format("{}: {}", what, rd_kafka_err2str(code))};
}

Owned<rd_kafka_topic_partition_list_t> one_partition(const std::string& topic,
                                                     std::int32_t partition, std::int64_t offset) {
  Owned<rd_kafka_topic_partition_list_t> list{rd_kafka_topic_partition_list_new(1)};
  rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), partition)->offset = offset;
  return list;
}

std::vector<RecordHeader> headers_of(const rd_kafka_message_t& message) {
  std::vector<RecordHeader> headers;
  rd_kafka_headers_t* list = nullptr;
  if (rd_kafka_message_headers(&message, &list) != RD_KAFKA_RESP_ERR_NO_ERROR) return headers;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  for (std::size_t i = 0;
       rd_kafka_header_get_all(list, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; ++i) {
    headers.push_back({name, bytes_of(value, size), value != nullptr});
  }
  return headers;
}

InputRecord record_of(const rd_kafka_message_t& message) {
  rd_kafka_timestamp_type_t kind{};
  return {
      .topic = rd_kafka_topic_name(message.rkt),
      .partition = message.partition,
      .offset = message.offset,
      .timestamp = {rd_kafka_message_timestamp(&message, &kind)},
      .has_key = message.key != nullptr,
      .key = bytes_of(message.key, message.key_len),
      .has_value = message.payload != nullptr,
      .value = bytes_of(message.payload, message.len),
      .headers = headers_of(message),
  };
}

Result<std::unique_ptr<Client>> Client::open(const KafkaOptions& options, rd_kafka_type_t type,
                                             const Settings& settings, int events) {
  std::unique_ptr<Client> client{new Client(options)};
  Owned<rd_kafka_conf_t> conf{rd_kafka_conf_new()};
  Settings all = {{"bootstrap.servers", options.brokers},
                  {"client.id", options.client_id},
                  {"log_level", "4"},     // warnings
                  {"log.queue", "true"},  // they come in the thread that polls
                  {"reconnect.backoff.max.ms", "1000"},
                  {"socket.connection.setup.timeout.ms", "5000"},
                  {"socket.nagle.disable", "true"}};
  all.insert(all.end(), settings.begin(), settings.end());
  char reason[512] = {};
  for (const auto& [name, value] : all) {
    if (rd_kafka_conf_set(conf.get(), name, value.c_str(), reason, sizeof reason) !=
        RD_KAFKA_CONF_OK) {
      return tl::unexpected(BusError{BusError::Kind::fatal, reason});
    }
  }
  rd_kafka_conf_set_opaque(conf.get(), client.get());
  rd_kafka_conf_set_error_cb(conf.get(), on_error);
  rd_kafka_conf_set_log_cb(conf.get(), on_log);
  rd_kafka_conf_set_events(conf.get(), events);
  client->handle_.reset(rd_kafka_new(type, conf.get(), reason, sizeof reason));
  if (!client->handle_) return tl::unexpected(BusError{BusError::Kind::fatal, reason});
  static_cast<void>(conf.release());  // rd_kafka_new has taken it
  rd_kafka_set_log_queue(client->handle(), nullptr);
  return client;
}

void Client::on_error(rd_kafka_t*, int code, const char* reason, void* self) {
  auto& client = *static_cast<Client*>(self);
  if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) {
    client.answered_ = false;
  } else {
    client.log_seldom(reason);
  }
}

void Client::on_log(const rd_kafka_t* handle, int, const char*, const char* line) {
  static_cast<Client*>(rd_kafka_opaque(handle))->log_seldom(line);
}

void Client::heed(rd_kafka_event_t* event) {
  if (rd_kafka_event_type(event) == RD_KAFKA_EVENT_ERROR) {
    on_error(handle(), rd_kafka_event_error(event), rd_kafka_event_error_string(event), this);
  } else if (rd_kafka_event_type(event) == RD_KAFKA_EVENT_LOG) {
    const char* facility = nullptr;
    const char* line = nullptr;
    int level = 0;
    if (rd_kafka_event_log(event, &facility, &line, &level) == 0) log_seldom(line);
  }
}

void Client::log(const std::string& line) {
  if (options_.log) options_.log("Kafka: " + line);
}

void Client::log_seldom(const std::string& line) {
  const auto now = std::chrono::steady_clock::now();
  if (last_line_ && now - *last_line_ < std::chrono::milliseconds{options_.log_interval_ms}) {
    ++lines_left_out_;
    return;
  }
  last_line_ = now;
  log(lines_left_out_ == 0 ? line
                           : fmt::format("{} (and {} lines before it)", line, lines_left_out_));
  lines_left_out_ = 0;
}

bool Client::answers(int wait_ms) {
  if (answered_) return true;
  // A shorter wait than a round trip would never see the answer.
  const rd_kafka_metadata_t* found = nullptr;
  const auto code = rd_kafka_metadata(handle(), 0, nullptr, &found, std::max(wait_ms, 50));
  const Owned<const rd_kafka_metadata_t> metadata{found};
  answered_ = code == RD_KAFKA_RESP_ERR_NO_ERROR;
  if (answered_ == told_down_) {
    log(answered_ ? fmt::format("{} answers again", options_.brokers) : unavailable().detail);
    told_down_ = !answered_;
  }
  return answered_;
}

BusError Client::unavailable() const {
  return {BusError::Kind::unavailable,
          fmt::format("no broker answers at {}: is Kafka running, and is this its address?",
                      options_.brokers)};
}

std::optional<BusError> Client::fatal_error() const {
  char reason[512] = {};
  if (rd_kafka_fatal_error(handle(), reason, sizeof reason) == RD_KAFKA_RESP_ERR_NO_ERROR) {
    return std::nullopt;
  }
  return BusError{BusError::Kind::fatal, reason};
}

Result<Owned<const rd_kafka_metadata_t>> Client::metadata(const std::string& topic) {
  Owned<rd_kafka_topic_t> rkt;
  if (!topic.empty()) rkt.reset(rd_kafka_topic_new(handle(), topic.c_str(), nullptr));
  const rd_kafka_metadata_t* found = nullptr;
  const auto code = rd_kafka_metadata(handle(), 0, rkt.get(), &found, options_.request_ms_max);
  Owned<const rd_kafka_metadata_t> metadata{found};
  if (kind_of(code) == BusError::Kind::unavailable) return tl::unexpected(unavailable());
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return tl::unexpected(error_of(code, "metadata"));
  return metadata;
}

Result<std::pair<std::int64_t, std::int64_t>> Client::watermarks(const std::string& topic,
                                                                 std::int32_t partition) {
  std::int64_t low = 0;
  std::int64_t high = 0;
  const auto query = [&] {
    return rd_kafka_query_watermark_offsets(handle(), topic.c_str(), partition, &low, &high,
                                            options_.request_ms_max);
  };
  auto code = query();
  if (code == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION) {
    // What librdkafka remembers of a topic that was just being made stays as it is for minutes,
    // unless it is asked.
    if (const auto renewed = metadata(topic); !renewed) return tl::unexpected(renewed.error());
    code = query();
  }
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return tl::unexpected(error_of(code, fmt::format("end of {} [{}]", topic, partition)));
  }
  return std::pair{low, high};
}

Result<void> Reader::open() {
  if (client_) return {};
  auto client = Client::open(options_, RD_KAFKA_CONSUMER,
                             {{"check.crcs", "true"},
                              {"isolation.level", "read_committed"},
                              {"auto.offset.reset", "error"},
                              {"enable.partition.eof", "true"},
                              {"enable.auto.commit", "false"},
                              {"enable.auto.offset.store", "false"},
                              {"fetch.wait.max.ms", "50"},
                              {"fetch.error.backoff.ms", "50"},
                              {"queued.max.messages.kbytes", "16384"}});
  if (!client) return tl::unexpected(client.error());
  client_ = std::move(*client);
  return {};
}

namespace {

// A partition that is read only while this lives.
class Reading {
 public:
  Reading(rd_kafka_topic_t* topic, std::int32_t partition, std::int64_t offset)
      : topic_(topic),
        partition_(partition),
        started_(rd_kafka_consume_start(topic, partition, offset) == 0) {}
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  ~Reading() {
    if (started_) rd_kafka_consume_stop(topic_, partition_);
  }
  bool started() const { return started_; }

 private:
  rd_kafka_topic_t* topic_;
  std::int32_t partition_;
  bool started_;
};

}  // namespace

Result<void> Reader::read(const std::string& topic, std::int32_t partition, std::int64_t offset,
                          int wait_ms,
                          const std::function<bool(const rd_kafka_message_t&)>& visit) {
  if (auto opened = open(); !opened) return opened;
  const auto what = fmt::format("{} [{}] at offset {}", topic, partition, offset);
  const Owned<rd_kafka_topic_t> rkt{rd_kafka_topic_new(client_->handle(), topic.c_str(), nullptr)};
  const Reading reading{rkt.get(), partition, offset};
  if (!reading.started()) return tl::unexpected(error_of(rd_kafka_last_error(), what));
  for (;;) {
    const Owned<rd_kafka_message_t> message{rd_kafka_consume(rkt.get(), partition, wait_ms)};
    rd_kafka_poll(client_->handle(), 0);
    if (!message) {
      return tl::unexpected(BusError{BusError::Kind::unavailable,
                                     fmt::format("{}: no answer within {} ms", what, wait_ms)});
    }
    if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) return {};
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return tl::unexpected(error_of(message->err, what));
    }
    if (!visit(*message)) return {};
  }
}

}  // namespace proffer::transport::kafka
