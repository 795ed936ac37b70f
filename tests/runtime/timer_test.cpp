#include "actors/runtime/carriers/timer.hpp"

#include "events/codec/codec.hpp"
#include "projections/waiting.hpp"
#include "store/log.hpp"
#include "tests/runtime/direct_gate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace proffer::runtime {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t wait_ms = 3'600'000;

// A real log whose rows say what waits, and a clock that the test sets.
class TimerTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "proffer_timer_XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    start();
  }
  void TearDown() override {
    timer_.reset();
    gate_.reset();
    log_.reset();
    std::filesystem::remove_all(folder_);
  }
  void start(GateFaults faults = {}) {
    timer_.reset();
    gate_.reset();
    log_.reset();
    store::LogOptions options;
    options.folder = folder_;
    options.now = [this] { return now_; };
    options.new_log_id = std::string(32, 'a');
    auto opened = store::Log::open(std::move(options));
    ASSERT_TRUE(opened) << opened.error().detail;
    log_ = std::move(*opened);
    gate_ = std::make_unique<DirectGate>(
        *log_, [this] { return now_; }, 1, faults);
    TimerOptions timer;
    timer.wait_ms_max = wait_ms;
    timer.now = [this] { return now_; };
    timer.waiting = [this] { return waiting(); };
    timer_ = std::make_unique<Timer>(std::move(timer), *gate_);
  }

  // What an account records when a customer has to choose.
  void arm(const std::string& workflow) {
    const StreamId stream{Category::workflow, workflow};
    store::Append append;
    append.shard = 0;
    codec::RecordWriter writer{append.records};
    CommandHeader header;
    header.at = now_;
    header.correlation = "asked by " + workflow;
    const std::vector<WorkflowEvent> events = {WorkflowStarted{{workflow}, 1, {"A-1"}, {}},
                                               NamedParameterRequested{.workflow = {workflow}}};
    for (const WorkflowEvent& event : events) {
      ASSERT_TRUE(writer.write(stream, ++append.count, header, event));
    }
    append.streams = {{stream, 0, append.count}};
    const auto appended = log_->append({&append, 1});
    ASSERT_TRUE(appended) << appended.error().detail;
  }
  void choose(const std::string& workflow) {
    Request request;
    request.to = {Category::workflow, workflow};
    request.command =
        domain::WorkflowInstance::Command{domain::WorkflowInstance::Cancel{.timed_out = false}};
    gate_->ask(std::move(request));
  }

  std::optional<std::vector<Waiting>> waiting() {
    if (unknown_) return std::nullopt;
    projections::Waiting projection;
    EXPECT_TRUE(projections::catch_up(projection, *log_, log_->tables(), 0, 1'000));
    std::vector<Waiting> all;
    const auto rows = projections::waiting(log_->tables());
    for (const auto& row : rows.value()) {
      all.push_back(
          {{Category::workflow, row.workflow.value}, 0, row.position, row.since, row.correlation});
    }
    return all;
  }
  void step(int times = 1) {
    for (int i = 0; i < times; ++i) {
      timer_->step();
      gate_->pump(100);
    }
  }
  void pass(std::int64_t ms) { now_.ms += ms; }

  // The instances that ran out of time, in the log's order; anything else than once is shown.
  std::vector<std::string> timed_out() const {
    std::vector<std::string> found;
    const auto read = log_->read(0, 0, SIZE_MAX, [&](const RecordedEvent& recorded) {
      if (recorded.type == CommandRefused::type) found.push_back("refused");
      if (recorded.type != NamedParameterCancelled::type) return true;
      const auto event =
          codec::decode<WorkflowEvent>(recorded.type, recorded.schema, recorded.payload);
      if (std::get<NamedParameterCancelled>(event.value()).timed_out) {
        found.push_back(recorded.stream.key);
        commands_.push_back(recorded.command);
      }
      return true;
    });
    EXPECT_TRUE(read);
    return found;
  }

  std::filesystem::path folder_;
  Instant now_{1'700'000'000'000};
  bool unknown_ = false;
  std::unique_ptr<store::Log> log_;
  std::unique_ptr<DirectGate> gate_;
  std::unique_ptr<Timer> timer_;
  mutable std::vector<CommandHeader> commands_;
};

TEST_F(TimerTest, AResponseThatWaitsTooLongIsGivenUpOnce) {
  arm("A-1-W1");
  step();
  pass(wait_ms - 1);
  step(2);
  EXPECT_THAT(timed_out(), IsEmpty());
  pass(1);
  step(3);
  pass(wait_ms);
  step(3);
  EXPECT_THAT(timed_out(), ElementsAre("A-1-W1"));
}

TEST_F(TimerTest, ItsCommandNamesTheEventThatSetIt) {
  arm("A-1-W1");
  pass(wait_ms);
  step();
  ASSERT_THAT(timed_out(), ElementsAre("A-1-W1"));
  const auto events = log_->read_stream({Category::workflow, "A-1-W1"}, 2);
  const CommandHeader& command = commands_.front();
  EXPECT_EQ(command.cause, (Cause{Cause::Kind::none, 0, events->front().position}));
  EXPECT_EQ(command.correlation, "asked by A-1-W1");
  EXPECT_EQ(command.actor, "timer");
  EXPECT_EQ(command.at, now_);
}

TEST_F(TimerTest, AChoiceThatWasMadeOrGivenUpIsLeftAlone) {
  arm("A-1-W1");
  arm("A-1-W2");
  choose("A-1-W1");
  pass(wait_ms);
  step(2);
  EXPECT_THAT(timed_out(), ElementsAre("A-1-W2"));
}

TEST_F(TimerTest, WhatWaitsSurvivesARestart) {
  arm("A-1-W1");
  step();
  start();
  pass(wait_ms);
  step();
  EXPECT_THAT(timed_out(), ElementsAre("A-1-W1"));
  start();
  step(2);
  EXPECT_THAT(timed_out(), ElementsAre("A-1-W1"));
}

TEST_F(TimerTest, ANodeWithoutRoomIsAskedAgain) {
  start({.overloaded = 700, .late = 0});
  arm("A-1-W1");
  arm("A-1-W2");
  pass(wait_ms);
  for (int i = 0; i < 50; ++i) {
    step();
    pass(1'000);
  }
  EXPECT_THAT(timed_out(), testing::UnorderedElementsAre("A-1-W1", "A-1-W2"));
}

TEST_F(TimerTest, AnAnswerThatComesLateIsNotAskedForTwice) {
  start({.overloaded = 0, .late = 900});
  arm("A-1-W1");
  pass(wait_ms);
  for (int i = 0; i < 50; ++i) {
    step();
    pass(60'000);
  }
  EXPECT_THAT(timed_out(), ElementsAre("A-1-W1"));
}

TEST_F(TimerTest, NothingIsDoneBeforeItIsKnownWhatWaits) {
  arm("A-1-W1");
  pass(wait_ms);
  unknown_ = true;
  step(2);
  EXPECT_THAT(timed_out(), IsEmpty());
  unknown_ = false;
  pass(1'000);
  step();
  EXPECT_THAT(timed_out(), ElementsAre("A-1-W1"));
}

TEST_F(TimerTest, ItSleepsUntilTheNextOneIsDue) {
  EXPECT_EQ(timer_->step(), 60'000);
  arm("A-1-W1");
  pass(wait_ms - 5'000);
  EXPECT_EQ(timer_->step(), 5'000);
  pass(4'000);
  EXPECT_EQ(timer_->step(), 1'000);
}

}  // namespace
}  // namespace proffer::runtime
