#include "actors/runtime/carriers/forwarded.hpp"

#include "events/codec/json.hpp"

#include <string>
#include <utility>
#include <variant>

namespace proffer::runtime {
namespace {

using Read = codec::Result<Command>;

template <class C>
struct OneOf;
template <class... C>
struct OneOf<std::variant<C...>> {
  // Whether the type is among these; `command` is what the JSON holds then.
  static bool read(std::string_view type, const Json& json, Read& command) {
    return ((type == C::type && (command = read<C>(json), true)) || ...);
  }
  template <class T>
  static Read read(const Json& json) {
    auto value = codec::read_json<T>(json);
    if (!value) return tl::unexpected(std::move(value.error()));
    return Command{std::variant<C...>{*std::move(value)}};
  }
};

}  // namespace

domain::Shard::ForwardCommand forwarded(Request&& request, ShardId home) {
  domain::Shard::ForwardCommand forward;
  std::visit(
      [&](const auto& commands) {
        std::visit(
            [&](const auto& command) {
              forward.command_type = command.type;
              forward.command = codec::json_of(command);
            },
            commands);
      },
      request.command);
  forward.to = home;
  forward.addressee = std::move(request.to);
  forward.request_key = std::move(request.header.request_key);
  return forward;
}

Read unforwarded(std::string_view type, const Json& json) {
  Read command = tl::unexpected(
      codec::CodecError{codec::CodecError::Kind::unknown_type,
                        "command " + std::string(type) + " is not known; run the newer program"});
  static_cast<void>(OneOf<domain::Account::Command>::read(type, json, command) ||
                    OneOf<domain::WorkflowInstance::Command>::read(type, json, command) ||
                    OneOf<domain::Questions::Command>::read(type, json, command));
  return command;
}

}  // namespace proffer::runtime
