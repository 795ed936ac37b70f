// Logs on a memory or a real file system, and commands to put into them.
#pragma once

#include "store/rocks_log.hpp"

#include <gtest/gtest.h>
#include <rocksdb/file_system.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace proffer::store {

inline constexpr const char* sample_log_id = "0123456789abcdef0123456789abcdef";

// A file system in memory; it lives as long as the pointer.
std::shared_ptr<rocksdb::FileSystem> memory_files();

LogOptions small_options(const std::filesystem::path& folder);

// One command with `count` events of `stream` from version `expected + 1` on.
Append command(const StreamId& stream, std::uint64_t expected, std::uint32_t count = 1,
               Cause cause = {}, std::uint16_t shards = 1, std::size_t payload = 20);

inline StreamId account(int number) { return {Category::account, "A-" + std::to_string(number)}; }

// What `read` shows, one line an event: "position stream@version".
std::vector<std::string> lines_of(const Log& log, ShardId shard, Position from = 0);

}  // namespace proffer::store
