// Every problem leads to a page that says what it means and what mends it.
#include "actors/edge/problem.hpp"
#include "actors/edge/problems/pages.hpp"
#include "tests/edge/api_fixture.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace proffer::edge {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

// What looks like a code and is none.
const std::set<std::string> others = {"NO_COLOR", "PROFFER_URL", "VALUE_CONVERTER",
                                      "XDG_CONFIG_HOME"};

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> codes_in_sources() {
  const std::regex code(R"re("([A-Z][A-Z0-9]+(_[A-Z0-9]+)+)")re");
  const std::regex short_code(R"re(try_later\(\s*"([A-Z]+)")re");
  std::set<std::string> codes;
  for (const char* folder : {"actors", "config", "events", "projections", "store"}) {
    const std::filesystem::path root = std::filesystem::path(PROFFER_SOURCE_DIR) / folder;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      const auto kind = entry.path().extension();
      if (kind != ".cpp" && kind != ".hpp") continue;
      const std::string text = content_of(entry.path());
      for (const auto& pattern : {code, short_code}) {
        for (std::sregex_iterator found(text.begin(), text.end(), pattern), end; found != end;
             ++found) {
          codes.insert((*found)[1]);
        }
      }
    }
  }
  return codes;
}

TEST(ProblemPages, ThereIsOneForEveryCodeInTheSources) {
  std::set<std::string> missing = codes_in_sources();
  ASSERT_GT(missing.size(), 200U);
  for (const auto& page : problem_pages()) missing.erase(std::string(page.code));
  for (const auto& other : others) missing.erase(other);
  EXPECT_THAT(missing, IsEmpty()) << "add their lines to actors/edge/problems/page_texts.cpp";
}

TEST(ProblemPages, EachHasOneCodeAMeaningAndAFix) {
  std::string last;
  for (const auto& page : problem_pages()) {
    EXPECT_NE(page.code, last) << "twice";
    last = page.code;
    EXPECT_TRUE(page.meaning.ends_with(".")) << page.code;
    EXPECT_TRUE(page.fix.ends_with(".")) << page.code;
    EXPECT_EQ(page.fix.find('|'), std::string_view::npos) << page.code;
  }
}

TEST(ProblemPages, TheTypeOfAProblemLeadsToItsPage) {
  House house;
  const auto missing = house.ask("GET", "/v1/accounts/nobody");
  ASSERT_EQ(missing.status, 404);
  const auto page = house.ask("GET", text_in(missing, "/type"));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_THAT(page.body, HasSubstr("<h1>" + text_in(missing, "/title") + "</h1>"));
  EXPECT_THAT(page.body, HasSubstr("There is no account with this id."));
  EXPECT_THAT(page.body, HasSubstr("ACCOUNT_NOT_FOUND"));
}

TEST(ProblemPages, WhatIsInThemIsText) {
  House house;
  EXPECT_THAT(house.ask("GET", "/problems/position-invalid").body,
              HasSubstr("&lt;shard&gt;:&lt;position&gt;"));
}

TEST(ProblemPages, AnUnknownOneIsNotFound) {
  House house;
  const auto unknown = house.ask("GET", "/problems/no-such-problem");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(text_in(unknown, "/type"), "/problems/route-not-found");
}

}  // namespace
}  // namespace proffer::edge
