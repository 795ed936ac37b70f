// The records of a frame: written command by command, read one after another.
#include "events/codec/codec.hpp"
#include "tests/events/sample.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <iomanip>
#include <sstream>

namespace proffer::codec {
namespace {

struct Written {
  StreamId stream;
  std::uint64_t version = 0;
  CommandHeader header;
  Event event;
};

// Commands of a few events, each over one or two streams.
std::vector<Written> commands(std::uint64_t seed) {
  RandomValues values{seed};
  const std::vector<Event> events = samples_of_all_events(values);
  std::vector<Written> written;
  for (std::size_t command = 0; command < 4; ++command) {
    auto header = sample<CommandHeader>(values);
    if (values.number() % 2 == 0) header.origin = sample<Origin>(values);
    const auto stream = sample<StreamId>(values);
    const auto other = sample<StreamId>(values);
    for (std::uint64_t n = 0; n < 5; ++n) {
      written.push_back({values.number() % 3 == 0 ? other : stream, 7 + n, header,
                         events[values.number() % events.size()]});
    }
  }
  return written;
}

std::string records_of(const std::vector<Written>& written) {
  std::string bytes;
  for (std::size_t n = 0; n < written.size();) {
    RecordWriter writer{bytes};
    const CommandHeader header = written[n].header;
    for (; n < written.size() && written[n].header == header; ++n) {
      EXPECT_TRUE(writer.write(written[n].stream, written[n].version, header, written[n].event));
    }
  }
  return bytes;
}

RC_GTEST_PROP(Records, AreReadAsWritten, (std::uint64_t seed)) {
  const auto written = commands(seed);
  const std::string bytes = records_of(written);
  RecordReader reader{bytes};
  RecordedEvent recorded;
  for (const Written& w : written) {
    RC_ASSERT(!reader.done());
    RC_ASSERT(reader.next(recorded).has_value());
    RC_ASSERT(recorded.stream == w.stream);
    RC_ASSERT(recorded.version == w.version);
    RC_ASSERT(recorded.command == w.header);
    RC_ASSERT(decode<Event>(recorded.type, recorded.schema, recorded.payload) == w.event);
  }
  RC_ASSERT(reader.done());
}

// Reads until the end or the first error; the number of records read.
std::size_t read_all(std::string_view bytes) {
  RecordReader reader{bytes};
  RecordedEvent recorded;
  std::size_t count = 0;
  while (!reader.done() && reader.next(recorded)) ++count;
  return count;
}

RC_GTEST_PROP(Records, ARecordCutShortIsNotRead, (std::uint64_t seed)) {
  const auto written = commands(seed);
  const std::string bytes = records_of(written);
  const std::size_t size = seed % bytes.size();
  RC_ASSERT(read_all(bytes) == written.size());
  RC_ASSERT(read_all(std::string_view{bytes}.substr(0, size)) < written.size());
}

RC_GTEST_PROP(Records, AnyBytesHaveAnAnswer, (std::uint64_t seed, const std::string& noise)) {
  std::mt19937_64 random{seed};
  std::string bytes = records_of(commands(seed));
  for (int flips = 0; flips < 8; ++flips) {
    bytes[random() % bytes.size()] ^= static_cast<char>(1 << random() % 8);
  }
  RC_ASSERT(read_all(bytes) <= bytes.size());
  RC_ASSERT(read_all(noise) <= noise.size());
}

TEST(Records, ACommandIsWrittenOnce) {
  const StreamId stream{Category::account, "A-1"};
  const CommandHeader header{.correlation = std::string(100, 'c')};
  const Event event = ActiveDocumentSet{{"A-1-O1"}};
  std::string bytes;
  RecordWriter writer{bytes};
  ASSERT_TRUE(writer.write(stream, 1, header, event));
  const std::size_t first = bytes.size();
  ASSERT_TRUE(writer.write(stream, 2, header, event));
  const std::size_t second = bytes.size() - first;
  EXPECT_GT(first, second + 100);
  ASSERT_TRUE(writer.write(stream, 4, header, event));
  EXPECT_GT(bytes.size() - first - second, second) << "a gap in the versions has to be written";
}

TEST(Records, AnOriginIsWrittenOnceAndOnlyWhereTheInputSaysSomething) {
  const StreamId stream{Category::account, "A-1"};
  const Event event = ActiveDocumentSet{{"A-1-O1"}};
  const CommandHeader silent{.correlation = "c"};
  CommandHeader said = silent;
  said.origin = {{1}, "parent", "state", "flow"};
  std::string bytes;
  RecordWriter one{bytes};
  ASSERT_TRUE(one.write(stream, 1, said, event));
  ASSERT_TRUE(one.write(stream, 2, said, event));
  const std::size_t with_origin = bytes.size();
  RecordWriter other{bytes};
  ASSERT_TRUE(other.write(stream, 3, silent, event));
  ASSERT_TRUE(other.write(stream, 4, silent, event));
  EXPECT_EQ(with_origin, bytes.size() - with_origin + sizeof(std::int64_t) + 3 * 2 + 15);

  RecordReader reader{bytes};
  RecordedEvent recorded;
  for (const CommandHeader& header : {said, said, silent, silent}) {
    ASSERT_TRUE(reader.next(recorded));
    EXPECT_EQ(recorded.command, header);
  }
}

TEST(Records, AnOriginThatSaysNothingOrHasNoCommandIsMalformed) {
  constexpr std::size_t header_end = 1 + 13 + 8 + 3 * 2 + 8 + 1 + 8;  // with empty texts
  const CommandHeader header{.origin = {.occurred = {1}}};
  std::string bytes;
  RecordWriter writer{bytes};
  ASSERT_TRUE(writer.write({Category::account, "A-1"}, 1, header, Event{ActiveDocumentSet{}}));
  const std::size_t first = bytes.size();
  ASSERT_TRUE(writer.write({Category::account, "A-1"}, 2, header, Event{ActiveDocumentSet{}}));
  ASSERT_EQ(read_all(bytes), 2U);
  ASSERT_EQ(bytes[first], 3);
  std::string homeless = bytes;
  homeless[first] = 7;
  EXPECT_EQ(read_all(homeless), 1U);
  std::string silent = bytes;
  ASSERT_EQ(silent[header_end], 1);
  silent[header_end] = 0;
  EXPECT_EQ(read_all(silent), 0U);
}

TEST(Records, AnEventThatCannotBeWrittenLeavesNothing) {
  const StreamId stream{Category::account, "A-1"};
  std::string bytes;
  RecordWriter writer{bytes};
  ASSERT_TRUE(writer.write(stream, 1, {}, Event{ActiveDocumentSet{{"A-1-O1"}}}));
  const std::string before = bytes;
  const Event too_long = ActiveDocumentSet{{std::string(65'536, 'x')}};
  EXPECT_EQ(writer.write(stream, 2, {}, too_long).error().kind, CodecError::Kind::too_long);
  EXPECT_EQ(bytes, before);
  ASSERT_TRUE(writer.write(stream, 2, {}, Event{ActiveDocumentSet{{"A-1-O2"}}}));
  EXPECT_EQ(read_all(bytes), 2U);
}

TEST(Records, TheFirstRecordHasItsCommand) {
  const StreamId stream{Category::account, "A-1"};
  std::string bytes;
  RecordWriter writer{bytes};
  ASSERT_TRUE(writer.write(stream, 1, {}, Event{ActiveDocumentSet{{"A-1-O1"}}}));
  const std::size_t first = bytes.size();
  ASSERT_TRUE(writer.write(stream, 2, {}, Event{ActiveDocumentSet{{"A-1-O1"}}}));
  EXPECT_EQ(read_all(bytes), 2U);
  EXPECT_EQ(read_all(std::string_view{bytes}.substr(first)), 0U);
}

// The hexadecimal lines of the document's last block, without their remarks.
std::string documented_example() {
  std::ifstream file{PROFFER_SOURCE_DIR "/events/codec/FORMAT.md"};
  std::string hex;
  bool example = false;
  for (std::string line; std::getline(file, line);) {
    if (line == "### An example") example = true;
    if (!example || line.find_first_not_of("0123456789abcdef #") == 0) continue;
    const std::string digits = line.substr(0, line.find(' '));
    if (digits.find_first_not_of("0123456789abcdef") == std::string::npos) hex += digits;
  }
  return hex;
}

TEST(Records, AreTheBytesOfTheDocumentedExample) {
  const StreamId stream{Category::account, "A-1"};
  const CommandHeader header{.cause = {Cause::Kind::record, 1, 9},
                             .at = {1000},
                             .correlation = "c",
                             .actor = "sms",
                             .request_hash = 255,
                             .catalogue = 3};
  std::string bytes;
  RecordWriter writer{bytes};
  ASSERT_TRUE(writer.write(stream, 5, header, Event{ActiveDocumentSet{{"A-1-O1"}}}));
  ASSERT_TRUE(writer.write(stream, 6, header, Event{ActiveDocumentSet{{"A-1-O2"}}}));
  std::ostringstream hex;
  for (const char byte : bytes) {
    hex << std::hex << std::setfill('0') << std::setw(2) << int{static_cast<unsigned char>(byte)};
  }
  EXPECT_EQ(hex.str(), documented_example());
}

}  // namespace
}  // namespace proffer::codec
