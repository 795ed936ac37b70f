#include "actors/domain/recommendation/row_set.hpp"

#include "actors/domain/catalogue/search_spec.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace proffer::domain {
namespace {

Row row_of(const Asset& asset) {
  return {asset.id.value,   asset.root.value,         asset.product, asset.id, asset.root, {},
          asset.service_id, asset.promotion.promotion};
}

tl::expected<std::vector<Row>, Problem> rows_of_assets(const Account::State& state,
                                                       const RowSource& source) {
  const bool by_id = !source.asset.value.empty();  // goes before the service id
  const bool all = !by_id && source.service_id.empty();
  std::vector<Row> rows;
  std::unordered_set<std::string_view> chosen;
  for (const Asset& asset : state.assets) {
    if (asset.status != AssetStatus::active) continue;
    if (!all) {
      const bool asked = by_id ? asset.id == source.asset : asset.service_id == source.service_id;
      if (!asked && chosen.count(asset.parent.value) == 0) continue;
      chosen.insert(asset.id.value);
    }
    rows.push_back(row_of(asset));
  }
  if (!all && rows.empty()) {
    return tl::unexpected(Problem{"ASSET_NOT_FOUND",
                                  "The account has no active asset '" +
                                      (by_id ? source.asset.value : source.service_id) +
                                      "'; send one of its assets or none.",
                                  {},
                                  {},
                                  {},
                                  by_id ? "assetId" : "serviceId"});
  }
  return rows;
}

void add_lines(std::vector<Row>& rows, std::span<const Line> lines) {
  std::unordered_set<std::string> present;
  for (const Row& row : rows) present.insert(row.id);
  std::unordered_map<std::string_view, const Line*> by_id;
  for (const Line& line : lines) by_id.emplace(line.id.value, &line);
  const auto id_of = [](const Line& line) {
    return line.asset.value.empty() ? line.id.value : line.asset.value;
  };
  for (const Line& line : lines) {
    if (line.action == LineAction::delete_ || !present.insert(id_of(line)).second) continue;
    const auto root = by_id.find(line.root.value);
    const Line& top = root == by_id.end() ? line : *root->second;
    Row row{id_of(line), id_of(top), line.product, line.asset, top.asset, {}, {}, {}};
    if (line.asset.value.empty()) row.line = line.id;
    row.promotion = line.promotion.promotion;
    const auto service = std::find_if(line.fields.begin(), line.fields.end(),
                                      [](const NamedValue& v) { return v.name == "Service Id"; });
    if (service != line.fields.end()) row.service = service->value;
    rows.push_back(std::move(row));
  }
}

// The value of a field of the row-set map; none: there is no such field.
std::optional<std::string_view> field_of(const Row& row, std::string_view name) {
  const std::string wanted = folded(name);
  if (wanted == "asset id") return row.id;
  if (wanted == "root asset id") return row.root;
  if (wanted == "product id") return row.product.value;
  if (wanted == "service id") return row.service;
  if (wanted == "promotion id") return row.promotion.value;
  if (wanted == "status") return "Active";
  return std::nullopt;
}

}  // namespace

tl::expected<std::vector<Row>, Problem> row_set(const Account::State& state,
                                                const RowSource& source) {
  auto rows = rows_of_assets(state, source);
  if (!rows) return rows;
  add_lines(*rows, source.lines);
  for (const ProductId& product : source.products) {
    rows->push_back({product.value, product.value, product, {}, {}, {}, {}, {}});
  }
  return rows;
}

tl::expected<void, Problem> filter(std::vector<Row>& rows, std::string_view search_spec) {
  const auto terms = parse_search_spec(search_spec);
  const Row none;
  if (!terms || !are_known(*terms, [&](std::string_view name) { return field_of(none, name); })) {
    return tl::unexpected(Problem{"SEARCH_SPEC_INVALID",
                                  "The row set's search specification '" +
                                      std::string(search_spec) +
                                      "' is no list of [Field]=[Field] or [Field]=\"value\".",
                                  {},
                                  {},
                                  {},
                                  "searchSpec"});
  }
  std::erase_if(rows, [&](const Row& row) {
    return !hold(*terms, [&](std::string_view name) { return field_of(row, name); });
  });
  return {};
}

void keep_roots(std::vector<Row>& rows) {
  std::erase_if(rows, [](const Row& row) { return row.id != row.root; });
}

const VariableMapMode* row_set_mode(std::string_view mode, const Catalogue& catalogue) {
  const VariableMap* map =
      catalogue.variable_map(catalogue.preference(row_set_map_preference).value_or(row_set_map));
  return map == nullptr ? nullptr : mode_of(*map, mode);
}

Row passed_on(Row row, const VariableMapMode* mode) {
  if (mode == nullptr) return row;
  if (!passes_on(*mode, "Asset Id")) {
    row.asset = {};
    row.line = {};
  }
  if (!passes_on(*mode, "Root Asset Id")) row.root_asset = {};
  if (!passes_on(*mode, "Product Id")) row.product = {};
  if (!passes_on(*mode, "Service Id")) row.service.clear();
  if (!passes_on(*mode, "Promotion Id")) row.promotion = {};
  return row;
}

tl::expected<void, Problem> filter_as_configured(std::vector<Row>& rows, std::string_view mode,
                                                 const Catalogue& catalogue) {
  if (is_on(catalogue.preference("rootOnlyRecommendations"))) keep_roots(rows);
  const VariableMapMode* chosen = row_set_mode(mode, catalogue);
  return chosen == nullptr ? tl::expected<void, Problem>{} : filter(rows, chosen->search_spec);
}

bool is_on(std::optional<std::string_view> preference) {
  const std::string value = folded(preference.value_or(""));
  return value == "y" || value == "yes" || value == "true";
}

}  // namespace proffer::domain
