// The command line's contract: data on stdout, notes on stderr, exit codes that mean something.
#include "tests/e2e/process.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace proffer::e2e {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// A node with the sample catalogue and accounts, and commands that talk to it.
class CommandLine : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<Folder>();
    node_ = std::make_unique<NodeProcess>(*folder_ / "log");
    ASSERT_TRUE(node_->running()) << node_->output();
    const auto applied = proffer({"offer", "apply", "-f", sample("catalogue.json")});
    ASSERT_EQ(applied.status, 0) << applied.notes;
    const auto others = (*folder_ / "organizations.json").string();
    std::ofstream(others) << R"({"organizations":[{"name":"Sales"},{"name":"North"}]})";
    ASSERT_EQ(proffer({"offer", "apply", "-f", others}).status, 0);
  }
  static void TearDownTestSuite() {
    EXPECT_EQ(node_->stop(), 0) << node_->output();
    node_.reset();
    folder_.reset();
  }
  static Finished proffer(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--url", node_->url()});
    return run_proffer(arguments);
  }

  static inline std::unique_ptr<Folder> folder_;
  static inline std::unique_ptr<NodeProcess> node_;
};

TEST_F(CommandLine, AFileAppliedAgainChangesNothing) {
  const auto again = proffer({"-o", "json", "offer", "apply", "-f", sample("catalogue.json")});
  EXPECT_EQ(again.status, 0) << again.notes;
  const auto answer = boost::json::parse(again.out);
  for (const auto& item : answer.at("items").as_array()) {
    EXPECT_EQ(item.at("result").as_string(), "unchanged") << item;
  }
}

TEST_F(CommandLine, ADryRunWritesNothing) {
  const Folder scratch;
  std::ofstream(scratch / "new.json")
      << R"({"products":[{"id":"p-new","name":"Something New","kind":"Simple"}]})";
  const auto dry =
      proffer({"-o", "json", "offer", "apply", "--dry-run", "-f", (scratch / "new.json").string()});
  EXPECT_EQ(dry.status, 0) << dry.notes;
  EXPECT_THAT(dry.out, HasSubstr("created"));
  const auto again =
      proffer({"-o", "json", "offer", "apply", "--dry-run", "-f", (scratch / "new.json").string()});
  EXPECT_EQ(again.out, dry.out);
}

TEST_F(CommandLine, AResponseBecomesAnOrderThatCanBeListedAndShown) {
  const auto sent =
      proffer({"-o", "json", "response", "send", "--account", "A-1001", "--offer", "internet-500"});
  ASSERT_EQ(sent.status, 0) << sent.notes;
  const auto outcome = boost::json::parse(sent.out);
  EXPECT_EQ(outcome.at("outcome").as_string(), "order");
  const std::string id(outcome.at("documentId").as_string());
  const auto shown = proffer({"-o", "json", "order", "get", id});
  ASSERT_EQ(shown.status, 0) << shown.notes;
  EXPECT_FALSE(boost::json::parse(shown.out).at("lines").as_array().empty());
  const auto listed = proffer({"-o", "name", "order", "list", "--account", "A-1001"});
  EXPECT_THAT(listed.out, HasSubstr(id + "\n"));
  EXPECT_THAT(proffer({"order", "list"}).out, StartsWith("ID\tACCOUNT\t"));
  EXPECT_THAT(proffer({"--no-headers", "--fields", "id", "order", "get", id}).out, HasSubstr(id));
}

TEST_F(CommandLine, JsonHasTheShapeOfTheHttpInterface) {
  const auto page = proffer({"-o", "json", "account", "list", "--limit", "1"});
  ASSERT_EQ(page.status, 0) << page.notes;
  const auto list = boost::json::parse(page.out);
  EXPECT_EQ(list.at("items").as_array().size(), 1U);
  EXPECT_EQ(list.at("next"), list.at("items").at(0).at("id"));
  const auto all = proffer({"-o", "json", "account", "list", "--limit", "1000"});
  EXPECT_FALSE(boost::json::parse(all.out).as_object().contains("next")) << all.out;

  const std::vector<std::string> more_than_one = {"response", "send",    "--account",
                                                  "A-1007",   "--offer", "unlimited-text"};
  const auto table = proffer(more_than_one);
  EXPECT_THAT(table.out, HasSubstr("REASON\t")) << table.notes;
  auto words = more_than_one;
  words.insert(words.begin(), {"-o", "json"});
  const auto rejected = boost::json::parse(proffer(words).out);
  EXPECT_EQ(rejected.at("outcome").as_string(), "rejected");
  EXPECT_FALSE(rejected.as_object().contains("reason")) << rejected;
}

TEST_F(CommandLine, AWriteTellsItsKeyAndIsCarriedOutOnceForIt) {
  const std::vector<std::string> send = {"response", "send",    "--account",
                                         "A-1004",   "--offer", "internet-500"};
  EXPECT_THAT(proffer(send).notes, HasSubstr("idempotency key "));
  const auto sent = [&](const std::string& key) {
    auto words = send;
    words.insert(words.begin(), {"-o", "json"});
    words.insert(words.end(), {"--idempotency-key", key});
    const auto done = proffer(words);
    EXPECT_EQ(done.status, 0) << done.notes;
    EXPECT_THAT(done.notes, testing::Not(HasSubstr("idempotency key"))) << "it was given";
    return boost::json::parse(done.out).as_object();
  };
  EXPECT_FALSE(sent("once").contains("repeated"));
  EXPECT_TRUE(sent("once").contains("repeated"));
  const auto dry =
      proffer({"response", "send", "--account", "A-1004", "--offer", "internet-500", "--dry-run"});
  EXPECT_THAT(dry.notes, testing::Not(HasSubstr("idempotency key"))) << "it writes nothing";
}

TEST_F(CommandLine, AnImportCanBeTriedAndRepeatedWithoutASecondEffect) {
  const Folder scratch;
  const auto file = (scratch / "responses.jsonl").string();
  const auto line = [](const std::string& account) {
    return R"({"accountId":")" + account +
           R"(","offerId":"internet-500","response":"Accept","channel":"web"})";
  };
  std::ofstream(file) << line("A-1005") << '\n' << line("nobody") << '\n';
  const auto rows = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"-o", "json", "response", "import", file});
    const auto done = proffer(more);
    EXPECT_EQ(done.status, 8) << "one account is not there: " << done.notes;
    const auto answer = boost::json::parse(done.out);
    return answer.at("items").as_array();
  };
  const auto before = proffer({"account", "get", "A-1005"}).out;
  const auto tried = rows({"--dry-run"});
  ASSERT_EQ(tried.size(), 1U);
  EXPECT_TRUE(tried.at(0).at("simulated").as_bool());
  EXPECT_EQ(proffer({"account", "get", "A-1005"}).out, before) << "nothing was written";
  EXPECT_THAT(proffer({"--progress", "json", "response", "import", "--dry-run", file}).notes,
              HasSubstr(R"({"progress":"responses","done":2,)"));
  const auto first = rows({"--idempotency-key", "file-1"});
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first.at(0).at("outcome"), tried.at(0).at("outcome"));
  const auto again = rows({"--idempotency-key", "file-1"});
  ASSERT_EQ(again.size(), 1U);
  EXPECT_TRUE(again.at(0).as_object().contains("repeated"));
}

TEST_F(CommandLine, WithVerboseEachRequestIsNoted) {
  const auto listed = proffer({"-v", "order", "list"});
  EXPECT_EQ(listed.status, 0);
  EXPECT_THAT(listed.notes, HasSubstr("/v1/orders?limit=100: 200, "));
  EXPECT_THAT(proffer({"order", "list"}).notes, IsEmpty());
}

TEST_F(CommandLine, TheExitStatusSaysWhatWentWrong) {
  EXPECT_EQ(proffer({"order", "get", "A-1001-O999"}).status, 5);
  EXPECT_EQ(
      proffer({"response", "send", "--account", "nobody", "--offer", "unlimited-text"}).status, 5);
  EXPECT_EQ(proffer({"response", "send", "--account", "A-1001", "--offer", "no-such-offer"}).status,
            1);
  EXPECT_EQ(proffer({"order", "gett", "x"}).status, 2);
  EXPECT_EQ(proffer({"offer", "apply", "-f", "/no/such/file"}).status, 2);
  EXPECT_EQ(run_proffer({"--url", "http://127.0.0.1:1", "order", "list"}).status, 7);
  EXPECT_EQ(run_proffer({"log", "stats", "--data", "/no/such/folder"}).status, 5);
  EXPECT_EQ(run_proffer({"serve", "--set", "http.prot=1"}).status, 2);
}

TEST_F(CommandLine, AMistakeInAFileIsNamedWithItsPlaceAndNothingIsApplied) {
  const Folder scratch;
  std::ofstream(scratch / "bad.json")
      << R"({"products":[{"id":"p-bad","name":"Bad","kind":"Simpel"}]})";
  const auto bad = proffer({"offer", "apply", "-f", (scratch / "bad.json").string()});
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.out, testing::Not(HasSubstr("p-bad")));
  EXPECT_THAT(bad.notes, HasSubstr("/products/0/kind"));
  EXPECT_THAT(bad.notes, HasSubstr("Simple"));
}

TEST_F(CommandLine, TheLogIsReadBesideTheRunningNode) {
  const auto data = (*folder_ / "log").string();
  const auto cat = run_proffer({"log", "cat", "--data", data, "--shard", "0", "--limit", "1"});
  EXPECT_EQ(cat.status, 0) << cat.notes;
  EXPECT_THAT(cat.out, StartsWith("0:0 "));
  EXPECT_THAT(cat.out, HasSubstr("shard.created v1"));
  const auto verified = run_proffer({"log", "verify", "--data", data});
  EXPECT_EQ(verified.status, 0) << verified.notes;
  EXPECT_EQ(run_proffer({"log", "stats", "--data", data}).status, 0);
}

TEST_F(CommandLine, ALogIsCopiedIntoAnotherOneWithTheSameEvents) {
  const auto data = (*folder_ / "log").string();
  const auto copy = (*folder_ / "copy").string();
  const auto resharded = run_proffer({"log", "copy", data, copy, "--shards", "7"});
  EXPECT_EQ(resharded.status, 1);
  EXPECT_THAT(resharded.notes, HasSubstr("LOG_COPY_SHARDS"));
  const auto copied = run_proffer({"log", "copy", data, copy});
  EXPECT_EQ(copied.status, 0) << copied.notes;
  EXPECT_EQ(run_proffer({"log", "verify", "--data", copy}).status, 0);
  const auto again = run_proffer({"log", "copy", data, copy});
  EXPECT_EQ(again.status, 6) << again.notes;
}

struct Asked {
  std::vector<std::string> words;
  int status;
  const char* out;    // is in what it prints
  const char* notes;  // is in what it notes
};

void expect_each(const std::vector<Asked>& table,
                 const std::function<Finished(std::vector<std::string>)>& run) {
  for (const auto& asked : table) {
    std::string line;
    for (const auto& word : asked.words) line += ' ' + word;
    SCOPED_TRACE("proffer" + line);
    const auto done = run(asked.words);
    EXPECT_EQ(done.status, asked.status) << done.out << done.notes;
    EXPECT_THAT(done.out, HasSubstr(asked.out));
    EXPECT_THAT(done.notes, HasSubstr(asked.notes));
    if (done.status != 0) {
      EXPECT_THAT(done.out, IsEmpty()) << "what is wrong is no data";
    }
  }
}

TEST_F(CommandLine, EachQuestionIsAnsweredAndAWrongIdIsNotFound) {
  ASSERT_EQ(proffer({"response", "send", "--account", "A-1002", "--offer", "internet-500"}).status,
            0);
  ASSERT_EQ(proffer({"response", "send", "--account", "B-2001", "--offer", "internet-500"}).status,
            0);
  expect_each(
      {
          {{"order", "explain", "A-1002-O1"}, 0, "internet-500", ""},
          {{"order", "explain", "A-1002-O1", "--line", "99"}, 5, "", "LINE_NOT_FOUND"},
          {{"order", "explain", "A-1002-O9"}, 5, "", "ORDER_NOT_FOUND"},
          {{"quote", "list", "--account", "B-2001"}, 0, "B-2001-Q1", ""},
          {{"quote", "get", "B-2001-Q1"}, 0, "B-2001-Q1", ""},
          {{"quote", "get", "B-2001-Q9"}, 5, "", "QUOTE_NOT_FOUND"},
          {{"quote", "explain", "B-2001-Q1"}, 0, "internet-500", ""},
          {{"account", "list", "--limit", "2"}, 0, "A-1001", ""},
          {{"account", "get", "A-1001"}, 0, "A-1001", ""},
          {{"account", "get", "nobody"}, 5, "", "ACCOUNT_NOT_FOUND"},
          {{"account", "recommend", "nobody"}, 5, "", "ACCOUNT_NOT_FOUND"},
          {{"account", "recommend", "A-1001"}, 0, "", ""},
          {{"account", "summary", "A-1001"}, 0, "", ""},
          {{"account", "summary", "nobody"}, 5, "", "ACCOUNT_NOT_FOUND"},
          {{"offer", "list", "--account", "A-1001"}, 0, "internet-500", ""},
          {{"offer", "get", "no-such-offer"}, 5, "", "OFFER_NOT_FOUND"},
          {{"offer", "simulate", "--account", "A-1001", "--offer", "internet-500"}, 0, "", ""},
          {{"offer", "simulate", "--account", "nobody", "--offer", "internet-500"},
           5,
           "",
           "ACCOUNT_NOT_FOUND"},
          {{"response", "import", "/no/such/file"}, 2, "", "FILE_UNREADABLE"},
      },
      proffer);
}

TEST_F(CommandLine, AProblemInAFileNamesTheOfferResponseAndActionOrTheAccount) {
  const Folder scratch;
  const auto file = (scratch / "bad.json").string();
  std::ofstream(file) << R"({"offers":[{"id":"maps","name":"Maps","organizations":["Sales"],
    "responses":[{"response":"Accept","actions":[
      {"name":"add it","type":"New","code":"Add","baseProduct":"no-such-product"}]}]}]})";
  EXPECT_THAT(proffer({"offer", "apply", "-f", file}).notes,
              HasSubstr("[offer Maps, response Accept, action add it, field baseProduct]"));
  std::ofstream(file) << R"({"accounts":[{"id":"A-9","assets":[{"id":"a","productId":"none"}]}]})";
  EXPECT_THAT(proffer({"offer", "apply", "-f", file}).notes, HasSubstr("  in account A-9\n"));
}

TEST_F(CommandLine, AnOfferIsDefinedStepByStep) {
  const Folder scratch;
  const auto header = (scratch / "films.json").string();
  std::ofstream(header) << R"({"id":"films","name":"Films","organizations":["Sales"]})";
  const auto action = (scratch / "action.json").string();
  std::ofstream(action)
      << R"({"response":"Accept","type":"New","code":"Add","baseProduct":"no-such-product"})";
  const auto name = (scratch / "name.json").string();
  std::ofstream(name) << R"({"name":"Movies"})";
  expect_each(
      {
          {{"offer", "create", "--user", "ana", "-f", header}, 0, "films", ""},
          {{"offer", "create", "--user", "ana", "-f", header}, 6, "", "OFFER_EXISTS"},
          {{"offer", "lock", "films", "--user", "ben"}, 6, "", "OFFER_LOCKED"},
          {{"offer", "edit", "films", "--user", "ana", "-f", name}, 0, "changed", ""},
          {{"offer", "do", "films", "add-action", "--user", "ana", "-f", action},
           1,
           "",
           "BASE_UNKNOWN"},
          {{"offer", "unlock", "films", "--user", "ana"}, 0, "films", ""},
          {{"offer", "edit", "films", "--user", "ana", "-f", name}, 6, "", "OFFER_NOT_LOCKED"},
          {{"offer", "lock", "films", "--user", "ana"}, 0, "films", ""},
          {{"offer", "release", "films", "--user", "ana"}, 0, "films", ""},
          {{"offer", "refresh-cache", "no-such-offer", "--user", "ana"}, 5, "", "OFFER_NOT_FOUND"},
      },
      proffer);
}

TEST_F(CommandLine, S1_5_AnOfferIsForItsCreatorsOrganizationAndSeenByIt) {
  const Folder scratch;
  const auto header = (scratch / "maps.json").string();
  std::ofstream(header) << R"({"id":"maps","name":"Maps"})";
  const auto news = (scratch / "news.json").string();
  std::ofstream(news) << R"({"offers":[{"id":"news","name":"News"}]})";
  expect_each(
      {
          {{"offer", "create", "--user", "ana", "-f", header}, 1, "", "OFFER_ORG_REQUIRED"},
          {{"offer", "create", "--user", "ana", "--organization", "North", "-f", header},
           0,
           "maps",
           ""},
          {{"offer", "apply", "--organization", "North", "-f", news}, 0, "news", ""},
          {{"offer", "definitions", "--organization", "north"}, 0, "news", ""},
          {{"offer", "definition", "maps", "--organization", "north"}, 0, "North", ""},
          {{"offer", "definition", "maps", "--organization", "South"}, 5, "", "OFFER_NOT_FOUND"},
          {{"offer", "unlock", "maps", "--user", "ana", "--organization", "South"},
           5,
           "",
           "OFFER_NOT_FOUND"},
      },
      proffer);
}

TEST_F(CommandLine, S1_5a_WhatIsDefinedIsShownToItsAuthors) {
  const Folder scratch;
  const auto modes = (scratch / "modes.json").string();
  std::ofstream(modes) << R"({"modes":[{"mode":"Any","searchSpec":"[Asset Id]=[Root Asset Id]"}]})";
  expect_each(
      {
          {{"offer", "definitions"}, 0, "tv-starter", ""},
          {{"offer", "definitions", "--name", "no such*"}, 0, "ORGANIZATIONS", ""},
          {{"offer", "definition", "tv-starter"}, 0, "RESPONSE", ""},
          {{"offer", "definition", "tv-starter", "--inactive"}, 0, "INACTIVE", ""},
          {{"offer", "definition", "no-such-offer"}, 5, "", "OFFER_NOT_FOUND"},
          {{"message-type", "list"}, 0, "SUPPRESS REPETITION", ""},
          {{"message-type", "suppress", "Nothing", "Accept"}, 1, "", "MSGTYPE_UNKNOWN"},
          {{"variable-map", "list"}, 0, "Variable Map - Row Set", ""},
          {{"variable-map", "do", "Own", "lock", "--user", "ana"}, 0, "changed", ""},
          {{"variable-map", "do", "Own", "change", "-f", modes, "--user", "ana"}, 0, "changed", ""},
          {{"variable-map", "do", "Own", "release", "--user", "ben"}, 6, "", "VARIABLE_MAP_LOCKED"},
          {{"variable-map", "do", "Own", "release", "--user", "ana"}, 0, "changed", ""},
      },
      proffer);
}

TEST_F(CommandLine, S1_5a_ADefinitionListsTheWorkSpaceAmongItsVersionsAndAllThatHangsBelowIt) {
  const Folder scratch;
  const auto file = (scratch / "albums.json").string();
  std::ofstream(file) << R"({
    "products": [{"id": "song", "name": "Song"}, {"id": "song-2", "name": "Song 2"},
                 {"id": "album", "name": "Album", "kind": "Customizable", "relationships": [
                    {"name": "First", "domain": ["song", "song-2"]},
                    {"name": "Bonus", "domain": ["song"]}]}],
    "offers": [{"id": "albums", "name": "Albums", "organizations": ["Sales"],
      "start": "2026-01-01T00:00:00Z", "end": "2030-01-01T00:00:00Z",
      "recommendations": [{"id": "r1", "subjectProduct": "album", "reason": "A bonus",
                           "translations": [{"languageCode": "FRA", "text": "Un bonus"}]}],
      "responses": [{"response": "Accept", "actions": [
        {"type": "Modify", "code": "Add", "baseProduct": "album", "componentProduct": "song",
         "componentPath": "Album/Bonus:Song"},
        {"type": "Modify", "code": "Add", "baseProduct": "album", "userInput": true,
         "namedParameter": "ComponentProduct",
         "domain": [{"parameterId": "p1", "value": "song-2"}]}]}]}]})";
  expect_each({{{"offer", "apply", "-f", file}, 0, "albums", ""},
               {{"offer", "lock", "albums", "--user", "ana"}, 0, "albums", ""}},
              proffer);
  const auto shown = proffer({"offer", "definition", "albums"});
  ASSERT_EQ(shown.status, 0) << shown.notes;
  const std::string window = "2026-01-01T00:00:00.000Z\t2030-01-01T00:00:00.000Z\ttrue\t";
  EXPECT_THAT(shown.out, HasSubstr("VERSION\tSTART\tEND\tACTIVE\tLOCKED\n1\t" + window +
                                   "\nWork Space\t" + window + "true\n"));
  EXPECT_THAT(shown.out, HasSubstr("\tsong\tAlbum/Bonus:Song\t"));
  EXPECT_THAT(shown.out, HasSubstr("CHOICE\tSEQUENCE\tCOMPONENT PRODUCT\tPATH\t"));
  EXPECT_THAT(shown.out, HasSubstr("RECOMMENDATION\tCODE\tLANGUAGE\tREASON\n"
                                   "r1\tFRA\tFrench\tUn bonus\n"));
}

TEST_F(CommandLine, S3_7_AChoiceIsShownMadeAndCancelled) {
  const Folder scratch;
  std::ofstream(scratch / "pick.json")
      << R"({"offers":[{"id":"pick-texts","name":"Pick Texts","organizations":["Northern Telecom"],
           "message":"How many texts?","responses":[{"response":"Accept","actions":[
             {"type":"Modify","code":"Add","baseProduct":"mobile-service",
              "namedParameter":"ComponentProduct","userInput":true,"domain":[
                {"parameterId":"p1","value":"text-200"},
                {"parameterId":"p2","value":"text-unlimited","displayName":"All you like"}]}]}]}]})";
  const auto applied = proffer({"offer", "apply", "-f", (scratch / "pick.json").string()});
  ASSERT_EQ(applied.status, 0) << applied.notes;
  const auto send = [](const std::string& account, std::vector<std::string> more) {
    more.insert(more.begin(), {"response", "send", "--account", account, "--offer", "pick-texts"});
    return proffer(more);
  };
  const auto web = send("A-1010", {});
  EXPECT_EQ(web.status, 1) << web.out;
  EXPECT_THAT(web.out, HasSubstr("SEQUENCE\tPARAMETER\tLABEL\n1\tp1\tText 200\n"
                                 "2\tp2\tAll you like\n"));
  EXPECT_THAT(web.notes, HasSubstr("--parameter PARAMETER"));
  EXPECT_THAT(send("A-1010", {"--dry-run"}).out, HasSubstr("2\tp2\tAll you like\n"));
  const auto brought = send("A-1010", {"--parameter", "p2"});
  EXPECT_EQ(brought.status, 0) << brought.notes;
  EXPECT_THAT(brought.out, HasSubstr("A-1010-O1"));

  const auto asked = send("A-1013", {"--channel", "sms"});
  EXPECT_EQ(asked.status, 0) << asked.notes;
  EXPECT_THAT(asked.out, HasSubstr("How many texts?"));
  EXPECT_THAT(asked.out, HasSubstr("1\tp1\tText 200\n"));
  EXPECT_THAT(asked.notes, HasSubstr("proffer response choose A-1013-W1 --parameter PARAMETER"));
  EXPECT_THAT(asked.notes, HasSubstr("proffer response cancel A-1013-W1"));
  expect_each(
      {
          {{"response", "choose", "A-1013-W1", "--parameter", "p9"},
           1,
           "",
           "NAMED_PARAM_NOT_IN_DOMAIN"},
          {{"response", "choose", "A-1013-W1", "--parameter", "p1", "--action", "another"},
           1,
           "",
           "NAMED_PARAM_WRONG_ACTION"},
          {{"response", "choose", "A-1013-W9", "--parameter", "p1"}, 5, "", "WORKFLOW_NOT_FOUND"},
          {{"response", "choose", "A-1013-W1", "--parameter", "p1"}, 0, "A-1013-O1", ""},
          {{"response", "cancel", "A-1013-W1"}, 1, "", "WORKFLOW_NOT_WAITING"},
          {{"account", "recommend", "A-1013", "--mode", "1"}, 0, "", ""},
          {{"account", "recommend", "A-1013", "--mode", "7"}, 1, "", "MODE_INVALID"},
      },
      proffer);
  EXPECT_EQ(send("A-1008", {"--channel", "ivr"}).status, 0);
  EXPECT_THAT(proffer({"response", "cancel", "A-1008-W1"}).out, HasSubstr("cancelled"));
}

TEST_F(CommandLine, ActivitiesAreListedAndCompleted) {
  expect_each(
      {{{"account", "activities", "A-1003"}, 0, "DUE", ""},
       {{"account", "activities", "A-1003", "--status", "Open"}, 0, "ASSIGNEE", ""},
       {{"account", "create-activity", "A-1003", "--type", "Call", "--description", "Ask why"},
        0,
        "A-1003-A",
        ""},
       {{"account", "create-activity", "A-1003", "--type", " "}, 1, "", "ACTIVITY_TYPE_REQUIRED"},
       {{"account", "activities", "A-1003", "--status", "Open"}, 0, "Ask why", ""},
       {{"account", "complete-activity", "A-1003", "A-1003-A99"}, 5, "", "ACTIVITY_NOT_FOUND"},
       {{"account", "set-balance", "A-1003", "50.00", "--dry-run"}, 0, "50.00", ""},
       {{"account", "activities", "nobody"}, 5, "", "ACCOUNT_NOT_FOUND"}},
      proffer);
}

TEST_F(CommandLine, AQuoteThatIsNotThereDoesNotExpire) {
  expect_each({{{"quote", "expire", "A-1003-Q99"}, 5, "", "DOC_NOT_FOUND"},
               {{"quote", "expire", "A-1003-Q99", "--dry-run"}, 5, "", "DOC_NOT_FOUND"}},
              proffer);
}

TEST_F(CommandLine, AProjectTravels) {
  const Folder scratch;
  const auto file = (scratch / "spring.xml").string();
  const auto bad = (scratch / "bad.xml").string();
  std::ofstream(bad) << "<nothing";
  expect_each(
      {
          {{"project", "create", "Spring", "--start", "2026-03-01"}, 0, "Spring", ""},
          {{"project", "create", "Spring", "--start", "2026-04-01"}, 6, "", "PROJECT_NAME_TAKEN"},
          {{"project", "export", "Spring"}, 6, "", "PROJECT_EMPTY"},
          {{"project", "add", "Spring", "tv-starter"}, 0, "tv-starter", ""},
          {{"project", "add", "Spring", "no-such-offer"}, 5, "", "OFFER_NOT_FOUND"},
          {{"project", "add", "Summer", "tv-starter"}, 5, "", "PROJECT_NOT_FOUND"},
          {{"project", "list"}, 0, "Spring", ""},
          {{"project", "export", "Spring", "-f", file}, 0, "", ""},
          {{"project", "export", "Spring", "-f", "/no/such/folder/file"}, 2, "", "FILE_UNWRITABLE"},
          {{"project", "release", "Spring", "--user", "ana"}, 6, "", "OFFER_NOT_LOCKED"},
          {{"project", "import", "Spring", "-f", bad}, 1, "", "IMPORT_MALFORMED"},
          {{"project", "import", "Spring", "-f", file, "--user", "ana"},
           0,
           "tv-starter\tTV Starter\ttrue\tana",
           ""},
          {{"project", "release", "Spring", "--user", "ana"},
           0,
           "tv-starter\tTV Starter\tfalse\t",
           ""},
          {{"offer", "definition", "tv-starter", "--fields", "versions.#,cacheStale"},
           0,
           "versions.#\t3\ncacheStale\tfalse\n",
           ""},
          {{"project", "remove", "Spring", "tv-starter"}, 0, "", ""},
      },
      proffer);
}

TEST_F(CommandLine, S2_1_RulesNeedCheck_WhoReleasesAnOfferIsWarnedOfRulesThatAreIgnored) {
  const Folder scratch;
  const auto file = (scratch / "quiet.json").string();
  std::ofstream(file) << R"({"offers":[{"id":"quiet","name":"Quiet","organizations":["Sales"],)"
                         R"("eligibilityRules":[{"type":"Available","city":"Lyon"}]}]})";
  const char* warning = "select Check Eligibility";
  expect_each({{{"offer", "apply", "-f", file}, 0, warning, ""},
               {{"offer", "lock", "quiet", "--user", "ana"}, 0, "quiet", ""},
               {{"offer", "release", "quiet", "--user", "ana"}, 0, warning, ""},
               {{"project", "create", "Quiet", "--start", "2026-03-01"}, 0, "Quiet", ""},
               {{"project", "add", "Quiet", "quiet"}, 0, "quiet", ""},
               {{"offer", "lock", "quiet", "--user", "ana"}, 0, "quiet", ""},
               {{"project", "release", "Quiet", "--user", "ana"}, 0, warning, ""}},
              proffer);
}

// The candidates for the last word.
std::vector<std::string> completed(const std::string& url, std::vector<std::string> words) {
  words.insert(words.begin(), {"__complete", "--url", url});
  const auto done = run_proffer(words);
  EXPECT_EQ(done.status, 0);
  EXPECT_THAT(done.notes, IsEmpty());
  std::vector<std::string> lines;
  std::istringstream out(done.out);
  for (std::string line; std::getline(out, line);) lines.push_back(line);
  return lines;
}

TEST_F(CommandLine, AWordIsCompletedWithCommandsOptionsValuesAndIdsOfTheNode) {
  using testing::ElementsAre;
  const std::string& url = node_->url();
  EXPECT_THAT(completed(url, {"ord"}), ElementsAre("order"));
  EXPECT_THAT(completed(url, {"completion", ""}), ElementsAre("bash", "fish", "zsh"));
  EXPECT_THAT(completed(url, {"order", "list", "--out"}), ElementsAre("--output"));
  EXPECT_THAT(completed(url, {"-o", "json"}), ElementsAre("json", "jsonl"));
  EXPECT_THAT(completed(url, {"membership", "list", "--status", ""}),
              ElementsAre("Active", "Inactive"));
  EXPECT_THAT(completed(url, {"account", "get", "A-1001"}), ElementsAre("A-1001"));
  EXPECT_THAT(completed(url, {"account", "get", "--as-of", "-2h", "A-1001"}),
              ElementsAre("A-1001"));
  EXPECT_THAT(completed(url, {"response", "send", "--account", "A-100"}), testing::SizeIs(9));
  EXPECT_THAT(completed(url, {"offer", "simulate", "--offer", "internet-5"}),
              ElementsAre("internet-500"));
  EXPECT_THAT(completed(url, {"offer", "apply", "-f", ""}), IsEmpty()) << "files are the shell's";
  EXPECT_THAT(completed(url, {"order", "get", "--no-such", "xyz"}), IsEmpty());
  EXPECT_THAT(completed("http://127.0.0.1:1", {"account", "get", ""}), IsEmpty());
}

TEST_F(CommandLine, AnIdThatIsNotThereIsToldWithTheOneThatWasMeant) {
  expect_each({{{"account", "get", "A-10011"}, 5, "", "Did you mean 'A-1001'?"},
               {{"offer", "get", "interent-500"}, 5, "", "Did you mean 'internet-500'?"},
               {{"offer", "simulate", "--account", "A-1O01", "--offer", "internet-500"},
                5,
                "",
                "Did you mean 'A-1001'?"}},
              proffer);
  const auto rejected =
      proffer({"response", "send", "--account", "A-1001", "--offer", "internet-5OO"});
  EXPECT_EQ(rejected.status, 1);
  EXPECT_THAT(rejected.notes, HasSubstr("Did you mean 'internet-500'?"));
  EXPECT_THAT(proffer({"account", "get", "xylophone"}).notes,
              testing::Not(HasSubstr("Did you mean")));
}

TEST_F(CommandLine, AMomentIsATimeAWhileAgoOrAPosition) {
  const auto data = (*folder_ / "log").string();
  const auto shown = [](const Finished& done) {
    EXPECT_EQ(done.status, 0) << done.notes;
    return done.out;
  };
  expect_each({{{"account", "get", "A-1001", "--as-of", "@100000"}, 0, "A-1001", ""},
               {{"account", "get", "A-1001", "--as-of", "-2d"}, 5, "", "ACCOUNT_NOT_FOUND"},
               {{"account", "get", "A-1001", "--as-of", "-2y"}, 1, "", "AS_OF_INVALID"},
               {{"membership", "list", "--account", "A-1001", "--as-of", "@100000"}, 0, "", ""},
               {{"log", "cat", "--data", data, "--since", "soon"}, 2, "", "MOMENT_INVALID"}},
              proffer);
  const auto part = [&](std::vector<std::string> bounds) {
    bounds.insert(bounds.begin(), {"log", "cat", "--data", data, "--shard", "0"});
    return shown(run_proffer(bounds));
  };
  const std::string all = part({});
  const auto beginning = [&](std::size_t lines) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < lines; ++i) end = all.find('\n', end) + 1;
    return all.substr(0, end);
  };
  EXPECT_EQ(part({"--until", "@3"}), beginning(3));
  EXPECT_EQ(part({"--since", "@1", "--until", "@3"}), beginning(3).substr(beginning(1).size()));
  EXPECT_THAT(part({"--since", "@3"}), StartsWith("0:3 "));
  EXPECT_EQ(part({"--since", "-1d", "--limit", "1"}), beginning(1));
  EXPECT_EQ(part({"--until", "-1h"}), "");
  const std::string first_time = all.substr(4, all.find(' ', 4) - 4);
  EXPECT_THAT(part({"--until", first_time}), StartsWith(beginning(1)));
  EXPECT_THAT(part({"--since", first_time}), testing::Not(HasSubstr(first_time)));
}

TEST_F(CommandLine, AFileThatBreaksAnOfferBesideItSaysSoAndTextsOfSeveralLinesStayInTheirRow) {
  const Folder scratch;
  const auto file = (scratch / "kazoo.json").string();
  std::ofstream(file) << R"({"products":[{"id":"kazoo","name":"Kazoo"}],)"
                         R"("offers":[{"id":"toot","name":"Toot","organizations":["Sales"],)"
                         R"("message":"One.\r\nTwo.","responses":[{"response":"Accept",)"
                         R"("actions":[{"type":"New","code":"Add","baseProduct":"kazoo"}]}]}]})";
  const auto gone = (scratch / "gone.json").string();
  std::ofstream(gone) << R"({"products":[{"id":"kazoo","name":"Kazoo","active":false}]})";
  const char* warning =
      "warning: Product 'Kazoo' is inactive and cannot be added. (offer Toot, response Accept, "
      "action 1)";
  expect_each({{{"offer", "apply", "-f", file}, 0, "toot", ""},
               {{"offer", "definition", "toot"}, 0, "message\tOne.  Two.\n", ""},
               {{"offer", "apply", "-f", gone, "--dry-run"}, 0, "kazoo", warning},
               {{"offer", "apply", "-f", gone, "-o", "json"}, 0, R"("BASE_INACTIVE")", warning}},
              proffer);
}

TEST(CommandLineAlone, WhatNeedsNoNodeSaysWhatIsWrongByItsStatus) {
  const Folder empty;
  const auto data = (empty / "none").string();
  expect_each(
      {
          {{"help", "exit-codes"}, 0, "5 not found", ""},
          {{"help", "environment"}, 0, "PROFFER_URL", ""},
          {{"help", "formats"}, 0, "jsonl", ""},
          {{"config", "explain", "http.prot"}, 5, "", "Did you mean 'http.port'?"},
          {{"config", "explain", "http.port", "--color", "always"}, 0, "\x1b[1mSETTING", ""},
          {{"--color", "always", "config", "explain", "none"}, 5, "", "\x1b[31mproffer:"},
          {{"--color", "sometimes", "config", "show"}, 2, "", "--color"},
          {{"config", "show"}, 0, "http.port", ""},
          {{"config", "explain", "http.prot"}, 5, "", "SETTING_UNKNOWN"},
          {{"log", "cat", "--data", data}, 5, "", "LOG_NOT_FOUND"},
          {{"log", "verify", "--data", data}, 5, "", "LOG_NOT_FOUND"},
          {{"log", "copy", data, data + "2"}, 5, "", "LOG_NOT_FOUND"},
          {{"log", "copy", data, empty.path().string()}, 6, "", "LOG_COPY_TARGET"},
          {{"topic", "check"}, 2, "", "BROKERS_REQUIRED"},
          {{"topic", "create"}, 2, "", "BROKERS_REQUIRED"},
          {{"serve", "--check-config"}, 0, "", "the settings are good"},
          {{"serve", "--check-config", "--set", "http.port=none"}, 2, "", "SETTING_INVALID"},
          {{"--url", "nonsense", "order", "list"}, 2, "", "URL_INVALID"},
          {{"--url", "http://127.0.0.1:1", "project", "list"}, 7, "", "NODE_UNAVAILABLE"},
      },
      run_proffer);
}

TEST(CommandLineAlone, TellsItsVersionAndSettings) {
  EXPECT_THAT(run_proffer({"-o", "json", "version"}).out, StartsWith("{\"version\":\""));
  const auto explained = run_proffer({"config", "explain", "http.port", "--set", "http.port=9"});
  EXPECT_EQ(explained.status, 0);
  EXPECT_THAT(explained.out, HasSubstr("http.port\t9\tflag"));
  EXPECT_THAT(run_proffer({"serve", "--print-config"}).out, HasSubstr("[http]"));
}

TEST(CommandLineAlone, ItsManualPageHoldsEveryCommandInMacrosThatAre) {
  const auto page = run_proffer({"help", "man"});
  EXPECT_EQ(page.status, 0) << page.notes;
  EXPECT_THAT(page.out, StartsWith(".TH proffer 1 "));
  for (const char* part :
       {"\n.SS serve\n", "\n.SS order explain id\n", "\n.SS response import file\n",
        "\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fITEXT", "\\fB\\-\\-idempotency\\-key\\fR",
        "\n.SH EXIT STATUS\n", "\n5 not found\n"}) {
    EXPECT_THAT(page.out, HasSubstr(part));
  }
  const std::set<std::string> macros = {".TH", ".SH", ".SS", ".TP", ".nf", ".fi"};
  std::istringstream lines(page.out);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_FALSE(line.starts_with('\'')) << line;
    EXPECT_TRUE(!line.starts_with('.') || macros.contains(line.substr(0, 3))) << line;
  }
}

// As a shell splits it; behind the program's name.
std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  std::string word;
  while (in >> std::ws && in.peek() != EOF) {
    if (in.peek() == '\'') {
      in.get();
      std::getline(in, word, '\'');
    } else {
      in >> word;
    }
    words.push_back(word);
  }
  words.erase(words.begin());
  return words;
}

// Every command's help shows command lines that the program takes.
TEST(CommandLineAlone, HelpBeginsWithExamplesThatAreRight) {
  const Folder folder;
  const NodeProcess node(folder / "log");
  std::istringstream page(run_proffer({"help", "man"}).out);
  const std::set<std::string> starts_a_node = {"dev", "serve"};
  std::vector<std::pair<std::string, int>> examples;  // of each command and group, in their order
  for (std::string line; std::getline(page, line);) {
    std::erase(line, '\\');
    if (line.starts_with(".SS ")) examples.emplace_back(line.substr(4) + ' ', 0);
    if (examples.empty() || !line.starts_with("proffer ")) continue;
    SCOPED_TRACE(line);
    const auto words = words_of(line);
    ++examples.back().second;
    EXPECT_TRUE(examples.back().first.starts_with(words[0] + ' '));
    if (starts_a_node.contains(words[0]) || words[0] == "topic") continue;
    const auto done = [&] {
      auto all = words;
      all.insert(all.begin(), {"--url", node.url()});
      return run_proffer(all);
    }();
    EXPECT_THAT(done.notes, testing::Not(HasSubstr("Run with --help"))) << "it is not understood";
  }
  EXPECT_GE(examples.size(), 80u);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const auto& [path, count] = examples[i];
    const bool group = i + 1 < examples.size() && examples[i + 1].first.starts_with(path);
    EXPECT_EQ(count > 0, !group) << path;
  }
  EXPECT_THAT(run_proffer({"order", "--help"}).out,
              HasSubstr("\n\n  proffer order get A-1001-O1\n"));
}

TEST(CommandLineAlone, AMisspeltWordIsRefusedWithTheOneThatWasMeant) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"ordre", "list"}, "Did you mean 'order'?"},
      {{"order", "gett", "x"}, "Did you mean 'get'?"},
      {{"offer", "refresh-cahce"}, "Did you mean 'refresh-cache'?"},
      {{"order", "list", "--acount", "A-1"}, "Did you mean '--account'?"},
      {{"order", "list", "--acount=A-1"}, "Did you mean '--account'?"},
      {{"order", "list", "-o", "jason"}, "Did you mean 'json'?"},
      {{"ordre", "list"}, "'ordre' is no command of 'proffer'."},
      {{"order", "gett"}, "'gett' is no command of 'proffer order'."},
  };
  for (const auto& [words, meant] : cases) {
    const auto refused = run_proffer(words);
    EXPECT_EQ(refused.status, 2) << meant;
    EXPECT_THAT(refused.out, IsEmpty()) << meant;
    EXPECT_THAT(refused.notes, HasSubstr(meant));
  }
  EXPECT_THAT(run_proffer({"order", "xylophone"}).notes, testing::Not(HasSubstr("Did you mean")));
}

// What bash would show for a line; words as it splits them.
std::string completed_by_bash(const std::string& words) {
  const Folder scratch;
  const auto script = (scratch / "completion.bash").string();
  std::ofstream(script) << run_proffer({"completion", "bash"}).out << "COMP_WORDS=(" << words
                        << ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_proffer\n"
                        << "printf '%s ' \"${COMPREPLY[@]}\" > " << script << ".out\n";
  EXPECT_EQ(std::system(("bash " + script).c_str()), 0);
  std::ostringstream out;
  out << std::ifstream(script + ".out").rdbuf();
  return out.str();
}

TEST(CommandLineAlone, AShellIsToldHowToComplete) {
  EXPECT_EQ(completed_by_bash(program() + " quo"), "quote ");
  EXPECT_EQ(completed_by_bash(program() + " log ve"), "verify ");
  EXPECT_EQ(completed_by_bash(program() + " help ''"), "environment exit-codes formats man ");
  EXPECT_THAT(run_proffer({"completion", "zsh"}).out, HasSubstr("compdef _proffer proffer"));
  EXPECT_THAT(run_proffer({"completion", "fish"}).out, HasSubstr("complete -c proffer"));
  EXPECT_EQ(run_proffer({"completion", "tcsh"}).status, 2);
}

TEST(CommandLineAlone, TwoNodesDoNotShareAFolder) {
  const Folder folder;
  const NodeProcess first(folder / "log");
  ASSERT_TRUE(first.running()) << first.output();
  const auto second = run_proffer({"serve", "--data", (folder / "log").string(), "--port", "0"});
  EXPECT_EQ(second.status, 6);
  EXPECT_THAT(second.notes, HasSubstr("LOG_LOCKED"));
}

}  // namespace
}  // namespace proffer::e2e
