// How each command is decided: one overload each, grouped by what they are about. The events are
// what the author wants; whether the offer may become that is checked afterwards, in
// product_offer.cpp.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/product_offer/commands.hpp"
#include "events/problem.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

using OfferEvents = std::vector<ProductOfferEvent>;
using Edit = tl::expected<OfferEvents, Problems>;

// An edit sees the offer, which exists and is locked by the editor, and the catalogue.
struct Editing {
  const OfferDefinition& state;
  const Catalogue& catalogue;

  const ProductOffer& work() const { return state.work; }
  const OfferId& offer() const { return state.work.id; }
  // One problem of this offer, or of a response and an action in it by their names, as an edit's
  // answer.
  tl::unexpected<Problems> no(std::string code, std::string text, std::string field = {},
                              std::string response = {}, std::string action = {}) const;
  // `field` is the member that names it.
  tl::unexpected<Problems> no_response(const std::string& name,
                                       std::string field = "response") const;
  tl::unexpected<Problems> no_action(const ActionId& id, std::string field = "action") const;
  // An id that no part of this offer ever had: `<offer>/<kind><n>`.
  std::string new_id(std::string_view kind) const;
};

// header.cpp
Edit edit(const Editing& offer, const EditHeader& command);
Edit edit(const Editing& offer, const SetMessageType& command);
// versions.cpp
Edit edit(const Editing& offer, const SetVersionWindow& command);
Edit edit(const Editing& offer, const ReleaseNewVersion& command);
// responses.cpp
Edit edit(const Editing& offer, const AddResponse& command);
Edit edit(const Editing& offer, const EditResponse& command);
Edit edit(const Editing& offer, const RemoveResponse& command);
Edit edit(const Editing& offer, const SetResponseInactive& command);
// actions.cpp
Edit edit(const Editing& offer, const AddAction& command);
Edit edit(const Editing& offer, const EditAction& command);
Edit edit(const Editing& offer, const RemoveAction& command);
Edit edit(const Editing& offer, const SetWorkflowParameter& command);
Edit edit(const Editing& offer, const RemoveWorkflowParameter& command);
Edit edit(const Editing& offer, const AddDomainValue& command);
Edit edit(const Editing& offer, const EditDomainValue& command);
Edit edit(const Editing& offer, const RemoveDomainValue& command);
// recommendations.cpp
Edit edit(const Editing& offer, const AddRecommendation& command);
Edit edit(const Editing& offer, const EditRecommendation& command);
Edit edit(const Editing& offer, const RemoveRecommendation& command);
Edit edit(const Editing& offer, const TranslateRecommendation& command);
Edit edit(const Editing& offer, const TranslateMessage& command);
// rules.cpp
Edit edit(const Editing& offer, const AddEligibilityRule& command);
Edit edit(const Editing& offer, const AddCompatibilityRule& command);
Edit edit(const Editing& offer, const EditRule& command);
Edit edit(const Editing& offer, const RemoveRule& command);

// Whether the response is as it came with the offer's creation: never edited, and without actions.
bool is_untouched(const OfferResponse& response);
// The responses that come with the default message type, without actions.
std::vector<OfferResponse> untouched_responses(const MessageType& type);

// Whether the response accepts or rejects: as the message type says, or by its name when the type
// lacks it.
ResponseKind kind_of(const Catalogue& catalogue, const std::string& message_type,
                     const std::string& response);

}  // namespace proffer::domain
