// Decides about one product offer: stream `product_offer/<id>` in the reference shard.
#pragma once

#include "actors/domain/catalogue/offer_definition.hpp"
#include "actors/domain/decider.hpp"
#include "events/product_offer_events.hpp"

#include <variant>

namespace proffer::domain {

struct ProductOfferDecider {
  static constexpr Category category = Category::product_offer;
  using State = OfferDefinition;
  // Validated against the context's catalogue; a definition equal to the present one is no event.
  struct DefineOffer {
    static constexpr std::string_view type = "product_offer.define";
    ProductOffer offer;
    bool operator==(const DefineOffer&) const = default;
  };
  using Command = std::variant<DefineOffer>;
  using Event = ProductOfferEvent;

  static Decision<Event> decide(const State& state, const Command& command, const Context& context);
  static void evolve(State& state, const Event& event);
  static StreamId stream_of(const Event&, const StreamId& own) { return own; }
  static std::vector<StreamId> owned_streams(const State&) { return {}; }
};
template <class Archive>
void serialize(Archive& archive, ProductOfferDecider::DefineOffer& c) {
  archive(field("offer", c.offer));
}

}  // namespace proffer::domain
