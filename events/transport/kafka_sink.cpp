#include "events/transport/kafka_client.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

namespace proffer::transport {
namespace {

using namespace kafka;

constexpr std::size_t reports_a_poll_max = 10'000;
static_assert(sizeof(void*) >= sizeof(std::uint64_t),
              "a tag travels as a message's opaque pointer");

// Kafka tells a missing key, value or header's value from an empty one by the pointer.
void* pointer_of(const std::string& bytes, bool present) {
  return present ? const_cast<char*>(bytes.data()) : nullptr;
}

Owned<rd_kafka_headers_t> headers_for(const OutputMessage& message) {
  Owned<rd_kafka_headers_t> headers{rd_kafka_headers_new(message.headers.size())};
  for (const auto& [name, value, has_value] : message.headers) {
    rd_kafka_header_add(headers.get(), name.data(), static_cast<ssize_t>(name.size()),
                        pointer_of(value.value, has_value),
                        static_cast<ssize_t>(value.value.size()));
  }
  return headers;
}

class KafkaSink final : public Sink {
 public:
  explicit KafkaSink(std::unique_ptr<Client> client)
      : client_(std::move(client)),
        queue_(rd_kafka_queue_get_main(client_->handle())),
        reader_(client_->options()) {}

  Result<bool> send(const OutputMessage& message) override;
  Result<std::vector<Delivered>> poll(int wait_ms) override;
  Result<std::int32_t> partitions(const std::string& topic) override;
  Result<std::int64_t> end_offset(const std::string& topic, std::int32_t partition) override;
  Result<void> read_headers(
      const std::string& topic, std::int32_t partition, std::int64_t offset,
      const std::function<void(std::int64_t, const std::vector<RecordHeader>&)>& visit) override;

 private:
  rd_kafka_topic_t* topic(const std::string& name);
  std::vector<Delivered> take(int wait_ms);
  void take_report(const rd_kafka_message_t& message, std::vector<Delivered>& delivered);

  std::unique_ptr<Client> client_;
  Owned<rd_kafka_queue_t> queue_;
  Reader reader_;
  std::map<std::string, Owned<rd_kafka_topic_t>> topics_;
  std::optional<BusError> failed_;  // for good
};

rd_kafka_topic_t* KafkaSink::topic(const std::string& name) {
  auto& known = topics_[name];
  if (!known) known.reset(rd_kafka_topic_new(client_->handle(), name.c_str(), nullptr));
  return known.get();
}

Result<bool> KafkaSink::send(const OutputMessage& message) {
  if (failed_) return tl::unexpected(*failed_);
  auto headers = headers_for(message);
  std::array<rd_kafka_vu_t, 6> parts{};
  parts[0].vtype = RD_KAFKA_VTYPE_RKT;
  parts[0].u.rkt = topic(message.topic);
  parts[1].vtype = RD_KAFKA_VTYPE_KEY;
  parts[1].u.mem = {pointer_of(message.key, message.has_key), message.key.size()};
  parts[2].vtype = RD_KAFKA_VTYPE_VALUE;
  parts[2].u.mem = {pointer_of(message.value.value, message.has_value), message.value.value.size()};
  parts[3].vtype = RD_KAFKA_VTYPE_HEADERS;
  parts[3].u.headers = headers.get();
  parts[4].vtype = RD_KAFKA_VTYPE_OPAQUE;
  parts[4].u.ptr = reinterpret_cast<void*>(message.tag);
  parts[5].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
  parts[5].u.i = RD_KAFKA_MSG_F_COPY;
  const Owned<rd_kafka_error_t> error{
      rd_kafka_produceva(client_->handle(), parts.data(), parts.size())};
  if (!error) {
    static_cast<void>(headers.release());  // the message has taken them
    return true;
  }
  const auto code = rd_kafka_error_code(error.get());
  if (code == RD_KAFKA_RESP_ERR__QUEUE_FULL) return false;
  const auto what =
      fmt::format("a message of {} bytes for {}", message.value.value.size(), message.topic);
  if (code == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE) return tl::unexpected(error_of(code, what));
  failed_ = client_->fatal_error().value_or(error_of(code, what));
  return tl::unexpected(*failed_);
}

Result<std::vector<Delivered>> KafkaSink::poll(int wait_ms) {
  auto delivered = take(0);
  if (delivered.empty() && !failed_) {
    if (!client_->answers(wait_ms)) return tl::unexpected(client_->unavailable());
    delivered = take(wait_ms);
  }
  if (delivered.empty() && failed_) return tl::unexpected(*failed_);
  return delivered;
}

std::vector<Delivered> KafkaSink::take(int wait_ms) {
  std::vector<Delivered> delivered;
  std::array<const rd_kafka_message_t*, 256> messages{};
  while (delivered.size() < reports_a_poll_max) {
    const Owned<rd_kafka_event_t> event{
        rd_kafka_queue_poll(queue_.get(), delivered.empty() ? wait_ms : 0)};
    if (!event) break;
    client_->heed(event.get());
    while (const auto count =
               rd_kafka_event_message_array(event.get(), messages.data(), messages.size())) {
      for (std::size_t i = 0; i < count; ++i) take_report(*messages[i], delivered);
    }
  }
  if (!failed_) failed_ = client_->fatal_error();
  return delivered;
}

void KafkaSink::take_report(const rd_kafka_message_t& message, std::vector<Delivered>& delivered) {
  const std::string name = rd_kafka_topic_name(message.rkt);
  if (failed_) return;  // what comes after a failed one is sent again with it, in order
  if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
    delivered.push_back({reinterpret_cast<std::uint64_t>(message._private), name, message.partition,
                         message.offset});
    return;
  }
  failed_ = error_of(message.err, fmt::format("delivery to {} [{}]", name, message.partition));
  // It is no use to wait: this message is out of the queue.
  if (failed_->kind == BusError::Kind::unavailable) failed_->kind = BusError::Kind::fatal;
}

Result<std::int32_t> KafkaSink::partitions(const std::string& name) {
  const auto metadata = client_->metadata(name);
  if (!metadata) return tl::unexpected(metadata.error());
  const auto& found = (*metadata)->topics[0];
  if (found.err != RD_KAFKA_RESP_ERR_NO_ERROR) return tl::unexpected(error_of(found.err, name));
  return found.partition_cnt;
}

Result<std::int64_t> KafkaSink::end_offset(const std::string& name, std::int32_t partition) {
  const auto marks = client_->watermarks(name, partition);
  if (!marks) return tl::unexpected(marks.error());
  return marks->second;
}

Result<void> KafkaSink::read_headers(
    const std::string& name, std::int32_t partition, std::int64_t offset,
    const std::function<void(std::int64_t, const std::vector<RecordHeader>&)>& visit) {
  const auto marks = client_->watermarks(name, partition);
  if (!marks) return tl::unexpected(marks.error());
  const auto [low, high] = *marks;
  if (offset > high) {
    return tl::unexpected(
        BusError{BusError::Kind::out_of_range,
                 fmt::format("{} [{}] ends at offset {}, but {} were sent: was it made anew?", name,
                             partition, high, offset)});
  }
  if (offset == high) return {};
  return reader_.read(name, partition, std::max(offset, low), client_->options().request_ms_max,
                      [&, end = high](const rd_kafka_message_t& message) {
                        if (message.offset < end) visit(message.offset, headers_of(message));
                        return message.offset + 1 < end;
                      });
}

}  // namespace

Result<std::unique_ptr<Sink>> make_sink(const SinkOptions& options) {
  auto client = Client::open(
      options.kafka, RD_KAFKA_PRODUCER,
      {{"enable.idempotence", "true"},
       {"enable.gapless.guarantee", "true"},  // after a failed message none behind it is delivered
       {"acks", "all"},
       {"message.timeout.ms",
        "0"},  // never given up: the queue is bounded, and the log has them all
       {"partitioner", "murmur2_random"},
       {"linger.ms", std::to_string(options.linger_ms)},
       {"message.max.bytes", std::to_string(options.message_bytes_max)},
       {"batch.size", std::to_string(options.batch_bytes_max)},
       {"queue.buffering.max.messages", std::to_string(options.queue_messages_max)},
       {"queue.buffering.max.kbytes", std::to_string(options.queue_kbytes_max)}},
      RD_KAFKA_EVENT_DR);
  if (!client) return tl::unexpected(client.error());
  return std::make_unique<KafkaSink>(*std::move(client));
}

}  // namespace proffer::transport
