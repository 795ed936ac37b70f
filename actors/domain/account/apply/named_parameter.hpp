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

// What can be chosen, in sequence: the values listed on the action, or the products of its line
// that can be sold now and fit the action's base, by name.
std::vector<DomainValue> options_of(const OfferAction& action, const Catalogue& catalogue,
                                    Instant now);

// These options with the action's own part of the question.
ParameterOptions asked_by(const OfferAction& action, const Catalogue& catalogue, Instant now);

// "500 (500 texts), u (Unlimited)": ids with what is shown.
std::string listed(const std::vector<DomainValue>& options);

// What the customer is asked, in their language where the offer is translated.
std::string prompt_of(const ProductOffer& offer, std::string_view language);

// Why a choice is none, with what could have been chosen; that is absent when nothing is asked.
struct ChoiceRefusal {
  Problem problem;
  std::optional<ParameterOptions> asks;
};

// The option that was chosen, by its id or else by its value. Both refer into the offer, the
// catalogue and the choice. Codes: NAMED_PARAM_MISSING, NAMED_PARAM_NOT_IN_DOMAIN,
// NAMED_PARAM_UNEXPECTED; the first two tell what can be chosen.
tl::expected<NamedChoice, ChoiceRefusal> chosen_value(const ChosenOffer& offer,
                                                      const OfferAction& action,
                                                      const std::optional<ParameterChoice>& choice,
                                                      const Catalogue& catalogue, Instant now);
// A choice that the response does not ask for.
ChoiceRefusal unexpected_choice(const ChosenOffer& offer);

}  // namespace proffer::domain
