// What a line says of promotions and memberships, listed once for both ways (shape.hpp).
#pragma once

#include "events/document.hpp"
#include "events/membership.hpp"
#include "events/transport/shape.hpp"

namespace proffer::transport {

template <class Json>
void shape(Json& json, PromotionStamp& promotion, std::uint32_t = 0) {
  json.member("promotionId", promotion.promotion);
  json.member("promotion", promotion.name);
  json.member("promotionInstanceId", promotion.instance);
  json.member("promotionRuleId", promotion.rule);
}
template <class Json>
void shape(Json& json, PromotionUpgrade& upgrade, std::uint32_t = 0) {
  json.member("sourceInstanceId", upgrade.source);
  json.member("sourcePromotion", upgrade.source_promotion);
  json.part("path", upgrade.path, ByShape{});
}
template <class Json>
void shape(Json& json, MembershipChange& change, std::uint32_t = 0) {
  json.member("id", change.membership);
  json.member("groupInstanceId", change.group);
  json.member("definitionId", change.definition);
  json.member("fromAssetId", change.from);
  json.member("toPromotionInstanceId", change.to);
}
// Who reads one back takes whose penalty it is; how much is not theirs to say.
template <class Json>
void shape(Json& json, Penalty& penalty, std::uint32_t = 0) {
  json.member("promotionInstanceId", penalty.instance);
  if constexpr (Json::reading) {
    for (const auto* told : {"promotionPart", "membershipPart", "total"}) json.has(told);
  } else {
    json.member("promotionPart", penalty.promotion);
    json.member("membershipPart", penalty.memberships);
    json.member("total", penalty.total);
  }
}

}  // namespace proffer::transport
