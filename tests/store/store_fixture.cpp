#include "tests/store/store_fixture.hpp"

#include "events/codec/codec.hpp"

#include <rocksdb/env.h>

#include <algorithm>

namespace proffer::store {

std::shared_ptr<rocksdb::FileSystem> memory_files() {
  const std::shared_ptr<rocksdb::Env> env{rocksdb::NewMemEnv(rocksdb::Env::Default())};
  return {env->GetFileSystem().get(), [env, files = env->GetFileSystem()](auto*) {}};
}

LogOptions small_options(const std::filesystem::path& folder) {
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

Append command(const StreamId& stream, std::uint64_t expected, std::uint32_t count, Cause cause,
               std::uint16_t shards, std::size_t payload) {
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

std::vector<std::string> lines_of(const Log& log, ShardId shard, Position from) {
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
