// Promotion groups and memberships in the JSON that leaves us.
#pragma once

#include "events/membership.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace proffer::transport {

std::string_view name_of(MembershipStatus status);  // "Active"
boost::json::object json_of(const Membership& membership);
boost::json::object json_of(const PromotionGroupInstance& group);

}  // namespace proffer::transport
