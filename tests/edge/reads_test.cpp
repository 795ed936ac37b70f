// Reading back: lists, one by one, earlier states, and the live feed.
#include "actors/edge/http_client.hpp"
#include "tests/edge/api_fixture.hpp"
#include "tests/edge/wire.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

#include <set>

namespace proffer::edge {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class Reads : public testing::Test {
 protected:
  explicit Reads(ApiOptions options = {}) : house(options) {}
  void SetUp() override { house.furnish(); }
  // Responds and waits until it can be read; its position.
  std::string respond(const std::string& account, const std::string& response = "Accept") {
    const auto answer = house.respond(account, response);
    EXPECT_LT(answer.status, 300) << answer.body;
    std::string position(answer.header("Proffer-Position"));
    house.wait_for(position);
    return position;
  }
  House house;
};

TEST_F(Reads, AListComesInPagesThatLinkToTheNext) {
  respond("A-1");
  respond("A-2");
  const auto first = house.ask("GET", "/v1/orders?limit=1");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(text_in(first, "/items/0/id"), "A-1-O1");
  EXPECT_EQ(text_in(first, "/next"), "A-1-O1");
  EXPECT_EQ(first.header("Link"), "</v1/orders?after=A-1-O1&limit=1>; rel=\"next\"");
  const auto second = house.ask("GET", "/v1/orders?limit=1&after=A-1-O1");
  EXPECT_EQ(text_in(second, "/items/0/id"), "A-2-O1");
  EXPECT_EQ(second.header("Link"), "");
  EXPECT_EQ(body_of(second).contains("next"), false);
  const auto accounts = house.ask("GET", "/v1/accounts?limit=2");
  EXPECT_EQ(text_in(accounts, "/items/1/id"), "A-2");
  EXPECT_EQ(text_in(accounts, "/next"), "A-2");
  EXPECT_EQ(text_in(house.ask("GET", "/v1/quotes"), "/items"), "[]");
}

TEST_F(Reads, AListCanBeOfOneAccount) {
  respond("A-1");
  respond("A-2");
  const auto orders = body_of(house.ask("GET", "/v1/orders?accountId=A-2")).at("items").as_array();
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders[0].at("accountId").as_string(), "A-2");
}

TEST_F(Reads, AListThatCannotBeGivenSaysWhichParameterIsWrong) {
  for (const auto& [query, parameter] :
       {std::pair{"limit=0", "limit"}, std::pair{"limit=1001", "limit"},
        std::pair{"limit=x", "limit"}, std::pair{"asOf=0:1", "asOf"}}) {
    const auto answer = house.ask("GET", "/v1/orders?" + std::string(query));
    EXPECT_EQ(answer.status, 400) << query;
    EXPECT_EQ(text_in(answer, "/errors/0/field"), parameter);
  }
}

TEST_F(Reads, AnAccountShowsWhatItAnswered) {
  respond("A-1");
  respond("A-1", "Reject");
  const auto account = house.ask("GET", "/v1/accounts/A-1");
  ASSERT_EQ(account.status, 200);
  EXPECT_EQ(text_in(account, "/id"), "A-1");
  EXPECT_EQ(text_in(account, "/activeDocumentId"), "A-1-O1");
  EXPECT_EQ(text_in(account, "/responses/0/outcome"), "order");
  EXPECT_EQ(text_in(account, "/responses/1/response"), "Reject");
  EXPECT_EQ(text_in(account, "/responses/1/suppressAtLogTime"), "true");
  EXPECT_EQ(house.ask("GET", "/v1/accounts/none").status, 404);
}

TEST_F(Reads, S1_11_ALoggedResponseNamesWhatItWasAboutAndWhatWasShown) {
  const auto defined = house.ask(
      "PUT", "/v1/accounts/A-3",
      R"({"id":"A-3","name":"Somebody","type":"Residential","organization":"Shop",)"
      R"("priceList":"Standard","currency":"EUR","assets":[{"id":"a-1","productId":"text"}]})");
  ASSERT_EQ(defined.status, 201) << defined.body;
  const auto answer =
      house.ask("POST", "/v1/responses",
                R"({"accountId":"A-3","offerId":"texting","response":"Reject","channel":"web",)"
                R"("assetId":"a-1","recommendationId":"r-1","messageId":"m-1"})");
  ASSERT_LT(answer.status, 300) << answer.body;
  respond("A-3", "Reject");
  const auto account = house.ask("GET", "/v1/accounts/A-3");
  EXPECT_EQ(text_in(account, "/responses/0/subjectAssetId"), "a-1");
  EXPECT_EQ(text_in(account, "/responses/0/recommendationId"), "r-1");
  EXPECT_EQ(text_in(account, "/responses/0/messageId"), "m-1");
  EXPECT_EQ(text_in(account, "/responses/1/messageId"), "(no /responses/1/messageId)");
}

TEST_F(Reads, AnUnchangedDocumentIsNotSentAgain) {
  respond("A-1");
  const auto first = house.ask("GET", "/v1/orders/A-1-O1");
  const std::string tag(first.header("ETag"));
  ASSERT_THAT(tag, StartsWith("\""));
  const auto same = house.ask("GET", "/v1/orders/A-1-O1", "", {{"If-None-Match", "\"x\", " + tag}});
  EXPECT_EQ(same.status, 304);
  EXPECT_THAT(same.body, IsEmpty());
  respond("A-1");
  const auto changed = house.ask("GET", "/v1/orders/A-1-O1", "", {{"If-None-Match", tag}});
  EXPECT_EQ(changed.status, 200);
  EXPECT_NE(changed.header("ETag"), tag);
}

TEST_F(Reads, EarlierStatesAreFoldedFromTheLog) {
  const auto first = respond("A-1");
  const auto then = house.ask("GET", "/v1/orders/A-1-O1");
  const auto account_then = house.ask("GET", "/v1/accounts/A-1");
  respond("A-1");
  ASSERT_NE(house.ask("GET", "/v1/orders/A-1-O1").body, then.body);
  const auto earlier = house.ask("GET", "/v1/orders/A-1-O1?asOf=" + first);
  EXPECT_EQ(earlier.body, then.body);
  EXPECT_EQ(earlier.header("ETag"), then.header("ETag"));
  EXPECT_THAT(std::string(earlier.header("Proffer-As-Of")), StartsWith("0:"));
  EXPECT_EQ(house.ask("GET", "/v1/accounts/A-1?asOf=" + first).body, account_then.body);
  EXPECT_EQ(house.ask("GET", "/v1/orders/A-1-O1?asOf=2999-01-01T00:00:00Z").body,
            house.ask("GET", "/v1/orders/A-1-O1").body);
  EXPECT_EQ(house.ask("GET", "/v1/orders/A-1-O1?asOf=2001-01-01T00:00:00Z").status, 404);
  EXPECT_EQ(house.ask("GET", "/v1/orders/A-1-O1?asOf=0:0").status, 404);
  EXPECT_EQ(house.ask("GET", "/v1/orders/A-1-O1?asOf=yesterday").status, 400);
}

class ImpatientReads : public Reads {
 protected:
  ImpatientReads() : Reads(ApiOptions{.min_position_ms_max = 10}) {}
};

TEST_F(ImpatientReads, WhatIsNotReadableYetIsAskedForLater) {
  const auto beyond = std::to_string(house.log().end(0) + 1);
  for (const char* path : {"/v1/orders", "/v1/orders/A-1-O1", "/v1/accounts"}) {
    const auto answer = house.ask("GET", path, "", {{"Proffer-Min-Position", "0:" + beyond}});
    EXPECT_EQ(answer.status, 503) << path;
    EXPECT_NE(answer.header("Retry-After"), "");
    EXPECT_EQ(text_in(answer, "/retryable"), "true");
  }
  EXPECT_EQ(house.ask("GET", "/v1/offers", "", {{"Proffer-Min-Position", "65535:99"}}).status, 503);
  EXPECT_EQ(house.ask("GET", "/v1/offers", "", {{"Proffer-Min-Position", "0:99"}}).status, 200);
  EXPECT_EQ(house.ask("GET", "/v1/orders", "", {{"Proffer-Min-Position", "12"}}).status, 400);
}

// The shard and position of an event as the feed names it: "0:12".
struct FeedEvent {
  std::string id;
  std::string place;
  std::string type;
};

// Reads `count` events from a feed that starts after `last_id` (empty: from the query), then
// leaves.
std::vector<FeedEvent> read_feed(const House& house, const std::string& target,
                                 const std::string& last_id, std::size_t count) {
  Wire wire(house.server.port());
  wire.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n" +
            (last_id.empty() ? "" : "Last-Event-ID: " + last_id + "\r\n") + "\r\n");
  EXPECT_THAT(wire.receive_until("\r\n\r\n"), HasSubstr("Content-Type: text/event-stream\r\n"));
  std::vector<FeedEvent> events;
  while (events.size() < count) {
    const auto block = wire.receive_until("\n\n");
    if (block.empty()) break;
    const auto line = [&](const std::string& name) {
      const auto at = block.find(name + ": ");
      if (at == std::string::npos) return std::string{};
      const auto from = at + name.size() + 2;
      return block.substr(from, block.find('\n', from) - from);
    };
    if (line("data").empty()) continue;
    const auto data = boost::json::parse(line("data"));
    events.push_back({line("id"),
                      boost::json::serialize(data.at("shard")) + ":" +
                          boost::json::serialize(data.at("position")),
                      line("event")});
    EXPECT_EQ(data.at("type").as_string(), events.back().type);
    EXPECT_TRUE(data.at("data").is_object());
  }
  return events;
}

TEST_F(Reads, AFeedThatIsResumedTellsEveryEventOnce) {
  respond("A-1");
  respond("A-2");
  std::set<std::string> expected;
  for (const auto shard : house.log().shards()) {
    for (Position p = 0; p < house.log().end(shard); ++p)
      expected.insert(std::to_string(shard) + ":" + std::to_string(p));
  }
  std::multiset<std::string> seen;
  std::string last;
  while (seen.size() < expected.size()) {
    const auto count = std::min<std::size_t>(3, expected.size() - seen.size());
    const auto events = read_feed(house, "/v1/stream?after=0", last, count);
    ASSERT_EQ(events.size(), count);
    for (const auto& event : events) seen.insert(event.place);
    last = events.back().id;
  }
  EXPECT_EQ(std::vector<std::string>(seen.begin(), seen.end()),
            std::vector<std::string>(expected.begin(), expected.end()));
}

TEST_F(Reads, AFeedBeginsNowAndFollowsTheLog) {
  Wire wire(house.server.port());
  wire.send("GET /v1/stream?topic=outcome HTTP/1.1\r\nHost: x\r\n\r\n");
  wire.receive_until("\r\n\r\n");
  const auto greeting = wire.receive_until("\n\n");
  EXPECT_THAT(greeting, StartsWith("retry: "));
  EXPECT_THAT(greeting, HasSubstr("\nid: 0:"));
  house.respond("A-1");
  const auto event = wire.receive_until("\n\n");
  EXPECT_THAT(event, HasSubstr("event: account.offer_response_logged\n"));
  EXPECT_THAT(event, HasSubstr("\"stream\":\"account/A-1\""));
}

TEST_F(Reads, AFeedCanBeOfOneCategoryOrTopic) {
  respond("A-1");
  respond("B-1");
  for (const auto& event : read_feed(house, "/v1/stream?after=0&category=order", "", 3)) {
    EXPECT_THAT(event.type, StartsWith("document."));
  }
  const auto outcomes = read_feed(house, "/v1/stream?after=0&topic=proffer.outcome.v1", "", 2);
  ASSERT_EQ(outcomes.size(), 2U);
  EXPECT_EQ(outcomes[1].type, "account.offer_response_logged");
}

TEST_F(Reads, AFeedThatCannotBeGivenSaysWhy) {
  for (const char* query :
       {"category=orders", "topic=x", "after=x", "after=0:1,0:2", "after=7:0", "after=0:999999"}) {
    const auto answer = house.ask("GET", "/v1/stream?" + std::string(query));
    EXPECT_EQ(answer.status, 400) << query;
    EXPECT_NE(text_in(answer, "/errors/0/field"), "") << query;
  }
}

TEST_F(Reads, TheWholeWayWorksOverTheClient) {
  const auto sent =
      request("POST", house.url("/v1/responses"), {{"Content-Type", "application/json"}},
              House::response_body("A-1", "Accept"), 10'000);
  ASSERT_TRUE(sent) << sent.error().detail;
  EXPECT_EQ(sent->status, 201);
  const auto order = request(
      "GET", house.url(std::string(sent->header("Location"))),
      {{"Proffer-Min-Position", std::string(sent->header("Proffer-Position"))}}, "", 10'000);
  ASSERT_TRUE(order) << order.error().detail;
  EXPECT_EQ(text_in(*order, "/id"), "A-1-O1");
  const auto head = request("HEAD", house.url("/v1/orders/A-1-O1"), {}, "", 10'000);
  ASSERT_TRUE(head) << head.error().detail;
  EXPECT_EQ(head->status, 200);
  EXPECT_THAT(head->body, IsEmpty());
}

}  // namespace
}  // namespace proffer::edge
