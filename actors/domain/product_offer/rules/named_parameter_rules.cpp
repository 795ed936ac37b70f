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

// The rules about what goes together, asked of an action as it is once a value is chosen.
bool goes_together(const ActionCase& c, const PreparedAction& chosen) {
  constexpr std::array<std::string (*)(const ActionCase&), 10> wrong = {
      no_components, not_in_base,   path_ambiguous, path_unknown,      replace_cardinality,
      upgrade_same,  upgrade_kinds, upgrade_path,   attribute_unknown, attribute_value};
  const ActionRow* row = row_of(chosen.action->type, chosen.action->code);
  const ActionCase then{c.catalogue, c.offer, c.response, chosen, row, c.active};
  return row == nullptr ||
         std::all_of(wrong.begin(), wrong.end(), [&](auto rule) { return rule(then).empty(); });
}

// Whether the choice leaves right what was right of the actions that take after this one. `given`:
// the actions without a choice.
bool fits_below(const ActionCase& c, const std::vector<PreparedAction>& given,
                const std::vector<PreparedAction>& chosen) {
  std::vector<bool> below(chosen.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const bool itself = chosen[i].action == &c.action();
    below[i] = itself || (chosen[i].parent && below[*chosen[i].parent]);
    if (!below[i] || itself) continue;
    if (goes_together(c, given[i]) && !goes_together(c, chosen[i])) return false;
  }
  return true;
}

// Whether the product may be sold where the action would put it.
bool is_usable(const OfferAction& action, const Product& product) {
  if (product.active || action.named_parameter == NamedParameter::upgrade_product) {
    return product.active;
  }
  if (action.named_parameter == NamedParameter::base_product) {
    return action.type != ActionType::new_;
  }
  return action.code == ActionCode::delete_ || action.code == ActionCode::update;
}

bool is_legal_attribute(const ActionCase& c, const std::string& value) {
  const Product* product = c.subject();
  const auto* attribute =
      product == nullptr ? nullptr : attribute_named(*product, c.prepared.attribute_name);
  return attribute == nullptr || is_legal(*attribute, value);
}

bool fits_where_it_goes(const ActionCase& c, const std::vector<PreparedAction>& given,
                        const DomainValue& value) {
  if (is_named(c, NamedParameter::none)) return true;  // nothing says where; another rule tells
  if (is_named(c, NamedParameter::field_value)) {
    if (c.prepared.field_name == promotion_name_field) {
      return c.catalogue.promotion_named(value.value) != nullptr;
    }
    return is_line_field_value(c.prepared.field_name, value.value, c.catalogue);
  }
  NamedChoice choice{&c.action(), nullptr, value.value, value.path};
  const bool names_product = !is_named(c, NamedParameter::attribute_value);
  if (names_product) {
    choice.product = c.catalogue.product({value.value});
    if (choice.product == nullptr || !is_usable(c.action(), *choice.product)) return false;
  } else if (!is_legal_attribute(c, value.value)) {
    return false;
  }
  const auto chosen = prepared(c.response, c.catalogue, Which::all, &choice);
  const auto own = std::ranges::find(chosen, &c.action(), &PreparedAction::action);
  if (names_product && !goes_together(c, *own)) return false;
  return fits_below(c, given, chosen);
}

// Whether customers find one in a list of the line's products.
bool any_fits(const ActionCase& c, const ProductLine& line) {
  const auto given = prepared(c.response, c.catalogue, Which::all);
  return std::ranges::any_of(line.members, [&](const ProductId& id) {
    const Product* product = c.catalogue.product(id);
    return product != nullptr && product->active &&
           fits_where_it_goes(c, given, {{}, 0, id.value, {}, {}});
  });
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
  if (!a.user_input || is_named(c, NamedParameter::none)) return {};
  if (a.domain_line.value.empty()) {
    return a.domain.empty() ? "List at least one value the user can choose." : "";
  }
  const ProductLine* line = c.catalogue.line(a.domain_line);
  if (line == nullptr || any_fits(c, *line)) return {};
  return "Product line " + in_quotes(line->name) +
         " has no active product that can be chosen here; add one to it, or list the choices.";
}
std::string_view domain_member(const ActionCase& c) {
  return c.action().domain_line.value.empty() ? "domain" : "domainLine";
}
std::string domain_value(const ActionCase& c) {
  std::vector<PreparedAction> given;
  if (!c.action().domain.empty()) given = prepared(c.response, c.catalogue, Which::all);
  for (const DomainValue& value : c.action().domain) {
    if (!fits_where_it_goes(c, given, value)) {
      return in_quotes(value.value) + " cannot be chosen as " +
             std::string(name_of(c.action().named_parameter)) + " here.";
    }
  }
  return {};
}
std::string domain_line_unknown(const ActionCase& c) {
  const ProductLineId& line = c.action().domain_line;
  if (line.value.empty() || c.catalogue.line(line) != nullptr) return {};
  return "Product line " + in_quotes(line.value) + " does not exist; define it first.";
}
std::string domain_without_parameter(const ActionCase& c) {
  const OfferAction& a = c.action();
  if (!is_named(c, NamedParameter::none) || (a.domain.empty() && a.domain_line.value.empty())) {
    return {};
  }
  return "Choices need a named parameter, which says what is chosen; give one or take them out.";
}
std::string domain_twice(const ActionCase& c) {
  std::set<std::pair<std::string_view, std::string_view>> values;
  std::set<std::string_view> ids;
  for (const DomainValue& value : c.action().domain) {
    if (!values.insert({value.value, value.path}).second) {
      return "The choice " + in_quotes(value.value) + " is listed twice.";
    }
    if (!ids.insert(value.id).second) {
      return "Two choices have the parameterId " + in_quotes(value.id) + "; give each its own.";
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
