// HTTP as the handlers see it: plain values, no sockets.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::edge {

struct HttpHeader {
  std::string name;  // any case
  std::string value;
  bool operator==(const HttpHeader&) const = default;
};

// The value of the first header of that name (case does not matter); empty: there is none.
std::string_view header_value(const std::vector<HttpHeader>& headers, std::string_view name);

struct HttpRequest {
  std::string method;  // upper case; HEAD arrives as GET
  std::string path;    // as sent, percent-encoded, without the query
  std::string query;   // what follows `?`, percent-encoded
  std::vector<HttpHeader> headers;
  std::string body;

  std::string_view header(std::string_view name) const { return header_value(headers, name); }
  // The first query parameter of that name, decoded; none: it is not there or badly encoded.
  std::optional<std::string> parameter(std::string_view name) const;
};

// A body that goes on. It is asked for the next chunk when the one before has been sent, so that a
// slow reader costs one chunk of memory. Used by one thread at a time.
class BodyStream {
 public:
  virtual ~BodyStream() = default;
  // The next chunk; empty: nothing now; none: the body has ended.
  virtual std::optional<std::string> next() = 0;
  // Sent when nothing else was for a while, to keep the connection alive.
  virtual std::string heartbeat() = 0;
};

struct HttpResponse {
  int status = 200;
  std::vector<HttpHeader> headers = {};  // without Content-Length and Connection
  std::string body = {};
  std::shared_ptr<BodyStream> stream = {};  // instead of `body`

  std::string_view header(std::string_view name) const { return header_value(headers, name); }
};

// Gives the answer; thread-safe, called exactly once.
using Respond = std::function<void(HttpResponse)>;
using HttpHandler = std::function<void(HttpRequest, Respond)>;

// RFC 3986 percent-encoding. Decoding answers none for a `%` without two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text);
std::string percent_encoded(std::string_view text);

}  // namespace proffer::edge
