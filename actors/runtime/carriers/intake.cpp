#include "actors/runtime/carriers/intake.hpp"

#include <algorithm>
#include <utility>

namespace proffer::runtime {
namespace {
constexpr int pause_ms = 5;  // between polls while answers are awaited, which raise the signal
}

Intake::Intake(IntakeOptions options, Gate& gate, const store::Log& log)
    : options_(std::move(options)) {
  for (const ShardId shard : options_.shards) {
    inputs_.push_back(std::make_unique<Input>(
        Input{InputPartition(options_.input, shard, gate, log, counts_, signal_)}));
  }
  publish_status();
}

int Intake::step() {
  bool worked = connect();
  worked = step_partitions() || worked;
  pause_and_resume();
  const bool idle = !worked && std::all_of(inputs_.begin(), inputs_.end(), [](const auto& input) {
    return input->partition.unfinished() == 0 &&
           input->partition.stage() == InputPartition::Stage::reading;
  });
  worked = poll(idle ? options_.poll_ms_max : 0) || worked;
  publish_status();
  return worked ? 0 : idle ? 1 : pause_ms;
}

bool Intake::connect() {
  if (source_ || options_.input.now() < retry_at_) return false;
  auto made = options_.connect();
  if (!made) {
    failed(made.error());
    return false;
  }
  source_ = std::move(*made);
  for (const auto& input : inputs_) {
    input->partition.reconnected();
    input->paused = false;
  }
  return true;
}

void Intake::failed(const transport::BusError& error) {
  waiting_ = error.detail.empty() ? "the broker does not answer" : error.detail;
  retry_at_ = {options_.input.now().ms + options_.input.retry_ms};
  // A client goes on by itself when a broker answers again; anything else wants a new one.
  if (error.kind != transport::BusError::Kind::unavailable) source_.reset();
}

bool Intake::step_partitions() {
  bool worked = false;
  const bool may_ask = options_.input.now() >= retry_at_;
  for (const auto& input : inputs_) {
    const auto stepped = input->partition.step(may_ask ? source_.get() : nullptr);
    if (!stepped) {
      failed(stepped.error());
      return worked;
    }
    worked = *stepped || worked;
  }
  return worked;
}

void Intake::pause_and_resume() {
  if (!source_) return;
  for (const auto& input : inputs_) {
    if (input->partition.stage() != InputPartition::Stage::reading &&
        input->partition.stage() != InputPartition::Stage::stopped) {
      continue;
    }
    input->reactor_lags = reactor_lags(*input);
    const bool pause = input->partition.wants_pause() || input->reactor_lags;
    if (pause != input->paused) {
      if (pause) {
        source_->pause(input->partition.partition());
      } else {
        source_->resume(input->partition.partition());
      }
      input->paused = pause;
    }
    const std::int64_t low = input->partition.low_mark();
    if (low > input->committed) {
      source_->commit_hint(input->partition.partition(), low);
      input->committed = low;
    }
  }
}

// Once it does, until half of that is carried out.
bool Intake::reactor_lags(const Input& input) const {
  if (!options_.reactor_behind) return false;
  const std::uint64_t most = options_.reactor_behind_max / (input.reactor_lags ? 2 : 1);
  return options_.reactor_behind(input.partition.shard()) > most;
}

bool Intake::poll(int wait_ms) {
  if (!source_ || options_.input.now() < retry_at_) return false;
  auto records = source_->poll(options_.records_max, wait_ms);
  if (!records && records.error().kind == transport::BusError::Kind::out_of_range) {
    if (Input* input = input_of(records.error().partition)) {
      input->partition.lost(records.error().detail);
      return true;
    }
  }
  if (!records) {
    failed(records.error());
    return false;
  }
  waiting_.clear();
  for (InputRecord& record : *records) {
    Input* input = input_of(record.partition);
    if (input) input->partition.take(std::move(record));
  }
  return !records->empty();
}

Intake::Input* Intake::input_of(std::int32_t partition) {
  const auto at = std::find_if(inputs_.begin(), inputs_.end(), [&](const auto& input) {
    return input->partition.partition() == partition;
  });
  return at == inputs_.end() ? nullptr : at->get();
}

std::int64_t Intake::behind_records(const InputPartition& input) {
  const auto unfinished = static_cast<std::int64_t>(input.unfinished());
  if (!source_ || input.stage() != InputPartition::Stage::reading) return unfinished;
  return unfinished +
         std::max<std::int64_t>(0, source_->end_offset(input.partition()) - input.next());
}

void Intake::publish_status() {
  IntakeStatus status;
  status.waiting = waiting_;
  status.counts = counts_;
  for (const auto& input : inputs_) {
    const InputPartition& p = input->partition;
    status.partitions.push_back({p.partition(), p.stage(), p.why(), input->paused,
                                 input->reactor_lags, p.unfinished(), p.low_mark(), p.behind_ms(),
                                 behind_records(p)});
  }
  const std::lock_guard lock(status_mutex_);
  status_ = std::move(status);
}

IntakeStatus Intake::status() const {
  const std::lock_guard lock(status_mutex_);
  return status_;
}

}  // namespace proffer::runtime
