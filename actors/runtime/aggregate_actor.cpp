#include "actors/runtime/aggregate_actor.hpp"

#include "actors/runtime/messages.hpp"

#include <caf/actor.hpp>
#include <caf/actor_system.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>

#include <utility>

namespace proffer::runtime {
namespace {

caf::behavior aggregate_actor(caf::event_based_actor* self, const std::shared_ptr<Shell>& shell) {
  return {[self, shell](Work) {
    if (shell->work() == Shell::After::retired) self->quit();
  }};
}

}  // namespace

void start_aggregate(caf::actor_system& system, std::unique_ptr<Shell> shell, Tray& tray) {
  auto actor = system.spawn(aggregate_actor, std::shared_ptr<Shell>(std::move(shell)));
  tray.wake = [actor] {
    // A copy: as soon as the actor works, its tray may be gone, and this function with it.
    const caf::actor awake = actor;
    caf::anon_send(awake, Work{});
  };
}

}  // namespace proffer::runtime
