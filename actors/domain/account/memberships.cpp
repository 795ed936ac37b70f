#include "actors/domain/account/memberships.hpp"

#include "actors/domain/account/documents.hpp"
#include "actors/domain/document/promotion/commitment.hpp"
#include "actors/domain/document/promotion/ending.hpp"
#include "actors/domain/recommendation/eligibility.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

using Events = std::vector<AccountEvent>;

Problem problem(std::string code, std::string text, std::string field) {
  return {std::move(code), std::move(text), {}, {}, {}, std::move(field)};
}
tl::unexpected<Problems> refused(std::string code, std::string text, std::string field) {
  return tl::unexpected(Problems{problem(std::move(code), std::move(text), std::move(field))});
}

tl::expected<const Asset*, Problem> active_asset(const Account::State& state, const AssetId& id) {
  const auto found = std::ranges::find(state.assets, id, &Asset::id);
  if (found != state.assets.end() && found->status == AssetStatus::active) return &*found;
  return tl::unexpected(
      problem("ASSET_NOT_FOUND",
              "The account has no active asset " + in_quotes(id.value) + "; send one of its own.",
              "assetId"));
}

bool available(const PromotionGroup& group, const AccountProfile& profile, Instant now) {
  const bool in_dates = (!group.effective_from || *group.effective_from <= now) &&
                        (!group.effective_to || now < *group.effective_to);
  const bool for_them =
      group.organizations.empty() || is_among(profile.organization, group.organizations);
  return group.active && in_dates && for_them;
}

Problem not_covered(const std::string& definition, const Asset& asset) {
  return problem("MEMBERSHIP_NOT_COVERED",
                 "Membership " + in_quotes(definition) + " does not cover " +
                     in_quotes(asset.product.value) + "; choose an asset that it covers.",
                 "assetId");
}

bool covers(const MembershipDefinition& definition, const Asset& asset) {
  return std::ranges::find(definition.covered, asset.product) != definition.covered.end();
}

// Active ones of the group by that definition.
std::size_t members(const Account::State& state, const PromotionGroupInstanceId& group,
                    const MembershipDefinitionId& definition) {
  return static_cast<std::size_t>(std::ranges::count_if(state.memberships, [&](const auto& m) {
    return m.status == MembershipStatus::active && m.group == group && m.definition == definition;
  }));
}

// In that group, by any definition.
bool is_member(const Account::State& state, const PromotionGroupInstanceId& group,
               const AssetId& asset) {
  return std::ranges::any_of(state.memberships, [&](const Membership& m) {
    return m.status == MembershipStatus::active && m.group == group && m.associated == asset;
  });
}
Problem member_already(const AssetId& asset) {
  return problem("MEMBERSHIP_EXISTS",
                 "Asset " + in_quotes(asset.value) + " is a member of the group already.",
                 "assetId");
}

// The active membership, unless an order that was sent off is changing it.
tl::expected<const Membership*, Problem> changeable(const Account::State& state,
                                                    const MembershipId& id) {
  const auto found = std::ranges::find(state.memberships, id, &Membership::id);
  if (found == state.memberships.end()) {
    return tl::unexpected(problem("MEMBERSHIP_NOT_FOUND",
                                  "The account has no membership " + in_quotes(id.value) + ".",
                                  "membershipId"));
  }
  for (const OpenDocument& other : state.others) {
    const bool changes = other.submitted && std::ranges::any_of(other.lines, [&](const Line& line) {
                           return line.membership.membership == id;
                         });
    if (!changes) continue;
    return tl::unexpected(problem("MEMBERSHIP_IN_ORDER",
                                  "Membership " + in_quotes(id.value) +
                                      " is being changed by order " + in_quotes(other.id.value) +
                                      "; complete or cancel that first.",
                                  "membershipId"));
  }
  return &*found;
}

// An upgrade or a disconnection by nobody's offer.
struct Preview {
  OfferAction action;
  ReleasedOffer released;
  OfferVersion version;
  OfferResponse response;
  ChosenOffer offer;
};

}  // namespace

Decision<AccountEvent> create_promotion_group(const Account::State& state,
                                              const Account::CreatePromotionGroup& command,
                                              const Context& context) {
  if (!Account::exists(state)) return tl::unexpected(Problems{account_not_found(command.account)});
  const PromotionGroup* group = context.catalogue->promotion_group(command.definition);
  if (group == nullptr) {
    return refused(
        "PROMOTION_GROUP_UNKNOWN",
        "There is no promotion group " + in_quotes(command.definition.value) + "; define it first.",
        "definition");
  }
  if (!available(*group, state.profile, context.now)) {
    return refused("PROMOTION_GROUP_UNAVAILABLE",
                   "Promotion group " + in_quotes(group->name) +
                       " is inactive, outside its dates, or not for this customer's organization.",
                   "definition");
  }
  const auto present =
      std::ranges::count(state.groups, group->id, &PromotionGroupInstance::definition);
  if (group->instances_max && static_cast<std::size_t>(present) >= *group->instances_max) {
    return refused("PROMOTION_GROUP_LIMIT",
                   "Promotion group " + in_quotes(group->name) + " can be had " +
                       std::to_string(*group->instances_max) +
                       " times; use one that the account has.",
                   "definition");
  }
  if (!command.asset.value.empty()) {
    const auto asset = active_asset(state, command.asset);
    if (!asset) return tl::unexpected(Problems{asset.error()});
  }
  const std::string number = std::to_string(state.groups.size() + 1);
  return Events{PromotionGroupCreated{{{state.id.value + "-G" + number},
                                       state.id,
                                       group->id,
                                       group->name,
                                       command.asset,
                                       context.now}}};
}

Decision<AccountEvent> associate_membership(const Account::State& state,
                                            const Account::AssociateMembership& command,
                                            const Context& context) {
  if (!Account::exists(state)) return tl::unexpected(Problems{account_not_found(command.account)});
  const auto group = std::ranges::find(state.groups, command.group, &PromotionGroupInstance::id);
  if (group == state.groups.end()) {
    return refused("GROUP_INSTANCE_NOT_FOUND",
                   "The account has no promotion group " + in_quotes(command.group.value) +
                       "; create it first.",
                   "groupInstanceId");
  }
  Membership membership;
  membership.group_definition = group->definition;
  membership.definition = command.definition;
  const MembershipDefinition* definition = definition_of_membership(membership, *context.catalogue);
  if (definition == nullptr) {
    return refused("MEMBERSHIP_DEFINITION_UNKNOWN",
                   "Promotion group " + in_quotes(group->name) + " has no membership " +
                       in_quotes(command.definition.value) + ".",
                   "definitionId");
  }
  const auto asset = active_asset(state, command.asset);
  if (!asset) return tl::unexpected(Problems{asset.error()});
  if (!covers(*definition, **asset)) {
    return tl::unexpected(Problems{not_covered(definition->id.value, **asset)});
  }
  if (is_member(state, group->id, command.asset)) {
    return tl::unexpected(Problems{member_already(command.asset)});
  }
  if (definition->max && members(state, group->id, definition->id) >= *definition->max) {
    return refused("MEMBERSHIP_MAX",
                   "Membership " + in_quotes(definition->id.value) + " of " +
                       in_quotes(group->name) + " allows " + std::to_string(*definition->max) +
                       "; disconnect or transfer one first.",
                   "definitionId");
  }
  membership.id.value = state.id.value + "-M" + std::to_string(state.memberships.size() + 1);
  membership.integration_id.value = membership.id.value;
  membership.account = state.id;
  membership.group = group->id;
  membership.product = definition->product;
  membership.associated = command.asset;
  membership.member = (*asset)->product;
  membership.start = context.now;
  if (definition->commitment) {
    membership.commitment_end =
        later(context.now, definition->commitment->duration, definition->commitment->unit);
  }
  return Events{MembershipAssociated{std::move(membership)}};
}

Decision<AccountEvent> transfer_membership(const Account::State& state,
                                           const Account::TransferMembership& command,
                                           const Context& context) {
  if (!Account::exists(state)) return tl::unexpected(Problems{account_not_found(command.account)});
  const auto known = changeable(state, command.membership);
  if (!known) return tl::unexpected(Problems{known.error()});
  Membership membership = **known;
  if (membership.status != MembershipStatus::active) {
    return refused("MEMBERSHIP_ENDED",
                   "Membership " + in_quotes(membership.id.value) +
                       " has ended; associate the asset by a new one.",
                   "membershipId");
  }
  if (membership.associated == command.asset) {
    return refused("MEMBERSHIP_UNCHANGED",
                   "Asset " + in_quotes(command.asset.value) + " is the member already.",
                   "assetId");
  }
  const auto asset = active_asset(state, command.asset);
  if (!asset) return tl::unexpected(Problems{asset.error()});
  const MembershipDefinition* definition = definition_of_membership(membership, *context.catalogue);
  if (definition == nullptr || !covers(*definition, **asset)) {
    return tl::unexpected(Problems{not_covered(membership.definition.value, **asset)});
  }
  if (is_member(state, membership.group, command.asset)) {
    return tl::unexpected(Problems{member_already(command.asset)});
  }
  const AssetId from = std::exchange(membership.associated, command.asset);
  membership.member = (*asset)->product;
  return Events{MembershipTransferred{std::move(membership), from, {}}};
}

Decision<AccountEvent> disconnect_membership(const Account::State& state,
                                             const Account::DisconnectMembership& command,
                                             const Context& context) {
  if (!Account::exists(state)) return tl::unexpected(Problems{account_not_found(command.account)});
  const auto known = changeable(state, command.membership);
  if (!known) return tl::unexpected(Problems{known.error()});
  Membership membership = **known;
  if (membership.status != MembershipStatus::active) {
    return refused("MEMBERSHIP_ENDED",
                   "Membership " + in_quotes(membership.id.value) + " has ended already.",
                   "membershipId");
  }
  const Money penalty = rounded(due(membership, *context.catalogue, context.now));
  membership.status = MembershipStatus::inactive;
  return Events{MembershipDisconnected{std::move(membership), penalty, {}}};
}

// The same procedure as in an order, on a document that nobody keeps.
tl::expected<PenaltyPreview, Problem> preview_penalty(const Account::State& state,
                                                      const AssetId& promotion,
                                                      const ProductId& target,
                                                      const Context& context) {
  const auto asset = active_asset(state, promotion);
  if (!asset) return tl::unexpected(asset.error());
  const Catalogue& catalogue = *context.catalogue;
  const bool upgrades = !target.value.empty();
  Preview by;
  by.offer = {&by.released, &by.version, &by.response, 0, {}};
  PreparedAction prepared;
  prepared.offer = &by.offer;
  prepared.action = &by.action;
  prepared.base_id = &(*asset)->product;
  prepared.base = catalogue.product((*asset)->product);
  prepared.component_id = &by.action.component;
  prepared.upgrade_id = &target;
  prepared.upgrade = catalogue.product(target);
  if (!is_promotion(prepared.base)) {
    return tl::unexpected(problem("PROMOTION_UNKNOWN",
                                  "Asset " + in_quotes(promotion.value) + " is no promotion.",
                                  "assetId"));
  }
  Application app{
      state,      *asset,    context, {}, WorkingDocument(state.assets, nullptr, catalogue),
      {prepared}, {no_line}, {},      {}, {},
      {},         {}};
  const LineIndex line = app.document.load(**asset, {}, Listing::root);
  auto done = upgrades ? upgrade_promotion(app, 0, line) : disconnect_promotion(app, 0, line);
  if (done) done = settle_penalties(state, context.now, app.document);
  if (!done) return tl::unexpected(std::move(done.error()));
  PenaltyPreview preview;
  preview.penalty.instance = (*asset)->promotion.instance;
  for (const WorkingLine& each : app.document.lines()) {
    if (each.live() && each.action() == LineAction::add && each.now().penalty != Penalty{}) {
      preview.penalty = each.now().penalty;
    }
  }
  preview.transferred = app.handled.front().transferred;
  preview.disconnected = app.handled.front().disconnected;
  return preview;
}

}  // namespace proffer::domain
