#include "tests/domain/shop.hpp"

#include "actors/domain/product_offer/offer_rules.hpp"
#include "actors/domain/product_offer/validate_catalogue.hpp"
#include "tests/domain/members.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace proffer::domain {

Product simple(std::string name, std::int64_t price_cents) {
  Product product;
  product.id.value = name;
  product.name = std::move(name);
  product.list_price.cents = price_cents;
  return product;
}

Relationship slot(std::string name, std::uint32_t min, std::optional<std::uint32_t> max,
                  std::vector<std::string> domain) {
  Relationship relationship;
  relationship.name = std::move(name);
  relationship.min = min;
  relationship.max = max;
  for (std::string& id : domain) relationship.domain.push_back({std::move(id)});
  return relationship;
}

Product customizable(std::string name, std::vector<Relationship> relationships) {
  Product product = simple(std::move(name));
  product.kind = ProductKind::customizable;
  product.relationships = std::move(relationships);
  return product;
}

OfferAction action(ActionType type, ActionCode code, std::string base, std::string component) {
  OfferAction result;
  result.type = type;
  result.code = code;
  result.base.value = std::move(base);
  result.component.value = std::move(component);
  return result;
}
OfferAction once(OfferAction action) {
  action.allow_multiple_instance = false;
  return action;
}
OfferAction child_of(std::string parent, OfferAction action) {
  action.parent.value = std::move(parent);
  return action;
}
OfferAction named(std::string name, OfferAction action) {
  action.id.value = name;
  action.name = std::move(name);
  return action;
}
OfferAction field_of(OfferAction action, std::string name, std::string value) {
  action.field_name = std::move(name);
  action.field_value = std::move(value);
  return action;
}
OfferAction attribute_of(OfferAction action, std::string name, std::string value) {
  action.attribute_name = std::move(name);
  action.attribute_value = std::move(value);
  return action;
}

ProductOffer offer(std::string name, std::vector<OfferAction> actions) {
  ProductOffer result;
  result.id.value = name;
  result.name = std::move(name);
  result.organizations = {"Sales"};
  OfferResponse accept;
  accept.sequence = 1;
  accept.response = "Accept";
  accept.kind = ResponseKind::accept;
  accept.actions = std::move(actions);
  OfferResponse reject;
  reject.sequence = 2;
  reject.response = "Reject";
  reject.kind = ResponseKind::reject;
  result.responses = {std::move(accept), std::move(reject)};
  return result;
}

Asset asset(std::string id, std::string product, std::string parent) {
  Asset result;
  result.id.value = std::move(id);
  result.product.value = std::move(product);
  result.parent.value = std::move(parent);
  return result;
}

std::vector<Product> shop_products() {
  Product plan = simple("Fibe 500GB", 2000);
  AttributeDefinition bandwidth{"Bandwidth", AttributeType::enumeration, {"50", "100"}, "50"};
  plan.attributes = {bandwidth};
  Product router = simple("Internet Router", 9900);
  router.price_type = PriceType::one_time;
  return {
      simple("Fibe 100GB"),
      plan,
      simple("Online Security", 500),
      simple("Flat National"),
      simple("Essential Plan"),
      simple("Basic Movie Package", 800),
      simple("Premium Movie Package", 1400),
      simple("Spanish Combo Package", 600),
      simple("On-Demand TV", 700),
      simple("SIM"),
      simple("Bluetooth Headset", 4999),
      simple("Unlimited Text", 2500),
      simple("International Calling", 300),
      router,
      customizable("Internet Service", {slot("Plan", 0, 1, {"Fibe 100GB", "Fibe 500GB"}),
                                        slot("Add-ons", 0, std::nullopt, {"Online Security"})}),
      customizable("TV Service",
                   {slot("TV Plan", 0, 1, {"Essential Plan"}),
                    slot("Movie Package", 0, 1, {"Basic Movie Package", "Premium Movie Package"}),
                    slot("Channel Packages", 0, std::nullopt, {"Spanish Combo Package"}),
                    slot("On Demand", 0, 1, {"On-Demand TV"})}),
      customizable("Mobile Service",
                   {slot("SIM", 1, 1, {"SIM"}), slot("Texting", 0, 2, {"Unlimited Text"}),
                    slot("Calling", 0, 1, {"International Calling"})}),
  };
}

Catalogue catalogue_of(const std::vector<Product>& products,
                       const std::vector<ProductOffer>& offers,
                       const std::vector<Promotion>& promotions) {
  std::vector<Event> events;
  for (const Product& product : products) events.emplace_back(ProductDefined{product});
  for (const Promotion& promotion : promotions) events.emplace_back(PromotionDefined{promotion});
  for (const ProductOffer& offer : offers) {
    events.emplace_back(ProductOfferDefined{1, completed(offer)});
  }
  return Catalogue{}.with(events, events.size());
}

Catalogue shop(const std::vector<ProductOffer>& offers) {
  for (const Problem& problem : validate_catalogue({}, {shop_products()}, offers)) {
    ADD_FAILURE() << problem.code << ": " << problem.text;
  }
  return catalogue_of(shop_products(), offers);
}

Customer::Customer(Catalogue catalogue, std::string type, std::vector<Asset> assets)
    : context_(context_of(catalogue)) {
  AccountProfile profile;
  profile.name = "Ana";
  profile.type = std::move(type);
  profile.organization = "Sales";
  profile.price_list = "Standard";
  profile.currency = "EUR";
  const auto defined = Account::decide(
      {}, Account::DefineAccount{{"A-1"}, std::move(profile), std::move(assets)}, context_);
  if (!defined) {
    ADD_FAILURE() << defined.error().front().text;
    return;
  }
  state_ = fold<Account>({}, *defined);
}

std::vector<AccountEvent> Customer::answers(const std::string& offer, const std::string& response,
                                            const std::string& asset) {
  ResponseReceived received;
  received.account = state_.id;
  received.offer.value = offer;
  received.response = response;
  received.asset.value = asset;
  received.channel = "web";
  const auto events = Account::decide(state_, Account::RespondToOffer{received}, context_);
  if (!events) {
    ADD_FAILURE() << events.error().front().text;
    return {};
  }
  state_ = fold<Account>(std::move(state_), *events);
  return *events;
}

std::vector<std::string> Customer::lines() const {
  std::vector<std::string> lines;
  if (!state_.document) return lines;
  for (const Line& line : state_.document->lines) {
    std::string action = "?";
    switch (line.action) {
      case LineAction::none: action = "-"; break;
      case LineAction::add: action = "Add"; break;
      case LineAction::update: action = "Update"; break;
      case LineAction::delete_: action = "Delete"; break;
      case LineAction::unknown: break;
    }
    lines.push_back(line.sequence + " " + line.product_name + " " + action);
  }
  return lines;
}

const Line& Customer::line(std::string_view sequence) const {
  static const Line none;
  if (state_.document) {
    for (const Line& line : state_.document->lines) {
      if (line.sequence == sequence) return line;
    }
  }
  ADD_FAILURE() << "no line " << sequence;
  return none;
}

OfferResponseLogged logged(const std::vector<AccountEvent>& events) {
  const OfferResponseLogged none;
  const auto* last = events.empty() ? nullptr : std::get_if<OfferResponseLogged>(&events.back());
  if (last == nullptr) {
    ADD_FAILURE() << "the response was not carried out"
                  << (events.empty() ? "" : ": " + failed(events).problems.front().text);
    return none;
  }
  return *last;
}

namespace {
// What an action is refused for names one of its members, or what the response is to say.
void expect_named(const Problem& problem) {
  if (problem.action.empty()) return;
  EXPECT_TRUE(!problem.offer.empty() && !problem.response.empty()) << problem.code;
  static const std::set<std::string> said = {"actionName", "assetId", "fieldName", "parameterId",
                                             "serviceId"};
  EXPECT_TRUE(!problem.field.empty() &&
              (said.contains(problem.field) || is_member<OfferAction>(problem.field)))
      << problem.code << " names '" << problem.field << "'";
}
}  // namespace

OfferApplicationFailed failed(const std::vector<AccountEvent>& events) {
  static const OfferApplicationFailed none{{}, 0, {Problem{}}};
  const auto* last = events.empty() ? nullptr : std::get_if<OfferApplicationFailed>(&events.back());
  // Beside it there is only what the workflow did until then.
  const bool alone = std::all_of(events.begin(), events.end(), [](const AccountEvent& event) {
    return Account::stream_of(event, {Category::account, "A-1"}).category == Category::workflow ||
           std::holds_alternative<OfferApplicationFailed>(event);
  });
  if (last == nullptr || !alone) {
    ADD_FAILURE() << "the response did not fail, or saved something";
    return none;
  }
  std::ranges::for_each(last->problems, expect_named);
  return *last;
}

std::vector<std::string> reasons(const OfferResponseLogged& logged) {
  std::vector<std::string> reasons;
  for (const SkippedAction& skipped : logged.skipped) reasons.push_back(skipped.reason);
  return reasons;
}

}  // namespace proffer::domain
