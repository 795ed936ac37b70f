// Where a product fits in another's structure.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace proffer::domain {

// Whether the product is in the relationship's domain: its list, or its product line.
bool fits(const Catalogue& catalogue, const Relationship& relationship, const ProductId& product);

enum class NoSlot {
  no_components,  // the base has no structure
  not_in_base,    // no relationship takes the component
  ambiguous,      // several do, and no path says which
  path_unknown,   // the path names none that does
};
// One level of the way from a base to a component.
struct PathStep {
  const Relationship* relationship;
  const Product* component;  // that stands in it
};
// The only way from `base` to `component`, which is in the last step. `path` spells it by names:
// `Base/Relationship:Component`, or `Base/Relationship:Product/Relationship:Component` for what is
// further down; empty: one level, and one relationship that takes it.
tl::expected<std::vector<PathStep>, NoSlot> way_to(const Catalogue& catalogue, const Product& base,
                                                   const Product& component, std::string_view path);
// The relationship that such a way ends in.
tl::expected<const Relationship*, NoSlot> slot_of(const Catalogue& catalogue, const Product& base,
                                                  const Product& component, std::string_view path);

// Whether the product may fill the promotion's slot.
bool fits(const Catalogue& catalogue, const PromotionSlot& slot, const ProductId& product);
// The one slot of the promotion that takes `component`; its path is `Promotion/Rule:Component`.
tl::expected<const PromotionSlot*, NoSlot> slot_of(const Catalogue& catalogue,
                                                   const Promotion& promotion,
                                                   const Product& component, std::string_view path);

// Where a component goes, be the base a customizable product or a promotion.
struct ComponentPlace {
  std::string_view name;             // of the relationship, or the slot's rule id
  std::optional<std::uint32_t> max;  // none: unlimited
};
tl::expected<ComponentPlace, NoSlot> place_of(const Catalogue& catalogue, const Product& base,
                                              const Product& component, std::string_view path);

// Whether an upgrade path from the one promotion to the other is defined.
bool leads_to(const Promotion& from, const Promotion& to);

const Relationship* relationship_named(const Product& product, std::string_view name);  // exact
const AttributeDefinition* attribute_named(const Product& product, std::string_view name);

// Whether the product may be sold at `now`: active and inside its dates.
bool sellable(const Product& product, Instant now);

}  // namespace proffer::domain
