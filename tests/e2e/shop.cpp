#include "tests/e2e/shop.hpp"

#include "events/transport/catalogue_json.hpp"
#include "events/transport/json_shape.hpp"
#include "tests/domain/shop.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace proffer::e2e::shop {
namespace {

namespace json = boost::json;
namespace scenarios = domain::scenarios;
using scenarios::Table;

// Ids that can stand in a path; the scenarios' things have their names as ids.
template <class Tag>
void slug(Id<Tag>& id) {
  std::replace(id.value.begin(), id.value.end(), ' ', '-');
}
template <class Tag>
void slug(std::vector<Id<Tag>>& ids) {
  for (auto& id : ids) slug(id);
}

Product mobile_service() {
  return domain::customizable("Mobile Service",
                              {domain::slot("Messages", 0, 1, {"SMS 50", "SMS 200"})});
}
// The customer says how many messages.
ProductOffer message_offer() {
  OfferAction action = domain::action(ActionType::modify, ActionCode::add, "Mobile Service");
  action.named_parameter = NamedParameter::component_product;
  action.user_input = true;
  action.domain = {{"p50", 1, "SMS-50", {}, "50 messages"},
                   {"p200", 2, "SMS-200", {}, "200 messages"}};
  return domain::offer("More messages", {action});
}

std::string customer_json(const std::string& id, std::vector<Asset> assets) {
  for (Asset& asset : assets) {
    slug(asset.id);
    slug(asset.product);
    slug(asset.parent);
    slug(asset.root);
    slug(asset.promotion.promotion);
  }
  AccountProfile profile;
  profile.name = "Somebody";
  profile.type = "Residential";
  return json::serialize(transport::account_json({id}, profile, assets));
}

}  // namespace

std::string catalogue_json() {
  transport::CatalogueDocument document;
  document.products = scenarios::products();
  for (Product product : {domain::simple("SMS 50"), domain::simple("SMS 200"), mobile_service()})
    document.products.push_back(std::move(product));
  document.promotions = scenarios::promotions();
  document.offers = scenarios::offers();
  document.offers.push_back(message_offer());
  for (Product& product : document.products) {
    slug(product.id);
    for (Relationship& relationship : product.relationships) {
      slug(relationship.domain);
      slug(relationship.default_product);
    }
  }
  for (Promotion& promotion : document.promotions) {
    slug(promotion.id);
    for (PromotionSlot& slot : promotion.slots) {
      slug(slot.product);
      slug(slot.domain);
      slug(slot.default_product);
    }
    for (UpgradePath& path : promotion.upgrade_from) slug(path.original);
  }
  for (ProductOffer& offer : document.offers) {
    slug(offer.id);
    for (OfferResponse& response : offer.responses) {
      for (OfferAction& action : response.actions) {
        slug(action.id);
        slug(action.base);
        slug(action.component);
        slug(action.upgrade_product);
      }
    }
  }
  return json::serialize(transport::json_of(document));
}

std::vector<CustomerJson> customers() {
  const auto owner = [](std::vector<std::string> components) {
    return scenarios::triple_play(components);
  };
  const std::vector<std::pair<std::string, std::vector<Asset>>> all = {
      {"C-1", {}},
      {"C-2", {}},
      {"C-3", {domain::asset("M", "Mobile Service")}},
      {"C-4", owner({"Essential Plan", "Spanish Combo Package", "Basic Movie Package"})},
      {"C-5", owner({"Essential Plan", "Basic Movie Package", "Spanish Combo Package"})},
      {"C-6", owner({"Essential Plan", "Spanish Combo Package", "Basic Movie Package"})}};
  std::vector<CustomerJson> customers;
  for (const auto& [id, assets] : all) customers.push_back({id, customer_json(id, assets)});
  return customers;
}

json::array chosen(const std::vector<std::string>& offers) {
  json::array list;
  for (std::string offer : offers) {
    std::replace(offer.begin(), offer.end(), ' ', '-');
    list.push_back(json::object{{"offerId", offer}, {"sequence", list.size() + 1}});
  }
  return list;
}

Table table_of(const json::value& structure) {
  Table table;
  const auto text = [](const json::object& line, std::string_view name) {
    const auto* member = line.if_contains(name);
    return member == nullptr ? std::string{} : std::string(member->as_string());
  };
  for (const json::value& value : structure.at("lines").as_array()) {
    const json::object& line = value.as_object();
    const std::string promotion =
        line.contains("promotionRuleId") ? text(line, "promotion") : std::string{};
    table.push_back(text(line, "sequence") + " | " + text(line, "product") + " | " + promotion +
                    " | " + text(line, "action"));
  }
  return table;
}

const std::vector<std::string> quick_quote = {"Medium Triple Play Bundle", "Basic Movie package",
                                              "Spanish Combo channel", "Online Security"};

namespace {

json::object shown_quote(const Call& call) {
  return call("ApplyMultipleOffersforOrder",
              {{"accountId", "C-1"}, {"saveFlag", false}, {"offers", chosen(quick_quote)}});
}

void expect_total(const json::object& answer, std::string_view total) {
  EXPECT_EQ(answer.at("structure").at("totals").at("recurring").as_string(), total);
}

}  // namespace

void quick_quote_in_memory(const Call& call) {
  const auto quote = shown_quote(call);
  EXPECT_EQ(table_of(quote.at("structure")), scenarios::scenario_5_1());
  expect_total(quote, "139.00");
  EXPECT_FALSE(quote.contains("docId"));
}

std::string review_grow_and_place(const Call& call) {
  const auto quote = shown_quote(call);
  const auto more =
      call("ApplyMultipleOffersforOrder", {{"accountId", "C-1"},
                                           {"processInMemory", true},
                                           {"structure", quote.at("structure")},
                                           {"offers", chosen({"Premium set-top box"})}});
  EXPECT_EQ(table_of(more.at("structure")), scenarios::scenario_5_2());
  expect_total(more, "143.00");
  EXPECT_FALSE(more.contains("docId"));
  const auto placed =
      call("SaveOrder", {{"accountId", "C-1"}, {"structure", more.at("structure")}});
  EXPECT_EQ(table_of(placed.at("structure")), scenarios::scenario_5_2());
  return std::string(placed.at("docId").as_string());
}

void all_at_once(const Call& call) {
  std::vector<std::string> all = quick_quote;
  all.emplace_back("Premium set-top box");
  const auto saved =
      call("ApplyMultipleOffersforOrder", {{"accountId", "C-2"}, {"offers", chosen(all)}});
  EXPECT_EQ(table_of(saved.at("structure")), scenarios::scenario_5_2());
  EXPECT_EQ(saved.at("docId").as_string(), "C-2-O1");
}

void upsell(const Call& call, const std::string& customer) {
  const auto shown = call("ApplyMultipleOffersforOrder",
                          {{"accountId", customer},
                           {"assetId", "TV"},
                           {"saveFlag", false},
                           {"offers", chosen({"Premium Movie Package", "On-Demand TV Service"})}});
  EXPECT_EQ(table_of(shown.at("structure")), scenarios::scenario_5_3()) << customer;
}

void upsell_in_two_calls(const Call& call) {
  const auto first = call(
      "ApplyMultipleOffersforOrder",
      {{"accountId", "C-6"}, {"assetId", "TV"}, {"offers", chosen({"Premium Movie Package"})}});
  Table lines = scenarios::scenario_5_3();
  lines.pop_back();
  EXPECT_EQ(table_of(first.at("structure")), lines);
  const auto second =
      call("ApplyMultipleOffersforOrder", {{"accountId", "C-6"},
                                           {"assetId", "TV"},
                                           {"docId", first.at("docId")},
                                           {"offers", chosen({"On-Demand TV Service"})}});
  EXPECT_EQ(table_of(second.at("structure")), scenarios::scenario_5_3());
  EXPECT_EQ(second.at("docId"), first.at("docId"));
}

void bundle_of_ones_own(const Call& call) {
  const auto quote =
      call("ApplyMultipleOffersforOrder",
           {{"accountId", "C-1"},
            {"saveFlag", false},
            {"offers", chosen({"Build Your Own Bundle", "Internet - 500 mbps",
                               "VoIP - Per minute call", "Basic Home Security package"})}});
  EXPECT_EQ(table_of(quote.at("structure")), scenarios::scenario_5_5());
}

}  // namespace proffer::e2e::shop
