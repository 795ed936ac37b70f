#include "actors/domain/catalogue/translated.hpp"

namespace proffer::domain {

const std::string& text_in(std::string_view language, const std::vector<Translation>& translations,
                           const std::string& untranslated) {
  const Translation* found = in_language(translations, language);
  return found == nullptr || found->text.empty() ? untranslated : found->text;
}

const std::string& product_name_in(std::string_view language, const Catalogue& catalogue,
                                   const ProductId& product, const std::string& untranslated) {
  const Product* known = catalogue.product(product);
  return known == nullptr ? untranslated : text_in(language, known->translations, untranslated);
}

const std::string& description_in(std::string_view language, const ProductOffer& offer) {
  const OfferTranslation* found = in_language(offer.translations, language);
  return found == nullptr || found->description.empty() ? offer.description : found->description;
}

const std::string& message_in(std::string_view language, const ProductOffer& offer) {
  const OfferTranslation* found = in_language(offer.translations, language);
  return found == nullptr || found->message.empty() ? offer.message : found->message;
}

}  // namespace proffer::domain
