// A customer: what they own and what they answered.
#pragma once

#include "events/document.hpp"
#include "events/problem.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer {

// Stored: numbers are never reused.
enum class AssetStatus : std::uint8_t { unknown = 0, active = 1, inactive = 2, suspended = 3 };

struct Address {
  std::string city;
  std::string state;
  std::string postal_code;
  std::string country;
  bool operator==(const Address&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Address& a) {
  archive(field("city", a.city), field("state", a.state), field("postal_code", a.postal_code),
          field("country", a.country));
}

// Who the customer is, without what they own.
struct AccountProfile {
  std::string name;
  std::string type;  // `Residential` gets orders; anything else, such as `Business`, gets quotes
  Address address;
  std::string phone;
  std::string organization;
  std::string price_list;
  std::string currency;
  std::string language;
  std::vector<NamedValue> fields;  // custom header fields, by name
  bool operator==(const AccountProfile&) const = default;
};
template <class Archive>
void serialize(Archive& archive, AccountProfile& a) {
  archive(field("name", a.name), field("type", a.type), field("address", a.address),
          field("phone", a.phone), field("organization", a.organization),
          field("price_list", a.price_list), field("currency", a.currency),
          field("language", a.language), field("fields", a.fields));
}

// One product the customer has. A root asset comes before its components.
struct Asset {
  AssetId id;
  ProductId product;
  AssetId parent;              // empty for a root
  AssetId root;                // own id for a root
  std::uint32_t sequence = 0;  // among siblings
  std::string relationship;
  std::string service_id;
  AssetStatus status = AssetStatus::active;
  std::uint32_t quantity = 1;
  std::vector<NamedValue> attributes;
  std::vector<NamedValue> fields;
  bool operator==(const Asset&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Asset& a) {
  archive(field("id", a.id), field("product", a.product), field("parent", a.parent),
          field("root", a.root), field("sequence", a.sequence),
          field("relationship", a.relationship), field("service_id", a.service_id),
          field("status", a.status), field("quantity", a.quantity),
          field("attributes", a.attributes), field("fields", a.fields));
}

// What a channel reports: the customer's answer to one offer.
struct ResponseReceived {
  AccountId account;
  OfferId offer;
  std::string response;  // Accept, Reject, …
  AssetId asset;         // the owned product it is about; empty: not said
  std::string service_id;
  std::string channel;  // web, sms, ivr, agent …
  Instant given;        // when the customer answered; the input's own time
  bool operator==(const ResponseReceived&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ResponseReceived& r) {
  archive(field("account", r.account), field("offer", r.offer), field("response", r.response),
          field("asset", r.asset), field("service_id", r.service_id), field("channel", r.channel),
          field("given", r.given));
}

// What came of a response. Stored: numbers are never reused.
enum class ResponseOutcome : std::uint8_t {
  unknown = 0,
  document = 1,   // lines were added to an order or quote
  no_action = 2,  // the response has no actions
  no_change = 3,  // every action was skipped
  rejected = 4,   // refused or failed; nothing was saved
};

struct AccountDefined {
  static constexpr std::string_view type = "account.defined";
  static constexpr std::uint16_t version = 1;
  AccountId account;
  AccountProfile profile;
  bool operator==(const AccountDefined&) const = default;
};
template <class Archive>
void serialize(Archive& archive, AccountDefined& e) {
  archive(field("account", e.account), field("profile", e.profile));
}

struct AssetInstalled {
  static constexpr std::string_view type = "account.asset_installed";
  static constexpr std::uint16_t version = 1;
  Asset asset;
  bool operator==(const AssetInstalled&) const = default;
};
template <class Archive>
void serialize(Archive& archive, AssetInstalled& e) {
  archive(field("asset", e.asset));
}

// The asset is now this.
struct AssetUpdated {
  static constexpr std::string_view type = "account.asset_updated";
  static constexpr std::uint16_t version = 1;
  Asset asset;
  bool operator==(const AssetUpdated&) const = default;
};
template <class Archive>
void serialize(Archive& archive, AssetUpdated& e) {
  archive(field("asset", e.asset));
}

struct AssetDisconnected {
  static constexpr std::string_view type = "account.asset_disconnected";
  static constexpr std::uint16_t version = 1;
  AssetId asset;
  bool operator==(const AssetDisconnected&) const = default;
};
template <class Archive>
void serialize(Archive& archive, AssetDisconnected& e) {
  archive(field("asset", e.asset));
}

// The document that later responses are added to.
struct ActiveDocumentSet {
  static constexpr std::string_view type = "account.active_document_set";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  bool operator==(const ActiveDocumentSet&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ActiveDocumentSet& e) {
  archive(field("document", e.document));
}

// The last event of every response that was carried out: the answer to the channel.
struct OfferResponseLogged {
  static constexpr std::string_view type = "account.offer_response_logged";
  static constexpr std::uint16_t version = 1;
  ResponseReceived response;
  std::uint32_t release = 0;  // of the offer
  ResponseOutcome outcome = ResponseOutcome::unknown;
  DocumentId document;  // empty unless outcome is document
  std::vector<SkippedAction> skipped;
  bool operator==(const OfferResponseLogged&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferResponseLogged& e) {
  archive(field("response", e.response), field("release", e.release), field("outcome", e.outcome),
          field("document", e.document), field("skipped", e.skipped));
}

// A response that could not be carried out: nothing was saved, and the channel is told why.
struct OfferApplicationFailed {
  static constexpr std::string_view type = "account.offer_application_failed";
  static constexpr std::uint16_t version = 1;
  ResponseReceived response;
  std::uint32_t release = 0;  // of the offer; 0 when there is no such offer
  Problems problems;
  bool operator==(const OfferApplicationFailed&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferApplicationFailed& e) {
  archive(field("response", e.response), field("release", e.release),
          field("problems", e.problems));
}

// All that an account's decider emits: its own stream's events and those of its documents.
using AccountEvent =
    std::variant<AccountDefined, AssetInstalled, AssetUpdated, AssetDisconnected, ActiveDocumentSet,
                 OfferResponseLogged, OfferApplicationFailed, DocumentCreated, LineAdded,
                 LineChanged, LineRemoved, DocumentPriced>;

}  // namespace proffer
