// Lists in pages, and what else the reading handlers have in common. Not for use outside the edge.
#pragma once

#include "actors/edge/exchange.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proffer::edge {

// A page: what comes after a cursor (an id), at most so many.
struct Page {
  std::string after;  // empty: from the first
  std::size_t limit = 0;
};
tl::expected<Page, Problem> page_of(const Shared& shared, const Exchange& exchange);

// `{"items":[…],"next":"…"}`, and the next page as a Link; `next` is empty on the last page.
void answer_list(const Exchange& exchange, std::string_view path, const Page& page,
                 boost::json::array items, const std::string& next,
                 std::vector<HttpHeader> headers = {});

// The same of the page's rows and one more, if there is one, which says that there are more.
template <class Row, class Shape, class IdOf>
void answer_rows(const Exchange& exchange, std::string_view path, const Page& page,
                 std::vector<Row> rows, const Shape& shape, const IdOf& id_of,
                 std::vector<HttpHeader> headers = {}) {
  const bool more = rows.size() > page.limit;
  if (more) rows.resize(page.limit);
  boost::json::array items;
  for (const Row& row : rows) items.push_back(shape(row));
  answer_list(exchange, path, page, std::move(items), more ? id_of(rows.back()) : std::string{},
              std::move(headers));
}

// Whether the name fits a pattern in which `*` stands for any text; compared as names are.
bool fits_pattern(std::string_view pattern, std::string_view name);

// Whether If-None-Match names the entity tag (RFC 9110, 13.1.2).
bool names_tag(std::string_view if_none_match, std::string_view tag);

// A problem with one parameter or field.
Problem mistake(std::string code, std::string text, std::string field);

}  // namespace proffer::edge
