// Ids that nobody else makes.
#pragma once

#include <string>

namespace proffer::config {

// 32 random hexadecimal digits.
std::string new_id();

}  // namespace proffer::config
