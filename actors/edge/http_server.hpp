// HTTP/1.1 over TCP: connections, limits and time-outs. Boost.Beast is behind it and does not show
// here.
#pragma once

#include "actors/edge/http.hpp"
#include "events/values.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace proffer::edge {

// Bytes, milliseconds and counts. What is over a limit is answered (413, 414, 431, 503) or, where
// nobody reads or writes any more, disconnected.
struct HttpOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any that is free
  std::size_t threads = 1;
  std::size_t connections_max = 1024;
  std::size_t connections_refused_max =
      64;  // beyond connections_max: being told 503; more are closed at once
  std::size_t requests_max = 100'000;        // on one connection
  std::size_t header_bytes_max = 16 * 1024;  // request line and headers
  std::size_t url_bytes_max = 4 * 1024;
  std::size_t body_bytes_max = 1024 * 1024;
  int idle_ms_max = 60'000;           // between requests
  int header_ms_max = 10'000;         // from a request's first byte to the end of its headers
  int body_ms_max = 30'000;           // for the rest of it
  int write_ms_max = 30'000;          // for an answer, or one chunk of a stream, to be taken
  int stop_ms_max = 10'000;           // for requests in flight when the server stops
  int heartbeat_ms = 15'000;          // of a stream that has nothing to say
  int wake_interval_ms = 10;          // streams look for more at most this often
  std::function<Instant()> now = {};  // for the Date header; none: no such header
};

struct HttpError {
  std::string detail;  // what failed, and where
};

class HttpCore;

class HttpServer {
 public:
  explicit HttpServer(HttpOptions options);
  ~HttpServer();  // stops
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Listens and answers. `handler` is called on an I/O thread and must not block; once.
  tl::expected<void, HttpError> start(HttpHandler handler);
  std::uint16_t port() const;

  // Runs `run` on an I/O thread after that time; never once the server has stopped. Thread-safe.
  void after(int delay_ms, std::function<void()> run);
  // Tells the streams that there may be more for them. Thread-safe and cheap.
  void wake_streams();

  // Accepts no more, answers what is in flight, ends the streams; returns when all is closed or
  // `stop_ms_max` is over. Answers that come later go nowhere.
  void stop();

 private:
  std::shared_ptr<HttpCore> core_;
};

}  // namespace proffer::edge
