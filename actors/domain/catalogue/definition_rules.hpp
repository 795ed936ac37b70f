// What the definitions of a catalogue must satisfy.
#pragma once

#include "actors/domain/catalogue/product_catalogue.hpp"
#include "actors/domain/catalogue/review.hpp"
#include "events/problem.hpp"

#include <optional>
#include <string>

namespace proffer::domain {

// What is given twice: X_DUPLICATE for each kind.
Problems duplicates_in(const Definitions& definitions);

// The catalogue as it would be with these definitions in it.
Catalogue overlaid(const Catalogue& present, const Definitions& definitions);

// Every problem of the definitions; none: they may be recorded. `after` is `present` with them in
// it.
Problems problems_of(const Catalogue& present, const Catalogue& after,
                     const Definitions& definitions);

// The parts of `problems_of`.
void review_product(Review& review, const Product& product);
void review_line(Review& review, const ProductLine& line);
void review_promotion(Review& review, const Promotion& promotion);
void review_promotion_group(Review& review, const PromotionGroup& group);
void review_charge_plan(Review& review, const ChargePlan& plan);
void review_message_type(Review& review, const MessageType& type);
void review_line_field(Review& review, const LineFieldRegistered& given);
void review_preference(Review& review, const SystemPreferenceSet& set);

// What promotions and groups have in common.
bool is_price(Money price);  // between 0 and 1000000000.00
void review_plan(Review& review, const std::string& plan, const std::string& what,
                 const std::string& field);
void review_commitment(Review& review, const std::optional<Commitment>& given,
                       const std::string& what, const std::string& field);

// The name belongs to nobody else among products and promotions, before or after.
void review_name(Review& review, const ProductId& id, const std::string& name,
                 const std::string& kind);

}  // namespace proffer::domain
