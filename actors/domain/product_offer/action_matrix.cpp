#include "actors/domain/product_offer/action_matrix.hpp"

#include <set>

namespace proffer::domain {
namespace {

// The codes of those rows, each once, in the table's order.
template <class Matches>
std::string codes_where(Matches matches) {
  std::set<ActionCode> seen;
  std::string codes;
  for (const ActionRow& row : action_matrix) {
    if (!matches(row) || !seen.insert(row.code).second) continue;
    if (!codes.empty()) codes += ", ";
    codes += name_of(row.code);
  }
  return codes.empty() ? "none" : codes;
}

}  // namespace

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

char letter_of(NamedParameter parameter) {
  switch (parameter) {
    case NamedParameter::base_product: return 'B';
    case NamedParameter::component_product: return 'C';
    case NamedParameter::upgrade_product: return 'U';
    case NamedParameter::field_value: return 'F';
    case NamedParameter::attribute_value: return 'A';
    case NamedParameter::none: break;
  }
  return '-';
}

std::string_view name_of(NamedParameter parameter) {
  switch (parameter) {
    case NamedParameter::base_product: return "BaseProduct";
    case NamedParameter::component_product: return "ComponentProduct";
    case NamedParameter::upgrade_product: return "UpgradeProduct";
    case NamedParameter::field_value: return "FieldValue";
    case NamedParameter::attribute_value: return "AttributeValue";
    case NamedParameter::none: break;
  }
  return "?";
}

std::string allowed_codes(ActionType type) {
  return codes_where([&](const ActionRow& row) { return row.type == type; });
}

std::string codes_allowing(NamedParameter parameter) {
  return codes_where([&](const ActionRow& row) {
    return row.named.find(letter_of(parameter)) != std::string_view::npos;
  });
}

}  // namespace proffer::domain
