#include "actors/edge/http_server.hpp"

#include "actors/edge/http_connection.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_set>

namespace proffer::edge {

namespace net = boost::asio;
using std::chrono::milliseconds;

class HttpCore final : public ConnectionHost {
 public:
  explicit HttpCore(HttpOptions given)
      : ConnectionHost(std::move(given)),
        context_(static_cast<int>(options.threads)),
        waiting_for_answers_(context_.get_executor()),
        acceptor_(net::make_strand(context_)) {}

  tl::expected<void, HttpError> listen(HttpHandler given);
  void after(int delay_ms, std::function<void()> run);
  void wake_streams();
  void stop();
  void forget(const std::shared_ptr<Connection>& connection) override;
  std::uint16_t port() const { return port_; }

 private:
  void accept();
  void welcome(net::ip::tcp::socket socket);
  std::vector<std::shared_ptr<Connection>> connections() const;

  net::io_context context_;  // destroyed last: it holds the connections' pending operations
  // A request that a handler still thinks about is no work that the context knows of.
  net::executor_work_guard<net::io_context::executor_type> waiting_for_answers_;
  net::ip::tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  std::vector<std::thread> threads_;
  std::atomic<bool> wake_pending_{false};
  mutable std::mutex mutex_;
  std::condition_variable none_left_;
  std::unordered_set<std::shared_ptr<Connection>> connections_;
};

tl::expected<void, HttpError> HttpCore::listen(HttpHandler given) {
  handler = std::move(given);
  const std::string where = options.address + ":" + std::to_string(options.port);
  const auto failed = [&](const char* what, const boost::system::error_code& error) {
    return tl::unexpected(HttpError{std::string(what) + " " + where + ": " + error.message()});
  };
  boost::system::error_code error;
  const auto address = net::ip::make_address(options.address, error);
  if (error) return failed("not an IP address:", error);
  const net::ip::tcp::endpoint endpoint(address, options.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(net::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
  if (!error) port_ = acceptor_.local_endpoint(error).port();
  if (error) return failed("cannot listen on", error);
  accept();
  for (std::size_t i = 0; i < options.threads; ++i) {
    threads_.emplace_back([this] { context_.run(); });
  }
  return {};
}

void HttpCore::accept() {
  acceptor_.async_accept(net::make_strand(context_),
                         [this](boost::system::error_code error, net::ip::tcp::socket socket) {
                           if (!acceptor_.is_open()) return;
                           if (error)
                             return after(50, [this] {
                               net::post(acceptor_.get_executor(), [this] { accept(); });
                             });  // out of file descriptors: others will close
                           welcome(std::move(socket));
                           accept();
                         });
}

void HttpCore::welcome(net::ip::tcp::socket socket) {
  boost::system::error_code ignored;
  socket.set_option(net::ip::tcp::no_delay(true), ignored);
  const std::lock_guard lock(mutex_);
  const std::size_t open = connections_.size();
  if (stopping || open >= options.connections_max + options.connections_refused_max) return;
  const auto connection = make_connection(*this, std::move(socket));
  connections_.insert(connection);
  open < options.connections_max ? connection->serve() : connection->refuse();
}

void HttpCore::forget(const std::shared_ptr<Connection>& connection) {
  const std::lock_guard lock(mutex_);
  connections_.erase(connection);
  if (connections_.empty()) none_left_.notify_all();
}

std::vector<std::shared_ptr<Connection>> HttpCore::connections() const {
  const std::lock_guard lock(mutex_);
  return {connections_.begin(), connections_.end()};
}

void HttpCore::after(int delay_ms, std::function<void()> run) {
  const auto timer = std::make_shared<net::steady_timer>(context_, milliseconds(delay_ms));
  timer->async_wait([timer, run = std::move(run)](boost::system::error_code error) {
    if (!error) run();
  });
}

void HttpCore::wake_streams() {
  if (wake_pending_.exchange(true)) return;
  after(options.wake_interval_ms, [this] {
    wake_pending_ = false;
    for (const auto& connection : connections()) connection->wake();
  });
}

void HttpCore::stop() {
  if (stopping.exchange(true)) return;
  net::post(acceptor_.get_executor(), [this] {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
  });
  for (const auto& connection : connections()) connection->stop();
  {
    std::unique_lock lock(mutex_);
    none_left_.wait_for(lock, milliseconds(options.stop_ms_max),
                        [this] { return connections_.empty(); });
  }
  context_.stop();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  const std::lock_guard lock(mutex_);
  connections_.clear();
}

HttpServer::HttpServer(HttpOptions options)
    : core_(std::make_shared<HttpCore>(std::move(options))) {}
HttpServer::~HttpServer() { core_->stop(); }
tl::expected<void, HttpError> HttpServer::start(HttpHandler handler) {
  return core_->listen(std::move(handler));
}
std::uint16_t HttpServer::port() const { return core_->port(); }
void HttpServer::after(int delay_ms, std::function<void()> run) {
  core_->after(delay_ms, std::move(run));
}
void HttpServer::wake_streams() { core_->wake_streams(); }
void HttpServer::stop() { core_->stop(); }

}  // namespace proffer::edge
