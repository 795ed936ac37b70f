// Lists in pages, and what else the reading handlers have in common. Not for use outside the edge.
#pragma once

#include "actors/edge/exchange.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <string_view>

namespace proffer::edge {

// A page: what comes after a cursor (an id), at most so many.
struct Page {
  std::string after;  // empty: from the first
  std::size_t limit = 0;
};
// Whether a list can be had as of an earlier moment.
enum class AsOf : std::uint8_t { unsupported, supported };
tl::expected<Page, Problem> page_of(const Shared& shared, const Exchange& exchange,
                                    AsOf as_of = AsOf::unsupported);

// `{"items":[…],"next":"…"}`, and the next page as a Link; `next` is empty on the last page.
void answer_list(const Exchange& exchange, std::string_view path, const Page& page,
                 boost::json::array items, const std::string& next,
                 std::vector<HttpHeader> headers = {});

// Whether the name fits a pattern in which `*` stands for any text; compared as names are.
bool fits_pattern(std::string_view pattern, std::string_view name);

// Whether If-None-Match names the entity tag (RFC 9110, 13.1.2).
bool names_tag(std::string_view if_none_match, std::string_view tag);

// A problem with one parameter or field.
Problem mistake(std::string code, std::string text, std::string field);

}  // namespace proffer::edge
