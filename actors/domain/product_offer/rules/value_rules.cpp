// The rules about an action's field or attribute, and its workflow.
#include "actors/domain/catalogue/line_fields.hpp"
#include "actors/domain/catalogue/review.hpp"
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/product_offer/rules/action_case.hpp"

#include <algorithm>
#include <set>

namespace proffer::domain::rules {
namespace {

bool any_field(const ActionCase& c) {
  return !c.prepared.field_name.empty() || !c.prepared.field_value.empty() ||
         c.action().named_parameter == NamedParameter::field_value;
}
bool any_attribute(const ActionCase& c) {
  return !c.prepared.attribute_name.empty() || !c.prepared.attribute_value.empty() ||
         c.action().named_parameter == NamedParameter::attribute_value;
}
bool has_field(const ActionCase& c) {
  return !c.prepared.field_name.empty() &&
         (!c.prepared.field_value.empty() || c.supplied(NamedParameter::field_value));
}
bool has_attribute(const ActionCase& c) {
  return !c.prepared.attribute_name.empty() &&
         (!c.prepared.attribute_value.empty() || c.supplied(NamedParameter::attribute_value));
}
bool takes_pair(const ActionCase& c) { return c.row->pair == Need::required; }

const AttributeDefinition* attribute_of(const ActionCase& c) {
  const Product* product = c.subject();
  return product == nullptr ? nullptr : attribute_named(*product, c.prepared.attribute_name);
}

}  // namespace

std::string pair_required(const ActionCase& c) {
  const bool chosen = c.action().named_parameter == NamedParameter::field_value ||
                      c.action().named_parameter == NamedParameter::attribute_value;
  if (!takes_pair(c) || chosen || has_field(c) || has_attribute(c)) return {};
  if (any_field(c) && any_attribute(c)) return {};
  return "Give a field name and value, or an attribute name and value.";
}
std::string pair_both(const ActionCase& c) {
  if (!takes_pair(c) || !any_field(c) || !any_attribute(c)) return {};
  return "Update either a field or an attribute; use two actions for both.";
}
std::string pair_not_allowed(const ActionCase& c) {
  const OfferAction& a = c.action();
  if (takes_pair(c) || (a.field_name.empty() && a.field_value.empty() && a.attribute_name.empty() &&
                        a.attribute_value.empty())) {
    return {};
  }
  return "Only an Update action takes a field or an attribute; leave them empty.";
}

std::string_view missing_of_pair(const ActionCase& c) {
  if (any_attribute(c)) {
    return c.prepared.attribute_name.empty() ? "attributeName" : "attributeValue";
  }
  return c.prepared.field_name.empty() ? "fieldName" : "fieldValue";
}
std::string_view given_of_pair(const ActionCase& c) {
  const OfferAction& a = c.action();
  if (!a.field_name.empty()) return "fieldName";
  if (!a.field_value.empty()) return "fieldValue";
  return a.attribute_name.empty() ? "attributeValue" : "attributeName";
}

std::string field_unknown(const ActionCase& c) {
  const std::string_view name = c.prepared.field_name;
  if (!takes_pair(c) || !has_field(c) || any_attribute(c) || is_line_field(name, c.catalogue) ||
      name == promotion_name_field) {
    return {};
  }
  return "There is no line field called " + in_quotes(name) +
         "; use one such as Discount Amount or Quantity, or register it.";
}
std::string field_value(const ActionCase& c) {
  const std::string_view name = c.prepared.field_name;
  const std::string_view value = c.prepared.field_value;
  if (!takes_pair(c) || any_attribute(c) || value.empty() ||
      is_line_field_value(name, value, c.catalogue)) {
    return {};
  }
  return in_quotes(value) + " is no value for " + in_quotes(name) + "; give " +
         line_field_expectation(name, c.catalogue) + ".";
}
std::string attribute_unknown(const ActionCase& c) {
  const Product* product = c.subject();
  if (!takes_pair(c) || !has_attribute(c) || any_field(c) || product == nullptr ||
      attribute_of(c) != nullptr) {
    return {};
  }
  return in_quotes(product->name) + " has no attribute called " +
         in_quotes(c.prepared.attribute_name) + ".";
}
std::string attribute_value(const ActionCase& c) {
  const AttributeDefinition* known = attribute_of(c);
  const std::string_view value = c.prepared.attribute_value;
  if (!takes_pair(c) || any_field(c) || known == nullptr || value.empty() ||
      is_legal(*known, value)) {
    return {};
  }
  return in_quotes(value) + " is not a value of attribute " + in_quotes(known->name) + " of " +
         in_quotes(c.subject()->name) + ".";
}
std::string promotion_name(const ActionCase& c) {
  const std::string_view value = c.prepared.field_value;
  if (!takes_pair(c) || c.prepared.field_name != promotion_name_field || value.empty() ||
      c.catalogue.promotion_named(value) != nullptr) {
    return {};
  }
  return "There is no promotion called " + in_quotes(value) + ".";
}

std::string workflow_required(const ActionCase& c) {
  if (c.row->workflow != Need::required || !c.action().workflow.empty()) return {};
  return "Choose the workflow to run.";
}
std::string workflow_not_allowed(const ActionCase& c) {
  if (c.row->workflow != Need::empty || c.action().workflow.empty()) return {};
  return "Only a RunProcess action takes a workflow; leave it empty.";
}
std::string workflow_unknown(const ActionCase& c) {
  const std::string& workflow = c.action().workflow;
  if (c.row->workflow != Need::required || workflow.empty() ||
      c.catalogue.workflow(workflow) != nullptr) {
    return {};
  }
  return "Workflow " + in_quotes(workflow) + " does not exist; create it first.";
}
std::string parameters_without_workflow(const ActionCase& c) {
  if (c.row->workflow == Need::required || c.action().workflow_parameters.empty()) return {};
  return "Only a RunProcess action takes workflow parameters; leave them out.";
}
std::string parameter_twice(const ActionCase& c) {
  std::set<std::string> names;
  for (const NamedValue& parameter : c.action().workflow_parameters) {
    if (!names.insert(folded(parameter.name)).second) {
      return "Workflow parameter " + in_quotes(parameter.name) + " is given twice.";
    }
  }
  return {};
}
std::string parameter_nameless(const ActionCase& c) {
  const auto& parameters = c.action().workflow_parameters;
  const bool nameless = std::any_of(parameters.begin(), parameters.end(),
                                    [](const NamedValue& p) { return folded(p.name).empty(); });
  return nameless ? "Every workflow parameter needs a name." : "";
}

}  // namespace proffer::domain::rules
