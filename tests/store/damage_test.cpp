// A flipped bit is found, or harmless: no log opens with acknowledged events missing.
#include "tests/store/store_fixture.hpp"

namespace proffer::store {
namespace {

using Files = std::shared_ptr<rocksdb::FileSystem>;
using Image = std::vector<std::pair<std::string, std::string>>;  // path and bytes

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
Image files_of(rocksdb::FileSystem& files) {
  Image all{{"/store/end-mark", content(files, "/store/end-mark")}};
  std::vector<std::string> names;
  EXPECT_TRUE(files.GetChildren("/store/log", {}, &names, nullptr).ok());
  for (const std::string& name : names) {
    if (name == "LOCK" || name.starts_with("LOG") || name.starts_with(".")) continue;
    all.emplace_back("/store/log/" + name, content(files, "/store/log/" + name));
  }
  return all;
}

Files files_with(const Image& image, const std::string& damaged_path, std::size_t bit) {
  const Files files = memory_files();
  EXPECT_TRUE(files->CreateDirIfMissing("/store", {}, nullptr).ok());
  EXPECT_TRUE(files->CreateDirIfMissing("/store/log", {}, nullptr).ok());
  for (const auto& [path, whole] : image) {
    std::string bytes = whole;
    if (path == damaged_path) bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
    put(*files, path, bytes);
  }
  return files;
}

constexpr int frames = 3;

// A log of a few frames; they stand in the write-ahead log, or in a table.
Image small_log(bool in_a_table) {
  const Files files = memory_files();
  {
    const auto log = RocksLog::open(small_options("/store"), files);
    EXPECT_TRUE(log.has_value()) << log.error().detail;
    for (int i = 0; i < frames; ++i) {
      const Append append = command(account(i), 0, 1, {}, 1, 0);
      EXPECT_TRUE((*log)->append({&append, 1}));
    }
  }
  if (in_a_table) {
    const Rocks rocks{files, 1024 * 1024, 0};
    const auto log = rocks.open_log("/store/log", {0, reference_shard}, Access::write);
    EXPECT_TRUE(log.has_value()) << log.error().detail;
    for (const std::size_t family : {std::size_t{1}, std::size_t{2}}) {
      EXPECT_TRUE((**log)->Flush({}, (*log)->family(family)).ok());
    }
  }
  return files_of(*files);
}

// Verifying takes milliseconds, so these look at each so-manyth bit; a prime, so that all places in
// a byte come up.
// Verifies with each `stride`th bit flipped; how many flips were found.
void flip_bits(const Image& image, std::string_view suffix, std::size_t stride) {
  std::size_t found = 0, flips = 0;
  for (const auto& [path, bytes] : image) {
    if (!path.ends_with(suffix)) continue;
    for (std::size_t bit = 0; bit < bytes.size() * 8; bit += stride, ++flips) {
      const auto verified = verify_on(files_with(image, path, bit), "/store", {});
      if (!verified) {
        ++found;
        ASSERT_FALSE(verified.error().detail.empty());
        continue;
      }
      ASSERT_EQ(verified->shards.size(), 2U);
      ASSERT_EQ(verified->shards[0].end, 1U + frames) << path << " bit " << bit;
    }
  }
  EXPECT_GT(flips, 100U);
  EXPECT_GT(found, flips / 2);
}

TEST(Damage, EveryFlippedBitOfAFrameIsFound) {
  FrameBuilder builder{{.first = 17}, 4096};
  builder.add("records", 2);
  builder.finish();
  ASSERT_TRUE(parse_frame(builder.bytes(), FrameCheck::hash));
  for (std::size_t bit = 0; bit < builder.bytes().size() * 8; ++bit) {
    std::string bytes = builder.bytes();
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
    EXPECT_FALSE(parse_frame(bytes, FrameCheck::hash)) << bit;
    EXPECT_FALSE(parse_frame(bytes, FrameCheck::crc)) << bit;
  }
}

TEST(Damage, AFlippedBitOfTheWriteAheadLogIsFoundOrHarmless) {
  flip_bits(small_log(false), ".log", 13);
}

TEST(Damage, AFlippedBitOfATableIsFoundOrHarmless) { flip_bits(small_log(true), ".sst", 61); }

TEST(Damage, ALogWithAFlippedBitOpensWithAllThatWasAcknowledgedOrNotAtAll) {
  const Image image = small_log(false);
  std::size_t refused = 0, flips = 0;
  for (const auto& [path, bytes] : image) {
    if (!path.ends_with(".log")) continue;
    for (std::size_t byte = 0; byte < bytes.size(); byte += 3, ++flips) {
      const Files files = files_with(image, path, byte * 8 + byte % 7);
      const auto log = RocksLog::open(small_options("/store"), files);
      if (!log) {
        ++refused;
        continue;
      }
      ASSERT_EQ((*log)->end(0), 1U + frames) << path << " byte " << byte;
      ASSERT_EQ(lines_of(**log, 0).size(), 1U + frames);
    }
  }
  EXPECT_GT(flips, 100U);
  EXPECT_GT(refused, flips / 2);
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
