#include "projections/projection.hpp"
