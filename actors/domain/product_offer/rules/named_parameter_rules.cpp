// The rules about what the customer chooses, and from what.
#include "actors/domain/catalogue/line_fields.hpp"
#include "actors/domain/catalogue/review.hpp"
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/product_offer/rules/action_case.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

namespace proffer::domain::rules {
namespace {

bool is_named(const ActionCase& c, NamedParameter parameter) {
  return c.action().named_parameter == parameter;
}

// Whether type and code of the action let the customer choose that.
bool may_be_named(const ActionCase& c) {
  return c.row->named.find(letter_of(c.action().named_parameter)) != std::string_view::npos;
}

// The name of an action before this one of which that is true; empty: none.
std::string earlier(const ActionCase& c, bool (*is_true)(const OfferAction&)) {
  for (const OfferResponse& response : c.offer.responses) {
    for (const OfferAction& action : response.actions) {
      if (&action == &c.action()) return {};
      if (is_true(action)) return action.name;
    }
  }
  return {};
}

// The rules about what goes together, asked of the action as it is once that product is chosen.
bool goes_together(const ActionCase& c, const PreparedAction& chosen) {
  constexpr std::array<std::string (*)(const ActionCase&), 10> wrong = {
      no_components, not_in_base,   path_ambiguous, path_unknown,      replace_cardinality,
      upgrade_same,  upgrade_kinds, upgrade_path,   attribute_unknown, attribute_value};
  const ActionCase then{c.catalogue, c.offer, c.response, chosen, c.row, c.active};
  return std::all_of(wrong.begin(), wrong.end(), [&](auto rule) { return rule(then).empty(); });
}

bool fits_a_product(const ActionCase& c, const DomainValue& value) {
  const Product* product = c.catalogue.product({value.value});
  if (product == nullptr) return false;
  const bool adds = c.action().code != ActionCode::delete_ && c.action().code != ActionCode::update;
  PreparedAction chosen = c.prepared;
  bool usable = true;
  switch (c.action().named_parameter) {
    case NamedParameter::base_product:
      chosen.base_id = &product->id;
      chosen.base = product;
      usable = product->active || c.action().type != ActionType::new_;
      break;
    case NamedParameter::component_product:
      chosen.component_id = &product->id;
      chosen.component = product;
      if (!value.path.empty()) chosen.path = value.path;
      usable = product->active || !adds;
      break;
    case NamedParameter::upgrade_product:
      chosen.upgrade_id = &product->id;
      chosen.upgrade = product;
      usable = product->active;
      break;
    case NamedParameter::attribute_value:
    case NamedParameter::field_value:
    case NamedParameter::none: return false;
  }
  return usable && goes_together(c, chosen);
}

bool fits_where_it_goes(const ActionCase& c, const DomainValue& value) {
  if (is_named(c, NamedParameter::none)) return true;  // nothing says where it would go
  if (is_named(c, NamedParameter::field_value)) {
    if (c.prepared.field_name == promotion_name_field) {
      return c.catalogue.promotion_named(value.value) != nullptr;
    }
    return is_line_field_value(c.prepared.field_name, value.value, c.catalogue);
  }
  if (is_named(c, NamedParameter::attribute_value)) {
    const Product* product = c.subject();
    const auto* attribute =
        product == nullptr ? nullptr : attribute_named(*product, c.prepared.attribute_name);
    return attribute == nullptr || is_legal(*attribute, value.value);
  }
  return fits_a_product(c, value);
}

}  // namespace

std::string named_not_allowed(const ActionCase& c) {
  const NamedParameter named = c.action().named_parameter;
  if (named == NamedParameter::none || may_be_named(c)) return {};
  return in_quotes(name_of(named)) + " can be a named parameter only for " + codes_allowing(named) +
         ".";
}
std::string named_filled(const ActionCase& c) {
  const OfferAction& a = c.action();
  const auto leave_empty = [](std::string_view field) {
    return "Leave " + std::string(field) + " empty: the named parameter supplies it.";
  };
  switch (a.named_parameter) {
    case NamedParameter::base_product:
      return a.base.value.empty() ? "" : leave_empty("Base Product");
    case NamedParameter::component_product:
      return a.component.value.empty() ? "" : leave_empty("Component Product");
    case NamedParameter::upgrade_product:
      return a.upgrade_product.value.empty() ? "" : leave_empty("Upgrade Product");
    case NamedParameter::attribute_value:
      return a.attribute_value.empty() ? "" : leave_empty("Attribute Value");
    case NamedParameter::field_value:
      return a.field_value.empty() ? "" : leave_empty("Field Value");
    case NamedParameter::none: break;
  }
  return {};
}
std::string named_needs_base(const ActionCase& c) {
  if (!is_named(c, NamedParameter::component_product) || !c.prepared.base_id->value.empty() ||
      !c.action().parent.value.empty()) {
    return {};
  }
  return "Choose the base product whose component the user picks.";
}
std::string named_needs_attribute(const ActionCase& c) {
  if (!is_named(c, NamedParameter::attribute_value) || !may_be_named(c) ||
      !c.prepared.attribute_name.empty()) {
    return {};
  }
  return "Choose the attribute whose value the user picks.";
}
std::string named_needs_field(const ActionCase& c) {
  if (!is_named(c, NamedParameter::field_value) || !may_be_named(c) ||
      !c.prepared.field_name.empty()) {
    return {};
  }
  return "Choose the field whose value the user picks.";
}
std::string named_once(const ActionCase& c) {
  if (is_named(c, NamedParameter::none)) return {};
  const std::string first =
      earlier(c, [](const OfferAction& a) { return a.named_parameter != NamedParameter::none; });
  if (first.empty()) return {};
  return "An offer can ask the user for one value only; action " + in_quotes(first) +
         " already does.";
}
std::string input_once(const ActionCase& c) {
  if (!c.action().user_input) return {};
  const std::string first = earlier(c, [](const OfferAction& a) { return a.user_input; });
  if (first.empty()) return {};
  return "An offer can ask the user for one value only; action " + in_quotes(first) +
         " already does.";
}
std::string input_needs_named(const ActionCase& c) {
  if (!c.action().user_input || !is_named(c, NamedParameter::none)) return {};
  return "User input needs a named parameter.";
}

std::string domain_empty(const ActionCase& c) {
  const OfferAction& a = c.action();
  if (!a.user_input || is_named(c, NamedParameter::none) || !a.domain.empty() ||
      !a.domain_line.value.empty()) {
    return {};
  }
  return "List at least one value the user can choose.";
}
std::string domain_value(const ActionCase& c) {
  for (const DomainValue& value : c.action().domain) {
    if (!fits_where_it_goes(c, value)) {
      return in_quotes(value.value) + " cannot be chosen as " +
             std::string(name_of(c.action().named_parameter)) + " here.";
    }
  }
  const ProductLineId& line = c.action().domain_line;
  if (line.value.empty() || c.catalogue.line(line) != nullptr) return {};
  return "Product line " + in_quotes(line.value) + " does not exist; define it first.";
}
std::string domain_twice(const ActionCase& c) {
  std::set<std::pair<std::string_view, std::string_view>> values;
  std::set<std::string_view> ids;
  for (const DomainValue& value : c.action().domain) {
    if (!values.insert({value.value, value.path}).second || !ids.insert(value.id).second) {
      return "The choice " + in_quotes(value.value) + " is listed twice.";
    }
  }
  return {};
}
std::string domain_sequence(const ActionCase& c) {
  std::set<std::uint32_t> sequences;
  for (const DomainValue& value : c.action().domain) {
    if (!sequences.insert(value.sequence).second) {
      return "Two choices have sequence " + std::to_string(value.sequence) + ".";
    }
  }
  return {};
}

}  // namespace proffer::domain::rules
