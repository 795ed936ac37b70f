// What each action code does to the working document.
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/document/promotions.hpp"
#include "events/check.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

// Where the action's component goes, or is.
struct Place {
  LineIndex parent = no_line;
  const Relationship* slot = nullptr;
  const Product* missing = nullptr;  // what is not there on the way to it; then there is no parent
};

// Down the action's path from the line of its base. The place was there when the offer was defined;
// the catalogue may have changed since.
tl::expected<Place, Problem> place_for(const Application& app, std::size_t action, LineIndex base) {
  const PreparedAction& a = app.actions[action];
  auto way = way_to(app.document.catalogue(), *a.base, *a.component, a.path);
  if (!way) {
    return tl::unexpected(app.problem(action, "COMPONENT_NOT_IN_BASE",
                                      in_quotes(a.component->name) + " has no single place in " +
                                          in_quotes(a.base->name) +
                                          " any more; define the offer anew."));
  }
  Place place{base, way->back().relationship, nullptr};
  way->pop_back();
  for (const PathStep& step : *way) {
    const auto live = app.document.live_in(place.parent, step.relationship->name);
    const auto found = std::find_if(live.begin(), live.end(), [&](LineIndex line) {
      return app.document[line].product_id() == step.component->id;
    });
    if (found == live.end()) return Place{no_line, nullptr, step.component};
    place.parent = *found;
  }
  return place;
}

// To add something there.
tl::expected<Place, Problem> open_place(const Application& app, std::size_t action,
                                        LineIndex base) {
  auto place = place_for(app, action, base);
  if (place && place->missing != nullptr) {
    return tl::unexpected(not_owned(app, action, *place->missing));
  }
  return place;
}

std::vector<NamedValue> slot_inputs(const Relationship& slot, std::size_t live) {
  return {{"relationship", slot.name},
          {"live", std::to_string(live)},
          {"max", slot.max ? std::to_string(*slot.max) : "unlimited"}};
}

Done add_to_slot(Application& app, std::size_t action, LineIndex base, const Relationship& slot,
                 std::size_t live, std::string_view rule) {
  const Product& component = *app.actions[action].component;
  if (slot.max && live + 1 > *slot.max) {
    return tl::unexpected(app.problem(
        action, "CARDINALITY_MAX",
        in_quotes(slot.name) + " of " + in_quotes(app.actions[action].base->name) + " allows " +
            std::to_string(*slot.max) + "; remove or replace one before adding " +
            in_quotes(component.name) + "."));
  }
  auto line = add_whole(app, action, component, base, slot.name,
                        app.because(action, rule, slot_inputs(slot, live)));
  if (!line) return tl::unexpected(std::move(line.error()));
  app.touched[action] = *line;
  return {};
}

Done add_component(Application& app, std::size_t action, LineIndex base) {
  const auto place = open_place(app, action, base);
  if (!place) return tl::unexpected(place.error());
  const Relationship& slot = *place->slot;
  const std::vector<LineIndex> live = app.document.live_in(place->parent, slot.name);
  const PreparedAction& a = app.actions[action];
  const auto present = std::count_if(live.begin(), live.end(), [&](LineIndex line) {
    return app.document[line].product_id() == *a.component_id;
  });
  if (present > 0 && once_only(*a.action)) {
    app.skip(action, "AlreadyOwned", "component is there already",
             {{"relationship", slot.name}, {"present", std::to_string(present)}});
    return {};
  }
  return add_to_slot(app, action, place->parent, slot, live.size(), "component added to its base");
}

Done replace(Application& app, std::size_t action, LineIndex base) {
  const auto place = open_place(app, action, base);
  if (!place) return tl::unexpected(place.error());
  const Relationship& slot = *place->slot;
  const std::vector<LineIndex> live = app.document.live_in(place->parent, slot.name);
  if (live.empty()) {
    return add_to_slot(app, action, place->parent, slot, 0, "replaces nothing: component added");
  }
  const PreparedAction& a = app.actions[action];
  const WorkingLine& first = app.document[live.front()];
  if (live.size() == 1 && first.product_id() == *a.component_id && once_only(*a.action)) {
    app.skip(action, "AlreadyOwned", "component is selected already",
             {{"relationship", slot.name}});
    return {};
  }
  app.document.remove(live.front(),
                      app.because(action, "replaced: first in the relationship",
                                  {{"relationship", slot.name}, {"by", a.component->name}}));
  return add_to_slot(app, action, place->parent, slot, live.size() - 1,
                     "replaces the first selected");
}

// The earliest live line of the action's component in its place, which the catalogue may have
// changed since.
LineIndex component_line(const Application& app, std::size_t action, LineIndex base) {
  const PreparedAction& a = app.actions[action];
  const auto place = place_for(app, action, base);
  if (place && place->missing != nullptr) return no_line;
  const LineIndex parent = place ? place->parent : base;
  for (LineIndex i = 0; i < app.document.lines().size(); ++i) {
    const WorkingLine& line = app.document[i];
    if (line.parent != parent || !line.live() || line.product_id() != *a.component_id) continue;
    if (!place || line.relationship() == place->slot->name) return i;
  }
  return no_line;
}

Done remove(Application& app, std::size_t action, LineIndex base) {
  const PreparedAction& a = app.actions[action];
  LineIndex line = base;
  if (a.component != nullptr) line = component_line(app, action, base);
  if (line == no_line) return missing(app, action, *a.component);
  app.touched[action] = line;
  app.document.remove(line, app.because(action, a.component != nullptr ? "component deleted"
                                                                       : "base disconnected"));
  return {};
}

Done update(Application& app, std::size_t action, LineIndex base) {
  const PreparedAction& a = app.actions[action];
  LineIndex index = base;
  if (a.component != nullptr && app.document[base].product_id() != *a.component_id) {
    index = component_line(app, action, base);
  }
  if (index == no_line) return missing(app, action, *a.component);
  return a.field_name == promotion_name_field ? join_promotion(app, action, index)
                                              : update_line(app, action, index);
}

// A new instance of the base: a promotion fills its slots, a product brings its defaults.
NewLine add_instance(Application& app, std::size_t action, std::string_view rule) {
  const PreparedAction& a = app.actions[action];
  if (is_promotion(a.base)) {
    const Promotion* promotion = app.document.catalogue().promotion(a.base->id);
    CHECK(promotion != nullptr);
    return apply_promotion(app, action, *promotion, no_line);
  }
  auto line = add_whole(app, action, *a.base, no_line, {},
                        app.because(action, rule, {{"product", a.base->id.value}}));
  if (line) automatch(app, *line);
  return line;
}

// New/Add without component: a new instance of the base.
Done add_base(Application& app, Group& group, std::size_t action) {
  const PreparedAction& a = app.actions[action];
  const auto& lines = app.document.lines();
  const bool in_document = std::any_of(lines.begin(), lines.end(), [&](const WorkingLine& line) {
    return line.live() && line.product_id() == *a.base_id;
  });
  const auto& assets = app.document.assets();
  const bool owned =
      a.action->skip_if_owned && std::any_of(assets.begin(), assets.end(), [&](const Asset& asset) {
        if (asset.product != *a.base_id || asset.status != AssetStatus::active) {
          return false;
        }
        const LineIndex line = app.document.line_of(asset.id);
        return line == no_line || app.document[line].live();
      });
  group.target = no_line;
  group.base_skipped = owned || (in_document && once_only(*a.action));
  if (group.base_skipped) {
    app.skip(action, "AlreadyOwned",
             in_document ? "product is in the document already" : "product is owned already",
             {{"product", a.base_id->value}});
    return {};
  }
  auto line = add_instance(app, action, "product added");
  if (!line) return tl::unexpected(std::move(line.error()));
  group.target = app.touched[action] = *line;
  return {};
}

// There is no line of the base: New creates one, the others have nothing to work on.
NewLine without_target(Application& app, const Group& group, std::size_t action) {
  const PreparedAction& a = app.actions[action];
  const bool adds = a.action->code == ActionCode::add || a.action->code == ActionCode::replace;
  if (group.parent && app.touched[*group.parent] == no_line) {
    app.skip(action, "ParentSkipped", "its parent action changed nothing",
             {{"parent", app.actions[*group.parent].action->name}});
    return no_line;
  }
  if (adds && group.type == ActionType::new_ && !group.base_skipped) {
    return add_instance(app, action, "base added for its component");
  }
  if (group.base_skipped) {
    app.skip(action, "AlreadyOwned", "its base was not added", {{"product", a.base_id->value}});
    return no_line;
  }
  if (adds || a.action->code == ActionCode::upgrade) {
    return tl::unexpected(not_owned(app, action, *a.base));
  }
  if (auto done = missing(app, action, *a.base); !done) return tl::unexpected(done.error());
  return no_line;
}

// What is configured is listed whole; who changes a promotion sees roots only.
void list_tree(Application& app, std::size_t action, LineIndex target) {
  const PreparedAction& a = app.actions[action];
  if (is_promotion(a.base) || a.field_name == promotion_name_field ||
      app.document.lists_tree(target)) {
    return;
  }
  app.document.load_tree(target, app.because(action, "listed to be configured"));
}

Done run_code(Application& app, const Group& group, std::size_t action) {
  const PreparedAction& a = app.actions[action];
  if (is_promotion(a.base) && a.field_name != promotion_name_field) {
    if (a.action->code == ActionCode::upgrade) {
      return upgrade_promotion(app, action, group.target);
    }
    if (a.action->code == ActionCode::delete_ && a.component == nullptr) {
      return disconnect_promotion(app, action, group.target);
    }
    return edit_promotion(app, group, action, group.target);
  }
  switch (a.action->code) {
    case ActionCode::add: return add_component(app, action, group.target);
    case ActionCode::replace: return replace(app, action, group.target);
    case ActionCode::delete_: return remove(app, action, group.target);
    case ActionCode::update: return update(app, action, group.target);
    case ActionCode::upgrade: return upgrade_product(app, action, group.target);
    case ActionCode::workflow:
    case ActionCode::unknown: break;
  }
  CHECK(false && "an offer with this action cannot be defined");
  return {};
}

}  // namespace

tl::expected<void, Problem> run_action(Application& app, Group& group, std::size_t action) {
  const PreparedAction& a = app.actions[action];
  CHECK(a.base != nullptr && (a.component != nullptr || a.component_id->value.empty()));
  if (a.action->type == ActionType::new_ && a.action->code == ActionCode::add &&
      a.component == nullptr) {
    return add_base(app, group, action);
  }
  // A bound child may be about another line of the parent's than its siblings.
  if (group.parent || group.target == no_line || !app.document[group.target].live()) {
    auto target = resolve_target(app, group, action);
    if (target && *target == no_line) target = without_target(app, group, action);
    if (!target) return tl::unexpected(std::move(target.error()));
    if (*target == no_line) return {};
    group.target = *target;
  }
  list_tree(app, action, group.target);
  if (auto room = check_room(app, action); !room) return room;
  return run_code(app, group, action);
}

}  // namespace proffer::domain
