// The rules about what the customer chooses, and from what.
#include "actors/domain/catalogue/line_fields.hpp"
#include "actors/domain/catalogue/review.hpp"
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/product_offer/rules/action_case.hpp"

#include <set>
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

bool can_be_upgraded_to(const ActionCase& c, const Product& target) {
  const Product* base = c.prepared.base;
  if (base == nullptr) return true;
  const Promotion* from = c.catalogue.promotion(base->id);
  const Promotion* to = c.catalogue.promotion(target.id);
  if (from == nullptr && to == nullptr) return base->id != target.id;
  return from != nullptr && to != nullptr && leads_to(*from, *to);
}

// Whether the action's component has a place in that base, if there is one.
bool takes_component(const ActionCase& c, const Product& base) {
  const Product* component = c.prepared.component;
  return component == nullptr ||
         place_of(c.catalogue, base, *component, c.prepared.path).has_value();
}

bool fits_a_product(const ActionCase& c, const DomainValue& value) {
  const Product* product = c.catalogue.product({value.value});
  if (product == nullptr) return false;
  const bool adds = c.action().code != ActionCode::delete_ && c.action().code != ActionCode::update;
  switch (c.action().named_parameter) {
    case NamedParameter::base_product:
      return (product->active || c.action().type != ActionType::new_) &&
             takes_component(c, *product);
    case NamedParameter::component_product:
      return (product->active || !adds) &&
             (c.prepared.base == nullptr ||
              place_of(c.catalogue, *c.prepared.base, *product, value.path).has_value());
    case NamedParameter::upgrade_product: return product->active && can_be_upgraded_to(c, *product);
    case NamedParameter::attribute_value:
    case NamedParameter::field_value:
    case NamedParameter::none: break;
  }
  return false;
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
  return quoted(name_of(named)) + " can be a named parameter only for " + codes_allowing(named) +
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
  return "An offer can ask the user for one value only; action " + quoted(first) + " already does.";
}
std::string input_once(const ActionCase& c) {
  if (!c.action().user_input) return {};
  const std::string first = earlier(c, [](const OfferAction& a) { return a.user_input; });
  if (first.empty()) return {};
  return "An offer can ask the user for one value only; action " + quoted(first) + " already does.";
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
      return quoted(value.value) + " cannot be chosen as " +
             std::string(name_of(c.action().named_parameter)) + " here.";
    }
  }
  const ProductLineId& line = c.action().domain_line;
  if (line.value.empty() || c.catalogue.line(line) != nullptr) return {};
  return "Product line " + quoted(line.value) + " does not exist; define it first.";
}
std::string domain_twice(const ActionCase& c) {
  std::set<std::pair<std::string_view, std::string_view>> values;
  std::set<std::string_view> ids;
  for (const DomainValue& value : c.action().domain) {
    if (!values.insert({value.value, value.path}).second || !ids.insert(value.id).second) {
      return "The choice " + quoted(value.value) + " is listed twice.";
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
