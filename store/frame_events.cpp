#include "store/frame_events.hpp"

#include "events/codec/codec.hpp"

namespace proffer::store {

StoreError at_frame(ShardId shard, Position first, StoreError error) {
  error.detail = "shard " + std::to_string(shard) + ", frame at position " + std::to_string(first) +
                 ": " + error.detail;
  return error;
}

StoreError damaged_frame(ShardId shard, Position first, std::string what) {
  return at_frame(shard, first, {StoreError::Kind::damaged, std::move(what)});
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
