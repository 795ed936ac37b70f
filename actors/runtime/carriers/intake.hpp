// Takes the records of an input topic into the log, each exactly once: partition s into shard s.
// Nothing is committed before its outcome is durable; the shard's inbox, not the broker, knows
// where to go on.
#pragma once

#include "actors/runtime/carriers/input_partition.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace proffer::runtime {

struct IntakeOptions {
  InputOptions input;
  std::vector<ShardId> shards;  // data shards owned here
  int records_max = 500;        // of one poll
  int poll_ms_max = 100;        // waiting for the first record when nothing is under way
  // Positions of the shard's log that its reactor has yet to carry out; none: nobody waits for it.
  std::function<std::uint64_t(ShardId)> reactor_behind;
  std::uint64_t reactor_behind_max = 100'000;  // more of them pause the shard's partition
  // Makes a source: at the start, and after one can not go on.
  std::function<transport::Result<std::unique_ptr<transport::Source>>()> connect;
};

struct IntakeStatus {
  struct Partition {
    std::int32_t partition = 0;
    InputPartition::Stage stage = InputPartition::Stage::registering;
    std::string why;                  // it stopped
    bool paused = false;              // back-pressure
    bool reactor_lags = false;        // that is why
    std::size_t unfinished = 0;       // records read and not done
    std::int64_t low_mark = 0;        // every offset below is done
    std::int64_t behind_ms = 0;       // age of the oldest unfinished record
    std::int64_t behind_records = 0;  // in the topic and not done, as far as is known
  };
  std::string waiting;  // why the broker does not serve us, for /readyz; empty: it does
  std::vector<Partition> partitions;
  InputCounts counts;
};

class Intake {
 public:
  // `gate` and `log` outlive it.
  Intake(IntakeOptions options, Gate& gate, const store::Log& log);

  // For Loop. One thread.
  int step();
  const std::shared_ptr<Signal>& signal() const { return signal_; }

  // Thread-safe.
  IntakeStatus status() const;

 private:
  struct Input {
    InputPartition partition;
    bool paused = false;
    bool reactor_lags = false;
    std::int64_t committed = 0;
  };

  bool connect();
  void failed(const transport::BusError& error);
  bool step_partitions();
  void pause_and_resume();
  bool reactor_lags(const Input& input) const;
  bool poll(int wait_ms);
  Input* input_of(std::int32_t partition);
  std::int64_t behind_records(const InputPartition& input);
  void publish_status();

  const IntakeOptions options_;
  const std::shared_ptr<Signal> signal_ = std::make_shared<Signal>();
  InputCounts counts_;
  std::vector<std::unique_ptr<Input>> inputs_;  // as options_.shards
  std::unique_ptr<transport::Source> source_;
  std::string waiting_ = "no broker has answered yet";
  Instant retry_at_{};

  mutable std::mutex status_mutex_;
  IntakeStatus status_;
};

}  // namespace proffer::runtime
