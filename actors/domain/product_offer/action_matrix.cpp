#include "actors/domain/product_offer/action_matrix.hpp"

namespace proffer::domain {

std::string_view name_of(ActionType type) {
  switch (type) {
    case ActionType::new_: return "New";
    case ActionType::modify: return "Modify";
    case ActionType::upgrade: return "Upgrade";
    case ActionType::run_process: return "RunProcess";
    case ActionType::unknown: break;
  }
  return "?";
}

std::string_view name_of(ActionCode code) {
  switch (code) {
    case ActionCode::add: return "Add";
    case ActionCode::update: return "Update";
    case ActionCode::delete_: return "Delete";
    case ActionCode::replace: return "Replace";
    case ActionCode::upgrade: return "Upgrade";
    case ActionCode::workflow: return "Workflow";
    case ActionCode::unknown: break;
  }
  return "?";
}

std::string allowed_codes(ActionType type) {
  std::string codes;
  for (const ActionRow& row : action_matrix) {
    if (row.type != type) continue;
    if (!codes.empty()) codes += ", ";
    codes += name_of(row.code);
  }
  return codes.empty() ? "none" : codes;
}

}  // namespace proffer::domain
