#include "actors/domain/document/application.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {

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
  return groups;
}

Because Application::because(std::size_t action, std::string_view rule,
                             std::vector<NamedValue> inputs) const {
  const OfferAction& a = *actions[action].action;
  return {offer.offer.id, offer.release,     response.response, a.id, a.name, a.type,
          a.code,         std::string(rule), std::move(inputs)};
}

Problem Application::problem(std::size_t action, std::string code, std::string text,
                             std::string field) const {
  return {std::move(code),
          std::move(text),
          offer.offer.name,
          response.response,
          actions[action].action->name,
          std::move(field)};
}

void Application::skip(std::size_t action, std::string_view reason, std::string_view rule,
                       std::vector<NamedValue> inputs) {
  skipped.push_back({because(action, rule, std::move(inputs)), std::string(reason)});
}

}  // namespace proffer::domain
