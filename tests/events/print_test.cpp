// The two spellings of an event: for people, and for other programs.
#include "events/codec/codec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace proffer::codec {
namespace {

using ::testing::HasSubstr;

TEST(Text, NamesEveryFieldOnOneLine) {
  const ShardProgress progress{
      .published = 7, .reacted = 8, .outputs = {{"proffer.order.v1", 0, 42}, {"x", 1, -1}}};
  EXPECT_EQ(to_text(progress),
            "shard.progress v1 {published=7 reacted=8 outputs=["
            "{topic=\"proffer.order.v1\" partition=0 end=42} {topic=\"x\" partition=1 end=-1}]}");
}

TEST(Text, ShowsEnumeratorsByNameAndAbsentValuesAsNone) {
  ProductDefined event{{.id = {"P1"}, .kind = ProductKind::promotion_group}};
  event.product.effective_to = Instant{5};
  const std::string text = to_text(event);
  EXPECT_THAT(text, HasSubstr("id=\"P1\" "));
  EXPECT_THAT(text,
              HasSubstr(" kind=promotion_group active=true effective_from=none effective_to=5 "));
  LineAdded added;
  added.line.action = LineAction::delete_;
  EXPECT_THAT(to_text(added), HasSubstr(" action=delete "));
}

TEST(Text, SpellsOutWhatDoesNotPrint) {
  const CommandRefused event{.command_type = "a\n\"\\\xc3\xa9", .command = {"\xff\x01z"}};
  EXPECT_EQ(to_text(event),
            "command.refused v2 {problems=[] command_type=\"a\\x0a\\\"\\\\\xc3\xa9\" "
            "command=b\"\\xff\\x01z\"}");
}

TEST(Text, ShowsACommandAsItsJson) {
  EXPECT_THAT(to_text(CommandRefused{.command = {R"({"account":"A-1"})"}}),
              HasSubstr(R"( command={"account":"A-1"}})"));
}

TEST(Json, ShowsACommandAsItsJson) {
  EXPECT_THAT(to_json(CommandRefused{.command = {R"({"account":"A-1"})"}}),
              HasSubstr(R"("command":{"account":"A-1"}})"));
  EXPECT_THAT(to_json(CommandRefused{.command = {"{}\n{}"}}), HasSubstr(R"("command":{"base64":)"));
}

TEST(Json, IsAnObjectOfTypeSchemaAndFields) {
  const ShardProgress progress{
      .published = 7, .reacted = 8, .outputs = {{"a", 0, 42}, {"b", 1, -1}}};
  EXPECT_EQ(to_json(progress),
            R"({"type":"shard.progress","schema":1,"fields":{"published":7,"reacted":8,"outputs":[)"
            R"({"topic":"a","partition":0,"end":42},{"topic":"b","partition":1,"end":-1}]}})");
}

TEST(Json, HasOpaqueBytesAndStrangeTextsAsBase64) {
  const auto json = [](std::string text, std::string bytes) {
    return to_json(CommandRefused{.command_type = std::move(text), .command = {std::move(bytes)}});
  };
  EXPECT_THAT(json("\xc3\xa9\n\"", "M"), HasSubstr("\"command_type\":\"\xc3\xa9\\u000a\\\"\""));
  EXPECT_THAT(json("", "M"), HasSubstr(R"("command":{"base64":"TQ=="})"));
  EXPECT_THAT(json("", "Ma"), HasSubstr(R"("command":{"base64":"TWE="})"));
  EXPECT_THAT(json("", "Man"), HasSubstr(R"("command":{"base64":"TWFu"})"));
  for (const char* strange :
       {"\xff", "\x80", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80"}) {
    EXPECT_THAT(json(strange, ""), HasSubstr(R"("command_type":{"base64":)")) << strange;
  }
}

}  // namespace
}  // namespace proffer::codec
