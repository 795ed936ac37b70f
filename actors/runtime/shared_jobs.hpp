// How CAF's workers come by the actors that have something to do: one queue for all of them, as in
// CAF's own policy "sharing". That one allocates for each job, and wakes a worker for each while it
// holds the lock; here a worker takes some jobs at a time and is woken only when it sleeps.
// (Work-stealing, CAF's default, spins for minutes when very many actors are ready at once.)
#pragma once

#include <caf/policy/unprofiled.hpp>
#include <caf/resumable.hpp>
#include <caf/scheduler/abstract_coordinator.hpp>

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <iterator>
#include <mutex>
#include <vector>

namespace proffer::runtime {

// A scheduler policy of CAF: `caf::scheduler::coordinator<SharedJobs>`. The names are CAF's.
class SharedJobs : public caf::policy::unprofiled {
 public:
  struct coordinator_data {  // NOLINT(readability-identifier-naming)
    explicit coordinator_data(caf::scheduler::abstract_coordinator*) {}
    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<caf::resumable*> jobs;
    std::size_t sleeping = 0;  // workers that nobody has called yet
  };
  struct worker_data {  // NOLINT(readability-identifier-naming)
    explicit worker_data(caf::scheduler::abstract_coordinator*) {}
    std::vector<caf::resumable*> taken;  // the next one last
  };

  template <class Coordinator>
  void central_enqueue(Coordinator* self, caf::resumable* job) {
    put(d(self), job);
  }
  template <class Worker>
  void external_enqueue(Worker* self, caf::resumable* job) {
    put(d(self->parent()), job);
  }
  template <class Worker>
  void internal_enqueue(Worker* self, caf::resumable* job) {
    put(d(self->parent()), job);
  }
  template <class Worker>
  void resume_job_later(Worker* self, caf::resumable* job) {
    put(d(self->parent()), job);
  }
  template <class Worker>
  caf::resumable* dequeue(Worker* self) {
    auto& taken = d(self).taken;
    if (taken.empty()) take(d(self->parent()), taken);
    caf::resumable* job = taken.back();
    taken.pop_back();
    return job;
  }
  template <class Worker, class UnaryFunction>
  void foreach_resumable(Worker* self, UnaryFunction f) {
    for (caf::resumable* job : d(self).taken) f(job);
    d(self).taken.clear();
  }
  template <class Coordinator, class UnaryFunction>
  void foreach_central_resumable(Coordinator* self, UnaryFunction f) {
    std::deque<caf::resumable*> left;
    {
      const std::lock_guard lock(d(self).mutex);
      left.swap(d(self).jobs);
    }
    for (caf::resumable* job : left) f(job);
  }

 private:
  // Few, because nobody else gets at them: one may have to wait for the disk.
  static constexpr std::size_t taken_max = 8;

  static void put(coordinator_data& shared, caf::resumable* job) {
    bool wake = false;
    {
      const std::lock_guard lock(shared.mutex);
      shared.jobs.push_back(job);
      wake = shared.sleeping > 0;
      if (wake) --shared.sleeping;
    }
    if (wake) shared.arrived.notify_one();
  }
  static void take(coordinator_data& shared, std::vector<caf::resumable*>& taken) {
    std::unique_lock lock(shared.mutex);
    while (shared.jobs.empty()) {
      ++shared.sleeping;
      shared.arrived.wait(lock);
    }
    const auto end =
        shared.jobs.begin() + static_cast<std::ptrdiff_t>(std::min(taken_max, shared.jobs.size()));
    taken.assign(std::make_reverse_iterator(end), std::make_reverse_iterator(shared.jobs.begin()));
    shared.jobs.erase(shared.jobs.begin(), end);
  }
};

}  // namespace proffer::runtime
