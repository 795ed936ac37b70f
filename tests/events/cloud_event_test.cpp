// What leaves us for each event: topic, key, headers and body.
#include "events/transport/cloud_event.hpp"

#include "events/codec/json.hpp"
#include "tests/events/sample.hpp"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace proffer::transport::cloud_events {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const Publication where{.log_id = "0123456789abcdef0123456789abcdef",
                        .timeline = "00c0ffee",
                        .topics = topic_names("")};

RecordedEvent recorded_on(Category category, std::string key) {
  return {.shard = 3,
          .position = 42,
          .stream = {category, std::move(key)},
          .version = 7,
          .recorded = {1'772'356'500'500},
          .command = {.cause = {Cause::Kind::record, 1, 99},
                      .at = {1'772'356'500'250},
                      .correlation = "trace-1",
                      .actor = "sms",
                      .request_key = "ce:/channels/sms\nsms-17"}};
}

std::map<std::string, std::string> headers_of(const OutputMessage& message) {
  std::map<std::string, std::string> headers;
  for (const RecordHeader& header : message.headers) {
    EXPECT_TRUE(headers.emplace(header.name, header.value.value).second)
        << "twice: " << header.name;
  }
  return headers;
}

ResponseReceived response() {
  return {.account = {"A-1"},
          .offer = {"PO-1"},
          .response = "Accept",
          .channel = "sms",
          .given = {1'772'356'500'000}};
}

// A command of which that is what was asked.
template <class T>
Json as_member(const std::string& name, const T& asked) {
  return {"{\"" + name + "\":" + codec::json_of(asked).value + "}"};
}

CommandRefused refused() {
  return {.problems = {{.code = "ACCOUNT_NOT_FOUND", .text = "There is no account A-1."}},
          .command_type = "account.respond_to_offer",
          .command = as_member("response", response())};
}

struct Case {
  std::string name;
  RecordedEvent recorded;
  Event event;
  std::string topic;
  std::string type;
  std::string time;
  std::string body;
};

std::vector<Case> cases() {
  const auto order = recorded_on(Category::order, "A-1-O1");
  const auto quote = recorded_on(Category::quote, "A-1-Q2");
  const auto account = recorded_on(Category::account, "A-1");
  const std::string at = "2026-03-01T09:15:00.250Z", given = "2026-03-01T09:15:00.000Z";
  const Because because{.offer = {"PO-1"},
                        .release = 2,
                        .response = "Accept",
                        .action = {"ACT-1"},
                        .action_name = "Add text",
                        .type = ActionType::modify,
                        .code = ActionCode::add,
                        .rule = "r",
                        .inputs = {{"asset", "AS-1"}}};
  const std::string because_json =
      R"({"offerId":"PO-1","release":2,"response":"Accept","actionId":"ACT-1","action":"Add text",)"
      R"("type":"Modify","code":"Add","rule":"r","inputs":{"asset":"AS-1"}})";
  const Line line{.id = {"L1"},
                  .sequence = "1.0",
                  .root = {"L1"},
                  .product = {"P1"},
                  .product_name = "Text",
                  .action = LineAction::add,
                  .unit_price = {1'500},
                  .net_price = {1'500},
                  .because = because};
  const std::string line_json =
      R"({"id":"L1","sequence":"1.0","root":"L1","productId":"P1","product":"Text","action":"Add",)"
      R"("quantity":1,"fields":{},"attributes":{},"prior":{},"unitPrice":"15.00","netPrice":"15.00",)"
      R"("priceType":"Recurring","status":"Pending","because":)" +
      because_json + "}";
  const std::string part = R"("id":"A-1-O1","kind":"order","accountId":"A-1")";
  const std::string answer = R"("accountId":"A-1","offerId":"PO-1",)";
  return {
      {"created", quote, DocumentCreated{{"A-1-Q2"}, DocumentKind::quote, {"A-1"}, "Std", "EUR"},
       "proffer.quote.v1", "proffer.quote.created.v1", at,
       R"({"id":"A-1-Q2","kind":"quote","accountId":"A-1","status":"Open","priceList":"Std",)"
       R"("currency":"EUR","created":"2026-03-01T09:15:00.250Z","changed":"2026-03-01T09:15:00.250Z",)"
       R"("revision":0,"totals":{"oneTime":"0.00","recurring":"0.00"},"lines":[]})"},
      {"line added", order, LineAdded{{"A-1-O1"}, line}, "proffer.order.v1",
       "proffer.order.line-added.v1", at, "{" + part + R"(,"line":)" + line_json + "}"},
      {"line changed", order, LineChanged{{"A-1-O1"}, line}, "proffer.order.v1",
       "proffer.order.line-changed.v1", at, "{" + part + R"(,"line":)" + line_json + "}"},
      {"line removed", order, LineRemoved{{"A-1-O1"}, {"L1"}, because}, "proffer.order.v1",
       "proffer.order.line-removed.v1", at,
       "{" + part + R"(,"lineId":"L1","because":)" + because_json + "}"},
      {"priced", order, DocumentPriced{{"A-1-O1"}, 4, {-5}, {13'900}}, "proffer.order.v1",
       "proffer.order.priced.v1", at,
       "{" + part + R"(,"revision":4,"totals":{"oneTime":"-0.05","recurring":"139.00"}})"},
      {"logged", account,
       OfferResponseLogged{
           response(), 2, ResponseOutcome::document, {"A-1-O1"}, {{because, "AlreadyOwned"}}},
       "proffer.outcome.v1", "proffer.outcome.v1", given,
       R"({"outcome":"order",)" + answer +
           R"("release":2,"response":"Accept","channel":"sms","documentId":"A-1-O1","skipped":[)"
           R"({"action":"Add text","reason":"AlreadyOwned","because":)" +
           because_json + R"(}],"problems":[]})"},
      {"failed", account,
       OfferApplicationFailed{response(), 2, {{.code = "LINE_LIMIT", .text = "Too many."}}},
       "proffer.outcome.v1", "proffer.outcome.v1", given,
       R"({"outcome":"rejected",)" + answer +
           R"("release":2,"response":"Accept","channel":"sms","skipped":[],)"
           R"("problems":[{"code":"LINE_LIMIT","text":"Too many."}]})"},
      {"refused", account, refused(), "proffer.outcome.v1", "proffer.outcome.v1", given,
       R"({"outcome":"rejected",)" + answer +
           R"("release":0,"response":"Accept","channel":"sms","skipped":[],)"
           R"("problems":[{"code":"ACCOUNT_NOT_FOUND","text":"There is no account A-1."}]})"},
  };
}

TEST(CloudEvent, EveryPublishedEventHasTopicKeyHeadersAndBody) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(c.name);
    const auto messages = messages_of(c.recorded, c.event, where);
    ASSERT_THAT(messages, SizeIs(1));
    const OutputMessage& message = messages.front();
    EXPECT_EQ(message.topic, c.topic);
    EXPECT_EQ(message.key, "A-1");
    EXPECT_TRUE(message.has_key && message.has_value);
    const std::string stream = to_string(c.recorded.stream);
    const std::map<std::string, std::string> wanted = {
        {"content-type", "application/json"},
        {"ce_specversion", "1.0"},
        {"ce_id", stream + "@7"},
        {"ce_source", "/proffer/0123456789abcdef0123456789abcdef/00c0ffee"},
        {"ce_type", c.type},
        {"ce_subject", stream},
        {"ce_time", c.time},
        {"ce_partitionkey", "A-1"},
        {"ce_correlationid", "trace-1"},
        {"ce_causationid", "sms-17"},
        {"ce_sequence", "00000000000000000007"},
        {"ce_recordedtime", "2026-03-01T09:15:00.500Z"},
        {"ce_dataschema", "urn:proffer:schema:" + c.type.substr(std::string("proffer.").size())}};
    EXPECT_EQ(headers_of(message), wanted);
    EXPECT_EQ(message.value.value, c.body);
    EXPECT_EQ(message_id(message.headers), stream + "@7");
  }
}

Membership membership() {
  return {.id = {"A-1-M2"},
          .integration_id = {"A-1-M2"},
          .account = {"A-1"},
          .group = {"A-1-G1"},
          .group_definition = {"Family"},
          .definition = {"Both"},
          .product = {"member"},
          .associated = {"TP"},
          .member = {"triple"},
          .start = {1'772'356'500'000}};
}

TEST(CloudEvent, AMembershipIsToldAndKeptAsARowByItsId) {
  const auto recorded = recorded_on(Category::account, "A-1");
  const auto messages =
      messages_of(recorded, MembershipTransferred{membership(), {"DP"}, {"A-1-O1"}}, where);
  ASSERT_THAT(messages, SizeIs(2));
  const std::string shape =
      R"({"id":"A-1-M2","integrationId":"A-1-M2","accountId":"A-1","groupId":"A-1-G1",)"
      R"("promotionGroup":"Family","membershipDefinition":"Both","productId":"member",)"
      R"("assetId":"TP","memberId":"triple","status":"Active",)"
      R"("startDate":"2026-03-01T09:15:00.000Z"})";
  EXPECT_EQ(messages[0].topic, "proffer.membership.v1");
  EXPECT_EQ(messages[0].key, "A-1");
  EXPECT_EQ(messages[0].value.value, R"({"membership":)" + shape +
                                         R"(,"fromAssetId":"DP","accountId":"A-1",)"
                                         R"("documentId":"A-1-O1"})");
  EXPECT_EQ(headers_of(messages[0]).at("ce_type"), "proffer.membership.transferred.v1");
  EXPECT_EQ(message_id(messages[0].headers), "account/A-1@7");
  EXPECT_EQ(messages[1].topic, "proffer.membership.state.v1");
  EXPECT_EQ(messages[1].key, "A-1-M2");
  EXPECT_EQ(messages[1].value.value, shape);
  EXPECT_EQ(headers_of(messages[1]).at("ce_type"), "proffer.membership.state.v1");
  EXPECT_EQ(message_id(messages[1].headers), "account/A-1@7/state") << "an id is one message's";
}

TEST(CloudEvent, ACallInMemoryForNobodyIsToldAsOneThatShouldBeSavedIs) {
  const OfferApplicationFailed failure{.response = {.account = {"A-1"}, .channel = "web"},
                                       .offers = {{{"texting"}, 1, "Accept", {}}}};
  CommandRefused in_memory = refused();
  in_memory.command_type = "account.record_failure";
  in_memory.command = as_member("failure", failure);
  CommandRefused saved = refused();
  saved.command_type = "account.apply_offers";
  saved.command = as_member(
      "call", OffersToApply{.account = {"A-1"}, .offers = failure.offers, .channel = "web"});
  const auto told = [](const CommandRefused& event) {
    return messages_of(recorded_on(Category::account, "A-1"), event, where).at(0).value.value;
  };
  EXPECT_EQ(told(in_memory), told(saved));
}

// It was too large for the log, or is of a time when commands had a shape that is lost.
TEST(CloudEvent, ARefusalIsToldEvenWhereWhatWasAskedCannotBeRead) {
  for (const char* command : {"", "\x03\x00A-1", R"({"response":{"newer":1}})"}) {
    for (const char* type : {"account.respond_to_offer", "account.apply_offers",
                             "account.record_failure", "request.record_answer"}) {
      CommandRefused event = refused();
      event.command_type = type;
      event.command = {command};
      const auto messages = messages_of(recorded_on(Category::account, "A-1"), event, where);
      ASSERT_THAT(messages, SizeIs(1)) << type << command;
      EXPECT_EQ(messages[0].key, "A-1");
      const auto body = boost::json::parse(messages[0].value.value);
      EXPECT_EQ(body.at("accountId"), "A-1") << type;
      EXPECT_EQ(body.at("outcome"), "rejected") << type;
      EXPECT_EQ(body.at("problems").at(0).at("code"), "ACCOUNT_NOT_FOUND") << type;
    }
  }
}

TEST(CloudEvent, ARefusedChangeNamesItsOperation) {
  CommandRefused other = refused();
  other.command_type = "account.transfer_membership";
  const auto messages = messages_of(recorded_on(Category::account, "A-1"), other, where);
  ASSERT_THAT(messages, SizeIs(1));
  EXPECT_EQ(messages[0].topic, where.topics.outcome);
  const auto body = boost::json::parse(messages[0].value.value);
  EXPECT_EQ(body.at("operation"), "TransferMembership");
  EXPECT_EQ(body.at("outcome"), "rejected");
}

TEST(CloudEvent, AnActivityThatIsDoneIsAnOutcome) {
  const auto messages =
      messages_of(recorded_on(Category::account, "A-1"), ActivityCompleted{{"A-1-A1"}}, where);
  ASSERT_THAT(messages, SizeIs(1));
  EXPECT_EQ(messages[0].topic, where.topics.outcome);
  EXPECT_EQ(messages[0].value.value,
            R"({"outcome":"done","operation":"CompleteActivity","accountId":"A-1",)"
            R"("activityId":"A-1-A1","status":"Done"})");
}

TEST(CloudEvent, TheSameEventIsTheSameMessageEachTime) {
  for (const Case& c : cases()) {
    const auto once = messages_of(c.recorded, c.event, where);
    const auto again = messages_of(c.recorded, c.event, where);
    EXPECT_EQ(once.front().value, again.front().value);
    EXPECT_EQ(once.front().headers, again.front().headers);
  }
}

TEST(CloudEvent, WhatTheInputDidNotSayIsLeftOut) {
  auto recorded = recorded_on(Category::account, "A-1");
  recorded.command.correlation.clear();
  recorded.command.request_key.clear();
  OfferResponseLogged logged{.response = response(), .outcome = ResponseOutcome::no_action};
  logged.response.given = {};
  const auto headers = headers_of(messages_of(recorded, logged, where).at(0));
  EXPECT_FALSE(headers.contains("ce_correlationid"));
  EXPECT_FALSE(headers.contains("ce_causationid"));
  EXPECT_EQ(headers.at("ce_time"), "2026-03-01T09:15:00.250Z") << "when the command was taken up";
}

TEST(CloudEvent, WhatFollowsFromAnAnswerOccurredWhenItWasGiven) {
  auto order = recorded_on(Category::order, "A-1-O1");
  auto account = recorded_on(Category::account, "A-1");
  order.command.origin.occurred = account.command.origin.occurred = {1'772'356'500'000};
  const std::string given = "2026-03-01T09:15:00.000Z";
  EXPECT_EQ(headers_of(messages_of(order, DocumentPriced{}, where).at(0)).at("ce_time"), given);
  for (const auto& message : messages_of(account, MembershipAssociated{membership()}, where)) {
    EXPECT_EQ(headers_of(message).at("ce_time"), given) << message.topic;
  }
  const auto answered = messages_of(account, QuestionAnswered{"GetOffer", {"A-1"}, {"{}"}}, where);
  EXPECT_EQ(headers_of(answered.at(0)).at("ce_time"), given);
}

TEST(CloudEvent, TheTraceOfTheInputIsHandedOn) {
  auto recorded = recorded_on(Category::order, "A-1-O1");
  recorded.command.origin.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  recorded.command.origin.tracestate = "vendor=1";
  auto headers = headers_of(messages_of(recorded, DocumentPriced{}, where).at(0));
  EXPECT_EQ(headers.at("traceparent"), recorded.command.origin.traceparent);
  EXPECT_EQ(headers.at("tracestate"), "vendor=1");
  EXPECT_EQ(headers.at("ce_traceparent"), headers.at("traceparent")) << "it starts the flow";

  recorded.command.origin.flow_traceparent =
      "00-11111111111111111111111111111111-2222222222222222-01";
  headers = headers_of(messages_of(recorded, DocumentPriced{}, where).at(0));
  EXPECT_EQ(headers.at("traceparent"), recorded.command.origin.traceparent);
  EXPECT_EQ(headers.at("ce_traceparent"), recorded.command.origin.flow_traceparent);
}

TEST(CloudEvent, AnIdempotencyKeyIsACauseToo) {
  auto recorded = recorded_on(Category::account, "A-1");
  recorded.command.request_key = "key:a:b";
  const auto headers = headers_of(messages_of(recorded, refused(), where).at(0));
  EXPECT_EQ(headers.at("ce_causationid"), "a:b");
}

TEST(CloudEvent, PrefixesComeFirst) {
  const Publication shared{.topics = topic_names("test"), .type_prefix = "com.example.proffer"};
  const auto recorded = recorded_on(Category::order, "A-1-O1");
  const auto message = messages_of(recorded, DocumentPriced{}, shared).at(0);
  EXPECT_EQ(message.topic, "test.proffer.order.v1");
  EXPECT_EQ(headers_of(message).at("ce_type"), "com.example.proffer.order.priced.v1");
}

TEST(CloudEvent, ARefusedCommandThatIsNoResponseTellsNobody) {
  auto other = refused();
  other.command_type = "account.define";
  const auto recorded = recorded_on(Category::account, "A-1");
  EXPECT_THAT(messages_of(recorded, other, where), IsEmpty());
}

TEST(CloudEvent, OurOwnBusinessStaysInside) {
  const std::vector<std::string_view> published = {"shard.dead_lettered",
                                                   "account.offer_response_logged",
                                                   "account.offer_application_failed",
                                                   "account.offer_response_waiting",
                                                   "account.offers_applied",
                                                   "document.created",
                                                   "document.line_added",
                                                   "document.line_changed",
                                                   "document.line_removed",
                                                   "document.priced",
                                                   "document.order_submitted",
                                                   "document.cancelled",
                                                   "document.quote_accepted",
                                                   "document.quote_expired",
                                                   "account.activity_completed",
                                                   "document.order_completed",
                                                   "document.promotion_applied",
                                                   "document.promotion_modified",
                                                   "document.promotion_upgraded",
                                                   "document.promotion_disconnected",
                                                   "document.penalty_added",
                                                   "account.promotion_group_created",
                                                   "request.answered"};
  // By itself and as a row.
  const std::vector<std::string_view> twice = {"account.membership_associated",
                                               "account.membership_transferred",
                                               "account.membership_disconnected"};
  const auto recorded = recorded_on(Category::account, "A-1");
  for (const Event& event : codec::counted_samples_of_all_events()) {
    const auto type = codec::type_of(event).type;
    const auto messages = std::count(published.begin(), published.end(), type) +
                          2 * std::count(twice.begin(), twice.end(), type);
    const auto told = messages_of(recorded, event, where);
    EXPECT_EQ(std::ssize(told), messages) << type;
    if (std::holds_alternative<CommandRepeated>(event)) continue;
    EXPECT_EQ(topic_of(recorded, event, where), told.empty() ? "" : told.front().topic) << type;
  }
}

TEST(CloudEvent, ARepeatedRequestIsToldTheFirstAnswerAgain) {
  const auto recorded = recorded_on(Category::account, "A-1");
  EXPECT_THAT(messages_of(recorded, CommandRepeated{4, 40}, where), IsEmpty());
  for (const Case& c : cases()) {
    const auto again = repeated_outcome(recorded, c.event, where);
    if (c.topic != where.topics.outcome) {
      EXPECT_THAT(again, IsEmpty()) << c.name;
      continue;
    }
    ASSERT_THAT(again, SizeIs(1)) << c.name;
    EXPECT_EQ(message_id(again[0].headers), "account/A-1@7") << "the repetition's own id";
    auto body = boost::json::parse(again[0].value.value).as_object();
    EXPECT_EQ(body.at("repeated"), true);
    body.erase("repeated");
    EXPECT_EQ(body, boost::json::parse(c.body).as_object());
  }
}

TEST(DeadLetter, IsTheRecordAsItCameAndWhatWasWrong) {
  auto recorded = recorded_on(Category::shard, "3");
  const DeadLettered dead{
      .problem = {.code = "JSON_MALFORMED", .text = "The body is not JSON.", .field = "/givenAt"},
      .record = {.topic = "proffer.response.v1",
                 .partition = 3,
                 .offset = 99,
                 .has_key = true,
                 .key = {std::string("k\0\xff", 3)},
                 .has_value = true,
                 .value = {"{"},
                 .headers = {{"ce_id", {"theirs"}}, {"x", {std::string("\0", 1)}}, {"x", {"2"}}}}};
  const auto message = messages_of(recorded, dead, where).at(0);
  EXPECT_EQ(message.topic, "proffer.dlq.v1");
  EXPECT_EQ(message.key, dead.record.key.value);
  EXPECT_EQ(message.value, dead.record.value);
  EXPECT_TRUE(message.has_key && message.has_value);
  ASSERT_GE(message.headers.size(), 3U);
  EXPECT_TRUE(
      std::equal(dead.record.headers.begin(), dead.record.headers.end(), message.headers.begin()));
  const std::vector<RecordHeader> added(message.headers.begin() + 3, message.headers.end());
  const std::vector<RecordHeader> wanted = {
      {"__connect.errors.topic", {"proffer.response.v1"}},
      {"__connect.errors.partition", {"3"}},
      {"__connect.errors.offset", {"99"}},
      {"__connect.errors.connector.name", {"proffer"}},
      {"__connect.errors.task.id", {"3"}},
      {"__connect.errors.stage", {"VALUE_CONVERTER"}},
      {"__connect.errors.class.name", {"proffer.intake"}},
      {"__connect.errors.exception.class.name", {"JSON_MALFORMED"}},
      {"__connect.errors.exception.message", {"The body is not JSON."}},
      {"__connect.errors.exception.stacktrace", {"/givenAt"}},
      {"proffer.dlq.attempts", {"1"}},
      {"proffer.dlq.problem", {"/problems/json-malformed"}},
      {"proffer.dlq.first-seen", {"2026-03-01T09:15:00.250Z"}},
      {"proffer.dlq.source", {"/proffer/0123456789abcdef0123456789abcdef/00c0ffee"}},
      {"proffer.dlq.id", {"shard/3@7"}}};
  EXPECT_EQ(added, wanted);
  EXPECT_EQ(message_id(message.headers), "shard/3@7") << "not the record's own ce_id";
  EXPECT_EQ(message_source(message.headers), "/proffer/0123456789abcdef0123456789abcdef/00c0ffee");
}

TEST(DeadLetter, KeepsATombstoneAMissingKeyAndANullHeader) {
  const DeadLettered dead{
      .problem = {.code = "JSON_MALFORMED"},
      .record = {.topic = "t", .headers = {{"null", {}, false}, {"empty", {}}}}};
  const auto message = messages_of(recorded_on(Category::shard, "3"), dead, where).at(0);
  EXPECT_FALSE(message.has_key);
  EXPECT_FALSE(message.has_value);
  EXPECT_FALSE(message.headers.at(0).has_value);
  EXPECT_TRUE(message.headers.at(1).has_value);
}

}  // namespace
}  // namespace proffer::transport::cloud_events
