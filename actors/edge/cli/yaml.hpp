// JSON values as YAML 1.2, in blocks.
#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace proffer::edge::cli {

// One document, without its `---`; ends with a line feed. Texts stand as they are where no version
// of YAML reads anything else in them, else in quotes.
std::string yaml(const boost::json::value& value);

}  // namespace proffer::edge::cli
