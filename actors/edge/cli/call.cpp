#include "actors/edge/cli/call.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <random>
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

const boost::json::array& list_in(const boost::json::value& value, std::string_view name) {
  static const boost::json::array none;
  const auto* object = value.if_object();
  const auto* found = object == nullptr ? nullptr : object->if_contains(name);
  return found == nullptr || !found->is_array() ? none : found->get_array();
}

std::string idempotency_key(const Node& node, Output& output) {
  if (!node.idempotency_key.empty()) return node.idempotency_key;
  std::random_device random;
  auto made = fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
  output.note("idempotency key " + made);
  return made;
}

HttpHeader key_header(const Node& node, Output& output) {
  return {"Idempotency-Key", idempotency_key(node, output)};
}

tl::expected<Answer, Exit> call(const Node& node, const Call& call, Output& output) {
  using Clock = std::chrono::steady_clock;
  const auto began = Clock::now();
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
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
  output.detail(fmt::format("{} {}{}: {}, {} ms", call.method, node.url, call.path,
                            response->status, took.count()));
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

std::string path_of(Resource resource) {
  switch (resource) {
    case Resource::order: return "/v1/orders";
    case Resource::quote: return "/v1/quotes";
    case Resource::account: return "/v1/accounts";
    case Resource::offer: return "/v1/offers";
  }
  return {};
}

std::string query_of(const Parameters& parameters) {
  std::string query;
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    query += (query.empty() ? "?" : "&") + name + "=" + percent_encoded(value);
  }
  return query;
}

Exit list_all(const Node& node, const std::string& path, const Parameters& parameters,
              std::uint64_t rows_max, std::span<const Column> columns, Output& output) {
  constexpr std::uint64_t page_max = 100;
  std::vector<boost::json::value> rows;
  std::string after;
  while (rows.size() < rows_max) {
    Parameters page = parameters;
    page.emplace_back("after", after);
    page.emplace_back("limit", std::to_string(std::min(page_max, rows_max - rows.size())));
    auto answer = call_or_explain(node, {.path = path + query_of(page)}, output);
    if (!answer) return answer.error();
    for (auto& row : answer->body.at("items").as_array()) rows.push_back(std::move(row));
    after = text_at(answer->body, "next");
    if (after.empty()) break;
  }
  boost::json::object beside;
  if (!after.empty()) beside["next"] = after;
  output.rows(rows, columns, std::move(beside));
  if (!after.empty()) output.note("there are more; ask for them with --limit");
  return Exit::ok;
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
