// Reads every #include of the project: a folder includes only what its row of the table allows.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

// A folder of ours, and the beginnings of the include paths it may name beside the standard
// library.
struct Row {
  std::string folder;
  std::vector<std::string> may_include;
};

// The longest matching folder counts, so a subfolder's row comes first.
const std::vector<Row> rows = {
    {"events/codec/", {"events/", "cereal/", "simdjson.h", "tl/"}},
    {"events/transport/",
     {"events/", "librdkafka/", "openssl/", "pugixml.hpp", "simdjson.h", "boost/json",
      "boost/system", "fmt/", "tl/"}},
    {"events/", {"events/", "tl/"}},
    {"store/",
     {"events/", "store/", "rocksdb/", "openssl/", "boost/unordered/unordered_flat_map.hpp",
      "tl/"}},
    {"actors/domain/", {"events/", "actors/domain/", "tl/"}},
    {"projections/", {"events/", "projections/", "store/log.hpp", "store/table.hpp", "tl/"}},
    {"actors/runtime/",
     {"events/", "actors/domain/", "actors/runtime/", "store/log.hpp", "store/table.hpp", "caf/",
      "tl/"}},
    {"actors/edge/",
     {"events/", "actors/domain/", "actors/runtime/gate.hpp",
      "actors/runtime/aggregate.hpp",      // queries fold streams as an aggregate does
      "actors/runtime/document_view.hpp",  // and answers show documents as they were then
      "actors/runtime/request_hash.hpp", "actors/edge/", "projections/", "store/log.hpp",
      "store/table.hpp", "boost/", "simdjson.h", "prometheus/", "CLI/", "fmt/", "tl/"}},
    {"config/",
     {"events/", "store/", "actors/", "projections/", "config/", "CLI/", "toml++/", "spdlog/",
      "fmt/", "boost/json", "tl/"}},
};
// What an allowed beginning still does not open.
const std::vector<std::pair<std::string, std::vector<std::string>>> but_not = {
    {"store/", {"events/transport/"}},
    {"actors/domain/", {"events/codec/", "events/transport/"}},
    {"projections/", {"events/transport/"}},
    {"actors/runtime/", {"events/transport/kafka_"}},
    {"actors/edge/", {"events/transport/kafka_"}},
};

bool starts_with_any(const std::string& text, const std::vector<std::string>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const std::string& begin) { return text.rfind(begin, 0) == 0; });
}

bool is_standard(const std::string& include) {
  static const std::vector<std::string> system = {"unistd.h", "fcntl.h", "pthread.h", "signal.h",
                                                  "sys/"};
  return include.find_first_of("./") == std::string::npos || starts_with_any(include, system);
}

// The file named in an #include line; empty for any other line.
std::string included(const std::string& line) {
  if (line.rfind("#include", 0) != 0) return {};
  const auto begin = line.find_first_of("<\"");
  const auto end = line.find_first_of(">\"", begin + 1);
  if (begin == std::string::npos || end == std::string::npos) return {};
  return line.substr(begin + 1, end - begin - 1);
}

bool allowed(const std::string& file, const std::string& include) {
  for (const auto& [folder, closed] : but_not) {
    if (file.rfind(folder, 0) == 0 && starts_with_any(include, closed)) return false;
  }
  for (const Row& row : rows) {
    if (file.rfind(row.folder, 0) == 0) {
      return is_standard(include) || starts_with_any(include, row.may_include);
    }
  }
  return true;
}

std::vector<fs::path> sources() {
  const fs::path root = PROFFER_SOURCE_DIR;
  std::vector<fs::path> found;
  for (const char* folder : {"actors", "config", "events", "projections", "store"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const auto extension = entry.path().extension();
      if (extension == ".hpp" || extension == ".cpp") {
        found.push_back(fs::relative(entry.path(), root));
      }
    }
  }
  return found;
}

TEST(Includes, EveryFolderIncludesOnlyWhatItsLayerMayKnow) {
  const auto files = sources();
  ASSERT_GT(files.size(), 30U);
  for (const auto& file : files) {
    std::ifstream in(fs::path(PROFFER_SOURCE_DIR) / file);
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
      const auto include = included(line);
      if (include.empty()) continue;
      EXPECT_TRUE(allowed(file.string(), include))
          << file.string() << ":" << number << " must not include " << include;
    }
  }
}

TEST(Includes, ABreachIsFound) {
  EXPECT_FALSE(allowed("actors/domain/account/account.cpp", "rocksdb/db.h"));
  EXPECT_FALSE(allowed("store/log.cpp", "events/transport/event_bus.hpp"));
  EXPECT_FALSE(allowed("actors/runtime/carriers/intake.cpp", "events/transport/kafka_source.hpp"));
  EXPECT_TRUE(allowed("store/log.cpp", "events/codec/codec.hpp"));
  EXPECT_TRUE(allowed("store/stream_index.hpp", "boost/unordered/unordered_flat_map.hpp"));
  EXPECT_FALSE(allowed("store/log.cpp", "boost/json/value.hpp"));
}

TEST(Includes, NoFileOutgrowsItsConcept) {
  for (const auto& file : sources()) {
    std::ifstream in(fs::path(PROFFER_SOURCE_DIR) / file);
    const auto lines = std::count(std::istreambuf_iterator<char>(in), {}, '\n');
    // A list of plain structs may go on for a while longer than code.
    EXPECT_LE(lines, file.string().rfind("events/", 0) == 0 ? 500 : 450) << file.string();
  }
}

// The targets of `[text](target)` in a Markdown file that are no addresses.
std::vector<std::string> links(const fs::path& file) {
  std::ifstream in(file);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  std::vector<std::string> found;
  for (auto at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1)) {
    auto target = text.substr(at + 2, text.find(')', at) - at - 2);
    if (target.find("://") == std::string::npos) found.push_back(std::move(target));
  }
  return found;
}

TEST(Readme, EveryFileItNamesIsThere) {
  const fs::path root = PROFFER_SOURCE_DIR;
  const auto targets = links(root / "README.md");
  ASSERT_GT(targets.size(), 10U);
  for (const auto& target : targets) EXPECT_TRUE(fs::exists(root / target)) << target;
}

}  // namespace
