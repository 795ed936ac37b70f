// What the options of a named parameter are called.
#pragma once

#include "events/named_parameter.hpp"
#include "events/product_offer.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace proffer {

// As the offer's author calls it, else by the product's name, else by its value. `products`: those
// of the options, in their order; empty: they are values.
inline const std::string& label_of(const std::vector<DomainValue>& options,
                                   const std::vector<OptionProduct>& products, std::size_t option) {
  const DomainValue& value = options[option];
  if (!value.display_name.empty()) return value.display_name;
  const bool named = option < products.size() && !products[option].name.empty();
  return named ? products[option].name : value.value;
}

// "500 (500 texts), u (Unlimited)": ids with what is shown.
inline std::string options_listed(const std::vector<DomainValue>& options,
                                  const std::vector<OptionProduct>& products) {
  std::string text;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (!text.empty()) text += ", ";
    text += options[i].id;
    const std::string& label = label_of(options, products, i);
    if (label != options[i].id) text += " (" + label + ")";
  }
  return text;
}

}  // namespace proffer
