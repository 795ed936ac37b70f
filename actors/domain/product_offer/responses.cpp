#include "actors/domain/product_offer/edits.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {
namespace {

const OfferResponse* response_at(const ProductOffer& offer, std::uint32_t sequence) {
  for (const OfferResponse& response : offer.responses) {
    if (response.sequence == sequence) return &response;
  }
  return nullptr;
}

std::uint32_t next_sequence(const ProductOffer& offer, std::uint32_t at_least) {
  std::uint32_t last = at_least;
  for (const OfferResponse& response : offer.responses) last = std::max(last, response.sequence);
  return last + 1;
}

OfferResponse without_actions(OfferResponse response) {
  response.actions.clear();
  return response;
}

// An edit, unless it is one in name only.
Edit changed(const Editing& offer, const OfferResponse& present, OfferResponse wanted) {
  wanted.untouched = false;
  if (without_actions(present) == wanted) return OfferEvents{};
  return OfferEvents{ResponseChanged{offer.offer(), present.response, std::move(wanted)}};
}

}  // namespace

bool is_untouched(const OfferResponse& response) {
  return response.untouched && response.actions.empty();
}

std::vector<OfferResponse> untouched_responses(const MessageType& type) {
  std::vector<OfferResponse> responses;
  for (const MessageResponse& known : type.responses) {
    OfferResponse response;
    response.sequence = static_cast<std::uint32_t>(responses.size() + 1);
    response.response = known.name;
    response.kind = known.kind;
    response.untouched = true;
    responses.push_back(std::move(response));
  }
  return responses;
}

ResponseKind kind_of(const Catalogue& catalogue, const std::string& message_type,
                     const std::string& response) {
  const MessageType* type = catalogue.message_type(message_type);
  if (type == nullptr) return kind_by_name(response);
  for (const MessageResponse& known : type->responses) {
    if (same_name(known.name, response) && known.kind != ResponseKind::unknown) {
      return known.kind;
    }
  }
  return kind_by_name(response);
}

Edit edit(const Editing& offer, const AddResponse& command) {
  const ProductOffer& work = offer.work();
  OfferResponse response = without_actions(command.response);
  response.untouched = false;
  response.kind = kind_of(offer.catalogue, work.message_type, response.response);
  OfferEvents events;
  const OfferResponse* twin = offer.state.response(response.response);
  const bool replaces = twin != nullptr && is_untouched(*twin);
  if (replaces) {
    if (response.sequence == 0) response.sequence = twin->sequence;
    events.emplace_back(ResponseRemoved{offer.offer(), twin->response});
  }
  if (response.sequence == 0) response.sequence = next_sequence(work, 0);
  const OfferResponse* other = response_at(work, response.sequence);
  if (other != nullptr && other != twin && is_untouched(*other)) {
    OfferResponse moved = without_actions(*other);
    moved.sequence = replaces ? twin->sequence : next_sequence(work, response.sequence);
    events.emplace_back(ResponseChanged{offer.offer(), other->response, std::move(moved)});
  }
  events.emplace_back(ResponseAdded{offer.offer(), std::move(response)});
  return events;
}

Edit edit(const Editing& offer, const EditResponse& command) {
  const OfferResponse* present = offer.state.response(command.was);
  if (present == nullptr) return offer.no_response(command.was, "was");
  OfferResponse wanted = without_actions(command.response);
  if (wanted.sequence == 0) wanted.sequence = present->sequence;
  wanted.kind = kind_of(offer.catalogue, offer.work().message_type, wanted.response);
  return changed(offer, *present, std::move(wanted));
}

Edit edit(const Editing& offer, const RemoveResponse& command) {
  const OfferResponse* present = offer.state.response(command.response);
  if (present == nullptr) return offer.no_response(command.response);
  return OfferEvents{ResponseRemoved{offer.offer(), present->response}};
}

Edit edit(const Editing& offer, const SetResponseInactive& command) {
  const OfferResponse* present = offer.state.response(command.response);
  if (present == nullptr) return offer.no_response(command.response);
  OfferResponse wanted = without_actions(*present);
  wanted.inactive = command.inactive;
  return changed(offer, *present, std::move(wanted));
}

}  // namespace proffer::domain
