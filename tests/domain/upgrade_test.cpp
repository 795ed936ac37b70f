// A product is upgraded to another: what goes, what comes, and what comes along.
#include "tests/domain/scenarios.hpp"
#include "tests/domain/shop.hpp"

#include <utility>

namespace proffer::domain::upgrade {
namespace {

using enum ActionType;
using Lines = std::vector<std::string>;

OfferAction upgraded(const std::string& from, const std::string& to) {
  OfferAction result = action(upgrade, ActionCode::upgrade, from);
  result.upgrade_product.value = to;
  return result;
}

// Basic takes two channels and any box; Gold no box, one channel by default, and a decoder.
std::vector<Product> tv_products() {
  Product news = simple("News", 300);
  news.attributes = {{"Language", AttributeType::text, {}, "English"}};
  Product gold = customizable(
      "Gold TV", {slot("Channel", 0, 1, {"News", "Sport"}), slot("Decoder", 0, 2, {"Decoder"})});
  gold.attributes = {{"Quality", AttributeType::enumeration, {"HD", "4K"}, "4K"}};
  gold.relationships[0].default_product.value = "Sport";
  gold.relationships[0].default_quantity = 1;
  gold.relationships[1].default_product.value = "Decoder";
  gold.relationships[1].default_quantity = 1;
  Product basic =
      customizable("Basic TV", {slot("Channels", 0, 2, {"News", "Sport"}),
                                slot("Box", 0, 1, {"Box"}), slot("Decoder", 0, 1, {"Decoder"})});
  basic.attributes = {{"Quality", AttributeType::enumeration, {"SD", "HD"}, "SD"},
                      {"Region", AttributeType::text, {}, ""}};
  return {news, simple("Sport", 400), simple("Box"), simple("Decoder"), basic, gold};
}

std::vector<Asset> basic_owner() {
  std::vector<Asset> assets{asset("B", "Basic TV"), asset("N", "News", "B"), asset("X", "Box", "B"),
                            asset("D", "Decoder", "B")};
  assets[0].service_id = "555-1";
  assets[0].attributes = {{"Quality", "SD"}, {"Region", "North"}};
  assets[1].attributes = {{"Language", "French"}};
  assets[1].fields = {{"Discount Amount", "1"}};
  return assets;
}

const auto gold_offer = offer("Gold", {upgraded("Basic TV", "Gold TV")});

TEST(ProductUpgrade, TheOldTreeGoesAndTheNewOneTakesOverWhatFits) {
  Customer customer(catalogue_of(tv_products(), {gold_offer}), "Residential", basic_owner());
  logged(customer.answers("Gold"));
  EXPECT_EQ(customer.lines(),
            (Lines{"1.0 Basic TV Delete", "1.1 News Delete", "1.2 Box Delete", "1.3 Decoder Delete",
                   "2.0 Gold TV Add", "2.1 News Add", "2.2 Decoder Add"}))
      << "News replaces the default, the box has no place, the decoder is not doubled";
  const std::vector<NamedValue> service = {{"Service Id", "555-1"}};
  EXPECT_EQ(customer.line("2.0").fields, service);
  const std::vector<NamedValue> quality = {{"Quality", "4K"}};
  EXPECT_EQ(customer.line("2.0").attributes, quality) << "SD is not sold with Gold TV";
  const std::vector<NamedValue> french = {{"Language", "French"}};
  EXPECT_EQ(customer.line("2.1").attributes, french);
  EXPECT_EQ(customer.line("2.1").net_price.cents, 200) << "with its discount";
  EXPECT_EQ(customer.line("2.1").because.rule, "carried over by the upgrade");
  EXPECT_TRUE(customer.line("2.1").asset.value.empty()) << "a new one";
}

TEST(ProductUpgrade, WithoutTheProductFails) {
  Customer customer(catalogue_of(tv_products(), {gold_offer}));
  EXPECT_EQ(failed(customer.answers("Gold")).problems[0].code, "ASSET_NOT_FOUND_FOR_PRODUCT");
}

TEST(ProductUpgrade, OfWhatTheDocumentAddedLeavesNoOldLines) {
  Customer customer(catalogue_of(
      tv_products(),
      {gold_offer, offer("Basic", {action(new_, ActionCode::add, "Basic TV"),
                                   action(new_, ActionCode::add, "Basic TV", "News")})}));
  logged(customer.answers("Basic"));
  logged(customer.answers("Gold"));
  EXPECT_EQ(customer.lines(), (Lines{"2.0 Gold TV Add", "2.1 Decoder Add", "2.2 News Add"}));
}

TEST(ProductUpgrade, KeepsThePlaceInAPromotionThatTakesTheNewProduct) {
  PromotionSlot tv = scenarios::slot("Basic TV", 1, 1, 1);
  tv.rule.value = "TV";
  tv.product = {};
  tv.domain = {{"Basic TV"}, {"Gold TV"}};
  tv.default_product.value = "Basic TV";
  auto assets = basic_owner();
  assets[0] = scenarios::in_promotion(assets[0], "Home", "P1", "TV");
  assets.push_back(scenarios::in_promotion(asset("H", "Home"), "Home", "P1", ""));
  const Promotion home = scenarios::promotion("Home", 0, {tv});
  Customer customer(catalogue_of(tv_products(), {gold_offer}, {home}), "Residential", assets);
  logged(customer.answers("Gold"));
  EXPECT_EQ(customer.line("2.0").promotion.instance.value, "P1");
  EXPECT_EQ(customer.line("2.0").promotion.rule.value, "TV");

  Promotion without = home;
  without.slots[0].domain = {{"Basic TV"}};
  Customer leaving(catalogue_of(tv_products(), {gold_offer}, {without}), "Residential", assets);
  EXPECT_EQ(failed(leaving.answers("Gold")).problems[0].code, "VALIDATION_FAILED")
      << "the promotion needs one";
}

}  // namespace
}  // namespace proffer::domain::upgrade
