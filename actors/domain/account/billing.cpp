#include "actors/domain/account/billing.hpp"

#include "actors/domain/document/application.hpp"

#include <utility>

namespace proffer::domain {

std::vector<BillingItem> billing_items(const Account::State& state, const Catalogue& catalogue) {
  WorkingDocument document(state.assets, nullptr, catalogue);
  for (const Asset& asset : state.assets) {
    const bool root = asset.id == asset.root;
    if (root && asset.status == AssetStatus::active) document.load(asset, {});
  }
  for (WorkingLine& line : document.lines()) line.edit();
  price_lines(document);
  std::vector<BillingItem> items;
  for (const WorkingLine& working : document.lines()) {
    const Line& line = working.now();
    const bool recurring = line.price_type == PriceType::recurring;
    const Money price = recurring ? line.net_price : line.unit_price;
    if (price == Money{}) continue;
    items.push_back(
        {line.asset, line.product, line.product_name, price, line.price_type, line.promotion});
  }
  return items;
}

}  // namespace proffer::domain
