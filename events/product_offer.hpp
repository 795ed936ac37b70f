// An offer: the responses a customer can give to it, and what each response does.
#pragma once

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
enum class ResponseKind : std::uint8_t { unknown = 0, accept = 1, reject = 2, other = 3 };

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
}

struct OfferResponse {
  std::uint32_t sequence = 0;  // display order
  std::string response;        // its name: Accept, Reject, …; at most once per offer
  ResponseKind kind = ResponseKind::unknown;
  std::string comments;
  bool inactive = false;
  std::vector<OfferAction> actions;  // in sequence
  bool operator==(const OfferResponse&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferResponse& r) {
  archive(field("sequence", r.sequence), field("response", r.response), field("kind", r.kind),
          field("comments", r.comments), field("inactive", r.inactive),
          field("actions", r.actions));
}

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
  bool operator==(const ProductOffer&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ProductOffer& o) {
  archive(field("id", o.id), field("name", o.name), field("organizations", o.organizations),
          field("description", o.description), field("message_type", o.message_type),
          field("message", o.message), field("active", o.active), field("start", o.start),
          field("end", o.end), field("responses", o.responses));
}

// An offer's whole definition, new or replaced, in force from the moment it is recorded.
struct ProductOfferDefined {
  static constexpr std::string_view type = "product_offer.defined";
  static constexpr std::uint16_t version = 1;
  std::uint32_t release = 0;  // 1, 2, 3 …: counts the definitions of this offer
  ProductOffer offer;
  bool operator==(const ProductOfferDefined&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ProductOfferDefined& e) {
  archive(field("release", e.release), field("offer", e.offer));
}

using ProductOfferEvent = std::variant<ProductOfferDefined>;

}  // namespace proffer
