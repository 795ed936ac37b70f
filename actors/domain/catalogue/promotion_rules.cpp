#include "actors/domain/catalogue/definition_rules.hpp"
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/typed_values.hpp"

#include <algorithm>
#include <set>

namespace proffer::domain {
namespace {

void slot_products(Review& review, const PromotionSlot& slot, const std::string& what) {
  const std::string& field = slot.rule.value;
  const int ways = (slot.product.value.empty() ? 0 : 1) + (slot.domain.empty() ? 0 : 1) +
                   (slot.domain_line.value.empty() ? 0 : 1);
  if (ways != 1) {
    return review.add("SLOT_ONE_OF",
                      what + " needs exactly one of product, domain and product line.", field);
  }
  std::vector<ProductId> products = slot.domain;
  if (!slot.product.value.empty()) products.push_back(slot.product);
  for (const ProductId& id : products) {
    const Product* product = review.after.product(id);
    if (product == nullptr) {
      review.add("SLOT_PRODUCT_UNKNOWN",
                 what + " takes product " + in_quotes(id.value) + ", which does not exist.", field);
    } else if (product->kind == ProductKind::promotion) {
      review.add("SLOT_TAKES_PRODUCTS",
                 what + " takes promotion " + in_quotes(id.value) + "; only products fit a slot.",
                 field);
    }
  }
  if (!slot.domain_line.value.empty() && review.after.line(slot.domain_line) == nullptr) {
    review.add("PRODUCT_LINE_UNKNOWN",
               what + " takes product line " + in_quotes(slot.domain_line.value) +
                   ", which does not exist.",
               field);
  }
  if (slot.default_product.value.empty()) {
    if (slot.product.value.empty()) {
      review.add("SLOT_DEFAULT_REQUIRED", what + " needs a default product.", field);
    }
  } else if (!fits(review.after, slot, slot.default_product)) {
    review.add("SLOT_DEFAULT_NOT_IN_DOMAIN",
               what + " has the default " + in_quotes(slot.default_product.value) +
                   ", which is not among the products it takes.",
               field);
  }
}

void slots(Review& review, const Promotion& promotion) {
  std::set<std::string_view> rules;
  for (const PromotionSlot& slot : promotion.slots) {
    const std::string& field = slot.rule.value;
    const std::string what = "Component " + in_quotes(field) + " of " + in_quotes(promotion.name);
    if (field.empty()) {
      review.add("SLOT_RULE_REQUIRED",
                 "Every component of " + in_quotes(promotion.name) + " needs a rule id.");
    } else if (!rules.insert(field).second) {
      review.add("SLOT_RULE_DUPLICATE", what + " is defined twice.", field);
    }
    slot_products(review, slot, what);
    if (slot.max && *slot.max < std::max(1U, slot.min)) {
      review.add("SLOT_CARDINALITY",
                 what + " must allow at least one item and no fewer than its minimum.", field);
    } else if (slot.max && slot.default_quantity > *slot.max) {
      review.add("SLOT_DEFAULT_QUANTITY",
                 what + " brings " + std::to_string(slot.default_quantity) +
                     " by default but allows " + std::to_string(*slot.max) + ".",
                 field);
    }
    if (slot.price_override && !is_price(*slot.price_override)) {
      review.add("SLOT_PRICE_INVALID",
                 "The price of " + what + " must lie between 0 and 1000000000.00.", field);
    }
    review_commitment(review, slot.commitment, what, field);
  }
}

void upgrades(Review& review, const Promotion& promotion) {
  const std::string what = "Promotion " + in_quotes(promotion.name);
  std::set<std::string_view> originals;
  for (const UpgradePath& path : promotion.upgrade_from) {
    const std::string& original = path.original.value;
    if (path.original == promotion.id) {
      review.add("UPGRADE_SAME", what + " cannot be upgraded to itself.", "upgradeFrom");
    } else if (review.after.promotion(path.original) == nullptr) {
      review.add("UPGRADE_ORIGINAL_UNKNOWN",
                 what + " takes upgrades from promotion " + in_quotes(original) +
                     ", which does not exist.",
                 "upgradeFrom");
    }
    if (!originals.insert(original).second) {
      review.add("UPGRADE_PATH_DUPLICATE",
                 what + " has two upgrade paths from " + in_quotes(original) + ".", "upgradeFrom");
    }
    if (!is_price(path.penalty)) {
      review.add("UPGRADE_PENALTY_INVALID",
                 "The penalty of the upgrade from " + in_quotes(original) + " to " +
                     in_quotes(promotion.name) + " must lie between 0 and 1000000000.00.",
                 "upgradeFrom");
    }
    review_plan(review, path.prorate_plan, what, "upgradeFrom");
  }
}

}  // namespace

bool is_price(Money price) { return price.cents >= 0 && price.cents <= price_cents_max; }

void review_plan(Review& review, const std::string& plan, const std::string& what,
                 const std::string& field) {
  if (plan.empty() || review.after.charge_plan(plan) != nullptr) return;
  review.add("CHARGE_PLAN_UNKNOWN",
             what + " charges by plan " + in_quotes(plan) + ", which does not exist.", field);
}

void review_commitment(Review& review, const std::optional<Commitment>& given,
                       const std::string& what, const std::string& field) {
  if (!given) return;
  if (given->duration == 0) {
    review.add("COMMITMENT_DURATION_REQUIRED",
               what + " has a commitment that lasts no time; give its duration.", field);
  }
  for (const CommitmentCharge& charge : given->charges) {
    review_plan(review, charge.prorate_plan, what, field);
  }
}

void review_promotion(Review& review, const Promotion& promotion) {
  const std::string what = "Promotion " + in_quotes(promotion.name);
  review_name(review, promotion.id, promotion.name, "Promotion");
  const Product* before = review.present.product(promotion.id);
  if (before != nullptr && before->kind != ProductKind::promotion) {
    review.add("PROMOTION_ID_TAKEN",
               "There is a product with the id " + in_quotes(promotion.id.value) + "; give " +
                   in_quotes(promotion.name) + " another one.",
               "id");
  }
  if (ends_before(promotion.effective_from, promotion.effective_to)) {
    review.add("PROMOTION_DATES", "The end date of " + what + " must be after its start date.",
               "effectiveTo");
  }
  if (!is_price(promotion.price)) {
    review.add("PROMOTION_PRICE_INVALID",
               "The price of " + what + " must lie between 0 and 1000000000.00.", "price");
  }
  slots(review, promotion);
  review_commitment(review, promotion.commitment, what, "commitment");
  upgrades(review, promotion);
  review.rules(promotion.rules, what);
  review.translations(promotion.translations, what);
}

}  // namespace proffer::domain
