// The web shop of the five scenarios: one catalogue, its offers, two customers, and the lines that
// every scenario ends with.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "events/account.hpp"
#include "events/promotion.hpp"

#include <string>
#include <vector>

namespace proffer::domain::scenarios {

// Everything has its name as id; a slot's rule id is the name of its (default) product.
std::vector<Product> products();
std::vector<Promotion> promotions();
std::vector<ProductOffer> offers();
Catalogue catalogue();

// Owns Medium Triple Play Bundle, instance P1, and of its services the TV Service `TV` with these
// components, in this order.
std::vector<Asset> triple_play(const std::vector<std::string>& components);
// Owns Medium Double Play Bundle, the asset `DP`, instance P2, with its three services. Two of them
// have a component.
std::vector<Asset> double_play();

PromotionSlot slot(const std::string& product, std::uint32_t min, std::optional<std::uint32_t> max,
                   std::uint32_t default_quantity);
Promotion promotion(const std::string& name, std::int64_t price_cents,
                    std::vector<PromotionSlot> slots);
Asset in_promotion(Asset root, const std::string& promotion, const std::string& instance,
                   const std::string& rule);

// "2.0 | Internet Service | Medium Triple Play Bundle | Add": the promotion of component roots
// only.
using Table = std::vector<std::string>;
Table table_of(const std::vector<Line>& lines);

Table scenario_5_1();
Table scenario_5_2();
Table scenario_5_3();
Table scenario_5_4();
Table scenario_5_5();

}  // namespace proffer::domain::scenarios
