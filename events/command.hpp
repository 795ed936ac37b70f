// Facts about commands that any addressee can record in its stream.
#pragma once

#include "events/problem.hpp"
#include "events/stream.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace proffer {

// The addressee said no, and the one who asked is told. Holds the command, so that nothing is lost.
struct CommandRefused {
  static constexpr std::string_view type = "command.refused";
  static constexpr std::uint16_t version = 2;  // in version 1 the command is packed in a lost shape
  Problems problems;
  std::string command_type;  // the command's explicit type name
  Json command;              // its fields by their names; empty: too large for the log
  bool operator==(const CommandRefused&) const = default;
};
template <class Archive>
void serialize(Archive& archive, CommandRefused& e) {
  archive(field("problems", e.problems), field("command_type", e.command_type),
          field("command", e.command));
}

// The channel sent the same request again; it gets the first answer.
struct CommandRepeated {
  static constexpr std::string_view type = "command.repeated";
  static constexpr std::uint16_t version = 1;
  std::uint64_t first = 0;  // version, in the same stream, of the first answer's last event
  Position position = 0;    // of that event
  bool operator==(const CommandRepeated&) const = default;
};
template <class Archive>
void serialize(Archive& archive, CommandRepeated& e) {
  archive(field("first", e.first), field("position", e.position));
}

using CommandEvent = std::variant<CommandRefused, CommandRepeated>;

}  // namespace proffer
