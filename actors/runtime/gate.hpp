// The way in for everything that is not an actor: HTTP, intake, the command line's embedded node,
// benchmarks.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/runtime/command.hpp"
#include "events/envelope.hpp"
#include "events/event.hpp"
#include "events/problem.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>

namespace proffer::transport {
struct AccountCall;
}

namespace proffer::runtime {

// A command with its addressee. `header.catalogue` is filled in by the aggregate that decides.
struct Request {
  StreamId to;
  Command command;
  CommandHeader header;
  bool events_wanted = true;  // in the answer; they take as long to hand over as to record
};

// What a call that changes an account asks of whom; the header is for whoever received it.
Request request_of(const transport::AccountCall& call);

// The answer, given once and only when the outcome is durable (or nothing happened at all).
struct Reply {
  enum class Kind {
    done,         // decided; `events`, where wanted, are in the log (none: nothing new)
    repeated,     // the same request key was answered before: `events` are the first answer's
    refused,      // the domain said no: `problems`; CommandRefused is in the log
    duplicate,    // the inbox has the cause: its outcome is in the log already
    overloaded,   // nothing was recorded: try again after `retry_after_ms`
    unavailable,  // nothing is known: the node is stopping or has lost its log
  };
  Kind kind = Kind::done;
  ShardId shard = 0;
  Position end = 0;  // position after the outcome's last event: a read at least here sees it
  std::vector<Event> events;
  bool existed = false;  // whether what decided was there before; told of accounts, when `done`
  Problems problems;
  int retry_after_ms = 0;

  // Now, or the first time that it was asked for.
  bool carried_out() const { return kind == Kind::done || kind == Kind::repeated; }
};

// What a call that only looks is answered with: JSON; or why offers cannot be applied in memory,
// which their account records, so that its channel's exceptions are handled.
using Answered = std::variant<std::string, OfferApplicationFailed>;

class Gate {
 public:
  virtual ~Gate() = default;
  // Thread-safe; never waits for the log. `reply` is called exactly once and must be short: on a
  // thread of the runtime, or, when nothing was taken on (`overloaded`, `unavailable`), within this
  // call on the caller's own.
  virtual void submit(Request request, std::function<void(Reply)> reply) = 0;
  // The newest durable catalogue.
  virtual std::shared_ptr<const domain::Catalogue> catalogue() const = 0;
};

}  // namespace proffer::runtime
