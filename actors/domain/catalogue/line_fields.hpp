// Fields that an update may set on a line: the built-in ones, and those that the installation
// registered.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"

#include <string>
#include <string_view>

namespace proffer::domain {

bool is_line_field(std::string_view name, const Catalogue& catalogue);
// The field's name as it is defined, Prod Prom Name among them; of what is no field: `name`.
std::string_view line_field_name(std::string_view name, const Catalogue& catalogue);
// Of a field that is none, any value is.
bool is_line_field_value(std::string_view name, std::string_view value, const Catalogue& catalogue);
// What a value of such a field must look like: "a sum of money such as 12.50".
std::string line_field_expectation(std::string_view name, const Catalogue& catalogue);

}  // namespace proffer::domain
