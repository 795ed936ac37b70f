// Calls that change an account: what each takes, and whose account it is.
#include "events/transport/service_call.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace proffer::transport {
namespace {

tl::expected<AccountCall, Problems> read(std::string_view operation, std::string_view body) {
  const auto* known = service_operation(operation);
  EXPECT_NE(known, nullptr) << operation;
  auto call = read_service_call(body, *known, {});
  if (!call) return tl::unexpected(call.error());
  return std::get<AccountCall>(*call);
}

struct Required {
  std::string_view operation;
  std::string_view body;
  std::vector<std::string> missing;  // pointers, when the body is empty
};
const Required required[] = {
    {"SubmitOrder", R"({"documentId":"A-1-O1"})", {"/documentId"}},
    {"CompleteOrder", R"({"documentId":"A-1-O1"})", {"/documentId"}},
    {"CancelDocument", R"({"documentId":"A-1-Q1","reason":"late"})", {"/documentId"}},
    {"AcceptQuote", R"({"documentId":"A-1-Q1"})", {"/documentId"}},
    {"ExpireQuote", R"({"documentId":"A-1-Q1"})", {"/documentId"}},
    {"CreateActivity",
     R"({"accountId":"A-1","type":"Call","due":"2026-03-04T00:00:00Z"})",
     {"/accountId", "/type"}},
    {"CompleteActivity", R"({"activityId":"A-1-A1"})", {"/activityId"}},
    {"CreatePromotionGroup",
     R"({"accountId":"A-1","promotionGroup":"Family"})",
     {"/accountId", "/promotionGroup"}},
    {"AssociateMembership",
     R"({"groupId":"A-1-G1","membershipDefinition":"Both","assetId":"DP"})",
     {"/groupId", "/membershipDefinition", "/assetId"}},
    {"TransferMembership",
     R"({"membershipId":"A-1-M1","assetId":"TP"})",
     {"/assetId", "/membershipId"}},
    {"DisconnectMembership", R"({"membershipId":"A-1-M1"})", {"/membershipId"}},
    {"SetPrepaidBalance", R"({"accountId":"A-1","balance":"49.99"})", {"/accountId", "/balance"}},
};

TEST(AccountCall, SaysItsAccountOrNamesSomethingOfIt) {
  for (const Required& each : required) {
    const auto call = read(each.operation, each.body);
    ASSERT_TRUE(call) << each.operation << ": " << call.error().front().text;
    EXPECT_EQ(call->account.value, "A-1") << each.operation;
    EXPECT_FALSE(call->dry_run);
    EXPECT_FALSE(is_question(*call));
    EXPECT_EQ(service_operation_of(call->operation->command), call->operation);
  }
}

TEST(AccountCall, MissesWhatItNeeds) {
  for (const Required& each : required) {
    const auto call = read(each.operation, "{}");
    ASSERT_FALSE(call) << each.operation;
    std::vector<std::string> missing;
    for (const Problem& problem : call.error()) {
      EXPECT_EQ(problem.code, "FIELD_REQUIRED");
      missing.push_back(problem.field);
    }
    EXPECT_EQ(missing, each.missing) << each.operation;
  }
}

TEST(AccountCall, TakesNothingThatIsNotItsOwn) {
  const auto call = read("SubmitOrder", R"({"documentId":"A-1-O1","membershipId":"A-1-M1"})");
  ASSERT_FALSE(call);
  EXPECT_EQ(call.error().front().code, "FIELD_UNKNOWN");
}

TEST(AccountCall, OnlyLooksWhenItIsADryRun) {
  const auto call = read("DisconnectMembership", R"({"membershipId":"A-1-M1","dryRun":true})");
  ASSERT_TRUE(call);
  EXPECT_TRUE(is_question(*call));
}

TEST(AccountCall, NoOtherCommandHasAnOperation) {
  EXPECT_EQ(service_operation_of(""), nullptr);
  EXPECT_EQ(service_operation_of("account.define"), nullptr);
}

}  // namespace
}  // namespace proffer::transport
