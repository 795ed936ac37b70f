// The specification's table of rules for actions, in its order; rows between them are our own.
#include "actors/domain/product_offer/offer_rules.hpp"
#include "actors/domain/product_offer/rules/action_case.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace proffer::domain {
namespace {

struct ActionRule {
  std::string_view code;
  std::string_view field;  // the JSON member that is to be mended; empty: `which` says
  std::string (*wrong)(const ActionCase&);
  std::string_view (*which)(const ActionCase&) = nullptr;
};

constexpr std::array<ActionRule, 60> action_rules = {{
    {"ACTION_CODE_NOT_ALLOWED", "code", rules::code_not_allowed},
    {"BASE_REQUIRED", "baseProduct", rules::base_required},
    {"BASE_NOT_ALLOWED_HERE", "baseProduct", rules::base_not_allowed},
    {"BASE_UNKNOWN", "baseProduct", rules::base_unknown},
    {"BASE_INACTIVE", "baseProduct", rules::base_inactive},
    {"COMPONENT_NOT_ALLOWED_HERE", "componentProduct", rules::component_not_allowed},
    {"COMPONENT_REQUIRED", "componentProduct", rules::component_required},
    {"COMPONENT_UNKNOWN", "componentProduct", rules::component_unknown},
    {"COMPONENT_INACTIVE", "componentProduct", rules::component_inactive},
    {"BASE_HAS_NO_COMPONENTS", "componentProduct", rules::no_components},
    {"COMPONENT_NOT_IN_BASE", "componentProduct", rules::not_in_base},
    {"COMPONENT_PATH_AMBIGUOUS", "componentPath", rules::path_ambiguous},
    {"COMPONENT_PATH_UNKNOWN", "componentPath", rules::path_unknown},
    {"REPLACE_CARDINALITY", "componentProduct", rules::replace_cardinality},
    {"UPGRADE_PRODUCT_REQUIRED", "upgradeProduct", rules::upgrade_required},
    {"UPGRADE_PRODUCT_NOT_ALLOWED", "upgradeProduct", rules::upgrade_not_allowed},
    {"UPGRADE_PRODUCT_UNKNOWN", "upgradeProduct", rules::upgrade_unknown},
    {"UPGRADE_PRODUCT_INACTIVE", "upgradeProduct", rules::upgrade_inactive},
    {"UPGRADE_SAME", "upgradeProduct", rules::upgrade_same},
    {"UPGRADE_KIND_MISMATCH", "upgradeProduct", rules::upgrade_kinds},
    {"UPGRADE_PATH_UNDEFINED", "upgradeProduct", rules::upgrade_path},
    {"UPDATE_PAIR_REQUIRED", "", rules::pair_required, rules::missing_of_pair},
    {"UPDATE_PAIR_BOTH", "attributeName", rules::pair_both},
    {"UPDATE_PAIR_NOT_ALLOWED", "", rules::pair_not_allowed, rules::given_of_pair},
    {"FIELD_UNKNOWN", "fieldName", rules::field_unknown},
    {"FIELD_VALUE_INVALID", "fieldValue", rules::field_value},
    {"ATTRIBUTE_UNKNOWN", "attributeName", rules::attribute_unknown},
    {"ATTRIBUTE_VALUE_INVALID", "attributeValue", rules::attribute_value},
    {"PROM_NAME_UNKNOWN", "fieldValue", rules::promotion_name},
    {"WORKFLOW_REQUIRED", "workflow", rules::workflow_required},
    {"WORKFLOW_NOT_ALLOWED_HERE", "workflow", rules::workflow_not_allowed},
    {"WORKFLOW_UNKNOWN", "workflow", rules::workflow_unknown},
    {"WF_PARAM_ONLY_FOR_WORKFLOW", "workflowParameters", rules::parameters_without_workflow},
    {"WF_PARAM_DUPLICATE", "workflowParameters", rules::parameter_twice},
    {"WF_PARAM_NAME_REQUIRED", "workflowParameters", rules::parameter_nameless},
    {"NAMED_PARAM_NOT_ALLOWED", "namedParameter", rules::named_not_allowed},
    {"NAMED_PARAM_FIELD_FILLED", "namedParameter", rules::named_filled},
    {"NAMED_PARAM_NEEDS_BASE", "baseProduct", rules::named_needs_base},
    {"NAMED_PARAM_NEEDS_ATTRIBUTE", "attributeName", rules::named_needs_attribute},
    {"NAMED_PARAM_NEEDS_FIELD", "fieldName", rules::named_needs_field},
    {"NAMED_PARAM_ONE_ONLY", "namedParameter", rules::named_once},
    {"USER_INPUT_ONE_ONLY", "userInput", rules::input_once},
    {"USER_INPUT_NEEDS_NAMED_PARAM", "userInput", rules::input_needs_named},
    {"DOMAIN_EMPTY", "", rules::domain_empty, rules::domain_member},
    {"DOMAIN_VALUE_INVALID", "domain", rules::domain_value},
    {"DOMAIN_VALUE_INVALID", "domainLine", rules::domain_line_unknown},
    {"DOMAIN_VALUE_INVALID", "namedParameter", rules::domain_without_parameter},
    {"DOMAIN_DUPLICATE", "domain", rules::domain_twice},
    {"DOMAIN_SEQ_DUPLICATE", "domain", rules::domain_sequence},
    {"PARENT_UNKNOWN", "parent", rules::parent_unknown},
    {"PARENT_NOT_EARLIER", "parent", rules::parent_not_earlier},
    {"PARENT_IS_WORKFLOW", "parent", rules::parent_is_workflow},
    {"PARENT_INACTIVE", "parent", rules::parent_inactive},
    {"UPDATE_BEFORE_ADD", "", rules::update_before_add, rules::subject_member},
    {"WORKFLOW_INTERSPERSED", "workflow", rules::workflow_interspersed},
    {"BASE_DELETED_AND_CHANGED", "baseProduct", rules::base_deleted_and_changed},
    {"ACTION_SEQ_READ_ONLY", "sequence", rules::sequence_out_of_order},
    {"ACTION_SEQ_DUPLICATE", "sequence", rules::sequence_twice},
    {"ACTION_NAME_DUPLICATE", "name", rules::name_twice},
    {"ACTION_ID_DUPLICATE", "id", rules::id_twice},
}};
static_assert(std::ranges::all_of(action_rules, [](const ActionRule& rule) {
  return rule.field.empty() == (rule.which != nullptr);
}));

}  // namespace

std::vector<Problem> action_problems(const Catalogue& catalogue, const ProductOffer& offer) {
  std::vector<Problem> problems;
  for (const OfferResponse& response : offer.responses) {
    const auto all = prepared(response, catalogue, Which::all);
    const auto active = prepared(response, catalogue, Which::active);
    for (const PreparedAction& action : all) {
      const ActionRow* row = row_of(action.action->type, action.action->code);
      const ActionCase each{catalogue, offer, response, action, row, active};
      for (const ActionRule& rule : action_rules) {
        std::string text = rule.wrong(each);
        if (!text.empty()) {
          const std::string_view field = rule.which == nullptr ? rule.field : rule.which(each);
          problems.push_back({std::string(rule.code), std::move(text), offer.name,
                              response.response, action.action->name, std::string(field)});
        }
        if (row == nullptr) break;  // the other rules are about the row's columns
      }
    }
  }
  return problems;
}

}  // namespace proffer::domain
