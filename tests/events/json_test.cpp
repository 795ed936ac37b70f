#include "events/transport/outcome_json.hpp"
#include "events/transport/response_json.hpp"
#include "events/transport/rfc3339.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>
#include <string>
#include <vector>

namespace proffer::transport::response_json {
namespace {

const std::string valid =
    R"({"accountId":"A-1","offerId":"text","response":"Accept","channel":"web","assetId":"m1",)"
    R"("serviceId":"+1-555","givenAt":"2026-03-01T09:15:00.250Z"})";
using Headers = std::vector<HeaderView>;
const Headers binary = {{"content-type", "application/json"},
                        {"ce_specversion", "1.0"},
                        {"ce_id", "7"},
                        {"ce_source", "/channels/sms"},
                        {"ce_type", "proffer.response.v1"},
                        {"ce_time", "2026-03-01T08:00:00Z"},
                        {"ce_correlationid", "c-1"}};

auto parse(std::string_view body, const Headers& headers = {}) {
  return parse_response(body, headers, ResponseOptions{});
}
std::string structured(std::string_view data, std::string_view more = {}) {
  return R"({"specversion":"1.0","id":"7","source":"/channels/sms","type":"proffer.response.v1")" +
         std::string{more} + R"(,"data":)" + std::string{data} + "}";
}
Headers without(Headers headers, std::string_view name) {
  std::erase_if(headers, [&](const HeaderView& header) { return header.name == name; });
  return headers;
}
Headers with(std::string_view name, std::string_view value) {
  Headers headers = without(binary, name);
  headers.push_back({name, value});
  return headers;
}

ResponseReceived expected_response() {
  return {{"A-1"},
          {"text"},
          "Accept",
          {"m1"},
          "+1-555",
          "web",
          *parse_rfc3339("2026-03-01T09:15:00.25Z")};
}

TEST(ResponseJson, BareJsonIsReadWithoutARequestKey) {
  const auto parsed = parse(valid);
  ASSERT_TRUE(parsed) << parsed.error().text;
  EXPECT_EQ(parsed->response, expected_response());
  EXPECT_EQ(parsed->request_key, "");
  EXPECT_EQ(parsed->type, "");
}

TEST(ResponseJson, KafkaHeadersCarryACloudEvent) {
  const auto parsed = parse(valid, binary);
  ASSERT_TRUE(parsed) << parsed.error().text;
  EXPECT_EQ(parsed->response, expected_response());
  EXPECT_EQ(parsed->request_key, "ce:/channels/sms\n7");
  EXPECT_EQ(parsed->correlation, "c-1");
  EXPECT_EQ(parsed->type, "proffer.response.v1");
}

TEST(ResponseJson, HttpHeadersAreComparedWithoutCaseAndPercentDecoded) {
  const auto parsed = parse(valid, {{"Ce-Specversion", "1.0"},
                                    {"CE-ID", "7%20%C3%A9"},
                                    {"ce-source", "/channels/100%"},
                                    {"ce-type", "proffer.response.v1"}});
  ASSERT_TRUE(parsed) << parsed.error().text;
  EXPECT_EQ(parsed->request_key, "ce:/channels/100%\n7 \xC3\xA9");
}

TEST(ResponseJson, AStructuredEventIsKnownByItsContentTypeOrItsSpecversion) {
  for (const Headers& headers :
       {Headers{{"content-type", "application/cloudevents+json; charset=utf-8"}}, Headers{}}) {
    const auto parsed = parse(structured(valid, R"(,"correlationid":"c-2")"), headers);
    ASSERT_TRUE(parsed) << parsed.error().text;
    EXPECT_EQ(parsed->response, expected_response());
    EXPECT_EQ(parsed->request_key, "ce:/channels/sms\n7");
    EXPECT_EQ(parsed->correlation, "c-2");
  }
}

TEST(ResponseJson, AConfluentFrameIsTakenOff) {
  const auto parsed = parse(std::string("\0\0\0\0\x2A", 5) + valid);
  ASSERT_TRUE(parsed) << parsed.error().text;
  EXPECT_EQ(parsed->response, expected_response());
}

TEST(ResponseJson, TheEventsTimeStandsInForGivenAt) {
  const auto parsed = parse(
      R"({"accountId":"A-1","offerId":"text","response":"Accept","channel":"web","givenAt":null})",
      binary);
  ASSERT_TRUE(parsed) << parsed.error().text;
  EXPECT_EQ(parsed->response.given, parse_rfc3339("2026-03-01T08:00:00Z"));
}

const std::string trace_1 = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const std::string trace_2 = "00-11111111111111111111111111111111-2222222222222222-00";

TEST(ResponseJson, ATraceComesInHeadersAndTheOneOfItsFlowWithTheEvent) {
  const Headers headers = {{"TraceParent", trace_1}, {"tracestate", "a=1"}, {"tracestate", "b=2"}};
  const auto bare = parse(valid, headers);
  ASSERT_TRUE(bare) << bare.error().text;
  EXPECT_EQ(bare->origin,
            (Origin{*parse_rfc3339("2026-03-01T09:15:00.25Z"), trace_1, "a=1,b=2", ""}));
  const auto event = parse(valid, with("ce_traceparent", trace_2));
  ASSERT_TRUE(event) << event.error().text;
  EXPECT_EQ(event->origin.traceparent, "");
  EXPECT_EQ(event->origin.flow_traceparent, trace_2);
  const auto whole = parse(structured(valid, R"(,"traceparent":")" + trace_2 + '"'), headers);
  ASSERT_TRUE(whole) << whole.error().text;
  EXPECT_EQ(whole->origin.traceparent, trace_1);
  EXPECT_EQ(whole->origin.flow_traceparent, trace_2);
}

TEST(ResponseJson, ATraceThatIsNotWellFormedIsLeftOut) {
  const std::vector<std::string> malformed = {
      trace_1.substr(1),
      trace_1 + "-more",
      "ff" + trace_1.substr(2),
      "0g" + trace_1.substr(2),
      "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
      "00-00000000000000000000000000000000-b7ad6b7169203331-01",
      "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01"};
  for (const std::string& wrong : malformed) {
    auto headers = with("ce_traceparent", wrong);
    headers.push_back({"traceparent", wrong});
    headers.push_back({"tracestate", "a=1"});
    const auto parsed = parse(valid, headers);
    ASSERT_TRUE(parsed) << wrong;
    EXPECT_EQ(parsed->origin.traceparent, "") << wrong;
    EXPECT_EQ(parsed->origin.flow_traceparent, "") << wrong;
    EXPECT_EQ(parsed->origin.tracestate, "") << "no state without its trace";
  }
  const std::string newer = "01" + trace_1.substr(2) + "-more";
  EXPECT_EQ(parse(valid, Headers{{"traceparent", newer}})->origin.traceparent, newer);
}

TEST(ResponseJson, BareJsonOfAnotherShapeIsReadWhereItsFieldsAre) {
  ResponseOptions options;
  options.bare_fields =
      read_field_sources("accountId=/customer/id,offerId=/offers/0,channel=ivr").value();
  const auto read = [&](std::string_view body) { return parse_response(body, {}, options); };
  const auto parsed =
      read(R"({"customer":{"id":"A-1"},"offers":["text"],"response":"Accept","channel":"x",)"
           R"("asset":"m1","assetId":null})");
  ASSERT_TRUE(parsed) << parsed.error().text;
  EXPECT_EQ(parsed->response.account.value, "A-1");
  EXPECT_EQ(parsed->response.offer.value, "text");
  EXPECT_EQ(parsed->response.response, "Accept") << "by its own name";
  EXPECT_EQ(parsed->response.channel, "ivr") << "always the same";
  EXPECT_EQ(parsed->response.asset.value, "");

  const auto number = read(R"({"customer":{"id":1},"offers":["text"],"response":"Accept"})");
  EXPECT_EQ(number.error().code, "FIELD_TYPE");
  EXPECT_EQ(number.error().field, "/customer/id");
  const auto missing = read(R"({"customer":{"id":"A-1"},"offers":[],"response":"Accept"})");
  EXPECT_EQ(missing.error().code, "FIELD_REQUIRED");
  EXPECT_EQ(missing.error().field, "/offers/0");

  const auto event = parse_response(valid, binary, options);
  ASSERT_TRUE(event) << event.error().text;
  EXPECT_EQ(event->response, expected_response()) << "a CloudEvent's data has our shape";
}

TEST(ResponseJson, AFieldWithoutASourceOrANameOfOursIsAWrongSetting) {
  EXPECT_TRUE(read_field_sources("")->empty());
  for (const char* text : {"accountId", "accountId=", "account=/id", "accountId=/id,,", "=/id"}) {
    const auto fields = read_field_sources(text);
    ASSERT_FALSE(fields) << text;
    EXPECT_EQ(fields.error().code, "SETTING_INVALID") << text;
  }
}

TEST(ResponseJson, FieldsOfOthersAreIgnored) {
  EXPECT_TRUE(parse(
      R"({"campaign":{"id":4},"accountId":"A-1","offerId":"o","response":"No","channel":"ivr"})"));
}

struct Refused {
  std::string_view what;
  std::string body;
  Headers headers;
  std::string_view code, field;
  std::string_view text;  // part of it
};
std::string changed(std::string_view from, std::string_view to) {
  std::string body = valid;
  return body.replace(body.find(from), from.size(), to);
}

TEST(ResponseJson, S1_10_ALanguageCanBeSaid) {
  const auto parsed = parse(changed("{", R"({"language":"FRA",)"));
  ASSERT_TRUE(parsed) << parsed.error().text;
  EXPECT_EQ(parsed->language, "FRA");
  EXPECT_EQ(parsed->response, expected_response());
  EXPECT_EQ(parse(valid)->language, "");
}

TEST(ResponseJson, AChoiceComesByIdOrByTheValueOfWhateverIsChosen) {
  const auto choice = [](const std::string& given) {
    auto body = valid;
    body.insert(body.size() - 1, R"(,"documentId":"A-1-O1","namedParameter":)" + given);
    return parse(body);
  };
  const auto by_id = choice(R"({"actionName":"pick","parameterId":"p1"})");
  ASSERT_TRUE(by_id) << by_id.error().text;
  EXPECT_EQ(by_id->response.parameter, (ParameterChoice{"pick", "p1", {}}));
  EXPECT_EQ(by_id->response.document.value, "A-1-O1");
  const auto by_value = choice(R"({"fieldName":"Quantity","fieldValue":"3"})");
  ASSERT_TRUE(by_value) << by_value.error().text;
  EXPECT_EQ(by_value->response.parameter, (ParameterChoice{{}, {}, "3", "Quantity"}));
  EXPECT_EQ(choice("null")->response.parameter, std::nullopt);
  EXPECT_EQ(choice(R"("p1")").error().field, "/namedParameter");
  const auto misspelt = choice(R"({"parameterid":"p1"})");
  EXPECT_EQ(misspelt.error().code, "FIELD_UNKNOWN");
  EXPECT_EQ(misspelt.error().field, "/namedParameter/parameterid");
  EXPECT_EQ(choice(R"({"componentProduct":"A","baseProduct":"B"})").error().code, "FIELD_INVALID");
}

TEST(ResponseJson, EveryRefusalNamesItsCodeItsPlaceAndTheFix) {
  const std::string deep = std::string(40, '[') + std::string(40, ']');
  const std::vector<Refused> cases = {
      {"empty", "", {}, "JSON_MALFORMED", "", "empty"},
      {"cut off", valid.substr(0, 30), {}, "JSON_MALFORMED", "", "at byte 30"},
      {"a stray comma", R"({"accountId":,})", {}, "JSON_MALFORMED", "", "at byte 13"},
      {"behind a frame",
       std::string("\0\0\0\0\x2A", 5) + "{,",
       {},
       "JSON_MALFORMED",
       "",
       "at byte 6"},
      {"not UTF-8", changed("A-1", "\xFF"), {}, "JSON_MALFORMED", "", "UTF-8"},
      {"too deep", deep, {}, "JSON_TOO_DEEP", "", "32"},
      {"too large", std::string(70'000, ' '), {}, "BODY_TOO_LARGE", "", "at most 65536"},
      {"no object", "[1]", {}, "FIELD_TYPE", "", "one response a message"},
      {"missing",
       R"({"offerId":"o","response":"No","channel":"x"})",
       {},
       "FIELD_REQUIRED",
       "/accountId",
       "missing"},
      {"null", changed(R"("A-1")", "null"), {}, "FIELD_REQUIRED", "/accountId", "missing"},
      {"empty id", changed("A-1", ""), {}, "FIELD_REQUIRED", "/accountId", "empty"},
      {"misspelt",
       changed("accountId", "acountId"),
       {},
       "FIELD_REQUIRED",
       "/accountId",
       "'acountId' looks like it"},
      {"misspelt optional",
       changed("assetId", "assetID"),
       {},
       "FIELD_UNKNOWN",
       "/assetID",
       "'assetId'"},
      {"a number", changed(R"("A-1")", "17"), {}, "FIELD_TYPE", "/accountId", "not a number"},
      {"twice",
       changed(R"("offerId")", R"("accountId":"B","offerId")"),
       {},
       "FIELD_INVALID",
       "/accountId",
       "twice"},
      {"long id",
       changed("m1", std::string(129, 'x')),
       {},
       "FIELD_TOO_LONG",
       "/assetId",
       "at most 128"},
      {"long text",
       changed("Accept", std::string(4097, 'x')),
       {},
       "FIELD_TOO_LONG",
       "/response",
       "at most 4096"},
      {"control character", changed("m1", "m\\u0000"), {}, "FIELD_INVALID", "/assetId", "control"},
      {"no key", changed("A-1", "A/1"), {}, "FIELD_INVALID", "/accountId", "letters"},
      {"no instant",
       changed("2026-03-01T", "yesterday "),
       {},
       "FIELD_INVALID",
       "/givenAt",
       "RFC 3339"},
      {"other type", valid, with("ce_type", "order.v1"), "TYPE_UNKNOWN", "ce_type",
       "proffer.response.v1"},
      {"no id", valid, without(binary, "ce_id"), "CLOUDEVENT_INVALID", "ce_id", "missing"},
      {"no source", valid, without(binary, "ce_source"), "CLOUDEVENT_INVALID", "ce_source",
       "missing"},
      {"no specversion", valid, without(binary, "ce_specversion"), "CLOUDEVENT_INVALID",
       "ce_specversion", "1.0"},
      {"old specversion", valid, with("ce_specversion", "0.3"), "CLOUDEVENT_INVALID",
       "ce_specversion", "1.0"},
      {"bad UTF-8 in a header", valid, with("ce_id", "\xC3("), "FIELD_INVALID", "ce_id", "UTF-8"},
      {"line break in a header", valid, with("ce_id", "1\n2"), "FIELD_INVALID", "ce_id", "control"},
      {"bad time", valid, with("ce_time", "noon"), "CLOUDEVENT_INVALID", "ce_time", "RFC 3339"},
      {"batch",
       "[]",
       {{"content-type", "application/cloudevents-batch+json"}},
       "CLOUDEVENT_INVALID",
       "content-type",
       "one event"},
      {"structured, no data",
       R"({"specversion":"1.0","id":"7","source":"s","type":"proffer.response.v1"})",
       {},
       "CLOUDEVENT_INVALID",
       "/data",
       "data_base64"},
      {"structured, number id",
       R"({"specversion":"1.0","id":7})",
       {},
       "CLOUDEVENT_INVALID",
       "/id",
       "not a number"},
      {"structured, in its data",
       structured(R"({"accountId":1})"),
       {},
       "FIELD_TYPE",
       "/data/accountId",
       "not a number"},
      {"structured, no object",
       "7",
       {{"content-type", "application/cloudevents+json"}},
       "CLOUDEVENT_INVALID",
       "",
       "object"},
  };
  for (const Refused& refused : cases) {
    SCOPED_TRACE(refused.what);
    const auto parsed = parse(refused.body, refused.headers);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, refused.code);
    EXPECT_EQ(parsed.error().field, refused.field);
    EXPECT_THAT(parsed.error().text, testing::HasSubstr(std::string{refused.text}));
  }
}

TEST(ResponseJson, ARequestKeyBeyondItsLimitIsRefused) {
  const std::string source(510, 's');
  const auto parsed = parse(valid, with("ce_source", source));
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, "FIELD_TOO_LONG");
}

TEST(ResponseJson, NoBytesMakeItThrowOrFailWithoutACode) {
  EXPECT_TRUE(rc::check("random bytes", [](const std::string& body, const std::string& id) {
    const auto parsed = parse(body, with("ce_id", id));
    RC_ASSERT(parsed.has_value() || !parsed.error().code.empty());
  }));
  EXPECT_TRUE(rc::check("a valid body with bytes changed", [] {
    std::string body = *rc::gen::element(valid, structured(valid));
    const auto changes = *rc::gen::inRange(1, 4);
    for (int i = 0; i < changes; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, body.size());
      body.replace(at, *rc::gen::inRange<std::size_t>(0, 3), *rc::gen::arbitrary<std::string>());
      if (body.empty()) break;
    }
    const auto parsed = parse(body);
    RC_ASSERT(parsed.has_value() || !parsed.error().code.empty());
  }));
}

// --- instants

TEST(Rfc3339, InstantsAreReadWithAnyOffsetAndWrittenInUtc) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"2026-03-01T09:15:00Z", "2026-03-01T09:15:00.000Z"},
      {"2026-03-01t09:15:00.25+02:00", "2026-03-01T07:15:00.250Z"},
      {"2026-03-01 00:15:00.9999-05:30", "2026-03-01T05:45:00.999Z"},
      {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
      {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"},
      {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"},
      {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"},
      {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
  };
  for (const auto& [read, written] : cases) {
    SCOPED_TRACE(read);
    ASSERT_TRUE(parse_rfc3339(read));
    EXPECT_EQ(format_rfc3339(*parse_rfc3339(read)), written);
  }
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:01Z")->ms, 1000);
}

TEST(Rfc3339, WhatIsNoInstantIsNotRead) {
  for (const char* text :
       {"", "2026-03-01", "2026-03-01T09:15Z", "2026-02-30T00:00:00Z", "2023-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T00:60:00Z",
        "2026-03-01T00:00:61Z", "2026-03-01T00:00:00", "2026-03-01T00:00:00.Z",
        "2026-03-01T00:00:00+2:00", "2026-03-01T00:00:00+24:00", "2026-03-01T00:00:00Zx",
        "+026-03-01T00:00:00Z", "2026/03/01T00:00:00Z"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

TEST(Rfc3339, WhatIsWrittenIsReadAsTheSame) {
  EXPECT_TRUE(rc::check([] {
    const Instant instant{
        *rc::gen::inRange<std::int64_t>(-62'000'000'000'000, 253'000'000'000'000)};
    RC_ASSERT(parse_rfc3339(format_rfc3339(instant)) == instant);
  }));
}

// --- outcomes and documents

TEST(JsonShape, MoneyHasTwoDecimalsWhateverItsSign) {
  EXPECT_EQ(json_of(Money{13900}), "139.00");
  EXPECT_EQ(json_of(Money{-5}), "-0.05");
  EXPECT_EQ(json_of(Money{std::numeric_limits<std::int64_t>::min()}), "-92233720368547758.08");
}

Because because() {
  return {{"text"},
          3,
          "Accept",
          {"text-Accept-1"},
          "1",
          ActionType::modify,
          ActionCode::add,
          "component added to the owned base",
          {{"asset", "m1"}}};
}
ResponseReceived response() { return {{"A-1"}, {"text"}, "Accept", {}, {}, "web", {}}; }

TEST(JsonShape, AnOutcomeSaysWhatCameOfAResponse) {
  const OfferResponseLogged order{response(), 3, ResponseOutcome::document, {"A-1-O4"}, {}};
  EXPECT_EQ(
      boost::json::serialize(outcome_json(order)),
      R"({"outcome":"order","accountId":"A-1","offerId":"text","release":3,"response":"Accept","channel":"web",)"
      R"("documentId":"A-1-O4","skipped":[],"problems":[]})");
  OfferResponseLogged quote = order;
  quote.document = {"A-1-Q1"};
  EXPECT_EQ(
      boost::json::serialize(outcome_json(quote, Telling::repeated)),
      R"({"outcome":"quote","accountId":"A-1","offerId":"text","release":3,"response":"Accept","channel":"web",)"
      R"("documentId":"A-1-Q1","skipped":[],"problems":[],"repeated":true})");
  const OfferResponseLogged nothing{response(), 3, ResponseOutcome::no_action, {}, {}};
  EXPECT_EQ(
      boost::json::serialize(outcome_json(nothing)),
      R"({"outcome":"no_action","accountId":"A-1","offerId":"text","release":3,"response":"Accept","channel":"web",)"
      R"("skipped":[],"problems":[]})");
  const OfferResponseLogged skipped{
      response(), 3, ResponseOutcome::no_change, {}, {{because(), "AlreadyOwned"}}};
  EXPECT_EQ(
      boost::json::serialize(outcome_json(skipped)),
      R"({"outcome":"no_change","accountId":"A-1","offerId":"text","release":3,"response":"Accept","channel":"web",)"
      R"("skipped":[{"action":"1","reason":"AlreadyOwned","because":{"offerId":"text","release":3,)"
      R"("response":"Accept","actionId":"text-Accept-1","action":"1","type":"Modify","code":"Add",)"
      R"("rule":"component added to the owned base","inputs":{"asset":"m1"}}}],"problems":[]})");
}

TEST(JsonShape, S4_1_AnOutcomeSaysWhereAnInteractiveChannelGoes) {
  OfferResponseLogged logged{response(), 3, ResponseOutcome::no_action, {}, {}};
  EXPECT_FALSE(outcome_json(logged).contains("nextView"));
  logged.next_view = "Quote Item Detail View";
  EXPECT_EQ(outcome_json(logged).at("nextView"), "Quote Item Detail View");
}

TEST(JsonShape, AResponseThatWaitsTellsWhatCanBeChosen) {
  const OfferResponseWaiting waiting{response(),
                                     3,
                                     {"A-1-W1"},
                                     {"a"},
                                     "Which?",
                                     {{"p1", 1, "sms-50", "Texts:sms-50", "50 texts"}},
                                     NamedParameter::component_product,
                                     {"mobile"},
                                     {},
                                     {.action_name = "pick",
                                      .message_type = "Product Offer Recommendation",
                                      .base_name = "Mobile Service",
                                      .products = {{"50 Texts", ProductKind::simple}},
                                      .asset = {"S"},
                                      .root_asset = {"M"},
                                      .recommendation = {"r1"}}};
  EXPECT_EQ(
      boost::json::serialize(outcome_json(waiting)),
      R"({"outcome":"waiting","accountId":"A-1","offerId":"text","release":3,"response":"Accept","channel":"web",)"
      R"("skipped":[],"problems":[],"workflowId":"A-1-W1","prompt":"Which?","actionId":"a",)"
      R"("actionName":"pick","namedParameterFlag":true,)"
      R"("parameterType":"ComponentProduct","baseProduct":"mobile","baseProductName":"Mobile Service",)"
      R"("assetId":"S","rootAssetId":"M","recommendationId":"r1",)"
      R"("messageType":"Product Offer Recommendation",)"
      R"("options":[{"parameterId":"p1","sequence":1,"value":"sms-50","path":"Texts:sms-50",)"
      R"("displayName":"50 texts","productId":"sms-50","productName":"50 Texts",)"
      R"("productTypeCode":"Simple"}]})");
}

TEST(JsonShape, S3_7_ARefusalForWantOfAChoiceTellsWhatCanBeChosen) {
  OfferApplicationFailed failed{response(), 3, {{"NAMED_PARAM_MISSING", "Which?"}}};
  failed.asks = ParameterOptions{{"a"},
                                 NamedParameter::attribute_value,
                                 {"mobile"},
                                 {"plan"},
                                 {{"p1", 1, "50", {}, {}}, {"p2", 2, "100", {}, "Fast"}},
                                 {.component_name = "Plan",
                                  .component_path = "Mobile/Plans:Plan",
                                  .field_name = "Quantity",
                                  .field_value = "1",
                                  .attribute_name = "Bandwidth",
                                  .attribute_value = "50"}};
  const auto told = outcome_json(failed);
  EXPECT_EQ(boost::json::serialize(told.at("namedParameter")),
            R"({"actionId":"a","namedParameterFlag":true,"parameterType":"AttributeValue",)"
            R"("baseProduct":"mobile","componentProduct":"plan","componentProductName":"Plan",)"
            R"("productPath":"Mobile/Plans:Plan","fieldName":"Quantity","fieldValue":"1",)"
            R"("attributeName":"Bandwidth","attributeValue":"50",)"
            R"("options":[{"parameterId":"p1","sequence":1,"value":"50","displayName":"50"},)"
            R"({"parameterId":"p2","sequence":2,"value":"100","displayName":"Fast"}]})");
  failed.asks->options.resize(1);
  failed.asks->shown.products = {{"Fifty", ProductKind::simple}};
  EXPECT_EQ(outcome_json(failed).at("namedParameter").at("options").at(0).at("displayName"),
            "Fifty")
      << "its author gave it no name";
  failed.asks.reset();
  EXPECT_FALSE(outcome_json(failed).contains("namedParameter"));
}

TEST(JsonShape, S3_14_AnOutcomeTellsTheHandlersAsTheyAreDefined) {
  OfferApplicationFailed failed{response(), 3, {{"NAMED_PARAM_MISSING", "Which?"}}};
  failed.handlers = {ExceptionHandler::show_error, ExceptionHandler::create_work_item};
  EXPECT_EQ(boost::json::serialize(outcome_json(failed).at("handlers")),
            R"(["ShowError","CreateWorkItem"])");
}

TEST(JsonShape, SeveralOffersHaveOneOutcome) {
  OffersApplied applied;
  applied.account.value = "A-1";
  applied.offers = {{{"text"}, 1, "Accept", {}}, {{"tv"}, 2, {}, {}}};
  applied.channel = "web";
  applied.outcome = ResponseOutcome::document;
  applied.document.value = "A-1-O1";
  applied.result.deferred = {"RAF Create Activity"};
  applied.result.warnings = {"Mind the gap."};
  EXPECT_EQ(
      boost::json::serialize(outcome_json(applied, nullptr)),
      R"({"outcome":"order","accountId":"A-1","offers":[{"offerId":"text","sequence":1,"response":"Accept"},)"
      R"({"offerId":"tv","sequence":2}],"channel":"web","documentId":"A-1-O1","docId":"A-1-O1","structure":{},)"
      R"("skipped":[],"problems":[],"deferredWorkflows":["RAF Create Activity"],"warnings":["Mind the gap."]})");
}

TEST(JsonShape, S3_14_AnAnswerSaysThatAWorkflowFailedAfterTheOrder) {
  OffersApplied applied;
  applied.outcome = ResponseOutcome::document;
  applied.document.value = "A-1-O1";
  applied.result.processes = {{.workflow = "RAF Create Activity", .post_order = true},
                              {.workflow = "RAF Check Prepaid Balance",
                               .post_order = true,
                               .failed = true,
                               .message = "The balance is too low."}};
  const auto told = outcome_json(applied, nullptr);
  EXPECT_EQ(told.at("outcome"), "order");
  EXPECT_EQ(told.at("errorCode"), "WORKFLOW_FAILED");
  EXPECT_EQ(told.at("errorMessage"), "The balance is too low.");
  applied.result.processes.back().code = "PREPAID_BALANCE_TOO_LOW";
  const auto named = outcome_json(applied, nullptr);
  EXPECT_EQ(named.at("errorCode"), "PREPAID_BALANCE_TOO_LOW");
  EXPECT_EQ(named.at("workflows").at(1).at("code"), "PREPAID_BALANCE_TOO_LOW");
  applied.result.processes.pop_back();
  EXPECT_FALSE(outcome_json(applied, nullptr).contains("errorCode"));
}

TEST(JsonShape, SeveralOffersHaveTheNamesTheirChannelIsShown) {
  OffersApplied applied;
  applied.document.value = "A-1-O1";
  applied.shown_names = {{"double", "Duo"}, {"text", "SMS"}};
  Line line;
  line.product = {"text"};
  line.product_name = "Unlimited Text";
  line.promotion = {{"double"}, "Double", {"P1"}, {"text"}};
  const std::vector<Line> lines = {line};
  const AccountId account{"A-1"};
  const DocumentView view{
      .id = applied.document, .kind = DocumentKind::order, .account = account, .lines = lines};
  const auto told = outcome_json(applied, &view);
  const auto& shown = told.at("structure").at("lines").at(0);
  EXPECT_EQ(shown.at("product"), "SMS");
  EXPECT_EQ(shown.at("promotion"), "Duo");
}

TEST(JsonShape, AFailedAndARefusedResponseTellTheirProblems) {
  const Problem problem{"AMBIGUOUS_ASSET", "Give the asset.", "text", "Accept", "1", "assetId"};
  EXPECT_EQ(
      boost::json::serialize(outcome_json(OfferApplicationFailed{response(), 3, {problem}})),
      R"({"outcome":"rejected","accountId":"A-1","offerId":"text","release":3,"response":"Accept","channel":"web",)"
      R"("skipped":[],"problems":[{"code":"AMBIGUOUS_ASSET","text":"Give the asset.","offer":"text",)"
      R"("response":"Accept","action":"1","field":"assetId"}]})");
  const Problem unknown{"ACCOUNT_NOT_FOUND", "There is no such account.", {}, {}, {}, {}};
  EXPECT_EQ(
      boost::json::serialize(outcome_json(response(), {unknown})),
      R"({"outcome":"rejected","accountId":"A-1","offerId":"text","release":0,"response":"Accept","channel":"web",)"
      R"("skipped":[],"problems":[{"code":"ACCOUNT_NOT_FOUND","text":"There is no such account."}]})");
}

TEST(JsonShape, ADocumentShowsItsLinesAndWhy) {
  Line line{{"2"},
            "1.1",
            {"1"},
            {"1"},
            {"text-unlimited"},
            "Unlimited Text",
            LineAction::update,
            {"m1-t"},
            "Text Packs",
            1,
            {{"Discount Amount", "5.00"}},
            {},
            {{"Discount Amount", ""}},
            Money{1000},
            Money{500},
            PriceType::recurring,
            because()};
  const DocumentId id{"A-1-O1"};
  const AccountId account{"A-1"};
  const std::vector<Line> lines = {line};
  const DocumentView view{
      id, DocumentKind::order, account, "Standard", "CAD", {0}, {1}, 2, {990}, {500}, lines};
  EXPECT_EQ(
      boost::json::serialize(json_of(view)),
      R"({"id":"A-1-O1","kind":"order","accountId":"A-1","status":"Pending","priceList":"Standard","currency":"CAD",)"
      R"("created":"1970-01-01T00:00:00.000Z","changed":"1970-01-01T00:00:00.001Z","revision":2,)"
      R"("totals":{"oneTime":"9.90","recurring":"5.00"},"lines":[{"id":"2","sequence":"1.1","parent":"1","root":"1",)"
      R"("productId":"text-unlimited","product":"Unlimited Text","action":"Update","assetId":"m1-t",)"
      R"("relationship":"Text Packs","quantity":1,"fields":{"Discount Amount":"5.00"},"attributes":{},)"
      R"("prior":{"Discount Amount":""},"unitPrice":"10.00","netPrice":"5.00","priceType":"Recurring","status":"Pending",)"
      R"("because":{"offerId":"text","release":3,"response":"Accept","actionId":"text-Accept-1","action":"1",)"
      R"("type":"Modify","code":"Add","rule":"component added to the owned base","inputs":{"asset":"m1"}}}]})");
}

}  // namespace
}  // namespace proffer::transport::response_json
