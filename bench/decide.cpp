// How long does a decision take? The web shop's five scenarios and typical responses, beside the
// same work on an account with a thousand assets, and the catalogue read one event at a time beside
// all at once. Ratios of one run.
#include "actors/domain/account/account.hpp"
#include "actors/domain/catalogue/product_catalogue.hpp"
#include "actors/domain/product_offer/product_offer.hpp"
#include "actors/domain/recommendation/recommendation.hpp"
#include "events/check.hpp"
#include "tests/domain/desk.hpp"
#include "tests/domain/scenarios.hpp"

#include <fmt/core.h>

#include <cstdint>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace proffer;
using namespace proffer::domain;
// The process's own CPU time: what else the machine does is not measured.
double ns_since(std::clock_t start, std::size_t count) {
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return seconds * 1e9 / static_cast<double>(count);
}

Product product(const std::string& id) {
  Product result;
  result.id.value = id;
  result.name = id;
  result.list_price.cents = 1000;
  return result;
}

ProductOffer offer(const std::string& id, ActionType type, ActionCode code,
                   const std::string& component) {
  OfferAction action;
  action.id.value = id + "/1";
  action.name = "1";
  action.sequence = 1;
  action.type = type;
  action.code = code;
  action.base.value = "TV";
  action.component.value = component;
  OfferResponse accept;
  accept.sequence = 1;
  accept.response = "Accept";
  accept.actions = {action};
  ProductOffer result;
  result.id.value = id;
  result.name = id;
  result.organizations = {"Sales"};
  result.responses = {accept};
  return result;
}

// A base with a slot of one and an open one, and offers that add, replace and bring it anew.
std::vector<Event> definitions(std::size_t products, std::size_t offers) {
  Product tv = product("TV");
  tv.kind = ProductKind::customizable;
  Relationship movies{"Movies", 0, 1, {{"Basic"}, {"Premium"}}, {}, {}, 0, 0};
  Relationship channels{"Channels", 0, {}, {{"Channel"}}, {}, {}, 0, 0};
  tv.relationships = {movies, channels};
  std::vector<Event> events{
      ProductDefined{tv},
      ProductDefined{product("Basic")},
      ProductDefined{product("Premium")},
      ProductDefined{product("Channel")},
      ProductOfferDefined{1, offer("add", ActionType::modify, ActionCode::add, "Channel")},
      ProductOfferDefined{1, offer("replace", ActionType::modify, ActionCode::replace, "Premium")},
      ProductOfferDefined{1, offer("new", ActionType::new_, ActionCode::add, "Basic")},
      ProductOfferDefined{1, offer("skip", ActionType::modify, ActionCode::delete_, "Premium")}};
  for (std::size_t i = 0; i < products; ++i) {
    events.emplace_back(ProductDefined{product("P" + std::to_string(i))});
  }
  for (std::size_t i = 0; i < offers; ++i) {
    events.emplace_back(ProductOfferDefined{
        1, offer("O" + std::to_string(i), ActionType::modify, ActionCode::add, "Channel")});
  }
  return events;
}

// `assets` in trees of ten: a base, its movies and eight channels.
Account::State account(std::size_t assets) {
  Account::State state;
  state.id.value = "A-1";
  state.profile.type = "Residential";
  state.profile.organization = "Sales";
  for (std::size_t i = 0; i < assets; ++i) {
    const std::string root = "R" + std::to_string(i / 10);
    Asset asset;
    asset.root.value = root;
    asset.id.value = root;
    asset.product.value = "TV";
    if (i % 10 != 0) {
      asset.id.value += "." + std::to_string(i % 10);
      asset.parent.value = root;
      asset.product.value = i % 10 == 1 ? "Basic" : "Channel";
      asset.relationship = i % 10 == 1 ? "Movies" : "Channels";
    }
    state.assets.push_back(std::move(asset));
  }
  return state;
}

// Five offers for each of some of the products, each with a rule on who may have it and one on what
// it needs.
std::vector<Event> recommended_offers(std::size_t products, std::size_t offers) {
  std::vector<Event> events;
  for (std::size_t i = 0; i < products; ++i) {
    events.emplace_back(ProductDefined{product("P" + std::to_string(i))});
  }
  for (std::size_t i = 0; i < offers; ++i) {
    const std::string id = "O" + std::to_string(i);
    const std::string subject = "P" + std::to_string(i / 5);
    ProductOffer result = offer(id, ActionType::modify, ActionCode::add, "Channel");
    result.recommendations = {
        {{"1"}, {subject}, "You have it.", {}, {}, result.message_type, 0, {}}};
    result.rules.check_eligibility = result.rules.inclusive_eligibility = true;
    result.rules.eligibility = {
        {{"1"}, {}, EligibilityType::available, {}, "Residential", {}, {}, {}, {}, {}, {}}};
    result.rules.compatibility = {{{"2"},
                                   {},
                                   CompatibilityType::requires_,
                                   {SideKind::offer, id},
                                   {SideKind::product, subject},
                                   {},
                                   {},
                                   {}}};
    events.emplace_back(ProductOfferDefined{1, result});
  }
  return events;
}

// FNV-1a over what the decisions said, so that none is optimised away and the meaning shows when it
// changes.
struct Hash {
  std::uint64_t value = 0xcbf29ce484222325U;
  void add(std::string_view text) {
    for (const char c : text) {
      value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
  }
  void add(const std::vector<AccountEvent>& events) {
    for (const AccountEvent& event : events) {
      if (const auto* line = std::get_if<LineAdded>(&event)) add(line->line.sequence);
    }
    add(std::to_string(events.size()));
  }
};

// One response decided and its events folded, on the account as it was before each time.
double respond_ns(Account::State& state, const Context& context, const std::string& offer_id,
                  std::size_t rounds, Hash& hash) {
  ResponseReceived received;
  received.account = state.id;
  received.offer.value = offer_id;
  received.response = "Accept";
  received.asset.value = "R0";
  received.channel = "web";
  const Account::Command command = Account::RespondToOffer{received};
  hash.add(*Account::decide(state, command, context));
  const auto start = std::clock();
  std::size_t events = 0;
  for (std::size_t i = 0; i < rounds; ++i) {
    const auto decided = Account::decide(state, command, context);
    events += decided->size();
    for (const AccountEvent& event : *decided) Account::evolve(state, event);
    state.documents_ever = 0;
    state.active_document = {};
    state.document.reset();
  }
  const double ns = ns_since(start, rounds);
  hash.add(std::to_string(events / rounds));
  return ns;
}

// What a customer takes in one call, and what the document is then.
struct Scenario {
  const char* name = nullptr;
  std::vector<Asset> assets;
  std::string asset;  // that the offers are about
  std::vector<std::string> offers;
  scenarios::Table lines;
};

std::vector<Scenario> five_scenarios() {
  const std::vector<std::string> siblings = {"Essential Plan", "Basic Movie Package",
                                             "Spanish Combo Package"};
  const std::vector<std::string> quick_quote = {"Medium Triple Play Bundle", "Basic Movie package",
                                                "Spanish Combo channel", "Online Security"};
  std::vector<std::string> with_box = quick_quote;
  with_box.push_back("Premium set-top box");
  return {{"5.1", {}, {}, quick_quote, scenarios::scenario_5_1()},
          {"5.2", {}, {}, with_box, scenarios::scenario_5_2()},
          {"5.3",
           scenarios::triple_play(siblings),
           "TV",
           {"Premium Movie Package", "On-Demand TV Service"},
           scenarios::scenario_5_3()},
          {"5.4",
           scenarios::double_play(),
           "DP",
           {"Medium Triple Play upgrade", "Premium set-top box"},
           scenarios::scenario_5_4()},
          {"5.5",
           {},
           {},
           {"Build Your Own Bundle", "Internet - 500 mbps", "VoIP - Per minute call",
            "Basic Home Security package"},
           scenarios::scenario_5_5()}};
}

// The whole call decided and its events folded, over and over; time for one of its offers.
double scenario_ns(const Scenario& scenario, std::size_t other_assets, std::size_t rounds,
                   Hash& hash) {
  Desk desk(scenarios::catalogue(), scenario.assets);
  const std::vector<Asset> others = account(other_assets).assets;
  desk.state.assets.insert(desk.state.assets.end(), others.begin(), others.end());
  Account::ApplyOffers applying = desk.applying(scenario.offers);
  applying.asset.value = scenario.asset;
  const Account::Command command = applying;
  hash.add(desk.tell(command));
  CHECK(desk.state.document && scenarios::table_of(desk.state.document->lines) == scenario.lines);
  const auto start = std::clock();
  for (std::size_t i = 0; i < rounds; ++i) {
    desk.state.documents_ever = 0;
    desk.state.active_document = {};
    desk.state.document.reset();
    const auto decided = Account::decide(desk.state, command, desk.context);
    for (const AccountEvent& event : *decided) Account::evolve(desk.state, event);
  }
  return ns_since(start, rounds * scenario.offers.size());
}

// All that is recommended for fifty assets, each with five offers.
void recommend_for_fifty(std::size_t products, std::size_t offers, std::size_t rounds, Hash& hash) {
  const std::vector<Event> events = recommended_offers(products, offers);
  const Catalogue catalogue = Catalogue{}.with(events, events.size());
  Account::State state = account(50);
  for (std::size_t i = 0; i < state.assets.size(); ++i) {
    state.assets[i].product.value = "P" + std::to_string(i * offers / 5 / state.assets.size());
  }
  std::size_t messages = 0;
  const auto start = std::clock();
  for (std::size_t i = 0; i < rounds; ++i) {
    const auto found = recommend(state, {}, Instant{1}, catalogue);
    messages = found->size();
    if (i == 0) {
      for (const Message& message : *found) hash.add(message.id);
    }
  }
  fmt::print("{} recommendations for 50 assets, {} products and {} offers: {:.3f} ms\n", messages,
             products, offers, ns_since(start, rounds) / 1e6);
}

// A whole catalogue as a node takes it on: decided, folded into the deciders' states, and into the
// catalogue that decisions see, an offer after the other.
void load(std::size_t products, std::size_t offers, Hash& hash) {
  DefineCatalogue all;
  std::vector<ProductOffer> wanted;
  for (const Event& event : definitions(products, offers)) {
    if (const auto* defined = std::get_if<ProductDefined>(&event)) {
      all.definitions.products.push_back(defined->product);
    } else {
      wanted.push_back(std::get<ProductOfferDefined>(event).offer);
    }
  }
  const auto widened = [](const auto& events) {
    std::vector<Event> result;
    for (const auto& event : events) {
      std::visit([&](const auto& e) { result.emplace_back(e); }, event);
    }
    return result;
  };
  const auto start = std::clock();
  Context context{Instant{1}, std::make_shared<const Catalogue>(), {}};
  ProductCatalogue::State state;
  const auto defined = ProductCatalogue::decide(state, all, context);
  for (const CatalogueEvent& event : *defined) ProductCatalogue::evolve(state, event);
  std::size_t events = defined->size();
  context.catalogue =
      std::make_shared<const Catalogue>(context.catalogue->with(widened(*defined), events));
  for (const ProductOffer& offer : wanted) {
    const auto decided = ProductOfferDecider::decide({}, DefineOffer{offer}, context);
    OfferDefinition definition;
    for (const ProductOfferEvent& event : *decided) evolve(definition, event);
    events += decided->size();
    context.catalogue =
        std::make_shared<const Catalogue>(context.catalogue->with(widened(*decided), events));
  }
  const double seconds = ns_since(start, 1) / 1e9;
  hash.add(std::to_string(context.catalogue->definitions().size() + events));
  fmt::print("{} products and {} offers decided, folded and in the catalogue: {:.3f} s\n", products,
             wanted.size(), seconds);
}

}  // namespace

int main(int argc, char** argv) {
  const bool smoke = argc > 1 && std::string_view(argv[1]) == "--smoke";
  const std::size_t rounds = smoke ? 20 : 100'000;
  const std::vector<Event> events = definitions(smoke ? 100 : 10'000, smoke ? 50 : 5'000);

  auto start = std::clock();
  const auto at_once = std::make_shared<const Catalogue>(Catalogue{}.with(events, events.size()));
  const double batch_ns = ns_since(start, events.size());
  start = std::clock();
  Catalogue one_by_one;
  for (std::size_t i = 0; i < events.size(); ++i) {
    one_by_one = one_by_one.with({&events[i], 1}, i + 1);
  }
  const double single_ns = ns_since(start, events.size());
  fmt::print(
      "catalogue of {} definitions: {:.0f} ns each at once, {:.0f} ns one by one ({:.1f} x)\n",
      events.size(), batch_ns, single_ns, single_ns / batch_ns);

  const Context context{Instant{1}, at_once, {}};
  Account::State dozen = account(12);
  Account::State thousand = account(1'000);
  Hash hash;
  for (const char* name : {"add", "replace", "new", "skip"}) {
    const double few = respond_ns(dozen, context, name, rounds, hash);
    const double many = respond_ns(thousand, context, name, rounds / 10 + 1, hash);
    fmt::print("{:<8} {:>8.0f} ns with 12 assets, {:>8.0f} ns with 1000 ({:.1f} x)\n", name, few,
               many, many / few);
  }
  for (const Scenario& scenario : five_scenarios()) {
    const double few = scenario_ns(scenario, 0, rounds / 10, hash);
    const double many = scenario_ns(scenario, 1'000, rounds / 100 + 1, hash);
    fmt::print("scenario {} {:>6.0f} ns an offer, {:>8.0f} ns with 1000 assets more ({:.1f} x)\n",
               scenario.name, few, many, many / few);
  }
  recommend_for_fifty(smoke ? 200 : 1'000, smoke ? 100 : 500, smoke ? 2 : 1'000, hash);
  if (!smoke) recommend_for_fifty(10'000, 5'000, 1'000, hash);
  load(smoke ? 100 : 10'000, smoke ? 50 : 5'000, hash);
  fmt::print("hash {:016x}\n", hash.value);
  return 0;
}
