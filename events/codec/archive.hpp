// The archives that cereal drives: values to bytes in one contiguous buffer, and back from bounded
// bytes. Integers have fixed width, little-endian; text carries a 16-bit length, Bytes a 32-bit
// one, a list a 16-bit count, an optional value a flag. There are no pointers, no polymorphism and
// no variants. See FORMAT.md for the grammar.
//
// Neither archive throws: the first error makes it fail, and nothing that follows has an effect.
#pragma once

#include "events/check.hpp"
#include "events/codec/enumerators.hpp"
#include "events/values.hpp"

#include <cereal/cereal.hpp>

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace proffer::codec {

static_assert(std::endian::native == std::endian::little, "the bytes are copied as they are");

template <class T>
concept Enumeration = std::is_enum_v<T>;

// What every archive of ours is; `version()` is the schema version of the event being read or
// written, so that a `serialize` can ask for the fields that came later: `if (archive.version() >=
// 2) archive(field(…))`.
class Versioned {
 public:
  explicit Versioned(std::uint16_t version) : version_(version) {}
  std::uint16_t version() const { return version_; }

 private:
  std::uint16_t version_;
};

// Values that we have a `save` or `load` for go straight there; cereal finds the `serialize` of
// everything else. A passage through cereal is a chain of dependent loads, and there are twenty
// fields to a struct.
template <class Self>
class Output : public Versioned, public cereal::OutputArchive<Self> {
 public:
  template <class... T>
  void operator()(const T&... values) {
    (one(values), ...);
  }

 protected:
  Output(Self* derived, std::uint16_t version)
      : Versioned(version), cereal::OutputArchive<Self>(derived) {}

 private:
  template <class T>
  void one(const T& value) {
    Self& archive = static_cast<Self&>(*this);
    if constexpr (requires { save(archive, value); }) {
      save(archive, value);
    } else {
      cereal::OutputArchive<Self>::operator()(value);
    }
  }
};

template <class Self>
class Input : public Versioned, public cereal::InputArchive<Self> {
 public:
  template <class... T>
  void operator()(T&&... values) {
    (one(values), ...);
  }

 protected:
  Input(Self* derived, std::uint16_t version)
      : Versioned(version), cereal::InputArchive<Self>(derived) {}

 private:
  template <class T>
  void one(T& value) {
    Self& archive = static_cast<Self&>(*this);
    if constexpr (requires { load(archive, value); }) {
      load(archive, value);
    } else {
      cereal::InputArchive<Self>::operator()(value);
    }
  }
};

// The version of what carries none (rows, snapshots, commands as JSON): today's shape.
inline constexpr std::uint16_t todays_version = std::numeric_limits<std::uint16_t>::max();

// From sizeof(Word) to twice as many bytes, as two words that may overlap.
template <class Word>
void copy_words(char* to, const char* from, std::size_t size) {
  Word first = 0;
  Word last = 0;
  std::memcpy(&first, from, sizeof first);
  std::memcpy(&last, from + size - sizeof last, sizeof last);
  std::memcpy(to, &first, sizeof first);
  std::memcpy(to + size - sizeof last, &last, sizeof last);
}

// Most texts are shorter than what the call of a copying function costs.
inline void copy_text(char* to, const char* from, std::size_t size) {
  if (size > 16) {
    std::memcpy(to, from, size);
  } else if (size >= 8) {
    copy_words<std::uint64_t>(to, from, size);
  } else if (size >= 4) {
    copy_words<std::uint32_t>(to, from, size);
  } else if (size >= 2) {
    copy_words<std::uint16_t>(to, from, size);
  } else if (size == 1) {
    *to = *from;
  }
}

// Appends to a string. Nothing is appended unless `finish` says so.
class BinaryOut : public Output<BinaryOut> {
 public:
  BinaryOut(std::string& out, std::uint16_t version)
      : Output(this, version), out_(out), start_(out.size()) {
    reserve(chunk_bytes);
  }
  BinaryOut(const BinaryOut&) = delete;
  BinaryOut& operator=(const BinaryOut&) = delete;
  BinaryOut(BinaryOut&&) = delete;
  BinaryOut& operator=(BinaryOut&&) = delete;
  ~BinaryOut() override = default;

  template <std::integral T>
  void put(T value) {
    if (room() < sizeof value) [[unlikely]]
      reserve(sizeof value);
    std::memcpy(at_, &value, sizeof value);
    at_ += sizeof value;
  }
  // The length as `L`, then the bytes.
  template <std::unsigned_integral L>
  void put_text(std::string_view text) {
    if (text.size() > std::numeric_limits<L>::max()) [[unlikely]]
      return fail();
    if (room() < sizeof(L) + text.size()) [[unlikely]]
      reserve(sizeof(L) + text.size());
    const auto length = static_cast<L>(text.size());
    char* const to = at_;
    at_ = to + sizeof length + text.size();
    std::memcpy(to, &length, sizeof length);
    copy_text(to + sizeof length, text.data(), text.size());
  }
  void fail() { failed_ = true; }

  // Where the next byte goes, and a 32-bit number put at such a place later: a length known only
  // afterwards.
  std::size_t place() const { return static_cast<std::size_t>(at_ - out_.data()); }
  void put_at(std::size_t place, std::uint32_t value) {
    std::memcpy(out_.data() + place, &value, sizeof value);
  }

  // False: a text or list was too long, and the string is as it was.
  [[nodiscard]] bool finish() {
    out_.resize(failed_ ? start_ : place());
    return !failed_;
  }

 private:
  // Most events fit in one chunk; the string's own growth makes the copies rare.
  static constexpr std::size_t chunk_bytes = 512;

  std::size_t room() const { return static_cast<std::size_t>(end_ - at_); }
  void reserve(std::size_t bytes);

  std::string& out_;
  std::size_t start_;
  char* at_ = nullptr;
  char* end_ = nullptr;
  bool failed_ = false;
};

// Reads bytes that may be anybody's: no length is believed beyond what is there.
class BinaryIn : public Input<BinaryIn> {
 public:
  BinaryIn(std::string_view bytes, std::uint16_t version) : Input(this, version), rest_(bytes) {}

  template <std::integral T>
  T take() {
    T value{};
    if (rest_.size() < sizeof value) [[unlikely]] {
      fail();
      return value;
    }
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return value;
  }
  // A view into the input.
  template <std::unsigned_integral L>
  std::string_view take_text() {
    const auto length = take<L>();
    if (length > rest_.size()) [[unlikely]] {
      fail();
      return {};
    }
    const std::string_view text = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return text;
  }
  void fail() {
    failed_ = true;
    rest_ = {};
  }
  bool failed() const { return failed_; }
  std::string_view rest() const { return rest_; }
  // Everything was there, and nothing is left over.
  bool finished() const { return !failed_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

// One `save` and one `load` for each kind of field; cereal finds them through the archive and
// descends into structs by their own `serialize`.

template <std::integral T>
void save(BinaryOut& archive, const T& value) {
  archive.put(value);
}
template <std::integral T>
void load(BinaryIn& archive, T& value) {
  value = archive.take<T>();
}

inline void save(BinaryOut& archive, const bool& value) {
  archive.put(static_cast<std::uint8_t>(value));
}
inline void load(BinaryIn& archive, bool& value) {
  const auto byte = archive.take<std::uint8_t>();
  if (byte > 1) archive.fail();
  value = byte == 1;
}

template <Enumeration T>
void save(BinaryOut& archive, const T& value) {
  CHECK(!enumerator_of(value).empty());
  archive.put(static_cast<std::underlying_type_t<T>>(value));
}
// A number without a name is malformed: a new enumerator comes with a new schema version of every
// event that can hold it, and an older program has refused that version before it comes here.
template <Enumeration T>
void load(BinaryIn& archive, T& value) {
  value = static_cast<T>(archive.take<std::underlying_type_t<T>>());
  if (enumerator_of(value).empty()) {
    archive.fail();
    value = T{};
  }
}

inline void save(BinaryOut& archive, const std::string& text) {
  archive.put_text<std::uint16_t>(text);
}
inline void load(BinaryIn& archive, std::string& text) {
  text = archive.take_text<std::uint16_t>();
}

template <class T>
concept Long = std::same_as<T, Bytes> || std::same_as<T, Json>;
template <Long T>
void save(BinaryOut& archive, const T& value) {
  archive.put_text<std::uint32_t>(value.value);
}
template <Long T>
void load(BinaryIn& archive, T& value) {
  value.value = archive.take_text<std::uint32_t>();
}

template <class T>
void save(BinaryOut& archive, const std::vector<T>& list) {
  if (list.size() > std::numeric_limits<std::uint16_t>::max()) return archive.fail();
  archive.put(static_cast<std::uint16_t>(list.size()));
  for (const T& entry : list) archive(entry);
}
// Every entry takes at least a byte of the input, and memory is taken as entries are read: a forged
// count gains nothing.
template <class T>
void load(BinaryIn& archive, std::vector<T>& list) {
  constexpr std::size_t at_once_max = 32;
  const std::size_t count = archive.take<std::uint16_t>();
  if (count > archive.rest().size()) archive.fail();
  list.clear();
  list.reserve(archive.failed() ? 0 : std::min(count, at_once_max));
  for (std::size_t n = 0; n < count && !archive.failed(); ++n) archive(list.emplace_back());
}

template <class T>
void save(BinaryOut& archive, const std::optional<T>& value) {
  archive(value.has_value());
  if (value) archive(*value);
}
template <class T>
void load(BinaryIn& archive, std::optional<T>& value) {
  bool there = false;
  archive(there);
  value.reset();
  if (there) archive(value.emplace());
}

template <class T>
void save(BinaryOut& archive, const Field<T>& named) {
  archive(named.value);
}
template <class T>
void load(BinaryIn& archive, Field<T>& named) {
  archive(named.value);
}

}  // namespace proffer::codec

CEREAL_SETUP_ARCHIVE_TRAITS(proffer::codec::BinaryIn, proffer::codec::BinaryOut)
