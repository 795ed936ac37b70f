// Fields that an update may set on a line: the built-in ones, and those that the installation
// registered.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"

#include <string>
#include <string_view>

namespace proffer::domain {

bool is_line_field(std::string_view name, const Catalogue& catalogue);  // exact
// Of a field that is none, any value is.
bool is_line_field_value(std::string_view name, std::string_view value, const Catalogue& catalogue);
// What a value of such a field must look like: "a sum of money such as 12.50".
std::string line_field_expectation(std::string_view name, const Catalogue& catalogue);

}  // namespace proffer::domain
