#include "tests/e2e/shop.hpp"

#include "actors/edge/http_client.hpp"
#include "events/transport/catalogue_json.hpp"
#include "events/transport/json_shape.hpp"
#include "tests/domain/bundles.hpp"
#include "tests/domain/shop.hpp"
#include "tests/e2e/process.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
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
  profile.organization = "Sales";
  return json::serialize(transport::account_json({id}, profile, assets));
}

// Half a year ago: six months are over, and the seventh is not.
Instant half_a_year_ago() {
  const auto then = std::chrono::system_clock::now() - std::chrono::hours(185 * 24);
  return {std::chrono::duration_cast<std::chrono::milliseconds>(then.time_since_epoch()).count()};
}

std::vector<Asset> double_play_since(Instant start) {
  auto assets = scenarios::double_play();
  for (Asset& asset : assets) asset.start = start;
  return assets;
}

void slug(PromotionGroup& group) {
  slug(group.id);
  for (MembershipDefinition& membership : group.memberships) {
    slug(membership.id);
    slug(membership.product);
    slug(membership.covered);
  }
}

}  // namespace

std::string catalogue_json() {
  const domain::Bundles bundles;
  transport::CatalogueDocument document;
  document.products = bundles.products;
  for (Product product : {domain::simple("SMS 50"), domain::simple("SMS 200"), mobile_service()})
    document.products.push_back(std::move(product));
  document.promotions = bundles.promotions;
  document.charge_plans = {{"Yearly", DurationUnit::month, std::vector<std::uint32_t>(12, 833)}};
  document.groups = {bundles.family};
  for (PromotionGroup& group : document.groups) slug(group);
  document.offers = bundles.offers;
  std::erase_if(document.offers, [](const ProductOffer& offer) {  // of which there is no path
    return offer.id.value == "To your own" || offer.id.value == "Back to double";
  });
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
      {"C-6", owner({"Essential Plan", "Spanish Combo Package", "Basic Movie Package"})},
      {"C-7", double_play_since(Instant{1'577'836'800'000})},  // 2020
      {"C-8", double_play_since(half_a_year_ago())},
      {"C-9", double_play_since(half_a_year_ago())}};
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

namespace {

const std::vector<std::string> upgrade_and_box = {"Medium Triple Play upgrade",
                                                  "Premium set-top box"};

json::object upgrade_call(std::string_view customer, const std::vector<std::string>& offers,
                          bool save) {
  return {
      {"accountId", customer}, {"assetId", "DP"}, {"saveFlag", save}, {"offers", chosen(offers)}};
}

}  // namespace

void upgrade(const Call& call) {
  for (const bool save : {false, true}) {
    const auto shown =
        call("ApplyMultipleOffersforOrder", upgrade_call("C-7", upgrade_and_box, save));
    EXPECT_EQ(table_of(shown.at("structure")), scenarios::scenario_5_4());
    EXPECT_EQ(shown.contains("docId"), save);
  }
}

void upgrade_under_contract(const Call& call) {
  const auto shown =
      call("ApplyMultipleOffersforOrder", upgrade_call("C-8", upgrade_and_box, false));
  Table expected = scenarios::scenario_5_4();
  expected.push_back("8.0 | Early Termination |  | Add");
  EXPECT_EQ(table_of(shown.at("structure")), expected);
  const auto& penalty = shown.at("structure").at("lines").as_array().back().as_object();
  EXPECT_EQ(penalty.at("netPrice").as_string(), "74.97");
}

json::value get_from(const std::string& url, const std::string& path) {
  const auto ask = [&](const std::string& what) {
    const auto answer = edge::request("GET", url + what, {}, "", 20'000);
    EXPECT_TRUE(answer) << what << ": " << answer.error().detail;
    return answer ? *answer : edge::HttpResponse{.status = 0, .headers = {}, .body = "null"};
  };
  const auto caught_up = [&]() -> bool {
    const auto ready = json::parse(ask("/readyz?verbose").body);
    const auto& checks = ready.at("checks").as_array();
    return std::all_of(checks.begin(), checks.end(), [](const json::value& check) {
      return !check.at("name").as_string().starts_with("projection ") ||
             check.at("detail").as_string() == "0 events behind";
    });
  };
  EXPECT_TRUE(eventually(caught_up));
  const auto answer = ask(path);
  EXPECT_EQ(answer.status, 200) << answer.body;
  return json::parse(answer.body);
}

void upgrade_with_memberships(const Call& call, const Change& change, const Get& get) {
  const std::string_view customer = "C-9";
  int group = 0;
  for (const char* definition : {"Both", "Double-only"}) {
    change("CreatePromotionGroup", {{"accountId", customer}, {"promotionGroup", "Family"}});
    change("AssociateMembership", {{"accountId", customer},
                                   {"groupId", "C-9-G" + std::to_string(++group)},
                                   {"membershipDefinition", definition},
                                   {"assetId", "DP"}});
  }
  const auto preview = call("PreviewPenalty", {{"accountId", customer},
                                               {"assetId", "DP"},
                                               {"targetPromotion", "Medium-Triple-Play-Bundle"}});
  EXPECT_EQ(preview.at("penalty").at("total").as_string(), "104.97") << preview;
  const auto tried = call("DisconnectMembership",
                          {{"accountId", customer}, {"membershipId", "C-9-M2"}, {"dryRun", true}});
  EXPECT_EQ(tried.at("memberships").at(0).at("penalty").as_string(), "30.00") << tried;
  EXPECT_EQ(get("/v1/memberships?accountId=C-9&status=Active").at("items").as_array().size(), 2U);

  const auto saved = call("ApplyMultipleOffersforOrder",
                          upgrade_call(customer, {"Medium Triple Play upgrade"}, true));
  Table expected = scenarios::scenario_5_4();
  expected.back() = "7.0 | Family Membership |  | Update";
  expected.push_back("8.0 | Family Membership |  | Delete");
  expected.push_back("9.0 | Early Termination |  | Add");
  EXPECT_EQ(table_of(saved.at("structure")), expected);
  const auto& penalty = saved.at("structure").at("lines").as_array().back().as_object();
  EXPECT_EQ(penalty.at("netPrice").as_string(), "104.97");

  const json::object order = {{"accountId", customer}, {"documentId", saved.at("docId")}};
  change("SubmitOrder", order);
  change("CompleteOrder", order);
  const auto left =
      get("/v1/memberships?promotion=Medium-Triple-Play-Bundle&accountId=C-9").at("items");
  ASSERT_EQ(left.as_array().size(), 1U) << left;
  EXPECT_EQ(left.at(0).at("id").as_string(), "C-9-M1");
  const auto ended = get("/v1/memberships?groupId=C-9-G2").at("items");
  EXPECT_EQ(ended.at(0).at("status").as_string(), "Inactive") << ended;
  EXPECT_EQ(ended.at(0).at("penalty").as_string(), "30.00");

  json::object leave = upgrade_call(customer, {"Leave triple"}, true);
  leave["assetId"] = left.at(0).at("assetId");
  const auto gone = call("ApplyMultipleOffersforOrder", leave);
  EXPECT_EQ(table_of(gone.at("structure")),
            (Table{"1.0 | Medium Triple Play Bundle |  | Delete",
                   "2.0 | Internet Service |  | Update", "3.0 | Digital Voice Service |  | Update",
                   "4.0 | Internet Router |  | Update", "5.0 | TV Service |  | Update",
                   "6.0 | Family Membership |  | Delete", "7.0 | Early Termination |  | Add"}));
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
