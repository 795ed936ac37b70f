// What recorded events want of other aggregates: each names addressee and command.
#pragma once

#include "actors/runtime/gate.hpp"
#include "events/codec/codec.hpp"

#include <string_view>
#include <vector>

namespace proffer::runtime {

// Whether events of that type can want something; the others need not be decoded.
bool wants_something(std::string_view type);

// The commands an event wants carried, in order; their causes and request keys are not filled in.
codec::Result<std::vector<Request>> wanted_by(const RecordedEvent& recorded);

}  // namespace proffer::runtime
