// Threads for what is no actor: intake, publisher and reactor do their work in steps, and a loop
// hosts the steps.
#pragma once

#include "actors/runtime/gate.hpp"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace proffer::runtime {

// Something has happened that a waiting loop wants to know. Thread-safe.
class Signal {
 public:
  void raise();
  // Returns when raised since the last wait, told to stop, or after `wait_ms`.
  void wait(std::stop_token stop, int wait_ms);

 private:
  std::mutex mutex_;
  std::condition_variable_any raised_now_;
  bool raised_ = false;
};

// The gate's answers on their way from the runtime's threads to the step that asked. Shared with
// the callbacks, so that an answer that comes after its asker has gone does no harm.
class Replies {
 public:
  // `signal` is raised with each answer.
  explicit Replies(std::shared_ptr<Signal> signal) : signal_(std::move(signal)) {}
  // The callback for a request; its answer will come out of `take` with this tag.
  static std::function<void(Reply)> to(const std::shared_ptr<Replies>& replies, std::uint64_t tag);
  std::vector<std::pair<std::uint64_t, Reply>> take();

 private:
  std::mutex mutex_;
  std::vector<std::pair<std::uint64_t, Reply>>
      waiting_;  // as many as there are requests without an answer
  std::shared_ptr<Signal> signal_;
};

// Calls `step` on a thread of its own until destroyed. A step does a bounded amount of work and
// answers for how many ms it has nothing to do, unless the signal is raised; 0: it wants to go on
// at once.
class Loop {
 public:
  Loop(std::function<int()> step, std::shared_ptr<Signal> signal);

 private:
  std::jthread thread_;
};

}  // namespace proffer::runtime
