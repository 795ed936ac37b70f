#include "tests/domain/bundles.hpp"

#include <utility>

namespace proffer::domain {
namespace {

Product of_kind(const std::string& name, ProductKind kind) {
  Product product = simple(name);
  product.kind = kind;
  return product;
}

MembershipDefinition membership(const std::string& id, const std::vector<std::string>& covered) {
  MembershipDefinition definition;
  definition.id.value = id;
  definition.product.value = "Family Membership";
  for (const std::string& product : covered) definition.covered.push_back({product});
  return definition;
}

}  // namespace

Bundles::Bundles() : products(scenarios::products()), promotions(scenarios::promotions()) {
  products.push_back(of_kind("Early Termination", ProductKind::penalty));
  products.push_back(of_kind("Family Membership", ProductKind::promotion_group_membership));
  for (Promotion* promotion : {&promotions[0], &promotions[1]}) {
    promotion->track_as_agreement = true;
    promotion->commitment = {24, DurationUnit::month, {{"Termination", Money{15000}, "Yearly"}}};
  }
  UpgradePath& path = triple().upgrade_from[0];
  path.penalty.cents = 15000;
  path.prorate_plan = "Yearly";
  family.id.value = "Family";
  family.name = "Family";
  family.memberships = {
      membership("Both", {"Medium Double Play Bundle", "Medium Triple Play Bundle"}),
      membership("Double only", {"Medium Double Play Bundle"})};
  family.memberships[1].commitment = {12, DurationUnit::month, Money{3000}, {}};
  offers = scenarios::offers();
  offers.push_back(offer(
      "Leave", {action(ActionType::modify, ActionCode::delete_, "Medium Double Play Bundle")}));
  offers.push_back(offer("Leave triple", {action(ActionType::modify, ActionCode::delete_,
                                                 "Medium Triple Play Bundle")}));
  OfferAction own = action(ActionType::upgrade, ActionCode::upgrade, "Medium Double Play Bundle");
  own.upgrade_product.value = "Build Your Own Bundle";
  offers.push_back(offer("To your own", {own}));
  OfferAction back = action(ActionType::upgrade, ActionCode::upgrade, "Medium Triple Play Bundle");
  back.upgrade_product.value = "Medium Double Play Bundle";
  offers.push_back(offer("Back to double", {back}));
  offers.push_back(offer("Take double",
                         {action(ActionType::new_, ActionCode::add, "Medium Double Play Bundle")}));
}

Catalogue Bundles::catalogue() const {
  std::vector<Event> events;
  events.emplace_back(
      ChargePlanDefined{{"Yearly", DurationUnit::month, std::vector<std::uint32_t>(12, 833)}});
  events.emplace_back(PromotionGroupDefined{family});
  if (!groups_enabled.empty()) {
    events.emplace_back(SystemPreferenceSet{"Enable Promotion Group", groups_enabled});
  }
  return catalogue_of(products, offers, promotions).with(events, 1);
}

std::vector<Asset> taken_half_a_year_ago() {
  auto assets = scenarios::double_play();
  for (Asset& asset : assets) asset.start = half_a_year_ago;
  return assets;
}

Desk member_of(const Bundles& bundles, const std::vector<std::string>& definitions,
               std::vector<Asset> assets) {
  Desk desk(bundles.catalogue(), std::move(assets));
  if (definitions.empty()) return desk;
  const Instant now = std::exchange(desk.context.now, half_a_year_ago);
  // A group takes an asset once, so everybody is in a family of their own.
  for (const std::string& definition : definitions) {
    const auto created = every<PromotionGroupCreated>(
        desk.tell(Account::CreatePromotionGroup{{"A-1"}, {"Family"}, {}}));
    desk.tell(Account::AssociateMembership{{"A-1"}, created.at(0).group.id, {definition}, {"DP"}});
  }
  desk.context.now = now;
  return desk;
}

Account::ApplyOffers about(const Desk& desk, const std::vector<std::string>& offers,
                           const std::string& asset, bool save) {
  auto command = desk.applying(offers, save);
  command.asset.value = asset;
  return command;
}

std::vector<std::string> codes(const std::vector<AccountEvent>& events) {
  const auto failures = every<OfferApplicationFailed>(events);
  return failures.empty() ? std::vector<std::string>{} : codes_of(failures[0].problems);
}

const Line* line_of(const OpenDocument& document, std::string_view product) {
  for (const Line& line : document.lines) {
    if (line.product_name == product) return &line;
  }
  return nullptr;
}

}  // namespace proffer::domain
