// Commands on their way to another shard: by the name of their type, as JSON.
#pragma once

#include "actors/runtime/gate.hpp"
#include "events/codec/codec.hpp"

#include <string_view>

namespace proffer::runtime {

// The request as a command of its own for the shard that it came to; the cause, the correlation and
// who asks stay in the header.
domain::Shard::ForwardCommand forwarded(Request&& request, ShardId home);

// Every command of an account, a workflow instance and a request can come this way. `unknown_type`
// of any other; `malformed` where the JSON is not that command's.
codec::Result<Command> unforwarded(std::string_view type, const Json& json);

}  // namespace proffer::runtime
