// What the definition of an offer must satisfy.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "events/problem.hpp"
#include "events/product_offer.hpp"

namespace proffer::domain {

// The definition with what its author may leave out: sequences and names that count from 1, ids
// made of the offer's, and responses and actions in sequence.
ProductOffer completed(ProductOffer offer);

// Every problem of a completed definition; none: it may be recorded.
std::vector<Problem> problems_of(const Catalogue& catalogue, const ProductOffer& offer);

// Where a problem is: collects what is wrong with one response's actions.
struct ActionReview {
  const Catalogue& catalogue;
  const ProductOffer& offer;
  const OfferResponse& response;
  std::vector<Problem>& problems;

  void add(const OfferAction& action, std::string code, std::string text,
           std::string field = {}) const;
};
// The rules for single actions, and for the actions of one response together.
void review_actions(const ActionReview& review);

}  // namespace proffer::domain
