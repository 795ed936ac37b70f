#include "actors/runtime/gate.hpp"
