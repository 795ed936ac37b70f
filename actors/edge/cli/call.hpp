// One request to the node, and its answer as JSON or as an exit code with the reason printed.
#pragma once

#include "actors/edge/cli/client_commands.hpp"
#include "actors/edge/http_client.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace proffer::edge::cli {

struct Answer {
  int status = 0;
  std::vector<HttpHeader> headers;
  boost::json::value body;
};

struct Call {
  std::string method = "GET";
  std::string path;  // with the query
  std::vector<HttpHeader> headers;
  std::string body;
};

// The node's answer, whatever its status. No answer is `unavailable`, with a sentence on how to
// start a node.
tl::expected<Answer, Exit> call(const Node& node, const Call& call, Output& output);

// As `call`, but an answer of 400 and above is printed as the problem it is.
tl::expected<Answer, Exit> call_or_explain(const Node& node, const Call& call, Output& output);

Exit exit_of(int status);

// A file's content; `-` is standard input. No file is a usage error.
tl::expected<std::string, Exit> read_input(const std::string& file, Output& output);

}  // namespace proffer::edge::cli
