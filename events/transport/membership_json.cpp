#include "events/transport/membership_json.hpp"

#include "events/transport/json_parts.hpp"
#include "events/transport/json_shape.hpp"

namespace proffer::transport {

using boost::json::object;

std::string_view name_of(MembershipStatus status) {
  switch (status) {
    case MembershipStatus::active: return "Active";
    case MembershipStatus::inactive: return "Inactive";
    case MembershipStatus::unknown: break;
  }
  return "";
}

object json_of(const Membership& membership) {
  object out;
  out["id"] = membership.id.value;
  out["integrationId"] = membership.integration_id.value;
  out["accountId"] = membership.account.value;
  out["groupId"] = membership.group.value;
  out["promotionGroup"] = membership.group_definition.value;
  out["membershipDefinition"] = membership.definition.value;
  out["productId"] = membership.product.value;
  out["assetId"] = membership.associated.value;
  out["memberId"] = membership.member.value;
  out["status"] = name_of(membership.status);
  out["startDate"] = json_of(membership.start);
  if (membership.commitment_end) out["commitmentEnd"] = json_of(*membership.commitment_end);
  return out;
}

object json_of(const PromotionGroupInstance& group) {
  object out;
  out["id"] = group.id.value;
  out["accountId"] = group.account.value;
  out["promotionGroup"] = group.definition.value;
  out["name"] = group.name;
  put_if(out, "assetId", group.asset.value);
  out["startDate"] = json_of(group.start);
  return out;
}

}  // namespace proffer::transport
