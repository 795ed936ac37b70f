// A process that appends is killed: what it acknowledged is there, and the chain holds.
#include "tests/store/store_fixture.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <random>

namespace proffer::store {
namespace {

constexpr const char* folder_variable = "PROFFER_CRASH_TEST_FOLDER";
constexpr int report_fd = 3;

Append next_of(const Log& log, std::uint64_t version) {
  const Cause cause{Cause::Kind::record, 1, version};
  return command(account(1), version, 1 + static_cast<std::uint32_t>(version % 3), cause,
                 log.data_shards(), 20 + version * 37 % 900);
}

// The process that is killed: this program again, with this one test. Writes the stream's version
// to a pipe after every append that was acknowledged.
TEST(Crash, DISABLED_AppendsUntilItIsKilled) {
  const char* const folder = std::getenv(folder_variable);
  ASSERT_NE(folder, nullptr) << "it is run by the test below";
  const auto log = Log::open(small_options(folder));
  ASSERT_TRUE(log.has_value()) << log.error().detail;
  std::uint64_t version = (*log)->stream_version(account(1)).value();
  for (;;) {
    const Append append = next_of(**log, version);
    const auto answers = (*log)->append({&append, 1});
    ASSERT_TRUE(answers.has_value()) << answers.error().detail;
    ASSERT_EQ(answers->front().verdict, Appended::Verdict::durable);
    version += append.count;
    ASSERT_EQ(::write(report_fd, &version, sizeof version), ssize_t{sizeof version});
  }
}

// Lets a child append `reports` times at least, kills it, and answers with the last version that it
// reported.
std::uint64_t acknowledged_before_kill(const std::string& folder, int reports) {
  int pipe_ends[2];
  EXPECT_EQ(::pipe(pipe_ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv(folder_variable, folder.c_str(), 1);
    ::dup2(pipe_ends[1], report_fd);
    if (pipe_ends[0] != report_fd) ::close(pipe_ends[0]);
    if (pipe_ends[1] != report_fd) ::close(pipe_ends[1]);
    ::execl("/proc/self/exe", "store_test", "--gtest_filter=Crash.DISABLED_AppendsUntilItIsKilled",
            "--gtest_also_run_disabled_tests", "--gtest_brief=1", nullptr);
    ::_exit(127);
  }
  ::close(pipe_ends[1]);
  std::uint64_t version = 0, reported = 0;
  while (::read(pipe_ends[0], &reported, sizeof reported) == ssize_t{sizeof reported}) {
    version = reported;
    if (--reports > 0) continue;
    EXPECT_EQ(::kill(child, SIGKILL), 0);
  }
  ::close(pipe_ends[0]);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << status;
  return version;
}

TEST(Crash, WhatAKilledProcessAcknowledgedIsThere) {
  std::string folder = std::filesystem::temp_directory_path() / "proffer-crash-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  std::mt19937 random{2026};
  for (int round = 0; round < 6; ++round) {
    const int reports = 1 + static_cast<int>(random() % 60);
    SCOPED_TRACE("round " + std::to_string(round) + ", killed after " + std::to_string(reports));
    const std::uint64_t acknowledged = acknowledged_before_kill(folder, reports);
    ASSERT_GT(acknowledged, 0U);
    const auto verified = verify(folder, {});
    ASSERT_TRUE(verified.has_value()) << verified.error().detail;
    const auto log = Log::open(small_options(folder));
    ASSERT_TRUE(log.has_value()) << log.error().detail;
    const auto events = (*log)->read_stream(account(1), 0);
    ASSERT_TRUE(events.has_value()) << events.error().detail;
    ASSERT_GE(events->size(), acknowledged);
    for (std::size_t i = 0; i < events->size(); ++i) ASSERT_EQ((*events)[i].version, i + 1);
    // Each input counted once: whatever is in the log is done, and the next one is not.
    EXPECT_FALSE((*log)->is_done(0, {Cause::Kind::record, 1, events->size()}));
    EXPECT_TRUE((*log)->is_done(0, events->back().command.cause));
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace proffer::store
