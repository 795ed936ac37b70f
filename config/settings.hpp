// Every setting there is, with its default, its limit's name and where its value came from. Each
// has one name for the file (`http.port`), the environment (`PROFFER_HTTP_PORT`) and the command
// line (`--set http.port=8080`).
#pragma once

#include "events/problem.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace proffer::config {

struct Settings {
  std::string data_folder = "proffer-data";
  std::int64_t data_shards = 1;
  std::int64_t log_frame_bytes_max = 768 * 1024;
  std::int64_t log_index_tail_events_max = 200'000;
  std::int64_t log_memory_bytes_max = 256 * 1024 * 1024;

  std::string http_address = "127.0.0.1";
  std::int64_t http_port = 8077;
  std::int64_t http_body_bytes_max = 1024 * 1024;
  std::int64_t http_header_bytes_max = 16 * 1024;
  std::int64_t http_connections_max = 4096;
  std::int64_t http_idle_timeout_ms = 60'000;
  std::int64_t http_read_wait_ms_max = 2'000;

  std::int64_t node_threads = 0;
  std::int64_t node_in_flight_max = 16'384;
  std::int64_t node_commands_per_turn_max = 64;
  std::int64_t node_live_aggregates_max = 100'000;
  std::int64_t node_waiting_max = 1'024;
  std::int64_t node_request_keys_max = 4'096;
  std::int64_t node_request_key_age_ms = 24 * 3600 * 1000;
  std::int64_t node_snapshot_every = 1'000;

  std::int64_t workflow_wait_ms_max = 24 * 3600 * 1000;

  std::string kafka_brokers;
  std::string kafka_topic_prefix;
  std::string kafka_type_prefix = "proffer";
  std::string kafka_bare_json;
  std::int64_t kafka_generation = 1;
  std::int64_t kafka_command_generation = 1;
  std::int64_t kafka_replication = 0;
  std::int64_t kafka_window_max = 4'096;
  std::int64_t kafka_reactor_behind_max = 100'000;

  bool operator==(const Settings&) const = default;
};

using Member = std::variant<std::string Settings::*, std::int64_t Settings::*>;

// One line of the table of settings.
struct Setting {
  std::string_view key;
  Member member;
  std::int64_t least = 0;  // of numbers
  std::int64_t most = 0;
  std::string_view help;  // meaning, unit
};
std::span<const Setting> all_settings();

// SETTING_UNKNOWN, with the nearest key.
Problem unknown_setting(std::string_view key);

// Where values can come from, strongest first: flags, environment, files in the order given,
// built-in.
struct SettingSources {
  std::vector<std::pair<std::string, std::string>> flags;  // key, value
  std::vector<std::string> environment;                    // NAME=value
  std::vector<std::filesystem::path> files;  // TOML; those that do not exist are left out
};

struct LoadedSettings {
  Settings values;
  std::map<std::string, std::string, std::less<>>
      origins;  // key → "flag", "environment …", file, "built-in"
};

// As `unknown_setting`, SETTING_INVALID, SETTINGS_MALFORMED (file, line, column).
tl::expected<LoadedSettings, Problems> load_settings(const SettingSources& sources);

// `./proffer.toml`, the user's and the machine's file, in that order (XDG Base Directory
// Specification).
std::vector<std::filesystem::path> default_files();

std::string value_text(const Settings& settings, const Setting& setting);

// The table as a commented TOML file with these values.
std::string to_toml(const Settings& settings);

}  // namespace proffer::config
