// Events filled field by field, by the same `serialize` that writes and reads them: a new event
// needs no sample code.
#pragma once

#include "events/codec/archive.hpp"
#include "events/event.hpp"

#include <cereal/cereal.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace proffer::codec {

// Where a sample's values come from: 1, 2, 3 … in the order of the fields, or anything at all, by
// seed.
class Values {
 public:
  virtual ~Values() = default;
  virtual std::uint64_t number() = 0;
  virtual std::string text() = 0;
  virtual std::size_t
  count() = 0;  // of a list's entries; an optional value is there unless it is 0
};

class CountedValues : public Values {
 public:
  std::uint64_t number() override { return ++last_; }
  std::string text() override { return "s" + std::to_string(++last_); }
  std::size_t count() override { return 2; }

 private:
  std::uint64_t last_ = 0;
};

class RandomValues : public Values {
 public:
  explicit RandomValues(std::uint64_t seed) : random_(seed) {}
  std::uint64_t number() override { return random_(); }
  std::string text() override {
    std::string text(random_() % 24, '\0');
    for (char& byte : text) byte = static_cast<char>(random_());
    return text;
  }
  std::size_t count() override { return random_() % 4; }

 private:
  std::mt19937_64 random_;
};

class Sampler : public Input<Sampler> {
 public:
  explicit Sampler(Values& from) : Input(this, todays_version), values(from) {}
  Values& values;
};

template <std::integral T>
void load(Sampler& archive, T& value) {
  value = static_cast<T>(archive.values.number());
}
inline void load(Sampler& archive, bool& value) { value = archive.values.number() % 2 == 1; }
template <Enumeration T>
void load(Sampler& archive, T& value) {
  std::size_t named = 0;
  while (!enumerators<T>[named].empty()) ++named;
  value = static_cast<T>(archive.values.number() % named);
}
inline void load(Sampler& archive, std::string& text) { text = archive.values.text(); }
inline void load(Sampler& archive, Bytes& bytes) { bytes.value = archive.values.text(); }
inline void load(Sampler& archive, Json& json) {
  json.value = R"({"n":)" + std::to_string(archive.values.number()) + "}";
}
template <class T>
void load(Sampler& archive, std::vector<T>& list) {
  list.resize(archive.values.count());
  for (T& entry : list) archive(entry);
}
template <class T>
void load(Sampler& archive, std::optional<T>& value) {
  if (archive.values.count() > 0) archive(value.emplace());
}
template <class T>
void load(Sampler& archive, Field<T>& named) {
  archive(named.value);
}

// An event of today's shape.
template <class E>
E sample(Values& values) {
  E event;
  Sampler archive{values};
  archive(event);
  return event;
}

// One of every event, from one source of values.
std::vector<Event> samples_of_all_events(Values& values);
// The same for golden files: each counts from 1, so that another event changes none of them.
std::vector<Event> counted_samples_of_all_events();

}  // namespace proffer::codec

template <>
struct cereal::traits::detail::get_output_from_input<proffer::codec::Sampler> {
  using type = proffer::codec::BinaryOut;
};
