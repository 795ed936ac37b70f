// The interface's answers, from a real node.
#include "tests/edge/api_fixture.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

namespace proffer::edge {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Responses : public testing::Test {
 protected:
  void SetUp() override { house.furnish(); }
  House house;
};

TEST_F(Responses, AnAcceptedOfferBecomesAnOrderThatCanBeReadAtOnce) {
  const auto answer = house.respond("A-1");
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(text_in(answer, "/outcome"), "order");
  EXPECT_EQ(text_in(answer, "/documentId"), "A-1-O1");
  EXPECT_EQ(answer.header("Location"), "/v1/orders/A-1-O1");
  const std::string position(answer.header("Proffer-Position"));
  EXPECT_THAT(position, StartsWith("0:"));
  const auto order =
      house.ask("GET", "/v1/orders/A-1-O1", "", {{"Proffer-Min-Position", position}});
  ASSERT_EQ(order.status, 200) << order.body;
  EXPECT_EQ(text_in(order, "/lines/0/productId"), "text");
  EXPECT_EQ(text_in(order, "/lines/0/because/offerId"), "texting");
  EXPECT_EQ(text_in(order, "/totals/recurring"), "5.00");
}

TEST_F(Responses, ABusinessCustomerGetsAQuote) {
  const auto answer = house.respond("B-1");
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(text_in(answer, "/outcome"), "quote");
  EXPECT_EQ(answer.header("Location"), "/v1/quotes/B-1-Q1");
}

TEST_F(Responses, AResponseWithoutActionsIsAnsweredWithoutADocument) {
  const auto answer = house.respond("A-1", "Reject");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(text_in(answer, "/outcome"), "no_action");
  EXPECT_EQ(answer.header("Location"), "");
}

TEST_F(Responses, TheSameRequestAgainGetsTheFirstAnswerAndAnotherBodyIsRefused) {
  const auto first = house.respond("A-1", "Accept", "k1");
  const auto end = house.log().end(0);
  const auto again = house.respond("A-1", "Accept", "\"k1\"");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(text_in(again, "/repeated"), "true");
  EXPECT_EQ(text_in(again, "/documentId"), text_in(first, "/documentId"));
  EXPECT_EQ(again.header("Proffer-Position"), first.header("Proffer-Position"));
  EXPECT_EQ(house.log().end(0), end) << "a repeated HTTP request writes nothing";
  const auto other = house.respond("A-1", "Reject", "k1");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(text_in(other, "/type"), "/problems/idempotency-key-reused");
  EXPECT_EQ(text_in(other, "/retryable"), "false");
}

TEST_F(Responses, TheSameRequestStillRunningIsAConflictThatPasses) {
  house.gate.holding = true;
  auto first = house.ask_later("POST", "/v1/responses", House::response_body("A-1", "Accept"),
                               {{"Idempotency-Key", "k1"}});
  const auto second = house.respond("A-1", "Accept", "k1");
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(text_in(second, "/retryable"), "true");
  EXPECT_NE(second.header("Retry-After"), "");
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (house.gate.held() == 0 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
  }
  house.gate.let_go();
  ASSERT_EQ(first.wait_for(patience), std::future_status::ready);
  EXPECT_EQ(first.get().status, 201);
  EXPECT_EQ(house.respond("A-1", "Accept", "k1").status, 201);
}

TEST_F(Responses, ACloudEventCountsOnceInEitherMode) {
  const auto body = House::response_body("A-1", "Accept");
  const auto binary = house.ask("POST", "/v1/responses", body,
                                {{"Content-Type", "application/json"},
                                 {"ce-specversion", "1.0"},
                                 {"ce-id", "e1"},
                                 {"ce-source", "/shop"},
                                 {"ce-type", "proffer.response.v1"}});
  ASSERT_EQ(binary.status, 201) << binary.body;
  const auto event = R"({"specversion":"1.0","id":"e2","source":"/shop",)"
                     R"("type":"proffer.response.v1","correlationid":"corr-7","data":)" +
                     body + "}";
  const std::vector<HttpHeader> headers = {{"Content-Type", "application/cloudevents+json"}};
  const auto structured = house.ask("POST", "/v1/responses", event, headers);
  ASSERT_LT(structured.status, 300) << structured.body;
  EXPECT_EQ(text_in(structured, "/repeated"), "(no /repeated)");
  const auto again = house.ask("POST", "/v1/responses", event, headers);
  EXPECT_EQ(text_in(again, "/repeated"), "true");
  const auto stream = house.log().read_stream({Category::account, "A-1"}, 1);
  ASSERT_TRUE(stream);
  EXPECT_EQ(stream->back().command.correlation, "corr-7");
  EXPECT_EQ(stream->back().command.actor, "web");
}

TEST_F(Responses, AnUnknownAccountIsNotFoundAndAnUnknownOfferIsARejectedOutcome) {
  const auto account = house.respond("nobody");
  EXPECT_EQ(account.status, 404);
  EXPECT_EQ(account.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(text_in(account, "/type"), "/problems/account-not-found");
  EXPECT_EQ(text_in(account, "/title"), "Account not found");
  EXPECT_EQ(text_in(account, "/status"), "404");
  EXPECT_EQ(text_in(account, "/instance"), "/v1/responses");
  const auto offer =
      house.ask("POST", "/v1/responses",
                R"({"accountId":"A-1","offerId":"no-such","response":"Accept","channel":"web"})");
  EXPECT_EQ(offer.status, 200) << offer.body;
  EXPECT_EQ(text_in(offer, "/outcome"), "rejected");
  EXPECT_THAT(text_in(offer, "/problems/0/text"), HasSubstr("no-such"));
}

TEST_F(Responses, AMistakeInTheBodyIsToldWithItsPlace) {
  const auto missing = house.ask("POST", "/v1/responses", R"({"accountId":"A-1"})");
  EXPECT_EQ(missing.status, 422);
  EXPECT_EQ(text_in(missing, "/errors/0/pointer"), "/offerId");
  EXPECT_EQ(text_in(missing, "/errors/0/code"), "FIELD_REQUIRED");
  const auto broken = house.ask("POST", "/v1/responses", R"({"accountId": )");
  EXPECT_EQ(broken.status, 400);
  EXPECT_EQ(text_in(broken, "/type"), "/problems/json-malformed");
  const auto large = house.ask("POST", "/v1/responses", std::string(100'000, ' '));
  EXPECT_EQ(large.status, 413);
  const auto form = house.ask("POST", "/v1/responses", "a=b",
                              {{"Content-Type", "application/x-www-form-urlencoded"}});
  EXPECT_EQ(form.status, 415);
  EXPECT_THAT(text_in(form, "/detail"), HasSubstr("application/json"));
}

TEST_F(Responses, AFullNodeAsksToComeLater) {
  house.gate.full = true;
  const auto answer = house.respond("A-1");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("Retry-After"), "3");
  EXPECT_EQ(text_in(answer, "/retryable"), "true");
}

TEST_F(Responses, ACallersTraceIsRecordedAndGivenBack) {
  const std::string parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const auto traced = house.ask("POST", "/v1/responses", House::response_body("nobody", "Accept"),
                                {{"traceparent", parent}});
  EXPECT_EQ(traced.header("traceparent"), parent);
  EXPECT_EQ(text_in(traced, "/traceId"), "0af7651916cd43dd8448eb211c80319c");
  const auto correlated = house.ask("POST", "/v1/responses", House::response_body("A-1", "Accept"),
                                    {{"traceparent", parent}, {"X-Correlation-Id", "mine"}});
  EXPECT_EQ(correlated.header("X-Correlation-Id"), "mine");
  const auto stream = house.log().read_stream({Category::account, "A-1"}, 1);
  EXPECT_EQ(stream->back().command.correlation, "mine");
  EXPECT_EQ(stream->back().command.origin.traceparent, parent);
  EXPECT_EQ(house.ask("GET", "/livez", "", {{"X-Correlation-Id", "\x80"}}).status, 400);
}

TEST(AppliedDefinitions, AreCreatedThenUnchangedThenChanged) {
  House house;
  const auto created = house.ask("PUT", "/v1/catalogue", catalogue_body);
  ASSERT_EQ(created.status, 200) << created.body;
  EXPECT_EQ(text_in(created, "/items"),
            R"([{"kind":"product","id":"text","result":"created"},)"
            R"({"kind":"offer","id":"texting","result":"created","release":1}])");
  EXPECT_THAT(std::string(created.header("Proffer-Position")), StartsWith("65535:"));
  const auto again = house.ask("PUT", "/v1/catalogue", catalogue_body);
  EXPECT_EQ(text_in(again, "/items"),
            R"([{"kind":"product","id":"text","result":"unchanged"},)"
            R"({"kind":"offer","id":"texting","result":"unchanged","release":1}])");
  std::string cheaper = catalogue_body;
  cheaper.replace(cheaper.find("5.00"), 4, "4.00");
  cheaper.replace(cheaper.find("\"Texting\""), 9, "\"SMS\"");
  const auto changed = house.ask("PUT", "/v1/catalogue", cheaper);
  EXPECT_EQ(text_in(changed, "/items"),
            R"([{"kind":"product","id":"text","result":"changed",)"
            R"("changes":[{"field":"/listPrice","from":"5.00","to":"4.00"}]},)"
            R"({"kind":"offer","id":"texting","result":"changed",)"
            R"("changes":[{"field":"/name","from":"Texting","to":"SMS"}],"release":2}])");
  const auto offer = house.ask("GET", "/v1/offers/texting");
  EXPECT_EQ(text_in(offer, "/name"), "SMS");
  EXPECT_EQ(offer.header("ETag"), "\"2\"");
  EXPECT_EQ(house.ask("GET", "/v1/offers/texting", "", {{"If-None-Match", "\"2\""}}).status, 304);
  EXPECT_EQ(text_in(house.ask("GET", "/v1/products"), "/items/0/listPrice"), "4.00");
  EXPECT_EQ(text_in(house.ask("GET", "/v1/offers"), "/items/0/release"), "2");
  EXPECT_EQ(house.ask("GET", "/v1/offers/none").status, 404);
}

TEST(AppliedDefinitions, ADryRunSaysTheSameAndWritesNothing) {
  House house;
  const auto before = house.log().end(reference_shard);
  const auto dry = house.ask("PUT", "/v1/catalogue?dryRun=true", catalogue_body);
  ASSERT_EQ(dry.status, 200) << dry.body;
  EXPECT_EQ(house.log().end(reference_shard), before);
  const auto real = house.ask("PUT", "/v1/catalogue", catalogue_body);
  EXPECT_EQ(text_in(dry, "/items"), text_in(real, "/items"));
  EXPECT_EQ(text_in(house.ask("PUT", "/v1/catalogue?dryRun=true", catalogue_body), "/items"),
            text_in(house.ask("PUT", "/v1/catalogue", catalogue_body), "/items"));
  const auto account = house.ask("PUT", "/v1/accounts/A-1?dryRun=true", House::account_body("A-1"));
  EXPECT_EQ(text_in(account, "/items/0/result"), "created");
  EXPECT_EQ(house.log().stream_version({Category::account, "A-1"}).value_or(99), 0U);
}

TEST(AppliedDefinitions, AreAllRefusedWhenOneIsWrong) {
  House house;
  std::string wrong = catalogue_body;
  wrong.replace(wrong.find("\"baseProduct\": \"text\""), 21, "\"baseProduct\": \"tex\"");
  const auto refused = house.ask("PUT", "/v1/catalogue", wrong);
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(text_in(house.ask("GET", "/v1/products"), "/items"), "[]");
  const auto kind =
      house.ask("PUT", "/v1/catalogue", R"({"products":[{"id":"x","name":"X","kind":"Simpel"}]})");
  EXPECT_EQ(kind.status, 422);
  EXPECT_EQ(text_in(kind, "/errors/0/pointer"), "/products/0/kind");
  EXPECT_EQ(house.ask("PUT", "/v1/catalogue", "{").status, 400);
  EXPECT_EQ(text_in(house.ask("PUT", "/v1/catalogue",
                              R"({"accounts":[{"id":"A-1","type":"Residential"}]})"),
                    "/errors/0/pointer"),
            "/accounts");
}

TEST(AppliedDefinitions, AnAccountIsCreatedThenUnchanged) {
  House house;
  const auto created = house.ask("PUT", "/v1/accounts/A-1", House::account_body("A-1"));
  EXPECT_EQ(created.status, 201) << created.body;
  EXPECT_EQ(created.header("Location"), "/v1/accounts/A-1");
  EXPECT_EQ(text_in(created, "/items/0/result"), "created");
  const auto again = house.ask("PUT", "/v1/accounts/A-1", House::account_body("A-1"));
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(text_in(again, "/items/0/result"), "unchanged");
  const auto other = house.ask("PUT", "/v1/accounts/A-2", House::account_body("A-1"));
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(text_in(other, "/errors/0/pointer"), "/id");
}

TEST(AppliedDefinitions, WhetherAnAccountIsCreatedIsKnownBeforeAnyProjectionShowsIt) {
  House house;
  house.furnish();
  house.hold("accounts");
  EXPECT_EQ(house.respond("A-9").status, 404) << "leaves its mark where the account will be";
  const std::string body = House::account_body("A-9");
  const auto created = house.ask("PUT", "/v1/accounts/A-9", body);
  EXPECT_EQ(created.status, 201) << created.body;
  std::string renamed = body;
  renamed.replace(renamed.find("Somebody"), 8, "Somebody Else");
  const auto dry = house.ask("PUT", "/v1/accounts/A-9?dryRun=true", renamed);
  EXPECT_EQ(text_in(dry, "/items/0/result"), "changed");
  const auto changed = house.ask("PUT", "/v1/accounts/A-9", renamed);
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(text_in(changed, "/items"), text_in(dry, "/items"));
}

TEST(AppliedDefinitions, ADryRunKnowsThePrepaidBalance) {
  House house;
  std::string body = House::account_body("A-1");
  body.insert(body.size() - 1, R"(,"prepaidBalance":"5.00")");
  EXPECT_EQ(house.ask("PUT", "/v1/accounts/A-1", body).status, 201);
  const auto same = house.ask("PUT", "/v1/accounts/A-1?dryRun=true", body);
  EXPECT_EQ(text_in(same, "/items/0/result"), "unchanged") << same.body;
}

TEST(Routes, TellWhatIsThereAndHowItMayBeAsked) {
  House house;
  EXPECT_EQ(house.ask("GET", "/v2").status, 404);
  EXPECT_EQ(house.ask("GET", "/v1/orders/a/b").status, 404);
  const auto wrong = house.ask("DELETE", "/v1/accounts/A-1");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("Allow"), "GET, HEAD, PUT");
  EXPECT_EQ(house.ask("GET", "/v1/orders/%zz").status, 400);
  EXPECT_EQ(house.ask("GET", "/v1/orders/%ff").status, 400);
  EXPECT_EQ(house.ask("GET", "/v1/orders/%C3%BC").status, 404);
}

TEST(Routes, WhatHasNoEarlierMomentSaysSo) {
  House house;
  for (const auto& [method, path] :
       {std::pair{"GET", "/v1/orders"}, std::pair{"GET", "/v1/accounts"},
        std::pair{"GET", "/v1/offers"}, std::pair{"GET", "/v1/projects"},
        std::pair{"GET", "/v1/accounts/A-1/activities"},
        std::pair{"GET", "/v1/accounts/A-1/penalty"}, std::pair{"PUT", "/v1/accounts/A-1"},
        std::pair{"POST", "/v1/responses"}}) {
    const auto answer = house.ask(method, std::string(path) + "?asOf=0:1", "{}");
    EXPECT_EQ(answer.status, 400) << path;
    EXPECT_EQ(text_in(answer, "/errors/0/code"), "AS_OF_UNSUPPORTED") << path;
    EXPECT_EQ(text_in(answer, "/errors/0/field"), "asOf") << path;
  }
  const auto saved =
      house.ask("POST", "/v1/services/ApplyMultipleOffersforOrder?asOf=0:1",
                R"({"accountId":"A-1","offers":[{"offerId":"texting"}],"saveFlag":true})");
  EXPECT_EQ(text_in(saved, "/errors/0/code"), "AS_OF_UNSUPPORTED") << saved.body;
}

TEST(Health, IsReadyOnlyWhenEveryCheckIs) {
  House house;
  EXPECT_EQ(house.ask("GET", "/livez").status, 200);
  EXPECT_EQ(house.ask("GET", "/readyz").body, "{\"ready\":true}\n");
  house.checks.push_back({"projections", false, "12 events behind"});
  const auto answer = house.ask("GET", "/readyz?verbose");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("Retry-After"), "1");
  EXPECT_EQ(text_in(answer, "/checks/0/ready"), "true");
  EXPECT_EQ(text_in(answer, "/checks/1/detail"), "12 events behind");
  EXPECT_EQ(house.ask("GET", "/livez").status, 200);
}

TEST(MetricsPage, TellsOfKafkaWhereThereIsOne) {
  Metrics metrics({.version = "1", .commit = ""});
  EXPECT_THAT(metrics.text({}), Not(HasSubstr("proffer_kafka_messages_published_total{")));
  Metrics::Now now;
  now.kafka.topics = {{"t", 7, 2, 1}};
  now.kafka.partitions = {{"t", 1, true, 40, 2'500, 4}};
  now.kafka.publishers = {{1, 30, 20, 100, 3}};
  metrics.text(now);
  now.kafka.topics[0].received = 9;
  const auto page = metrics.text(now);
  const std::string partition = "{partition=\"1\",topic=\"t\"} ";
  for (const std::string& line :
       {std::string("proffer_kafka_records_received_total{topic=\"t\"} 9\n"),
        std::string("proffer_kafka_records_forwarded_total{topic=\"t\"} 2\n"),
        std::string("proffer_kafka_overloaded_total{topic=\"t\"} 1\n"),
        "proffer_kafka_consumer_lag_records" + partition + "40\n",
        "proffer_kafka_consumer_lag_seconds" + partition + "2.5\n",
        "proffer_kafka_partition_paused" + partition + "1\n",
        "proffer_kafka_records_in_flight" + partition + "4\n",
        std::string("proffer_kafka_messages_published_total{shard=\"1\"} 100\n"),
        std::string("proffer_kafka_publisher_retries_total{shard=\"1\"} 3\n"),
        std::string("proffer_kafka_publisher_lag_events{shard=\"1\"} 30\n"),
        std::string("proffer_kafka_publisher_in_flight_events{shard=\"1\"} 20\n")}) {
    EXPECT_THAT(page, HasSubstr(line));
  }
}

TEST(MetricsPage, CountsWhatTheLogSaysWithBoundedLabels) {
  House house;
  house.furnish();
  for (const char* response : {"Accept", "Reject", "Perhaps", "Never"}) {
    const auto answer = house.respond("A-1", response);
    house.wait_for(std::string(answer.header("Proffer-Position")));
  }
  const auto page = house.ask("GET", "/metrics");
  EXPECT_THAT(std::string(page.header("Content-Type")), StartsWith("text/plain; version=0.0.4"));
  for (const char* line :
       {"proffer_build_info{commit=\"abc\",version=\"1.2.3\"} 1\n",
        "proffer_responses_received_total{channel=\"web\",response=\"Accept\"} 1\n",
        "proffer_responses_received_total{channel=\"web\",response=\"Reject\"} 1\n",
        "proffer_responses_received_total{channel=\"web\",response=\"other\"} 2\n",
        "proffer_decisions_total{outcome=\"order\"} 1\n",
        "proffer_decisions_total{outcome=\"none\"} 1\n",
        "proffer_decisions_total{outcome=\"rejected\"} 2\n",
        "proffer_response_to_order_seconds_count 1\n",
        "proffer_projection_lag_events{projection=\"documents\"} ",
        "http_request_duration_seconds_count{code=\"201\",method=\"PUT\",route=\"/v1/accounts/"
        "{id}\"} 3\n"}) {
    EXPECT_THAT(page.body, HasSubstr(line));
  }
  EXPECT_THAT(page.body, Not(HasSubstr("A-1")));
}

}  // namespace
}  // namespace proffer::edge
