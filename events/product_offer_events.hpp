// What can happen to an offer: its definition, its versions, and what the run time sees of it.
#pragma once

#include "events/product_offer.hpp"
#include "events/rules.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer {

// An offer's whole definition, new or replaced: its Work Space is now this, is released as a
// version of its own with the window in the offer, and the cache is refreshed.
struct ProductOfferDefined {
  static constexpr std::string_view type = "product_offer.defined";
  static constexpr std::uint16_t version = 2;
  std::uint32_t release = 0;  // 1, 2, 3 …: counts the definitions of this offer
  ProductOffer offer;
  bool operator==(const ProductOfferDefined&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ProductOfferDefined& e) {
  archive(field("release", e.release), field("offer", e.offer));
}

// The header's fields that are edited together.
struct OfferHeader {
  std::string name;
  std::vector<std::string> organizations;
  std::string description;
  std::string message;
  std::string thumbnail;
  std::string image;
  bool check_eligibility = false;
  bool inclusive_eligibility = false;
  bool operator==(const OfferHeader&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferHeader& h) {
  archive(field("name", h.name), field("organizations", h.organizations),
          field("description", h.description), field("message", h.message),
          field("thumbnail", h.thumbnail), field("image", h.image),
          field("check_eligibility", h.check_eligibility),
          field("inclusive_eligibility", h.inclusive_eligibility));
}

// With a Work Space, locked by its creator.
struct ProductOfferCreated {
  static constexpr std::string_view type = "product_offer.created";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  OfferHeader header;
  std::string message_type;
  std::string by;  // who holds the lock of the Work Space
  bool operator==(const ProductOfferCreated&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ProductOfferCreated& e) {
  archive(field("offer", e.offer), field("header", e.header), field("message_type", e.message_type),
          field("by", e.by));
}

// The header is now this.
struct OfferHeaderChanged {
  static constexpr std::string_view type = "product_offer.header_changed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  OfferHeader header;
  bool operator==(const OfferHeaderChanged&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferHeaderChanged& e) {
  archive(field("offer", e.offer), field("header", e.header));
}

struct OfferMessageTypeChanged {
  static constexpr std::string_view type = "product_offer.message_type_changed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  std::string from;
  std::string to;
  bool operator==(const OfferMessageTypeChanged&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferMessageTypeChanged& e) {
  archive(field("offer", e.offer), field("from", e.from), field("to", e.to));
}

// A recommendation follows its offer's message type.
struct RecommendationMessageTypeUpdated {
  static constexpr std::string_view type = "product_offer.recommendation_message_type_updated";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  RecommendationId recommendation;
  std::string message_type;
  bool operator==(const RecommendationMessageTypeUpdated&) const = default;
};
template <class Archive>
void serialize(Archive& archive, RecommendationMessageTypeUpdated& e) {
  archive(field("offer", e.offer), field("recommendation", e.recommendation),
          field("message_type", e.message_type));
}

struct WorkSpaceLocked {
  static constexpr std::string_view type = "product_offer.work_space_locked";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  std::string by;
  bool operator==(const WorkSpaceLocked&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkSpaceLocked& e) {
  archive(field("offer", e.offer), field("by", e.by));
}

struct WorkSpaceUnlocked {
  static constexpr std::string_view type = "product_offer.work_space_unlocked";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  bool operator==(const WorkSpaceUnlocked&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkSpaceUnlocked& e) {
  archive(field("offer", e.offer));
}

// When a version is in force: all that differs between versions.
struct VersionWindowSet {
  static constexpr std::string_view type = "product_offer.version_window_set";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  std::uint32_t number = 0;  // of the version; 0: the Work Space
  std::optional<Instant> start;
  std::optional<Instant> end;
  bool active = false;
  bool operator==(const VersionWindowSet&) const = default;
};
template <class Archive>
void serialize(Archive& archive, VersionWindowSet& e) {
  archive(field("offer", e.offer), field("number", e.number), field("start", e.start),
          field("end", e.end), field("active", e.active));
}

// The Work Space became a version; a new one, unlocked, takes its place.
struct OfferVersionReleased {
  static constexpr std::string_view type = "product_offer.version_released";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  std::uint32_t number = 0;  // 1, 2, 3 …
  std::optional<Instant> start;
  std::optional<Instant> end;
  bool active = false;
  bool in_snapshot = false;  // seen by the run time at once, because the cache was current
  bool operator==(const OfferVersionReleased&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferVersionReleased& e) {
  archive(field("offer", e.offer), field("number", e.number), field("start", e.start),
          field("end", e.end), field("active", e.active), field("in_snapshot", e.in_snapshot));
}

struct OfferCacheRefreshed {
  static constexpr std::string_view type = "product_offer.cache_refreshed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  std::uint64_t definition_version =
      0;  // version of this stream that the run time sees from here on
  bool operator==(const OfferCacheRefreshed&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferCacheRefreshed& e) {
  archive(field("offer", e.offer), field("definition_version", e.definition_version));
}

struct ResponseAdded {
  static constexpr std::string_view type = "product_offer.response_added";
  static constexpr std::uint16_t version = 2;
  OfferId offer;
  OfferResponse response;  // without actions
  bool operator==(const ResponseAdded&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ResponseAdded& e) {
  archive(field("offer", e.offer), field("response", e.response));
}

// All but its actions is now this.
struct ResponseChanged {
  static constexpr std::string_view type = "product_offer.response_changed";
  static constexpr std::uint16_t version = 2;
  OfferId offer;
  std::string was;         // its name before
  OfferResponse response;  // without actions
  bool operator==(const ResponseChanged&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ResponseChanged& e) {
  archive(field("offer", e.offer), field("was", e.was), field("response", e.response));
}

// With its actions.
struct ResponseRemoved {
  static constexpr std::string_view type = "product_offer.response_removed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  std::string response;
  bool operator==(const ResponseRemoved&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ResponseRemoved& e) {
  archive(field("offer", e.offer), field("response", e.response));
}

struct ActionAdded {
  static constexpr std::string_view type = "product_offer.action_added";
  static constexpr std::uint16_t version = 2;
  OfferId offer;
  std::string response;
  OfferAction action;
  bool operator==(const ActionAdded&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ActionAdded& e) {
  archive(field("offer", e.offer), field("response", e.response), field("action", e.action));
}

// The action is now this.
struct ActionChanged {
  static constexpr std::string_view type = "product_offer.action_changed";
  static constexpr std::uint16_t version = 2;
  OfferId offer;
  OfferAction action;
  bool operator==(const ActionChanged&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ActionChanged& e) {
  archive(field("offer", e.offer), field("action", e.action));
}

struct ActionRemoved {
  static constexpr std::string_view type = "product_offer.action_removed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  ActionId action;
  bool operator==(const ActionRemoved&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ActionRemoved& e) {
  archive(field("offer", e.offer), field("action", e.action));
}

struct WorkflowParameterSet {
  static constexpr std::string_view type = "product_offer.workflow_parameter_set";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  ActionId action;
  std::string name;
  std::string value;
  bool operator==(const WorkflowParameterSet&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkflowParameterSet& e) {
  archive(field("offer", e.offer), field("action", e.action), field("name", e.name),
          field("value", e.value));
}

struct WorkflowParameterRemoved {
  static constexpr std::string_view type = "product_offer.workflow_parameter_removed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  ActionId action;
  std::string name;
  bool operator==(const WorkflowParameterRemoved&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkflowParameterRemoved& e) {
  archive(field("offer", e.offer), field("action", e.action), field("name", e.name));
}

struct DomainValueAdded {
  static constexpr std::string_view type = "product_offer.domain_value_added";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  ActionId action;
  DomainValue value;
  bool operator==(const DomainValueAdded&) const = default;
};
template <class Archive>
void serialize(Archive& archive, DomainValueAdded& e) {
  archive(field("offer", e.offer), field("action", e.action), field("value", e.value));
}

struct DomainValueChanged {
  static constexpr std::string_view type = "product_offer.domain_value_changed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  ActionId action;
  DomainValue value;
  bool operator==(const DomainValueChanged&) const = default;
};
template <class Archive>
void serialize(Archive& archive, DomainValueChanged& e) {
  archive(field("offer", e.offer), field("action", e.action), field("value", e.value));
}

struct DomainValueRemoved {
  static constexpr std::string_view type = "product_offer.domain_value_removed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  ActionId action;
  std::string id;  // of the parameter
  bool operator==(const DomainValueRemoved&) const = default;
};
template <class Archive>
void serialize(Archive& archive, DomainValueRemoved& e) {
  archive(field("offer", e.offer), field("action", e.action), field("id", e.id));
}

struct RecommendationAdded {
  static constexpr std::string_view type = "product_offer.recommendation_added";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  Recommendation recommendation;
  bool operator==(const RecommendationAdded&) const = default;
};
template <class Archive>
void serialize(Archive& archive, RecommendationAdded& e) {
  archive(field("offer", e.offer), field("recommendation", e.recommendation));
}

struct RecommendationChanged {
  static constexpr std::string_view type = "product_offer.recommendation_changed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  Recommendation recommendation;
  bool operator==(const RecommendationChanged&) const = default;
};
template <class Archive>
void serialize(Archive& archive, RecommendationChanged& e) {
  archive(field("offer", e.offer), field("recommendation", e.recommendation));
}

struct RecommendationRemoved {
  static constexpr std::string_view type = "product_offer.recommendation_removed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  RecommendationId recommendation;
  bool operator==(const RecommendationRemoved&) const = default;
};
template <class Archive>
void serialize(Archive& archive, RecommendationRemoved& e) {
  archive(field("offer", e.offer), field("recommendation", e.recommendation));
}

struct RecommendationTranslated {
  static constexpr std::string_view type = "product_offer.recommendation_translated";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  RecommendationId recommendation;
  Translation reason;  // an empty text takes the language away
  bool operator==(const RecommendationTranslated&) const = default;
};
template <class Archive>
void serialize(Archive& archive, RecommendationTranslated& e) {
  archive(field("offer", e.offer), field("recommendation", e.recommendation),
          field("reason", e.reason));
}

struct OfferMessageTranslated {
  static constexpr std::string_view type = "product_offer.message_translated";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  OfferTranslation translation;  // without texts it takes the language away
  bool operator==(const OfferMessageTranslated&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferMessageTranslated& e) {
  archive(field("offer", e.offer), field("translation", e.translation));
}

struct EligibilityRuleAdded {
  static constexpr std::string_view type = "product_offer.eligibility_rule_added";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  EligibilityRule rule;
  bool operator==(const EligibilityRuleAdded&) const = default;
};
template <class Archive>
void serialize(Archive& archive, EligibilityRuleAdded& e) {
  archive(field("offer", e.offer), field("rule", e.rule));
}

struct EligibilityRuleChanged {
  static constexpr std::string_view type = "product_offer.eligibility_rule_changed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  EligibilityRule rule;
  bool operator==(const EligibilityRuleChanged&) const = default;
};
template <class Archive>
void serialize(Archive& archive, EligibilityRuleChanged& e) {
  archive(field("offer", e.offer), field("rule", e.rule));
}

struct CompatibilityRuleAdded {
  static constexpr std::string_view type = "product_offer.compatibility_rule_added";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  CompatibilityRule rule;
  bool operator==(const CompatibilityRuleAdded&) const = default;
};
template <class Archive>
void serialize(Archive& archive, CompatibilityRuleAdded& e) {
  archive(field("offer", e.offer), field("rule", e.rule));
}

struct CompatibilityRuleChanged {
  static constexpr std::string_view type = "product_offer.compatibility_rule_changed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  CompatibilityRule rule;
  bool operator==(const CompatibilityRuleChanged&) const = default;
};
template <class Archive>
void serialize(Archive& archive, CompatibilityRuleChanged& e) {
  archive(field("offer", e.offer), field("rule", e.rule));
}

struct RuleRemoved {
  static constexpr std::string_view type = "product_offer.rule_removed";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  RuleId rule;
  bool operator==(const RuleRemoved&) const = default;
};
template <class Archive>
void serialize(Archive& archive, RuleRemoved& e) {
  archive(field("offer", e.offer), field("rule", e.rule));
}

// The Work Space is now what the file says, and locked.
struct OfferImported {
  static constexpr std::string_view type = "product_offer.imported";
  static constexpr std::uint16_t version = 2;
  std::string project;
  bool header_only = false;  // object only: what hangs below the header is as it was
  std::string content_hash;  // SHA-256 of the file, in hexadecimal
  ProductOffer offer;
  std::string by;
  bool operator==(const OfferImported&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferImported& e) {
  archive(field("project", e.project), field("header_only", e.header_only),
          field("content_hash", e.content_hash), field("offer", e.offer), field("by", e.by));
}

using ProductOfferEvent =
    std::variant<ProductOfferDefined, ProductOfferCreated, OfferHeaderChanged,
                 OfferMessageTypeChanged, RecommendationMessageTypeUpdated, WorkSpaceLocked,
                 WorkSpaceUnlocked, VersionWindowSet, OfferVersionReleased, OfferCacheRefreshed,
                 ResponseAdded, ResponseChanged, ResponseRemoved, ActionAdded, ActionChanged,
                 ActionRemoved, WorkflowParameterSet, WorkflowParameterRemoved, DomainValueAdded,
                 DomainValueChanged, DomainValueRemoved, RecommendationAdded, RecommendationChanged,
                 RecommendationRemoved, RecommendationTranslated, OfferMessageTranslated,
                 EligibilityRuleAdded, EligibilityRuleChanged, CompatibilityRuleAdded,
                 CompatibilityRuleChanged, RuleRemoved, OfferImported>;

}  // namespace proffer
