#include "actors/edge/listing.hpp"

#include "actors/domain/catalogue/catalogue.hpp"

#include <algorithm>

namespace proffer::edge {
namespace {

// What else was asked than where the page begins and ends, as it was written.
std::string filters_of(std::string_view query) {
  std::string filters;
  while (!query.empty()) {
    const auto part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(part.size() + 1, query.size()));
    if (part.empty() || part.starts_with("after=") || part.starts_with("limit=")) continue;
    filters += '&';
    filters += part;
  }
  return filters;
}

bool fits(std::string_view pattern, std::string_view name) {
  auto star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == name;
  if (!name.starts_with(pattern.substr(0, star))) return false;
  name.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  // What stands between two stars: its first place leaves the most for the rest.
  while ((star = pattern.find('*')) != std::string_view::npos) {
    const auto found = name.find(pattern.substr(0, star));
    if (found == std::string_view::npos) return false;
    name.remove_prefix(found + star);
    pattern.remove_prefix(star + 1);
  }
  return name.ends_with(pattern);
}

}  // namespace

tl::expected<Page, Problem> page_of(const Shared& shared, const Exchange& exchange) {
  const HttpRequest& request = exchange.request;
  Page page{request.parameter("after").value_or(""), shared.options.page_default};
  if (const auto limit = request.parameter("limit")) {
    const auto count = whole_number(*limit);
    if (!count || *count == 0 || *count > shared.options.page_max) {
      return tl::unexpected(
          mistake("LIMIT_INVALID", "limit is 1 to " + std::to_string(shared.options.page_max) + ".",
                  "limit"));
    }
    page.limit = static_cast<std::size_t>(*count);
  }
  return page;
}

void answer_list(const Exchange& exchange, std::string_view path, const Page& page,
                 boost::json::array items, const std::string& next,
                 std::vector<HttpHeader> headers) {
  boost::json::object body;
  body["items"] = std::move(items);
  if (!next.empty()) {
    body["next"] = next;
    const std::string link = "<" + std::string(path) + "?after=" + percent_encoded(next) +
                             "&limit=" + std::to_string(page.limit) +
                             filters_of(exchange.request.query);
    headers.push_back({"Link", link + ">; rel=\"next\""});
  }
  exchange.answer(200, body, std::move(headers));
}

bool fits_pattern(std::string_view pattern, std::string_view name) {
  return fits(domain::folded(pattern), domain::folded(name));
}

bool names_tag(std::string_view if_none_match, std::string_view tag) {
  while (!if_none_match.empty()) {
    auto item = if_none_match.substr(0, if_none_match.find(','));
    if_none_match.remove_prefix(std::min(item.size() + 1, if_none_match.size()));
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    if (item.starts_with("W/")) item.remove_prefix(2);
    if (item == tag || item == "*") return true;
  }
  return false;
}

Problem mistake(std::string code, std::string text, std::string field) {
  Problem problem;
  problem.code = std::move(code);
  problem.text = std::move(text);
  problem.field = std::move(field);
  return problem;
}

}  // namespace proffer::edge
