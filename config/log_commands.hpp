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
  std::string since;             // a time or position, as `asOf` over HTTP; empty: the beginning
  std::string until;             // empty: the end
  std::uint64_t events_max = 0;  // 0: to the end
  std::string stream;            // `account/A-1001`; empty: all
  std::string type;              // event type; empty: all
};

struct LogCopyOptions {
  std::filesystem::path from;
  std::filesystem::path to;             // must not be there
  std::optional<std::uint16_t> shards;  // data shards of the copy; none: as many as there are
};

// Prints events as readable text, the same text as the golden files, or as JSON.
edge::cli::Exit log_cat(const LogCatOptions& options, edge::cli::Output& output);
// Re-derives every shard's chain; the first bad frame is exit code 3.
edge::cli::Exit log_verify(const std::filesystem::path& folder, edge::cli::Output& output,
                           std::ostream& notes);
// Verifies a log and writes it into a new folder as another log, which goes on where that one
// stopped under a timeline of its own. LOG_COPY_SHARDS, LOG_COPY_TARGET.
edge::cli::Exit log_copy(const LogCopyOptions& options, edge::cli::Output& output,
                         std::ostream& notes);
edge::cli::Exit log_stats(const std::filesystem::path& folder, edge::cli::Output& output);

}  // namespace proffer::config
