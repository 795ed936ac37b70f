// One request to the node, and its answer as JSON or as an exit code with the reason printed.
#pragma once

#include "actors/edge/cli/client_commands.hpp"
#include "actors/edge/http_client.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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

// The key of a command that writes: the node's, or one that is made here and printed.
std::string idempotency_key(const Node& node, Output& output);
// The header that carries it.
HttpHeader key_header(const Node& node, Output& output);

// The node's answer, whatever its status. No answer is `unavailable`, with a sentence on how to
// start a node.
tl::expected<Answer, Exit> call(const Node& node, const Call& call, Output& output);

// As `call`, but an answer of 400 and above is printed as the problem it is.
tl::expected<Answer, Exit> call_or_explain(const Node& node, const Call& call, Output& output);

// Where resources of the kind are.
std::string path_of(Resource resource);

using Parameters = std::vector<std::pair<std::string, std::string>>;
// `?name=value&…`, encoded, without the empty ones; empty when there are none.
std::string query_of(const Parameters& parameters);

// Prints the rows of a list, page by page until `rows_max`, with a note when there are more.
inline constexpr std::uint64_t every_row = std::numeric_limits<std::uint64_t>::max();
Exit list_all(const Node& node, const std::string& path, const Parameters& parameters,
              std::uint64_t rows_max, std::span<const Column> columns, Output& output);

Exit exit_of(int status);

// The array that is the object's member; an empty one where there is none.
const boost::json::array& list_in(const boost::json::value& value, std::string_view name);

// A file's content; `-` is standard input. No file is a usage error.
tl::expected<std::string, Exit> read_input(const std::string& file, Output& output);

}  // namespace proffer::edge::cli
