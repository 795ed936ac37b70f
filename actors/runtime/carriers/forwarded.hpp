// Commands on their way to another shard: by the name of their type, as bytes.
#pragma once

#include "actors/runtime/gate.hpp"
#include "events/codec/codec.hpp"

#include <string_view>

namespace proffer::runtime {

// The request as a command of its own for the shard that it came to; the cause, the correlation and
// who asks stay in the header. `too_long` when a text or list in it is.
codec::Result<domain::Shard::ForwardCommand> forwarded(Request&& request, ShardId home);

// Every command of an account, a workflow instance and a request can come this way. `unknown_type`
// of any other.
codec::Result<Command> unforwarded(std::string_view type, std::string_view bytes);

}  // namespace proffer::runtime
