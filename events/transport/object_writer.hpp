// Writes what a shape lists (shape.hpp), as ObjectReader reads it: what is empty is left out.
#pragma once

#include "events/transport/json_reader.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/spelling.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace proffer::transport {

class ObjectWriter {
 public:
  static constexpr bool reading = false;
  explicit ObjectWriter(boost::json::object& out) : out_(out) {}

  // `how` is for the reader.
  template <class T, class... How>
  void member(std::string_view name, const T& value, How...) {
    write(name, value);
  }
  void hundredths(std::string_view name, const std::vector<std::uint32_t>& values) {
    boost::json::array all;
    for (const std::uint32_t value : values) {
      all.emplace_back(fmt::format("{}.{:02}", value / 100, value % 100));
    }
    out_[name] = std::move(all);
  }
  template <class T, class Shape>
  void list(std::string_view name, std::vector<T>& values, Shape shape) {
    if (values.empty()) return;
    boost::json::array all;
    std::uint32_t place = 0;
    for (T& value : values) {
      boost::json::object each;
      ObjectWriter writer(each);
      shape(writer, value, ++place);
      all.emplace_back(std::move(each));
    }
    out_[name] = std::move(all);
  }
  template <class T, class Shape>
  void part(std::string_view name, T& value, Shape shape) {
    boost::json::object inner;
    ObjectWriter writer(inner);
    shape(writer, value);
    if (!inner.empty()) out_[name] = std::move(inner);
  }
  template <class T, class Shape>
  void part(std::string_view name, std::optional<T>& value, Shape shape) {
    if (value) part(name, *value, shape);
  }

 private:
  void write(std::string_view name, const std::string& text) {
    if (!text.empty()) out_[name] = text;
  }
  template <class Tag>
  void write(std::string_view name, const Id<Tag>& id) {
    write(name, id.value);
  }
  void write(std::string_view name, bool value) { out_[name] = value; }
  void write(std::string_view name, std::uint32_t value) { out_[name] = value; }
  void write(std::string_view name, std::int32_t value) { out_[name] = value; }
  void write(std::string_view name, Money value) { out_[name] = json_of(value); }
  void write(std::string_view name, Micros value) { out_[name] = json_of(value); }
  void write(std::string_view name, Instant value) { out_[name] = json_of(value); }
  template <class T>
  void write(std::string_view name, const std::optional<T>& value) {
    if (value) write(name, *value);
  }
  template <class E>
  requires std::is_enum_v<E>
  void write(std::string_view name, E value) {
    if (value != E{}) out_[name] = name_of(value);
  }
  void write(std::string_view name, const std::vector<NamedValue>& values) {
    if (!values.empty()) out_[name] = json_of(values);
  }
  template <class T>
  void write(std::string_view name, const std::vector<T>& values) {
    if (values.empty()) return;
    boost::json::array all;
    for (const T& value : values) all.emplace_back(text_of(value));
    out_[name] = std::move(all);
  }
  static const std::string& text_of(const std::string& text) { return text; }
  template <class Tag>
  static const std::string& text_of(const Id<Tag>& id) {
    return id.value;
  }
  template <class E>
  requires std::is_enum_v<E>
  static std::string_view text_of(E value) { return name_of(value); }

  boost::json::object& out_;
};

// The object that the shape of a value lists.
template <class T>
boost::json::object shaped(T value) {
  boost::json::object out;
  ObjectWriter writer(out);
  shape(writer, value);
  return out;
}

}  // namespace proffer::transport
