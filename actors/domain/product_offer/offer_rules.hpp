// What the definition of an offer must satisfy.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "events/problem.hpp"
#include "events/product_offer.hpp"

namespace proffer::domain {

// The definition with what its author may leave out: sequences and names that count from 1, ids
// made of the offer's, responses in sequence, the offer itself as one side of its
// compatibility rules, and the message type of its recommendations.
ProductOffer completed(ProductOffer offer);

// And the kinds of its responses, which its message type says.
ProductOffer completed(ProductOffer offer, const Catalogue& catalogue);

// The offer itself as the side that the rule leaves empty.
void complete(CompatibilityRule& rule, const OfferId& offer);

// Whether the message type knows the response; `name` as it is compared (folded).
bool has_response(const MessageType& type, const std::string& name);

// Every problem of a completed definition; none: it may be recorded.
Problems problems_of(const Catalogue& catalogue, const ProductOffer& offer);

// Of these, the problems that were not there before: what was wrong already is not an edit's fault.
Problems brought(const Problems& before, Problems after);

// Whether the run time sees just that of the offer, whatever has become of its Work Space since;
// `offer` is completed with its kinds.
bool is_in_force(const OfferDefinition& definition, const ProductOffer& offer);

// What is no mistake but hardly meant: rules that are ignored because eligibility is not checked.
Problems warnings_of(const ProductOffer& offer);

// The part of `problems_of` that is about actions.
Problems action_problems(const Catalogue& catalogue, const ProductOffer& offer);

inline constexpr std::string_view default_message_type = "Product Offer Recommendation";

}  // namespace proffer::domain
