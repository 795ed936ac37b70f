#include "actors/domain/catalogue/review.hpp"
#include "actors/domain/product_offer/edits.hpp"
#include "actors/domain/product_offer/offer_rules.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {

Edit edit(const Editing& offer, const SetVersionWindow& command) {
  const OfferDefinition& state = offer.state;
  OfferVersion present{0, state.work.start, state.work.end, state.work.active};
  if (command.number != 0) {
    const auto found =
        std::find_if(state.versions.begin(), state.versions.end(),
                     [&](const OfferVersion& v) { return v.number == command.number; });
    if (found == state.versions.end()) {
      return offer.no(
          "VERSION_UNKNOWN",
          "There is no version " + std::to_string(command.number) + "; 0 is the Work Space.",
          "number");
    }
    present = *found;
  }
  const OfferVersion wanted{command.number, command.start, command.end, command.active};
  if (wanted == present) return OfferEvents{};
  if (ends_before(wanted.start, wanted.end)) {
    return offer.no("VERSION_DATES", "The end date must be after the start date.", "end");
  }
  return OfferEvents{
      VersionWindowSet{offer.offer(), command.number, command.start, command.end, command.active}};
}

Edit edit(const Editing& offer, const ReleaseNewVersion& command) {
  const OfferDefinition& state = offer.state;
  const auto start = command.start ? command.start : state.work.start;
  Problems problems = problems_of(offer.catalogue, state.work);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  if (ends_before(start, state.work.end)) {
    return offer.no("VERSION_DATES", "The end date must be after the start date.", "start");
  }
  const std::uint32_t number = state.versions.empty() ? 1 : state.versions.back().number + 1;
  return OfferEvents{OfferVersionReleased{offer.offer(), number, start, state.work.end,
                                          state.work.active, !state.stale}};
}

}  // namespace proffer::domain
