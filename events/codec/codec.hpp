// Events to bytes and back. cereal drives the fields through our own bounded archives; the type's
// explicit name and schema version travel beside the payload, never a class name or a variant's
// index. See FORMAT.md.
#pragma once

#include "events/envelope.hpp"
#include "events/event.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::codec {

struct CodecError {
  enum class Kind {
    malformed,      // the bytes do not fit the type: short, left over, a length beyond the input
    unknown_type,   // no such event type
    newer_version,  // written by a newer program: stop, do not skip
    too_long,       // writing: a text over 65 535 bytes or a list over 65 535 entries
  };
  Kind kind = Kind::malformed;
  std::string detail;
};
template <class T>
using Result = tl::expected<T, CodecError>;

// The explicit type name and schema version of an event.
struct TypeName {
  std::string_view type;
  std::uint16_t schema = 0;
};

// Explicitly instantiated in codec.cpp for Event and for each category's variant.
template <class V>
TypeName type_of(const V& event);

// Appends the event's payload to `out`.
template <class V>
Result<void> encode(const V& event, std::string& out);

// The event of that name, upcast to today's shape. Every byte is consumed.
template <class V>
Result<V> decode(std::string_view type, std::uint16_t schema, std::string_view payload);

// One event on one line for people: `type v1 {field=value …}`; the same text as in the golden
// files.
std::string to_text(const Event& event);
// The same as a JSON object, for machines; texts that are not UTF-8 and opaque bytes as base64.
std::string to_json(const Event& event);

// The events of one command, encoded one after another as they will stand in a frame; see
// FORMAT.md, "Records". The command's header is written once, with the first event.
class RecordWriter {
 public:
  // Appends to `out`, which nobody else may change in between.
  explicit RecordWriter(std::string& out) : out_(out) {}
  // Explicitly instantiated like `encode`. On error `out` is as it was, and the next record may be
  // written.
  template <class V>
  Result<void> write(const StreamId& stream, std::uint64_t version, const CommandHeader& header,
                     const V& event);

 private:
  bool goes_on(const StreamId& stream, std::uint64_t version) const;

  std::string& out_;
  bool first_ = true;
  Category category_ = Category::unknown;  // of the last record's stream
  std::size_t key_at_ = 0;                 // where in `out_` that stream's key is
  std::size_t key_size_ = 0;
  std::uint64_t version_ = 0;  // of the last record
};

// Reads the records of a frame in order: those of one command after those of another. Positions and
// the frame's time are the caller's to fill in.
class RecordReader {
 public:
  explicit RecordReader(std::string_view records) : rest_(records) {}
  bool done() const { return rest_.empty(); }
  // The next record; `shard`, `position` and `recorded` are left as they are. After an error the
  // reader stays where it was, and what is in `event` means nothing.
  Result<void> next(RecordedEvent& event);

 private:
  std::string_view rest_;
  bool first_ = true;
  StreamId stream_;  // of the last record
  std::uint64_t version_ = 0;
  CommandHeader header_;
};

}  // namespace proffer::codec
