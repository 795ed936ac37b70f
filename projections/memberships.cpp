#include "projections/memberships.hpp"

#include <algorithm>
#include <variant>

namespace proffer::projections {
namespace {

constexpr char membership_part = 'M';
constexpr char member_part = 'P';
constexpr char membership_asset_part = 'A';
constexpr char group_part = 'G';

struct Kept {
  Membership membership;
  DocumentId document;
  Money penalty;
};
template <class Archive>
void serialize(Archive& archive, Kept& k) {
  archive(field("membership", k.membership), field("document", k.document),
          field("penalty", k.penalty));
}

std::string index_prefix(char part, std::string_view of) {
  std::string key{part};
  key += of;
  key += '\0';
  return key;
}

struct PutMembership {
  const RecordedEvent& recorded;
  Rows& rows;

  void operator()(const PromotionGroupCreated& e) const {
    rows.put(group_part + e.group.id.value, recorded, e.group);
  }
  void operator()(const MembershipAssociated& e) const { put({e.membership, {}, {}}); }
  void operator()(const MembershipTransferred& e) const { put({e.membership, e.document, {}}); }
  void operator()(const MembershipDisconnected& e) const {
    put({e.membership, e.document, e.penalty});
  }
  template <class E>
  void operator()(const E&) const {}  // not read

 private:
  // An index only says where to look: what a membership was before stays in it.
  void put(const Kept& kept) const {
    const std::string& id = kept.membership.id.value;
    rows.put(membership_part + id, recorded, kept);
    rows.put(index_prefix(member_part, kept.membership.member.value) + id, recorded, std::string{});
    rows.put(index_prefix(membership_asset_part, kept.membership.associated.value) + id, recorded,
             std::string{});
  }
};

bool fits(const Membership& membership, const MembershipFilter& filter) {
  const auto any_or = [](const auto& wanted, const auto& found) {
    return wanted.value.empty() || wanted == found;
  };
  return any_or(filter.account, membership.account) && any_or(filter.group, membership.group) &&
         any_or(filter.member, membership.member) && any_or(filter.asset, membership.associated) &&
         (filter.status == MembershipStatus::unknown || filter.status == membership.status);
}

store::Result<MembershipRow> row_of(std::string_view bytes) {
  auto kept = read_row<Kept>(Memberships::table, bytes);
  if (!kept) return tl::unexpected(kept.error());
  return MembershipRow{std::move(kept->value.membership),
                       std::move(kept->value.document),
                       kept->value.penalty,
                       kept->at,
                       kept->version,
                       kept->position};
}

// The keys from behind `after` on, as long as they begin so and `visit` wants more.
store::Result<void> walk(
    const store::Tables& tables, const std::string& prefix, const std::string& behind,
    const std::function<store::Result<bool>(std::string_view key, std::string_view row)>& visit) {
  store::Result<bool> more = true;
  auto scanned = tables.scan(Memberships::table, std::max(prefix, behind),
                             [&](std::string_view key, std::string_view row) {
                               if (!key.starts_with(prefix)) return false;
                               more = visit(key, row);
                               return more.has_value() && *more;
                             });
  if (!scanned) return scanned;
  if (!more) return tl::unexpected(more.error());
  return {};
}

// The narrowest part of the table that has all that fits: its prefix, with what stands before an
// id in it.
struct Where {
  std::string prefix;
  std::string before_id;
};
Where where_to_look(const MembershipFilter& filter) {
  const auto index = [](char part, const std::string& of) {
    const std::string prefix = index_prefix(part, of);
    return Where{prefix, prefix};
  };
  if (!filter.asset.value.empty()) return index(membership_asset_part, filter.asset.value);
  std::string account = filter.account.value;
  if (account.empty() && !filter.group.value.empty()) {
    account = partition_key({Category::order, filter.group.value});
  }
  const std::string all{membership_part};
  if (!account.empty()) return {all + account + "-M", all};
  if (!filter.member.value.empty()) return index(member_part, filter.member.value);
  return {all, all};
}

}  // namespace

bool Memberships::reads(std::string_view type) const {
  return type == PromotionGroupCreated::type || type == MembershipAssociated::type ||
         type == MembershipTransferred::type || type == MembershipDisconnected::type;
}

void Memberships::apply(const RecordedEvent& recorded, const Event& event, Rows& rows) {
  std::visit(PutMembership{recorded, rows}, event);
}

store::Result<std::optional<MembershipRow>> MembershipQueries::get(const MembershipId& id) const {
  const auto row = tables_.get(Memberships::table, membership_part + id.value);
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::nullopt;
  auto found = row_of(**row);
  if (!found) return tl::unexpected(found.error());
  return std::move(*found);
}

store::Result<std::vector<MembershipRow>> MembershipQueries::list(const MembershipFilter& filter,
                                                                  std::string_view after,
                                                                  std::size_t limit) const {
  const Where where = where_to_look(filter);
  std::vector<MembershipRow> rows;
  const auto visit = [&](std::string_view key, std::string_view bytes) -> store::Result<bool> {
    store::Result<std::optional<MembershipRow>> found;
    if (key.front() == membership_part) {
      auto row = row_of(bytes);
      if (!row) return tl::unexpected(row.error());
      found = std::move(*row);
    } else {
      found = get({std::string(key.substr(where.prefix.size()))});
    }
    if (!found) return tl::unexpected(found.error());
    if (*found && fits((*found)->membership, filter)) rows.push_back(std::move(**found));
    return rows.size() < limit;
  };
  if (limit == 0) return rows;
  std::string behind = where.before_id;
  if (!after.empty()) behind.append(after).push_back('\0');
  if (auto walked = walk(tables_, where.prefix, behind, visit); !walked) {
    return tl::unexpected(walked.error());
  }
  return rows;
}

store::Result<std::vector<PromotionGroupInstance>> MembershipQueries::groups(
    const AccountId& account, std::string_view after, std::size_t limit) const {
  std::string prefix{group_part};
  if (!account.value.empty()) prefix += account.value + "-G";
  std::string behind{group_part};
  if (!after.empty()) behind.append(after).push_back('\0');
  std::vector<PromotionGroupInstance> groups;
  if (limit == 0) return groups;
  const auto visit = [&](std::string_view, std::string_view bytes) -> store::Result<bool> {
    auto group = read_row<PromotionGroupInstance>(Memberships::table, bytes);
    if (!group) return tl::unexpected(group.error());
    const bool wanted = account.value.empty() || group->value.account == account;
    if (wanted) groups.push_back(std::move(group->value));
    return groups.size() < limit;
  };
  if (auto walked = walk(tables_, prefix, behind, visit); !walked) {
    return tl::unexpected(walked.error());
  }
  return groups;
}

}  // namespace proffer::projections
