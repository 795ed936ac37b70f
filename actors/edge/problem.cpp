#include "actors/edge/problem.hpp"

#include "events/check.hpp"

#include <boost/json.hpp>

namespace proffer::edge {
namespace {

namespace json = boost::json;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

json::object listed(const Problem& problem) {
  json::object error;
  if (!problem.field.empty()) error[problem.field[0] == '/' ? "pointer" : "field"] = problem.field;
  error["detail"] = problem.text;
  error["code"] = problem.code;
  if (!problem.offer.empty()) error["offer"] = problem.offer;
  if (!problem.response.empty()) error["response"] = problem.response;
  if (!problem.action.empty()) error["action"] = problem.action;
  return error;
}

}  // namespace

std::string problem_type(std::string_view code) {
  std::string type = "/problems/";
  for (const char c : code) type += c == '_' ? '-' : lower(c);
  return type;
}

std::string problem_title(std::string_view code) {
  std::string title;
  for (const char c : code) title += c == '_' ? ' ' : (title.empty() ? c : lower(c));
  return title;
}

HttpResponse problem_response(const Problems& problems, const ProblemAnswer& answer) {
  CHECK(!problems.empty());
  const Problem& first = problems.front();
  json::object body;
  body["type"] = problem_type(first.code);
  body["title"] = problem_title(first.code);
  body["status"] = answer.status;
  body["detail"] = first.text;
  if (!answer.instance.empty()) body["instance"] = answer.instance;
  json::array& errors = body["errors"].emplace_array();
  for (const Problem& problem : problems) errors.push_back(listed(problem));
  body["retryable"] = answer.retry == Retry::later;
  if (!answer.trace_id.empty()) body["traceId"] = answer.trace_id;
  for (const auto& member : answer.members) body.insert(member);

  HttpResponse response;
  response.status = answer.status;
  response.headers = {{"Content-Type", "application/problem+json"}};
  if (answer.retry == Retry::later) {
    response.headers.push_back({"Retry-After", std::to_string(answer.retry_after_s)});
  }
  response.body = json::serialize(body) + "\n";
  return response;
}

HttpResponse problem_response(std::string code, std::string text, const ProblemAnswer& answer) {
  Problem problem;
  problem.code = std::move(code);
  problem.text = std::move(text);
  return problem_response(Problems{std::move(problem)}, answer);
}

}  // namespace proffer::edge
