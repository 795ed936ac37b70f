// Whatever valid offers meet whatever account: what must always be true of an answer.
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/document/application.hpp"
#include "actors/domain/product_offer/action_matrix.hpp"
#include "actors/domain/product_offer/offer_rules.hpp"
#include "actors/domain/workflow/definition.hpp"
#include "tests/domain/shop.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

namespace proffer::domain {
namespace {

const Catalogue& products_only() {
  static const Catalogue catalogue = catalogue_of(shop_products(), {});
  return catalogue;
}

std::string any_product() {
  static const std::vector<Product> products = shop_products();
  return products[*rc::gen::inRange<std::size_t>(0, products.size())].id.value;
}

std::string any_customizable() {
  return *rc::gen::element<std::string>("Internet Service", "TV Service", "Mobile Service");
}

std::string any_component(const std::string& base) {
  const Product* product = products_only().product({base});
  const auto& slots = product->relationships;
  const auto& domain = slots[*rc::gen::inRange<std::size_t>(0, slots.size())].domain;
  return domain[*rc::gen::inRange<std::size_t>(0, domain.size())].value;
}

OfferAction any_action() {
  const auto row = *rc::gen::inRange<std::size_t>(0, 6);
  const ActionRow& rule = action_matrix[row];
  OfferAction result = action(rule.type, rule.code, any_customizable());
  if (rule.component == Need::required || *rc::gen::arbitrary<bool>()) {
    result.component.value = any_component(result.base.value);
  } else if (rule.type == ActionType::new_ && *rc::gen::arbitrary<bool>()) {
    result.base.value = any_product();
  }
  if (rule.pair == Need::required) {
    const auto name = *rc::gen::element<std::string>("Discount Amount", "Discount Percent",
                                                     "Quantity", "Comments");
    result = field_of(std::move(result), name, std::to_string(*rc::gen::inRange(1, 9)));
  }
  result.allow_multiple_instance = *rc::gen::arbitrary<bool>();
  result.skip_if_owned = *rc::gen::arbitrary<bool>();
  result.skip_if_not_owned = *rc::gen::arbitrary<bool>();
  return result;
}

// Up to four actions that may stand in one offer; what may not is left out, one by one.
ProductOffer any_offer(const std::string& name) {
  std::vector<OfferAction> actions;
  const int wanted = *rc::gen::inRange(1, 5);
  for (int i = 0; i < wanted; ++i) {
    actions.push_back(any_action());
    if (!problems_of(products_only(), completed(offer(name, actions))).empty()) actions.pop_back();
  }
  return offer(name, std::move(actions));
}

std::vector<Asset> any_assets() {
  std::vector<Asset> assets;
  const int roots = *rc::gen::inRange(0, 4);
  for (int i = 0; i < roots; ++i) {
    const std::string id = "R" + std::to_string(i);
    const std::string product = any_customizable();
    assets.push_back(asset(id, product));
    for (const Relationship& slot : products_only().product({product})->relationships) {
      if (slot.min == 0 && *rc::gen::arbitrary<bool>()) continue;
      assets.push_back(asset(id + "." + slot.name, slot.domain.front().value, id));
    }
  }
  return assets;
}

struct Scene {
  Customer customer;
  std::vector<std::string> offers;
};
Scene any_scene() {
  std::vector<ProductOffer> offers;
  for (const char* name : {"One", "Two", "Three"}) offers.push_back(any_offer(name));
  return {Customer(shop(offers), *rc::gen::element<std::string>("Residential", "Business"),
                   any_assets()),
          {"One", "Two", "Three"}};
}

Account::Command any_response(const Scene& scene) {
  ResponseReceived received;
  received.account = scene.customer.state().id;
  received.offer.value = scene.offers[*rc::gen::inRange<std::size_t>(0, scene.offers.size())];
  received.response = "Accept";
  const auto& assets = scene.customer.state().assets;
  if (!assets.empty() && *rc::gen::arbitrary<bool>()) {
    received.asset = assets[*rc::gen::inRange<std::size_t>(0, assets.size())].id;
  }
  return Account::RespondToOffer{received};
}

void check_numbers_and_parents(const OpenDocument& document) {
  std::set<std::string> sequences;
  std::set<std::string> ids;
  std::map<std::string, const Line*> by_id;
  const Line* previous = nullptr;
  for (const Line& line : document.lines) {
    RC_ASSERT(sequences.insert(line.sequence).second);
    RC_ASSERT(ids.insert(line.id.value).second);
    RC_ASSERT((previous == nullptr || comes_before(previous->sequence, line.sequence)));
    if (line.parent.value.empty()) {
      RC_ASSERT(line.root == line.id);
      RC_ASSERT(line.sequence.ends_with(".0"));
    } else {
      RC_ASSERT(by_id.contains(line.parent.value));
      const Line& parent = *by_id[line.parent.value];
      RC_ASSERT(line.root == parent.root);
      const auto prefix = parent.parent.value.empty()
                              ? parent.sequence.substr(0, parent.sequence.size() - 1)
                              : parent.sequence + ".";
      RC_ASSERT(line.sequence.starts_with(prefix));
      RC_ASSERT((parent.action != LineAction::delete_ || line.action == LineAction::delete_));
    }
    RC_ASSERT(!line.because.rule.empty());
    by_id[line.id.value] = &line;
    previous = &line;
  }
}

// What the workflow is said to have done is a path through its definition.
void check_steps(const std::vector<AccountEvent>& events) {
  bool carried_out = std::holds_alternative<OfferResponseLogged>(events.back());
  for (const AccountEvent& event : events) {
    const auto* advanced = std::get_if<WorkflowAdvanced>(&event);
    if (advanced == nullptr) continue;
    const Walked walked = walk(*workflow_definition(1), advanced->steps);
    RC_ASSERT(walked == (carried_out ? Walked::to_the_end : Walked::part_of_the_way));
    carried_out = false;
  }
  RC_ASSERT(!carried_out);
}

// Computed anew from the lines alone, not as the decision does it.
void check_structure_and_totals(const OpenDocument& document, const DocumentPriced& priced) {
  Totals totals;
  for (const Line& line : document.lines) {
    RC_ASSERT(line.net_price.cents >= 0);
    (line.price_type == PriceType::recurring ? totals.recurring : totals.one_time).cents +=
        line.net_price.cents;
    if (line.action == LineAction::delete_) continue;
    for (const Relationship& slot : products_only().product(line.product)->relationships) {
      std::size_t live = 0;
      for (const Line& child : document.lines) {
        if (child.parent != line.id || child.action == LineAction::delete_ ||
            child.relationship != slot.name) {
          continue;
        }
        ++live;
        RC_ASSERT(fits(products_only(), slot, child.product));
      }
      RC_ASSERT(live >= slot.min);
      RC_ASSERT((!slot.max || live <= *slot.max));
    }
  }
  RC_ASSERT(priced.one_time == totals.one_time);
  RC_ASSERT(priced.recurring == totals.recurring);
}

TEST(RespondProperties, AnyAnswerLeavesASoundDocumentOrNone) {
  int with_document = 0;
  int without = 0;
  const bool held = rc::check([&] {
    Scene scene = any_scene();
    auto state = scene.customer.state();
    const int answers = *rc::gen::inRange(1, 6);
    for (int i = 0; i < answers; ++i) {
      const auto command = any_response(scene);
      const auto events = Account::decide(state, command, scene.customer.context());
      RC_ASSERT(events.has_value());
      RC_ASSERT(*events == *Account::decide(state, command, scene.customer.context()));
      const auto after = fold<Account>(state, *events);
      check_steps(*events);
      const auto* last = std::get_if<OfferResponseLogged>(&events->back());
      if (last == nullptr || last->outcome != ResponseOutcome::document) {
        RC_ASSERT(after.document == state.document);
        RC_ASSERT(after.others == state.others);
        ++without;
        continue;
      }
      ++with_document;
      if (std::ranges::any_of(*events, [](const AccountEvent& event) {
            return std::holds_alternative<DocumentCancelled>(event);
          })) {
        RC_ASSERT(!after.document.has_value());  // all that was added is taken back
        state = after;
        continue;
      }
      RC_ASSERT(after.document.has_value());
      RC_ASSERT(after.document->id == last->document);
      RC_ASSERT(after.active_document == last->document);
      RC_ASSERT(!after.document->lines.empty());
      check_numbers_and_parents(*after.document);
      for (const AccountEvent& event : *events) {
        if (const auto* priced = std::get_if<DocumentPriced>(&event)) {
          RC_ASSERT(priced->revision == after.document->revision);
          check_structure_and_totals(*after.document, *priced);
        }
      }
      state = after;
    }
  });
  EXPECT_TRUE(held);
  EXPECT_GT(with_document, 0) << "no answer led to a document";
  EXPECT_GT(without, 0) << "no answer was skipped or failed";
}

TEST(RespondProperties, LinesKeepTheirNumbersOnceTheyAreSaved) {
  const bool held = rc::check([] {
    Scene scene = any_scene();
    auto state = scene.customer.state();
    std::map<std::string, std::string> sequence_of;
    std::map<std::string, std::string> owner_of;
    for (int i = 0; i < 5; ++i) {
      const auto events = Account::decide(state, any_response(scene), scene.customer.context());
      state = fold<Account>(std::move(state), *events);
      if (!state.document) continue;
      for (const Line& line : state.document->lines) {
        const auto number = sequence_of.emplace(line.id.value, line.sequence).first;
        RC_ASSERT(number->second == line.sequence);
        const std::string place = state.document->id.value + " " + line.sequence;
        const auto owner = owner_of.emplace(place, line.id.value).first;
        RC_ASSERT(owner->second == line.id.value);
      }
    }
  });
  EXPECT_TRUE(held);
}

TEST(RespondProperties, TheSameAnswerAgainObeysMultipleInstances) {
  const bool held = rc::check([] {
    OfferAction add = action(ActionType::new_, ActionCode::add, any_product());
    add.allow_multiple_instance = *rc::gen::arbitrary<bool>();
    add.skip_if_owned = *rc::gen::arbitrary<bool>();
    RC_PRE(add.base.value != "Mobile Service");  // needs a SIM, which this offer does not bring
    Customer customer(shop({offer("Offer", {add})}), "Residential", any_assets());
    const auto& assets = customer.state().assets;
    const bool owned = std::any_of(assets.begin(), assets.end(),
                                   [&](const Asset& asset) { return asset.product == add.base; });
    const std::size_t first = add.skip_if_owned && owned ? 0 : 1;
    const bool once = add.skip_if_owned || !add.allow_multiple_instance;
    customer.answers("Offer");
    RC_ASSERT(customer.lines().size() == first);
    customer.answers("Offer");
    RC_ASSERT(customer.lines().size() == (once ? first : 2));
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace proffer::domain
