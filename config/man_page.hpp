// The manual page, made from the commands themselves.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace proffer::config {

// A section of its own, of lines that are shown as they stand.
struct ManSection {
  std::string_view title;
  std::string_view lines;
};

// The program's page for section 1, in man(7) macros: every command with its options, then these
// sections.
std::string man_page(const CLI::App& program, std::span<const ManSection> sections);

}  // namespace proffer::config
