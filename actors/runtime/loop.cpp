#include "actors/runtime/loop.hpp"

#include <chrono>

namespace proffer::runtime {

void Signal::raise() {
  {
    const std::lock_guard lock(mutex_);
    raised_ = true;
  }
  raised_now_.notify_all();
}

void Signal::wait(std::stop_token stop, int wait_ms) {
  std::unique_lock lock(mutex_);
  raised_now_.wait_for(lock, std::move(stop), std::chrono::milliseconds(wait_ms),
                       [&] { return raised_; });
  raised_ = false;
}

std::function<void(Reply)> Replies::to(const std::shared_ptr<Replies>& replies, std::uint64_t tag) {
  return [replies, tag](Reply reply) {
    {
      const std::lock_guard lock(replies->mutex_);
      replies->waiting_.emplace_back(tag, std::move(reply));
    }
    replies->signal_->raise();
  };
}

std::vector<std::pair<std::uint64_t, Reply>> Replies::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(waiting_, {});
}

Loop::Loop(std::function<int()> step, std::shared_ptr<Signal> signal)
    : thread_([step = std::move(step), signal = std::move(signal)](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          const int wait_ms = step();
          if (wait_ms > 0) signal->wait(stop, wait_ms);
        }
      }) {}

}  // namespace proffer::runtime
