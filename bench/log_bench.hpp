// What the benchmarks of the log share: a folder that is removed, a log in it, clocks and medians,
// and the command line `[--smoke] [folder]`.
#pragma once

#include "events/check.hpp"
#include "store/log.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proffer::bench {

using Clock = std::chrono::steady_clock;

inline double microseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

// User and system time of the process (RUSAGE_SELF) or of the calling thread (RUSAGE_THREAD).
inline double processor_seconds(int whose) {
  rusage usage{};
  CHECK(::getrusage(whose, &usage) == 0);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

inline double median(std::vector<double> values) {
  CHECK(!values.empty());
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::filesystem::path& parent) {
    std::string name = parent / "proffer-bench-XXXXXX";
    CHECK(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::unique_ptr<store::Log> open_log(const std::filesystem::path& folder,
                                            std::uint16_t shards) {
  store::LogOptions options;
  options.folder = folder;
  options.shards = shards;
  options.now = [] {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
  };
  options.new_log_id = "0123456789abcdef0123456789abcdef";
  auto log = store::Log::open(options);
  if (!log) fmt::print(stderr, "{}\n", log.error().detail);
  CHECK(log.has_value());
  return std::move(*log);
}

enum class Length { smoke, full };

// Runs a benchmark in the folder that the command line names, by default the system's temporary
// one.
inline int main_of(int argc, char** argv, std::string_view help,
                   void (*run)(const std::filesystem::path& parent, Length length)) {
  Length length = Length::full;
  std::filesystem::path parent = std::filesystem::temp_directory_path();
  for (const std::string_view argument :
       std::span{argv, static_cast<std::size_t>(argc)}.subspan(1)) {
    if (argument == "--help") {
      fmt::print("{}", help);
      return EXIT_SUCCESS;
    }
    if (argument == "--smoke") {
      length = Length::smoke;
    } else {
      parent = argument;
    }
  }
  run(parent, length);
  return EXIT_SUCCESS;
}

}  // namespace proffer::bench
