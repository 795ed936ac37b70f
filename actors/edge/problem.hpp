// Problem details for HTTP (RFC 9457): how every "no" of the API looks.
#pragma once

#include "actors/edge/http.hpp"
#include "events/problem.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace proffer::edge {

enum class Retry { useless, later };  // whether the same request can succeed another time

struct ProblemAnswer {
  int status = 400;
  Retry retry = Retry::useless;
  int retry_after_s = 1;             // told when `later`
  std::string instance = {};         // the request's path; empty: left out
  std::string trace_id = {};         // empty: left out
  boost::json::object members = {};  // what else the document tells, under names of its own
};

// `/problems/account-not-found` for ACCOUNT_NOT_FOUND.
std::string problem_type(std::string_view code);
// `Account not found` for ACCOUNT_NOT_FOUND.
std::string problem_title(std::string_view code);

// The first problem gives type, title and detail; all of them are listed in `errors`, each with its
// JSON Pointer where there is one. `problems` is not empty.
HttpResponse problem_response(const Problems& problems, const ProblemAnswer& answer);
// The same for one problem that concerns the request itself.
HttpResponse problem_response(std::string code, std::string text, const ProblemAnswer& answer);

}  // namespace proffer::edge
