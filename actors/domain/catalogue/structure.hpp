// Where a product fits in another's structure.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace proffer::domain {

// Whether the product is in the relationship's domain: its list, or its product line.
bool fits(const Catalogue& catalogue, const Relationship& relationship, const ProductId& product);

enum class NoSlot {
  no_components,  // the base has no structure
  not_in_base,    // no relationship takes the component
  ambiguous,      // several do, and no path says which
  path_unknown,   // the path names none that does
};
// The one relationship of `base` that takes `component`. `path` is `Base/Relationship:Component` by
// names, compared as names are; empty: not given.
tl::expected<const Relationship*, NoSlot> slot_of(const Catalogue& catalogue, const Product& base,
                                                  const Product& component, std::string_view path);

const Relationship* relationship_named(const Product& product, std::string_view name);      // exact
const AttributeDefinition* attribute_named(const Product& product, std::string_view name);  // exact

// Whether the product may be sold at `now`: active and inside its dates.
bool sellable(const Product& product, Instant now);

}  // namespace proffer::domain
