// Instants as people and JSON write them: RFC 3339.
#pragma once

#include "events/values.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace proffer::transport {

// `2026-03-01T09:15:00.250Z` or with an offset such as `+02:00`. Digits beyond milliseconds are cut
// off; a leap second is the first moment of the next minute. Nothing when the text is no such
// instant.
std::optional<Instant> parse_rfc3339(std::string_view text);

// Such an instant, or a date: its first moment in UTC.
std::optional<Instant> parse_instant_or_day(std::string_view text);

// UTC with milliseconds, `2026-03-01T09:15:00.250Z`; years from 0000 to 9999, the nearest of these
// for others.
std::string format_rfc3339(Instant instant);

}  // namespace proffer::transport
