// What lies between who submits commands, the aggregate that decides them, and the journal that
// writes them.
#pragma once

#include "actors/runtime/gate.hpp"
#include "actors/runtime/request_keys.hpp"
#include "store/log.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace proffer::runtime {

using Answer = std::function<void(Reply)>;

// An answer that says no more than this.
inline Reply bare(Reply::Kind kind) {
  Reply reply;
  reply.kind = kind;
  return reply;
}

// What was decided about a command, and what became of it.
struct Decided {
  store::Append append;  // count 0: nothing to write, but it was decided on what is not durable yet
  Reply reply;           // given when the append and those before it in the turn are durable
  std::uint64_t last_version = 0;  // of the last event in the aggregate's own stream
  std::uint32_t last_place = 0;    // of that event within the append
  bool remember = false;           // the answer to the request key
  store::Appended result;
};

// A command from its submission until its answer. It stays in its place while it passes from hand
// to hand.
struct Submitted {
  Submitted(Request&& asked, Answer&& wanted)
      : request(std::move(asked)), answer(std::move(wanted)) {}
  Request request;
  Answer answer;
  Decided decided;
  // Appends that were too large for a frame: the first, of what was decided; the second, of its
  // refusal with the command in it.
  int too_large = 0;
};
using Commands = std::vector<std::unique_ptr<Submitted>>;

struct Tray;

// A command whose reply is about to be given.
struct Given {
  Tray* tray = nullptr;
  std::unique_ptr<Submitted> command;
};

// An aggregate's place of work. There is one for each live aggregate, owned by the router. At any
// moment one party has it: nobody, the actor (woken and not yet back), or the journal (a turn is
// being written); `busy` says that it is not nobody. Hence the actor is woken at most once at a
// time, and everything passes from thread to thread under `mutex`.
struct Tray {
  explicit Tray(StreamId id) : stream(std::move(id)) {}

  enum class Found { commands, nothing, retirement };
  // For the actor: the next commands in order, at most `commands_max`. Nothing: the actor is idle
  // from here on.
  Found take(std::size_t commands_max, Commands& commands);
  // For the journal: the turn is written, or not. When the aggregate has to go on it is woken.
  void hand_back();
  // Completes the reply to a command whose append is durable; its request key is noted in
  // `answered`.
  void durable(Submitted& command);
  // For the router.
  void put(std::unique_ptr<Submitted> command);
  void ask_to_retire();

  const StreamId stream;
  std::function<void()> wake;  // lets the actor work; set before the first command

  // The party's own.
  Commands turn;      // decided, not durable yet; empty when the journal has answered them all
  bool more = false;  // the actor has commands that wait for this turn
  std::vector<AnsweredRequest> answered;  // by the journal, not yet remembered by the aggregate
  Position end = 0;                       // after the last event known to be durable

  // The router's, under its lock.
  std::size_t in_flight = 0;
  bool retiring = false;
  std::list<Tray*>::iterator place;  // among the idle or the others

 private:
  std::mutex mutex_;
  Commands commands_;  // in order of arrival
  bool busy_ = false;
  bool to_retire_ = false;
};

}  // namespace proffer::runtime
