// The names of an enumeration's numbers, read from the compiler, so that no list has to follow the
// enumeration: a number without a name is refused when read, and people see names instead of
// numbers.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace proffer::codec {

// Stored enumerations are numbered from 0 and stay below this.
inline constexpr std::size_t enumerators_max = 32;

// GCC: "… [with E = proffer::Category; E number = proffer::Category::shard; …]"; where there is no
// such enumerator, "… E number = (proffer::Category)9; …". Clang separates by a comma and ends with
// the bracket.
template <class E, E number>
constexpr std::string_view enumerator() {
  std::string_view name = __PRETTY_FUNCTION__;
  name.remove_prefix(name.find("number = ") + std::string_view{"number = "}.size());
  name = name.substr(0, name.find_first_of(";,]"));
  if (name.front() == '(') return {};
  name.remove_prefix(name.rfind(':') + 1);
  if (name.back() == '_') name.remove_suffix(1);  // delete_, new_: keywords
  return name;
}

// By number; empty where the number means nothing.
template <class E>
inline constexpr auto enumerators = []<std::size_t... n>(std::index_sequence<n...>) {
  return std::array<std::string_view, enumerators_max>{enumerator<E, static_cast<E>(n)>()...};
}
(std::make_index_sequence<enumerators_max>{});

template <class E>
constexpr std::string_view enumerator_of(E value) {
  const auto number = static_cast<std::size_t>(value);
  return number < enumerators_max ? enumerators<E>[number] : std::string_view{};
}

}  // namespace proffer::codec
