#include "config/settings.hpp"

#include "events/transport/closest.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <optional>
#include <toml++/toml.h>

namespace proffer::config {
namespace {

constexpr std::int64_t gib = 1024LL * 1024 * 1024;
constexpr std::int64_t any = std::numeric_limits<std::int32_t>::max();
using S = Settings;

constexpr std::array settings_table = {
    Setting{"data.folder", &S::data_folder, 0, 0, "folder of the log"},
    Setting{"data.shards", &S::data_shards, 1, 1024, "data shards; fixed when the log is created"},
    Setting{"log.frame_bytes_max", &S::log_frame_bytes_max, 640 * 1024, 16 * 1024 * 1024,
            "bytes of one frame, and so of one command's events; an input's record fits in one"},
    Setting{"log.index_tail_events_max", &S::log_index_tail_events_max, 1000, any,
            "events read again at most when the log is opened"},
    Setting{"log.memory_bytes_max", &S::log_memory_bytes_max, 16 * 1024 * 1024, 64 * gib,
            "bytes of write buffers and block cache"},
    Setting{"http.address", &S::http_address, 0, 0, "address to listen on"},
    Setting{"http.port", &S::http_port, 0, 65535, "port to listen on; 0: a free one"},
    Setting{"http.body_bytes_max", &S::http_body_bytes_max, 1024, 64 * 1024 * 1024,
            "bytes of a request's body"},
    Setting{"http.header_bytes_max", &S::http_header_bytes_max, 1024, 1024 * 1024,
            "bytes of a request's header"},
    Setting{"http.connections_max", &S::http_connections_max, 1, any, "open connections"},
    Setting{"http.idle_timeout_ms", &S::http_idle_timeout_ms, 10, any,
            "milliseconds without a byte until a connection is closed"},
    Setting{"http.read_wait_ms_max", &S::http_read_wait_ms_max, 0, any,
            "milliseconds a read waits for the position it asked for"},
    Setting{"node.threads", &S::node_threads, 0, 256,
            "threads that run aggregates; 0: half of the processors"},
    Setting{"node.in_flight_max", &S::node_in_flight_max, 1, any,
            "commands between acceptance and answer; more are refused for the moment"},
    Setting{"node.commands_per_turn_max", &S::node_commands_per_turn_max, 1, 4096,
            "commands of one aggregate that travel in one append"},
    Setting{"node.live_aggregates_max", &S::node_live_aggregates_max, 1, any,
            "aggregates kept in memory"},
    Setting{"node.waiting_max", &S::node_waiting_max, 1, any, "commands waiting at one aggregate"},
    Setting{"node.request_keys_max", &S::node_request_keys_max, 1, any,
            "request keys one aggregate remembers; a full set refuses"},
    Setting{"node.request_key_age_ms", &S::node_request_key_age_ms, 1000, 366LL * 24 * 3600 * 1000,
            "milliseconds for which a repeated request gets its first answer"},
    Setting{"node.snapshot_every", &S::node_snapshot_every, 1, any,
            "events of an aggregate between snapshots"},
    Setting{"workflow.wait_ms_max", &S::workflow_wait_ms_max, 1, 366LL * 24 * 3600 * 1000,
            "milliseconds for which a response waits for the customer's choice"},
    Setting{"kafka.brokers", &S::kafka_brokers, 0, 0,
            "bootstrap servers, HOST:PORT,…; empty: no Kafka"},
    Setting{"kafka.topic_prefix", &S::kafka_topic_prefix, 0, 0,
            "put before every topic's name, without the dot; empty: none"},
    Setting{"kafka.type_prefix", &S::kafka_type_prefix, 0, 0,
            "begins the CloudEvents type of what is published, such as com.example.proffer"},
    Setting{"kafka.bare_json", &S::kafka_bare_json, 0, 0,
            "where bare JSON responses have our fields: accountId=/customer/id,channel=sms,…"},
    Setting{"kafka.generation", &S::kafka_generation, 1, any,
            "raised when the topic of responses was made anew under its old name"},
    Setting{"kafka.command_generation", &S::kafka_command_generation, 1, any,
            "the same for the topic of commands"},
    Setting{"kafka.replication", &S::kafka_replication, 0, 16,
            "replicas of created topics; 0: three, or as many brokers as there are"},
    Setting{"kafka.window_max", &S::kafka_window_max, 1, 65536,
            "records of one partition under way"},
    Setting{"kafka.reactor_behind_max", &S::kafka_reactor_behind_max, 1, 1'000'000'000,
            "positions that the shard's reactor may be behind before its partitions pause"},
};

Problem problem(std::string code, std::string text, std::string_view field) {
  return {.code = std::move(code), .text = std::move(text), .field = std::string(field)};
}

const Setting* find(std::string_view key) {
  const auto found = std::find_if(settings_table.begin(), settings_table.end(),
                                  [&](const Setting& s) { return s.key == key; });
  return found == settings_table.end() ? nullptr : &*found;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Takes a value from its strongest source only.
class Loading {
 public:
  void take(std::string_view key, std::string_view value, const std::string& origin) {
    const Setting* setting = find(key);
    if (setting == nullptr) {
      problems.push_back(unknown_setting(key));
      problems.back().text = origin + ": " + problems.back().text;
      return;
    }
    if (loaded.origins.contains(key)) return;
    loaded.origins.emplace(key, origin);
    if (const auto* text = std::get_if<std::string S::*>(&setting->member)) {
      loaded.values.*(*text) = value;
      return;
    }
    const auto parsed = number(value);
    if (!parsed || *parsed < setting->least || *parsed > setting->most) {
      problems.push_back(
          problem("SETTING_INVALID",
                  origin + ": '" + std::string(key) + "' takes a whole number from " +
                      std::to_string(setting->least) + " to " + std::to_string(setting->most) +
                      ", not '" + std::string(value) + "'",
                  key));
      return;
    }
    loaded.values.*std::get<std::int64_t S::*>(setting->member) = *parsed;
  }

  LoadedSettings loaded;
  Problems problems;
};

std::string environment_name(std::string_view key) {
  std::string name = "PROFFER_" + std::string(key);
  for (char& c : name) c = c == '.' ? '_' : static_cast<char>(std::toupper(c));
  return name;
}

void take_environment(Loading& loading, const std::vector<std::string>& environment) {
  for (const Setting& setting : settings_table) {
    const std::string name = environment_name(setting.key) + "=";
    for (const std::string& entry : environment) {
      if (entry.rfind(name, 0) == 0) {
        loading.take(setting.key, std::string_view(entry).substr(name.size()),
                     "environment " + name.substr(0, name.size() - 1));
      }
    }
  }
}

void take_table(Loading& loading, const toml::table& table, const std::string& above,
                const std::string& origin) {
  for (const auto& [name, node] : table) {
    const std::string key = above + std::string(name.str());
    if (const auto* inner = node.as_table()) {
      take_table(loading, *inner, key + ".", origin);
    } else if (const auto text = node.value_exact<std::string>()) {
      loading.take(key, *text, origin);
    } else if (const auto whole = node.value_exact<std::int64_t>()) {
      loading.take(key, std::to_string(*whole), origin);
    } else {
      loading.problems.push_back(problem(
          "SETTING_INVALID", origin + ": '" + key + "' takes a text or a whole number", key));
    }
  }
}

void take_file(Loading& loading, const std::filesystem::path& file) {
  try {  // toml++ reports by exception as Debian builds it
    take_table(loading, toml::parse_file(file.string()), "", file.string());
  } catch (const toml::parse_error& error) {
    const auto& begin = error.source().begin;
    loading.problems.push_back(problem("SETTINGS_MALFORMED",
                                       file.string() + ":" + std::to_string(begin.line) + ":" +
                                           std::to_string(begin.column) + ": " +
                                           std::string(error.description()),
                                       ""));
  }
}

}  // namespace

std::span<const Setting> all_settings() { return settings_table; }

Problem unknown_setting(std::string_view key) {
  std::vector<std::string_view> keys;
  for (const Setting& setting : settings_table) keys.push_back(setting.key);
  return problem("SETTING_UNKNOWN",
                 "there is no setting '" + std::string(key) +
                     "'; `proffer config show` lists all." +
                     transport::did_you_mean(transport::closest(key, keys)),
                 key);
}

tl::expected<LoadedSettings, Problems> load_settings(const SettingSources& sources) {
  Loading loading;
  for (const auto& [key, value] : sources.flags) loading.take(key, value, "flag");
  take_environment(loading, sources.environment);
  for (const auto& file : sources.files) {
    std::error_code absent;
    if (std::filesystem::exists(file, absent)) take_file(loading, file);
  }
  if (!loading.problems.empty()) return tl::unexpected(std::move(loading.problems));
  for (const Setting& setting : settings_table) {
    loading.loaded.origins.try_emplace(std::string(setting.key), "built-in");
  }
  return std::move(loading.loaded);
}

std::vector<std::filesystem::path> default_files() {
  std::vector<std::filesystem::path> files = {"proffer.toml"};
  const char* home = std::getenv("HOME");
  if (const char* xdg = std::getenv("XDG_CONFIG_HOME"); xdg != nullptr && *xdg != '\0') {
    files.push_back(std::filesystem::path(xdg) / "proffer/config.toml");
  } else if (home != nullptr) {
    files.push_back(std::filesystem::path(home) / ".config/proffer/config.toml");
  }
  files.emplace_back("/etc/proffer/proffer.toml");
  return files;
}

std::string value_text(const Settings& settings, const Setting& setting) {
  if (const auto* text = std::get_if<std::string S::*>(&setting.member)) return settings.*(*text);
  return std::to_string(settings.*std::get<std::int64_t S::*>(setting.member));
}

std::string to_toml(const Settings& settings) {
  std::string text;
  std::string_view section;
  for (const Setting& setting : settings_table) {
    const auto dot = setting.key.find('.');
    if (setting.key.substr(0, dot) != section) {
      section = setting.key.substr(0, dot);
      text += (text.empty() ? "[" : "\n[") + std::string(section) + "]\n";
    }
    const bool is_text = std::holds_alternative<std::string S::*>(setting.member);
    const std::string quote = is_text ? "\"" : "";
    text += "# " + std::string(setting.help) + "\n" + std::string(setting.key.substr(dot + 1)) +
            " = " + quote + value_text(settings, setting) + quote + "\n";
  }
  return text;
}

}  // namespace proffer::config
