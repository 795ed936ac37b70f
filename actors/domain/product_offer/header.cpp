#include "actors/domain/catalogue/review.hpp"
#include "actors/domain/product_offer/edits.hpp"
#include "actors/domain/product_offer/offer_rules.hpp"

#include <utility>

namespace proffer::domain {

OfferHeader header_of(const ProductOffer& offer) {
  return {offer.name,
          offer.organizations,
          offer.description,
          offer.message,
          offer.thumbnail,
          offer.image,
          offer.rules.check_eligibility,
          offer.rules.inclusive_eligibility};
}

namespace {

// Responses in use that the new type does not know, by name.
std::vector<std::string> lost(const ProductOffer& offer, const MessageType& type) {
  std::vector<std::string> names;
  for (const OfferResponse& response : offer.responses) {
    if (response.inactive || is_untouched(response) ||
        has_response(type, folded(response.response))) {
      continue;
    }
    names.push_back(response.response);
  }
  return names;
}

// The first of them is the problem's response.
tl::unexpected<Problems> responses_lost(const Editing& offer, const MessageType& type,
                                        const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) add_to_list(all, name);
  return offer.no("MSGTYPE_RESPONSES_LOST",
                  "Message type " + in_quotes(type.name) + " has no response(s) " + all +
                      " used by this offer.",
                  "messageType", names.front());
}

}  // namespace

tl::unexpected<Problems> Editing::no(std::string code, std::string text, std::string field,
                                     std::string response, std::string action) const {
  return tl::unexpected(Problems{{std::move(code), std::move(text), work().name,
                                  std::move(response), std::move(action), std::move(field)}});
}
tl::unexpected<Problems> Editing::no_response(const std::string& name, std::string field) const {
  return no("RESPONSE_NOT_FOUND",
            "The offer has no response " + in_quotes(name) + "; add it, or check the name.",
            std::move(field));
}
tl::unexpected<Problems> Editing::no_action(const ActionId& id, std::string field) const {
  return no("ACTION_NOT_FOUND",
            "The offer has no action with the id " + in_quotes(id.value) + "; check the id.",
            std::move(field));
}
std::string Editing::new_id(std::string_view kind) const {
  return offer().value + "/" + std::string(kind) + std::to_string(state.events + 1);
}

Edit edit(const Editing& offer, const EditHeader& command) {
  if (command.header == header_of(offer.work())) return OfferEvents{};
  return OfferEvents{OfferHeaderChanged{offer.offer(), command.header}};
}

Edit edit(const Editing& offer, const SetMessageType& command) {
  const ProductOffer& work = offer.work();
  if (command.message_type == work.message_type) return OfferEvents{};
  OfferEvents events{
      OfferMessageTypeChanged{offer.offer(), work.message_type, command.message_type}};
  const MessageType* type = offer.catalogue.message_type(command.message_type);
  if (type == nullptr) return events;  // the rules say so
  if (const auto names = lost(work, *type); !names.empty()) {
    return responses_lost(offer, *type, names);
  }
  for (const OfferResponse& response : work.responses) {
    if (is_untouched(response) && !has_response(*type, folded(response.response))) {
      events.emplace_back(ResponseRemoved{offer.offer(), response.response});
      continue;
    }
    OfferResponse wanted = response;
    wanted.kind = kind_of(offer.catalogue, type->name, response.response);
    if (wanted.kind == response.kind) continue;
    wanted.actions.clear();
    events.emplace_back(ResponseChanged{offer.offer(), response.response, std::move(wanted)});
  }
  for (const Recommendation& recommendation : work.recommendations) {
    events.emplace_back(
        RecommendationMessageTypeUpdated{offer.offer(), recommendation.id, command.message_type});
  }
  return events;
}

}  // namespace proffer::domain
