// Who may have something (eligibility), and what goes with what (compatibility): rules that stand
// on offers, products, product lines and promotions.
#pragma once

#include "events/values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace proffer {

using RuleId = Id<struct RuleTag>;  // unique in what it stands on

// Stored: numbers are never reused.
enum class EligibilityType : std::uint8_t { unknown = 0, available = 1, unavailable = 2 };
enum class CompatibilityType : std::uint8_t { unknown = 0, requires_ = 1, excludes = 2 };
enum class SideKind : std::uint8_t {
  unknown = 0,
  product = 1,  // or a promotion
  offer = 2,
  product_line = 3,
  product_class = 4,
};

// Where a compatibility rule looks for its object: among the assets as the open documents would
// make them.
enum class RuleScope : std::uint8_t { unknown = 0, projected_assets = 1 };

// All criteria that are not empty must match; a rule without any is none.
struct EligibilityRule {
  RuleId id;
  std::string matrix;  // a named group, without effect on the evaluation; empty: none
  EligibilityType type = EligibilityType::unknown;
  AccountId account;
  std::string account_type;
  std::string city;
  std::string state;
  std::string postal_code;
  std::string country;
  std::optional<Instant> effective_from;  // none: open
  std::optional<Instant> effective_to;
  bool operator==(const EligibilityRule&) const = default;
};
template <class Archive>
void serialize(Archive& archive, EligibilityRule& r) {
  archive(field("id", r.id), field("matrix", r.matrix), field("type", r.type),
          field("account", r.account), field("account_type", r.account_type), field("city", r.city),
          field("state", r.state), field("postal_code", r.postal_code), field("country", r.country),
          field("effective_from", r.effective_from), field("effective_to", r.effective_to));
}

// One side of a compatibility rule.
struct RuleSide {
  SideKind kind = SideKind::unknown;
  std::string id;  // of the product, promotion, offer or line; the name of a class
  bool operator==(const RuleSide&) const = default;
};
template <class Archive>
void serialize(Archive& archive, RuleSide& s) {
  archive(field("kind", s.kind), field("id", s.id));
}

// Subject requires, or excludes, object among the assets as the open documents would make them.
struct CompatibilityRule {
  RuleId id;
  std::string matrix;
  CompatibilityType type = CompatibilityType::unknown;
  RuleSide subject;
  RuleSide object;
  std::optional<Instant> effective_from;
  std::optional<Instant> effective_to;
  std::string explanation;  // shown where the rule says no
  bool operator==(const CompatibilityRule&) const = default;
};
template <class Archive>
void serialize(Archive& archive, CompatibilityRule& r) {
  archive(field("id", r.id), field("matrix", r.matrix), field("type", r.type),
          field("subject", r.subject), field("object", r.object),
          field("effective_from", r.effective_from), field("effective_to", r.effective_to),
          field("explanation", r.explanation));
}

// The rules that stand on one thing, and how its eligibility is read.
struct Rules {
  bool check_eligibility = false;      // false: nothing is checked, rules are kept and ignored
  bool inclusive_eligibility = false;  // true: only who matches an Available rule; false: everybody
                                       // whom no Unavailable rule matches
  std::vector<EligibilityRule> eligibility;
  std::vector<CompatibilityRule> compatibility;
  bool operator==(const Rules&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Rules& r) {
  archive(field("check_eligibility", r.check_eligibility),
          field("inclusive_eligibility", r.inclusive_eligibility),
          field("eligibility", r.eligibility), field("compatibility", r.compatibility));
}

// A name in another language.
struct Translation {
  std::string language;  // ENU, FRA …
  std::string text;
  auto operator<=>(const Translation&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Translation& t) {
  archive(field("language", t.language), field("text", t.text));
}

}  // namespace proffer
