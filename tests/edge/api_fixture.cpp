#include "tests/edge/api_fixture.hpp"

#include "store/table.hpp"

#include <cstdlib>
#include <utility>

namespace proffer::edge {

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "proffer-edge-XXXXXX").string();
  path_ = ::mkdtemp(name.data());
}

Folder::~Folder() { std::filesystem::remove_all(path_); }

void Doorkeeper::submit(runtime::Request request, std::function<void(runtime::Reply)> reply) {
  if (full) {
    runtime::Reply overloaded;
    overloaded.kind = runtime::Reply::Kind::overloaded;
    overloaded.retry_after_ms = 2'500;
    return reply(std::move(overloaded));
  }
  node_.submit(std::move(request), [this, reply = std::move(reply)](runtime::Reply answer) {
    if (!holding) return reply(std::move(answer));
    const std::lock_guard lock(mutex_);
    held_.push_back([reply, answer = std::move(answer)] { reply(answer); });
  });
}

std::size_t Doorkeeper::held() const {
  const std::lock_guard lock(mutex_);
  return held_.size();
}

void Doorkeeper::let_go() {
  holding = false;
  const std::lock_guard lock(mutex_);
  for (const auto& reply : held_) reply();
  held_.clear();
}

Instant wall_time() {
  return {std::chrono::duration_cast<std::chrono::milliseconds>(
              std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

House::House(ApiOptions options)
    : log_(opened(folder_)),
      documents_(log_->tables()),
      accounts_(log_->tables()),
      memberships_(log_->tables()),
      server({}),
      node_(*log_, node_options(),
            {follower(document_rows_), follower(account_rows_), follower(membership_rows_),
             follower(metrics_), waker()}),
      gate(node_),
      api(parts(), options) {
  const auto started = server.start([this](HttpRequest request, Respond respond) {
    api.handle(std::move(request), std::move(respond));
  });
  EXPECT_TRUE(started) << started.error().detail;
}

House::~House() {
  for (const auto& [projection, held] : held_) let_go(projection);
  gate.let_go();
  server.stop();
  node_.stop();
}

HttpResponse House::ask(const std::string& method, const std::string& target, std::string body,
                        std::vector<HttpHeader> headers) {
  auto answer = ask_later(method, target, std::move(body), std::move(headers));
  if (answer.wait_for(patience) != std::future_status::ready) {
    ADD_FAILURE() << method << ' ' << target << " was not answered";
    return {.status = 0};
  }
  return answer.get();
}

std::future<HttpResponse> House::ask_later(const std::string& method, const std::string& target,
                                           std::string body, std::vector<HttpHeader> headers) {
  HttpRequest request;
  request.method = method;
  const auto question = target.find('?');
  request.path = target.substr(0, question);
  if (question != std::string::npos) request.query = target.substr(question + 1);
  request.headers = std::move(headers);
  request.body = std::move(body);
  auto promise = std::make_shared<std::promise<HttpResponse>>();
  api.handle(std::move(request),
             [promise](HttpResponse response) { promise->set_value(std::move(response)); });
  return promise->get_future();
}

HttpResponse House::respond(const std::string& account, const std::string& response,
                            const std::string& key) {
  std::vector<HttpHeader> headers = {{"Content-Type", "application/json"}};
  if (!key.empty()) headers.push_back({"Idempotency-Key", key});
  return ask("POST", "/v1/responses", response_body(account, response), std::move(headers));
}

std::string House::response_body(const std::string& account, const std::string& response) {
  return R"({"accountId":")" + account + R"(","offerId":"texting","response":")" + response +
         R"(","channel":"web"})";
}

void House::furnish() {
  const auto catalogue = ask("PUT", "/v1/catalogue", catalogue_body);
  ASSERT_EQ(catalogue.status, 200) << catalogue.body;
  for (const char* account : {"A-1", "A-2", "B-1"}) {
    const auto defined = ask("PUT", std::string("/v1/accounts/") + account, account_body(account));
    ASSERT_EQ(defined.status, 201) << defined.body;
    wait_for(std::string(defined.header("Proffer-Position")));
  }
}

std::string House::account_body(const std::string& id) {
  return R"({"id":")" + id + R"(","name":"Somebody","type":")" +
         (id[0] == 'A' ? "Residential" : "Business") +
         R"(","organization":"Shop","priceList":"Standard","currency":"EUR"})";
}

void House::wait_for(const std::string& position) {
  const auto colon = position.find(':');
  const auto shard = static_cast<ShardId>(std::stoul(position));
  const auto end = std::stoull(position.substr(colon + 1));
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (const char* name : {"documents", "accounts", "memberships", "metrics"}) {
    EXPECT_TRUE(node_.wait_for(name, shard, end, deadline)) << name << " is behind " << position;
  }
}

std::unique_ptr<store::Log> House::opened(const Folder& folder) {
  store::LogOptions options;
  options.folder = folder.path();
  options.now = wall_time;
  options.new_log_id = "0123456789abcdef0123456789abcdef";
  auto log = store::Log::open(std::move(options));
  EXPECT_TRUE(log) << log.error().detail;
  return std::move(*log);
}

runtime::NodeOptions House::node_options() {
  runtime::NodeOptions options;
  options.now = wall_time;
  options.on_fatal = [](const store::StoreError& error) { ADD_FAILURE() << error.detail; };
  return options;
}

runtime::Follower House::follower(projections::Projection& projection) {
  const std::string name{projection.name()};
  return {name, [this, &projection, &held = held_[name]](ShardId shard) {
            held.wait(true);
            return projections::catch_up(projection, *log_, log_->tables(), shard, 1'000);
          }};
}

void House::let_go(const std::string& projection) {
  held_.at(projection) = false;
  held_.at(projection).notify_all();
}

runtime::Follower House::waker() {
  return {"waker", [this](ShardId shard) {
            server.wake_streams();
            return store::Result<Position>(log_->end(shard));
          }};
}

ApiParts House::parts() {
  return {.gate = gate,
          .log = *log_,
          .documents = documents_,
          .accounts = accounts_,
          .memberships = memberships_,
          .metrics = metrics_,
          .now = wall_time,
          .new_id = [this] { return "id-" + std::to_string(++ids_); },
          .after = [this](int ms, std::function<void()> run) { server.after(ms, std::move(run)); },
          .reached = [this](std::string_view projection,
                            ShardId shard) { return node_.position_of(projection, shard); },
          .readiness = [this] { return checks; },
          .live_aggregates = [this] { return node_.stats().live; }};
}

boost::json::object body_of(const HttpResponse& response) {
  boost::json::error_code malformed;
  auto value = boost::json::parse(response.body, malformed);
  EXPECT_FALSE(malformed) << response.body;
  return value.is_object() ? value.as_object() : boost::json::object{};
}

std::string text_in(const HttpResponse& response, std::string_view pointer) {
  boost::json::error_code malformed;
  const auto value = boost::json::parse(response.body, malformed);
  const auto* found = malformed ? nullptr : value.find_pointer(pointer, malformed);
  if (found == nullptr) return "(no " + std::string(pointer) + ")";
  return found->is_string() ? std::string(found->as_string()) : boost::json::serialize(*found);
}

}  // namespace proffer::edge
