#include "actors/domain/catalogue/definition_rules.hpp"
#include "actors/domain/catalogue/line_fields.hpp"
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/typed_values.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

void header(Review& review, const Product& product) {
  const std::string name = in_quotes(product.name);
  review_name(review, product.id, product.name, "Product");
  if (product.kind == ProductKind::promotion) {
    review.add("PRODUCT_KIND_IS_PROMOTION",
               "Product " + name +
                   " stands for a promotion; define the promotion, and the product comes with it.",
               "kind");
  } else if (review.after.promotion(product.id) != nullptr) {
    review.add("PRODUCT_ID_TAKEN",
               "There is a promotion with the id " + in_quotes(product.id.value) +
                   "; give product " + name + " another one.",
               "id");
  } else if (product.kind == ProductKind::unknown) {
    review.add("PRODUCT_KIND_REQUIRED", "Product " + name + " needs a kind, such as Simple.",
               "kind");
  }
  if (ends_before(product.effective_from, product.effective_to)) {
    review.add("PRODUCT_DATES",
               "The end date of product " + name + " must be after its start date.", "effectiveTo");
  }
  if (product.list_price.cents < 0 || product.list_price.cents > price_cents_max) {
    review.add("PRODUCT_PRICE_INVALID",
               "The list price of product " + name + " must lie between 0 and 1000000000.00.",
               "listPrice");
  }
  if (product.price_type == PriceType::unknown) {
    review.add("PRODUCT_PRICE_TYPE_REQUIRED",
               "The price of product " + name + " must be OneTime or Recurring.", "priceType");
  }
  for (const ProductLineId& line : product.product_lines) {
    if (review.after.line(line) == nullptr) {
      review.add("PRODUCT_LINE_UNKNOWN",
                 "Product " + name + " is in product line " + in_quotes(line.value) +
                     ", which does not exist.",
                 "productLines");
    }
  }
  review.rules(product.rules, "product " + name);
  review.translations(product.translations, "product " + name);
}

void attributes(Review& review, const Product& product) {
  std::set<std::string> names;
  for (const AttributeDefinition& attribute : product.attributes) {
    const std::string what =
        "Attribute " + in_quotes(attribute.name) + " of " + in_quotes(product.name);
    if (folded(attribute.name).empty()) {
      review.add("ATTRIBUTE_NAME_REQUIRED",
                 "Every attribute of " + in_quotes(product.name) + " needs a name.");
    }
    if (!names.insert(folded(attribute.name)).second) {
      review.add("ATTRIBUTE_NAME_DUPLICATE", what + " is defined twice.", attribute.name);
    }
    if (is_line_field(attribute.name, review.after) ||
        same_name(attribute.name, promotion_name_field)) {
      review.add("ATTRIBUTE_NAME_RESERVED",
                 what + " has the name of a line field; choose another one.", attribute.name);
    }
    if (attribute.type == AttributeType::unknown) {
      review.add("ATTRIBUTE_TYPE_UNKNOWN",
                 what + " must be of type Text, Number, Boolean, Date or Enum.", attribute.name);
    }
    if ((attribute.type == AttributeType::enumeration) != !attribute.allowed.empty()) {
      review.add("ATTRIBUTE_ALLOWED_VALUES",
                 what + " needs allowed values if it is an Enum, and only then.", attribute.name);
    }
    if (!attribute.default_value.empty() && !is_legal(attribute, attribute.default_value)) {
      review.add("ATTRIBUTE_VALUE_INVALID",
                 what + " has the default " + in_quotes(attribute.default_value) +
                     ", which is not one of its values.",
                 attribute.name);
    }
  }
}

void domain_of(Review& review, const Product& product, const Relationship& relationship,
               const std::string& what) {
  if (relationship.domain.empty() && relationship.domain_line.value.empty()) {
    review.add("RELATIONSHIP_DOMAIN_EMPTY",
               what + " takes no product; list the products that fit or name a product line.",
               relationship.name);
  }
  for (const ProductId& id : relationship.domain) {
    if (review.after.product(id) == nullptr) {
      review.add("RELATIONSHIP_DOMAIN_UNKNOWN",
                 what + " takes product " + in_quotes(id.value) + ", which does not exist.",
                 relationship.name);
    } else if (id == product.id) {
      review.add("RELATIONSHIP_DOMAIN_SELF", what + " takes the product itself.",
                 relationship.name);
    }
  }
  if (!relationship.domain_line.value.empty() &&
      review.after.line(relationship.domain_line) == nullptr) {
    review.add("PRODUCT_LINE_UNKNOWN",
               what + " takes product line " + in_quotes(relationship.domain_line.value) +
                   ", which does not exist.",
               relationship.name);
  }
}

void default_of(Review& review, const Relationship& relationship, const std::string& what) {
  if (relationship.default_product.value.empty()) {
    if (relationship.default_quantity > 0) {
      review.add("RELATIONSHIP_DEFAULT_REQUIRED",
                 what + " has a default quantity but no default product.", relationship.name);
    }
    return;
  }
  if (!fits(review.after, relationship, relationship.default_product)) {
    review.add("RELATIONSHIP_DEFAULT_NOT_IN_DOMAIN",
               what + " has the default " + in_quotes(relationship.default_product.value) +
                   ", which is not among the products it takes.",
               relationship.name);
  }
  if (relationship.max && relationship.default_quantity > *relationship.max) {
    review.add("RELATIONSHIP_DEFAULT_QUANTITY",
               what + " selects " + std::to_string(relationship.default_quantity) +
                   " by default but allows " + std::to_string(*relationship.max) + ".",
               relationship.name);
  }
}

void relationships(Review& review, const Product& product) {
  if (product.kind != ProductKind::customizable && !product.relationships.empty()) {
    review.add("RELATIONSHIPS_ONLY_FOR_CUSTOMIZABLE",
               "Product " + in_quotes(product.name) +
                   " has relationships; only a Customizable product can have them.",
               "kind");
  }
  std::set<std::string> names;
  for (const Relationship& relationship : product.relationships) {
    const std::string what =
        "Relationship " + in_quotes(relationship.name) + " of " + in_quotes(product.name);
    if (folded(relationship.name).empty()) {
      review.add("RELATIONSHIP_NAME_REQUIRED",
                 "Every relationship of " + in_quotes(product.name) + " needs a name.");
    }
    if (!names.insert(folded(relationship.name)).second) {
      review.add("RELATIONSHIP_NAME_DUPLICATE", what + " is defined twice.", relationship.name);
    }
    if (relationship.max && *relationship.max < std::max(1U, relationship.min)) {
      review.add("RELATIONSHIP_CARDINALITY",
                 what + " must allow at least one item and no fewer than its minimum.",
                 relationship.name);
    }
    domain_of(review, product, relationship, what);
    default_of(review, relationship, what);
  }
}

// Defaults bring their own defaults along, so a cycle would never end.
bool reaches(const Catalogue& catalogue, const Product& from, const ProductId& target,
             std::set<std::string_view>& seen) {
  for (const Relationship& relationship : from.relationships) {
    if (relationship.default_quantity == 0) continue;
    if (relationship.default_product == target) return true;
    const Product* next = catalogue.product(relationship.default_product);
    if (next != nullptr && seen.insert(next->id.value).second &&
        reaches(catalogue, *next, target, seen)) {
      return true;
    }
  }
  return false;
}

}  // namespace

void review_product(Review& review, const Product& product) {
  header(review, product);
  attributes(review, product);
  relationships(review, product);
  std::set<std::string_view> seen;
  if (reaches(review.after, product, product.id, seen)) {
    review.add("RELATIONSHIP_DEFAULT_CYCLE",
               "The defaults of product " + in_quotes(product.name) + " lead back to itself.");
  }
}

void review_line(Review& review, const ProductLine& line) {
  if (line.id.value.empty()) {
    review.add("PRODUCT_LINE_ID_REQUIRED",
               "Product line " + in_quotes(line.name) + " needs an id.");
  }
  for (const Catalogue* catalogue : {&review.present, &review.after}) {
    const ProductLine* owner = catalogue->line_named(line.name);
    if (owner != nullptr) owner = review.after.line(owner->id);
    if (owner == nullptr || owner->id == line.id || !same_name(owner->name, line.name)) {
      continue;
    }
    review.add("PRODUCT_LINE_NAME_TAKEN",
               "A product line called " + in_quotes(line.name) + " already exists with id " +
                   in_quotes(owner->id.value) + "; choose another name.",
               "name");
    break;
  }
  for (const ProductId& member : line.members) {
    if (review.after.product(member) == nullptr) {
      review.add("PRODUCT_LINE_MEMBER_UNKNOWN", "Product line " + in_quotes(line.name) +
                                                    " lists product " + in_quotes(member.value) +
                                                    ", which does not exist.");
    }
  }
  review.rules(line.rules, "product line " + in_quotes(line.name));
}

void review_name(Review& review, const ProductId& id, const std::string& name,
                 const std::string& kind) {
  std::string prefix = kind == "Product" ? "PRODUCT" : "PROMOTION";
  if (id.value.empty()) {
    review.add(prefix + "_ID_REQUIRED", kind + " " + in_quotes(name) + " needs an id.");
  }
  if (folded(name).empty()) {
    return review.add(prefix + "_NAME_REQUIRED",
                      kind + " " + in_quotes(id.value) + " needs a name.");
  }
  const Product* owner = review.after.product_named(name);
  if (owner == nullptr || owner->id == id) {
    // Defining takes a name over; whoever had it must have another one now.
    const Product* before = review.present.product_named(name);
    owner = before == nullptr ? nullptr : review.after.product(before->id);
    if (owner != nullptr && !same_name(owner->name, name)) owner = nullptr;
  }
  if (owner != nullptr && owner->id != id) {
    review.add(prefix + "_NAME_TAKEN", "A product or promotion called " + in_quotes(name) +
                                           " already exists with id " + in_quotes(owner->id.value) +
                                           "; choose another name.");
  }
}

}  // namespace proffer::domain
