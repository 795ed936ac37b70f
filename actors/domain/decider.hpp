// The shape of every decision: pure functions over values. No clock, no look-up, no I/O: what a
// decision needs is in the command or in the context.
#pragma once

#include "events/check.hpp"
#include "events/problem.hpp"
#include "events/stream.hpp"
#include "events/values.hpp"

#include <tl/expected.hpp>

#include <concepts>
#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <string_view>
#include <vector>

namespace proffer::domain {

class Catalogue;

// How far an aggregate may grow; what would pass a limit is refused.
struct Limits {
  std::uint32_t assets_max = 2'000;             // of one account, disconnected ones included
  std::uint32_t document_lines_max = 1'000;     // ever added to one order or quote
  std::uint32_t documents_max = 20;             // of one account that are pending or submitted
  std::uint32_t offers_max = 100;               // applied together
  std::uint32_t responses_logged_max = 20'000;  // of one account, each offer, asset and answer once
};

// What surrounds a command: fixed inputs, recorded with the decision.
struct Context {
  Instant now;
  std::shared_ptr<const Catalogue> catalogue;  // immutable; never null
  Limits limits = {};
};

// The events to append, in order, or why nothing happens. Empty: nothing new.
template <class E>
using Decision = tl::expected<std::vector<E>, Problems>;

// An aggregate: `decide` says what happens, `evolve` what is then true. State{} is the state before
// any event. `evolve` is the function (state, event) -> state, written into the place of the old
// state, because a large one is not moved for each of its events; what it gives depends on these
// two alone.
template <class D>
concept Decider = std::default_initializable<typename D::State> &&
    requires(const typename D::State& state, typename D::State& folded,
             const typename D::Command& command, const typename D::Event& event,
             const Context& context, const StreamId& own) {
  { D::category } -> std::convertible_to<Category>;
  { D::decide(state, command, context) } -> std::same_as<Decision<typename D::Event>>;
  { D::evolve(folded, event) } -> std::same_as<void>;
  // The stream an event goes to: `own`, or that of a document the aggregate owns.
  { D::stream_of(event, own) } -> std::same_as<StreamId>;
  // The owned streams (documents) that a loaded state still needs, after the own stream is folded.
  { D::owned_streams(state) } -> std::same_as<std::vector<StreamId>>;
};

// What is said of our own mistake in a decision: DECISION_FAULT.
Problem decision_fault(std::string_view mistake);

// The decision. A decision changes nothing, so a mistake in it is that command's alone, and refuses
// it.
template <Decider D>
Decision<typename D::Event> decide(const typename D::State& state,
                                   const typename D::Command& command, const Context& context) {
  const ChecksThrow throwing;
  try {
    return D::decide(state, command, context);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& mistake) {
    return tl::unexpected(Problems{decision_fault(mistake.what())});
  }
}

}  // namespace proffer::domain
