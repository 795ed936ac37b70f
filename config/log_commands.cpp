#include "config/log_commands.hpp"

#include "actors/edge/queries/moment.hpp"
#include "config/new_id.hpp"
#include "events/codec/codec.hpp"
#include "events/transport/rfc3339.hpp"
#include "store/log.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace proffer::config {
namespace {

namespace json = boost::json;
using edge::cli::Exit;
using edge::cli::Output;

constexpr std::size_t read_bytes_max = 4 * 1024 * 1024;

Exit failed(const store::StoreError& error, Output& output) {
  using Kind = store::StoreError::Kind;
  switch (error.kind) {
    case Kind::damaged:
      output.problem(Problem{.code = "LOG_DAMAGED", .text = error.detail});
      return Exit::difference;
    case Kind::locked: output.problem(Problem{.code = "LOG_LOCKED", .text = error.detail}); break;
    case Kind::foreign: output.problem(Problem{.code = "LOG_FOREIGN", .text = error.detail}); break;
    case Kind::newer_format:
      output.problem(Problem{.code = "LOG_NEWER_FORMAT", .text = error.detail});
      break;
    case Kind::not_found:
      output.problem(Problem{.code = "LOG_NOT_FOUND", .text = error.detail});
      return Exit::not_found;
    case Kind::io: output.problem(Problem{.code = "LOG_IO", .text = error.detail}); break;
  }
  return Exit::failed;
}

std::string hex(std::span<const std::uint8_t> bytes) {
  std::string text;
  for (const auto byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

store::Result<std::unique_ptr<store::Log>> open_for_reading(const std::filesystem::path& folder) {
  std::error_code absent;
  if (!std::filesystem::exists(folder, absent)) {
    return tl::unexpected(store::StoreError{
        store::StoreError::Kind::not_found,
        "there is no log in " + folder.string() + "; name its folder with --data"});
  }
  return store::Log::open({.folder = folder, .now = [] { return Instant{}; }, .read_only = true});
}

json::object json_of(const RecordedEvent& e, const Event& event) {
  return {{"shard", e.shard},
          {"position", e.position},
          {"stream", to_string(e.stream)},
          {"version", e.version},
          {"type", e.type},
          {"schema", e.schema},
          {"recorded", transport::format_rfc3339(e.recorded)},
          {"correlation", e.command.correlation},
          {"actor", e.command.actor},
          {"data", json::parse(codec::to_json(event))}};
}

// The position of the shard's first event that the moment does not include. Times never go back.
store::Result<Position> first_behind(const store::Log& log, ShardId shard,
                                     const edge::Moment& moment) {
  Position low = 0, high = log.end(shard);
  while (low < high) {
    const Position middle = low + (high - low) / 2;
    bool included = false;
    const auto read = log.read(shard, middle, 1, [&](const RecordedEvent& event) {
      included = moment.includes(event);
      return false;
    });
    if (!read) return tl::unexpected(read.error());
    if (included) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

// Prints what `options` asks for of one shard after another.
class Cat {
 public:
  Cat(const LogCatOptions& options, Output& output) : options_(options), output_(output) {}

  Exit run(const store::Log& log) {
    for (const ShardId shard : log.shards()) {
      if (options_.shard && *options_.shard != shard) continue;
      const auto since = bound(log, shard, options_.since, 0);
      const auto until = bound(log, shard, options_.until, log.end(shard));
      if (!since) return since.error();
      if (!until) return until.error();
      until_ = *until;
      Position at = std::max(options_.from, *since);
      while (at < until_ && !done_) {
        const auto next =
            log.read(shard, at, read_bytes_max, [&](const RecordedEvent& e) { return print(e); });
        if (!next) return failed(next.error(), output_);
        at = *next;
      }
    }
    return undecodable_ ? Exit::failed : Exit::ok;
  }

 private:
  // Where the moment is in the shard; `otherwise` where none was given.
  tl::expected<Position, Exit> bound(const store::Log& log, ShardId shard, const std::string& given,
                                     Position otherwise) {
    if (given.empty()) return otherwise;
    const auto moment = edge::moment_of(given, shard);
    if (!moment) {
      output_.problem(Problem{
          .code = "MOMENT_INVALID",
          .text = fmt::format("'{}' is no moment of shard {}; give an RFC 3339 time, a while ago "
                              "such as -2h, or a position such as @40",
                              given, shard)});
      return tl::unexpected(Exit::usage);
    }
    const auto position = first_behind(log, shard, *moment);
    if (!position) return tl::unexpected(failed(position.error(), output_));
    return *position;
  }

  bool print(const RecordedEvent& e) {
    if (e.position >= until_) return false;
    if (!options_.stream.empty() && to_string(e.stream) != options_.stream) return true;
    if (!options_.type.empty() && e.type != options_.type) return true;
    const auto event = codec::decode<Event>(e.type, e.schema, e.payload);
    if (!event) {
      output_.problem(Problem{.code = "EVENT_UNREADABLE",
                              .text = fmt::format("{} {}@{}: {}", e.type, to_string(e.stream),
                                                  e.version, event.error().detail)});
      undecodable_ = true;
    } else if (output_.wants_whole()) {
      output_.one(json_of(e, *event));
    } else {
      output_.out() << fmt::format("{}:{} {} {}@{} {}\n", e.shard, e.position,
                                   transport::format_rfc3339(e.recorded), to_string(e.stream),
                                   e.version, codec::to_text(*event));
    }
    done_ = options_.events_max != 0 && ++printed_ == options_.events_max;
    return !done_;
  }

  const LogCatOptions& options_;
  Output& output_;
  Position until_ = 0;  // of the shard being read
  std::uint64_t printed_ = 0;
  bool done_ = false;
  bool undecodable_ = false;
};

json::array rows_of(const store::LogStats& stats) {
  json::array rows;
  for (const auto& shard : stats.shards) {
    rows.push_back(json::object{{"log", stats.log_id},
                                {"timeline", stats.timeline},
                                {"shard", shard.shard},
                                {"events", shard.end},
                                {"frames", shard.frames},
                                {"bytes", shard.frame_bytes},
                                {"lastFrame", hex(shard.last_frame)}});
  }
  return rows;
}

store::Result<store::LogStats> verified_with_progress(const std::filesystem::path& folder,
                                                      Output& output, std::ostream& notes) {
  edge::cli::Progress progress(notes, output.options(), "events verified", 0);
  auto stats = store::verify(folder, [&](std::uint64_t events) {
    progress.at(events, edge::cli::Progress::Clock::now());
  });
  progress.finish();
  return stats;
}

constexpr std::array<edge::cli::Column, 5> stats_columns = {
    {{"SHARD", "shard"},
     {"EVENTS", "events"},
     {"FRAMES", "frames"},
     {"BYTES", "bytes"},
     {"LAST FRAME (SHA-256)", "lastFrame"}}};

}  // namespace

Exit log_cat(const LogCatOptions& options, Output& output) {
  const auto log = open_for_reading(options.folder);
  if (!log) return failed(log.error(), output);
  return Cat(options, output).run(**log);
}

Exit log_verify(const std::filesystem::path& folder, Output& output, std::ostream& notes) {
  const auto stats = verified_with_progress(folder, output, notes);
  if (!stats) return failed(stats.error(), output);
  output.rows(rows_of(*stats), stats_columns);
  output.note("log " + stats->log_id + " is whole: every frame follows from the one before it");
  return Exit::ok;
}

Exit log_copy(const LogCopyOptions& options, Output& output, std::ostream& notes) {
  std::error_code error;
  // Complete under its name or not at all: a part of a log looks like a whole one.
  std::filesystem::path part = options.to;
  part += ".part";
  for (const auto& folder : {options.to, part}) {
    if (!std::filesystem::exists(folder, error)) continue;
    output.problem(Problem{.code = "LOG_COPY_TARGET",
                           .text = folder.string() +
                                   " is there already; name a new folder, or "
                                   "remove what is left of a copy that was cut short"});
    return Exit::conflict;
  }
  const auto verified = verified_with_progress(options.from, output, notes);
  if (!verified) return failed(verified.error(), output);
  const std::size_t shards = verified->shards.size() - 1;  // and the reference shard
  if (options.shards && *options.shards != shards) {
    output.problem(Problem{
        .code = "LOG_COPY_SHARDS",
        .text = fmt::format("the log has {} data shards and is copied with as many, not {}: "
                            "positions that its events name would be others; leave --shards out",
                            shards, *options.shards)});
    return Exit::failed;
  }
  edge::cli::Progress progress(notes, output.options(), "events copied", 0);
  const auto copied = store::copy(
      *verified, options.from, part, new_id(),
      [&](std::uint64_t events) { progress.at(events, edge::cli::Progress::Clock::now()); });
  progress.finish();
  if (!copied) return failed(copied.error(), output);
  std::filesystem::rename(part, options.to, error);
  if (error) {
    return failed({store::StoreError::Kind::io,
                   "the copy is whole, but stays in " + part.string() + ": " + error.message()},
                  output);
  }
  output.rows(rows_of(*copied), stats_columns);
  output.note("log " + copied->log_id + ", timeline " + copied->timeline + ", goes on where log " +
              verified->log_id + " stood");
  return Exit::ok;
}

Exit log_stats(const std::filesystem::path& folder, Output& output) {
  const auto log = open_for_reading(folder);
  if (!log) return failed(log.error(), output);
  const auto stats = (*log)->stats();
  if (!stats) return failed(stats.error(), output);
  output.rows(rows_of(*stats), stats_columns);
  output.note("log " + stats->log_id + ", timeline " + stats->timeline);
  return Exit::ok;
}

}  // namespace proffer::config
