// What is written is read again, and nothing else is: whatever the bytes, there is an answer.
#include "events/codec/codec.hpp"

#include "events/codec/pack.hpp"
#include "events/codec/variants.hpp"
#include "tests/events/sample.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace proffer::codec {
namespace {

// What a shop could say once, and what it says since.
struct DoorOpened {
  static constexpr std::string_view type = "door.opened";
  static constexpr std::uint16_t version = 2;
  std::string door;
  std::uint32_t by = 7;  // since 2
  bool operator==(const DoorOpened&) const = default;
};
template <class Archive>
void serialize(Archive& archive, DoorOpened& e) {
  archive(field("door", e.door));
  if (archive.version() >= 2) archive(field("by", e.by));
}
struct DoorClosed {
  static constexpr std::string_view type = "door.closed";
  static constexpr std::uint16_t version = 1;
  std::string door;
  bool operator==(const DoorClosed&) const = default;
};
template <class Archive>
void serialize(Archive& archive, DoorClosed& e) {
  archive(field("door", e.door));
}
using DoorEvent = std::variant<DoorOpened, DoorClosed>;

struct DoorMoved {
  static constexpr std::string_view type = "door.moved";
  static constexpr std::uint16_t version = 1;
  std::string door;
  bool open = false;
};
template <class Archive>
void serialize(Archive& archive, DoorMoved& e) {
  archive(field("door", e.door), field("open", e.open));
}
DoorEvent upcast(const DoorMoved& old) {
  if (old.open) return DoorOpened{old.door, 0};
  return DoorClosed{old.door};
}

using Kind = CodecError::Kind;

std::string bytes_of(const Event& event) {
  std::string bytes;
  EXPECT_TRUE(encode(event, bytes));
  return bytes;
}

Result<Event> read(const Event& like, std::string_view bytes) {
  const TypeName name = type_of(like);
  return decode<Event>(name.type, name.schema, bytes);
}

std::vector<Event> random_events(std::uint64_t seed) {
  RandomValues values{seed};
  return samples_of_all_events(values);
}

RC_GTEST_PROP(Codec, WhatIsWrittenIsReadAgain, (std::uint64_t seed)) {
  for (const Event& event : random_events(seed)) {
    const auto again = read(event, bytes_of(event));
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == event);
  }
}

RC_GTEST_PROP(Codec, NoPrefixOfAnEventIsAnEvent, (std::uint64_t seed)) {
  std::mt19937_64 random{seed};
  for (const Event& event : random_events(seed)) {
    const std::string bytes = bytes_of(event);
    // Some 16 of its prefixes, each of which comes up in some run.
    const std::size_t step = bytes.size() / 16 + 1;
    for (std::size_t size = random() % step; size < bytes.size(); size += step) {
      const auto cut = read(event, std::string_view{bytes}.substr(0, size));
      RC_ASSERT(!cut.has_value());
      RC_ASSERT(cut.error().kind == Kind::malformed);
    }
  }
}

RC_GTEST_PROP(Codec, BytesLeftOverAreMalformed, (std::uint64_t seed, char extra)) {
  for (const Event& event : random_events(seed)) {
    RC_ASSERT(read(event, bytes_of(event) + extra).error().kind == Kind::malformed);
  }
}

// One value, one spelling: bytes that are accepted are the bytes that would have been written.
RC_GTEST_PROP(Codec, AFlippedBitIsRefusedOrAnotherEvent, (std::uint64_t seed)) {
  std::mt19937_64 random{seed};
  for (const Event& event : random_events(seed)) {
    std::string bytes = bytes_of(event);
    if (bytes.empty()) continue;
    const std::size_t bit = random() % (bytes.size() * 8);
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    const auto other = read(event, bytes);
    if (other) {
      RC_ASSERT(*other != event);
      RC_ASSERT(bytes_of(*other) == bytes);
    }
  }
}

RC_GTEST_PROP(Codec, AnyBytesHaveAnAnswer, (const std::string& bytes)) {
  for (const Event& event : counted_samples_of_all_events()) {
    const auto other = read(event, bytes);
    if (other) RC_ASSERT(bytes_of(*other) == bytes);
  }
}

TEST(Codec, ANewerSchemaVersionIsNotRead) {
  const auto newer = decode<Event>("document.created", 2, "");
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().kind, Kind::newer_version);
}

TEST(Codec, AnUnknownTypeIsSaid) {
  EXPECT_EQ(decode<Event>("document.shredded", 1, "").error().kind, Kind::unknown_type);
  EXPECT_EQ(decode<Event>("", 1, "").error().kind, Kind::unknown_type);
}

TEST(Codec, ACategoryReadsItsOwnEventsOnly) {
  const std::string bytes = bytes_of(ActiveDocumentSet{{"A-1-O1"}});
  EXPECT_TRUE(decode<AccountEvent>("account.active_document_set", 1, bytes));
  EXPECT_EQ(decode<ShardEvent>("account.active_document_set", 1, bytes).error().kind,
            Kind::unknown_type);
}

TEST(Codec, AFieldThatCameLaterHasItsDefault) {
  const std::string_view door{"\x03\0off\x09\0\0\0", 9};
  EXPECT_EQ(decode_variant<DoorEvent>("door.opened", 1, door.substr(0, 5)),
            DoorEvent(DoorOpened{"off", 7}));
  EXPECT_EQ(decode_variant<DoorEvent>("door.opened", 2, door), DoorEvent(DoorOpened{"off", 9}));
  EXPECT_EQ(decode_variant<DoorEvent>("door.opened", 1, door).error().kind, Kind::malformed);
  EXPECT_EQ(decode_variant<DoorEvent>("door.opened", 0, door).error().kind, Kind::malformed);
}

TEST(Codec, AnOldShapeIsReadAsTodaysEvent) {
  const std::string_view moved{"\x03\0off\x01", 6};
  EXPECT_EQ((decode_variant<DoorEvent, DoorMoved>("door.moved", 1, moved)),
            DoorEvent(DoorOpened{"off", 0}));
  EXPECT_EQ((decode_variant<DoorEvent, DoorMoved>("door.moved", 2, moved)).error().kind,
            Kind::newer_version);
  EXPECT_EQ(decode_variant<DoorEvent>("door.moved", 1, moved).error().kind, Kind::unknown_type);
}

TEST(Codec, ATextTooLongIsNotCutButRefused) {
  std::string out = "before";
  const auto done = encode(Event{ActiveDocumentSet{{std::string(65'536, 'x')}}}, out);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, Kind::too_long);
  EXPECT_EQ(out, "before");
  EXPECT_TRUE(encode(Event{ActiveDocumentSet{{std::string(65'535, 'x')}}}, out));
}

TEST(Codec, ANumberWithoutAnEnumeratorIsMalformed) {
  EXPECT_TRUE(unpack<DocumentKind>("\x02"));
  EXPECT_EQ(unpack<DocumentKind>("\x03").error().kind, Kind::malformed);
}

TEST(Codec, AForgedCountTakesNoMemory) {
  std::vector<Product> list;
  BinaryIn forged{std::string_view{"\xff\xff and little more"}, todays_version};
  forged(list);
  EXPECT_TRUE(forged.failed());
  EXPECT_EQ(list.capacity(), 0U);

  const std::string zeros = "\xff\xff" + std::string(65'535, '\0');
  BinaryIn hopeful{zeros, todays_version};
  hopeful(list);
  EXPECT_TRUE(hopeful.failed());
  EXPECT_LT(list.capacity() * sizeof(Product), 32 * zeros.size());
}

TEST(Codec, OpaqueBytesMayBeLong) {
  const Bytes bytes{std::string(1 << 20, 'x')};
  const auto packed = pack(bytes);
  ASSERT_TRUE(packed);
  EXPECT_EQ(unpack<Bytes>(*packed), bytes);
}

}  // namespace
}  // namespace proffer::codec
