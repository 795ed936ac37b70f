// A flipped bit is found, or harmless: no log opens with acknowledged events missing.
#include "store/bytes.hpp"
#include "store/frame_events.hpp"
#include "store/frame_walk.hpp"
#include "tests/store/store_fixture.hpp"

#include <functional>
#include <string_view>
#include <utility>

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

// The files of a log's folder.
Image files_of(rocksdb::FileSystem& files) {
  Image all{{"/store/end-mark", content(files, "/store/end-mark")}};
  for (const std::string folder : {"/store/log/", "/store/derived/"}) {
    std::vector<std::string> names;
    EXPECT_TRUE(files.GetChildren(folder, {}, &names, nullptr).ok());
    for (const std::string& name : names) {
      if (name == "LOCK" || name.starts_with("LOG") || name.starts_with(".")) continue;
      all.emplace_back(folder + name, content(files, folder + name));
    }
  }
  return all;
}

Files files_with(const Image& image) {
  const Files files = memory_files();
  for (const char* folder : {"/store", "/store/log", "/store/derived"}) {
    EXPECT_TRUE(files->CreateDirIfMissing(folder, {}, nullptr).ok());
  }
  for (const auto& [path, bytes] : image) put(*files, path, bytes);
  return files;
}

constexpr int frames = 2;
constexpr std::string_view write_ahead = ".log", table = ".sst";

LogOptions damage_options() {
  LogOptions options = small_options("/store");
  options.memory_bytes_max = 512 * 1024;
  return options;
}

// A log of a few frames. They stand in the write-ahead log, which ends with zeros as a killed
// process leaves it, or in tables.
Image small_log(std::string_view where) {
  const Files files = memory_files();
  {
    const auto log = RocksLog::open(damage_options(), files);
    EXPECT_TRUE(log.has_value()) << log.error().detail;
    for (int i = 0; i < frames; ++i) {
      const Append append = command(account(i), 0, 1, {}, 1, 0);
      EXPECT_TRUE((*log)->append({&append, 1}));
    }
  }
  if (where == table) {
    const Rocks rocks{files, 1024 * 1024, 0};
    const auto log = rocks.open_log("/store/log", {0, reference_shard}, Access::write);
    EXPECT_TRUE(log.has_value()) << log.error().detail;
    for (const std::size_t family : {std::size_t{1}, std::size_t{2}}) {
      EXPECT_TRUE((**log)->Flush({}, (*log)->family(family)).ok());
    }
  }
  Image image = files_of(*files);
  for (auto& [path, bytes] : image) {
    if (path.starts_with("/store/log/") && path.ends_with(write_ahead)) bytes.append(32, '\0');
  }
  return image;
}

// One byte of a file is another for as long as this lives.
class ByteChanged {
 public:
  ByteChanged(rocksdb::FileSystem& files, const std::string& path, std::size_t at, char was,
              char is)
      : at_(at), was_(was) {
    EXPECT_TRUE(files.NewRandomRWFile(path, {}, &file_, nullptr).ok());
    write(is);
  }
  ~ByteChanged() { write(was_); }
  ByteChanged(const ByteChanged&) = delete;
  ByteChanged& operator=(const ByteChanged&) = delete;

 private:
  void write(char byte) { EXPECT_TRUE(file_->Write(at_, {&byte, 1}, {}, nullptr).ok()); }

  std::unique_ptr<rocksdb::FSRandomRWFile> file_;
  std::size_t at_;
  char was_;
};

// Where the flips are: first byte, and the byte behind the last.
using Range = std::pair<std::size_t, std::size_t>;

std::vector<Range> values_in(std::string_view bytes) {
  std::vector<Range> values;
  for (auto at = bytes.find("PFRM"); at != bytes.npos; at = bytes.find("PFRM", at + 1)) {
    values.emplace_back(at, at + frame_header_bytes + command_header_bytes + frame_trailer_bytes);
    values.back().second += load_le<std::uint32_t>(bytes.data() + at + frame_header_bytes);
  }
  return values;
}

// Calls `look` with every bit of the ranges flipped, one at a time, and the path of the file.
void flip_bits(const Image& image, std::string_view suffix,
               const std::function<std::vector<Range>(std::string_view)>& ranges,
               const std::function<void(const Files&)>& look) {
  const Files files = files_with(image);
  std::size_t flips = 0;
  for (const auto& [path, bytes] : image) {
    if (!path.starts_with("/store/log/") || !path.ends_with(suffix)) continue;
    for (const auto& [first, end] : ranges(bytes)) {
      for (std::size_t bit = first * 8; bit < end * 8; ++bit, ++flips) {
        SCOPED_TRACE(path + " bit " + std::to_string(bit));
        const char was = bytes[bit / 8];
        const ByteChanged flipped{*files, path, bit / 8, was,
                                  static_cast<char>(was ^ 1 << bit % 8)};
        look(files);
        if (testing::Test::HasFatalFailure()) return;
      }
    }
  }
  EXPECT_GT(flips, 2000U);
}

std::vector<Range> whole(std::string_view bytes) { return {{0, bytes.size()}}; }

// What a reader of a log makes of it: all that was acknowledged, or an error that says something.
class Seen {
 public:
  void verified(const Files& files) {
    const auto stats = verify_on(files, "/store", {});
    count(stats.has_value(), stats ? std::string{} : stats.error().detail);
    if (stats) {
      ASSERT_EQ(stats->shards.at(0).end, 1U + frames);
    }
  }
  void opened(const Files& files) {
    LogOptions options = damage_options();
    options.read_only = true;
    const auto log = RocksLog::open(options, files);
    count(log.has_value(), log ? std::string{} : log.error().detail);
    if (log) {
      ASSERT_EQ((*log)->end(0), 1U + frames);
    }
  }
  std::size_t refused() const { return refused_; }
  std::size_t accepted() const { return accepted_; }

 private:
  void count(bool accepted, const std::string& why) {
    ++(accepted ? accepted_ : refused_);
    ASSERT_EQ(accepted, why.empty());
  }
  std::size_t refused_ = 0;
  std::size_t accepted_ = 0;
};

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

TEST(Damage, EveryFlippedBitOfTheWriteAheadLogIsFoundOrHarmless) {
  Seen seen;
  flip_bits(small_log(write_ahead), write_ahead, whole,
            [&](const Files& files) { seen.verified(files); });
  EXPECT_GT(seen.refused(), 10 * seen.accepted());
}

TEST(Damage, EveryFlippedBitOfAFrameInATableIsFound) {
  Seen seen;
  flip_bits(small_log(table), table, values_in, [&](const Files& files) { seen.verified(files); });
  EXPECT_EQ(seen.accepted(), 0U);
}

TEST(Damage, ALogWithAFlippedBitOpensWithAllThatWasAcknowledgedOrNotAtAll) {
  Seen seen;
  flip_bits(small_log(write_ahead), write_ahead, whole,
            [&](const Files& files) { seen.opened(files); });
  EXPECT_GT(seen.refused(), 10 * seen.accepted());
}

// A frame of two commands, and what is said of it when the byte is another one.
std::string said_of_byte(const std::function<std::size_t(const std::string&)>& at_of) {
  FrameBuilder builder{{.shard = 0, .first = 17}, 4096};
  builder.add(command(account(1), 0).records, 1);
  builder.add(command(account(2), 0).records, 1);
  builder.finish();
  std::string bytes = builder.bytes();
  bytes[at_of(bytes)] ^= 4;
  return first_wrong_part(bytes, 0, 17);
}

TEST(Damage, TheFirstWrongPartOfAFrameIsNamed) {
  const std::size_t second =
      frame_header_bytes + command_header_bytes + command(account(1), 0).records.size();
  const auto at = [](std::size_t byte) { return [byte](const std::string&) { return byte; }; };
  const auto from_end = [](std::size_t bytes) {
    return [bytes](const std::string& frame) { return frame.size() - bytes; };
  };
  EXPECT_EQ(said_of_byte(at(0)), "header, at byte 0 of the frame");
  EXPECT_EQ(said_of_byte(at(4)), "header, at byte 4 of the frame");
  EXPECT_EQ(said_of_byte(at(6)), "header, at byte 6 of the frame");
  EXPECT_EQ(said_of_byte(at(8)), "header, at byte 8 of the frame");
  EXPECT_EQ(said_of_byte(at(16)), "header, at byte 16 of the frame");
  EXPECT_EQ(said_of_byte(at(20)), "header, at byte 16 of the frame");
  EXPECT_EQ(said_of_byte(at(24)),
            "a value in its header or in a command: no part is wrong by itself");
  EXPECT_EQ(said_of_byte(at(64)), "command 1, at byte 64 of the frame");
  EXPECT_EQ(said_of_byte(at(second)),
            "command 2, at byte " + std::to_string(second) + " of the frame");
  const std::size_t end = second + command_header_bytes + command(account(2), 0).records.size();
  EXPECT_EQ(said_of_byte(from_end(36)),
            "trailer, at byte " + std::to_string(end) + " of the frame");
  EXPECT_EQ(said_of_byte(from_end(1)),
            "trailer, at byte " + std::to_string(end + 32) + " of the frame");
}

TEST(Damage, VerifyingNamesTheFrameAndItsWrongPart) {
  const Files files = files_with(small_log(table));
  {
    const Rocks rocks{files, 1024 * 1024, 0};
    const auto log = rocks.open_log("/store/log", {0, reference_shard}, Access::write);
    ASSERT_TRUE(log.has_value()) << log.error().detail;
    rocksdb::ColumnFamilyHandle* const family = (*log)->family(1);
    std::string bytes;
    ASSERT_TRUE((**log)->Get({}, family, frame_key(0, 1), &bytes).ok());
    bytes[frame_header_bytes] ^= 4;
    ASSERT_TRUE((**log)->Put({}, family, frame_key(0, 1), bytes).ok());
  }
  const auto verified = verify_on(files, "/store", {});
  ASSERT_FALSE(verified.has_value());
  EXPECT_EQ(verified.error().kind, StoreError::Kind::damaged);
  EXPECT_TRUE(verified.error().detail.starts_with("shard 0, frame at position 1: "));
  EXPECT_NE(verified.error().detail.find("(command 1, at byte 64 of the frame)"), std::string::npos)
      << verified.error().detail;
}

TEST(Damage, VerifyingNamesTheWriteAheadFileThatLostItsEnd) {
  Image image = small_log(write_ahead);
  std::string path;
  for (auto& [name, bytes] : image) {
    if (!name.starts_with("/store/log/") || !name.ends_with(write_ahead)) continue;
    const auto frame = bytes.rfind("PFRM");
    if (frame == bytes.npos) continue;
    path = name;
    bytes[frame + frame_header_bytes] ^= 4;
  }
  ASSERT_FALSE(path.empty());
  const auto verified = verify_on(files_with(image), "/store", {});
  ASSERT_FALSE(verified.has_value());
  EXPECT_TRUE(verified.error().detail.starts_with("shard 0, frame at position 2: "));
  EXPECT_NE(verified.error().detail.find(path + ": dropping "), std::string::npos)
      << verified.error().detail;
}

TEST(Damage, WithoutItsEndMarkALogIsDamagedForWhoeverOpensIt) {
  const Files files = files_with(small_log(write_ahead));
  ASSERT_TRUE(files->DeleteFile("/store/end-mark", {}, nullptr).ok());
  const auto verified = verify_on(files, "/store", {});
  ASSERT_FALSE(verified.has_value());
  EXPECT_EQ(verified.error().kind, StoreError::Kind::damaged);
  for (const bool read_only : {true, false}) {
    LogOptions options = damage_options();
    options.read_only = read_only;
    const auto opened = RocksLog::open(options, files);
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().detail, verified.error().detail);
  }
  const auto nothing = verify_on(memory_files(), "/store", {});
  ASSERT_FALSE(nothing.has_value());
  EXPECT_EQ(nothing.error().kind, StoreError::Kind::not_found);
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
  const Files files = files_with(early);
  put(*files, "/store/end-mark", late_mark);
  const auto opened = RocksLog::open(small_options("/store"), files);
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().kind, StoreError::Kind::damaged);
  EXPECT_NE(opened.error().detail.find("position 3 was acknowledged"), std::string::npos)
      << opened.error().detail;
}

}  // namespace
}  // namespace proffer::store
