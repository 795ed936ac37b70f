// Any value with a `serialize` to bytes and back, by the same bounded archives as events: rows,
// snapshots. Not a promise: what is packed can be thrown away, or carries its own name and version
// beside it.
#pragma once

#include "events/codec/archive.hpp"
#include "events/codec/codec.hpp"

#include <string>
#include <string_view>

namespace proffer::codec {

// `too_long` when a text or list in it is.
template <class T>
Result<std::string> pack(const T& value) {
  std::string bytes;
  BinaryOut archive{bytes, todays_version};
  archive(value);
  if (!archive.finish())
    return tl::unexpected(CodecError{CodecError::Kind::too_long, "a packed value"});
  return bytes;
}

// `malformed` unless the bytes are one T, whole.
template <class T>
Result<T> unpack(std::string_view bytes) {
  Result<T> value{tl::in_place};
  BinaryIn archive{bytes, todays_version};
  archive(*value);
  if (!archive.finished()) {
    value = tl::unexpected(CodecError{CodecError::Kind::malformed, "a packed value"});
  }
  return value;
}

}  // namespace proffer::codec
