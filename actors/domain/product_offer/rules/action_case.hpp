// One action as its rules see it, and the rules: each says what is wrong, in one sentence, or
// nothing. Which row of the specification's table each belongs to is in action_rules.cpp.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/product_offer/action_matrix.hpp"
#include "actors/domain/product_offer/prepared_action.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

struct ActionCase {
  const Catalogue& catalogue;
  const ProductOffer& offer;
  const OfferResponse& response;
  const PreparedAction& prepared;
  const ActionRow* row = nullptr;             // nullptr: type and code do not go together
  const std::vector<PreparedAction>& active;  // the response's active actions, in sequence

  const OfferAction& action() const { return *prepared.action; }
  // Whether the customer chooses it, here or at an action that this one takes after.
  bool supplied(NamedParameter parameter) const;
  // What the action is about: its component, or its base when it has none; nullptr: unknown.
  const Product* subject() const;
};

namespace rules {

// Products and components.
std::string code_not_allowed(const ActionCase& c);
std::string base_required(const ActionCase& c);
std::string base_not_allowed(const ActionCase& c);
std::string base_unknown(const ActionCase& c);
std::string base_inactive(const ActionCase& c);
std::string component_not_allowed(const ActionCase& c);
std::string component_required(const ActionCase& c);
std::string component_unknown(const ActionCase& c);
std::string component_inactive(const ActionCase& c);
std::string no_components(const ActionCase& c);
std::string not_in_base(const ActionCase& c);
std::string path_ambiguous(const ActionCase& c);
std::string path_unknown(const ActionCase& c);
std::string replace_cardinality(const ActionCase& c);
std::string upgrade_required(const ActionCase& c);
std::string upgrade_not_allowed(const ActionCase& c);
std::string upgrade_unknown(const ActionCase& c);
std::string upgrade_inactive(const ActionCase& c);
std::string upgrade_same(const ActionCase& c);
std::string upgrade_kinds(const ActionCase& c);
std::string upgrade_path(const ActionCase& c);

// The JSON member that names what the action is about.
std::string_view subject_member(const ActionCase& c);

// Fields, attributes and workflows.
std::string pair_required(const ActionCase& c);
std::string pair_both(const ActionCase& c);
std::string pair_not_allowed(const ActionCase& c);
// The JSON member that is missing of an incomplete pair.
std::string_view missing_of_pair(const ActionCase& c);
// The first JSON member that is given of a pair, or of several.
std::string_view given_of_pair(const ActionCase& c);
std::string field_unknown(const ActionCase& c);
std::string field_value(const ActionCase& c);
std::string attribute_unknown(const ActionCase& c);
std::string attribute_value(const ActionCase& c);
std::string promotion_name(const ActionCase& c);
std::string workflow_required(const ActionCase& c);
std::string workflow_not_allowed(const ActionCase& c);
std::string workflow_unknown(const ActionCase& c);
std::string parameters_without_workflow(const ActionCase& c);
std::string parameter_twice(const ActionCase& c);
std::string parameter_nameless(const ActionCase& c);

// The named parameter and its domain.
std::string named_not_allowed(const ActionCase& c);
std::string named_filled(const ActionCase& c);
std::string named_needs_base(const ActionCase& c);
std::string named_needs_attribute(const ActionCase& c);
std::string named_needs_field(const ActionCase& c);
std::string named_once(const ActionCase& c);
std::string input_once(const ActionCase& c);
std::string input_needs_named(const ActionCase& c);
std::string domain_empty(const ActionCase& c);
// The JSON member that says what can be chosen.
std::string_view domain_member(const ActionCase& c);
std::string domain_value(const ActionCase& c);
std::string domain_line_unknown(const ActionCase& c);
std::string domain_without_parameter(const ActionCase& c);
std::string domain_twice(const ActionCase& c);
std::string domain_sequence(const ActionCase& c);

// Where the action stands among the others.
std::string parent_unknown(const ActionCase& c);
std::string parent_not_earlier(const ActionCase& c);
std::string parent_is_workflow(const ActionCase& c);
std::string parent_inactive(const ActionCase& c);
std::string update_before_add(const ActionCase& c);
std::string workflow_interspersed(const ActionCase& c);
std::string base_deleted_and_changed(const ActionCase& c);
std::string sequence_out_of_order(const ActionCase& c);
std::string sequence_twice(const ActionCase& c);
std::string name_twice(const ActionCase& c);
std::string id_twice(const ActionCase& c);

}  // namespace rules

}  // namespace proffer::domain
