#include "actors/edge/problems/pages.hpp"

#include "actors/edge/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace proffer::edge {
namespace {

std::string_view take_until(std::string_view& text, char end) {
  const auto part = text.substr(0, text.find(end));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

std::vector<ProblemPage> read_pages() {
  std::vector<ProblemPage> pages;
  for (std::string_view rest = page_texts; !rest.empty();) {
    auto line = take_until(rest, '\n');
    if (line.empty()) continue;
    const auto code = take_until(line, '|');
    const auto meaning = take_until(line, '|');
    pages.push_back({code, meaning, line});
  }
  std::ranges::sort(pages, {}, &ProblemPage::code);
  return pages;
}

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '&': html += "&amp;"; break;
      default: html += c;
    }
  }
  return html;
}

}  // namespace

const std::vector<ProblemPage>& problem_pages() {
  static const std::vector<ProblemPage> pages = read_pages();
  return pages;
}

void get_problem(Shared&, const ExchangePtr& exchange) {
  const auto& pages = problem_pages();
  const auto page = std::ranges::find_if(pages, [&](const ProblemPage& each) {
    return problem_type(each.code) == "/problems/" + exchange->id;
  });
  if (page == pages.end()) {
    return exchange->problem(404, "ROUTE_NOT_FOUND",
                             "There is no problem of this name; check its spelling.");
  }
  const auto title = problem_title(page->code);
  exchange->answer(
      {.status = 200,
       .headers = {{"Content-Type", "text/html; charset=utf-8"}},
       .body = fmt::format("<!doctype html>\n<html lang=\"en\">\n"
                           "<meta charset=\"utf-8\">\n<title>{0}</title>\n"
                           "<h1>{0}</h1>\n<p>{1}</p>\n<p>{2}</p>\n"
                           "<p><code>{3}</code></p>\n</html>\n",
                           title, escaped(page->meaning), escaped(page->fix), page->code)});
}

}  // namespace proffer::edge
