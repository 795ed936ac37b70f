// A second Gate, and the oracle for the first: it decides with the real deciders and appends to the
// real log, one command after another, in the thread that calls `pump`. By seed it is overloaded
// and answers late.
#pragma once

#include "actors/runtime/gate.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <utility>
#include <vector>

namespace proffer::store {
class Log;
}

namespace proffer::runtime {

struct GateFaults {
  unsigned overloaded = 0;  // chances in 1000 for a command to be turned away
  unsigned late = 0;        // for an answer to come in a later pump
};

class DirectGate final : public Gate {
 public:
  DirectGate(store::Log& log, std::function<Instant()> now, std::uint64_t seed = 0,
             GateFaults faults = {});

  void submit(Request request, std::function<void(Reply)> reply) override;
  std::shared_ptr<const domain::Catalogue> catalogue() const override;

  // Decides up to so many commands and gives the answers that are due.
  void pump(std::size_t commands_max);
  bool idle() const;
  // Submits, decides and answers at once.
  Reply ask(Request request);

 private:
  bool happens(unsigned chance) { return random_() % 1000 < chance; }
  Reply decide(const Request& request);
  template <class D>
  Reply decide(const Request& request);

  store::Log& log_;
  const std::function<Instant()> now_;
  std::mt19937_64 random_;
  GateFaults faults_;
  mutable std::mutex mutex_;
  std::deque<std::pair<Request, std::function<void(Reply)>>> submitted_;
  std::vector<std::pair<std::function<void(Reply)>, Reply>> late_;
};

}  // namespace proffer::runtime
