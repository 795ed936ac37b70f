// The whole interface over a real log and node in a temporary folder, asked with and without
// sockets.
#pragma once

#include "actors/edge/api.hpp"
#include "actors/edge/http_server.hpp"
#include "actors/runtime/node.hpp"
#include "store/log.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::edge {

constexpr auto patience = std::chrono::seconds(20);

// A folder that is gone when the test is.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Passes commands on to the node; can keep its answers back, or turn commands away as a full node
// does.
class Doorkeeper final : public runtime::Gate {
 public:
  explicit Doorkeeper(runtime::Gate& node) : node_(node) {}

  void submit(runtime::Request request, std::function<void(runtime::Reply)> reply) override;
  std::shared_ptr<const domain::Catalogue> catalogue() const override { return node_.catalogue(); }

  std::size_t held() const;
  void let_go();

  std::atomic<bool> holding{false};
  std::atomic<bool> full{false};

 private:
  runtime::Gate& node_;
  mutable std::mutex mutex_;
  std::vector<std::function<void()>> held_;
};

Instant wall_time();

// One product, one offer that adds it, one customer of each kind.
inline constexpr const char* catalogue_body = R"({
  "products": [{"id": "text", "name": "Unlimited Text", "kind": "Simple", "listPrice": "5.00"}],
  "offers": [{"id": "texting", "name": "Texting", "organizations": ["Shop"], "responses": [
    {"response": "Accept", "actions": [{"type": "New", "code": "Add", "baseProduct": "text"}]},
    {"response": "Reject"}]}]})";

class House {
 public:
  explicit House(ApiOptions options = {});
  ~House();

  HttpResponse ask(const std::string& method, const std::string& target, std::string body = "",
                   std::vector<HttpHeader> headers = {{"Content-Type", "application/json"}});
  std::future<HttpResponse> ask_later(const std::string& method, const std::string& target,
                                      std::string body, std::vector<HttpHeader> headers);
  // A response of a customer; `key` is the Idempotency-Key.
  HttpResponse respond(const std::string& account, const std::string& response = "Accept",
                       const std::string& key = "");
  static std::string response_body(const std::string& account, const std::string& response);
  // Puts the catalogue and the customers A-1 (Residential), A-2 and B-1 (Business) in place.
  void furnish();
  static std::string account_body(const std::string& id);
  // The projection shows nothing new, or does again.
  void hold(const std::string& projection) { held_.at(projection) = true; }
  void let_go(const std::string& projection);
  // Until the projections show what was answered with this position.
  void wait_for(const std::string& position);
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(server.port()) + path;
  }
  store::Log& log() { return *log_; }

 private:
  static std::unique_ptr<store::Log> opened(const Folder& folder);
  static runtime::NodeOptions node_options();
  runtime::Follower follower(projections::Projection& projection);
  runtime::Follower waker();
  ApiParts parts();

  Folder folder_;
  std::unique_ptr<store::Log> log_;
  projections::Documents document_rows_;
  projections::Accounts account_rows_;
  projections::Memberships membership_rows_;
  Metrics metrics_{{.version = "1.2.3", .commit = "abc", .label_values_max = 2}};
  projections::DocumentQueries documents_;
  projections::AccountQueries accounts_;
  projections::MembershipQueries memberships_;
  std::atomic<int> ids_{0};
  std::map<std::string, std::atomic<bool>> held_;  // by projection

 public:
  HttpServer server;

 private:
  runtime::Node node_;

 public:
  std::vector<ReadinessCheck> checks = {{"log", true, "open"}};
  Doorkeeper gate;
  Api api;
};

boost::json::object body_of(const HttpResponse& response);
std::string text_in(const HttpResponse& response, std::string_view pointer);

}  // namespace proffer::edge
