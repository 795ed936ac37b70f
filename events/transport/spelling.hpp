// How the stored enumerations are spelled outside: the specification's words, in one table each.
#pragma once

#include "events/account.hpp"
#include "events/catalogue.hpp"
#include "events/configuration.hpp"
#include "events/document.hpp"
#include "events/product_offer.hpp"

#include <span>
#include <string_view>

namespace proffer::transport {

// `RunProcess`, `Add`, `-`, `OneTime` …; empty for unknown. Explicitly instantiated for the
// enumerations of accounts, catalogue, documents and offers.
template <class E>
std::string_view name_of(E value);

// The value so spelled, the one numbered 0 when there is none. Exactly, but blanks do not count:
// `Run Process`.
template <class E>
E named(std::string_view name);

// Every spelling, in the specification's order.
template <class E>
std::span<const std::string_view> spellings();

}  // namespace proffer::transport
