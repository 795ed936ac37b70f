// A promotion is upgraded: the old one goes, what fits a slot of the new one is kept there.
#include "actors/domain/document/promotion/commitment.hpp"
#include "actors/domain/document/promotion/ending.hpp"
#include "events/check.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

struct UpgradedPromotion {
  Application& app;
  std::size_t action;
  const Ending& ending;
  std::vector<std::uint32_t> filled;  // by place among the target's slots
};

// The target's slot for the product: one for this very product first, then one that takes several.
const PromotionSlot* match(UpgradedPromotion& upgrade, const ProductId& product) {
  const auto& slots = upgrade.ending.target->slots;
  const auto take = [&](const auto& fits_here) -> const PromotionSlot* {
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (!fits_here(slots[i]) || (slots[i].max && upgrade.filled[i] >= *slots[i].max)) continue;
      ++upgrade.filled[i];
      return &slots[i];
    }
    return nullptr;
  };
  const auto* exact = take([&](const PromotionSlot& slot) { return slot.product == product; });
  if (exact != nullptr) return exact;
  const Catalogue& catalogue = upgrade.app.document.catalogue();
  return take([&](const PromotionSlot& slot) { return fits(catalogue, slot, product); });
}

void transfer_component(UpgradedPromotion& upgrade, const Component& component,
                        const PromotionSlot& slot) {
  Application& app = upgrade.app;
  const Promotion& target = *upgrade.ending.target;
  Because because = app.because(
      upgrade.action, "kept by the promotion upgraded to",
      {{"promotion", target.name}, {"slot", slot.rule.value}, {"before", component.rule.value}});
  const LineIndex root = component.asset == nullptr
                             ? component.line
                             : app.document.load(*component.asset, because, Listing::root);
  Line& line = app.document.stamp(root, {target.id, target.name, upgrade.ending.to, slot.rule});
  if (line.action == LineAction::add) {
    line.because.inputs.push_back({"then put into", target.name + ", slot " + slot.rule.value});
    return;
  }
  line.action = LineAction::update;
  line.because = std::move(because);
}

// Takes along what fits, in its order, and then releases the rest.
Done transfer_components(UpgradedPromotion& upgrade) {
  Application& app = upgrade.app;
  const auto components = components_of(app.document, upgrade.ending.instance);
  std::vector<const Component*> rest;
  for (const Component& component : components) {
    if (component.asset != nullptr) {
      auto may = check_connected(app, upgrade.action, component.asset->id);
      if (!may) return may;
    }
    if (const PromotionSlot* slot = match(upgrade, component.product)) {
      transfer_component(upgrade, component, *slot);
    } else {
      rest.push_back(&component);
    }
  }
  for (const Component* component : rest) {
    const auto stays = release_root(app, upgrade.action, upgrade.ending, *component);
    if (!stays) return tl::unexpected(stays.error());
    if (!*stays || component->asset == nullptr) continue;
    app.unresolved.push_back(component->asset->id);
    const Product* product = app.document.catalogue().product(component->product);
    app.warnings.push_back(
        in_quotes(product == nullptr ? component->product.value : product->name) +
        " has no place in promotion " + in_quotes(upgrade.ending.target->name) +
        "; it stands alone now.");
  }
  return {};
}

// The target's line, which says where it came from.
LineIndex add_target(Application& app, std::size_t action, const Ending& ending,
                     const UpgradePath& path) {
  const Product* face = app.document.catalogue().product(ending.target->id);
  CHECK(face != nullptr);
  const LineIndex line = app.document.add(
      *face, no_line, {},
      app.because(action, "promotion upgraded to",
                  {{"from", ending.promotion.value}, {"instance", ending.to.value}}));
  app.document.stamp(line, {ending.target->id, ending.target->name, ending.to, {}}).upgrade = {
      ending.instance, ending.promotion, path};
  return line;
}

}  // namespace

Done upgrade_promotion(Application& app, std::size_t action, LineIndex source) {
  const PreparedAction& a = app.actions[action];
  auto ending = ending_of(app, action, source);
  if (!ending) return tl::unexpected(std::move(ending.error()));
  ending->target =
      a.upgrade == nullptr ? nullptr : app.document.catalogue().promotion(a.upgrade->id);
  const UpgradePath* path =
      ending->target == nullptr ? nullptr : path_between(ending->promotion, *ending->target);
  if (path == nullptr) {
    return tl::unexpected(
        app.problem(action, "UPGRADE_PATH_UNDEFINED",
                    "No upgrade leads from promotion " + in_quotes(a.base->name) + " to " +
                        in_quotes(a.upgrade == nullptr ? std::string{} : a.upgrade->name) +
                        "; change the choice and submit again."));
  }
  if (auto may = may_have(app, action, *ending->target); !may) return may;
  ending->to = next_instance(app);
  app.document.remove(source,
                      app.because(action, "promotion upgraded", {{"to", ending->target->name}}));
  app.touched[action] = add_target(app, action, *ending, *path);
  UpgradedPromotion upgrade{app, action, *ending,
                            std::vector<std::uint32_t>(ending->target->slots.size())};
  if (auto done = transfer_components(upgrade); !done) return done;
  for (std::size_t i = 0; i < upgrade.filled.size(); ++i) {
    const PromotionSlot& slot = ending->target->slots[i];
    auto done =
        add_slot_defaults(app, action, *ending->target, ending->to, slot, upgrade.filled[i]);
    if (!done) return done;
  }
  if (auto room = check_room(app, action); !room) return room;
  return handle_memberships(app, action, *ending);
}

}  // namespace proffer::domain
