#include "actors/edge/http_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <chrono>

namespace proffer::edge {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = net::ip::tcp;
using Error = boost::system::error_code;

constexpr std::uint64_t answer_bytes_max = 64 * 1024 * 1024;

struct Url {
  std::string host;
  std::string port = "80";
  std::string target = "/";
};

std::optional<Url> parsed(std::string_view text) {
  constexpr std::string_view scheme = "http://";
  if (text.substr(0, scheme.size()) != scheme) return std::nullopt;
  text.remove_prefix(scheme.size());
  Url url;
  const auto slash = text.find_first_of("/?");
  std::string_view authority = text.substr(0, slash);
  if (slash != std::string_view::npos) url.target = text.substr(slash);
  if (url.target.front() == '?') url.target.insert(0, "/");
  const auto bracket = authority.rfind(']');  // [::1]:8080
  const auto colon = authority.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    url.port = authority.substr(colon + 1);
    authority = authority.substr(0, colon);
  }
  if (authority.size() > 2 && authority.front() == '[' && authority.back() == ']') {
    authority = authority.substr(1, authority.size() - 2);
  }
  url.host = authority;
  if (url.host.empty() || url.port.empty()) return std::nullopt;
  return url;
}

// Runs one asynchronous step to its end; the stream's own deadline ends a step that takes too long.
template <class Start>
Error finish(net::io_context& context, Start&& start) {
  Error result;
  start([&result](Error error, const auto&...) { result = error; });
  context.restart();
  context.run();
  return result;
}

http::request<http::string_body> message(const std::string& method, const Url& url,
                                         const std::vector<HttpHeader>& headers,
                                         const std::string& body) {
  http::request<http::string_body> request;
  request.version(11);
  request.method_string(method);
  request.target(url.target);
  request.set(http::field::host, url.host + ":" + url.port);
  request.set(http::field::connection, "close");
  for (const auto& [name, value] : headers) request.set(name, value);
  request.body() = body;
  request.prepare_payload();
  return request;
}

}  // namespace

tl::expected<HttpResponse, ClientError> request(const std::string& method, const std::string& url,
                                                const std::vector<HttpHeader>& headers,
                                                const std::string& body, int timeout_ms) {
  using Kind = ClientError::Kind;
  const auto failed = [&](Kind kind, const std::string& detail) {
    return tl::unexpected(ClientError{kind, url + ": " + detail});
  };
  const auto place = parsed(url);
  if (!place) return failed(Kind::bad_url, "expected http://host[:port]/path");

  net::io_context context;
  Error error;
  const auto endpoints = tcp::resolver(context).resolve(place->host, place->port, error);
  if (error) return failed(Kind::unreachable, error.message());

  beast::tcp_stream stream(context);
  stream.expires_after(std::chrono::milliseconds(timeout_ms));
  error = finish(context, [&](auto done) { stream.async_connect(endpoints, done); });
  if (error == beast::error::timeout) return failed(Kind::timeout, "no connection in time");
  if (error) return failed(Kind::unreachable, error.message());

  const auto sent = message(method, *place, headers, body);
  const Error unsent = finish(context, [&](auto done) { http::async_write(stream, sent, done); });
  // A server that refuses a large body answers before it has read it: look for the answer even so.
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(answer_bytes_max);
  if (method == "HEAD") parser.skip(true);
  error = finish(context, [&](auto done) { http::async_read(stream, buffer, parser, done); });
  if (error == beast::error::timeout || unsent == beast::error::timeout) {
    return failed(Kind::timeout, "no answer in " + std::to_string(timeout_ms) + " ms");
  }
  if (error) return failed(Kind::broken, (unsent ? unsent : error).message());

  auto received = parser.release();
  HttpResponse response;
  response.status = static_cast<int>(received.result_int());
  for (const auto& field : received) {
    response.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  response.body = std::move(received.body());
  return response;
}

}  // namespace proffer::edge
