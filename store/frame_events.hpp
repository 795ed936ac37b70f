// The events in frames, decoded as far as their envelope.
#pragma once

#include "store/frame.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace proffer::store {

// An error that says where: "shard 0, frame at position 17: …".
StoreError at_frame(ShardId shard, Position first, StoreError error);
StoreError damaged_frame(ShardId shard, Position first, std::string what);

// The first part of a damaged frame that is wrong by itself, of a frame that should be the shard's
// at that position: "command 2, at byte 179 of the frame".
std::string first_wrong_part(std::string_view bytes, ShardId shard, Position first);

// Decodes the records of a command one after another until `visit` returns false.
Result<void> visit_command(const Frame& frame, const FrameCommand& command,
                           const std::function<bool(const RecordedEvent&)>& visit);

// The same for a frame's events from position `from` on. Answers with the position to go on from.
Result<Position> visit_frame(const Frame& frame, Position from,
                             const std::function<bool(const RecordedEvent&)>& visit);

// Every command of a frame; damaged where they do not add up.
Result<void> visit_commands(const Frame& frame,
                            const std::function<Result<void>(const FrameCommand&)>& visit);

}  // namespace proffer::store
