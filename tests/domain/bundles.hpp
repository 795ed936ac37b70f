// The bundles of the scenarios under contract, and a promotion group that they can be members of.
#pragma once

#include "tests/domain/desk.hpp"
#include "tests/domain/scenarios.hpp"

#include <string>
#include <vector>

namespace proffer::domain {

inline constexpr Instant half_a_year_ago{1'751'328'000'000};  // 2025-07-01T00:00Z; now is 2026

// The Double Play is under contract for two years; leaving it early, by an upgrade or without one,
// costs 150.00, in twelve monthly parts. Memberships of the group `Family` by the definition `Both`
// cover both bundles, those by `Double only` the Double Play; the latter cost 30.00 in their first
// year.
struct Bundles {
  std::vector<Product> products;
  std::vector<Promotion> promotions;  // Triple Play, Double Play, Build Your Own
  PromotionGroup family;
  std::vector<ProductOffer> offers;
  std::string groups_enabled;  // Y or N; empty: not set

  Bundles();
  Catalogue catalogue() const;
  Promotion& triple() { return promotions[0]; }
  Promotion& twofold() { return promotions[1]; }
};

// The Double Play that was taken half a year ago.
std::vector<Asset> taken_half_a_year_ago();
// Somebody who has it, is member of a family by these definitions, in this order, and was so for
// half a year.
Desk member_of(const Bundles& bundles, const std::vector<std::string>& definitions = {},
               std::vector<Asset> assets = taken_half_a_year_ago());

// One call for the Double Play's asset, saved or not.
Account::ApplyOffers about(const Desk& desk, const std::vector<std::string>& offers,
                           const std::string& asset = "DP", bool save = true);
std::vector<std::string> codes(const std::vector<AccountEvent>& events);  // of a failure
const Line* line_of(const OpenDocument& document, std::string_view product);

}  // namespace proffer::domain
