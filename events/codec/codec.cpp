#include "events/codec/codec.hpp"
