// Any value with a `serialize` to bytes and back, by the same bounded archives as events: rows, snapshots, commands.
// Not a promise: what is packed can be thrown away, or carries its own name and version beside it.
#pragma once

#include <string>
#include <string_view>

#include "events/codec/archive.hpp"
#include "events/codec/codec.hpp"

namespace proffer::codec {

template <class T>
Result<std::string> pack(const T& value);

template <class T>
Result<T> unpack(std::string_view bytes);

}  // namespace proffer::codec
