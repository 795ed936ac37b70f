// What the customer chooses of an offer before it can be carried out.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/product_offer/prepared_action.hpp"
#include "events/account.hpp"
#include "events/problem.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

// The response's active action that has a named parameter; nullptr: none.
const OfferAction* named_action(const OfferResponse& response);

// What can be chosen, in sequence, with the action's own part of the question: the values listed on
// the action, or the products of its line that can be sold now and fit its base, by name. What the
// action leaves empty is its parent's.
ParameterOptions asked_by(const ChosenOffer& offer, const OfferAction& action,
                          const Catalogue& catalogue, Instant now);

// Why a choice is none, with what could have been chosen; that is absent when nothing is asked.
struct ChoiceRefusal {
  Problem problem;
  std::optional<ParameterOptions> asks;
};

// The option that was chosen, by its id or else by its value; a value beside the id has to be that
// option's, or a product that the action is about. Both refer into the offer, the catalogue and the
// choice. Where nothing is listed, any value will do that the action can take; of a promotion's
// name, any at all: it is looked up when it is applied. Codes: NAMED_PARAM_MISSING,
// NAMED_PARAM_NOT_IN_DOMAIN, NAMED_PARAM_WRONG_ACTION, NAMED_PARAM_UNEXPECTED; the first two tell
// what can be chosen.
tl::expected<NamedChoice, ChoiceRefusal> chosen_value(const ChosenOffer& offer,
                                                      const OfferAction& action,
                                                      const std::optional<ParameterChoice>& choice,
                                                      const Catalogue& catalogue, Instant now);
// A choice that the response does not ask for.
ChoiceRefusal unexpected_choice(const ChosenOffer& offer);

}  // namespace proffer::domain
