#include "actors/runtime/carriers/forwarded.hpp"

#include "events/codec/pack.hpp"

#include <string>
#include <utility>
#include <variant>

namespace proffer::runtime {
namespace {

using Unpacked = codec::Result<Command>;

template <class C>
struct OneOf;
template <class... C>
struct OneOf<std::variant<C...>> {
  // Whether the type is among these; `command` is what the bytes hold then.
  static bool read(std::string_view type, std::string_view bytes, Unpacked& command) {
    return ((type == C::type && (command = unpacked<C>(bytes), true)) || ...);
  }
  template <class T>
  static Unpacked unpacked(std::string_view bytes) {
    auto value = codec::unpack<T>(bytes);
    if (!value) return tl::unexpected(std::move(value.error()));
    return Command{std::variant<C...>{*std::move(value)}};
  }
};

}  // namespace

codec::Result<domain::Shard::ForwardCommand> forwarded(Request&& request, ShardId home) {
  domain::Shard::ForwardCommand forward;
  codec::Result<std::string> bytes;
  std::visit(
      [&](const auto& commands) {
        std::visit(
            [&](const auto& command) {
              forward.command_type = command.type;
              bytes = codec::pack(command);
            },
            commands);
      },
      request.command);
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  forward.to = home;
  forward.addressee = std::move(request.to);
  forward.command = {*std::move(bytes)};
  forward.request_key = std::move(request.header.request_key);
  return forward;
}

Unpacked unforwarded(std::string_view type, std::string_view bytes) {
  Unpacked command = tl::unexpected(
      codec::CodecError{codec::CodecError::Kind::unknown_type,
                        "command " + std::string(type) + " is not known; run the newer program"});
  static_cast<void>(OneOf<domain::Account::Command>::read(type, bytes, command) ||
                    OneOf<domain::WorkflowInstance::Command>::read(type, bytes, command) ||
                    OneOf<domain::Questions::Command>::read(type, bytes, command));
  return command;
}

}  // namespace proffer::runtime
