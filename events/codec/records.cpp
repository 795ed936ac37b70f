// The records of a frame; the grammar is in FORMAT.md, "Records".
#include "events/codec/archive.hpp"
#include "events/codec/codec.hpp"
#include "events/codec/variants.hpp"

#include <bit>

namespace proffer::codec {
namespace {

// What the record leaves out because the one before it says so.
constexpr std::uint8_t same_command = 1;
constexpr std::uint8_t same_stream = 2;  // and the version after it
// The header is followed by the input's origin.
constexpr std::uint8_t has_origin = 4;
constexpr std::uint8_t all_flags = same_command | same_stream | has_origin;

tl::unexpected<CodecError> malformed(std::string_view what) {
  return codec_error(CodecError::Kind::malformed, "record", what);
}

}  // namespace

bool RecordWriter::goes_on(const StreamId& stream, std::uint64_t version) const {
  return !first_ && version == version_ + 1 && stream.category == category_ &&
         std::string_view{out_}.substr(key_at_, key_size_) == stream.key;
}

template <class V>
Result<void> RecordWriter::write(const StreamId& stream, std::uint64_t version,
                                 const CommandHeader& header, const V& event) {
  const TypeName name = type_of(event);
  const bool on = goes_on(stream, version);
  BinaryOut archive{out_, name.schema};
  const bool originates = first_ && header.origin != Origin{};
  archive.put(static_cast<std::uint8_t>((first_ ? 0 : same_command) | (on ? same_stream : 0) |
                                        (originates ? has_origin : 0)));
  if (first_) archive(header);
  if (originates) archive(header.origin);
  if (!on) archive(stream, version);
  const std::size_t key_end = archive.place() - sizeof version;
  archive.put_text<std::uint16_t>(name.type);
  archive.put(name.schema);
  const std::size_t length_at = archive.place();
  archive.put(std::uint32_t{0});
  write_fields(archive, event);
  const std::size_t payload = archive.place() - length_at - sizeof(std::uint32_t);
  if (payload > std::numeric_limits<std::uint32_t>::max()) archive.fail();
  archive.put_at(length_at, static_cast<std::uint32_t>(payload));
  if (!archive.finish()) return too_long(name.type);
  if (!on) {
    category_ = stream.category;
    key_at_ = key_end - stream.key.size();
    key_size_ = stream.key.size();
  }
  first_ = false;
  version_ = version;
  return {};
}

Result<void> RecordReader::next(RecordedEvent& event) {
  BinaryIn archive{rest_, todays_version};
  const auto flags = archive.take<std::uint8_t>();
  const bool on = (flags & same_stream) != 0;
  const bool originates = (flags & has_origin) != 0;
  if ((flags & ~all_flags) != 0) return malformed("unknown flags");
  if ((flags & same_command) == 0) {
    if (on) return malformed("a command's first record names no stream");
    archive(header_);
    header_.origin = {};
    if (originates) {
      archive(header_.origin);
      if (header_.origin == Origin{}) return malformed("an origin that says nothing");
    }
  } else if (first_) {
    return malformed("the first record has no command");
  } else if (originates) {
    return malformed("an origin without its command");
  }
  if (on) {
    ++version_;
  } else {
    archive(stream_, version_);
  }
  event.type = archive.take_text<std::uint16_t>();
  archive(event.schema);
  event.payload = archive.take_text<std::uint32_t>();
  if (archive.failed()) return malformed("the bytes end too early, or do not fit the fields");
  event.stream = stream_;
  event.version = version_;
  event.command = header_;
  rest_ = archive.rest();
  first_ = false;
  return {};
}

template Result<void> RecordWriter::write(const StreamId&, std::uint64_t, const CommandHeader&,
                                          const Event&);
template Result<void> RecordWriter::write(const StreamId&, std::uint64_t, const CommandHeader&,
                                          const AccountEvent&);
template Result<void> RecordWriter::write(const StreamId&, std::uint64_t, const CommandHeader&,
                                          const CatalogueEvent&);
template Result<void> RecordWriter::write(const StreamId&, std::uint64_t, const CommandHeader&,
                                          const ProductOfferEvent&);
template Result<void> RecordWriter::write(const StreamId&, std::uint64_t, const CommandHeader&,
                                          const WorkflowEvent&);
template Result<void> RecordWriter::write(const StreamId&, std::uint64_t, const CommandHeader&,
                                          const ProjectEvent&);
template Result<void> RecordWriter::write(const StreamId&, std::uint64_t, const CommandHeader&,
                                          const RequestEvent&);
template Result<void> RecordWriter::write(const StreamId&, std::uint64_t, const CommandHeader&,
                                          const ShardEvent&);
template Result<void> RecordWriter::write(const StreamId&, std::uint64_t, const CommandHeader&,
                                          const CommandEvent&);

}  // namespace proffer::codec
