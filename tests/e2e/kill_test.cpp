// A node killed at random moments under load loses nothing it has acknowledged and does nothing
// twice.
#include "actors/edge/http_client.hpp"
#include "tests/e2e/process.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <sstream>
#include <thread>

namespace proffer::e2e {
namespace {

// Clients that send responses, each with a key and correlation of its own, until told to stop.
class Load {
 public:
  Load(std::string url, int run, std::size_t clients) {
    for (std::size_t client = 0; client < clients; ++client) {
      threads_.emplace_back([this, url, run, client] {
        for (int n = 0; !stopped_; ++n)
          send(url, fmt::format("r{}-c{}-{}", run, client, n),
               client + static_cast<std::size_t>(n));
      });
    }
  }
  std::size_t acknowledged_count() {
    const std::lock_guard lock(mutex_);
    return acknowledged_.size();
  }
  // The keys of all acknowledged responses.
  std::set<std::string> stop() {
    stopped_ = true;
    threads_.clear();
    return std::move(acknowledged_);
  }

 private:
  void send(const std::string& url, const std::string& key, std::size_t number) {
    const auto body = fmt::format(
        R"({{"accountId":"A-{}","offerId":"premium-movie-package","response":"Accept","channel":"web"}})",
        1001 + number % 20);
    const auto answer = edge::request(
        "POST", url + "/v1/responses",
        {{"Content-Type", "application/json"}, {"Idempotency-Key", key}, {"X-Correlation-Id", key}},
        body, 5'000);
    if (!answer || answer->status >= 300) return;
    const std::lock_guard lock(mutex_);
    acknowledged_.insert(key);
  }

  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::set<std::string> acknowledged_;
  std::vector<std::jthread> threads_;
};

// How often each correlation stands in the log with an outcome.
std::map<std::string, int> outcomes_in_log(const std::filesystem::path& data) {
  std::map<std::string, int> outcomes;
  for (const char* type : {"account.offer_response_logged", "account.offer_application_failed"}) {
    const auto cat =
        run_proffer({"-o", "json", "log", "cat", "--data", data.string(), "--type", type});
    EXPECT_EQ(cat.status, 0) << cat.notes;
    std::istringstream lines(cat.out);
    for (std::string line; std::getline(lines, line);) {
      const auto event = boost::json::parse(line);
      ++outcomes[std::string(event.at("correlation").as_string())];
    }
  }
  return outcomes;
}

TEST(KilledNode, LosesNoAcknowledgedResponseAndCarriesNoneOutTwice) {
  const Folder folder;
  const auto data = folder / "log";
  {
    NodeProcess node(data);
    ASSERT_TRUE(node.running()) << node.output();
    const auto applied =
        run_proffer({"--url", node.url(), "offer", "apply", "-f", sample("catalogue.json")});
    ASSERT_EQ(applied.status, 0) << applied.notes;
    EXPECT_EQ(node.stop(), 0) << node.output();
  }
  const unsigned seed = std::random_device{}();
  RecordProperty("seed", std::to_string(seed));
  std::mt19937 random(seed);
  std::set<std::string> acknowledged;
  for (int run = 0; run < 5; ++run) {
    NodeProcess node(data);
    ASSERT_TRUE(node.running()) << node.output();
    Load load(node.url(), run, 4);
    const auto enough = std::uniform_int_distribution<std::size_t>(1, 300)(random);
    ASSERT_TRUE(eventually([&] { return load.acknowledged_count() >= enough; })) << node.output();
    node.stop(SIGKILL);
    acknowledged.merge(load.stop());
    const auto verified = run_proffer({"log", "verify", "--data", data.string()});
    ASSERT_EQ(verified.status, 0) << verified.notes << " seed " << seed;
  }
  const auto outcomes = outcomes_in_log(data);
  for (const auto& key : acknowledged) {
    EXPECT_TRUE(outcomes.contains(key)) << key << " was acknowledged and is lost; seed " << seed;
  }
  for (const auto& [key, times] : outcomes) EXPECT_EQ(times, 1) << key << "; seed " << seed;
}

TEST(KilledNode, GivesARepeatedRequestItsFirstAnswerAfterTheRestart) {
  const Folder folder;
  const std::vector<edge::HttpHeader> headers = {{"Content-Type", "application/json"},
                                                 {"Idempotency-Key", "once"}};
  const std::string body =
      R"({"accountId":"A-1001","offerId":"unlimited-text","response":"Reject","channel":"web"})";
  std::string first;
  {
    NodeProcess node(folder / "log");
    ASSERT_EQ(
        run_proffer({"--url", node.url(), "offer", "apply", "-f", sample("catalogue.json")}).status,
        0);
    const auto answer = edge::request("POST", node.url() + "/v1/responses", headers, body, 5'000);
    ASSERT_TRUE(answer) << answer.error().detail;
    ASSERT_LT(answer->status, 300) << answer->body;
    first = answer->body;
    node.stop(SIGKILL);
  }
  NodeProcess node(folder / "log");
  const auto again = edge::request("POST", node.url() + "/v1/responses", headers, body, 5'000);
  ASSERT_TRUE(again) << again.error().detail;
  auto answer = boost::json::parse(again->body).as_object();
  EXPECT_TRUE(answer["repeated"].as_bool());
  answer.erase("repeated");
  EXPECT_EQ(answer, boost::json::parse(first).as_object());
}

}  // namespace
}  // namespace proffer::e2e
