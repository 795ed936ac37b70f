// The command line's contract: data on stdout, notes on stderr, exit codes that mean something.
#include "tests/e2e/process.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

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
  const auto items = boost::json::parse(again.out);
  for (const auto& item : items.as_array()) {
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

TEST(CommandLineAlone, TellsItsVersionAndSettings) {
  EXPECT_THAT(run_proffer({"-o", "json", "version"}).out, StartsWith("{\"version\":\""));
  const auto explained = run_proffer({"config", "explain", "http.port", "--set", "http.port=9"});
  EXPECT_EQ(explained.status, 0);
  EXPECT_THAT(explained.out, HasSubstr("http.port\t9\tflag"));
  EXPECT_THAT(run_proffer({"serve", "--print-config"}).out, HasSubstr("[http]"));
}

TEST(CommandLineAlone, AMisspeltWordIsRefusedWithTheOneThatWasMeant) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"ordre", "list"}, "Did you mean 'order'?"},
      {{"order", "gett", "x"}, "Did you mean 'get'?"},
      {{"offer", "refresh-cahce"}, "Did you mean 'refresh-cache'?"},
      {{"order", "list", "--acount", "A-1"}, "Did you mean '--account'?"},
      {{"order", "list", "--acount=A-1"}, "Did you mean '--account'?"},
  };
  for (const auto& [words, meant] : cases) {
    const auto refused = run_proffer(words);
    EXPECT_EQ(refused.status, 2) << meant;
    EXPECT_THAT(refused.out, IsEmpty()) << meant;
    EXPECT_THAT(refused.notes, HasSubstr(meant));
  }
  EXPECT_THAT(run_proffer({"order", "xylophone"}).notes, testing::Not(HasSubstr("Did you mean")));
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
