// What the command line changes of an account: memberships, and documents on their way.
#include "tests/e2e/process.hpp"
#include "tests/e2e/shop.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace proffer::e2e {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// A node that knows the web shop and its customers.
class AccountCommands : public testing::Test {
 protected:
  void SetUp() override {
    node_ = std::make_unique<NodeProcess>(folder_ / "log");
    ASSERT_TRUE(node_->running()) << node_->output();
    json::object all = json::parse(shop::catalogue_json()).as_object();
    json::array accounts;
    for (const auto& [id, body] : shop::customers()) accounts.push_back(json::parse(body));
    all["accounts"] = std::move(accounts);
    std::ofstream(folder_ / "shop.json") << json::serialize(all);
    done({"offer", "apply", "-f", (folder_ / "shop.json").string()});
  }
  Finished proffer(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--url", node_->url()});
    return run_proffer(arguments);
  }
  // What it printed; it has to succeed.
  std::string done(const std::vector<std::string>& arguments) const {
    const auto finished = proffer(arguments);
    EXPECT_EQ(finished.status, 0) << testing::PrintToString(arguments) << finished.notes;
    return finished.out;
  }
  // What the command shows, once the projections have it.
  void shows(const std::vector<std::string>& arguments, const std::string& text) const {
    std::string out;
    EXPECT_TRUE(eventually([&]() -> bool {
      out = done(arguments);
      return out.find(text) != std::string::npos;
    })) << text
        << " is not in\n"
        << out;
  }

  const Folder folder_;
  std::unique_ptr<NodeProcess> node_;
};

TEST_F(AccountCommands, AMembershipIsMadeLookedAtAndEnded) {
  done({"membership", "create-group", "--account", "C-9", "--definition", "Family"});
  shows({"membership", "groups", "--account", "C-9"}, "C-9-G1");
  done({"membership", "associate", "--group", "C-9-G1", "--definition", "Double-only", "--asset",
        "DP"});
  shows({"membership", "list", "--account", "C-9"}, "C-9-M1");
  EXPECT_THAT(done({"membership", "get", "C-9-M1"}), HasSubstr("Active"));
  const auto refused = proffer({"membership", "transfer", "C-9-M1", "--asset", "IS"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.notes, HasSubstr("does not cover"));
  EXPECT_THAT(done({"membership", "penalty", "--account", "C-9", "--asset", "DP", "--target",
                    "Medium-Triple-Play-Bundle"}),
              HasSubstr("104.97"));
  const auto tried = proffer({"membership", "disconnect", "C-9-M1", "--dry-run"});
  EXPECT_EQ(tried.status, 0);
  EXPECT_THAT(tried.out, HasSubstr("30.00"));
  EXPECT_THAT(tried.notes, HasSubstr("nothing was changed"));
  EXPECT_THAT(done({"membership", "list", "--status", "Inactive"}), Not(HasSubstr("C-9-M1")));
  EXPECT_THAT(done({"membership", "disconnect", "C-9-M1"}), HasSubstr("30.00"));
  shows({"membership", "list", "--status", "Inactive"}, "C-9-M1");
  EXPECT_EQ(proffer({"membership", "get", "C-9-M9"}).status, 5);
}

TEST_F(AccountCommands, AnOrderIsSubmittedAndCompletedAnotherCancelled) {
  const std::string order = "C-7-O1", second = "C-7-O2";
  done({"response", "send", "--account", "C-7", "--asset", "DP", "--offer",
        "Medium-Triple-Play-upgrade"});
  const auto early = proffer({"order", "complete", order});
  EXPECT_EQ(early.status, 6);
  EXPECT_THAT(early.notes, HasSubstr("ORDER_NOT_SUBMITTED"));
  EXPECT_THAT(done({"order", "submit", order, "--idempotency-key", "once"}), HasSubstr("Open"));
  EXPECT_THAT(done({"order", "submit", order, "--idempotency-key", "once"}), HasSubstr("Open"))
      << "the same command again, as after a time-out";
  const auto second_time = proffer({"order", "submit", order});
  EXPECT_EQ(second_time.status, 6);
  EXPECT_THAT(second_time.notes, HasSubstr("idempotency key "));
  EXPECT_THAT(second_time.notes, HasSubstr("ORDER_ALREADY_SUBMITTED"));
  EXPECT_THAT(done({"order", "complete", order, "--dry-run"}), HasSubstr("Complete"));
  shows({"order", "get", order}, "Open");
  EXPECT_THAT(done({"order", "complete", order}), HasSubstr("Complete"));
  shows({"order", "get", order}, "Complete");
  EXPECT_EQ(proffer({"order", "cancel", order}).status, 6) << "it is done with";

  done({"response", "send", "--account", "C-7", "--offer", "Leave-triple"});
  EXPECT_THAT(done({"order", "cancel", second, "--reason", "changed their mind"}),
              HasSubstr("Cancelled"));
  shows({"order", "get", second}, "Cancelled");
}

}  // namespace
}  // namespace proffer::e2e
