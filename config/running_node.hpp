// The composition root: one node made of its parts, in the order they need each other.
#pragma once

#include "config/settings.hpp"
#include "events/problem.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <string>

namespace proffer::config {

class RunningNode {
 public:
  // Opens the log, folds what the projections miss, and answers HTTP. With brokers in the settings
  // it waits for them, says so in /readyz, and goes on when they are there. `log_line` gets what an
  // operator should read.
  static tl::expected<std::unique_ptr<RunningNode>, Problem> start(
      const Settings& settings, std::function<void(const std::string&)> log_line);
  virtual ~RunningNode() = default;

  virtual std::string url() const = 0;
  // Finishes what was accepted; takes nothing new.
  virtual void stop() = 0;
};

}  // namespace proffer::config
