#include "actors/domain/recommendation/eligibility.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace proffer::domain {
namespace {

bool within(const std::optional<Instant>& from, const std::optional<Instant>& to, Instant now) {
  return (!from || *from <= now) && (!to || now < *to);
}

// What the rules are asked about: an offer, or a product with its primary line.
struct Thing {
  const ProductOffer* offer = nullptr;
  const Product* product = nullptr;
  Counted counted = Counted::no;

  bool is(const RuleSide& side) const {
    switch (side.kind) {
      case SideKind::offer: return offer != nullptr && offer->id.value == side.id;
      case SideKind::product: return product != nullptr && product->id.value == side.id;
      case SideKind::product_line:
        return product != nullptr && !product->product_lines.empty() &&
               product->product_lines.front().value == side.id;
      case SideKind::product_class:
        return product != nullptr && !side.id.empty() && same_name(product->product_class, side.id);
      case SideKind::unknown: break;
    }
    return false;
  }
};

std::string description(const RuleSide& side) {
  switch (side.kind) {
    case SideKind::offer: return "the offer " + in_quotes(side.id);
    case SideKind::product: return "the product " + in_quotes(side.id);
    case SideKind::product_line: return "a product of the line " + in_quotes(side.id);
    case SideKind::product_class: return "a product of the class " + in_quotes(side.id);
    case SideKind::unknown: break;
  }
  return "nothing";
}

bool matches(const EligibilityRule& rule, const Applicant& customer) {
  const auto same = [](const std::string& criterion, std::string_view value) {
    return criterion.empty() || same_name(criterion, value);
  };
  const Address& address = customer.address;
  return (rule.account.value.empty() || rule.account.value == customer.account) &&
         same(rule.account_type, customer.type) && same(rule.city, address.city) &&
         same(rule.state, address.state) && same(rule.postal_code, address.postal_code) &&
         same(rule.country, address.country);
}

std::string criteria(const EligibilityRule& rule) {
  std::string text;
  const auto name = [&](std::string_view what, const std::string& value) {
    if (value.empty()) return;
    add_to_list(text, std::string(what) + " " + in_quotes(value));
  };
  name("account", rule.account.value);
  name("account type", rule.account_type);
  name("city", rule.city);
  name("state", rule.state);
  name("postal code", rule.postal_code);
  name("country", rule.country);
  return text.empty() ? "anybody" : text;
}

void check_eligibility(const Rules& rules, const Applicant& customer, Instant now,
                       Eligibility& result) {
  bool let_in = !rules.inclusive_eligibility;
  bool unavailable = false;
  for (const EligibilityRule& rule : rules.eligibility) {
    if (!within(rule.effective_from, rule.effective_to, now) || !matches(rule, customer)) continue;
    if (rule.type == EligibilityType::available) let_in = true;
    if (rule.type != EligibilityType::unavailable) continue;
    unavailable = true;
    result.refusals.push_back({rule.id, "It is not available to " + criteria(rule) + "."});
  }
  if (let_in || unavailable) return;
  result.refusals.push_back({{}, "The customer is not among those this is offered to."});
}

// One compatibility rule that may speak of the thing as its subject or, excluding, as its object.
void check_rule(const CompatibilityRule& rule, const Thing& thing, const ProjectedAssets& assets,
                Eligibility& result) {
  // Of what is counted itself it takes another one to be there as well.
  const auto in_scope = [&](const RuleSide& side) {
    const std::uint32_t itself = thing.counted == Counted::yes && thing.is(side) ? 1 : 0;
    return assets.count(side) > itself;
  };
  const auto refuse = [&](const std::string& text) {
    const bool known =
        std::any_of(result.refusals.begin(), result.refusals.end(),
                    [&](const Refusal& r) { return !r.rule.value.empty() && r.rule == rule.id; });
    if (known) return;
    result.refusals.push_back({rule.id, rule.explanation.empty() ? text : rule.explanation});
  };
  const bool subject = thing.is(rule.subject);
  if (rule.type == CompatibilityType::requires_ && subject && !in_scope(rule.object)) {
    refuse("It requires " + description(rule.object) + ", which the customer does not have.");
  }
  if (rule.type != CompatibilityType::excludes) return;
  const auto exclude = [&](const RuleSide& other) {
    if (!in_scope(other)) return;
    refuse("It does not go with " + description(other) + ", which the customer has.");
  };
  if (subject) exclude(rule.object);
  if (thing.is(rule.object)) exclude(rule.subject);
}

void check_compatibility(const std::vector<CompatibilityRule>& rules, const Thing& thing,
                         const ProjectedAssets& assets, Instant now, Eligibility& result) {
  for (const CompatibilityRule& rule : rules) {
    if (!within(rule.effective_from, rule.effective_to, now)) continue;
    check_rule(rule, thing, assets, result);
  }
}

// Exclusion is mutual: what the customer has may exclude the thing.
void check_excluding(const Thing& thing, const ProjectedAssets& assets, Instant now,
                     Eligibility& result) {
  for (const CompatibilityRule* rule : assets.excluding()) {
    if (!within(rule->effective_from, rule->effective_to, now)) continue;
    check_rule(*rule, thing, assets, result);
  }
}

}  // namespace

Applicant::Applicant(const AccountId& id, const AccountProfile& profile)
    : account(id.value), type(profile.type), address(profile.address) {}
Applicant::Applicant(const Address& somewhere) : address(somewhere) {}

void DocumentChanges::add(LineAction action, const ProductId& product, const AssetId& asset) {
  if (action == LineAction::add) added.push_back(&product);
  if (action == LineAction::delete_) deleted.push_back(&asset);
}
void DocumentChanges::add(std::span<const Line> lines) {
  for (const Line& line : lines) add(line.action, line.product, line.asset);
}

ProjectedAssets::ProjectedAssets(std::span<const Asset> assets, const DocumentChanges& changes,
                                 const Catalogue& catalogue) {
  std::unordered_set<std::string_view> gone;
  for (const AssetId* asset : changes.deleted) gone.insert(asset->value);
  for (const Asset& asset : assets) {
    // Parents come first, so a deleted one takes all below with it.
    if (!gone.empty() && gone.count(asset.parent.value) != 0) gone.insert(asset.id.value);
    if (asset.status != AssetStatus::active) continue;
    if (gone.empty() || gone.count(asset.id.value) == 0) put(asset.product, catalogue);
  }
  for (const ProductId* product : changes.added) put(*product, catalogue);
}

void ProjectedAssets::put(const ProductId& id, const Catalogue& catalogue) {
  const bool first = ++products_[id.value] == 1;
  const Product* product = catalogue.product(id);
  if (product == nullptr) return;
  if (!product->product_class.empty()) ++classes_[product->product_class];
  if (first) collect(product->rules);
  if (product->product_lines.empty()) return;
  const ProductLineId& primary = product->product_lines.front();
  if (++lines_[primary.value] != 1) return;
  if (const ProductLine* line = catalogue.line(primary)) collect(line->rules);
}

void ProjectedAssets::collect(const Rules& rules) {
  if (!rules.check_eligibility) return;
  for (const CompatibilityRule& rule : rules.compatibility) {
    if (rule.type == CompatibilityType::excludes) excluding_.push_back(&rule);
  }
}

std::uint32_t ProjectedAssets::count(const RuleSide& side) const {
  const auto in = [&](const Counts& counts) {
    const auto found = counts.find(side.id);
    return found == counts.end() ? 0 : found->second;
  };
  switch (side.kind) {
    case SideKind::product: return in(products_);
    case SideKind::product_line: return in(lines_);
    case SideKind::product_class: {
      std::uint32_t all = 0;
      for (const auto& [name, count] : classes_) {
        if (same_name(name, side.id)) all += count;
      }
      return all;
    }
    case SideKind::offer:
    case SideKind::unknown: break;
  }
  return 0;
}

std::string Eligibility::text() const {
  std::string all;
  for (const Refusal& refusal : refusals) all += (all.empty() ? "" : " ") + refusal.text;
  return all;
}

Eligibility check_offer(const ProductOffer& offer, const Applicant& customer,
                        const ProjectedAssets& assets, Instant now) {
  Eligibility result;
  if (!offer.rules.check_eligibility) return result;
  const Thing thing{&offer, nullptr, Counted::no};
  check_eligibility(offer.rules, customer, now, result);
  check_compatibility(offer.rules.compatibility, thing, assets, now, result);
  check_excluding(thing, assets, now, result);
  return result;
}

Eligibility check_product(const Product& product, const Applicant& customer,
                          const ProjectedAssets& assets, Counted counted, Instant now,
                          const Catalogue& catalogue) {
  const ProductLine* line =
      product.product_lines.empty() ? nullptr : catalogue.line(product.product_lines.front());
  Eligibility result;
  const Thing thing{nullptr, &product, counted};
  bool checked = false;
  for (const Rules* rules : {&product.rules, line == nullptr ? nullptr : &line->rules}) {
    if (rules == nullptr || !rules->check_eligibility) continue;
    checked = true;
    check_eligibility(*rules, customer, now, result);
    check_compatibility(rules->compatibility, thing, assets, now, result);
  }
  if (checked) check_excluding(thing, assets, now, result);
  return result;
}

bool is_among(std::string_view organization, const std::vector<std::string>& organizations) {
  return std::ranges::any_of(
      organizations, [&](const std::string& each) { return same_name(each, organization); });
}

std::string unavailable(const ReleasedOffer& released, std::optional<std::string_view> organization,
                        Instant now) {
  const ProductOffer& offer = released.offer;
  const std::string name = "Offer " + in_quotes(offer.name);
  const OfferVersion* version = released.in_force(now);
  if (version == nullptr) return name + " has no released version that is in force now.";
  if (!version->active) return name + " is not active.";
  if (!organization || is_among(*organization, offer.organizations)) return {};
  if (organization->empty()) {
    return name + " is not for customers without an organization; give the account one.";
  }
  return name + " is not for customers of organization " + in_quotes(*organization) + ".";
}

bool available(const Promotion& promotion, std::string_view organization, Instant now) {
  return promotion.active && within(promotion.effective_from, promotion.effective_to, now) &&
         (promotion.organizations.empty() || is_among(organization, promotion.organizations));
}

}  // namespace proffer::domain
