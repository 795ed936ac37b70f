// Commitments in time and money: when one runs, and which part of a charge is still due.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "events/account.hpp"

#include <cstdint>
#include <optional>

namespace proffer::domain {

// By the calendar: a month after 31 January is the last day of February.
Instant later(Instant start, std::uint32_t periods, DurationUnit unit);
// How many whole periods lie between; none before the start.
std::uint32_t full_periods(Instant start, Instant now, DurationUnit unit);

// The part of the amount that the plan still charges once these periods are over: exact, since sums
// are rounded once, at the end. No plan: all of it.
Micros due(Money amount, const ChargePlan* plan, Instant start, Instant now);
Money rounded(Micros sum);  // half up

// What is under contract, and until when.
struct Term {
  Instant start;
  Instant end;
  bool runs(Instant now) const { return now < end; }
};
// Of a promotion's asset; none: there is no contract, or nobody knows when it began.
std::optional<Term> term_of(const Asset& asset, const Promotion& promotion);
// Of a root that fills a slot with a commitment of its own.
std::optional<Term> term_of(const Asset& root, const PromotionSlot& slot);

// The charges of a commitment that began then, as far as they are still due.
Micros due(const Commitment& commitment, const Catalogue& catalogue, Instant start, Instant now);
// What leaving by this membership costs; nothing once its commitment is over.
Micros due(const Membership& membership, const Catalogue& catalogue, Instant now);

// The definition a membership came by; nullptr: the catalogue has it no more.
const MembershipDefinition* definition_of_membership(const Membership& membership,
                                                     const Catalogue& catalogue);
const PromotionSlot* slot_named(const Promotion& promotion, const RuleId& rule);  // nullptr: none
const UpgradePath* path_between(const ProductId& from, const Promotion& to);      // nullptr: none

}  // namespace proffer::domain
