// A page for every code that a problem can have: where the `type` of problem details and the dead
// letters' `proffer.dlq.problem` lead.
#pragma once

#include "actors/edge/exchange.hpp"

#include <string_view>
#include <vector>

namespace proffer::edge {

struct ProblemPage {
  std::string_view code;
  std::string_view meaning;
  std::string_view fix;
};

// The table as it is written, a line a page: code, meaning and fix, with bars between them.
extern const std::string_view page_texts;

// By code.
const std::vector<ProblemPage>& problem_pages();

// GET /problems/{slug}
void get_problem(Shared& shared, const ExchangePtr& exchange);

}  // namespace proffer::edge
