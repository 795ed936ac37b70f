#include "actors/runtime/aggregate_actor.hpp"

#include "actors/runtime/messages.hpp"

#include <caf/actor.hpp>
#include <caf/actor_system.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>

#include <atomic>
#include <utility>

namespace proffer::runtime {
namespace {

// CAF's mailbox passes what the sender did before on to the actor. That is not visible to tools
// that know only our code, so it is said once more.
struct Woken {
  std::unique_ptr<Shell> shell;
  std::atomic<bool> handed_over = false;
};

caf::behavior aggregate_actor(caf::event_based_actor* self, const std::shared_ptr<Woken>& woken) {
  return {[self, woken](Work) {
    woken->handed_over.load(std::memory_order_acquire);
    if (woken->shell->work() == Shell::After::retired) self->quit();
  }};
}

}  // namespace

void start_aggregate(caf::actor_system& system, std::unique_ptr<Shell> shell, Tray& tray) {
  auto woken = std::make_shared<Woken>();
  woken->shell = std::move(shell);
  auto actor = system.spawn(aggregate_actor, woken);
  tray.wake = [actor, woken] {
    // As soon as the actor works its tray may be gone, and this function with it: nothing of it is
    // read from here on. NOLINTNEXTLINE(performance-unnecessary-copy-initialization)
    const caf::actor receiver = actor;
    woken->handed_over.exchange(true, std::memory_order_release);
    caf::anon_send(receiver, Work{});
  };
}

}  // namespace proffer::runtime
