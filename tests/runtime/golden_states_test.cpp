// What a log makes of each aggregate: tests/golden/states has a small log for each, `type vN hex
// text` a line, below the fingerprint of its snapshots and the hash of the state that the log is
// folded to. When evolve or a state's shape changes, the hash does, and snapshots that were taken
// before are of no use: the fingerprint has to go up. UPDATE_GOLDEN=1 writes the first line anew
// and adds the events that are missing; what is there stays.
#include "actors/domain/project/project.hpp"
#include "actors/runtime/aggregate.hpp"
#include "tests/events/sample.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace proffer::runtime {
namespace {

struct GoldenLog {
  std::uint64_t fingerprint = 0;
  std::string state;  // its hash
  std::vector<std::string> lines;
};

template <class D>
std::string file_of() {
  return PROFFER_SOURCE_DIR "/tests/golden/states/" + std::string(name_of(D::category)) + ".txt";
}

GoldenLog read_log(const std::string& path) {
  GoldenLog log;
  std::ifstream file{path};
  std::string first, word;
  if (!std::getline(file, first)) return log;
  std::istringstream{first} >> word >> log.fingerprint >> word >> log.state;
  for (std::string line; std::getline(file, line);) log.lines.push_back(line);
  return log;
}

void write_log(const std::string& path, const GoldenLog& log) {
  std::ofstream file{path};
  file << "fingerprint " << log.fingerprint << " state " << log.state << '\n';
  for (const auto& line : log.lines) file << line << '\n';
}

std::string hex_of(std::string_view bytes) {
  std::ostringstream hex;
  hex << std::hex << std::setfill('0');
  for (const char byte : bytes) {
    hex << std::setw(2) << static_cast<int>(static_cast<unsigned char>(byte));
  }
  return hex.str();
}

std::string bytes_of(std::string_view hex) {
  std::string bytes;
  for (std::size_t index = 0; index + 1 < hex.size(); index += 2) {
    bytes += static_cast<char>(std::stoi(std::string{hex.substr(index, 2)}, nullptr, 16));
  }
  return bytes;
}

std::string hash_of(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  std::ostringstream hex;
  hex << std::hex << std::setfill('0') << std::setw(16) << hash;
  return hex.str();
}

template <class E>
std::string line_of(const E& event) {
  std::string payload;
  EXPECT_TRUE(codec::encode(event, payload));
  const auto name = codec::type_of(event);
  std::ostringstream line;
  line << name.type << " v" << name.schema << ' ' << hex_of(payload) << ' '
       << std::visit([](const auto& e) { return codec::to_text(Event{e}); }, event);
  return line.str();
}

std::string type_in(const std::string& line) { return line.substr(0, line.find(' ')); }

template <class D>
class GoldenState : public testing::Test {
 protected:
  using State = typename D::State;
  using Happened = typename D::Event;

  static State folded(const GoldenLog& log) {
    State state{};
    for (const auto& line : log.lines) {
      std::istringstream words{line};
      std::string type, version, hex;
      words >> type >> version >> hex;
      const auto schema = static_cast<std::uint16_t>(std::stoi(version.substr(1)));
      const auto event = codec::decode<Happened>(type, schema, bytes_of(hex));
      EXPECT_TRUE(event) << line;
      if (event) D::evolve(state, *event);
    }
    return state;
  }
};

using Deciders =
    testing::Types<domain::Account, domain::ProductCatalogue, domain::ProductOfferDecider,
                   domain::Shard, domain::WorkflowInstance, domain::ProjectDecider>;
TYPED_TEST_SUITE(GoldenState, Deciders);

TYPED_TEST(GoldenState, IsWhatTheGoldenLogWasFoldedToBefore) {
  using D = TypeParam;
  const std::string path = file_of<D>();
  const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  GoldenLog log = read_log(path);
  std::set<std::string> known;
  for (const auto& line : log.lines) known.insert(type_in(line));
  for (const auto& event : codec::counted_samples<typename D::Event>()) {
    const std::string line = line_of(event);
    if (known.contains(type_in(line))) continue;
    if (!update) ADD_FAILURE() << "run with UPDATE_GOLDEN=1 to add: " << line;
    log.lines.push_back(line);
  }
  const auto bytes = codec::pack(this->folded(log));
  ASSERT_TRUE(bytes);
  const std::string hash = hash_of(*bytes);
  const auto fingerprint = snapshot_fingerprint(D::category);
  if (update) return write_log(path, {fingerprint, hash, log.lines});
  if (hash == log.state) {
    EXPECT_EQ(fingerprint, log.fingerprint) << "run with UPDATE_GOLDEN=1";
  } else {
    EXPECT_GT(fingerprint, log.fingerprint)
        << "raise snapshot_fingerprint (actors/runtime/aggregate.cpp) for " << name_of(D::category);
    ADD_FAILURE() << "the state is another one; with the fingerprint raised, run with "
                     "UPDATE_GOLDEN=1";
  }
}

}  // namespace
}  // namespace proffer::runtime
