// Recommendations, and the translations of an offer's texts.
#include "actors/domain/catalogue/languages.hpp"
#include "actors/domain/catalogue/review.hpp"
#include "actors/domain/product_offer/edits.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {
namespace {

const Recommendation* find(const Editing& offer, const RecommendationId& id) {
  for (const Recommendation& recommendation : offer.work().recommendations) {
    if (recommendation.id == id) return &recommendation;
  }
  return nullptr;
}

tl::unexpected<Problems> not_found(const Editing& offer, const RecommendationId& id,
                                   std::string field = "recommendation") {
  return offer.no("REC_NOT_FOUND",
                  "The offer has no recommendation " + in_quotes(id.value) + "; check the id.",
                  std::move(field));
}

tl::unexpected<Problems> no_language(const Editing& offer, const std::string& code) {
  return offer.no("LANGUAGE_UNKNOWN",
                  in_quotes(code) + " is no language code; use one such as FRA.", "languageCode");
}

// It is the offer's, which has a command of its own.
bool has_another_type(const Editing& offer, const Recommendation& recommendation) {
  return !recommendation.message_type.empty() &&
         !same_name(recommendation.message_type, offer.work().message_type);
}
tl::unexpected<Problems> type_read_only(const Editing& offer) {
  return offer.no("REC_MSGTYPE_READ_ONLY",
                  "A recommendation has the message type of its offer, " +
                      in_quotes(offer.work().message_type) +
                      "; leave it out, or set the offer's with set-message-type.",
                  "messageType");
}

// The translation into that language; nullptr: none.
const auto* translation(const auto& translations, const std::string& language) {
  const auto found = std::find_if(translations.begin(), translations.end(),
                                  [&](const auto& t) { return t.language == language; });
  return found == translations.end() ? nullptr : &*found;
}

}  // namespace

Edit edit(const Editing& offer, const AddRecommendation& command) {
  Recommendation recommendation = command.recommendation;
  if (has_another_type(offer, recommendation)) return type_read_only(offer);
  if (recommendation.id.value.empty()) recommendation.id.value = offer.new_id("r");
  recommendation.message_type = offer.work().message_type;
  return OfferEvents{RecommendationAdded{offer.offer(), std::move(recommendation)}};
}

Edit edit(const Editing& offer, const EditRecommendation& command) {
  const Recommendation* present = find(offer, command.recommendation.id);
  if (present == nullptr) return not_found(offer, command.recommendation.id, "id");
  Recommendation wanted = command.recommendation;
  if (has_another_type(offer, wanted)) return type_read_only(offer);
  wanted.message_type = offer.work().message_type;
  if (wanted == *present) return OfferEvents{};
  return OfferEvents{RecommendationChanged{offer.offer(), std::move(wanted)}};
}

Edit edit(const Editing& offer, const RemoveRecommendation& command) {
  if (find(offer, command.recommendation) == nullptr) {
    return not_found(offer, command.recommendation);
  }
  return OfferEvents{RecommendationRemoved{offer.offer(), command.recommendation}};
}

Edit edit(const Editing& offer, const TranslateRecommendation& command) {
  const Recommendation* present = find(offer, command.recommendation);
  if (present == nullptr) return not_found(offer, command.recommendation);
  const std::string& language = command.reason.language;
  if (language_name(language).empty()) return no_language(offer, language);
  const Translation* known = translation(present->translations, language);
  if (known == nullptr ? command.reason.text.empty() : *known == command.reason) {
    return OfferEvents{};
  }
  return OfferEvents{
      RecommendationTranslated{offer.offer(), command.recommendation, command.reason}};
}

Edit edit(const Editing& offer, const TranslateMessage& command) {
  const OfferTranslation& wanted = command.translation;
  if (language_name(wanted.language).empty()) return no_language(offer, wanted.language);
  const OfferTranslation* known = translation(offer.work().translations, wanted.language);
  const bool empty = wanted.description.empty() && wanted.message.empty();
  if (known == nullptr ? empty : *known == wanted) return OfferEvents{};
  return OfferEvents{OfferMessageTranslated{offer.offer(), wanted}};
}

}  // namespace proffer::domain
