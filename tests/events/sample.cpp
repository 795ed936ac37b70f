#include "tests/events/sample.hpp"

#include <array>
#include <cstddef>
#include <utility>
#include <variant>

namespace proffer::codec {
namespace {

template <class E>
Event sample_event(Values& values) {
  return sample<E>(values);
}

// A function for each type of event, in their order.
constexpr auto sample_each = []<std::size_t... n>(std::index_sequence<n...>) {
  return std::array{&sample_event<std::variant_alternative_t<n, Event::Alternatives>>...};
}
(std::make_index_sequence<std::variant_size_v<Event::Alternatives>>{});

}  // namespace

std::vector<Event> samples_of_all_events(Values& values) {
  std::vector<Event> all;
  for (const auto& sample_next : sample_each) all.push_back(sample_next(values));
  return all;
}

std::vector<Event> counted_samples_of_all_events() {
  std::vector<Event> all;
  for (const auto& sample_next : sample_each) {
    CountedValues values;
    all.push_back(sample_next(values));
  }
  return all;
}

}  // namespace proffer::codec
