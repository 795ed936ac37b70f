// A variant of events by the explicit names of its alternatives, and the shapes that are only read
// any more.
#pragma once

#include "events/codec/archive.hpp"
#include "events/codec/codec.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace proffer::codec {

inline tl::unexpected<CodecError> codec_error(CodecError::Kind kind, std::string_view type,
                                              std::string_view what) {
  return tl::unexpected(CodecError{kind, std::string{type}.append(": ").append(what)});
}

inline tl::unexpected<CodecError> too_long(std::string_view type) {
  return codec_error(CodecError::Kind::too_long, type,
                     "a text over 65 535 bytes or a list over 65 535 entries; shorten it");
}

// The variant that V is: itself, or what `Event` is made of.
template <class V>
struct Alternatives {
  using Variant = V;
};
template <>
struct Alternatives<Event> {
  using Variant = Event::Alternatives;
};
template <class V>
using AlternativesOf = typename Alternatives<V>::Variant;

// The type names of the alternatives, in their order.
template <class V>
struct Names;
template <class... E>
struct Names<std::variant<E...>> {
  static constexpr std::array<TypeName, sizeof...(E)> types = {TypeName{E::type, E::version}...};
  static constexpr bool unique = [] {
    for (std::size_t a = 0; a < types.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        if (types[a].type == types[b].type) return false;
      }
    }
    return true;
  }();
};

template <class V>
void write_fields(BinaryOut& archive, const V& event) {
  std::visit([&archive](const auto& e) { archive(e); }, event);
}

// What can be said of an event's schema version before its payload is read, and of the payload
// afterwards; out of line, since there is a caller for every type.
Result<void> check_schema(const TypeName& today, std::uint16_t schema);
Result<void> check_read(std::string_view type, const BinaryIn& archive);

// One event of type E from its payload, written with schema version `schema`.
template <class E>
Result<void> read_event(std::uint16_t schema, std::string_view payload, E& event) {
  if (auto known = check_schema({E::type, E::version}, schema); !known) return known;
  BinaryIn archive{payload, schema};
  archive(event);
  return check_read(E::type, archive);
}

template <class V, std::size_t index>
Result<V> read_alternative(std::uint16_t schema, std::string_view payload) {
  Result<V> event{tl::in_place, std::in_place_index<index>};
  auto read = read_event(schema, payload, *std::get_if<index>(&*event));
  if (!read) event = tl::unexpected(std::move(read.error()));
  return event;
}

template <class V, class Old>
Result<V> read_old(std::uint16_t schema, std::string_view payload) {
  Old old;
  auto read = read_event(schema, payload, old);
  if (!read) return tl::unexpected(std::move(read.error()));
  return V{upcast(old)};
}

// The event of that name in V, or in `Old`: shapes that are never written again. An event whose
// meaning or structure changes gets a new type; the old struct goes on with its name and
// `upcast(old)` makes today's event of it.
template <class V, class... Old>
Result<V> decode_variant(std::string_view type, std::uint16_t schema, std::string_view payload) {
  using Read = Result<V> (*)(std::uint16_t, std::string_view);
  static constexpr auto reads = []<std::size_t... n>(std::index_sequence<n...>) {
    return std::array<Read, sizeof...(n)>{read_alternative<V, n>...};
  }
  (std::make_index_sequence<std::variant_size_v<AlternativesOf<V>>>{});
  // Comparing one after another: with 22 names it takes a twentieth of the time to read a 200-byte
  // event.
  const auto& names = Names<AlternativesOf<V>>::types;
  for (std::size_t index = 0; index < names.size(); ++index) {
    if (names[index].type == type) return reads[index](schema, payload);
  }
  Result<V> event = codec_error(CodecError::Kind::unknown_type, type, "no such event type");
  static_cast<void>(
      ((Old::type == type && (event = read_old<V, Old>(schema, payload), true)) || ...));
  return event;
}

}  // namespace proffer::codec
