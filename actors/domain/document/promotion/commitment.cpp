#include "actors/domain/document/promotion/commitment.hpp"

#include <algorithm>
#include <chrono>

namespace proffer::domain {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t micros_in_cent = 10'000;

std::chrono::year_month_day date_of(Instant instant) {
  return std::chrono::sys_days{
      std::chrono::floor<std::chrono::days>(std::chrono::milliseconds{instant.ms})};
}

Instant months_later(Instant start, std::uint32_t months) {
  using namespace std::chrono;
  const year_month_day from = date_of(start);
  const auto month = from.year() / from.month() + std::chrono::months{months};
  const day last = (month / std::chrono::last).day();
  const sys_days date = month / std::min(from.day(), last);
  const std::int64_t within = start.ms - sys_days{from}.time_since_epoch().count() * day_ms;
  return {date.time_since_epoch().count() * day_ms + within};
}

std::optional<Term> term(const Asset& asset, const std::optional<Commitment>& commitment) {
  const auto start = asset.commitment_start ? asset.commitment_start : asset.start;
  if (!start) return std::nullopt;
  if (asset.commitment_end) return Term{*start, *asset.commitment_end};
  if (!commitment) return std::nullopt;
  return Term{*start, later(*start, commitment->duration, commitment->unit)};
}

}  // namespace

Instant later(Instant start, std::uint32_t periods, DurationUnit unit) {
  switch (unit) {
    case DurationUnit::day: return {start.ms + periods * day_ms};
    case DurationUnit::month: return months_later(start, periods);
    case DurationUnit::year: return months_later(start, periods * 12);
    case DurationUnit::unknown: break;
  }
  return start;
}

std::uint32_t full_periods(Instant start, Instant now, DurationUnit unit) {
  if (now <= start) return 0;
  const auto days = static_cast<std::uint32_t>((now.ms - start.ms) / day_ms);
  if (unit == DurationUnit::day) return days;
  std::uint32_t periods = days / (unit == DurationUnit::year ? 365 : 28);  // at least as many
  while (periods > 0 && later(start, periods, unit) > now) --periods;
  return periods;
}

Micros due(Money amount, const ChargePlan* plan, Instant start, Instant now) {
  if (plan == nullptr) return {amount.cents * micros_in_cent};
  const std::size_t elapsed = full_periods(start, now, plan->unit);
  std::int64_t remaining = 0;  // in hundredths of a percent
  for (std::size_t i = elapsed; i < plan->installments.size(); ++i) {
    remaining += plan->installments[i];
  }
  return {amount.cents * remaining};
}

Money rounded(Micros sum) {
  const std::int64_t halves = sum.value + micros_in_cent / 2;
  const std::int64_t down = halves % micros_in_cent < 0 ? 1 : 0;
  return {halves / micros_in_cent - down};
}

std::optional<Term> term_of(const Asset& asset, const Promotion& promotion) {
  return term(asset, promotion.commitment);
}

std::optional<Term> term_of(const Asset& root, const PromotionSlot& slot) {
  if (!slot.commitment) return std::nullopt;
  return term(root, slot.commitment);
}

Micros due(const Commitment& commitment, const Catalogue& catalogue, Instant start, Instant now) {
  Micros sum;
  for (const CommitmentCharge& charge : commitment.charges) {
    sum.value += due(charge.amount, catalogue.charge_plan(charge.prorate_plan), start, now).value;
  }
  return sum;
}

Micros due(const Membership& membership, const Catalogue& catalogue, Instant now) {
  const MembershipDefinition* definition = definition_of_membership(membership, catalogue);
  if (definition == nullptr || !definition->commitment || !membership.commitment_end ||
      now >= *membership.commitment_end) {
    return {};
  }
  const MembershipCommitment& commitment = *definition->commitment;
  return due(commitment.amount, catalogue.charge_plan(commitment.prorate_plan), membership.start,
             now);
}

const MembershipDefinition* definition_of_membership(const Membership& membership,
                                                     const Catalogue& catalogue) {
  const PromotionGroup* group = catalogue.promotion_group(membership.group_definition);
  if (group == nullptr) return nullptr;
  const auto found =
      std::ranges::find(group->memberships, membership.definition, &MembershipDefinition::id);
  return found == group->memberships.end() ? nullptr : &*found;
}

const PromotionSlot* slot_named(const Promotion& promotion, const RuleId& rule) {
  const auto found = std::ranges::find(promotion.slots, rule, &PromotionSlot::rule);
  return found == promotion.slots.end() ? nullptr : &*found;
}

const UpgradePath* path_between(const ProductId& from, const Promotion& to) {
  const auto found = std::ranges::find(to.upgrade_from, from, &UpgradePath::original);
  return found == to.upgrade_from.end() ? nullptr : &*found;
}

}  // namespace proffer::domain
