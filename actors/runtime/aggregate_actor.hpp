// The actor around a shell: CAF decides when it works, and on which thread.
#pragma once

#include "actors/runtime/aggregate_shell.hpp"

#include <caf/fwd.hpp>

#include <memory>

namespace proffer::runtime {

// Spawns the actor of the tray's aggregate and lets the tray wake it.
void start_aggregate(caf::actor_system& system, std::unique_ptr<Shell> shell, Tray& tray);

}  // namespace proffer::runtime
