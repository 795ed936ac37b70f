// Small parts of the JSON that leaves us.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string_view>
#include <vector>

namespace proffer::transport {

inline void put_if(boost::json::object& out, std::string_view key, std::string_view value) {
  if (!value.empty()) out[key] = value;
}

template <class T, class Shape>
boost::json::array array_of(const std::vector<T>& values, const Shape& shape) {
  boost::json::array out;
  out.reserve(values.size());
  for (const auto& value : values) out.emplace_back(shape(value));
  return out;
}

}  // namespace proffer::transport
