// A product is upgraded: the old tree goes, the new one takes over what fits.
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/document/promotions.hpp"
#include "events/check.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

// The live tree below and with `root`, parents before children.
std::vector<LineIndex> live_tree(const WorkingDocument& document, LineIndex root) {
  std::vector<LineIndex> tree{root};
  for (std::size_t next = 0; next < tree.size(); ++next) {
    for (LineIndex i = 0; i < document.lines().size(); ++i) {
      if (document[i].parent == tree[next] && document[i].live()) tree.push_back(i);
    }
  }
  return tree;
}

// Fields always, attributes as far as the new line's product has them.
void carry_values(WorkingDocument& document, LineIndex from, LineIndex to) {
  const Line& old = document[from].edit();
  Line& line = document[to].edit();
  line.quantity = old.quantity;
  line.fields = old.fields;
  for (const NamedValue& value : old.attributes) {
    const AttributeDefinition* attribute = attribute_named(*document[to].product, value.name);
    if (attribute != nullptr && is_legal(*attribute, value.value)) {
      set_value(line.attributes, value.name, value.value);
    }
  }
}

// Where the old component goes under the new parent: the relationship of the same name, or else the
// only one that takes it; nullptr: nowhere.
const Relationship* place_of(const Catalogue& catalogue, const WorkingLine& old,
                             const Product& parent) {
  const Relationship* same = relationship_named(parent, old.relationship());
  if (same != nullptr && fits(catalogue, *same, old.product_id())) return same;
  if (old.product == nullptr) return nullptr;
  const auto only = slot_of(catalogue, parent, *old.product, {});
  return only ? *only : nullptr;
}

struct UpgradedProduct {
  Application& app;
  std::size_t action;
  std::vector<LineIndex> old_tree;    // parents before children
  std::vector<LineIndex> carried_to;  // by place in `old_tree`; no_line: not carried over
};

// A default that came with the new tree and makes room: one of the same product, or, where there is
// no room, the first; no_line: none.
LineIndex preset_for(const UpgradedProduct& upgrade, const std::vector<LineIndex>& live,
                     const ProductId& product, bool full) {
  LineIndex found = no_line;
  for (const LineIndex line : live) {
    const auto& carried = upgrade.carried_to;
    if (std::find(carried.begin(), carried.end(), line) != carried.end()) continue;
    if (upgrade.app.document[line].product_id() == product) return line;
    if (full && found == no_line) found = line;
  }
  return found;
}

NewLine carry_component(UpgradedProduct& upgrade, LineIndex from, LineIndex to) {
  WorkingDocument& document = upgrade.app.document;
  const Relationship* place = place_of(document.catalogue(), document[from], *document[to].product);
  if (place == nullptr) return no_line;
  const std::vector<LineIndex> live = document.live_in(to, place->name);
  const bool full = place->max && live.size() >= *place->max;
  const LineIndex preset = preset_for(upgrade, live, document[from].product_id(), full);
  if (full && preset == no_line) return no_line;
  if (preset != no_line) {
    document.remove(preset, upgrade.app.because(upgrade.action, "default replaced",
                                                {{"by", document[from].product->name}}));
  }
  auto line = add_whole(upgrade.app, upgrade.action, *document[from].product, to, place->name,
                        upgrade.app.because(upgrade.action, "carried over by the upgrade",
                                            {{"relationship", place->name}}));
  if (line) carry_values(document, from, *line);
  return line;
}

Done carry_components(UpgradedProduct& upgrade) {
  const auto& tree = upgrade.old_tree;
  for (std::size_t i = 1; i < tree.size(); ++i) {
    const auto parent = std::find(tree.begin(), tree.end(), upgrade.app.document[tree[i]].parent);
    CHECK(parent != tree.end());
    const LineIndex to = upgrade.carried_to[static_cast<std::size_t>(parent - tree.begin())];
    if (to == no_line) continue;
    auto line = carry_component(upgrade, tree[i], to);
    if (!line) return tl::unexpected(std::move(line.error()));
    upgrade.carried_to[i] = *line;
  }
  return {};
}

// A root leaves its place in a promotion to the product it is upgraded to, if that fits there.
void carry_promotion(Application& app, LineIndex from, LineIndex to) {
  const PromotionStamp& stamp = app.document[from].promotion();
  const Promotion* promotion = app.document.catalogue().promotion(stamp.promotion);
  if (promotion != nullptr) {
    for (const PromotionSlot& slot : promotion->slots) {
      if (slot.rule != stamp.rule) continue;
      if (!fits(app.document.catalogue(), slot, app.document[to].product_id())) continue;
      app.document.stamp(to, stamp);
      return;
    }
  }
  automatch(app, to);
}

}  // namespace

Done upgrade_product(Application& app, std::size_t action, LineIndex target) {
  const PreparedAction& a = app.actions[action];
  CHECK(a.upgrade != nullptr);
  WorkingDocument& document = app.document;
  const LineIndex parent = document[target].parent;
  const std::string relationship = document[target].relationship();
  if (parent != no_line) {
    const Relationship* place = document[parent].product == nullptr
                                    ? nullptr
                                    : relationship_named(*document[parent].product, relationship);
    if (place == nullptr || !fits(document.catalogue(), *place, a.upgrade->id)) {
      return tl::unexpected(app.problem(action, "COMPONENT_NOT_IN_BASE",
                                        in_quotes(a.upgrade->name) + " does not fit where " +
                                            in_quotes(a.base->name) + " is; upgrade its base."));
    }
  }
  UpgradedProduct upgrade{app, action, live_tree(document, target), {}};
  upgrade.carried_to.resize(upgrade.old_tree.size(), no_line);
  document.remove(target, app.because(action, "upgraded", {{"to", a.upgrade->name}}));
  auto line = add_whole(app, action, *a.upgrade, parent, relationship,
                        app.because(action, "product upgraded to", {{"from", a.base->name}}));
  if (!line) return tl::unexpected(std::move(line.error()));
  app.touched[action] = upgrade.carried_to.front() = *line;
  carry_values(document, target, *line);
  if (parent == no_line) carry_promotion(app, target, *line);
  return carry_components(upgrade);
}

}  // namespace proffer::domain
