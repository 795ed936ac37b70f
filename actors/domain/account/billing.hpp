// What the customer pays for what they have.
#pragma once

#include "actors/domain/account/account.hpp"
#include "actors/domain/catalogue/catalogue.hpp"

#include <string>
#include <vector>

namespace proffer::domain {

struct BillingItem {
  AssetId asset;
  ProductId product;
  std::string product_name;
  Money price;  // what recurs, with all its discounts; of what was bought once, what one cost
  PriceType price_type = PriceType::unknown;
  PromotionStamp promotion;
};

// One for each active asset that has a price, in the order of the assets' trees; priced as lines
// that show them unchanged.
std::vector<BillingItem> billing_items(const Account::State& state, const Catalogue& catalogue);

}  // namespace proffer::domain
