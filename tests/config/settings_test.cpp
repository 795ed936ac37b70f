#include "config/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace proffer::config {
namespace {

using testing::HasSubstr;

// A settings file that is gone with the test.
class File {
 public:
  explicit File(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("proffer-settings-" + std::to_string(::getpid()) + "-" + std::to_string(++made_) +
               ".toml")) {
    std::ofstream(path_) << text;
  }
  ~File() { std::filesystem::remove(path_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  static inline int made_ = 0;
  std::filesystem::path path_;
};

TEST(Settings, AreBuiltInWhenNothingIsSaid) {
  const auto loaded = load_settings({});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->values, Settings{});
  EXPECT_EQ(loaded->origins.at("http.port"), "built-in");
}

TEST(Settings, AFlagIsStrongerThanTheEnvironmentThanTheFirstFileThanTheSecond) {
  const File near("[http]\nport = 3\nconnections_max = 3\n[data]\nshards = 3\n");
  const File far("[http]\nport = 4\n[data]\nshards = 4\nfolder = \"far\"\n");
  const auto loaded = load_settings(
      {.flags = {{"http.port", "1"}},
       .environment = {"PROFFER_HTTP_PORT=2", "PROFFER_HTTP_CONNECTIONS_MAX=2", "OTHER=1"},
       .files = {near.path(), far.path()}});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->values.http_port, 1);
  EXPECT_EQ(loaded->values.http_connections_max, 2);
  EXPECT_EQ(loaded->values.data_shards, 3);
  EXPECT_EQ(loaded->values.data_folder, "far");
  EXPECT_EQ(loaded->origins.at("http.port"), "flag");
  EXPECT_EQ(loaded->origins.at("http.connections_max"), "environment PROFFER_HTTP_CONNECTIONS_MAX");
  EXPECT_EQ(loaded->origins.at("data.shards"), near.path().string());
}

TEST(Settings, AnUnknownKeyIsRefusedWithTheNearestOne) {
  const auto loaded = load_settings({.flags = {{"http.prot", "1"}}});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().at(0).code, "SETTING_UNKNOWN");
  EXPECT_THAT(loaded.error().at(0).text, HasSubstr("'http.port'"));
}

TEST(Settings, ANumberOutOfItsLimitsIsRefusedWithTheLimits) {
  for (const char* value : {"0", "1025", "two", "1x", ""}) {
    const auto loaded = load_settings({.flags = {{"data.shards", value}}});
    ASSERT_FALSE(loaded) << value;
    EXPECT_EQ(loaded.error().at(0).code, "SETTING_INVALID");
    EXPECT_THAT(loaded.error().at(0).text, HasSubstr("from 1 to 1024"));
  }
}

TEST(Settings, AMalformedFileIsNamedWithLineAndColumn) {
  const File file("[http]\nport = = 1\n");
  const auto loaded = load_settings({.files = {file.path()}});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().at(0).code, "SETTINGS_MALFORMED");
  EXPECT_THAT(loaded.error().at(0).text, HasSubstr(file.path().string() + ":2:"));
}

TEST(Settings, TheTablePrintedAsAFileLoadsAgain) {
  Settings settings;
  settings.http_port = 4242;
  settings.kafka_topic_prefix = "shared.";
  settings.kafka_type_prefix = "com.example.proffer";
  const File file(to_toml(settings));
  const auto loaded = load_settings({.files = {file.path()}});
  ASSERT_TRUE(loaded) << loaded.error().at(0).text;
  EXPECT_EQ(loaded->values, settings);
}

}  // namespace
}  // namespace proffer::config
