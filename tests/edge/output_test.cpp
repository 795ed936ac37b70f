// What the command line prints, in each of its formats.
#include "actors/edge/cli/output.hpp"

#include "actors/edge/cli/yaml.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <array>
#include <sstream>

namespace proffer::edge::cli {
namespace {

namespace json = boost::json;

constexpr std::array<Column, 3> columns = {
    {{"ID", "id"}, {"NAME", "name"}, {"TOTAL", "totals.recurring"}}};

const std::array<json::value, 2> orders = {
    json::value{{"id", "A-1"}, {"name", "Films, \"4K\"\nand more"}, {"totals", {{"recurring", 5}}}},
    json::value{{"id", "A-2"}, {"name", "Calls"}, {"totals", json::object{}}}};

std::string printed(OutputOptions options, bool one = false) {
  std::ostringstream out;
  std::ostringstream notes;
  Output output(out, notes, std::move(options));
  if (one) {
    output.record(orders[0], columns);
  } else {
    output.rows(orders, columns, {{"next", "A-2"}});
  }
  return out.str();
}

TEST(Formats, ATableIsSeparatedByTabsWhenPiped) {
  EXPECT_EQ(printed({}), "ID\tNAME\tTOTAL\nA-1\tFilms, \"4K\" and more\t5\nA-2\tCalls\t\n");
}

TEST(Formats, CsvQuotesWhatWouldEndAValue) {
  EXPECT_EQ(printed({.format = "csv"}),
            "ID,NAME,TOTAL\nA-1,\"Films, \"\"4K\"\"\nand more\",5\nA-2,Calls,\n");
  EXPECT_EQ(printed({.format = "csv", .no_headers = true}, true),
            "A-1,\"Films, \"\"4K\"\"\nand more\",5\n");
  EXPECT_EQ(printed({.format = "csv",
                     .fields = {"totals.recurring", "id"},
                     .terminal = true,
                     .color_out = true}),
            "totals.recurring,id\n5,A-1\n,A-2\n");
}

TEST(Formats, YamlIsWhatJsonSays) {
  EXPECT_EQ(printed({.format = "yaml"}), R"(next: A-2
items:
  - id: A-1
    name: "Films, \"4K\"\nand more"
    totals:
      recurring: 5
  - id: A-2
    name: Calls
    totals: {}
)");
  EXPECT_EQ(printed({.format = "yaml", .fields = {"id"}}, true), "id: A-1\n");
}

TEST(Formats, OneOfManyIsALineOfJsonOrADocumentOfYaml) {
  const auto one = [](const char* format) {
    std::ostringstream out;
    Output output(out, out, {.format = format});
    output.one({{"position", 7}});
    return out.str();
  };
  EXPECT_EQ(one("jsonl"), "{\"position\":7}\n");
  EXPECT_EQ(one("yaml"), "---\nposition: 7\n");
}

TEST(Yaml, NestsListsInLists) {
  EXPECT_EQ(yaml(json::parse(R"({"a":[[1,{"b":[]},"x"],[]],"c":null})")), R"(a:
  - - 1
    - b: []
    - x
  - []
c: null
)");
  EXPECT_EQ(yaml(json::parse("[]")), "[]\n");
  EXPECT_EQ(yaml(json::parse("[true]")), "- true\n");
}

TEST(Yaml, QuotesATextThatWouldBeSomethingElse) {
  for (const char* plain : {"A-1001-O1", "Unlimited Text Pack", "a/b.c", "noon", "_x"}) {
    EXPECT_EQ(yaml(json::string(plain)), std::string(plain) + '\n');
  }
  for (const char* quoted : {"",   "1",  "1.0",  "2026-11-28", "true", "No",  "NULL", "on",
                             "y",  "~",  "a: b", "a #b",       "- a",  "a ",  " a",   "{a}",
                             "*a", "&a", "@5",   "0x1f",       ".inf", "a,b", "é"}) {
    EXPECT_EQ(yaml(json::string(quoted)), json::serialize(json::string(quoted)) + '\n');
  }
  EXPECT_EQ(yaml({{"yes", 1}}), "\"yes\": 1\n") << "a key as well";
}

}  // namespace
}  // namespace proffer::edge::cli
