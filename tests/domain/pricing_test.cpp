#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/document/application.hpp"
#include "tests/domain/shop.hpp"

namespace proffer::domain {
namespace {

struct Priced {
  std::int64_t unit = 0;
  std::int64_t net = 0;
  Totals totals;
};

Priced priced(std::int64_t list_price, std::vector<NamedValue> fields, std::uint32_t quantity = 1,
              LineAction action = LineAction::add, PriceType type = PriceType::recurring) {
  Product product = simple("Thing", list_price);
  product.price_type = type;
  const Catalogue catalogue = catalogue_of({product}, {});
  WorkingDocument document({}, nullptr, catalogue);
  Line& line = document[document.add(*catalogue.product({"Thing"}), no_line, {}, {})].edit();
  line.fields = std::move(fields);
  line.quantity = quantity;
  line.action = action;
  const Totals totals = price_lines(document);
  return {line.unit_price.cents, line.net_price.cents, totals};
}

TEST(Pricing, RoundsHalfUpOnceAtTheEnd) {
  EXPECT_EQ(priced(4999, {{"Discount Percent", "50"}}).net, 2500);
  EXPECT_EQ(priced(4999, {{"Discount Percent", "50"}}, 2).net, 4999) << "not 2 x 2500";
  EXPECT_EQ(priced(1, {{"Discount Percent", "50.0001"}}).net, 0);
}

TEST(Pricing, TakesThePercentageOffFirstAndTheAmountAfterwardsForEachItem) {
  EXPECT_EQ(priced(10000, {{"Discount Amount", "10"}, {"Discount Percent", "12.5"}}, 3).net,
            3 * (8750 - 1000));
}

TEST(Pricing, AnOverrideReplacesTheListPriceAndNothingGoesBelowZero) {
  const Priced price = priced(10000, {{"Discount Amount", "6"}, {"Price Override", "5.00"}});
  EXPECT_EQ(price.unit, 500);
  EXPECT_EQ(price.net, 0);
}

TEST(Pricing, ADeletedLineCostsNothing) {
  const Priced price = priced(10000, {}, 1, LineAction::delete_);
  EXPECT_EQ(price.unit, 0);
  EXPECT_EQ(price.totals.recurring.cents, 0);
}

TEST(Pricing, OneTimePricesCountOnlyWhereSomethingIsAdded) {
  EXPECT_EQ(priced(900, {}, 2, LineAction::add, PriceType::one_time).totals.one_time.cents, 1800);
  EXPECT_EQ(priced(900, {}, 2, LineAction::none, PriceType::one_time).totals.one_time.cents, 0);
  EXPECT_EQ(priced(900, {}, 2, LineAction::none).totals.recurring.cents, 1800);
  EXPECT_EQ(priced(900, {}, 2, LineAction::update).totals.recurring.cents, 1800);
}

TEST(Pricing, TheLargestPriceAndQuantityFit) {
  const Priced price = priced(price_cents_max, {{"Discount Percent", "0.0001"}}, quantity_max);
  EXPECT_EQ(price.net, price_cents_max / 1'000'000 * 999'999 * quantity_max);
}

TEST(TypedValue, MoneyPercentAndQuantityAreExact) {
  EXPECT_EQ(parse_money("12.5"), Money{1250});
  EXPECT_EQ(parse_money("0.05"), Money{5});
  EXPECT_EQ(parse_percent("100"), 1'000'000);
  EXPECT_EQ(parse_quantity("10000"), 10'000U);
  for (const char* bad : {"", ".5", "5.", "-1", "+1", "1e3", "1.234", " 1", "1000000000.01",
                          "99999999999999999999"}) {
    EXPECT_FALSE(parse_money(bad)) << bad;
  }
  for (const char* bad : {"100.0001", "1.23456", "ten"}) EXPECT_FALSE(parse_percent(bad)) << bad;
  for (const char* bad : {"0", "10001", "1.0"}) EXPECT_FALSE(parse_quantity(bad)) << bad;
}

TEST(TypedValue, SpellingsOfOneValueAreTheSame) {
  EXPECT_TRUE(same_value(LineField::discount_amount, "10", "10.00"));
  EXPECT_FALSE(same_value(LineField::discount_amount, "10", ""));
  EXPECT_FALSE(same_value(LineField::comments, "10", "10.00"));
}

TEST(LineNumber, OutlinesAreOrderedByNumberNotByText) {
  const std::vector<std::string> ordered = {"1.0", "1.1", "1.1.1", "1.2", "1.10",
                                            "2.0", "9.0", "10.0",  "10.1"};
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      EXPECT_EQ(comes_before(ordered[i], ordered[j]), i < j) << ordered[i] << " " << ordered[j];
    }
  }
}

}  // namespace
}  // namespace proffer::domain
