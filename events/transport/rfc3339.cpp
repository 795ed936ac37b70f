#include "events/transport/rfc3339.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace proffer::transport {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

// The number in exactly these digits; -1 when one is no digit.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

std::optional<std::int64_t> offset_ms(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return {};
  const int hours = digits(text, 1, 2), minutes = digits(text, 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return {};
  const std::int64_t ms = (hours * 60 + minutes) * std::int64_t{60'000};
  return text[0] == '+' ? ms : -ms;
}

std::int64_t days_ms(int year, unsigned month, unsigned day) {
  using namespace std::chrono;
  return sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}}
             .time_since_epoch()
             .count() *
         day_ms;
}

}  // namespace

std::optional<Instant> parse_rfc3339(std::string_view text) {
  using namespace std::chrono;
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':' ||
      (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) {
    return {};
  }
  const int y = digits(text, 0, 4), mo = digits(text, 5, 2), d = digits(text, 8, 2);
  const int h = digits(text, 11, 2), mi = digits(text, 14, 2), s = digits(text, 17, 2);
  if (y < 0 || mo < 1 || d < 1 || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 60)
    return {};
  const auto month_number = static_cast<unsigned>(mo), day_number = static_cast<unsigned>(d);
  if (!(year{y} / month{month_number} / day{day_number}).ok()) return {};

  int fraction_ms = 0;
  std::size_t at = 19;
  if (text[at] == '.') {
    const std::size_t first = ++at;
    for (int weight = 100; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      fraction_ms += (text[at] - '0') * weight;
      weight /= 10;
    }
    if (at == first) return {};
  }
  const auto offset = offset_ms(text.substr(at));
  if (!offset) return {};
  if (s == 60) fraction_ms = 0;
  return Instant{days_ms(y, month_number, day_number) + (h * 60 + mi) * std::int64_t{60'000} +
                 s * std::int64_t{1'000} + fraction_ms - *offset};
}

std::optional<Instant> parse_instant_or_day(std::string_view text) {
  const auto instant = parse_rfc3339(text);
  return instant ? instant : parse_rfc3339(fmt::format("{}T00:00:00Z", text));
}

std::string format_rfc3339(Instant instant) {
  using namespace std::chrono;
  static const std::int64_t first = days_ms(0, 1, 1), last = days_ms(10'000, 1, 1) - 1;
  const std::int64_t ms = std::clamp(instant.ms, first, last);
  const std::int64_t days = ms >= 0 ? ms / day_ms : (ms - day_ms + 1) / day_ms;
  const std::int64_t rest = ms - days * day_ms;
  const year_month_day date{sys_days{std::chrono::days{days}}};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     rest / 3'600'000, rest / 60'000 % 60, rest / 1'000 % 60, rest % 1'000);
}

}  // namespace proffer::transport
