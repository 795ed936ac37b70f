#include "actors/edge/http_connection.hpp"

#include "actors/edge/problem.hpp"
#include "events/check.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <array>
#include <chrono>
#include <ctime>

namespace proffer::edge {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = net::ip::tcp;
using Error = boost::system::error_code;
using std::chrono::milliseconds;

// RFC 9110, 5.6.7: IMF-fixdate.
std::string http_date(Instant now) {
  const std::time_t seconds = static_cast<std::time_t>(now.ms / 1000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 40> text{};
  const auto size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
  return {text.data(), size};
}

// A header's value never ends its line: what comes from a request's body may be echoed.
void append_header(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ");
  for (const char c : value) {
    if (static_cast<unsigned char>(c) >= ' ' && c != '\x7f') head += c;
  }
  head += "\r\n";
}

enum class After { keep_open, close };

std::string head_of(const HttpResponse& response, After after, const HttpOptions& options) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + ' ';
  const auto reason =
      http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status)));
  head.append(reason.data(), reason.size()).append("\r\n");
  if (options.now) append_header(head, "Date", http_date(options.now()));
  for (const auto& [name, value] : response.headers) append_header(head, name, value);
  const bool has_body = response.status != 204 && response.status != 304 && !response.stream;
  if (has_body) append_header(head, "Content-Length", std::to_string(response.body.size()));
  append_header(head, "Connection", after == After::close ? "close" : "keep-alive");
  return head += "\r\n";
}

// One client. Requests are answered one after another, in the order they came: what a client sends
// ahead waits in the buffer. Everything runs on the socket's strand.
class TcpConnection final : public Connection, public std::enable_shared_from_this<TcpConnection> {
 public:
  TcpConnection(ConnectionHost& host, tcp::socket socket)
      : host_(host), stream_(std::move(socket)), heartbeat_(stream_.get_executor()) {}

  void serve() override { on_strand(&TcpConnection::await_request); }
  void refuse() override { on_strand(&TcpConnection::say_overloaded); }
  void stop() override { on_strand(&TcpConnection::give_way); }
  void wake() override {
    if (streaming_) on_strand(&TcpConnection::look_for_more);
  }

 private:
  enum class Doing { waiting, reading, handling, writing, streaming, leaving, closed };

  void on_strand(void (TcpConnection::*step)()) {
    net::post(stream_.get_executor(), [self = shared_from_this(), step] { ((*self).*step)(); });
  }
  void expire_after(int ms) { stream_.expires_after(milliseconds(ms)); }

  void await_request() {
    if (host_.stopping) return close();
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(host_.options.header_bytes_max));
    parser_->body_limit(host_.options.body_bytes_max);
    head_only_ = false;
    if (buffer_.size() > 0) return read_header();
    doing_ = Doing::waiting;
    expire_after(host_.options.idle_ms_max);
    stream_.async_read_some(buffer_.prepare(4096),
                            [self = shared_from_this()](Error error, std::size_t bytes) {
                              if (error) return self->close();
                              self->buffer_.commit(bytes);
                              self->read_header();
                            });
  }

  void read_header() {
    doing_ = Doing::reading;
    expire_after(host_.options.header_ms_max);
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = shared_from_this()](Error error, std::size_t) {
                              if (error) return self->reject(error);
                              self->accept_header();
                            });
  }

  void accept_header() {
    const auto& header = parser_->get();
    if (header.target().size() > host_.options.url_bytes_max) {
      return reject(414, "URL_TOO_LONG", "The request's URL is too long; shorten the query.");
    }
    if (!beast::iequals(header[http::field::expect], "100-continue")) return read_body();
    expire_after(host_.options.write_ms_max);
    out_ = "HTTP/1.1 100 Continue\r\n\r\n";
    net::async_write(stream_, net::buffer(out_),
                     [self = shared_from_this()](Error error, std::size_t) {
                       if (error) return self->close();
                       self->read_body();
                     });
  }

  void read_body() {
    expire_after(host_.options.body_ms_max);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](Error error, std::size_t) {
                       if (error) return self->reject(error);
                       self->handle();
                     });
  }

  void handle() {
    doing_ = Doing::handling;
    stream_.expires_never();
    auto message = parser_->release();
    ++requests_;
    after_ = message.keep_alive() && requests_ < host_.options.requests_max ? After::keep_open
                                                                            : After::close;
    HttpRequest request;
    request.method = message.method_string();
    head_only_ = request.method == "HEAD";
    if (head_only_) request.method = "GET";
    const std::string target = message.target();
    const auto query = target.find('?');
    request.path = target.substr(0, query);
    if (query != std::string::npos) request.query = target.substr(query + 1);
    for (const auto& field : message) {
      request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
    }
    request.body = std::move(message.body());
    host_.handler(std::move(request), responder());
  }

  // Both may be gone when the answer comes; then nobody waits for it.
  Respond responder() {
    return [host = host_.weak_from_this(), connection = weak_from_this()](HttpResponse response) {
      const auto alive = host.lock();
      const auto self = connection.lock();
      if (!alive || !self) return;
      net::post(self->stream_.get_executor(), [self, answer = std::move(response)]() mutable {
        self->answer(std::move(answer));
      });
    };
  }

  void answer(HttpResponse response) {
    if (doing_ == Doing::closed) return;
    CHECK(doing_ == Doing::handling);  // one answer a request
    if (response.stream || host_.stopping) after_ = After::close;
    out_ = head_of(response, after_, host_.options);
    if (response.stream && !head_only_) return begin_stream(std::move(response.stream));
    if (!head_only_) out_ += response.body;
    write_answer();
  }

  void write_answer() {
    doing_ = Doing::writing;
    expire_after(host_.options.write_ms_max);
    net::async_write(stream_, net::buffer(out_),
                     [self = shared_from_this()](Error error, std::size_t) {
                       if (error) return self->close();
                       self->after_ == After::close ? self->leave() : self->await_request();
                     });
  }

  void reject(int status, std::string code, std::string text, Retry retry = Retry::useless) {
    after_ = After::close;
    const auto response =
        problem_response(std::move(code), std::move(text), {.status = status, .retry = retry});
    out_ = head_of(response, after_, host_.options) + response.body;
    write_answer();
  }

  void reject(Error error) {
    if (doing_ == Doing::closed) return;
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
      return reject(431, "HEADERS_TOO_LARGE", "The request's headers are too large; send fewer.");
    }
    if (error == http::error::body_limit) {
      return reject(413, "BODY_TOO_LARGE",
                    "The request's body is larger than " +
                        std::to_string(host_.options.body_bytes_max) +
                        " bytes; send less at once.");
    }
    const bool not_http = error.category() == make_error_code(http::error::bad_method).category() &&
                          error != http::error::end_of_stream &&
                          error != http::error::partial_message;
    if (!not_http) return close();
    reject(400, "MALFORMED_HTTP", "This is not an HTTP/1.1 request: " + error.message() + ".");
  }

  void say_overloaded() {
    reject(503, "TOO_MANY_CONNECTIONS",
           "The server has all the connections it may have; try again.", Retry::later);
  }

  void begin_stream(std::shared_ptr<BodyStream> body) {
    body_ = std::move(body);
    doing_ = Doing::streaming;
    streaming_ = true;
    watch_for_end();
    write_chunk(std::move(out_));
  }

  // A reader of a stream has nothing more to say; that it has gone is all we listen for.
  void watch_for_end() {
    stream_.expires_never();
    stream_.async_read_some(net::buffer(discarded_),
                            [self = shared_from_this()](Error error, std::size_t) {
                              if (error) return self->close();
                              self->watch_for_end();
                            });
  }

  void write_chunk(std::string chunk) {
    out_ = std::move(chunk);
    writing_ = true;
    // Applies to the write alone: Beast leaves an operation that is under way (the read) as it is.
    expire_after(host_.options.write_ms_max);
    net::async_write(stream_, net::buffer(out_),
                     [self = shared_from_this()](Error error, std::size_t) {
                       self->writing_ = false;
                       if (error) return self->close();
                       self->look_for_more();
                     });
  }

  void look_for_more() {
    if (doing_ != Doing::streaming || writing_) return;
    if (host_.stopping) return leave();
    auto chunk = body_->next();
    if (!chunk) return leave();
    heartbeat_.cancel();
    if (!chunk->empty()) return write_chunk(std::move(*chunk));
    heartbeat_.expires_after(milliseconds(host_.options.heartbeat_ms));
    heartbeat_.async_wait([self = shared_from_this()](Error error) {
      if (error || self->doing_ != Doing::streaming || self->writing_) return;
      self->write_chunk(self->body_->heartbeat());
    });
  }

  void give_way() {
    if (doing_ == Doing::waiting || doing_ == Doing::leaving) close();
    if (doing_ == Doing::streaming) look_for_more();
  }

  // Closing with unread bytes would reset the connection and take the answer with it: say that we
  // are done and read on for a moment.
  void leave() {
    const bool read_pending = doing_ == Doing::streaming;
    doing_ = Doing::leaving;
    streaming_ = false;
    heartbeat_.cancel();
    Error ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    if (ignored || read_pending) return close();
    linger();
  }

  void linger() {
    if (doing_ == Doing::closed) return;
    if (lingered_ == 0) expire_after(linger_ms_max);
    stream_.async_read_some(net::buffer(discarded_),
                            [self = shared_from_this()](Error error, std::size_t bytes) {
                              self->lingered_ += bytes;
                              if (error || self->lingered_ > linger_bytes_max) return self->close();
                              self->linger();
                            });
  }

  void close() {
    if (doing_ == Doing::closed) return;
    doing_ = Doing::closed;
    streaming_ = false;
    heartbeat_.cancel();
    stream_.close();
    host_.forget(shared_from_this());
  }

  static constexpr int linger_ms_max = 1'000;
  static constexpr std::size_t linger_bytes_max = 16 * 1024 * 1024;

  ConnectionHost& host_;
  beast::tcp_stream stream_;
  net::steady_timer heartbeat_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  Doing doing_ = Doing::waiting;
  After after_ = After::keep_open;
  bool head_only_ = false;
  std::size_t requests_ = 0;
  std::string out_;
  std::shared_ptr<BodyStream> body_;
  bool writing_ = false;
  std::atomic<bool> streaming_{false};  // read by whoever wakes the streams
  std::array<char, 4096> discarded_{};
  std::size_t lingered_ = 0;
};

}  // namespace

std::shared_ptr<Connection> make_connection(ConnectionHost& host, tcp::socket socket) {
  return std::make_shared<TcpConnection>(host, std::move(socket));
}

}  // namespace proffer::edge
