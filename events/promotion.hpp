// Bundled promotions: products sold together in slots, at a price, with a commitment.
#pragma once

#include "events/catalogue.hpp"
#include "events/rules.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer {

// Stored: numbers are never reused.
enum class PromotionType : std::uint8_t { unknown = 0, bundled = 1, coupon = 2 };
enum class PromotionInstances : std::uint8_t {
  unknown = 0,
  one_per_customer = 1,
  one_per_order = 2,
  no_limit = 3,
};
enum class OnDisconnect : std::uint8_t { unknown = 0, retain = 1, disconnect = 2 };
enum class CommitmentStart : std::uint8_t {
  unknown = 0,
  original_start = 1,
  now = 2,
  original_end = 3,
};
enum class CommitmentDuration : std::uint8_t {
  unknown = 0,
  original = 1,
  new_ = 2,
  remaining = 3,
};
enum class DurationUnit : std::uint8_t { unknown = 0, day = 1, month = 2, year = 3 };

// What ending a commitment early costs; a negative amount is a credit to the customer.
struct CommitmentCharge {
  std::string type;
  Money amount;
  std::string prorate_plan;  // a charge plan's name; empty: the whole amount
  bool operator==(const CommitmentCharge&) const = default;
};
template <class Archive>
void serialize(Archive& archive, CommitmentCharge& c) {
  archive(field("type", c.type), field("amount", c.amount), field("prorate_plan", c.prorate_plan));
}

struct Commitment {
  std::uint32_t duration = 0;
  DurationUnit unit = DurationUnit::month;
  std::vector<CommitmentCharge> charges;
  bool operator==(const Commitment&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Commitment& c) {
  archive(field("duration", c.duration), field("unit", c.unit), field("charges", c.charges));
}

// A slot: one product, a list of products, or the members of a product line.
struct PromotionSlot {
  RuleId rule;  // unique in the promotion; stands on every line and asset that fills the slot
  std::uint32_t sequence = 0;
  ProductId product;              // exactly one of product, domain and domain_line is given
  std::vector<ProductId> domain;  // with a default product
  ProductLineId domain_line;      // with a default product
  ProductId default_product;
  std::uint32_t min = 0;
  std::optional<std::uint32_t> max;    // none: unlimited
  std::uint32_t default_quantity = 0;  // where the author gives none it is `min`
  std::optional<Money> price_override;
  std::optional<Commitment> commitment;
  OnDisconnect on_disconnect = OnDisconnect::retain;
  bool operator==(const PromotionSlot&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PromotionSlot& s) {
  archive(field("rule", s.rule), field("sequence", s.sequence), field("product", s.product),
          field("domain", s.domain), field("domain_line", s.domain_line),
          field("default", s.default_product), field("min", s.min), field("max", s.max),
          field("default_quantity", s.default_quantity), field("price_override", s.price_override),
          field("commitment", s.commitment), field("on_disconnect", s.on_disconnect));
}

// From an earlier promotion to the one it stands on.
struct UpgradePath {
  ProductId original;
  Money penalty;
  std::string prorate_plan;
  CommitmentStart start = CommitmentStart::original_start;
  CommitmentDuration duration = CommitmentDuration::original;
  bool operator==(const UpgradePath&) const = default;
};
template <class Archive>
void serialize(Archive& archive, UpgradePath& u) {
  archive(field("original", u.original), field("penalty", u.penalty),
          field("prorate_plan", u.prorate_plan), field("start", u.start),
          field("duration", u.duration));
}

// Its id is also that of the product of kind promotion that stands for it on a line or as an asset.
struct Promotion {
  ProductId id;
  std::string name;  // unique among products and promotions, compared case-insensitively
  std::vector<std::string> organizations;  // empty: all
  bool active = true;
  std::optional<Instant> effective_from;  // none: open
  std::optional<Instant> effective_to;
  PromotionType kind = PromotionType::bundled;
  PromotionInstances instances = PromotionInstances::no_limit;
  bool track_as_asset = true;
  bool track_as_agreement = false;  // without it there is never a penalty
  Money price;
  PriceType price_type = PriceType::recurring;
  std::int32_t score = 0;            // of its recommendation
  std::vector<PromotionSlot> slots;  // in sequence
  std::optional<Commitment> commitment;
  std::vector<UpgradePath> upgrade_from;
  Rules rules;
  std::vector<Translation> translations;  // of the name
  bool operator==(const Promotion&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Promotion& p) {
  archive(field("id", p.id), field("name", p.name), field("organizations", p.organizations),
          field("active", p.active), field("effective_from", p.effective_from),
          field("effective_to", p.effective_to), field("kind", p.kind),
          field("instances", p.instances), field("track_as_asset", p.track_as_asset),
          field("track_as_agreement", p.track_as_agreement), field("price", p.price),
          field("price_type", p.price_type), field("score", p.score), field("slots", p.slots),
          field("commitment", p.commitment), field("upgrade_from", p.upgrade_from),
          field("rules", p.rules), field("translations", p.translations));
}

// A promotion's whole definition, new or replaced.
struct PromotionDefined {
  static constexpr std::string_view type = "promotion.defined";
  static constexpr std::uint16_t version = 1;
  Promotion promotion;
  bool operator==(const PromotionDefined&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PromotionDefined& e) {
  archive(field("promotion", e.promotion));
}

// A conditional charge plan: which part of a charge is still due in each period of a commitment.
struct ChargePlan {
  std::string name;
  DurationUnit unit = DurationUnit::month;
  std::vector<std::uint32_t> installments;  // in order, in hundredths of a percent: 833 is 8.33 %
  bool operator==(const ChargePlan&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ChargePlan& p) {
  archive(field("name", p.name), field("unit", p.unit), field("installments", p.installments));
}

struct ChargePlanDefined {
  static constexpr std::string_view type = "charge_plan.defined";
  static constexpr std::uint16_t version = 1;
  ChargePlan plan;
  bool operator==(const ChargePlanDefined&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ChargePlanDefined& e) {
  archive(field("plan", e.plan));
}

}  // namespace proffer
