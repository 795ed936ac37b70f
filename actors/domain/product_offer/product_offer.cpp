#include "actors/domain/product_offer/product_offer.hpp"

#include "actors/domain/product_offer/offer_rules.hpp"

#include <utility>

namespace proffer::domain {
namespace {

Decision<ProductOfferEvent> on(const ProductOfferDecider::State& state,
                               const ProductOfferDecider::DefineOffer& command,
                               const Context& context) {
  ProductOffer offer = completed(command.offer);
  const std::uint32_t released = state.versions.empty() ? 0 : state.versions.back().number;
  if (released > 0 && offer == state.snapshot.offer && !state.stale)
    return std::vector<ProductOfferEvent>{};
  Problems problems = problems_of(*context.catalogue, offer);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return std::vector<ProductOfferEvent>{ProductOfferDefined{released + 1, std::move(offer)}};
}

}  // namespace

Decision<ProductOfferEvent> ProductOfferDecider::decide(const State& state, const Command& command,
                                                        const Context& context) {
  return std::visit([&](const auto& c) { return on(state, c, context); }, command);
}

void ProductOfferDecider::evolve(State& state, const Event& event) { domain::evolve(state, event); }
static_assert(Decider<ProductOfferDecider>);

}  // namespace proffer::domain
