// Projection *memberships*: the promotion groups of accounts and who is a member of them.
#pragma once

#include "events/document.hpp"
#include "events/membership.hpp"
#include "projections/projection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::projections {

struct MembershipRow {
  Membership membership;
  DocumentId document;  // the order that made it so; empty: none
  Money penalty;        // of one that has ended: its own part
  Instant changed;
  std::uint64_t version = 0;  // of the account's stream, when it was last changed
  Position position = 0;      // of the event that says so
  bool operator==(const MembershipRow&) const = default;
};

// What is asked for; empty: any.
struct MembershipFilter {
  AccountId account;
  PromotionGroupInstanceId group;
  ProductId member;  // the promotion or product whose asset is the member
  AssetId asset;     // the member
  MembershipStatus status = MembershipStatus::unknown;
};

// Keys: `M` and a membership's id; `P`, a promotion or product, 0 and the id of a membership that
// it was a member by, some time; `A`, an asset, 0 and the id likewise; `G` and the id of an
// account's promotion group.
class Memberships final : public Projection {
 public:
  static constexpr std::string_view table = "memberships";
  std::string_view name() const override { return table; }
  std::string_view table_name() const override { return table; }
  bool reads(std::string_view type) const override;
  void apply(const RecordedEvent& recorded, const Event& event, Rows& rows) override;
};

// Queries; thread-safe. Lists are by id, after `after` (empty: from the first), at most `limit`.
class MembershipQueries {
 public:
  explicit MembershipQueries(const store::Tables& tables) : tables_(tables) {}
  store::Result<std::optional<MembershipRow>> get(const MembershipId& id) const;
  store::Result<std::vector<MembershipRow>> list(const MembershipFilter& filter,
                                                 std::string_view after, std::size_t limit) const;
  // Of one account when `account` is not empty.
  store::Result<std::vector<PromotionGroupInstance>> groups(const AccountId& account,
                                                            std::string_view after,
                                                            std::size_t limit) const;

 private:
  const store::Tables& tables_;
};

}  // namespace proffer::projections
