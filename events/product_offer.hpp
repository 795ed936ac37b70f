// An offer: the responses a customer can give to it, and what each response does.
#pragma once

#include "events/messaging.hpp"
#include "events/rules.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer {

// Stored: numbers are never reused.
enum class ActionType : std::uint8_t {
  unknown = 0,
  new_ = 1,
  modify = 2,
  upgrade = 3,
  run_process = 4,
};
enum class ActionCode : std::uint8_t {
  unknown = 0,
  add = 1,
  update = 2,
  delete_ = 3,
  replace = 4,
  upgrade = 5,
  workflow = 6,
};
// What of an action the customer chooses.
enum class NamedParameter : std::uint8_t {
  none = 0,
  base_product = 1,
  component_product = 2,
  upgrade_product = 3,
  attribute_value = 4,  // also known as Domain Value
  field_value = 5,
};

// One of the values the customer can choose from.
struct DomainValue {
  std::string id;              // of the parameter, unique in the action
  std::uint32_t sequence = 0;  // display order
  std::string value;           // a product id, or a value of the field or attribute
  std::string path;            // of a component, where the component alone is ambiguous
  std::string display_name;
  bool operator==(const DomainValue&) const = default;
};
template <class Archive>
void serialize(Archive& archive, DomainValue& v) {
  archive(field("id", v.id), field("sequence", v.sequence), field("value", v.value),
          field("path", v.path), field("display_name", v.display_name));
}

struct OfferAction {
  ActionId id;
  std::uint32_t sequence = 0;
  std::string name;  // unique in the offer
  ActionType type = ActionType::unknown;
  ActionCode code = ActionCode::unknown;
  ProductId base;
  ProductId component;
  std::string
      component_path;  // `Base/Relationship:Component`, where the component alone is ambiguous
  ProductId upgrade_product;  // the product to upgrade to
  std::string field_name;
  std::string field_value;
  std::string attribute_name;
  std::string attribute_value;
  ActionId parent;  // empty: none
  bool allow_multiple_instance = true;
  bool skip_if_owned = false;     // Add, Replace
  bool skip_if_not_owned = true;  // Delete, Update
  bool inactive = false;
  std::string workflow;                         // of RunProcess: the name it is registered under
  std::vector<NamedValue> workflow_parameters;  // in the order given; names unique
  NamedParameter named_parameter = NamedParameter::none;
  bool user_input = false;          // interactive callers are asked for the named parameter
  std::vector<DomainValue> domain;  // what they can choose from, in sequence
  ProductLineId domain_line;        // or the members of a product line
  bool operator==(const OfferAction&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferAction& a) {
  archive(field("id", a.id), field("sequence", a.sequence), field("name", a.name),
          field("type", a.type), field("code", a.code), field("base", a.base),
          field("component", a.component), field("component_path", a.component_path),
          field("upgrade_product", a.upgrade_product), field("field_name", a.field_name),
          field("field_value", a.field_value), field("attribute_name", a.attribute_name),
          field("attribute_value", a.attribute_value), field("parent", a.parent),
          field("allow_multiple_instance", a.allow_multiple_instance),
          field("skip_if_owned", a.skip_if_owned), field("skip_if_not_owned", a.skip_if_not_owned),
          field("inactive", a.inactive));
  if (archive.version() < 2) return;
  archive(field("workflow", a.workflow), field("workflow_parameters", a.workflow_parameters),
          field("named_parameter", a.named_parameter), field("user_input", a.user_input),
          field("domain", a.domain), field("domain_line", a.domain_line));
}

struct OfferResponse {
  std::uint32_t sequence = 0;  // display order
  std::string response;        // its name: Accept, Reject, …; at most once per offer
  ResponseKind kind = ResponseKind::unknown;
  std::string comments;
  bool inactive = false;
  std::vector<OfferAction> actions;  // in sequence
  bool untouched = false;            // came with the offer's creation and was never edited
  bool operator==(const OfferResponse&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferResponse& r) {
  archive(field("sequence", r.sequence), field("response", r.response), field("kind", r.kind),
          field("comments", r.comments), field("inactive", r.inactive),
          field("actions", r.actions));
  if (archive.version() >= 2) archive(field("untouched", r.untouched));
}

// Which owned or ordered product makes the offer worth showing.
struct Recommendation {
  RecommendationId id;  // unique in the offer
  ProductId subject;
  std::string reason;
  std::optional<Instant> effective_from;  // none: open
  std::optional<Instant> effective_to;
  std::string message_type;               // kept equal to the offer's
  std::int32_t score = 0;                 // higher first
  std::vector<Translation> translations;  // of the reason
  bool operator==(const Recommendation&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Recommendation& r) {
  archive(field("id", r.id), field("subject", r.subject), field("reason", r.reason),
          field("effective_from", r.effective_from), field("effective_to", r.effective_to),
          field("message_type", r.message_type), field("score", r.score),
          field("translations", r.translations));
}

// The offer's description and message in one language.
struct OfferTranslation {
  std::string language;  // unique in the offer
  std::string description;
  std::string message;
  bool operator==(const OfferTranslation&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferTranslation& t) {
  archive(field("language", t.language), field("description", t.description),
          field("message", t.message));
}

// `active`, `start` and `end` are those of the Work Space or of the version; all else is shared by
// the versions.
struct ProductOffer {
  OfferId id;
  std::string name;  // unique, compared case-insensitively
  std::vector<std::string> organizations;
  std::string description;
  std::string message_type = "Product Offer Recommendation";
  std::string message;
  bool active = true;
  std::optional<Instant> start;  // none: open
  std::optional<Instant> end;
  std::vector<OfferResponse> responses;
  std::string thumbnail;  // references to pictures
  std::string image;
  Rules rules;
  std::vector<Recommendation> recommendations;
  std::vector<OfferTranslation> translations;
  bool operator==(const ProductOffer&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ProductOffer& o) {
  archive(field("id", o.id), field("name", o.name), field("organizations", o.organizations),
          field("description", o.description), field("message_type", o.message_type),
          field("message", o.message), field("active", o.active), field("start", o.start),
          field("end", o.end), field("responses", o.responses));
  if (archive.version() < 2) return;
  archive(field("thumbnail", o.thumbnail), field("image", o.image), field("rules", o.rules),
          field("recommendations", o.recommendations), field("translations", o.translations));
}

}  // namespace proffer
