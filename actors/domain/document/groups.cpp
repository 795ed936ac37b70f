#include "actors/domain/document/promotions.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {
namespace {

bool whole_base(const PreparedAction& a, ActionCode code) {
  return a.action->code == code && a.component_id->value.empty();
}

BaseCode base_code(const Group& group, const std::vector<PreparedAction>& actions) {
  if (group.type == ActionType::new_) return BaseCode::new_;
  if (group.type == ActionType::upgrade) return BaseCode::upgrade;
  const auto any = [&](ActionCode code) {
    return std::ranges::any_of(group.members,
                               [&](std::size_t i) { return whole_base(actions[i], code); });
  };
  if (any(ActionCode::delete_)) return BaseCode::deleted;
  return any(ActionCode::update) ? BaseCode::modified : BaseCode::none;
}

PromotionCode promotion_code(const Group& group, const std::vector<PreparedAction>& actions) {
  const auto any = [&](const auto& matches) {
    return std::ranges::any_of(group.members, [&](std::size_t i) { return matches(actions[i]); });
  };
  const PreparedAction& first = actions[group.members.front()];
  const bool on_promotion = is_promotion(first.base);
  if (group.type == ActionType::upgrade) {
    return on_promotion ? PromotionCode::upgrade : PromotionCode::none;
  }
  if (any([](const PreparedAction& a) {
        return a.action->code == ActionCode::update && a.field_name == promotion_name_field;
      })) {
    return PromotionCode::apply;
  }
  if (!on_promotion) return PromotionCode::none;
  if (group.type == ActionType::new_) {
    return any([](const PreparedAction& a) { return whole_base(a, ActionCode::add); })
               ? PromotionCode::apply
               : PromotionCode::edit;
  }
  return group.code == BaseCode::deleted ? PromotionCode::disconnect : PromotionCode::edit;
}

// The JSON member that names what the action is about.
std::string_view subject_member(const PreparedAction& a) {
  if (a.action->code == ActionCode::upgrade) return "upgradeProduct";
  if (a.field_name == promotion_name_field) return "fieldValue";
  return a.component_id->value.empty() ? "baseProduct" : "componentProduct";
}

}  // namespace

std::vector<Group> grouped(const std::vector<PreparedAction>& actions) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    const PreparedAction& a = actions[i];
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) {
      return g.type == a.action->type && *g.base == *a.base_id && g.parent == a.parent;
    });
    if (group == groups.end()) {
      group = groups.insert(groups.end(), Group{a.action->type, a.base_id, a.parent, {}});
    }
    group->members.push_back(i);
  }
  for (Group& group : groups) {
    group.code = base_code(group, actions);
    group.promotion = promotion_code(group, actions);
  }
  return groups;
}

Because Application::because(std::size_t action, std::string_view rule,
                             std::vector<NamedValue> inputs) const {
  const OfferAction& a = *actions[action].action;
  const ChosenOffer& offer = *actions[action].offer;
  return {offer.released->offer.id,
          offer.version->number,
          offer.response->response,
          a.id,
          a.name,
          a.type,
          a.code,
          std::string(rule),
          std::move(inputs)};
}

Problem Application::problem(std::size_t action, std::string code, std::string text,
                             std::string_view field) const {
  const ChosenOffer& offer = *actions[action].offer;
  return {std::move(code),
          std::move(text),
          offer.released->offer.name,
          offer.response->response,
          actions[action].action->name,
          std::string(field.empty() ? subject_member(actions[action]) : field)};
}

void Application::skip(std::size_t action, std::string_view reason, std::string_view rule,
                       std::vector<NamedValue> inputs) {
  skipped.push_back({because(action, rule, std::move(inputs)), std::string(reason)});
}

}  // namespace proffer::domain
