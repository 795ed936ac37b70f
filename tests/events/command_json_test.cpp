// Commands as they stand in the log: JSON by the names of their fields.
#include "actors/domain/account/account.hpp"
#include "actors/domain/request/questions.hpp"
#include "actors/domain/workflow/instance.hpp"
#include "events/codec/json.hpp"
#include "tests/events/sample.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <variant>

namespace proffer::codec {
namespace {

using domain::Account;

template <class C>
struct Each;
template <class... C>
struct Each<std::variant<C...>> {
  template <class Use>
  static void with_sample(Values& values, const Use& use) {
    (use(sample<C>(values)), ...);
  }
};

template <class Use>
void with_every_command(Values& values, const Use& use) {
  Each<Account::Command>::with_sample(values, use);
  Each<domain::WorkflowInstance::Command>::with_sample(values, use);
  Each<domain::Questions::Command>::with_sample(values, use);
}

RC_GTEST_PROP(CommandJson, WhatIsWrittenIsReadAgain, (std::uint64_t seed)) {
  RandomValues values{seed};
  with_every_command(values, [](const auto& command) {
    const Json json = json_of(command);
    RC_ASSERT(is_json(json.value));
    const auto read = read_json<std::decay_t<decltype(command)>>(json);
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == command);
  });
}

RC_GTEST_PROP(CommandJson, AChangedByteIsRefusedOrAnotherCommand, (std::uint64_t seed)) {
  std::mt19937_64 random{seed};
  RandomValues values{seed};
  with_every_command(values, [&](const auto& command) {
    Json json = json_of(command);
    char& byte = json.value[random() % json.value.size()];
    byte = static_cast<char>(byte ^ static_cast<char>(1 + random() % 127));
    const auto read = read_json<std::decay_t<decltype(command)>>(json);
    if (!read) return;
    const auto again = read_json<std::decay_t<decltype(command)>>(json_of(*read));
    RC_ASSERT(again.value() == *read);
  });
}

constexpr const char* golden_commands = PROFFER_SOURCE_DIR "/tests/golden/commands.txt";

// Every shape that a command ever had in the log, a line each: `type JSON`. UPDATE_GOLDEN=1 adds
// today's where they are missing. A line that has to change is a broken promise to every log that
// exists.
TEST(GoldenCommands, EveryShapeEverWrittenIsReadAndTodaysIsAmongThem) {
  std::multimap<std::string, Json> golden;
  std::ifstream file{golden_commands};
  for (std::string type, json; file >> type >> std::ws && std::getline(file, json);) {
    golden.emplace(type, Json{json});
  }
  CountedValues values;
  with_every_command(values, [&](const auto& command) {
    using Command = std::decay_t<decltype(command)>;
    const auto [begin, end] = golden.equal_range(std::string(command.type));
    for (auto line = begin; line != end; ++line) {
      EXPECT_TRUE(read_json<Command>(line->second)) << command.type << ' ' << line->second.value;
    }
    values = {};
    const Json today = json_of(sample<Command>(values));
    if (std::any_of(begin, end, [&](const auto& line) { return line.second == today; })) return;
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
      std::ofstream{golden_commands, std::ios::app} << command.type << ' ' << today.value << '\n';
    } else {
      ADD_FAILURE() << "run with UPDATE_GOLDEN=1 to add: " << command.type << ' ' << today.value;
    }
  });
}

TEST(CommandJson, SaysNoMoreThanWhatIsAsked) {
  Account::RespondToOffer command;
  command.response.account.value = "A-1";
  command.response.channel =
      "w\xc3\xa9"
      "b\n";
  command.language = "FRA";
  EXPECT_EQ(json_of(command).value,
            "{\"response\":{\"account\":\"A-1\",\"channel\":\"w\xc3\xa9"
            "b\\u000a\"},"
            "\"language\":\"FRA\"}");
  EXPECT_EQ(json_of(Account::RespondToOffer{}).value, "{}");
}

TEST(CommandJson, AFieldThatCameLaterHasItsDefault) {
  const auto read = read_json<Account::RespondToOffer>({R"({"response":{"channel":"web"}})"});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->response.channel, "web");
  EXPECT_EQ(read->language, "");
}

// What is left out has the default of its own type, whatever its owner makes of it.
struct Inner {
  int number = 1;
  bool operator==(const Inner&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Inner& inner) {
  archive(field("number", inner.number));
}
struct Outer {
  Inner inner{7};
  bool operator==(const Outer&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Outer& outer) {
  archive(field("inner", outer.inner));
}

TEST(CommandJson, ADefaultOfTheOwnerIsNotTakenForOneOfTheType) {
  for (const int number : {0, 1, 7}) {
    const Outer outer{{number}};
    EXPECT_EQ(read_json<Outer>(json_of(outer)).value(), outer) << number;
  }
}

TEST(CommandJson, WhatMeansNothingHereIsNotPassedOver) {
  const auto reads = [](const char* json) {
    return read_json<Account::RespondToOffer>({json}).has_value();
  };
  EXPECT_TRUE(reads("{}"));
  for (const char* json :
       {"", "[]", "1", "{}{}", R"({"newer":1})", R"({"response":{"newer":1}})", R"({"language":1})",
        R"({"language":null})", R"({"response":"A-1"})", R"({"language":"a","language":"b"})",
        R"({"language":{"base64":"A"}})", R"({"language":{"base64":"AA=A"}})",
        R"({"language":{"base64":"AAAA","more":1}})"}) {
    EXPECT_FALSE(reads(json)) << json;
  }
  EXPECT_TRUE(read_json<std::int8_t>({"127"}));
  EXPECT_FALSE(read_json<std::int8_t>({"128"}));
  EXPECT_FALSE(read_json<std::uint64_t>({"-1"}));
  EXPECT_FALSE(read_json<bool>({"1"}));
  EXPECT_TRUE(read_json<Category>({R"("order")"}));
  EXPECT_FALSE(read_json<Category>({R"("")"}));
  EXPECT_FALSE(read_json<Category>({R"("ordre")"}));
}

TEST(CommandJson, AMemberCanBeReadByItself) {
  const Json json{R"({"response":{"channel":"web"},"newer":1})"};
  EXPECT_EQ(read_json<ResponseReceived>(json, "response").value().channel, "web");
  EXPECT_FALSE(read_json<ResponseReceived>(json, "call"));
}

}  // namespace
}  // namespace proffer::codec
