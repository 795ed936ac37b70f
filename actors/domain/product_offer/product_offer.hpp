// Decides about one product offer: stream `product_offer/<id>` in the reference shard.
#pragma once

#include "actors/domain/catalogue/offer_definition.hpp"
#include "actors/domain/decider.hpp"
#include "actors/domain/product_offer/commands.hpp"
#include "events/product_offer_events.hpp"

namespace proffer::domain {

// An edit is refused for the problems it brings; those that are there already, because the
// catalogue has moved on, are refused at the next release.
struct ProductOfferDecider {
  static constexpr Category category = Category::product_offer;
  using State = OfferDefinition;
  using DefineOffer = domain::DefineOffer;
  using Command = ProductOfferCommand;
  using Event = ProductOfferEvent;

  static Decision<Event> decide(const State& state, const Command& command, const Context& context);
  static void evolve(State& state, const Event& event);
  static StreamId stream_of(const Event&, const StreamId& own) { return own; }
  static std::vector<StreamId> owned_streams(const State&) { return {}; }
};

}  // namespace proffer::domain
