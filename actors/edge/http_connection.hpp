// One TCP connection speaking HTTP/1.1, and what it needs of the server. Not for use outside the
// server.
#pragma once

#include "actors/edge/http_server.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <memory>

namespace proffer::edge {

// All of these are thread-safe and return at once. A connection owns itself through its pending
// operations.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual void serve() = 0;   // answers requests until one side closes
  virtual void refuse() = 0;  // answers 503 and closes
  virtual void stop() = 0;    // closes now if no request is in flight, else after its answer
  virtual void wake() = 0;    // a stream may have more to say
};

// What the connections share; outlives them.
struct ConnectionHost : std::enable_shared_from_this<ConnectionHost> {
  explicit ConnectionHost(HttpOptions given) : options(std::move(given)) {}
  virtual ~ConnectionHost() = default;
  virtual void forget(const std::shared_ptr<Connection>& connection) = 0;  // it has closed

  const HttpOptions options;
  HttpHandler handler;
  std::atomic<bool> stopping{false};
};

std::shared_ptr<Connection> make_connection(ConnectionHost& host,
                                            boost::asio::ip::tcp::socket socket);

}  // namespace proffer::edge
