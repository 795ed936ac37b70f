// What recommendations are sought for: the customer's assets, and what they are ordering.
#pragma once

#include "actors/domain/account/account.hpp"
#include "actors/domain/catalogue/catalogue.hpp"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

// An asset, a line or a product that was only chosen.
struct Row {
  std::string id;    // of the asset; of what is only ordered the line's, of what is chosen the
                     // product's
  std::string root;  // the id of its root's row
  ProductId product;
  AssetId asset;  // empty: it is none
  AssetId root_asset;
  LineId line;  // of what is only ordered
  std::string service;
  ProductId promotion;
  bool operator==(const Row&) const = default;
};

// Where rows come from. Asset and service id choose among the assets; what they leave out a
// document's lines may bring back.
struct RowSource {
  AssetId asset;           // the asset and all below; empty: all
  std::string service_id;  // the assets with it and all below; empty: all
  std::span<const Line> lines = {};
  std::span<const ProductId> products = {};
};
// In the order assets, lines, products: active assets, then lines that are not deleted and show no
// asset that is there already. ASSET_NOT_FOUND: the account has no such active asset.
tl::expected<std::vector<Row>, Problem> row_set(const Account::State& state,
                                                const RowSource& source);

// Keeps the rows that fit a search specification: `[Field]=[Field]` or `[Field]="value"`, joined by
// AND; an empty one fits all. Anything else is SEARCH_SPEC_INVALID.
tl::expected<void, Problem> filter(std::vector<Row>& rows, std::string_view search_spec);

// What `[Asset Id]=[Root Asset Id]` says.
void keep_roots(std::vector<Row>& rows);

// The mode that counts of the row-set map, its own or the one that the preference names; nullptr:
// none, then all is passed on.
const VariableMapMode* row_set_mode(std::string_view mode, const Catalogue& catalogue);
// The row as messages show it: without what the mode does not pass on.
Row passed_on(Row row, const VariableMapMode* mode);

// Keeps what the installation lets recommendations see: the search specification of the released
// row-set map in this mode (else in `Any`), and only roots if the preference
// rootOnlyRecommendations says so.
tl::expected<void, Problem> filter_as_configured(std::vector<Row>& rows, std::string_view mode,
                                                 const Catalogue& catalogue);

// A preference that is on: Y, yes or true.
bool is_on(std::optional<std::string_view> preference);

}  // namespace proffer::domain
