// What the checks of definitions have in common.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "events/problem.hpp"

#include <optional>
#include <string>
#include <vector>

namespace proffer::domain {

// Whether the window is the wrong way round: both ends are given, and the end is not after the
// start.
bool ends_before(const std::optional<Instant>& start, const std::optional<Instant>& end);

// The checks of rules and translations, wherever those stand.
bool has_criterion(const EligibilityRule& rule);
bool is_one_side(const RuleSide& side);  // exactly one product, offer, line or class is named
bool is_known(const RuleSide& side, const Catalogue& catalogue);
bool is_known_matrix(const std::string& name, MatrixType kind, const Catalogue& catalogue);

// Collects what is wrong with one definition after another.
struct Review {
  const Catalogue& present;
  const Catalogue& after;  // with all the definitions in it
  Problems problems;

  void add(std::string code, std::string text, std::string field = {});
  // `owner` is what they stand on: "product 'TV'".
  void rules(const Rules& rules, const std::string& owner);
  void translations(const std::vector<Translation>& translations, const std::string& owner);
};

}  // namespace proffer::domain
