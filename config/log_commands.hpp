// `proffer log …`: reads a log's folder directly, beside a running node or without one.
#pragma once

#include "actors/edge/cli/output.hpp"
#include "events/stream.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace proffer::config {

struct LogCatOptions {
  std::filesystem::path folder;
  std::optional<ShardId> shard;  // none: all, one after another
  Position from = 0;
  std::uint64_t events_max = 0;  // 0: to the end
  std::string stream;            // `account/A-1001`; empty: all
  std::string type;              // event type; empty: all
};

// Prints events as readable text, the same text as the golden files, or as JSON.
edge::cli::Exit log_cat(const LogCatOptions& options, edge::cli::Output& output);
// Re-derives every shard's chain; the first bad frame is exit code 3.
edge::cli::Exit log_verify(const std::filesystem::path& folder, edge::cli::Output& output,
                           std::ostream& notes);
edge::cli::Exit log_stats(const std::filesystem::path& folder, edge::cli::Output& output);

}  // namespace proffer::config
