#include "actors/domain/account/apply/named_parameter.hpp"

#include "actors/domain/catalogue/line_fields.hpp"
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/translated.hpp"
#include "actors/domain/catalogue/typed_values.hpp"
#include "events/check.hpp"
#include "events/option_labels.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {
namespace {

bool names_product(NamedParameter parameter) {
  switch (parameter) {
    case NamedParameter::base_product:
    case NamedParameter::component_product:
    case NamedParameter::upgrade_product: return true;
    case NamedParameter::attribute_value:
    case NamedParameter::field_value:
    case NamedParameter::none: return false;
  }
  return false;
}

Problem problem(const ChosenOffer& offer, const OfferAction* action, std::string code,
                std::string text) {
  return {std::move(code),
          std::move(text),
          offer.released->offer.name,
          offer.response->response,
          action == nullptr ? std::string{} : action->name,
          "namedParameter"};
}

// The action with what it takes from its parent, without what the choice supplies.
PreparedAction as_asked(const ChosenOffer& offer, const OfferAction& action,
                        const Catalogue& catalogue) {
  const auto all = prepared(*offer.response, catalogue, Which::all);
  const auto found = std::ranges::find(all, &action, &PreparedAction::action);
  CHECK(found != all.end());
  PreparedAction asked = *found;
  switch (action.named_parameter) {
    case NamedParameter::base_product:
      asked.base_id = &action.base;
      asked.base = nullptr;
      break;
    case NamedParameter::component_product:
      asked.component_id = &action.component;
      asked.component = nullptr;
      asked.path = {};
      break;
    case NamedParameter::attribute_value: asked.attribute_value = {}; break;
    case NamedParameter::field_value: asked.field_value = {}; break;
    case NamedParameter::upgrade_product:
    case NamedParameter::none: break;
  }
  return asked;
}

// Whether the product could stand where the action's parameter puts it; `path`: of a component.
bool usable(const PreparedAction& action, const Product& product, std::string_view path,
            const Catalogue& catalogue) {
  const NamedParameter parameter = action.action->named_parameter;
  if (parameter == NamedParameter::upgrade_product) return product.id != *action.base_id;
  if (parameter != NamedParameter::component_product) return true;
  if (action.base == nullptr) return false;
  const auto place = place_of(catalogue, *action.base, product, path);
  return place || place.error() == NoSlot::ambiguous;  // the option's path tells then
}

// A value of an action that lists none: what it would have to be anyway.
bool acceptable(const PreparedAction& action, std::string_view value, const Catalogue& catalogue) {
  if (action.action->named_parameter == NamedParameter::field_value) {
    return action.field_name == promotion_name_field ||
           (is_line_field(action.field_name, catalogue) &&
            is_line_field_value(action.field_name, value, catalogue));
  }
  const Product* product = action.component == nullptr ? action.base : action.component;
  if (product == nullptr) return true;  // chosen as well: validated later
  const AttributeDefinition* attribute = attribute_named(*product, action.attribute_name);
  return attribute != nullptr && is_legal(*attribute, value);
}

std::vector<DomainValue> options_of(const PreparedAction& action, const Catalogue& catalogue,
                                    Instant now) {
  if (action.action->domain_line.value.empty()) return action.action->domain;
  std::vector<const Product*> products;
  if (const ProductLine* line = catalogue.line(action.action->domain_line)) {
    for (const ProductId& id : line->members) {
      const Product* product = catalogue.product(id);
      if (product != nullptr && sellable(*product, now) &&
          usable(action, *product, {}, catalogue)) {
        products.push_back(product);
      }
    }
  }
  std::ranges::sort(products, {}, [](const Product* p) { return folded(p->name); });
  std::vector<DomainValue> options;
  for (const Product* product : products) {
    const auto sequence = static_cast<std::uint32_t>(options.size() + 1);
    options.push_back({product->id.value, sequence, product->id.value, {}, product->name});
  }
  return options;
}

// A shop may send back an option's row: beside the id its value, or the products that the action is
// about. A value that is none of them is another choice than the id.
bool means(const DomainValue& option, const PreparedAction& action, const ParameterChoice& choice,
           const Catalogue& catalogue) {
  const Product* named = choice.value.empty() ? nullptr : catalogue.product_named(choice.value);
  const auto is = [&](const std::string& value) {
    return value == choice.value || (named != nullptr && named->id.value == value);
  };
  if (choice.parameter.empty()) return is(option.value);
  return option.id == choice.parameter &&
         (choice.value.empty() || is(option.value) || is(action.base_id->value) ||
          is(action.component_id->value));
}

// A choice that names an action has to name the one that asks for it.
tl::expected<void, ChoiceRefusal> check_action(const ChosenOffer& offer, const OfferAction& action,
                                               const std::string& meant) {
  if (names_action(meant, action.id, action.name)) return {};
  Problem refused =
      problem(offer, &action, "NAMED_PARAM_WRONG_ACTION",
              "The choice is for action " + in_quotes(meant) + ", but of offer " +
                  in_quotes(offer.released->offer.name) + " action " + in_quotes(action.name) +
                  " takes one; name that action, or leave it out.");
  refused.field = "actionName";
  return tl::unexpected(ChoiceRefusal{std::move(refused), {}});
}

// What the choice says that it is for has to be what the action changes.
tl::expected<void, ChoiceRefusal> check_field(const ChosenOffer& offer, const OfferAction& action,
                                              const std::string& field) {
  const bool by_field = action.named_parameter == NamedParameter::field_value;
  const std::string& own = by_field ? action.field_name : action.attribute_name;
  if (field.empty() || same_name(field, own)) return {};
  Problem refused = problem(
      offer, &action, "NAMED_PARAM_UNEXPECTED",
      "Action " + in_quotes(action.name) + " of offer " + in_quotes(offer.released->offer.name) +
          (own.empty() ? " changes no field" : " changes " + in_quotes(own)) + ", not " +
          in_quotes(field) + "; leave fieldName out, or name what it changes.");
  refused.field = "fieldName";
  return tl::unexpected(ChoiceRefusal{std::move(refused), {}});
}

// The value of one of the options or, where the action lists none, the one that was given.
struct Found {
  std::string_view value;
  std::string_view path;
};
std::optional<Found> found_in(const PreparedAction& prepared, const ParameterChoice& choice,
                              const Catalogue& catalogue, Instant now) {
  const OfferAction& action = *prepared.action;
  if (!action.domain_line.value.empty()) {
    for (const DomainValue& option : options_of(prepared, catalogue, now)) {
      if (!means(option, prepared, choice, catalogue)) continue;
      return Found{catalogue.product({option.value})->id.value, {}};
    }
    return std::nullopt;
  }
  for (const DomainValue& option : action.domain) {
    if (means(option, prepared, choice, catalogue)) return Found{option.value, option.path};
  }
  if (!action.domain.empty() || choice.value.empty()) return std::nullopt;
  if (names_product(action.named_parameter)) {
    const bool by_id = catalogue.product({choice.value}) != nullptr;
    const Product* named = by_id ? nullptr : catalogue.product_named(choice.value);
    return Found{named == nullptr ? choice.value : named->id.value, {}};
  }
  if (!acceptable(prepared, choice.value, catalogue)) return std::nullopt;
  return Found{choice.value, {}};
}

}  // namespace

const OfferAction* named_action(const OfferResponse& response) {
  const auto found = std::ranges::find_if(response.actions, [](const OfferAction& action) {
    return !action.inactive && action.named_parameter != NamedParameter::none;
  });
  return found == response.actions.end() ? nullptr : &*found;
}

ParameterOptions asked_by(const ChosenOffer& offer, const OfferAction& action,
                          const Catalogue& catalogue, Instant now) {
  const PreparedAction as = as_asked(offer, action, catalogue);
  ParameterOptions asks{action.id, action.named_parameter, *as.base_id, *as.component_id,
                        options_of(as, catalogue, now)};
  ParameterShown& shown = asks.shown;
  shown.action_name = action.name;
  shown.message_type = offer.released->offer.message_type;
  if (as.base != nullptr) shown.base_name = as.base->name;
  if (as.component != nullptr) shown.component_name = as.component->name;
  shown.component_path = as.path;
  shown.field_name = as.field_name;
  shown.field_value = as.field_value;
  shown.attribute_name = as.attribute_name;
  shown.attribute_value = as.attribute_value;
  if (!names_product(action.named_parameter)) return asks;
  for (const DomainValue& option : asks.options) {
    const Product* product = catalogue.product({option.value});
    shown.products.push_back(product == nullptr ? OptionProduct{}
                                                : OptionProduct{product->name, product->kind});
  }
  return asks;
}

tl::expected<NamedChoice, ChoiceRefusal> chosen_value(const ChosenOffer& offer,
                                                      const OfferAction& action,
                                                      const std::optional<ParameterChoice>& choice,
                                                      const Catalogue& catalogue, Instant now) {
  const auto refused = [&](std::string code, const std::string& why) {
    ParameterOptions asks = asked_by(offer, action, catalogue, now);
    std::string text =
        why + (asks.options.empty()
                   ? "; change the choice and submit again."
                   : "; send one of " + options_listed(asks.options, asks.shown.products) + ".");
    return tl::unexpected(
        ChoiceRefusal{problem(offer, &action, std::move(code), std::move(text)), std::move(asks)});
  };
  const std::string name = in_quotes(offer.released->offer.name);
  if (!choice || (choice->parameter.empty() && choice->value.empty())) {
    return refused("NAMED_PARAM_MISSING", "Offer " + name + " asks for a choice");
  }
  if (auto meant = check_action(offer, action, choice->action); !meant) {
    return tl::unexpected(std::move(meant.error()));
  }
  if (auto about = check_field(offer, action, choice->field); !about) {
    return tl::unexpected(std::move(about.error()));
  }
  const PreparedAction prepared = as_asked(offer, action, catalogue);
  const auto found = found_in(prepared, *choice, catalogue, now);
  NamedChoice result{&action, nullptr, {}, {}};
  bool good = found.has_value();
  if (good) {
    result.value = found->value;
    result.path = found->path;
    if (names_product(action.named_parameter)) {
      result.product = catalogue.product({std::string(found->value)});
      good = result.product != nullptr && usable(prepared, *result.product, result.path, catalogue);
    }
  }
  if (good) return result;
  const std::string& said = choice->parameter.empty() ? choice->value : choice->parameter;
  const bool both = !choice->parameter.empty() && !choice->value.empty();
  return refused("NAMED_PARAM_NOT_IN_DOMAIN",
                 in_quotes(said) +
                     (both ? " does not stand for " + in_quotes(choice->value) + " in offer "
                           : " cannot be chosen with offer ") +
                     name);
}

ChoiceRefusal unexpected_choice(const ChosenOffer& offer) {
  return {problem(offer, nullptr, "NAMED_PARAM_UNEXPECTED",
                  "Response " + in_quotes(offer.response->response) + " to offer " +
                      in_quotes(offer.released->offer.name) +
                      " has no such choice; send it without one."),
          {}};
}

}  // namespace proffer::domain
