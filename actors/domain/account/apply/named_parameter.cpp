#include "actors/domain/account/apply/named_parameter.hpp"

#include "actors/domain/catalogue/line_fields.hpp"
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/translated.hpp"
#include "actors/domain/catalogue/typed_values.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {
namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

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
          "parameter"};
}

// Whether the product could stand where the action's parameter puts it; `path`: of a component.
bool usable(const OfferAction& action, const Product& product, std::string_view path,
            const Catalogue& catalogue) {
  if (action.named_parameter == NamedParameter::upgrade_product) return product.id != action.base;
  if (action.named_parameter != NamedParameter::component_product) return true;
  const Product* base = catalogue.product(action.base);
  if (base == nullptr) return false;
  const auto place = place_of(catalogue, *base, product, path);
  return place || place.error() == NoSlot::ambiguous;  // the option's path tells then
}

// A value of an action that lists none: what it would have to be anyway.
bool acceptable(const OfferAction& action, std::string_view value, const Catalogue& catalogue) {
  if (action.named_parameter == NamedParameter::field_value) {
    return is_line_field(action.field_name, catalogue) &&
           is_line_field_value(action.field_name, value, catalogue);
  }
  const Product* product =
      catalogue.product(action.component.value.empty() ? action.base : action.component);
  if (product == nullptr) return true;  // from the parent or chosen as well: validated later
  const AttributeDefinition* attribute = attribute_named(*product, action.attribute_name);
  return attribute != nullptr && is_legal(*attribute, value);
}

bool means(const DomainValue& option, const ParameterChoice& choice, const Catalogue& catalogue) {
  if (!choice.parameter.empty()) return option.id == choice.parameter;
  if (option.value == choice.value) return true;
  const Product* named = catalogue.product_named(choice.value);
  return named != nullptr && named->id.value == option.value;
}

// The value of one of the options or, where the action lists none, the one that was given.
struct Found {
  std::string_view value;
  std::string_view path;
};
std::optional<Found> found_in(const OfferAction& action, const ParameterChoice& choice,
                              const Catalogue& catalogue, Instant now) {
  if (!action.domain_line.value.empty()) {
    for (const DomainValue& option : options_of(action, catalogue, now)) {
      if (!means(option, choice, catalogue)) continue;
      return Found{catalogue.product({option.value})->id.value, {}};
    }
    return std::nullopt;
  }
  for (const DomainValue& option : action.domain) {
    if (means(option, choice, catalogue)) return Found{option.value, option.path};
  }
  if (!action.domain.empty() || choice.value.empty()) return std::nullopt;
  if (names_product(action.named_parameter) || acceptable(action, choice.value, catalogue)) {
    return Found{choice.value, {}};
  }
  return std::nullopt;
}

}  // namespace

const OfferAction* named_action(const OfferResponse& response) {
  const auto found = std::ranges::find_if(response.actions, [](const OfferAction& action) {
    return !action.inactive && action.named_parameter != NamedParameter::none;
  });
  return found == response.actions.end() ? nullptr : &*found;
}

std::vector<DomainValue> options_of(const OfferAction& action, const Catalogue& catalogue,
                                    Instant now) {
  if (action.domain_line.value.empty()) return action.domain;
  std::vector<const Product*> products;
  if (const ProductLine* line = catalogue.line(action.domain_line)) {
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

ParameterOptions asked_by(const OfferAction& action, const Catalogue& catalogue, Instant now) {
  return {action.id, action.named_parameter, action.base, action.component,
          options_of(action, catalogue, now)};
}

std::string listed(const std::vector<DomainValue>& options) {
  std::string text;
  for (const DomainValue& option : options) {
    if (!text.empty()) text += ", ";
    text += option.id;
    const std::string& shown = option.display_name.empty() ? option.value : option.display_name;
    if (shown != option.id) text += " (" + shown + ")";
  }
  return text;
}

std::string prompt_of(const ProductOffer& offer, std::string_view language) {
  const std::string& message = message_in(language, offer);
  return message.empty() ? offer.name : message;
}

tl::expected<NamedChoice, ChoiceRefusal> chosen_value(const ChosenOffer& offer,
                                                      const OfferAction& action,
                                                      const std::optional<ParameterChoice>& choice,
                                                      const Catalogue& catalogue, Instant now) {
  const auto refused = [&](std::string code, const std::string& why) {
    ParameterOptions asks = asked_by(action, catalogue, now);
    std::string text = why + "; send one of " + listed(asks.options) + ".";
    return tl::unexpected(
        ChoiceRefusal{problem(offer, &action, std::move(code), std::move(text)), std::move(asks)});
  };
  const std::string name = quoted(offer.released->offer.name);
  if (!choice || (choice->parameter.empty() && choice->value.empty())) {
    return refused("NAMED_PARAM_MISSING", "Offer " + name + " asks for a choice");
  }
  if (!choice->action.empty() && choice->action != action.id.value &&
      folded(choice->action) != folded(action.name)) {
    return tl::unexpected(unexpected_choice(offer));
  }
  const auto found = found_in(action, *choice, catalogue, now);
  NamedChoice result{&action, nullptr, {}, {}};
  bool good = found.has_value();
  if (good) {
    result.value = found->value;
    result.path = found->path;
    if (names_product(action.named_parameter)) {
      result.product = catalogue.product({std::string(found->value)});
      good = result.product != nullptr && usable(action, *result.product, result.path, catalogue);
    }
  }
  if (good) return result;
  const std::string& said = choice->parameter.empty() ? choice->value : choice->parameter;
  return refused("NAMED_PARAM_NOT_IN_DOMAIN",
                 quoted(said) + " cannot be chosen with offer " + name);
}

ChoiceRefusal unexpected_choice(const ChosenOffer& offer) {
  return {
      problem(offer, nullptr, "NAMED_PARAM_UNEXPECTED",
              "Response " + quoted(offer.response->response) + " to offer " +
                  quoted(offer.released->offer.name) + " has no such choice; send it without one."),
      {}};
}

}  // namespace proffer::domain
