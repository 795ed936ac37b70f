#include "projections/accounts.hpp"
