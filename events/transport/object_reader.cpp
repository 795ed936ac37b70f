#include "events/transport/json_reader.hpp"
#include "events/transport/rfc3339.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace proffer::transport {

namespace {

namespace dom = simdjson::dom;

// "12", "12.5" or "-12.50"; nothing for anything else, or beyond 64 bits.
std::optional<Money> money_of(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  std::string digits{text.substr(0, point)};
  if (digits.empty()) return {};
  if (point != text.npos) {
    const auto decimals = text.substr(point + 1);
    if (decimals.empty() || decimals.size() > 2) return {};
    digits += decimals;
    if (decimals.size() == 1) digits += '0';
  } else {
    digits += "00";
  }
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return {};
  if (negative) digits.insert(0, 1, '-');
  Money money;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), money.cents);
  if (error != std::errc{}) return {};
  return money;
}

}  // namespace

ObjectReader::ObjectReader(dom::element element, std::string pointer, FoundProblems& problems)
    : pointer_(std::move(pointer)), problems_(problems) {
  dom::object object;
  if (element.get(object) == simdjson::SUCCESS) {
    object_ = object;
  } else {
    problems_.add("FIELD_TYPE",
                  fmt::format("Here must be an object in braces, not {}.", kind_of(element)),
                  pointer_);
  }
}

std::optional<dom::element> ObjectReader::find(std::string_view name) {
  known_.push_back(name);
  dom::element element;
  if (!object_ || (*object_)[name].get(element) != simdjson::SUCCESS || element.is_null())
    return {};
  return element;
}

bool ObjectReader::is_null(std::string_view name) const {
  simdjson::dom::element element;
  return object_ && object_->at_key(name).get(element) == simdjson::SUCCESS && element.is_null();
}

std::optional<std::string_view> ObjectReader::spelled(std::string_view name, Need need) {
  const auto element = find(name);
  std::string_view text;
  if (!element) {
    if (need == Need::required && object_) {
      problems_.add("FIELD_REQUIRED", fmt::format("{} is missing; give it as a string.", name),
                    pointer(name));
    }
    return {};
  }
  if (element->get(text) != simdjson::SUCCESS) {
    complain_of_type(name, "a string in quotes", *element);
    return {};
  }
  return text;
}

void ObjectReader::read(std::string_view name, std::string& value, Form form, Need need) {
  const auto text = spelled(name, need);
  if (!text) return;
  if (text->empty() && need == Need::required) {
    return problems_.add("FIELD_REQUIRED", fmt::format("{} is empty; give it a value.", name),
                         pointer(name));
  }
  if (auto problem = wrong(*text, form, pointer(name))) {
    return problems_.add(problem->code, std::move(problem->text), std::move(problem->field));
  }
  value = *text;
}

void ObjectReader::read(std::string_view name, bool& value) {
  const auto element = find(name);
  if (element && element->get(value) != simdjson::SUCCESS)
    complain_of_type(name, "true or false", *element);
}

void ObjectReader::read(std::string_view name, std::uint32_t& value) {
  const auto element = find(name);
  if (!element) return;
  std::uint64_t number = 0;
  if (element->get(number) != simdjson::SUCCESS ||
      number > std::numeric_limits<std::uint32_t>::max()) {
    return complain_of_type(name, "a whole number from 0 to 4294967295", *element);
  }
  value = static_cast<std::uint32_t>(number);
}

void ObjectReader::read(std::string_view name, std::optional<std::uint32_t>& value) {
  if (is_null(name)) value.reset();
  if (!has(name)) return;
  std::uint32_t number = 0;
  read(name, number);
  value = number;
}

void ObjectReader::read(std::string_view name, std::int32_t& value) {
  const auto element = find(name);
  if (!element) return;
  std::int64_t number = 0;
  if (element->get(number) != simdjson::SUCCESS ||
      number < std::numeric_limits<std::int32_t>::min() ||
      number > std::numeric_limits<std::int32_t>::max()) {
    return complain_of_type(name, "a whole number", *element);
  }
  value = static_cast<std::int32_t>(number);
}

void ObjectReader::read(std::string_view name, std::optional<Money>& value) {
  if (is_null(name)) value.reset();
  if (!has(name)) return;
  Money money;
  read(name, money);
  value = money;
}

void ObjectReader::hundredths(std::string_view name, std::vector<std::uint32_t>& values) {
  std::vector<std::string> texts;
  read(name, texts);
  for (const std::string& text : texts) {
    const auto number = money_of(text);
    if (!number || number->cents < 0 || number->cents > 10'000) {
      return problems_.add("FIELD_INVALID",
                           fmt::format("'{}' is no percentage; write it like \"8.33\".", text),
                           pointer(name));
    }
    values.push_back(static_cast<std::uint32_t>(number->cents));
  }
}

void ObjectReader::read(std::string_view name, Money& value, Need need) {
  const auto element = find(name);
  if (!element && need == Need::required && object_) {
    return problems_.add("FIELD_REQUIRED",
                         fmt::format("{} is missing; give a sum such as \"12.50\".", name),
                         pointer(name));
  }
  if (!element) return;
  std::string_view text;
  std::int64_t whole = 0;
  std::optional<Money> money;
  if (element->get(text) == simdjson::SUCCESS) {
    money = money_of(text);
  } else if (element->get(whole) == simdjson::SUCCESS) {
    money = money_of(fmt::format("{}", whole));
  } else {
    return complain_of_type(name, "a sum as a string, such as \"12.50\"", *element);
  }
  if (!money) {
    return problems_.add(
        "FIELD_INVALID",
        fmt::format("{} is no sum with at most two decimals; write it like \"12.50\".", name),
        pointer(name));
  }
  value = *money;
}

void ObjectReader::read(std::string_view name, std::optional<Instant>& value) {
  if (is_null(name)) value.reset();
  const auto text = spelled(name, Need::optional);
  if (!text) return;
  const auto instant = parse_instant_or_day(*text);
  if (!instant) {
    return problems_.add(
        "FIELD_INVALID",
        fmt::format("{} is no RFC 3339 instant or date; write it like 2026-03-01T09:15:00Z.", name),
        pointer(name));
  }
  value = instant;
}

void ObjectReader::read(std::string_view name, std::vector<NamedValue>& values, Form form) {
  const auto element = find(name);
  if (!element) return;
  dom::object object;
  if (element->get(object) != simdjson::SUCCESS)
    return complain_of_type(name, "an object of texts", *element);
  std::vector<NamedValue> read_values;
  for (const auto [key, value] : object) {
    const std::string at = pointer_to(pointer(name), key);
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) {
      problems_.add("FIELD_TYPE",
                    fmt::format("'{}' must be a string in quotes, not {}.", key, kind_of(value)),
                    at);
    } else if (auto problem = wrong(key, Form::id, at)) {
      problems_.add(problem->code, std::move(problem->text), at);
    } else if (problem = wrong(text, form, at); problem) {
      problems_.add(problem->code, std::move(problem->text), at);
    } else {
      read_values.push_back({std::string{key}, std::string{text}});
    }
  }
  const auto by_name = [](const NamedValue& a, const NamedValue& b) { return a.name < b.name; };
  std::stable_sort(read_values.begin(), read_values.end(), by_name);
  const auto same_name = [](const NamedValue& a, const NamedValue& b) { return a.name == b.name; };
  if (std::adjacent_find(read_values.begin(), read_values.end(), same_name) != read_values.end()) {
    problems_.add("FIELD_INVALID", fmt::format("{} names a value twice; give it once.", name),
                  pointer(name));
  }
  values = std::move(read_values);
}

void ObjectReader::read(std::string_view name, std::vector<std::string>& texts) {
  dom::array array;
  if (!array_of(name, array)) return;
  texts.clear();
  std::size_t index = 0;
  for (const auto element : array) {
    const std::string at = pointer_to(pointer(name), index++);
    std::string_view text;
    if (element.get(text) != simdjson::SUCCESS) {
      problems_.add("FIELD_TYPE",
                    fmt::format("Here must be a string in quotes, not {}.", kind_of(element)), at);
    } else if (auto problem = wrong(text, Form::id, at)) {
      problems_.add(problem->code, std::move(problem->text), at);
    } else {
      texts.emplace_back(text);
    }
  }
}

bool ObjectReader::array_of(std::string_view name, dom::array& array) {
  const auto element = find(name);
  if (!element) return false;
  if (element->get(array) == simdjson::SUCCESS) return true;
  complain_of_type(name, "a list in square brackets", *element);
  return false;
}

void ObjectReader::object(std::string_view name, const std::function<void(ObjectReader&)>& use) {
  const auto element = find(name);
  if (!element) return;
  ObjectReader reader{*element, pointer(name), problems_};
  use(reader);
  reader.finish();
}

void ObjectReader::complain_of_type(std::string_view name, std::string_view wanted,
                                    dom::element got) {
  problems_.add("FIELD_TYPE", fmt::format("{} must be {}, not {}.", name, wanted, kind_of(got)),
                pointer(name));
}

void ObjectReader::complain_of_spelling(std::string_view name, std::string_view text,
                                        std::span<const std::string_view> known) {
  const auto meant = closest(text, known);
  problems_.add("FIELD_INVALID",
                fmt::format("'{}' is no value of {}.{}", text, name,
                            meant.empty() ? fmt::format(" Use one of {}.", fmt::join(known, ", "))
                                          : did_you_mean(meant)),
                pointer(name));
}

void ObjectReader::finish() {
  if (!object_) return;
  std::vector<std::string_view> seen;
  for (const auto [key, value] : *object_) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
      problems_.add(
          "FIELD_UNKNOWN",
          fmt::format("There is no field '{}' here.{}", key, did_you_mean(closest(key, known_))),
          pointer(key));
    } else if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
      problems_.add("FIELD_INVALID", fmt::format("{} is given twice; give it once.", key),
                    pointer(key));
    }
    seen.push_back(key);
  }
}

}  // namespace proffer::transport
