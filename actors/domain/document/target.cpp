#include "actors/domain/document/promotions.hpp"

#include <charconv>
#include <string>

namespace proffer::domain {
namespace {

// Among saved lines the number in the id tells which came last; what this response added came later
// still.
std::size_t age_rank(const WorkingDocument& document, LineIndex line) {
  const Line* saved = document[line].saved();
  if (saved == nullptr) return (std::size_t{1} << 32) + line;
  const std::string& id = saved->id.value;
  std::size_t number = 0;
  std::from_chars(id.data() + id.rfind('/') + 1, id.data() + id.size(), number);
  return number;
}

LineIndex most_recent_line(const WorkingDocument& document, const ProductId& base,
                           ActionType type) {
  LineIndex found = no_line;
  for (LineIndex i = 0; i < document.lines().size(); ++i) {
    const WorkingLine& line = document[i];
    if (!line.live() || line.product_id() != base) continue;
    // New makes new assets: it does not see what the customer has already.
    if (type == ActionType::new_ && line.action() != LineAction::add) continue;
    if (found == no_line || age_rank(document, i) > age_rank(document, found)) found = i;
  }
  return found;
}

// Owned as the document sees it: not disconnected by one of its lines.
bool still_owned(const WorkingDocument& document, const Asset& asset) {
  if (asset.status != AssetStatus::active) return false;
  const LineIndex line = document.line_of(asset.id);
  return line == no_line || document[line].live();
}

// The asset the response is about, or the first of that product in the same tree; of a promotion,
// also the first root that belongs to it.
const Asset* asked_for(const Application& app, const ProductId& base) {
  const Asset& asked = *app.asked;
  if (asked.product == base && still_owned(app.document, asked)) return &asked;
  const PromotionInstanceId& instance = asked.promotion.instance;
  const bool promotion = !instance.value.empty() && asked.promotion.rule.value.empty();
  for (const Asset& asset : app.document.assets()) {
    if (asset.product != base) continue;
    const bool related = asset.root == asked.root || (promotion && asset.parent.value.empty() &&
                                                      asset.promotion.instance == instance);
    if (related && still_owned(app.document, asset)) return &asset;
  }
  return nullptr;
}

Listing listing_for(const PreparedAction& action) {
  return action.field_name == promotion_name_field ? Listing::root : Listing::tree;
}

// A line of the base's, from the line that the parent action touched upwards.
LineIndex bound_target(const Application& app, const Group& group, const PreparedAction& action) {
  LineIndex line = app.touched[*group.parent];
  if (line == no_line || !app.document[line].live()) return no_line;
  const bool same_component = action.component != nullptr &&
                              action.action->code == ActionCode::update &&
                              app.document[line].product_id() == *action.component_id;
  if (same_component) return line;
  while (line != no_line && app.document[line].product_id() != *group.base) {
    line = app.document[line].parent;
  }
  return line;
}

tl::expected<LineIndex, Problem> only_asset(Application& app, const Group& group,
                                            std::size_t action) {
  const Asset* found = nullptr;
  for (const Asset& asset : app.document.assets()) {
    if (asset.product != *group.base || !still_owned(app.document, asset)) continue;
    if (found != nullptr) {
      const Product* base = app.actions[action].base;
      return tl::unexpected(app.problem(action, "AMBIGUOUS_ASSET",
                                        "The account has more than one '" +
                                            (base ? base->name : group.base->value) +
                                            "'; say which one by its asset id.",
                                        "assetId"));
    }
    found = &asset;
  }
  if (found == nullptr) return no_line;
  return app.document.load(
      *found, app.because(action, "listed with the only owned base", {{"asset", found->id.value}}),
      listing_for(app.actions[action]));
}

tl::expected<LineIndex, Problem> found_target(Application& app, const Group& group,
                                              std::size_t action) {
  if (group.parent) {
    const LineIndex line = bound_target(app, group, app.actions[action]);
    // A child may name another base of its own; only then does it look further than its parent.
    if (line != no_line || app.touched[*group.parent] == no_line) return line;
  }
  if (group.type == ActionType::new_) {
    return most_recent_line(app.document, *group.base, group.type);
  }
  if (app.asked != nullptr) {
    if (const Asset* asset = asked_for(app, *group.base)) {
      return app.document.load(
          *asset,
          app.because(action, "listed with the base of the given asset",
                      {{"asset", app.asked->id.value}, {"base", asset->id.value}}),
          listing_for(app.actions[action]));
    }
  }
  if (const LineIndex line = most_recent_line(app.document, *group.base, group.type);
      line != no_line) {
    return line;
  }
  if (app.asked != nullptr) return no_line;
  return only_asset(app, group, action);
}

}  // namespace

Done check_connected(const Application& app, std::size_t action, const AssetId& asset) {
  for (const OpenDocument& other : app.account.others) {
    if (!other.submitted) continue;
    for (const Line& line : other.lines) {
      if (line.asset != asset || line.action != LineAction::delete_) continue;
      return tl::unexpected(app.problem(action, "ASSET_ALREADY_DISCONNECTING",
                                        "Asset '" + asset.value + "' is being disconnected by " +
                                            other.id.value + "; choose another one.",
                                        "assetId"));
    }
  }
  return {};
}

tl::expected<LineIndex, Problem> resolve_target(Application& app, const Group& group,
                                                std::size_t action) {
  auto target = found_target(app, group, action);
  if (!target || *target == no_line) return target;
  const auto may = check_connected(app, action, app.document[*target].asset());
  if (!may) return tl::unexpected(may.error());
  return target;
}

}  // namespace proffer::domain
