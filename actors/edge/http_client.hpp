// One blocking request, for the command line and tests.
#pragma once

#include "actors/edge/http.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace proffer::edge {

struct ClientError {
  enum class Kind {
    bad_url,      // not http://host[:port]/path
    unreachable,  // nobody listens there
    timeout,      // no whole answer in time; the request may have been carried out
    broken,       // the connection ended early or the answer is not HTTP
  };
  Kind kind = Kind::unreachable;
  std::string detail;  // what, and the address
};

// Opens a connection, sends, reads the whole answer (at most 64 MiB), closes. `timeout_ms` covers
// all of it.
tl::expected<HttpResponse, ClientError> request(const std::string& method, const std::string& url,
                                                const std::vector<HttpHeader>& headers,
                                                const std::string& body, int timeout_ms);

}  // namespace proffer::edge
