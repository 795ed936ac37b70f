// A flipped bit is found, or harmless: no log opens with acknowledged events missing.
#include "tests/store/store_fixture.hpp"

#include <algorithm>

namespace proffer::store {
namespace {

using Files = std::shared_ptr<rocksdb::FileSystem>;

std::string content(rocksdb::FileSystem& files, const std::string& path) {
  std::string bytes;
  EXPECT_TRUE(rocksdb::ReadFileToString(&files, path, &bytes).ok()) << path;
  return bytes;
}

void put(rocksdb::FileSystem& files, const std::string& path, const std::string& bytes) {
  std::unique_ptr<rocksdb::FSWritableFile> out;
  ASSERT_TRUE(files.NewWritableFile(path, {}, &out, nullptr).ok());
  ASSERT_TRUE(out->Append(bytes, {}, nullptr).ok());
  ASSERT_TRUE(out->Close({}, nullptr).ok());
}

// The files of a folder and of its folder `log`; what is derived is left out.
std::vector<std::pair<std::string, std::string>> files_of(rocksdb::FileSystem& files) {
  std::vector<std::pair<std::string, std::string>> all{
      {"/store/end-mark", content(files, "/store/end-mark")}};
  std::vector<std::string> names;
  EXPECT_TRUE(files.GetChildren("/store/log", {}, &names, nullptr).ok());
  for (const std::string& name : names) {
    if (name == "LOCK" || name.starts_with("LOG") || name.starts_with(".")) continue;
    all.emplace_back("/store/log/" + name, content(files, "/store/log/" + name));
  }
  return all;
}

// Opening takes milliseconds, so this looks at each `stride`th bit; a prime, so that all places in
// a byte come up.
constexpr std::size_t stride = 61;

TEST(Damage, AFlippedBitOfTheWriteAheadLogOrOfATableIsFoundOrHarmless) {
  const Files source = memory_files();
  std::vector<std::string> acknowledged;
  {
    auto log = RocksLog::open(small_options("/store"), source);
    ASSERT_TRUE(log.has_value()) << log.error().detail;
    for (int i = 0; i < 3; ++i) ASSERT_TRUE((*log)->append({{command(account(i), 0)}}));
    acknowledged = lines_of(**log, 0);
  }
  const auto image = files_of(*source);
  std::size_t found = 0;
  std::size_t flips = 0;
  for (const auto& [damaged_path, bytes] : image) {
    if (!damaged_path.ends_with(".log") && !damaged_path.ends_with(".sst")) continue;
    for (std::size_t bit = 0; bit < bytes.size() * 8; bit += stride) {
      const Files files = memory_files();
      ASSERT_TRUE(files->CreateDirIfMissing("/store", {}, nullptr).ok());
      ASSERT_TRUE(files->CreateDirIfMissing("/store/log", {}, nullptr).ok());
      for (const auto& [path, whole] : image) {
        std::string written = whole;
        if (path == damaged_path)
          written[bit / 8] = static_cast<char>(written[bit / 8] ^ 1 << bit % 8);
        put(*files, path, written);
      }
      ++flips;
      const auto verified = verify_on(files, "/store", {});
      if (!verified) {
        ++found;
        EXPECT_FALSE(verified.error().detail.empty());
        continue;
      }
      const auto data = std::find_if(verified->shards.begin(), verified->shards.end(),
                                     [](const auto& shard) { return shard.shard == 0; });
      ASSERT_EQ(data->end, acknowledged.size()) << damaged_path << " bit " << bit;
    }
  }
  EXPECT_GT(flips, 100U);
  EXPECT_GT(found, flips / 2);
}

TEST(Damage, ALogThatEndsBeforeItsMarkIsNotOpened) {
  const Files source = memory_files();
  {
    auto log = RocksLog::open(small_options("/store"), source);
    ASSERT_TRUE(log.has_value());
    ASSERT_TRUE((*log)->append({{command(account(1), 0)}}));
  }
  const auto early = files_of(*source);
  {
    auto log = RocksLog::open(small_options("/store"), source);
    ASSERT_TRUE(log.has_value());
    ASSERT_TRUE((*log)->append({{command(account(1), 1)}}));
  }
  const std::string late_mark = content(*source, "/store/end-mark");
  const Files files = memory_files();
  ASSERT_TRUE(files->CreateDirIfMissing("/store", {}, nullptr).ok());
  ASSERT_TRUE(files->CreateDirIfMissing("/store/log", {}, nullptr).ok());
  for (const auto& [path, bytes] : early) put(*files, path, bytes);
  put(*files, "/store/end-mark", late_mark);
  const auto opened = RocksLog::open(small_options("/store"), files);
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().kind, StoreError::Kind::damaged);
  EXPECT_NE(opened.error().detail.find("position 3 was acknowledged"), std::string::npos)
      << opened.error().detail;
}

}  // namespace
}  // namespace proffer::store
