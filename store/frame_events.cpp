#include "store/frame_events.hpp"

#include "events/codec/codec.hpp"
#include "store/bytes.hpp"
#include "store/crc32c.hpp"

namespace proffer::store {
namespace {

std::string part_at(std::string part, std::size_t offset) {
  return std::move(part) + ", at byte " + std::to_string(offset) + " of the frame";
}

std::string wrong_command(const Frame& frame) {
  constexpr std::size_t counts_at = 16;
  FrameCommands commands{frame};
  FrameCommand command;
  std::uint32_t number = 0;
  std::size_t next = frame_header_bytes;
  while (commands.next(command)) {
    ++number;
    if (!visit_command(frame, command, [](const RecordedEvent&) { return true; })) {
      return part_at("command " + std::to_string(number), command.offset);
    }
    next = command.offset + command_header_bytes + command.records.size();
  }
  if (!commands.damaged()) return {};
  const bool ends_there = next == frame.bytes.size() - frame_trailer_bytes;
  if (ends_there || number == frame.header.commands) return part_at("header", counts_at);
  return part_at("command " + std::to_string(number + 1), next);
}

}  // namespace

StoreError at_frame(ShardId shard, Position first, StoreError error) {
  error.detail = "shard " + std::to_string(shard) + ", frame at position " + std::to_string(first) +
                 ": " + error.detail;
  return error;
}

StoreError damaged_frame(ShardId shard, Position first, std::string what) {
  return at_frame(shard, first, {StoreError::Kind::damaged, std::move(what)});
}

std::string first_wrong_part(std::string_view bytes, ShardId shard, Position first) {
  if (bytes.size() < frame_header_bytes + frame_trailer_bytes) return part_at("header", 0);
  ByteReader header{bytes};
  if (header.take(4) != "PFRM") return part_at("header", 0);
  if (header.le<std::uint16_t>() != frame_format) return part_at("header", 4);
  if (header.le<std::uint16_t>() != shard) return part_at("header", 6);
  if (header.le<std::uint64_t>() != first) return part_at("header", 8);
  const auto frame = parse_frame(bytes, FrameCheck::none);
  if (!frame) return part_at("header", 0);
  if (auto wrong = wrong_command(*frame); !wrong.empty()) return wrong;
  const std::string_view hashed = bytes.substr(0, bytes.size() - frame_trailer_bytes);
  const FrameHash hash = sha256(hashed);
  const std::size_t crc_at = bytes.size() - sizeof(std::uint32_t);
  if (hash == frame->hash) return part_at("trailer", crc_at);
  const std::string whole = std::string{hashed}.append(hash.begin(), hash.end());
  if (crc32c(whole) == load_le<std::uint32_t>(bytes.data() + crc_at)) {
    return part_at("trailer", hashed.size());
  }
  return "a value in its header or in a command: no part is wrong by itself";
}

Result<void> visit_command(const Frame& frame, const FrameCommand& command,
                           const std::function<bool(const RecordedEvent&)>& visit) {
  codec::RecordReader reader{command.records};
  RecordedEvent event;
  event.shard = frame.header.shard;
  event.recorded = frame.header.time;
  event.position = command.first;
  for (std::uint32_t left = command.count; left > 0; --left, ++event.position) {
    if (const auto read = reader.next(event); !read) {
      const bool newer = read.error().kind == codec::CodecError::Kind::newer_version;
      return tl::unexpected(
          at_frame(frame.header.shard, frame.header.first,
                   {newer ? StoreError::Kind::newer_format : StoreError::Kind::damaged,
                    read.error().detail}));
    }
    if (!visit(event)) return {};
  }
  if (reader.done()) return {};
  return tl::unexpected(damaged_frame(frame.header.shard, frame.header.first,
                                      "it holds more records than it counts"));
}

Result<void> visit_commands(const Frame& frame,
                            const std::function<Result<void>(const FrameCommand&)>& visit) {
  FrameCommands commands{frame};
  FrameCommand command;
  while (commands.next(command)) {
    if (auto visited = visit(command); !visited) return visited;
  }
  if (!commands.damaged()) return {};
  return tl::unexpected(damaged_frame(frame.header.shard, frame.header.first,
                                      "its commands and its counts do not add up"));
}

Result<Position> visit_frame(const Frame& frame, Position from,
                             const std::function<bool(const RecordedEvent&)>& visit) {
  Position next = from;
  bool stopped = false;
  const auto visited = visit_commands(frame, [&](const FrameCommand& command) -> Result<void> {
    if (stopped || command.first + command.count <= from) return {};
    return visit_command(frame, command, [&](const RecordedEvent& event) {
      if (event.position < from) return true;
      next = event.position + 1;
      stopped = !visit(event);
      return !stopped;
    });
  });
  if (!visited) return tl::unexpected(visited.error());
  return next;
}

}  // namespace proffer::store
