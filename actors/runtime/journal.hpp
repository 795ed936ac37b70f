// The only writer of the log: whatever arrives during one append travels together in the next.
#pragma once

#include "actors/runtime/catalogue_follower.hpp"
#include "actors/runtime/router.hpp"
#include "actors/runtime/tray.hpp"
#include "store/log.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace proffer::runtime {

struct JournalStats {
  std::uint64_t batches = 0;
  std::uint64_t events = 0;
  std::size_t pending = 0;  // commands handed over and not answered now
};

class Journal {
 public:
  struct Hooks {
    std::function<void()> grown;  // after the answers of each batch
    std::function<void(const store::StoreError&)>
        failed;  // once; nothing was or will be acknowledged
  };
  Journal(store::Log& log, CatalogueFollower& catalogue, Router& router,
          std::size_t batch_bytes_max, Hooks hooks);
  ~Journal() { stop(); }
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Takes over the tray with its turn. When all of the turn is durable its commands are answered;
  // otherwise it goes back to the aggregate as it is, with the results filled in.
  void write(Tray& tray);
  // Nothing is written any more, and what is handed over is answered with `unavailable`.
  void fail(const store::StoreError& error);
  // Writes what was handed over, then stops.
  void stop();
  bool failed() const { return failed_.load(); }

  JournalStats stats() const;

 private:
  void run();
  void await_awake();
  bool take_queue();
  void rest();
  void take_batch();
  void write_batch();
  store::Result<void> append_batch();
  void count();
  void settle(Tray& tray);
  void answer_unavailable(Tray& tray);

  store::Log& log_;
  CatalogueFollower& catalogue_;
  Router& router_;
  const std::size_t batch_bytes_max_;
  const Hooks hooks_;
  std::atomic<bool> failed_ = false;

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Tray*> queue_;
  bool waiting_ = false;
  bool stopping_ = false;
  JournalStats stats_;

  // The writer thread's own; kept for their memory.
  std::vector<Tray*> taken_;  // from the queue, those before next_ done
  std::size_t next_ = 0;
  std::chrono::steady_clock::time_point written_;      // when the last of them was done
  std::chrono::steady_clock::time_point batch_taken_;  // when the next came
  std::vector<Tray*> batch_;
  std::vector<store::Append> appends_;
  std::vector<Given> replies_;
  std::thread thread_;
};

}  // namespace proffer::runtime
