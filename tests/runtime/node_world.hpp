// A node on a real log in a temporary folder, and ways to ask it and to look into its log.
#pragma once

#include "actors/runtime/node.hpp"
#include "tests/runtime/faulty_log.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace proffer::runtime {

inline constexpr auto patience = std::chrono::seconds{30};

inline StreamId account(const std::string& id) { return {Category::account, id}; }

// Defines the account under this name: one event, AccountDefined.
Request define(const std::string& id, const std::string& name);
// An answer to an offer that nobody has defined.
Request respond(const std::string& id, const std::string& offer = "O-1");
Request define_product(const std::string& id);
inline Request with_key(Request request, const std::string& key, std::uint64_t hash = 1) {
  request.header.request_key = key;
  request.header.request_hash = hash;
  return request;
}
inline Request from_record(Request request, std::uint64_t offset) {
  request.header.cause = {Cause::Kind::record, 1, offset};
  return request;
}

class World {
 public:
  World();
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  void start();
  void restart();
  void restart_with(NodeOptions changed);

  std::future<Reply> submit(Request request);
  static Reply answer_of(std::future<Reply> reply);
  Reply ask(Request request);

  std::vector<RecordedEvent> stream(const StreamId& id) const;
  // The names an account was given, in order.
  std::vector<std::string> names(const std::string& id) const;

  NodeOptions options;
  std::vector<Follower> followers;
  std::atomic<std::int64_t> clock = 1'700'000'000'000;
  std::atomic<int> fatal = 0;
  std::unique_ptr<FaultyLog> log;
  std::unique_ptr<Node> node;

 private:
  static std::filesystem::path new_folder();

  const std::filesystem::path folder_;
};

}  // namespace proffer::runtime
