// What can be asked of a product offer. Whoever edits one has locked its Work Space before.
#pragma once

#include "events/product_offer_events.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace proffer::domain {

// Who edits, and what they have read.
struct Editor {
  std::string by;
  std::uint64_t expected = 0;  // events of the offer that were read before; 0: does not matter
};
template <class Archive>
void serialize(Archive& archive, Editor& e) {
  archive(field("by", e.by), field("expected", e.expected));
}

// An offer's whole definition: new or replaced, released and in the cache at once. In force
// already: no event, and edits of the Work Space stay. Refused while somebody else holds the lock.
struct DefineOffer {
  static constexpr std::string_view type = "product_offer.define";
  ProductOffer offer;
  std::string by = {};
};
template <class Archive>
void serialize(Archive& archive, DefineOffer& c) {
  archive(field("offer", c.offer), field("by", c.by));
}

// An empty message type is the default one, which brings Accept and Reject.
struct CreateProductOffer {
  static constexpr std::string_view type = "product_offer.create";
  OfferId offer;
  OfferHeader header;
  std::string message_type;
  std::string by;
};
template <class Archive>
void serialize(Archive& archive, CreateProductOffer& c) {
  archive(field("offer", c.offer), field("header", c.header), field("message_type", c.message_type),
          field("by", c.by));
}

// The header as it is now, to change some of it.
OfferHeader header_of(const ProductOffer& offer);

struct EditHeader {
  static constexpr std::string_view type = "product_offer.edit_header";
  Editor editor;
  OfferHeader header;
};
template <class Archive>
void serialize(Archive& archive, EditHeader& c) {
  archive(field("editor", c.editor), field("header", c.header));
}

// The recommendations follow; responses that came with the creation and were never touched go when
// the new type lacks them.
struct SetMessageType {
  static constexpr std::string_view type = "product_offer.set_message_type";
  Editor editor;
  std::string message_type;
};
template <class Archive>
void serialize(Archive& archive, SetMessageType& c) {
  archive(field("editor", c.editor), field("message_type", c.message_type));
}

struct LockWorkSpace {
  static constexpr std::string_view type = "product_offer.lock_work_space";
  Editor editor;
};
template <class Archive>
void serialize(Archive& archive, LockWorkSpace& c) {
  archive(field("editor", c.editor));
}

struct UnlockWorkSpace {
  static constexpr std::string_view type = "product_offer.unlock_work_space";
  Editor editor;
};
template <class Archive>
void serialize(Archive& archive, UnlockWorkSpace& c) {
  archive(field("editor", c.editor));
}

struct SetVersionWindow {
  static constexpr std::string_view type = "product_offer.set_version_window";
  Editor editor;
  std::uint32_t number = 0;      // of the version; 0: the Work Space
  std::optional<Instant> start;  // none: open
  std::optional<Instant> end;
  bool active = true;
};
template <class Archive>
void serialize(Archive& archive, SetVersionWindow& c) {
  archive(field("editor", c.editor), field("number", c.number), field("start", c.start),
          field("end", c.end), field("active", c.active));
}

// The Work Space becomes a version, seen by the run time at once when the cache is current, else
// with the next clearing or refreshing.
struct ReleaseNewVersion {
  static constexpr std::string_view type = "product_offer.release_new_version";
  Editor editor;
  std::optional<Instant> start;  // instead of the Work Space's; none: that one
};
template <class Archive>
void serialize(Archive& archive, ReleaseNewVersion& c) {
  archive(field("editor", c.editor), field("start", c.start));
}

// Lets the run time see the definition and the released versions. Needs no lock.
struct ClearCache {
  static constexpr std::string_view type = "product_offer.clear_cache";
  Editor editor;
};
template <class Archive>
void serialize(Archive& archive, ClearCache& c) {
  archive(field("editor", c.editor));
}

// The same, by its other name.
struct RefreshCache {
  static constexpr std::string_view type = "product_offer.refresh_cache";
  Editor editor;
};
template <class Archive>
void serialize(Archive& archive, RefreshCache& c) {
  archive(field("editor", c.editor));
}

// Sequence 0: the next one. It takes the place of an untouched one of that name, or its sequence.
struct AddResponse {
  static constexpr std::string_view type = "product_offer.add_response";
  Editor editor;
  OfferResponse response;  // without actions
};
template <class Archive>
void serialize(Archive& archive, AddResponse& c) {
  archive(field("editor", c.editor), field("response", c.response));
}

struct EditResponse {
  static constexpr std::string_view type = "product_offer.edit_response";
  Editor editor;
  std::string was;         // its name until now
  OfferResponse response;  // without actions
};
template <class Archive>
void serialize(Archive& archive, EditResponse& c) {
  archive(field("editor", c.editor), field("was", c.was), field("response", c.response));
}

// With its actions.
struct RemoveResponse {
  static constexpr std::string_view type = "product_offer.remove_response";
  Editor editor;
  std::string response;
};
template <class Archive>
void serialize(Archive& archive, RemoveResponse& c) {
  archive(field("editor", c.editor), field("response", c.response));
}

struct SetResponseInactive {
  static constexpr std::string_view type = "product_offer.set_response_inactive";
  Editor editor;
  std::string response;
  bool inactive = true;
};
template <class Archive>
void serialize(Archive& archive, SetResponseInactive& c) {
  archive(field("editor", c.editor), field("response", c.response), field("inactive", c.inactive));
}

// Its sequence is given to it, as are id and name where they are empty.
struct AddAction {
  static constexpr std::string_view type = "product_offer.add_action";
  Editor editor;
  std::string response;
  OfferAction action;
};
template <class Archive>
void serialize(Archive& archive, AddAction& c) {
  archive(field("editor", c.editor), field("response", c.response), field("action", c.action));
}

// The action with that id is now this.
struct EditAction {
  static constexpr std::string_view type = "product_offer.edit_action";
  Editor editor;
  OfferAction action;
};
template <class Archive>
void serialize(Archive& archive, EditAction& c) {
  archive(field("editor", c.editor), field("action", c.action));
}

struct RemoveAction {
  static constexpr std::string_view type = "product_offer.remove_action";
  Editor editor;
  ActionId action;
};
template <class Archive>
void serialize(Archive& archive, RemoveAction& c) {
  archive(field("editor", c.editor), field("action", c.action));
}

struct SetWorkflowParameter {
  static constexpr std::string_view type = "product_offer.set_workflow_parameter";
  Editor editor;
  ActionId action;
  std::string name;
  std::string value;
};
template <class Archive>
void serialize(Archive& archive, SetWorkflowParameter& c) {
  archive(field("editor", c.editor), field("action", c.action), field("name", c.name),
          field("value", c.value));
}

struct RemoveWorkflowParameter {
  static constexpr std::string_view type = "product_offer.remove_workflow_parameter";
  Editor editor;
  ActionId action;
  std::string name;
};
template <class Archive>
void serialize(Archive& archive, RemoveWorkflowParameter& c) {
  archive(field("editor", c.editor), field("action", c.action), field("name", c.name));
}

struct AddDomainValue {
  static constexpr std::string_view type = "product_offer.add_domain_value";
  Editor editor;
  ActionId action;
  DomainValue value;  // an empty id and a sequence of 0 are given to it
};
template <class Archive>
void serialize(Archive& archive, AddDomainValue& c) {
  archive(field("editor", c.editor), field("action", c.action), field("value", c.value));
}

struct EditDomainValue {
  static constexpr std::string_view type = "product_offer.edit_domain_value";
  Editor editor;
  ActionId action;
  DomainValue value;
};
template <class Archive>
void serialize(Archive& archive, EditDomainValue& c) {
  archive(field("editor", c.editor), field("action", c.action), field("value", c.value));
}

struct RemoveDomainValue {
  static constexpr std::string_view type = "product_offer.remove_domain_value";
  Editor editor;
  ActionId action;
  std::string id;
};
template <class Archive>
void serialize(Archive& archive, RemoveDomainValue& c) {
  archive(field("editor", c.editor), field("action", c.action), field("id", c.id));
}

struct AddRecommendation {
  static constexpr std::string_view type = "product_offer.add_recommendation";
  Editor editor;
  Recommendation recommendation;  // an empty id is given to it
};
template <class Archive>
void serialize(Archive& archive, AddRecommendation& c) {
  archive(field("editor", c.editor), field("recommendation", c.recommendation));
}

struct EditRecommendation {
  static constexpr std::string_view type = "product_offer.edit_recommendation";
  Editor editor;
  Recommendation recommendation;
};
template <class Archive>
void serialize(Archive& archive, EditRecommendation& c) {
  archive(field("editor", c.editor), field("recommendation", c.recommendation));
}

struct RemoveRecommendation {
  static constexpr std::string_view type = "product_offer.remove_recommendation";
  Editor editor;
  RecommendationId recommendation;
};
template <class Archive>
void serialize(Archive& archive, RemoveRecommendation& c) {
  archive(field("editor", c.editor), field("recommendation", c.recommendation));
}

struct TranslateRecommendation {
  static constexpr std::string_view type = "product_offer.translate_recommendation";
  Editor editor;
  RecommendationId recommendation;
  Translation reason;  // an empty text takes the language away
};
template <class Archive>
void serialize(Archive& archive, TranslateRecommendation& c) {
  archive(field("editor", c.editor), field("recommendation", c.recommendation),
          field("reason", c.reason));
}

struct TranslateMessage {
  static constexpr std::string_view type = "product_offer.translate_message";
  Editor editor;
  OfferTranslation translation;  // without texts it takes the language away
};
template <class Archive>
void serialize(Archive& archive, TranslateMessage& c) {
  archive(field("editor", c.editor), field("translation", c.translation));
}

struct AddEligibilityRule {
  static constexpr std::string_view type = "product_offer.add_eligibility_rule";
  Editor editor;
  EligibilityRule rule;  // an empty id is given to it
};
template <class Archive>
void serialize(Archive& archive, AddEligibilityRule& c) {
  archive(field("editor", c.editor), field("rule", c.rule));
}

struct AddCompatibilityRule {
  static constexpr std::string_view type = "product_offer.add_compatibility_rule";
  Editor editor;
  CompatibilityRule rule;  // the side left empty is the offer
};
template <class Archive>
void serialize(Archive& archive, AddCompatibilityRule& c) {
  archive(field("editor", c.editor), field("rule", c.rule));
}

// One of the two.
struct EditRule {
  static constexpr std::string_view type = "product_offer.edit_rule";
  Editor editor;
  std::optional<EligibilityRule> eligibility;
  std::optional<CompatibilityRule> compatibility;
};
template <class Archive>
void serialize(Archive& archive, EditRule& c) {
  archive(field("editor", c.editor), field("eligibility", c.eligibility),
          field("compatibility", c.compatibility));
}

struct RemoveRule {
  static constexpr std::string_view type = "product_offer.remove_rule";
  Editor editor;
  RuleId rule;
};
template <class Archive>
void serialize(Archive& archive, RemoveRule& c) {
  archive(field("editor", c.editor), field("rule", c.rule));
}

// The Work Space is now this, locked by the importer; an offer that is not there is created.
struct ImportOffer {
  static constexpr std::string_view type = "product_offer.import";
  std::string project;
  bool header_only = false;  // what hangs below the header stays
  std::string content_hash;  // SHA-256, in hexadecimal
  ProductOffer offer;
  std::string by;
};
template <class Archive>
void serialize(Archive& archive, ImportOffer& c) {
  archive(field("project", c.project), field("header_only", c.header_only),
          field("content_hash", c.content_hash), field("offer", c.offer), field("by", c.by));
}

using ProductOfferCommand = std::variant<
    DefineOffer, CreateProductOffer, EditHeader, SetMessageType, LockWorkSpace, UnlockWorkSpace,
    SetVersionWindow, ReleaseNewVersion, ClearCache, RefreshCache, AddResponse, EditResponse,
    RemoveResponse, SetResponseInactive, AddAction, EditAction, RemoveAction, SetWorkflowParameter,
    RemoveWorkflowParameter, AddDomainValue, EditDomainValue, RemoveDomainValue, AddRecommendation,
    EditRecommendation, RemoveRecommendation, TranslateRecommendation, TranslateMessage,
    AddEligibilityRule, AddCompatibilityRule, EditRule, RemoveRule, ImportOffer>;

}  // namespace proffer::domain
