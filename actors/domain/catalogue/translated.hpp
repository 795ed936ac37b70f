// Texts as they are shown: in a language where they are translated into it, else as they are.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

// The one of the texts in the language, in any case; nullptr: there is none.
template <class T>
const T* in_language(const std::vector<T>& texts, std::string_view language) {
  if (texts.empty()) return nullptr;
  const std::string wanted = folded(language);
  const auto found = std::find_if(texts.begin(), texts.end(),
                                  [&](const T& text) { return folded(text.language) == wanted; });
  return found == texts.end() ? nullptr : &*found;
}

// The language that was asked for, else the customer's; empty: neither says.
inline std::string_view shown_language(std::string_view asked, const AccountProfile& customer) {
  return asked.empty() ? std::string_view(customer.language) : asked;
}

const std::string& text_in(std::string_view language, const std::vector<Translation>& translations,
                           const std::string& untranslated);
// Of a product or promotion; `untranslated` where there is no such product any more.
const std::string& product_name_in(std::string_view language, const Catalogue& catalogue,
                                   const ProductId& product, const std::string& untranslated);
const std::string& description_in(std::string_view language, const ProductOffer& offer);
const std::string& message_in(std::string_view language, const ProductOffer& offer);

}  // namespace proffer::domain
