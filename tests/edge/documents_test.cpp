// What becomes of saved documents over HTTP, and the activities of accounts.
#include "tests/edge/api_fixture.hpp"

#include <gmock/gmock.h>

namespace proffer::edge {
namespace {

class SavedDocuments : public testing::Test {
 protected:
  void SetUp() override { house.furnish(); }

  // Accepts the offer; the id of the document that it was put on.
  std::string document_of(const std::string& account) {
    return text_in(house.respond(account), "/documentId");
  }
  HttpResponse tell(const std::string& path, const std::string& body = "",
                    const std::string& key = "") {
    std::vector<HttpHeader> headers = {{"Content-Type", "application/json"}};
    if (!key.empty()) headers.push_back({"Idempotency-Key", key});
    return house.ask("POST", "/v1/" + path, body, std::move(headers));
  }
  // As the projection shows it once it has seen what was answered.
  std::string status_of(const std::string& path, const HttpResponse& answered) {
    return text_in(
        house.ask("GET", "/v1/" + path, "",
                  {{"Proffer-Min-Position", std::string(answered.header("Proffer-Position"))}}),
        "/status");
  }

  House house;
};

TEST_F(SavedDocuments, S8_4_AnOrderIsSubmittedAndThenCompleted) {
  const std::string order = "orders/" + document_of("A-1");
  const auto early = tell(order + "/complete");
  EXPECT_EQ(early.status, 409);
  EXPECT_EQ(text_in(early, "/type"), "/problems/order-not-submitted");

  const auto submitted = tell(order + "/submit");
  ASSERT_EQ(submitted.status, 200) << submitted.body;
  EXPECT_EQ(text_in(submitted, "/operation"), "SubmitOrder");
  EXPECT_EQ(text_in(submitted, "/status"), "Open");
  EXPECT_EQ(text_in(submitted, "/accountId"), "A-1");
  EXPECT_EQ(status_of(order, submitted), "Open");
  const auto again = tell(order + "/submit");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(text_in(again, "/type"), "/problems/order-already-submitted");

  const auto completed = tell(order + "/complete");
  ASSERT_EQ(completed.status, 200) << completed.body;
  EXPECT_EQ(status_of(order, completed), "Complete");
  const auto summary = house.ask("GET", "/v1/accounts/A-1/summary");
  EXPECT_EQ(text_in(summary, "/assets/0/productId"), "text");
  EXPECT_EQ(text_in(tell(order + "/cancel"), "/type"), "/problems/doc-not-editable");
}

TEST_F(SavedDocuments, S8_4_AQuoteIsAcceptedOrCancelledWithAReason) {
  const std::string first = "quotes/" + document_of("B-1");
  const auto accepted = tell(first + "/accept");
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(status_of(first, accepted), "Accepted");

  const std::string second = "quotes/" + document_of("B-1");
  ASSERT_NE(second, first);
  const auto cancelled = tell(second + "/cancel", R"({"reason":"too dear"})");
  ASSERT_EQ(cancelled.status, 200) << cancelled.body;
  EXPECT_EQ(text_in(cancelled, "/status"), "Rejected");
  EXPECT_EQ(tell(second + "/accept").status, 409);
}

TEST_F(SavedDocuments, S1_12_AQuoteExpires) {
  const std::string quote = "quotes/" + document_of("B-1");
  const auto tried = tell(quote + "/expire", R"({"dryRun":true})");
  ASSERT_EQ(tried.status, 200) << tried.body;
  EXPECT_EQ(text_in(tried, "/status"), "Expired");
  EXPECT_EQ(text_in(tried, "/dryRun"), "true");
  const auto expired = tell(quote + "/expire");
  ASSERT_EQ(expired.status, 200) << expired.body;
  EXPECT_EQ(text_in(expired, "/operation"), "ExpireQuote");
  EXPECT_EQ(status_of(quote, expired), "Expired");
  for (const char* late : {"/expire", "/accept", "/cancel"}) {
    EXPECT_EQ(text_in(tell(quote + late), "/type"), "/problems/doc-not-editable") << late;
  }
  EXPECT_EQ(tell(quote + "/expire", R"({"dryRun":true})").status, 409);
}

TEST_F(SavedDocuments, TheOperationsGiveTheSameAnswers) {
  const std::string order = document_of("A-1");
  const auto named = tell("services/SubmitOrder", R"({"documentId":")" + order + R"("})", "k1");
  EXPECT_EQ(named.status, 200) << named.body;
  const std::string second = document_of("A-1");
  auto routed = body_of(tell("orders/" + second + "/submit"));
  EXPECT_EQ(routed.at("documentId").as_string(), second);
  routed["documentId"] = order;
  EXPECT_EQ(routed, body_of(named));
  const std::string late = R"({"documentId":")" + second + R"("})";
  EXPECT_EQ(text_in(tell("services/SubmitOrder", late, "k2"), "/errorCode"),
            "ORDER_ALREADY_SUBMITTED");
  const auto again = tell("services/SubmitOrder", late, "k2");
  EXPECT_EQ(text_in(again, "/outcome"), "rejected") << "the first answer was a refusal";
}

TEST_F(SavedDocuments, S8_3_APrepaidBalanceIsSet) {
  const std::string body = R"({"accountId":"A-1","balance":"49.99"})";
  const auto set = tell("services/SetPrepaidBalance", body);
  ASSERT_EQ(set.status, 200) << set.body;
  EXPECT_EQ(text_in(set, "/outcome"), "done");
  EXPECT_EQ(text_in(set, "/balance"), "49.99");
  EXPECT_FALSE(body_of(tell("services/SetPrepaidBalance", body)).contains("balance"))
      << "it is that already";
  const auto tried =
      tell("services/SetPrepaidBalance", R"({"accountId":"A-1","balance":"1","dryRun":true})");
  EXPECT_EQ(text_in(tried, "/balance"), "1.00");
  EXPECT_EQ(
      text_in(tell("services/SetPrepaidBalance", R"({"accountId":"A-1","balance":"x"})"), "/type"),
      "/problems/field-invalid");
  EXPECT_EQ(text_in(tell("services/SetPrepaidBalance", R"({"accountId":"Z-9","balance":"1"})"),
                    "/errorCode"),
            "ACCOUNT_NOT_FOUND");
}

TEST_F(SavedDocuments, TheSameRequestAgainGetsTheFirstAnswer) {
  const std::string order = "orders/" + document_of("A-1");
  ASSERT_EQ(tell(order + "/submit", "", "k1").status, 200);
  const auto again = tell(order + "/submit", "", "k1");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(text_in(again, "/status"), "Open");
  EXPECT_EQ(text_in(again, "/repeated"), "true");
}

struct Refusal {
  const char* path;
  const char* body;
  int status;
  const char* type;
};

TEST_F(SavedDocuments, WhatCannotBeIsRefusedWithItsReason) {
  document_of("A-1");
  document_of("B-1");
  const std::vector<Refusal> refusals = {
      {"orders/A-1-O9/submit", "", 404, "/problems/doc-not-found"},
      {"orders/nothing/submit", "", 404, "/problems/order-not-found"},
      {"orders/B-1-Q1/submit", "", 404, "/problems/order-not-found"},
      {"orders/Z-9-O1/complete", "", 404, "/problems/account-not-found"},
      {"quotes/A-1-O1/accept", "", 404, "/problems/quote-not-found"},
      {"quotes/B-1-Q1/cancel", R"({"why":"so"})", 422, "/problems/field-unknown"},
      {"quotes/B-1-Q1/accept", R"({"reason":"so"})", 422, "/problems/field-unknown"},
      {"quotes/B-1-Q1/cancel", "{", 400, "/problems/json-malformed"},
      {"accounts/A-1/activities", "{}", 422, "/problems/field-required"},
      {"accounts/A-1/activities", R"({"type":" "})", 422, "/problems/activity-type-required"},
      {"accounts/nobody/activities", R"({"type":"Call"})", 404, "/problems/account-not-found"},
      {"accounts/A-1/activities", R"({"type":"Call","due":"soon"})", 422,
       "/problems/field-invalid"},
      {"accounts/A-1/activities/A-1-A9/complete", "", 404, "/problems/activity-not-found"},
      {"accounts/nobody/activities/nobody-A1/complete", "", 404, "/problems/account-not-found"},
  };
  for (const auto& [path, body, status, type] : refusals) {
    const auto refused = tell(path, body);
    EXPECT_EQ(refused.status, status) << path << ' ' << refused.body;
    EXPECT_EQ(text_in(refused, "/type"), type) << path;
  }
}

TEST_F(SavedDocuments, S1_11_ActivitiesAreCreatedAndListedInPages) {
  const auto made = tell("accounts/A-1/activities",
                         R"({"type":"Call customer","description":"Explain","offerId":"texting"})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(text_in(made, "/id"), "A-1-A1");
  EXPECT_EQ(text_in(made, "/assignee"), "CSR");
  EXPECT_EQ(text_in(made, "/status"), "Open");
  ASSERT_EQ(tell("accounts/A-1/activities", R"({"type":"Visit","assignee":"Bob"})").status, 201);

  const auto first = house.ask("GET", "/v1/accounts/A-1/activities?limit=1");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(text_in(first, "/items/0/type"), "Call customer");
  EXPECT_EQ(text_in(first, "/next"), "A-1-A1");
  const auto rest = house.ask("GET", "/v1/accounts/A-1/activities?limit=1&after=A-1-A1");
  EXPECT_EQ(text_in(rest, "/items/0/assignee"), "Bob");
  EXPECT_FALSE(body_of(rest).contains("next"));
  EXPECT_EQ(text_in(house.ask("GET", "/v1/accounts/A-2/activities"), "/items"), "[]");
  EXPECT_EQ(house.ask("GET", "/v1/accounts/nobody/activities").status, 404);
}

TEST_F(SavedDocuments, S3_14_AFailureOnThePhoneIsInTheQueueUntilItIsDone) {
  const auto refused =
      house.ask("POST", "/v1/responses",
                R"({"accountId":"A-1","offerId":"nothing","response":"Accept","channel":"ivr"})");
  EXPECT_EQ(text_in(refused, "/outcome"), "rejected") << refused.body;
  const auto queue = house.ask("GET", "/v1/accounts/A-1/activities?status=Open");
  EXPECT_EQ(text_in(queue, "/items/0/type"), "Work item") << queue.body;
  EXPECT_EQ(text_in(queue, "/items/0/reason"), "exception");
  EXPECT_EQ(text_in(queue, "/items/0/assignee"), "CSR queue");
  EXPECT_EQ(text_in(queue, "/items/0/offerId"), "nothing");
  EXPECT_EQ(text_in(queue, "/items/0/channel"), "ivr");
  EXPECT_EQ(text_in(queue, "/items/0/description").substr(0, 15), "OFFER_NOT_FOUND");
  ASSERT_EQ(tell("accounts/A-1/activities/A-1-A1/complete").status, 200);
  EXPECT_EQ(text_in(house.ask("GET", "/v1/accounts/A-1/activities?status=Open"), "/items"), "[]");
}

// What is recorded of the account, by type.
std::vector<std::string> types_of(const store::Log& log, const std::string& account) {
  std::vector<std::string> types;
  const auto events = log.read_stream({Category::account, account}, 1);
  for (const RecordedEvent& event : events.value()) types.push_back(event.type);
  return types;
}

TEST_F(SavedDocuments, S3_14_AFailureInMemoryIsRecordedAndHandledAsASavedOneIs) {
  const auto apply = [&](const std::string& account, const char* offer, const char* query = "") {
    return house.ask("POST", std::string("/v1/services/ApplyMultipleOffersforOrder") + query,
                     R"({"accountId":")" + account + R"(","offers":[{"offerId":")" + offer +
                         R"("}],"saveFlag":false,"channel":"ivr"})");
  };
  const auto before = types_of(house.log(), "A-1");
  EXPECT_EQ(text_in(apply("A-1", "texting"), "/outcome"), "order");
  const auto position = house.log().end(0);
  const std::string then = "?asOf=" + std::to_string(position);
  EXPECT_EQ(text_in(apply("A-1", "nothing", then.c_str()), "/errorCode"), "OFFER_NOT_FOUND");
  EXPECT_EQ(types_of(house.log(), "A-1"), before) << "what succeeds, or is a trial, has no trace";

  const auto failed = apply("A-1", "nothing");
  EXPECT_EQ(failed.status, 200);
  EXPECT_EQ(text_in(failed, "/errorCode"), "OFFER_NOT_FOUND") << failed.body;
  EXPECT_FALSE(failed.header("Proffer-Position").empty());
  auto after = before;
  after.insert(after.end(), {"account.activity_created", "account.work_item_requested",
                             "account.offer_application_failed"});
  EXPECT_EQ(types_of(house.log(), "A-1"), after);
  const auto queue = house.ask("GET", "/v1/accounts/A-1/activities?status=Open");
  EXPECT_EQ(text_in(queue, "/items/0/reason"), "exception") << queue.body;
  EXPECT_EQ(text_in(queue, "/items/0/offerId"), "nothing");

  EXPECT_EQ(text_in(apply("nobody", "texting"), "/errorCode"), "ACCOUNT_NOT_FOUND");
  EXPECT_EQ(types_of(house.log(), "nobody"), std::vector<std::string>{"command.refused"});
}

TEST_F(SavedDocuments, S1_11_AnActivityIsCreatedByTheNameOfTheOperationToo) {
  const char* path = "services/CreateActivity";
  EXPECT_EQ(text_in(tell(path, R"({"accountId":"A-1"})"), "/errors/0/pointer"), "/type");
  EXPECT_EQ(text_in(tell(path, R"({"accountId":"A-1","type":" "})"), "/errorCode"),
            "ACTIVITY_TYPE_REQUIRED");
  EXPECT_EQ(text_in(tell(path, R"({"accountId":"A-1","type":"Call","dryRun":true})"), "/outcome"),
            "done");
  const auto made = tell(path, R"({"accountId":"A-1","type":"Call","description":"Ask"})", "k1");
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_EQ(text_in(made, "/activityId"), "A-1-A1");
  EXPECT_EQ(text_in(made, "/status"), "Open");
  const auto listed = house.ask("GET", "/v1/accounts/A-1/activities");
  EXPECT_EQ(text_in(listed, "/items/0/description"), "Ask");
  EXPECT_EQ(text_in(listed, "/items/0/assignee"), "CSR");
}

TEST_F(SavedDocuments, S1_11_AnActivityIsOpenUntilItIsDone) {
  const auto made = tell("accounts/A-1/activities",
                         R"({"type":"Call","priority":"High","due":"2026-02-01T09:00:00Z"})");
  EXPECT_EQ(text_in(made, "/priority"), "High");
  EXPECT_EQ(text_in(made, "/due").substr(0, 10), "2026-02-01");
  ASSERT_EQ(tell("accounts/A-1/activities", R"({"type":"Visit"})").status, 201);

  const auto done = tell("accounts/A-1/activities/A-1-A1/complete", "", "k1");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(text_in(done, "/status"), "Done");
  EXPECT_EQ(tell("accounts/A-1/activities/A-1-A1/complete", "", "k1").body, done.body);
  const auto again = tell("accounts/A-1/activities/A-1-A1/complete");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(text_in(again, "/type"), "/problems/activity-done");

  const auto named = tell("services/CompleteActivity", R"({"activityId":"A-1-A2"})");
  EXPECT_EQ(text_in(named, "/outcome"), "done") << named.body;
  EXPECT_EQ(text_in(named, "/activityId"), "A-1-A2");
  EXPECT_EQ(text_in(named, "/status"), "Done");
  EXPECT_EQ(text_in(tell("services/CompleteActivity", R"({"activityId":"A-1-A2"})"), "/errorCode"),
            "ACTIVITY_DONE");
  ASSERT_EQ(tell("accounts/A-1/activities", R"({"type":"Visit"})").status, 201);

  const auto of = [&](const std::string& query) {
    return house.ask("GET", "/v1/accounts/A-1/activities?" + query);
  };
  EXPECT_EQ(text_in(of("limit=1"), "/items/0/status"), "Done");
  EXPECT_EQ(text_in(of("status=Done"), "/items/0/id"), "A-1-A1");
  EXPECT_EQ(text_in(of("status=Done&limit=1"), "/next"), "A-1-A1");
  EXPECT_FALSE(body_of(of("status=Done&limit=2")).contains("next"));
  EXPECT_EQ(text_in(of("status=Open"), "/items/0/id"), "A-1-A3");
  EXPECT_EQ(text_in(of("status=Open&after=A-1-A1"), "/items/0/id"), "A-1-A3");
  EXPECT_EQ(of("status=Late").status, 400);
}

}  // namespace
}  // namespace proffer::edge
