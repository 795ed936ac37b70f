#include "actors/domain/catalogue/catalogue.hpp"

#include "actors/domain/catalogue/product_catalogue.hpp"
#include "tests/domain/shop.hpp"

#include <rapidcheck.h>

namespace proffer::domain {
namespace {

using Codes = std::vector<std::string>;

ProductCatalogue::Command define(std::vector<Product> products,
                                 std::vector<ProductLine> lines = {}) {
  return DefineCatalogue{{std::move(products), std::move(lines)}};
}

TEST(Names, AreTheSameWhenTheyAreFoldedToTheSame) {
  EXPECT_TRUE(same_name(" SIM\t", "sim"));
  EXPECT_TRUE(same_name("", " \r\n"));
  EXPECT_FALSE(same_name("sim", "s im"));
  EXPECT_FALSE(same_name("@", "`"));  // a bit apart, as capitals are from small letters
  EXPECT_TRUE(rc::check([] {
    const auto any = rc::gen::container<std::string>(rc::gen::element(' ', '\t', 'a', 'A', 'b'));
    const std::string name = *any, other = *any;
    RC_ASSERT(same_name(name, other) == (folded(name) == folded(other)));
  }));
}

TEST(ProductCatalogue, DefinesProductsThatReferToEachOther) {
  const Product sim = simple("SIM");
  const Product mobile = customizable("Mobile", {slot("SIM", 1, 1, {"SIM"})});
  given<ProductCatalogue>()
      .when(define({sim, mobile}))
      .then({ProductDefined{mobile}, ProductDefined{sim}});
}

TEST(ProductCatalogue, RecordsOnlyWhatChanged) {
  const Product sim = simple("SIM");
  Product dearer = simple("Router", 100);
  given<ProductCatalogue>(ProductDefined{sim}, ProductDefined{simple("Router", 50)})
      .when(define({sim, dearer}))
      .then({ProductDefined{dearer}});
}

TEST(ProductCatalogue, TakesItsOwnStateForTruthWhereTheContextLags) {
  given<ProductCatalogue>(ProductDefined{simple("SIM")})
      .when(define({customizable("Mobile", {slot("SIM", 1, 1, {"SIM"})})}))
      .then({ProductDefined{customizable("Mobile", {slot("SIM", 1, 1, {"SIM"})})}});
  Product other = simple("Other");
  other.name = " sim ";
  given<ProductCatalogue>(ProductDefined{simple("SIM")})
      .when(define({other}))
      .then_rejected("PRODUCT_NAME_TAKEN");
}

TEST(ProductCatalogue, NamesMayBeSwappedInOneCommand) {
  Product a = simple("A");
  Product b = simple("B");
  std::swap(a.name, b.name);
  given<ProductCatalogue>(ProductDefined{simple("A")}, ProductDefined{simple("B")})
      .when(define({a, b}))
      .then({ProductDefined{a}, ProductDefined{b}});
}

TEST(ProductCatalogue, TellsEveryProblemOfADefinition) {
  const auto with = [](auto change) {
    Product product = customizable("P", {slot("Slot", 0, 1, {"SIM"})});
    change(product);
    return product;
  };
  const auto attribute = [](AttributeDefinition definition) {
    return [definition](Product& p) { p.attributes = {definition}; };
  };
  using enum AttributeType;
  const std::vector<std::pair<Product, Codes>> table = {
      {with([](Product& p) { p.id = {}; }), {"PRODUCT_ID_REQUIRED"}},
      {with([](Product& p) { p.name = " "; }), {"PRODUCT_NAME_REQUIRED"}},
      {with([](Product& p) { p.name = "sim"; }), {"PRODUCT_NAME_TAKEN"}},
      {with([](Product& p) { p.kind = ProductKind::promotion; }),
       {"PRODUCT_KIND_IS_PROMOTION", "RELATIONSHIPS_ONLY_FOR_CUSTOMIZABLE"}},
      {with([](Product& p) { p.kind = ProductKind::simple; }),
       {"RELATIONSHIPS_ONLY_FOR_CUSTOMIZABLE"}},
      {with([](Product& p) { p.effective_from = p.effective_to = noon; }), {"PRODUCT_DATES"}},
      {with([](Product& p) { p.list_price.cents = -1; }), {"PRODUCT_PRICE_INVALID"}},
      {with([](Product& p) { p.price_type = PriceType::unknown; }),
       {"PRODUCT_PRICE_TYPE_REQUIRED"}},
      {with([](Product& p) { p.product_lines = {{"none"}}; }), {"PRODUCT_LINE_UNKNOWN"}},
      {with(attribute({"", text, {}, ""})), {"ATTRIBUTE_NAME_REQUIRED"}},
      {with([](Product& p) {
         p.attributes = {{"A", text, {}, ""}, {" a", text, {}, ""}};
       }),
       {"ATTRIBUTE_NAME_DUPLICATE"}},
      {with(attribute({"quantity", text, {}, ""})), {"ATTRIBUTE_NAME_RESERVED"}},
      {with(attribute({"A", AttributeType::unknown, {}, ""})), {"ATTRIBUTE_TYPE_UNKNOWN"}},
      {with(attribute({"A", enumeration, {}, ""})), {"ATTRIBUTE_ALLOWED_VALUES"}},
      {with(attribute({"A", number, {}, "ten"})), {"ATTRIBUTE_VALUE_INVALID"}},
      {with([](Product& p) { p.relationships[0].name = ""; }), {"RELATIONSHIP_NAME_REQUIRED"}},
      {with([](Product& p) {
         p.relationships.push_back(p.relationships[0]);
         p.relationships[1].name += " ";
       }),
       {"RELATIONSHIP_NAME_DUPLICATE"}},
      {with([](Product& p) { p.relationships[0].min = 2; }), {"RELATIONSHIP_CARDINALITY"}},
      {with([](Product& p) { p.relationships[0].max = 0; }), {"RELATIONSHIP_CARDINALITY"}},
      {with([](Product& p) { p.relationships[0].domain.clear(); }), {"RELATIONSHIP_DOMAIN_EMPTY"}},
      {with([](Product& p) { p.relationships[0].domain.push_back({"none"}); }),
       {"RELATIONSHIP_DOMAIN_UNKNOWN"}},
      {with([](Product& p) { p.relationships[0].domain.push_back({"P"}); }),
       {"RELATIONSHIP_DOMAIN_SELF"}},
      {with([](Product& p) { p.relationships[0].domain_line = {"none"}; }),
       {"PRODUCT_LINE_UNKNOWN"}},
      {with([](Product& p) { p.relationships[0].default_product = {"Router"}; }),
       {"RELATIONSHIP_DEFAULT_NOT_IN_DOMAIN"}},
      {with([](Product& p) { p.relationships[0].default_quantity = 1; }),
       {"RELATIONSHIP_DEFAULT_REQUIRED"}},
      {with([](Product& p) {
         p.relationships[0].default_product = {"SIM"};
         p.relationships[0].default_quantity = 2;
       }),
       {"RELATIONSHIP_DEFAULT_QUANTITY"}},
  };
  for (const auto& [product, codes] : table) {
    given<ProductCatalogue>(ProductDefined{simple("SIM")}, ProductDefined{simple("Router")})
        .when(define({product}))
        .then_rejected(codes);
  }
}

TEST(ProductCatalogue, AProductGivenTwiceIsNotedEvenWhereOneIsTheSame) {
  given<ProductCatalogue>(ProductDefined{simple("SIM")})
      .when(define({simple("SIM"), simple("SIM", 100)}))
      .then_rejected("PRODUCT_DUPLICATE");
}

TEST(ProductCatalogue, DefaultsMayNotLeadBackToTheirProduct) {
  const auto presets = [](std::string name, std::string other) {
    auto relationship = slot("Slot", 0, 1, {other});
    relationship.default_product.value = other;
    relationship.default_quantity = 1;
    return customizable(std::move(name), {relationship});
  };
  given<ProductCatalogue>()
      .when(define({presets("A", "B"), presets("B", "A")}))
      .then_rejected(Codes(2, "RELATIONSHIP_DEFAULT_CYCLE"));
}

TEST(ProductCatalogue, AProductLineListsKnownProducts) {
  const ProductLine line{{"L"}, "Phones", {{"SIM"}, {"Nothing"}}};
  given<ProductCatalogue>(ProductDefined{simple("SIM")})
      .when(define({}, {line}))
      .then_rejected("PRODUCT_LINE_MEMBER_UNKNOWN");
}

TEST(ProductCatalogue, S1_2_AProductLineHasANameOfItsOwn) {
  const ProductLine phones{{"L"}, "Phones", {}, {}};
  const ProductLine other{{"M"}, " phones ", {}, {}};
  ProductLine renamed = phones;
  renamed.name = "Old Phones";
  given<ProductCatalogue>(ProductLineDefined{phones})
      .when(define({}, {other}))
      .then_rejected("PRODUCT_LINE_NAME_TAKEN");
  given<ProductCatalogue>()
      .when(define({}, {phones, other}))
      .then_rejected("PRODUCT_LINE_NAME_TAKEN");
  given<ProductCatalogue>(ProductLineDefined{phones})
      .when(define({}, {renamed, other}))
      .then({ProductLineDefined{renamed}, ProductLineDefined{other}});
}

TEST(Catalogue, FindsProductsAndOffersByIdAndByNameWhateverTheCase) {
  const Catalogue catalogue = catalogue_of(shop_products(), {offer("Films", {})});
  ASSERT_NE(catalogue.product_named(" tv service"), nullptr);
  EXPECT_EQ(catalogue.product_named("tv service"), catalogue.product({"TV Service"}));
  ASSERT_NE(catalogue.definition_named("FILMS"), nullptr);
  EXPECT_EQ(catalogue.definition_named("FILMS"), catalogue.definition({"Films"}));
  EXPECT_EQ(catalogue.product({"nothing"}), nullptr);
  EXPECT_EQ(catalogue.products().size(), shop_products().size());
}

TEST(Catalogue, AnOldNameIsFreeOnceItsOwnerHasAnother) {
  Product renamed = simple("SIM");
  renamed.name = "eSIM";
  const std::vector<Event> events{ProductDefined{renamed}};
  const Catalogue before = catalogue_of({simple("SIM")}, {});
  const Catalogue after = before.with(events, 2);
  EXPECT_EQ(after.product_named("SIM"), nullptr);
  EXPECT_NE(after.product_named("esim"), nullptr);
  EXPECT_NE(before.product_named("SIM"), nullptr) << "a snapshot never changes";
  EXPECT_EQ(after.position(), 2U);
}

TEST(Catalogue, IsTheSameInWhateverBatchesItIsRead) {
  std::vector<Event> events;
  for (int i = 0; i < 10'000; ++i) {
    events.emplace_back(ProductDefined{simple("P" + std::to_string(i))});
    if (i % 2 == 0) {
      events.emplace_back(ProductOfferDefined{1, offer("O" + std::to_string(i), {})});
    }
  }
  Catalogue one_by_one;
  for (std::size_t i = 0; i < events.size(); ++i) {
    one_by_one = one_by_one.with({&events[i], 1}, i + 1);
  }
  const Catalogue at_once = Catalogue{}.with(events, events.size());
  const auto some = one_by_one.products();
  const auto same = at_once.products();
  ASSERT_EQ(some.size(), 10'000U);
  ASSERT_EQ(same.size(), 10'000U);
  for (std::size_t i = 0; i < some.size(); ++i) ASSERT_EQ(*some[i], *same[i]);
  EXPECT_EQ(one_by_one.offers().size(), 5'000U);
  EXPECT_EQ(*one_by_one.definition_named("o9998"), *at_once.definition({"O9998"}));
  EXPECT_EQ(one_by_one.position(), at_once.position());
}

}  // namespace
}  // namespace proffer::domain
