#include "events/transport/event_bus.hpp"
