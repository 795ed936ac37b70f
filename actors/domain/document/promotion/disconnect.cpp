// A promotion is disconnected, and its components are released.
#include "actors/domain/document/promotion/commitment.hpp"
#include "actors/domain/document/promotion/ending.hpp"

#include <string>
#include <utility>

namespace proffer::domain {
namespace {

bool may_stay(const Application& app, const Ending& ending, const Component& component) {
  const Product* product = app.document.catalogue().product(component.product);
  if (product != nullptr && !product->can_stand_alone) return false;
  const Promotion* promotion = app.document.catalogue().promotion(ending.promotion);
  const PromotionSlot* slot =
      promotion == nullptr ? nullptr : slot_named(*promotion, component.rule);
  return slot == nullptr || slot->on_disconnect != OnDisconnect::disconnect;
}

}  // namespace

tl::expected<Ending, Problem> ending_of(const Application& app, std::size_t action,
                                        LineIndex line) {
  const WorkingLine& promotion = app.document[line];
  const PromotionInstanceId& instance = promotion.promotion().instance;
  if (instance.value.empty()) {
    return tl::unexpected(app.problem(
        action, "PROM_INSTANCE_UNKNOWN",
        "The account's " + in_quotes(app.actions[action].base->name) +
            " has no instance id; define the account with one on it and on its components.",
        "baseProduct"));
  }
  return Ending{instance, promotion.product_id(), promotion.asset(), nullptr, {}};
}

std::vector<Component> components_of(const WorkingDocument& document,
                                     const PromotionInstanceId& instance) {
  std::vector<Component> components;
  for (const SlotFill& fill : filled(document, instance)) {
    components.push_back({fill.line, fill.asset, *fill.product, *fill.rule});
  }
  return components;
}

tl::expected<bool, Problem> release_root(Application& app, std::size_t action, const Ending& ending,
                                         const Component& component) {
  const bool stays = may_stay(app, ending, component);
  Because because =
      app.because(action, stays ? "released by its promotion" : "ended with its promotion",
                  {{"promotion", ending.promotion.value}, {"slot", component.rule.value}});
  LineIndex root = component.line;
  if (component.asset != nullptr) {
    root = app.document.load(*component.asset, because, stays ? Listing::root : Listing::tree);
  }
  if (!stays) {
    app.document.load_tree(root, because);
    app.document.remove(root, because);
  } else {
    Line& line = app.document.stamp(root, {});
    if (line.action == LineAction::add) {
      line.because.inputs.push_back({"then released by", ending.promotion.value});
    } else {
      line.action = LineAction::update;
      line.because = std::move(because);
    }
  }
  if (auto room = check_room(app, action); !room) return tl::unexpected(std::move(room.error()));
  return stays;
}

Done disconnect_promotion(Application& app, std::size_t action, LineIndex line) {
  const auto ending = ending_of(app, action, line);
  if (!ending) return tl::unexpected(ending.error());
  const auto components = components_of(app.document, ending->instance);
  app.touched[action] = line;
  app.document.remove(
      line, app.because(action, "promotion disconnected", {{"instance", ending->instance.value}}));
  for (const Component& component : components) {
    if (component.asset != nullptr) {
      auto may = check_connected(app, action, component.asset->id);
      if (!may) return may;
    }
    const auto stays = release_root(app, action, *ending, component);
    if (!stays) return tl::unexpected(stays.error());
  }
  return handle_memberships(app, action, *ending);
}

}  // namespace proffer::domain
