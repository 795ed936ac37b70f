#include "actors/domain/product_offer/product_offer.hpp"

#include "actors/domain/catalogue/review.hpp"
#include "actors/domain/product_offer/edits.hpp"
#include "actors/domain/product_offer/offer_rules.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {
namespace {

using State = ProductOfferDecider::State;

tl::unexpected<Problems> refused(const State& state, std::string code, std::string text,
                                 std::string field = {}) {
  return tl::unexpected(
      Problems{{std::move(code), std::move(text), state.work.name, {}, {}, std::move(field)}});
}

tl::unexpected<Problems> locked_by_another(const State& state) {
  return refused(state, "OFFER_LOCKED",
                 "The Work Space of " + in_quotes(state.work.name) + " is locked by " +
                     in_quotes(state.locked_by) + "; wait until it is released or unlocked.");
}

bool exists(const State& state) { return !state.work.id.value.empty(); }
bool held_by_another(const State& state, const std::string& user) {
  return state.locked && state.locked_by != user;
}

OfferDefinition after(OfferDefinition definition, const OfferEvents& events) {
  for (const ProductOfferEvent& event : events) evolve(definition, event);
  return definition;
}

Edit checked(const State& state, Edit wanted, const Catalogue& catalogue) {
  if (!wanted || wanted->empty()) return wanted;
  Problems problems = problems_of(catalogue, after(state, *wanted).work);
  if (exists(state)) problems = brought(problems_of(catalogue, state.work), std::move(problems));
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return wanted;
}

// Of somebody who says which events of the offer they have read.
Edit unchanged_since(const State& state, const Editor& editor) {
  if (!exists(state)) {
    return refused(state, "OFFER_NOT_FOUND", "There is no such offer; create it first.");
  }
  if (editor.expected != 0 && editor.expected != state.events) {
    return refused(state, "OFFER_CHANGED",
                   "The offer was changed since it was read; read it again and repeat the edit.");
  }
  return OfferEvents{};
}

Edit on(const State& state, const LockWorkSpace& command, const Context&) {
  if (auto no = unchanged_since(state, command.editor); !no) return no;
  if (held_by_another(state, command.editor.by)) return locked_by_another(state);
  if (state.locked) return OfferEvents{};
  return OfferEvents{WorkSpaceLocked{state.work.id, command.editor.by}};
}

Edit on(const State& state, const UnlockWorkSpace& command, const Context&) {
  if (auto no = unchanged_since(state, command.editor); !no) return no;
  if (held_by_another(state, command.editor.by)) return locked_by_another(state);
  if (!state.locked) return OfferEvents{};
  return OfferEvents{WorkSpaceUnlocked{state.work.id}};
}

Edit refreshed(const State& state, const Editor& editor) {
  if (auto no = unchanged_since(state, editor); !no) return no;
  const bool filled = !state.snapshot.offer.id.value.empty();
  if (filled && !state.stale) return OfferEvents{};
  return OfferEvents{OfferCacheRefreshed{state.work.id, state.events}};
}
Edit on(const State& state, const ClearCache& command, const Context&) {
  return refreshed(state, command.editor);
}
Edit on(const State& state, const RefreshCache& command, const Context&) {
  return refreshed(state, command.editor);
}

Edit on(const State& state, const CreateProductOffer& command, const Context& context) {
  if (exists(state)) {
    return refused(state, "OFFER_EXISTS",
                   "There is an offer with the id " + in_quotes(state.work.id.value) +
                       " already; choose another id, or edit that offer.",
                   "id");
  }
  const std::string type =
      command.message_type.empty() ? std::string(default_message_type) : command.message_type;
  OfferEvents events{ProductOfferCreated{command.offer, command.header, type, command.by}};
  const MessageType* known = context.catalogue->message_type(type);
  if (known != nullptr && same_name(type, default_message_type)) {
    for (OfferResponse& response : untouched_responses(*known)) {
      events.emplace_back(ResponseAdded{command.offer, std::move(response)});
    }
  }
  return events;
}

// Who sends a file's offers has looked at it as a whole: an offer that a rule names and that is not
// here yet comes from the same file, after this one.
Catalogue with_named_offers(const Catalogue& catalogue, const ProductOffer& offer) {
  std::vector<Event> expected;
  for (const CompatibilityRule& rule : offer.rules.compatibility) {
    for (const RuleSide* side : {&rule.subject, &rule.object}) {
      if (side->kind != SideKind::offer || side->id == offer.id.value ||
          catalogue.definition({side->id}) != nullptr) {
        continue;
      }
      expected.emplace_back(ProductOfferCreated{{side->id}, {}, {}, {}});
    }
  }
  return catalogue.with(expected, catalogue.position());
}

Edit on(const State& state, const DefineOffer& command, const Context& context) {
  ProductOffer offer = completed(command.offer, *context.catalogue);
  if (is_in_force(state, offer)) return OfferEvents{};
  if (held_by_another(state, command.by)) return locked_by_another(state);
  Problems problems = problems_of(with_named_offers(*context.catalogue, offer), offer);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  const std::uint32_t released = state.versions.empty() ? 0 : state.versions.back().number;
  return OfferEvents{ProductOfferDefined{released + 1, std::move(offer)}};
}

Edit on(const State& state, const ImportOffer& command, const Context& context) {
  if (held_by_another(state, command.by)) return locked_by_another(state);
  ProductOffer offer = command.offer;
  if (exists(state)) offer.id = state.work.id;
  const OfferImported imported{command.project, command.header_only, command.content_hash,
                               completed(std::move(offer)), command.by};
  if (is_imported(state, imported)) return OfferEvents{};
  OfferEvents events{imported};
  const OfferDefinition next = after(state, events);
  Problems problems = problems_of(with_named_offers(*context.catalogue, next.work), next.work);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return events;
}

// All the others edit the Work Space.
template <class C>
Edit on(const State& state, const C& command, const Context& context) {
  if (auto no = unchanged_since(state, command.editor); !no) return no;
  if (held_by_another(state, command.editor.by)) return locked_by_another(state);
  if (!state.locked) {
    return refused(
        state, "OFFER_NOT_LOCKED",
        "Lock the Work Space version of " + in_quotes(state.work.name) + " before changing it.");
  }
  return checked(state, edit({state, *context.catalogue}, command), *context.catalogue);
}

}  // namespace

Decision<ProductOfferEvent> ProductOfferDecider::decide(const State& state, const Command& command,
                                                        const Context& context) {
  return std::visit(
      [&]<class C>(const C& c) -> Decision<ProductOfferEvent> {
        Edit decided = on(state, c, context);
        if constexpr (std::is_same_v<C, CreateProductOffer>) {
          return checked(state, std::move(decided), *context.catalogue);
        }
        return decided;
      },
      command);
}

void ProductOfferDecider::evolve(State& state, const Event& event) { domain::evolve(state, event); }
static_assert(Decider<ProductOfferDecider>);

}  // namespace proffer::domain
