#include "actors/domain/catalogue/definition_rules.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace proffer::domain {
namespace {

void covered(Review& review, const MembershipDefinition& membership, const std::string& what) {
  const std::string& field = membership.id.value;
  if (membership.covered.empty()) {
    review.add("MEMBERSHIP_COVERS_NOTHING",
               what + " needs a promotion or product that can be a member.", field);
  }
  std::set<std::string_view> seen;
  for (const ProductId& id : membership.covered) {
    if (!seen.insert(id.value).second) {
      review.add("MEMBERSHIP_COVERED_DUPLICATE",
                 what + " covers " + in_quotes(id.value) + " twice.", field);
    }
    if (review.after.product(id) == nullptr) {
      review.add(
          "MEMBERSHIP_COVERED_UNKNOWN",
          what + " covers " + in_quotes(id.value) + ", which does not exist; define it first.",
          field);
    }
  }
}

void commitment(Review& review, const MembershipDefinition& membership, const std::string& what) {
  if (!membership.commitment) return;
  const std::string& field = membership.id.value;
  if (membership.commitment->duration == 0) {
    review.add("COMMITMENT_DURATION_REQUIRED",
               what + " has a commitment that lasts no time; give its duration.", field);
  }
  if (!is_price(membership.commitment->amount)) {
    review.add("MEMBERSHIP_PENALTY_INVALID",
               "The penalty of " + what + " must lie between 0 and 1000000000.00.", field);
  }
  review_plan(review, membership.commitment->prorate_plan, what, field);
}

void membership(Review& review, const MembershipDefinition& membership, const std::string& what) {
  const std::string& field = membership.id.value;
  const Product* product = review.after.product(membership.product);
  if (product == nullptr) {
    review.add("MEMBERSHIP_PRODUCT_UNKNOWN",
               what + " is shown as product " + in_quotes(membership.product.value) +
                   ", which does not exist; define it first.",
               field);
  } else if (product->kind != ProductKind::promotion_group_membership) {
    review.add("MEMBERSHIP_PRODUCT_KIND",
               what + " is shown as " + in_quotes(product->name) +
                   "; name a product of kind PromotionGroupMembership.",
               field);
  }
  if (membership.max && *membership.max < std::max(1U, membership.min)) {
    review.add("MEMBERSHIP_CARDINALITY",
               what + " must allow at least one member and no fewer than its minimum.", field);
  } else if (membership.max && membership.default_quantity > *membership.max) {
    review.add("MEMBERSHIP_DEFAULT_QUANTITY", what + " has more members by default than it allows.",
               field);
  }
  covered(review, membership, what);
  commitment(review, membership, what);
}

}  // namespace

void review_promotion_group(Review& review, const PromotionGroup& group) {
  const std::string what = "Promotion group " + in_quotes(group.name);
  if (group.id.value.empty()) {
    review.add("PROMOTION_GROUP_ID_REQUIRED", "Every promotion group needs an id.", "id");
  }
  if (folded(group.name).empty()) {
    review.add("PROMOTION_GROUP_NAME_REQUIRED", "Every promotion group needs a name.", "name");
  }
  for (const Catalogue* catalogue : {&review.present, &review.after}) {
    const PromotionGroup* owner = catalogue->promotion_group_named(group.name);
    if (owner == nullptr || owner->id == group.id) continue;
    review.add("PROMOTION_GROUP_NAME_TAKEN",
               what + " has the name of another group; give it one of its own.", "name");
    break;
  }
  if (ends_before(group.effective_from, group.effective_to)) {
    review.add("PROMOTION_GROUP_DATES",
               "The end date of " + what + " must be after its start date.", "effectiveTo");
  }
  if (group.instances_max && *group.instances_max == 0) {
    review.add("PROMOTION_GROUP_INSTANCES",
               what + " must allow at least one instance; leave the limit out for any number.",
               "instancesLimit");
  }
  if (group.memberships.empty()) {
    review.add("MEMBERSHIP_REQUIRED", what + " needs at least one membership definition.",
               "memberships");
  }
  std::set<std::string_view> ids;
  for (const MembershipDefinition& each : group.memberships) {
    if (each.id.value.empty() || !ids.insert(each.id.value).second) {
      review.add("MEMBERSHIP_ID_DUPLICATE",
                 "Every membership of " + what + " needs an id of its own.", each.id.value);
    }
    membership(review, each,
               "Membership " + in_quotes(each.id.value) + " of " + in_quotes(group.name));
  }
  review_commitment(review, group.commitment, what, "commitment");
}

}  // namespace proffer::domain
