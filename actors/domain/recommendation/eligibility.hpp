// Whether a customer may have something: the eligibility and compatibility rules that stand on
// offers, products, product lines and promotions.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "events/account.hpp"
#include "events/rules.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace proffer::domain {

// Whom the rules are asked about. Looks at the account; of a customer who is not known yet there is
// only an address, and a rule about an account or a type of account does not match.
struct Applicant {
  Applicant(const AccountId& id, const AccountProfile& profile);
  explicit Applicant(const Address& somewhere);

  std::string_view account;  // both empty: not known yet
  std::string_view type;
  const Address& address;
};

// What documents that are not completed would change in the customer's assets.
struct DocumentChanges {
  std::vector<const ProductId*> added;
  std::vector<const AssetId*> deleted;

  void add(LineAction action, const ProductId& product, const AssetId& asset);
  void add(std::span<const Line> lines);
};

// The active assets without those deleted, components of a deleted one included, and with what is
// added. Refers to the catalogue and to what it is built from; building it costs a look-up for each
// of them.
class ProjectedAssets {
 public:
  ProjectedAssets(std::span<const Asset> assets, const DocumentChanges& changes,
                  const Catalogue& catalogue);

  // How many products of the scope the side means: a product or promotion by its id, a product line
  // if it is the product's primary one, a class. An offer is never in scope.
  std::uint32_t count(const RuleSide& side) const;
  // The Excludes rules that stand on what is in scope, or on its primary product line.
  const std::vector<const CompatibilityRule*>& excluding() const { return excluding_; }

 private:
  using Counts = std::unordered_map<std::string_view, std::uint32_t>;
  void put(const ProductId& id, const Catalogue& catalogue);
  void collect(const Rules& rules);

  Counts products_;
  Counts lines_;
  Counts classes_;
  std::vector<const CompatibilityRule*> excluding_;
};

// One rule that said no.
struct Refusal {
  RuleId rule;       // empty: no rule let the customer in
  std::string text;  // a sentence
  bool operator==(const Refusal&) const = default;
};
struct Eligibility {
  std::vector<Refusal> refusals;  // empty: eligible
  bool eligible() const { return refusals.empty(); }
  std::string text() const;  // the reasons, one after another
  bool operator==(const Eligibility&) const = default;
};

// Whether the rules let the customer have the offer: all that say no are listed. An offer whose
// eligibility is not checked is eligible without a look at the assets.
Eligibility check_offer(const ProductOffer& offer, const Applicant& customer,
                        const ProjectedAssets& assets, Instant now);

// Whether the thing that is checked is counted in the projected assets already: what was added to
// the working document is, what is only thought of is not.
enum class Counted { yes, no };
// The same for a product, its primary product line and, by way of the product that stands for it, a
// promotion.
Eligibility check_product(const Product& product, const Applicant& customer,
                          const ProjectedAssets& assets, Counted counted, Instant now,
                          const Catalogue& catalogue);

// Whose customers something is for: names, compared like names.
bool is_among(std::string_view organization, const std::vector<std::string>& organizations);
// Why the offer cannot be had now, in a sentence; empty: it can. `organization` is the customer's;
// none: nobody is known yet. A customer who belongs to no organization has an empty one, and is
// among none.
std::string unavailable(const ReleasedOffer& released, std::optional<std::string_view> organization,
                        Instant now);
// Active, within its dates and, unless it is for everybody, for customers of the organization.
bool available(const Promotion& promotion, std::string_view organization, Instant now);

}  // namespace proffer::domain
