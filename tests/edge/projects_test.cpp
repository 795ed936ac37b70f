// Workspace projects over HTTP: what is in them, out as a file, in again, and released. Nothing
// carries their decisions to the offers here, so these answers say that more is to come.
#include "tests/edge/api_fixture.hpp"

#include <gmock/gmock.h>

namespace proffer::edge::projects {
namespace {

using testing::HasSubstr;

constexpr const char* spring_body = R"({"name":"Spring","effectiveStartDate":"2026-03-01"})";

class Projects : public testing::Test {
 protected:
  void SetUp() override { house.furnish(); }

  HttpResponse tell(const std::string& method, const std::string& path,
                    const std::string& body = "") {
    return house.ask(method, "/v1/projects" + path, body, {{"Proffer-User", "ana"}});
  }
  void create_with_offer() {
    ASSERT_EQ(tell("POST", "", spring_body).status, 201);
    const auto added = tell("POST", "/Spring/contents", R"({"offerId":"texting"})");
    ASSERT_EQ(added.status, 200) << added.body;
  }
  std::string exported() {
    const auto file = tell("GET", "/Spring/export");
    EXPECT_EQ(file.status, 200) << file.body;
    return file.body;
  }

  House house{{.catalogue_ms_max = 200}};
};

TEST_F(Projects, OneIsMadeFilledShownAndEmptied) {
  const auto created = tell("POST", "", spring_body);
  ASSERT_EQ(created.status, 201) << created.body;
  EXPECT_EQ(text_in(created, "/effectiveStartDate"), "2026-03-01T00:00:00.000Z");
  EXPECT_EQ(text_in(created, "/status"), "Open");
  EXPECT_EQ(tell("POST", "", spring_body).status, 200) << "the same again is no second one";

  const auto added = tell("POST", "/Spring/contents", R"({"offerId":"texting"})");
  ASSERT_EQ(added.status, 200) << added.body;
  EXPECT_EQ(text_in(added, "/contents/0/name"), "Texting");
  EXPECT_EQ(text_in(tell("GET", "/Spring"), "/contents/0/offerId"), "texting");
  EXPECT_EQ(text_in(tell("DELETE", "/Spring/contents/texting"), "/contents"), "[]");
}

TEST_F(Projects, TheSameRequestAgainGetsTheFirstAnswer) {
  ASSERT_EQ(tell("POST", "", spring_body).status, 201);
  const auto add = [&](const std::string& offer) {
    return house.ask("POST", "/v1/projects/Spring/contents", R"({"offerId":")" + offer + R"("})",
                     {{"Proffer-User", "ana"}, {"Idempotency-Key", "k1"}});
  };
  ASSERT_EQ(add("texting").status, 200);
  ASSERT_EQ(tell("DELETE", "/Spring/contents/texting").status, 200);
  const auto again = add("texting");
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(text_in(again, "/contents"), "[]") << "it is not added a second time";
  EXPECT_EQ(text_in(add("other"), "/type"), "/problems/idempotency-key-reused");
}

TEST_F(Projects, TheyAreListedInPages) {
  for (const char* name : {"Autumn", "Spring", "Summer"}) {
    const std::string body =
        R"({"name":")" + std::string(name) + R"(","effectiveStartDate":"2026-03-01"})";
    ASSERT_EQ(tell("POST", "", body).status, 201);
  }
  const auto first = tell("GET", "?limit=2");
  EXPECT_EQ(text_in(first, "/items/1/name"), "Spring");
  const auto rest = tell("GET", "?limit=2&after=" + text_in(first, "/next"));
  EXPECT_EQ(text_in(rest, "/items/0/name"), "Summer");
  EXPECT_EQ(body_of(rest).at("items").as_array().size(), 1U);
}

TEST_F(Projects, TheContentsComeOutAsXmlByTheirNames) {
  create_with_offer();
  const auto file = tell("GET", "/Spring/export");
  ASSERT_EQ(file.status, 200) << file.body;
  EXPECT_EQ(file.header("Content-Type"), "application/xml");
  EXPECT_FALSE(file.header("Proffer-Position").empty());
  EXPECT_THAT(file.body, HasSubstr("Texting"));
  EXPECT_THAT(file.body, HasSubstr("Unlimited Text"));
  const auto headers = tell("GET", "/Spring/export?mode=objects");
  EXPECT_EQ(headers.status, 200);
  EXPECT_THAT(headers.body, testing::Not(HasSubstr("Unlimited Text")));
}

TEST_F(Projects, AnImportIsDecidedAsAWhole) {
  create_with_offer();
  const auto homeless = tell("POST", "/Spring/import", exported());
  EXPECT_EQ(homeless.status, 422);
  EXPECT_THAT(text_in(homeless, "/detail"), HasSubstr("Organization 'Shop'"));
  ASSERT_EQ(house.ask("PUT", "/v1/catalogue", R"({"organizations":[{"name":"Shop"}]})").status,
            200);
  const auto imported = tell("POST", "/Spring/import", exported());
  EXPECT_EQ(imported.status, 202) << imported.body;
  const auto released = tell("POST", "/Spring/release");
  EXPECT_EQ(text_in(released, "/status"), "Released")
      << "the import, which locks the offer, goes before it";

  std::string unknown = exported();
  for (auto at = unknown.find("Unlimited Text"); at != std::string::npos;
       at = unknown.find("Unlimited Text", at)) {
    unknown.replace(at, 14, "Limited Text");
  }
  const auto unresolved = tell("POST", "/Spring/import", unknown);
  EXPECT_EQ(unresolved.status, 422);
  EXPECT_EQ(text_in(unresolved, "/errors/0/code"), "IMPORT_UNRESOLVED");
  EXPECT_THAT(text_in(unresolved, "/detail"), HasSubstr("Limited Text"));
}

TEST_F(Projects, AReleaseNeedsTheOffersLocks) {
  create_with_offer();
  const auto unlocked = tell("POST", "/Spring/release");
  EXPECT_EQ(unlocked.status, 409);
  EXPECT_EQ(text_in(unlocked, "/errors/0/code"), "OFFER_NOT_LOCKED");
  ASSERT_EQ(
      house
          .ask("POST", "/v1/offers/texting/commands/lock-work-space", "", {{"Proffer-User", "ana"}})
          .status,
      200);
  const auto released = tell("POST", "/Spring/release");
  EXPECT_EQ(released.status, 202) << released.body;
  EXPECT_EQ(text_in(released, "/status"), "Released");
}

TEST_F(Projects, S1_5_TheContentsAreThoseThatTheUsersOrganizationSees) {
  create_with_offer();
  const auto as = [&](const std::string& organization, const std::string& method,
                      const std::string& path, const std::string& body = "") {
    return house.ask(method, "/v1/projects" + path, body,
                     {{"Proffer-User", "ana"}, {"Proffer-Organization", organization}});
  };
  EXPECT_EQ(text_in(as("shop", "GET", "/Spring"), "/contents/0/offerId"), "texting");
  EXPECT_EQ(text_in(as("North", "GET", "/Spring"), "/contents"), "[]");
  EXPECT_EQ(text_in(as("North", "GET", ""), "/items/0/contents"), "[]");
  EXPECT_EQ(text_in(as("North", "GET", "/Spring/export"), "/errors/0/code"), "PROJECT_EMPTY");
  ASSERT_EQ(tell("DELETE", "/Spring/contents/texting").status, 200);
  const auto added = as("North", "POST", "/Spring/contents", R"({"offerId":"texting"})");
  EXPECT_EQ(added.status, 404);
  EXPECT_EQ(text_in(added, "/errors/0/code"), "OFFER_NOT_FOUND");
}

struct Refusal {
  const char* method;
  const char* path;
  const char* body;
  int status;
  const char* code;
};

TEST_F(Projects, WhatCannotBeIsRefusedWithItsReason) {
  ASSERT_EQ(tell("POST", "", spring_body).status, 201);
  const std::vector<Refusal> refusals = {
      {"POST", "", R"({"name":"Spring","effectiveStartDate":"2026-04-01"})", 409,
       "PROJECT_NAME_TAKEN"},
      {"POST", "", R"({"name":"Summer"})", 422, "FIELD_REQUIRED"},
      {"POST", "", R"({"nmae":"Summer"})", 422, "FIELD_UNKNOWN"},
      {"POST", "", "{", 400, "JSON_MALFORMED"},
      {"GET", "/Summer", "", 404, "PROJECT_NOT_FOUND"},
      {"POST", "/Summer/contents", R"({"offerId":"texting"})", 404, "PROJECT_NOT_FOUND"},
      {"POST", "/Spring/contents", R"({"offerId":"films"})", 404, "OFFER_NOT_FOUND"},
      {"POST", "/Spring/contents", "{}", 422, "FIELD_REQUIRED"},
      {"GET", "/Spring/export", "", 409, "PROJECT_EMPTY"},
      {"GET", "/Spring/export?mode=half", "", 400, "MODE_INVALID"},
      {"GET", "/Summer/export", "", 404, "PROJECT_NOT_FOUND"},
      {"POST", "/Spring/import", "<nothing", 400, "IMPORT_MALFORMED"},
      {"POST", "/Spring/release", "", 409, "PROJECT_EMPTY"},
      {"POST", "/Summer/release", "", 404, "PROJECT_NOT_FOUND"},
  };
  for (const auto& [method, path, body, status, code] : refusals) {
    const auto refused = tell(method, path, body);
    EXPECT_EQ(refused.status, status) << method << ' ' << path << ' ' << refused.body;
    EXPECT_EQ(text_in(refused, "/errors/0/code"), code) << method << ' ' << path;
  }
}

}  // namespace
}  // namespace proffer::edge::projects
