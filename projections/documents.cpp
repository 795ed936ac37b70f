#include "projections/documents.hpp"
