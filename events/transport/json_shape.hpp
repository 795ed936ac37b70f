// The JSON that leaves us, over HTTP and on topics alike: camelCase, keys in one fixed order, money
// as a decimal string, instants in RFC 3339, named values as an object. What is stored has another
// shape (events/codec); a change of one does not reach the other.
#pragma once

#include "events/account.hpp"
#include "events/catalogue.hpp"
#include "events/document.hpp"
#include "events/problem.hpp"
#include "events/product_offer.hpp"
#include "events/promotion.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::transport {

std::string_view name_of(DocumentKind kind);  // "order"
std::string json_of(Money money);             // "139.00"
std::string json_of(Micros micros);           // "74.970000"
std::string json_of(Instant instant);         // "2026-03-01T09:15:00.000Z"

boost::json::object json_of(std::span<const NamedValue> values);
boost::json::object json_of(const Problem& problem);
boost::json::array json_of(const Problems& problems);
boost::json::object json_of(const Because& because);
boost::json::object json_of(const SkippedAction& skipped);
boost::json::object json_of(const Line& line);

// The shapes that read_catalogue (catalogue_json.hpp) reads.
boost::json::object json_of(const Product& product);
boost::json::object json_of(const ProductLine& line);
boost::json::object json_of(Promotion promotion);
boost::json::object json_of(const ProductOffer& offer);
boost::json::array assets_json(
    std::span<const Asset> assets);  // as trees, a root with its components
boost::json::object account_json(const AccountId& id, const AccountProfile& profile,
                                 std::span<const Asset> assets);

// A document's parts, wherever they are kept; refers to them.
struct DocumentView {
  const DocumentId& id;
  DocumentKind kind = DocumentKind::unknown;
  const AccountId& account;
  std::string_view price_list;
  std::string_view currency;
  Instant created;
  Instant changed;
  std::uint32_t revision = 0;
  Money one_time;
  Money recurring;
  std::span<const Line> lines;
  std::string_view status;  // empty: as it is when it is created
};
boost::json::object json_of(const DocumentView& document);

}  // namespace proffer::transport
