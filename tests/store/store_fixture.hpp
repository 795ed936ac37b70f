// Logs on a memory or a real file system, and commands to put into them.
#pragma once

#include "events/codec/codec.hpp"
#include "store/rocks_log.hpp"

#include <gtest/gtest.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace proffer::store {

inline constexpr const char* sample_log_id = "0123456789abcdef0123456789abcdef";

// A file system in memory; it lives as long as the pointer.
inline std::shared_ptr<rocksdb::FileSystem> memory_files() {
  const std::shared_ptr<rocksdb::Env> env{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  return {env->GetFileSystem().get(), [env, files = env->GetFileSystem()](auto*) {}};
}

inline LogOptions small_options(const std::filesystem::path& folder) {
  LogOptions options;
  options.folder = folder;
  options.frame_bytes_max = 4096;
  options.index_tail_events_max = 64;
  options.memory_bytes_max = 8 * 1024 * 1024;
  options.prewritten_bytes_max = 32 * 1024;
  options.new_log_id = sample_log_id;
  options.now = [] { return Instant{1'700'000'000'000}; };
  return options;
}

// One command with `count` events of `stream` from version `expected + 1` on.
inline Append command(const StreamId& stream, std::uint64_t expected, std::uint32_t count = 1,
                      Cause cause = {}, std::uint16_t shards = 1, std::size_t payload = 20) {
  Append append;
  append.shard = shard_of(stream, shards);
  append.cause = cause;
  append.streams = {{stream, expected, count}};
  append.count = count;
  codec::RecordWriter writer{append.records};
  for (std::uint32_t i = 1; i <= count; ++i) {
    CommandRefused event;
    event.command_type = to_string(stream) + "@" + std::to_string(expected + i);
    event.command.value.assign(payload, 'x');
    const auto written =
        writer.write(stream, expected + i, CommandHeader{.cause = cause}, CommandEvent{event});
    EXPECT_TRUE(written.has_value());
  }
  return append;
}

inline StreamId account(int number) { return {Category::account, "A-" + std::to_string(number)}; }

// What `read` shows, one line an event: "position stream@version".
inline std::vector<std::string> lines_of(const Log& log, ShardId shard, Position from = 0) {
  std::vector<std::string> lines;
  const auto end = log.read(shard, from, SIZE_MAX, [&](const RecordedEvent& event) {
    lines.push_back(std::to_string(event.position) + " " + to_string(event.stream) + "@" +
                    std::to_string(event.version));
    return true;
  });
  EXPECT_TRUE(end.has_value()) << end.error().detail;
  EXPECT_EQ(end.value_or(0), std::max(from, log.end(shard)));
  return lines;
}

}  // namespace proffer::store
