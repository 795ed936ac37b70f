// Whether a name is that of a member in the JSON that people write.
#pragma once

#include "events/transport/catalogue_json.hpp"
#include "events/transport/shape.hpp"

#include <algorithm>
#include <string>

namespace proffer::domain {

template <class T>
bool is_member(const std::string& name) {
  const Problems problems =
      transport::read_document("{\"" + name + "\":null}", {}, [](transport::ObjectReader& reader) {
        T value;
        transport::shape(reader, value);
      });
  return std::ranges::none_of(problems,
                              [](const Problem& each) { return each.code == "FIELD_UNKNOWN"; });
}

}  // namespace proffer::domain
