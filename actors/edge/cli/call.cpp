#include "actors/edge/cli/call.hpp"

#include <boost/json/parse.hpp>

#include <fstream>
#include <iostream>
#include <sstream>

namespace proffer::edge::cli {

Exit exit_of(int status) {
  switch (status) {
    case 401:
    case 403: return Exit::denied;
    case 404: return Exit::not_found;
    case 409:
    case 412:
    case 428: return Exit::conflict;
    case 429:
    case 502:
    case 503:
    case 504: return Exit::unavailable;
    default: return status < 400 ? Exit::ok : Exit::failed;
  }
}

tl::expected<Answer, Exit> call(const Node& node, const Call& call, Output& output) {
  const auto response =
      request(call.method, node.url + call.path, call.headers, call.body, node.timeout_ms);
  if (!response) {
    const bool usage = response.error().kind == ClientError::Kind::bad_url;
    output.problem(
        Problem{.code = usage ? "URL_INVALID" : "NODE_UNAVAILABLE",
                .text = response.error().detail +
                        (usage ? "; give --url http://HOST:PORT"
                               : "; start a node with `proffer dev`, or name one with --url")});
    return tl::unexpected(usage ? Exit::usage : Exit::unavailable);
  }
  boost::json::error_code malformed;
  auto body = boost::json::parse(response->body, malformed);
  if (malformed) body = boost::json::object{{"title", response->body}};
  return Answer{response->status, response->headers, std::move(body)};
}

tl::expected<Answer, Exit> call_or_explain(const Node& node, const Call& wanted, Output& output) {
  auto answer = call(node, wanted, output);
  if (!answer || answer->status < 400) return answer;
  output.problem(answer->body);
  return tl::unexpected(exit_of(answer->status));
}

tl::expected<std::string, Exit> read_input(const std::string& file, Output& output) {
  std::ostringstream text;
  if (file == "-") {
    text << std::cin.rdbuf();
    return text.str();
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    output.problem(Problem{.code = "FILE_UNREADABLE", .text = "cannot read '" + file + "'"});
    return tl::unexpected(Exit::usage);
  }
  text << in.rdbuf();
  return text.str();
}

}  // namespace proffer::edge::cli
