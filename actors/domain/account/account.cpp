#include "actors/domain/account/account.hpp"
