#include "config/man_page.hpp"

#include "config/command_tree.hpp"
#include "config/examples.hpp"
#include "config/version.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace proffer::config {
namespace {

// A hyphen that is typed is a minus there, and a dot or a quote that begins a line is a macro.
std::string escaped(std::string_view text) {
  std::string out;
  bool begins = true;
  for (const char c : text) {
    if (begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    begins = c == '\n';
  }
  return out;
}

std::string as_it_stands(std::string_view lines) {
  std::string out = ".nf\n" + escaped(lines);
  if (!out.ends_with('\n')) out += '\n';
  return out + ".fi\n";
}

// "-o, --output TEXT"
std::string called(const CLI::Option& option) {
  std::string names;
  const auto add = [&](const std::string& name) {
    names += fmt::format("{}\\fB{}\\fR", names.empty() ? "" : ", ", escaped(name));
  };
  for (const auto& name : option.get_snames()) add("-" + name);
  for (const auto& name : option.get_lnames()) add("--" + name);
  if (option.get_expected_max() > 0 && option.get_type_size() > 0) {
    names += " \\fI" + escaped(option.get_type_name()) + "\\fR";
  }
  return names;
}

// "order explain id"
std::string called(const std::string& path, const CLI::App& command) {
  std::string line = path;
  for (const auto* option : command.get_options()) {
    if (!option->get_positional()) continue;
    line += option->get_required() ? " " + option->get_name() : " [" + option->get_name() + "]";
  }
  return line;
}

void put_options(const CLI::App& command, bool help, std::string& page) {
  for (const auto* option : command.get_options()) {
    if (!help && option == command.get_help_ptr()) continue;
    const std::string name =
        option->get_positional() ? "\\fI" + escaped(option->get_name()) + "\\fR" : called(*option);
    page += fmt::format(".TP\n{}\n{}\n", name, escaped(option->get_description()));
  }
}

// The command, or those below it. What a group takes stands before its commands.
void put_commands(const std::string& path, const CLI::App& command, std::string& page) {
  page += fmt::format(".SS {}\n{}\n", escaped(called(path, command)),
                      escaped(command.get_description()));
  const auto below = commands_of(command);
  if (below.empty()) {
    std::string lines;
    for (const auto& example : examples_of(command)) lines += example + '\n';
    page += as_it_stands(lines);
  }
  put_options(command, false, page);
  for (const auto* each : below) {
    put_commands(path + " " + each->get_name(), *each, page);
  }
}

}  // namespace

std::string man_page(const CLI::App& program, std::span<const ManSection> sections) {
  const std::string& name = program.get_name();
  const std::string about = program.get_description();
  const std::size_t first_end = about.find('\n');
  std::string page = fmt::format(".TH {} 1 \"\" \"{} {}\"\n.SH NAME\n{} \\- {}\n", name, name,
                                 escaped(version), name, "turns answers to offers into orders");
  page += fmt::format(".SH SYNOPSIS\n\\fB{}\\fR [\\fIoptions\\fR] \\fIcommand\\fR …\n", name);
  page += ".SH DESCRIPTION\n" + escaped(about.substr(0, first_end)) + '\n';
  if (first_end != about.npos) page += as_it_stands(about.substr(first_end + 1));
  page += ".SH OPTIONS\nof every command:\n";
  put_options(program, true, page);
  page += ".SH COMMANDS\n";
  for (const auto* each : commands_of(program)) put_commands(each->get_name(), *each, page);
  for (const ManSection& section : sections) {
    page += fmt::format(".SH {}\n{}", section.title, as_it_stands(section.lines));
  }
  return page;
}

}  // namespace proffer::config
