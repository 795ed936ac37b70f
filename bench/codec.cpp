// What an event costs to write and to read: ns and bytes, beside cereal's own binary archives over
// a stringstream with the same fields, in the same run.
#include "events/codec/codec.hpp"

#include "events/event.hpp"

#include <cereal/cereal.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace proffer {

// cereal's binary archives line by line, with the schema version that our events ask for: theirs
// have none and cannot be derived from.
class CerealOut : public cereal::OutputArchive<CerealOut, cereal::AllowEmptyClassElision> {
 public:
  explicit CerealOut(std::ostream& stream) : OutputArchive(this), stream_(stream) {}
  void saveBinary(const void* data, std::streamsize size) {
    if (stream_.rdbuf()->sputn(static_cast<const char*>(data), size) != size)
      throw cereal::Exception("short write");
  }
  static constexpr std::uint16_t version() { return std::numeric_limits<std::uint16_t>::max(); }

 private:
  std::ostream& stream_;
};
class CerealIn : public cereal::InputArchive<CerealIn, cereal::AllowEmptyClassElision> {
 public:
  explicit CerealIn(std::istream& stream) : InputArchive(this), stream_(stream) {}
  void loadBinary(void* data, std::streamsize size) {
    if (stream_.rdbuf()->sgetn(static_cast<char*>(data), size) != size)
      throw cereal::Exception("short read");
  }
  static constexpr std::uint16_t version() { return std::numeric_limits<std::uint16_t>::max(); }

 private:
  std::istream& stream_;
};
}  // namespace proffer
CEREAL_SETUP_ARCHIVE_TRAITS(proffer::CerealIn, proffer::CerealOut)
namespace proffer {

template <class T>
requires std::is_arithmetic_v<T>
void save(CerealOut& archive, const T& value) { archive.saveBinary(&value, sizeof value); }
template <class T>
requires std::is_arithmetic_v<T>
void load(CerealIn& archive, T& value) { archive.loadBinary(&value, sizeof value); }
template <class T>
void save(CerealOut& archive, const cereal::BinaryData<T>& data) {
  archive.saveBinary(data.data, static_cast<std::streamsize>(data.size));
}
template <class T>
void load(CerealIn& archive, cereal::BinaryData<T>& data) {
  archive.loadBinary(data.data, static_cast<std::streamsize>(data.size));
}
template <class Archive, class T>
requires std::same_as<Archive, CerealOut> || std::same_as<Archive, CerealIn>
void serialize(Archive& archive, cereal::SizeTag<T>& size) { archive(size.size); }
template <class Archive, class T>
requires std::same_as<Archive, CerealOut> || std::same_as<Archive, CerealIn>
void serialize(Archive& archive, cereal::NameValuePair<T>& named) { archive(named.value); }
// A field is its value.
template <class Archive, class T>
requires std::same_as<Archive, CerealOut> || std::same_as<Archive, CerealIn>
void serialize(Archive& archive, Field<T>& named) { archive(named.value); }

namespace {

constexpr std::size_t events_a_batch = 64;

struct Size {
  std::size_t rounds = 15;
  std::size_t batches = 400;
};

std::uint64_t mixed(std::uint64_t hash, std::string_view bytes) {
  for (const char byte : bytes) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;  // FNV-1a
  }
  return hash;
}

void require(bool condition, std::string_view what) {
  if (condition) return;
  fmt::print(stderr, "bench_codec: {}\n", what);
  std::exit(1);
}

ResponseReceived response() {
  return {.account = {"A-100234"},
          .offer = {"PO-EXTRA-VALUE"},
          .response = "Accept",
          .asset = {"AS-100234-2"},
          .channel = "sms",
          .given = {1'772'355'600'000}};
}

Because because() {
  return {.offer = {"PO-EXTRA-VALUE"},
          .release = 3,
          .response = "Accept",
          .action = {"ACT-2"},
          .action_name = "Add unlimited text",
          .type = ActionType::modify,
          .code = ActionCode::add,
          .rule = "component added to the owned base",
          .inputs = {{"asset", "AS-100234-2"}, {"maximum", "1"}}};
}

LineAdded line_added() {
  return {.document = {"A-100234-O1"},
          .line = {.id = {"L2"},
                   .sequence = "1.1",
                   .parent = {"L1"},
                   .root = {"L1"},
                   .product = {"P-UNLIMITED-TEXT"},
                   .product_name = "Unlimited Text",
                   .action = LineAction::add,
                   .relationship = "Messaging",
                   .attributes = {{"Zone", "Domestic"}},
                   .unit_price = {1'500},
                   .net_price = {1'500},
                   .because = because()}};
}

OfferResponseLogged response_logged() {
  return {.response = response(),
          .release = 3,
          .outcome = ResponseOutcome::document,
          .document = {"A-100234-O1"},
          .skipped = {{because(), "AlreadyOwned"}}};
}

// 200 bytes of payload, as the design's budgets count them.
AssetUpdated two_hundred_bytes() {
  return {.asset = {.id = {"AS-100234-2"},
                    .product = {"P-UNLIMITED-TEXT"},
                    .parent = {"AS-100234-1"},
                    .root = {"AS-100234-1"},
                    .sequence = 2,
                    .relationship = "Messaging",
                    .service_id = "+447700900123",
                    .attributes = {{"Zone", "Domestic"}, {"SIM", "89441000304050607"}},
                    .fields = {{"Manual Discount", "10.00 per month for 12 months, agreed"}}}};
}

template <class F>
double nanoseconds_an_event(std::size_t events, F work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
  return took.count() / static_cast<double>(events);
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

struct Rounds {
  std::vector<double> encode, decode, cereal_encode, cereal_decode;
};

template <class E>
std::uint64_t measure(std::string_view name, const E& fields, Size size) {
  const Event event = fields;
  const codec::TypeName type = codec::type_of(event);
  std::string one;
  require(codec::encode(event, one).has_value(), "an event is not written");
  require(codec::decode<Event>(type.type, type.schema, one) == event, "an event is not read");
  const std::size_t events = size.batches * events_a_batch;
  std::uint64_t hash = mixed(0xcbf29ce484222325ULL, one);
  std::size_t cereal_bytes = 0;
  Rounds rounds;
  for (std::size_t round = 0; round < size.rounds; ++round) {
    std::string out;
    rounds.encode.push_back(nanoseconds_an_event(events, [&] {
      for (std::size_t batch = 0; batch < size.batches; ++batch) {
        out.clear();
        for (std::size_t n = 0; n < events_a_batch; ++n) {
          require(codec::encode(event, out).has_value(), "an event is not written");
        }
      }
    }));
    hash = mixed(hash, out);
    std::size_t same = 0;
    rounds.decode.push_back(nanoseconds_an_event(events, [&] {
      for (std::size_t n = 0; n < events; ++n) {
        const auto again = codec::decode<Event>(type.type, type.schema, one);
        same += again ? 1 : 0;
      }
    }));
    require(same == events, "an event is not read");

    std::string bytes;
    rounds.cereal_encode.push_back(nanoseconds_an_event(events, [&] {
      for (std::size_t batch = 0; batch < size.batches; ++batch) {
        std::ostringstream stream;
        for (std::size_t n = 0; n < events_a_batch; ++n) {
          CerealOut archive{stream};
          archive(fields);
        }
        bytes = std::move(stream).str();
      }
    }));
    cereal_bytes = bytes.size() / events_a_batch;
    rounds.cereal_decode.push_back(nanoseconds_an_event(events, [&] {
      for (std::size_t batch = 0; batch < size.batches; ++batch) {
        std::istringstream stream{bytes};
        for (std::size_t n = 0; n < events_a_batch; ++n) {
          E again;
          CerealIn archive{stream};
          archive(again);
          same -= 1;
        }
      }
    }));
    require(same == 0, "cereal does not read");
  }
  const double encode = median(rounds.encode), decode = median(rounds.decode);
  const double cereal_encode = median(rounds.cereal_encode);
  const double cereal_decode = median(rounds.cereal_decode);
  fmt::print("{:<22} {:>5} B {:>5} B {:>7.0f} {:>7.0f} {:>6.1f}x {:>7.0f} {:>7.0f} {:>6.1f}x\n",
             name, one.size(), cereal_bytes, encode, cereal_encode, cereal_encode / encode, decode,
             cereal_decode, cereal_decode / decode);
  return hash;
}

// Commands of two events of 200 bytes, as they stand in a frame: what the journal is given and a
// replay reads.
std::uint64_t measure_records(Size size) {
  const Event event = two_hundred_bytes();
  const StreamId stream{Category::account, "A-100234"};
  const CommandHeader header{.cause = {Cause::Kind::record, 1, 123'456},
                             .at = {1'772'355'600'123},
                             .correlation = "4bf92f3577b34da6a3ce929d0e0e4736",
                             .actor = "sms",
                             .request_key = "ce:/channels/sms\n01HQ3V5",
                             .request_hash = 0x1234567890abcdef,
                             .catalogue = 42};
  std::vector<double> write, read, decoded;
  std::string records;
  const std::size_t events = size.batches * events_a_batch;
  for (std::size_t round = 0; round < size.rounds; ++round) {
    write.push_back(nanoseconds_an_event(events, [&] {
      for (std::size_t batch = 0; batch < size.batches; ++batch) {
        records.clear();
        for (std::uint64_t version = 1; version < events_a_batch; version += 2) {
          codec::RecordWriter writer{records};
          require(writer.write(stream, version, header, event) &&
                      writer.write(stream, version + 1, header, event),
                  "a record is not written");
        }
      }
    }));
    std::size_t count = 0;
    RecordedEvent recorded;
    const auto read_records = [&](auto visit) {
      for (std::size_t batch = 0; batch < size.batches; ++batch) {
        codec::RecordReader reader{records};
        while (!reader.done()) {
          require(reader.next(recorded).has_value(), "a record is not read");
          count += visit(recorded) ? 1 : 0;
        }
      }
    };
    read.push_back(nanoseconds_an_event(
        events, [&] { read_records([](const RecordedEvent& e) { return e.version > 0; }); }));
    decoded.push_back(nanoseconds_an_event(events, [&] {
      read_records([](const RecordedEvent& e) {
        return codec::decode<Event>(e.type, e.schema, e.payload).has_value();
      });
    }));
    require(count == 2 * events, "records are missing");
  }
  fmt::print(
      "\nrecords, two of 200 B a command: {:.0f} B an event; write {:.0f} ns, read {:.0f} ns, "
      "read and decode {:.0f} ns an event\n",
      static_cast<double>(records.size()) / events_a_batch, median(write), median(read),
      median(decoded));
  return mixed(0, records);
}

int run(Size size) {
  fmt::print("{:<22} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}\n", "event", "size", "cereal",
             "enc ns", "cereal", "ratio", "dec ns", "cereal", "ratio");
  std::uint64_t hash = measure("LineAdded", line_added(), size);
  hash ^= measure("OfferResponseLogged", response_logged(), size);
  hash ^= measure("AssetUpdated (200 B)", two_hundred_bytes(), size);
  hash ^= measure_records(size);
  fmt::print("hash {:016x}\n", hash);
  return 0;
}

}  // namespace
}  // namespace proffer

int main(int argc, char** argv) {
  const bool smoke = argc > 1 && std::string_view{argv[1]} == "--smoke";
  return proffer::run(smoke ? proffer::Size{.rounds = 1, .batches = 2} : proffer::Size{});
}
