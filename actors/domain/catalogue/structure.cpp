#include "actors/domain/catalogue/structure.hpp"

#include <algorithm>
#include <string>

namespace proffer::domain {
namespace {

bool contains(const auto& list, const auto& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

bool fits(const Catalogue& catalogue, const Relationship& relationship, const ProductId& product) {
  if (contains(relationship.domain, product)) return true;
  if (relationship.domain_line.value.empty()) return false;
  const ProductLine* line = catalogue.line(relationship.domain_line);
  if (line != nullptr && contains(line->members, product)) return true;
  const Product* member = catalogue.product(product);
  return member != nullptr && contains(member->product_lines, relationship.domain_line);
}

tl::expected<const Relationship*, NoSlot> slot_of(const Catalogue& catalogue, const Product& base,
                                                  const Product& component, std::string_view path) {
  if (base.relationships.empty()) return tl::unexpected(NoSlot::no_components);
  const std::string wanted = folded(path);
  const Relationship* found = nullptr;
  bool fits_somewhere = false;
  for (const Relationship& relationship : base.relationships) {
    if (!fits(catalogue, relationship, component.id)) continue;
    fits_somewhere = true;
    if (!wanted.empty() &&
        folded(base.name + "/" + relationship.name + ":" + component.name) != wanted) {
      continue;
    }
    if (found != nullptr) return tl::unexpected(NoSlot::ambiguous);
    found = &relationship;
  }
  if (!fits_somewhere) return tl::unexpected(NoSlot::not_in_base);
  if (found == nullptr) return tl::unexpected(NoSlot::path_unknown);
  return found;
}

const Relationship* relationship_named(const Product& product, std::string_view name) {
  for (const Relationship& relationship : product.relationships) {
    if (relationship.name == name) return &relationship;
  }
  return nullptr;
}

const AttributeDefinition* attribute_named(const Product& product, std::string_view name) {
  for (const AttributeDefinition& attribute : product.attributes) {
    if (attribute.name == name) return &attribute;
  }
  return nullptr;
}

bool sellable(const Product& product, Instant now) {
  return product.active && (!product.effective_from || *product.effective_from <= now) &&
         (!product.effective_to || now < *product.effective_to);
}

}  // namespace proffer::domain
