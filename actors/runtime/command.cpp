#include "actors/runtime/command.hpp"

namespace proffer::runtime {

Command::Command() noexcept = default;
Command::Command(const Command& other) = default;
Command::Command(Command&& other) noexcept = default;
Command& Command::operator=(const Command& other) = default;
Command& Command::operator=(Command&& other) noexcept = default;
Command::~Command() = default;

}  // namespace proffer::runtime
