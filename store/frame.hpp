// One batch of events as it stands in the log: the bytes of a frame, their hash and their check.
// See FORMAT.md.
#pragma once

#include "events/envelope.hpp"
#include "store/log.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace proffer::store {

FrameHash sha256(std::string_view bytes);
std::string to_hex(const FrameHash& hash);

struct FrameHeader {
  ShardId shard = 0;
  Position first = 0;          // position of the first event
  std::uint32_t count = 0;     // events
  std::uint32_t commands = 0;  // groups of events that were decided together
  Instant time;
  FrameHash previous{};  // hash of the shard's frame before this one; zeros in the genesis
};

inline constexpr std::uint16_t frame_format = 1;
inline constexpr std::size_t frame_header_bytes = 64;
inline constexpr std::size_t frame_trailer_bytes = 36;  // SHA-256 and CRC32C
inline constexpr std::size_t command_header_bytes = 8;

// Puts commands one behind the other into one frame.
class FrameBuilder {
 public:
  // Makes room at once for commands that take `expected` bytes, as `bytes_of` counts them.
  FrameBuilder(FrameHeader header, std::size_t bytes_max, std::size_t expected = 0);

  // What a command with so many bytes of records takes in a frame.
  static std::size_t bytes_of(std::size_t records) { return command_header_bytes + records; }
  // Whether a command with so many bytes of records fits into an empty frame.
  static bool fits_alone(std::size_t records, std::size_t bytes_max);
  bool fits(std::size_t records) const;

  // Answers with the offset in the frame at which the command stands.
  std::uint32_t add(std::string_view records, std::uint32_t count);
  Position next() const { return header_.first + header_.count; }
  const FrameHeader& header() const { return header_; }

  // Completes the frame; the builder is used up.
  FrameHash finish();
  const std::string& bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  FrameHeader header_;
  std::size_t bytes_max_;
  std::string bytes_;
};

// The events of one command within a frame.
struct FrameCommand {
  std::uint32_t offset = 0;  // in the frame
  Position first = 0;        // position of its first event
  std::uint32_t count = 0;
  std::string_view records;
};

struct Frame {
  FrameHeader header;
  FrameHash hash{};
  std::string_view bytes;

  Position end() const { return header.first + header.count; }
};

enum class FrameCheck {
  none,  // bytes that were checked before and have stayed in memory
  crc,   // against decay; for bytes this program wrote and that no chain is derived from
  hash,  // SHA-256 as well
};

// Looks at the bytes of a whole frame; the frame keeps looking at them.
Result<Frame> parse_frame(std::string_view bytes, FrameCheck check);

// The commands of a frame in order.
class FrameCommands {
 public:
  explicit FrameCommands(const Frame& frame);
  // False behind the last one, and where the bytes do not add up (then `damaged` is true).
  bool next(FrameCommand& command);
  bool damaged() const { return damaged_; }

 private:
  const Frame& frame_;
  std::size_t at_;
  Position position_;
  std::uint32_t left_;
  bool damaged_ = false;
};

// The command at an offset that `FrameBuilder::add` answered with.
Result<FrameCommand> command_at(const Frame& frame, std::uint32_t offset, Position first);

}  // namespace proffer::store
