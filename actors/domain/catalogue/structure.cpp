#include "actors/domain/catalogue/structure.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace proffer::domain {
namespace {

bool contains(const auto& list, const auto& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool in_line(const Catalogue& catalogue, const ProductLineId& id, const ProductId& product) {
  if (id.value.empty()) return false;
  const ProductLine* line = catalogue.line(id);
  if (line != nullptr && contains(line->members, product)) return true;
  const Product* member = catalogue.product(product);
  return member != nullptr && contains(member->product_lines, id);
}

const std::string& name_of(const Relationship& relationship) { return relationship.name; }
const std::string& name_of(const PromotionSlot& slot) { return slot.rule.value; }

template <class Slot>
tl::expected<const Slot*, NoSlot> only_one(const Catalogue& catalogue,
                                           const std::vector<Slot>& slots, const std::string& base,
                                           const Product& component, std::string_view path) {
  if (slots.empty()) return tl::unexpected(NoSlot::no_components);
  const std::string wanted = folded(path);
  const Slot* found = nullptr;
  bool fits_somewhere = false;
  for (const Slot& slot : slots) {
    if (!fits(catalogue, slot, component.id)) continue;
    fits_somewhere = true;
    if (!wanted.empty() && folded(base + "/" + name_of(slot) + ":" + component.name) != wanted) {
      continue;
    }
    if (found != nullptr) return tl::unexpected(NoSlot::ambiguous);
    found = &slot;
  }
  if (!fits_somewhere) return tl::unexpected(NoSlot::not_in_base);
  if (found == nullptr) return tl::unexpected(NoSlot::path_unknown);
  return found;
}

// Adds each way that `rest`, a folded path below `parent`, spells.
void walk(const Catalogue& catalogue, const Product& parent, const Product& component,
          std::string_view rest, std::vector<PathStep>& steps,
          std::vector<std::vector<PathStep>>& ways) {
  for (const Relationship& relationship : parent.relationships) {
    const std::string label = folded(relationship.name) + ":";
    if (!rest.starts_with(label)) continue;
    const std::string_view placed = rest.substr(label.size());
    if (placed == folded(component.name) && fits(catalogue, relationship, component.id)) {
      ways.push_back(steps);
      ways.back().push_back({&relationship, &component});
    }
    const std::size_t slash = placed.find('/');
    if (slash == std::string_view::npos) continue;
    const Product* between = catalogue.product_named(placed.substr(0, slash));
    if (between == nullptr || !fits(catalogue, relationship, between->id)) continue;
    steps.push_back({&relationship, between});
    walk(catalogue, *between, component, placed.substr(slash + 1), steps, ways);
    steps.pop_back();
  }
}

}  // namespace

bool fits(const Catalogue& catalogue, const Relationship& relationship, const ProductId& product) {
  return contains(relationship.domain, product) ||
         in_line(catalogue, relationship.domain_line, product);
}

bool fits(const Catalogue& catalogue, const PromotionSlot& slot, const ProductId& product) {
  return slot.product == product || contains(slot.domain, product) ||
         in_line(catalogue, slot.domain_line, product);
}

tl::expected<std::vector<PathStep>, NoSlot> way_to(const Catalogue& catalogue, const Product& base,
                                                   const Product& component,
                                                   std::string_view path) {
  const std::string wanted = folded(path);
  if (wanted.empty() || base.relationships.empty()) {
    return only_one(catalogue, base.relationships, base.name, component, {})
        .map([&](const Relationship* only) {
          return std::vector<PathStep>{{only, &component}};
        });
  }
  const std::string start = folded(base.name) + "/";
  std::vector<std::vector<PathStep>> ways;
  std::vector<PathStep> steps;
  if (wanted.starts_with(start)) {
    walk(catalogue, base, component, std::string_view(wanted).substr(start.size()), steps, ways);
  }
  if (ways.empty()) return tl::unexpected(NoSlot::path_unknown);
  if (ways.size() > 1) return tl::unexpected(NoSlot::ambiguous);
  return ways.front();
}

tl::expected<const Relationship*, NoSlot> slot_of(const Catalogue& catalogue, const Product& base,
                                                  const Product& component, std::string_view path) {
  return way_to(catalogue, base, component, path).map([](const std::vector<PathStep>& way) {
    return way.back().relationship;
  });
}

tl::expected<const PromotionSlot*, NoSlot> slot_of(const Catalogue& catalogue,
                                                   const Promotion& promotion,
                                                   const Product& component,
                                                   std::string_view path) {
  return only_one(catalogue, promotion.slots, promotion.name, component, path);
}

tl::expected<ComponentPlace, NoSlot> place_of(const Catalogue& catalogue, const Product& base,
                                              const Product& component, std::string_view path) {
  const auto place = [](const auto* slot) { return ComponentPlace{name_of(*slot), slot->max}; };
  if (const Promotion* promotion = catalogue.promotion(base.id)) {
    return slot_of(catalogue, *promotion, component, path).map(place);
  }
  return slot_of(catalogue, base, component, path).map(place);
}

bool leads_to(const Promotion& from, const Promotion& to) {
  return std::any_of(to.upgrade_from.begin(), to.upgrade_from.end(),
                     [&](const UpgradePath& path) { return path.original == from.id; });
}

const Relationship* relationship_named(const Product& product, std::string_view name) {
  for (const Relationship& relationship : product.relationships) {
    if (relationship.name == name) return &relationship;
  }
  return nullptr;
}

const AttributeDefinition* attribute_named(const Product& product, std::string_view name) {
  const std::string wanted = folded(name);
  for (const AttributeDefinition& attribute : product.attributes) {
    if (folded(attribute.name) == wanted) return &attribute;
  }
  return nullptr;
}

bool sellable(const Product& product, Instant now) {
  return product.active && (!product.effective_from || *product.effective_from <= now) &&
         (!product.effective_to || now < *product.effective_to);
}

}  // namespace proffer::domain
