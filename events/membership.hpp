// Promotion groups: what a customer already has is bundled for a shared benefit, and a whole
// promotion can be a member.
#pragma once

#include "events/promotion.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer {

using PromotionGroupId = Id<struct PromotionGroupTag>;  // of a definition
using MembershipDefinitionId = Id<struct MembershipDefinitionTag>;
using PromotionGroupInstanceId =
    Id<struct PromotionGroupInstanceTag>;       // of one account: `<account id>-G<n>`
using MembershipId = Id<struct MembershipTag>;  // `<account id>-M<n>`

// What leaving a group early costs.
struct MembershipCommitment {
  std::uint32_t duration = 0;
  DurationUnit unit = DurationUnit::month;
  Money amount;
  std::string prorate_plan;  // a charge plan's name; empty: the whole amount
  bool operator==(const MembershipCommitment&) const = default;
};
template <class Archive>
void serialize(Archive& archive, MembershipCommitment& c) {
  archive(field("duration", c.duration), field("unit", c.unit), field("amount", c.amount),
          field("prorate_plan", c.prorate_plan));
}

// A way to be a member of a group.
struct MembershipDefinition {
  MembershipDefinitionId id;  // unique in its group
  ProductId product;          // of kind promotion group membership: stands for it on a line
  std::string description;
  std::uint32_t min = 0;
  std::optional<std::uint32_t> max;  // of one group's instance; none: unlimited
  std::uint32_t default_quantity = 0;
  std::vector<ProductId> covered;    // promotions and products that can be a member by it
  bool delete_member_asset = false;  // kept as the author says; an upgrade does not look at it
  std::optional<MembershipCommitment> commitment;
  bool operator==(const MembershipDefinition&) const = default;
};
template <class Archive>
void serialize(Archive& archive, MembershipDefinition& m) {
  archive(field("id", m.id), field("product", m.product), field("description", m.description),
          field("min", m.min), field("max", m.max), field("default_quantity", m.default_quantity),
          field("covered", m.covered), field("delete_member_asset", m.delete_member_asset),
          field("commitment", m.commitment));
}

struct RewardDefinition {
  std::string name;
  std::string description;
  bool operator==(const RewardDefinition&) const = default;
};
template <class Archive>
void serialize(Archive& archive, RewardDefinition& r) {
  archive(field("name", r.name), field("description", r.description));
}

struct PromotionGroup {
  PromotionGroupId id;
  std::string name;                        // unique among groups, compared case-insensitively
  std::vector<std::string> organizations;  // empty: all
  bool active = true;
  std::optional<Instant> effective_from;  // none: open
  std::optional<Instant> effective_to;
  std::optional<std::uint32_t> instances_max;  // of one account; none: unlimited
  std::vector<MembershipDefinition> memberships;
  std::vector<RewardDefinition> rewards;
  std::optional<Commitment> commitment;
  bool operator==(const PromotionGroup&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PromotionGroup& g) {
  archive(field("id", g.id), field("name", g.name), field("organizations", g.organizations),
          field("active", g.active), field("effective_from", g.effective_from),
          field("effective_to", g.effective_to), field("instances_max", g.instances_max),
          field("memberships", g.memberships), field("rewards", g.rewards),
          field("commitment", g.commitment));
}

// A promotion group's whole definition, new or replaced.
struct PromotionGroupDefined {
  static constexpr std::string_view type = "promotion_group.defined";
  static constexpr std::uint16_t version = 1;
  PromotionGroup group;
  bool operator==(const PromotionGroupDefined&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PromotionGroupDefined& e) {
  archive(field("group", e.group));
}

// A group that an account has.
struct PromotionGroupInstance {
  PromotionGroupInstanceId id;
  AccountId account;  // its owner
  PromotionGroupId definition;
  std::string name;  // of the definition, as it was then
  AssetId asset;     // that stands for it among what the customer has; empty: none
  Instant start;
  bool operator==(const PromotionGroupInstance&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PromotionGroupInstance& g) {
  archive(field("id", g.id), field("account", g.account), field("definition", g.definition),
          field("name", g.name), field("asset", g.asset), field("start", g.start));
}

// Stored: numbers are never reused.
enum class MembershipStatus : std::uint8_t { unknown = 0, active = 1, inactive = 2 };

// What makes an asset a member of a group.
struct Membership {
  MembershipId id;
  AssetId integration_id;  // what its line in a document shows
  AccountId account;
  PromotionGroupInstanceId group;
  PromotionGroupId group_definition;
  MembershipDefinitionId definition;
  ProductId product;   // of the definition
  AssetId associated;  // the member: a promotion's asset, or another one
  ProductId member;    // that asset's product or promotion
  MembershipStatus status = MembershipStatus::active;
  Instant start;
  std::optional<Instant> commitment_end;  // none: it can be left at any time
  bool operator==(const Membership&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Membership& m) {
  archive(field("id", m.id), field("integration_id", m.integration_id), field("account", m.account),
          field("group", m.group), field("group_definition", m.group_definition),
          field("definition", m.definition), field("product", m.product),
          field("associated", m.associated), field("member", m.member), field("status", m.status),
          field("start", m.start), field("commitment_end", m.commitment_end));
}

// What a document's line says of a membership: which one, and where it goes.
struct MembershipChange {
  MembershipId membership;
  PromotionGroupInstanceId group;
  MembershipDefinitionId definition;
  AssetId from;            // the asset that was the member
  PromotionInstanceId to;  // whose promotion is the member from now on; empty: it ends
  Micros penalty;          // of one that ends: its own part
  bool operator==(const MembershipChange&) const = default;
};
template <class Archive>
void serialize(Archive& archive, MembershipChange& c) {
  archive(field("membership", c.membership), field("group", c.group),
          field("definition", c.definition), field("from", c.from), field("to", c.to),
          field("penalty", c.penalty));
}

// What ending commitments early costs. The parts are exact, only the total is rounded.
struct Penalty {
  PromotionInstanceId instance;  // of the promotion that was upgraded, disconnected or changed
  Micros promotion;              // negative: a credit, which is not set off against the other part
  Micros memberships;
  Money total;
  bool operator==(const Penalty&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Penalty& p) {
  archive(field("instance", p.instance), field("promotion", p.promotion),
          field("memberships", p.memberships), field("total", p.total));
}

// Of the line of a promotion that another one is upgraded to.
struct PromotionUpgrade {
  PromotionInstanceId source;  // empty: there is none
  ProductId source_promotion;
  UpgradePath path;
  bool operator==(const PromotionUpgrade&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PromotionUpgrade& u) {
  archive(field("source", u.source), field("source_promotion", u.source_promotion),
          field("path", u.path));
}

// The account has the group from now on.
struct PromotionGroupCreated {
  static constexpr std::string_view type = "account.promotion_group_created";
  static constexpr std::uint16_t version = 1;
  PromotionGroupInstance group;
  bool operator==(const PromotionGroupCreated&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PromotionGroupCreated& e) {
  archive(field("group", e.group));
}

struct MembershipAssociated {
  static constexpr std::string_view type = "account.membership_associated";
  static constexpr std::uint16_t version = 1;
  Membership membership;
  bool operator==(const MembershipAssociated&) const = default;
};
template <class Archive>
void serialize(Archive& archive, MembershipAssociated& e) {
  archive(field("membership", e.membership));
}

// The membership is now this: another asset is the member.
struct MembershipTransferred {
  static constexpr std::string_view type = "account.membership_transferred";
  static constexpr std::uint16_t version = 1;
  Membership membership;
  AssetId from;
  DocumentId document;  // the order it came with; empty: by itself
  bool operator==(const MembershipTransferred&) const = default;
};
template <class Archive>
void serialize(Archive& archive, MembershipTransferred& e) {
  archive(field("membership", e.membership), field("from", e.from), field("document", e.document));
}

// The membership is now this: it has ended. `penalty` is its own part of what that cost, rounded by
// itself.
struct MembershipDisconnected {
  static constexpr std::string_view type = "account.membership_disconnected";
  static constexpr std::uint16_t version = 1;
  Membership membership;
  Money penalty;
  DocumentId document;  // the order it came with; empty: by itself
  bool operator==(const MembershipDisconnected&) const = default;
};
template <class Archive>
void serialize(Archive& archive, MembershipDisconnected& e) {
  archive(field("membership", e.membership), field("penalty", e.penalty),
          field("document", e.document));
}

}  // namespace proffer
