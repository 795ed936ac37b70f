// Every shape of an event ever written, as bytes: tests/golden/events.txt has one line for each
// type and schema version, `type vN hex text`. UPDATE_GOLDEN=1 adds the lines that are missing, and
// writes the texts anew: an event that has grown shows the defaults of its new fields. Bytes that
// have to change are a broken promise to every log that exists.
#include "events/codec/codec.hpp"
#include "tests/events/sample.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <map>
#include <sstream>

namespace proffer::codec {
namespace {

constexpr const char* golden_file = PROFFER_SOURCE_DIR "/tests/golden/events.txt";

struct Golden {
  std::string payload;
  std::string text;  // of today's event that the payload is read as, its type included
};
using Key = std::pair<std::string, std::uint16_t>;

std::string hex_of(std::string_view bytes) {
  std::ostringstream hex;
  hex << std::hex << std::setfill('0');
  for (const char byte : bytes)
    hex << std::setw(2) << static_cast<int>(static_cast<unsigned char>(byte));
  return hex.str();
}

std::string bytes_of(std::string_view hex) {
  std::string bytes;
  for (std::size_t index = 0; index + 1 < hex.size(); index += 2) {
    bytes += static_cast<char>(std::stoi(std::string{hex.substr(index, 2)}, nullptr, 16));
  }
  return bytes;
}

std::map<Key, Golden> read_golden() {
  std::map<Key, Golden> lines;
  std::ifstream file{golden_file};
  for (std::string line; std::getline(file, line);) {
    std::istringstream words{line};
    std::string type, version, hex, text;
    words >> type >> version >> hex >> std::ws;
    std::getline(words, text);
    const Key key{type, static_cast<std::uint16_t>(std::stoi(version.substr(1)))};
    EXPECT_TRUE(lines.emplace(key, Golden{bytes_of(hex), text}).second) << "twice: " << line;
  }
  return lines;
}

std::string line_of(const Event& event, std::string_view payload) {
  const TypeName name = type_of(event);
  std::ostringstream line;
  line << name.type << " v" << name.schema << ' ' << hex_of(payload) << ' ' << to_text(event);
  return line.str();
}

// The same bytes with the texts of today.
void renew_texts(const std::map<Key, Golden>& golden) {
  std::ofstream file{golden_file};
  for (const auto& [key, line] : golden) {
    const auto event = decode<Event>(key.first, key.second, line.payload);
    file << key.first << " v" << key.second << ' ' << hex_of(line.payload) << ' '
         << (event ? to_text(*event) : line.text) << '\n';
  }
}

TEST(GoldenEvents, EveryTypeHasItsLine) {
  const auto golden = read_golden();
  const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  if (update) renew_texts(golden);
  for (const Event& event : counted_samples_of_all_events()) {
    const TypeName name = type_of(event);
    if (golden.contains({std::string{name.type}, name.schema})) continue;
    std::string payload;
    ASSERT_TRUE(encode(event, payload));
    if (update) {
      std::ofstream{golden_file, std::ios::app} << line_of(event, payload) << '\n';
    } else {
      ADD_FAILURE() << "run with UPDATE_GOLDEN=1 to add: " << line_of(event, payload);
    }
  }
}

TEST(GoldenEvents, EveryShapeEverWrittenIsReadAsBefore) {
  const auto golden = read_golden();
  ASSERT_FALSE(golden.empty());
  for (const auto& [key, line] : golden) {
    const auto& [type, version] = key;
    const auto event = decode<Event>(type, version, line.payload);
    ASSERT_TRUE(event) << type << " v" << version << ": " << event.error().detail;
    EXPECT_EQ(to_text(*event), line.text);
  }
}

TEST(GoldenEvents, TodaysShapesAreWrittenAsBefore) {
  for (const auto& [key, line] : read_golden()) {
    const auto& [type, version] = key;
    const auto event = decode<Event>(type, version, line.payload);
    ASSERT_TRUE(event) << type << " v" << version;
    const TypeName today = type_of(*event);
    if (today.type != type || today.schema != version) continue;
    std::string payload;
    ASSERT_TRUE(encode(*event, payload));
    EXPECT_EQ(hex_of(payload), hex_of(line.payload)) << type << " v" << version;
  }
}

}  // namespace
}  // namespace proffer::codec
