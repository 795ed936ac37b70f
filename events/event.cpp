#include "events/event.hpp"

namespace proffer {

Event::Event() noexcept = default;
Event::Event(const Event& other) = default;
Event::Event(Event&& other) noexcept = default;
Event& Event::operator=(const Event& other) { return *this = Event{other}; }
Event& Event::operator=(Event&& other) noexcept = default;
Event::~Event() = default;

bool operator==(const Event& a, const Event& b) {
  return static_cast<const Event::Alternatives&>(a) == static_cast<const Event::Alternatives&>(b);
}

}  // namespace proffer
