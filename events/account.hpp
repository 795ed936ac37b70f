// A customer: what they own and what they answered.
#pragma once

#include "events/configuration.hpp"
#include "events/document.hpp"
#include "events/problem.hpp"
#include "events/values.hpp"
#include "events/workflow.hpp"

#include <cstdint>
#include <optional>
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
  PromotionStamp promotion;                 // of roots only
  std::optional<Instant> start;             // when it was installed; none: not known
  std::optional<Instant> commitment_end;    // of a promotion under contract
  std::optional<Instant> commitment_start;  // of that, or of a slot's own; none: `start`
  bool operator==(const Asset&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Asset& a) {
  archive(field("id", a.id), field("product", a.product), field("parent", a.parent),
          field("root", a.root), field("sequence", a.sequence),
          field("relationship", a.relationship), field("service_id", a.service_id),
          field("status", a.status), field("quantity", a.quantity),
          field("attributes", a.attributes), field("fields", a.fields));
  if (archive.version() < 2) return;
  archive(field("promotion", a.promotion), field("start", a.start),
          field("commitment_end", a.commitment_end));
  if (archive.version() < 3) return;
  archive(field("commitment_start", a.commitment_start));
}

// What the customer chose for an offer's named parameter.
struct ParameterChoice {
  std::string action;     // id or name; empty: the offer's only action with a named parameter
  std::string parameter;  // id of the domain's entry; empty: by value
  std::string value;      // the product's id, or the value itself
  std::string field;      // the name of the field or attribute it is for; empty: not said
  bool operator==(const ParameterChoice&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ParameterChoice& c) {
  archive(field("action", c.action), field("parameter", c.parameter), field("value", c.value));
  if (archive.version() >= 4) archive(field("field", c.field));
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
  std::optional<ParameterChoice> parameter;
  DocumentId document;              // the order or quote to add to; empty: the active one
  RecommendationId recommendation;  // what was shown, each empty when nothing was
  std::string message;
  bool operator==(const ResponseReceived&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ResponseReceived& r) {
  archive(field("account", r.account), field("offer", r.offer), field("response", r.response),
          field("asset", r.asset), field("service_id", r.service_id), field("channel", r.channel),
          field("given", r.given));
  if (archive.version() < 2) return;
  archive(field("parameter", r.parameter), field("document", r.document),
          field("recommendation", r.recommendation), field("message", r.message));
}

// What a customer can choose from for an offer's named parameter, and where the choice goes.
struct ParameterOptions {
  ActionId action;
  NamedParameter parameter = NamedParameter::none;
  ProductId base;  // of the action or its parent, each empty where the parameter supplies it
  ProductId component;
  std::vector<DomainValue> options;  // in sequence
  ParameterShown shown = {};
  bool operator==(const ParameterOptions&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ParameterOptions& o) {
  archive(field("action", o.action), field("parameter", o.parameter), field("base", o.base),
          field("component", o.component), field("options", o.options));
  if (archive.version() >= 4) archive(field("shown", o.shown));
}

// One offer of several that are applied together.
struct OfferChoice {
  OfferId offer;
  std::uint32_t sequence = 0;  // the order in which the customer chose them; equal ones as given
  std::string response;        // empty: the offer's active response that accepts
  std::optional<ParameterChoice> parameter;
  bool operator==(const OfferChoice&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferChoice& c) {
  archive(field("offer", c.offer), field("sequence", c.sequence), field("response", c.response),
          field("parameter", c.parameter));
}

// What came of a response. Stored: numbers are never reused.
enum class ResponseOutcome : std::uint8_t {
  unknown = 0,
  document = 1,   // lines were added to an order or quote
  no_action = 2,  // the response has no actions
  no_change = 3,  // every action was skipped
  rejected = 4,   // refused or failed; nothing was saved
  processes = 5,  // only workflows were run
  waiting = 6,    // the customer has to choose a value first
};

// A workflow that an action started, before or after the document was saved.
struct ProcessRun {
  std::string workflow;
  ActionId action;
  bool post_order = false;
  bool failed = false;
  std::string message;              // what it said; of one that failed, why; `requested`: somebody
                                    // who follows the log carries it out
  std::string code;                 // of the problem, of one that failed
  std::vector<NamedValue> context;  // what it was given, of one that was requested
  bool operator==(const ProcessRun&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ProcessRun& r) {
  archive(field("workflow", r.workflow), field("action", r.action),
          field("post_order", r.post_order), field("failed", r.failed), field("message", r.message),
          field("context", r.context));
  if (archive.version() >= 6) archive(field("code", r.code));
}

// What else is to be said of responses that were carried out.
struct ApplicationResult {
  WorkflowId workflow;  // the instance that carried them out
  std::vector<ProcessRun> processes;
  std::vector<std::string> deferred;  // workflows that were not run, because nothing is saved
  std::vector<std::string> warnings;
  std::vector<AssetId> unresolved;  // components that the new promotion lacks; they stand alone now
  bool operator==(const ApplicationResult&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ApplicationResult& r) {
  archive(field("workflow", r.workflow), field("processes", r.processes),
          field("deferred", r.deferred), field("warnings", r.warnings),
          field("unresolved", r.unresolved));
}

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
  static constexpr std::uint16_t version = 3;
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
  static constexpr std::uint16_t version = 3;
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
  static constexpr std::uint16_t version = 6;
  ResponseReceived response;
  std::uint32_t release = 0;  // of the offer
  ResponseOutcome outcome = ResponseOutcome::unknown;
  DocumentId document;  // empty unless outcome is document
  std::vector<SkippedAction> skipped;
  bool logged = true;  // false: the message type does not log it, so it suppresses nothing
  ApplicationResult result;
  // Whether it suppressed the offer when it was given. Informative: what the message type says now
  // decides.
  bool suppressed_then = false;
  std::string next_view;  // where an interactive channel goes; empty: it is none
  bool operator==(const OfferResponseLogged&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferResponseLogged& e) {
  archive(field("response", e.response), field("release", e.release), field("outcome", e.outcome),
          field("document", e.document), field("skipped", e.skipped));
  if (archive.version() >= 2) archive(field("logged", e.logged), field("result", e.result));
  if (archive.version() >= 3) archive(field("suppressed_then", e.suppressed_then));
  if (archive.version() >= 4) archive(field("next_view", e.next_view));
}

// The last event when several offers were applied together: what each customer response came to is
// in the OfferResponseLogged before it.
struct OffersApplied {
  static constexpr std::string_view type = "account.offers_applied";
  static constexpr std::uint16_t version = 6;
  AccountId account;
  std::vector<OfferChoice> offers;
  AssetId asset;
  std::string service_id;
  std::string channel;
  Instant given;
  ResponseOutcome outcome = ResponseOutcome::unknown;
  DocumentId document;
  std::vector<SkippedAction> skipped;
  ApplicationResult result;
  bool several = true;  // false: by the operation that applies a single offer
  bool detail = false;  // of that one: the whole document is the answer
  // By product id, the names that the channel is shown in its language and the lines have not.
  std::vector<NamedValue> shown_names;
  bool operator==(const OffersApplied&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OffersApplied& e) {
  archive(field("account", e.account), field("offers", e.offers), field("asset", e.asset),
          field("service_id", e.service_id), field("channel", e.channel), field("given", e.given),
          field("outcome", e.outcome), field("document", e.document), field("skipped", e.skipped),
          field("result", e.result));
  if (archive.version() >= 3) archive(field("several", e.several), field("detail", e.detail));
  if (archive.version() >= 5) archive(field("shown_names", e.shown_names));
}

// A response that could not be carried out: nothing was saved, and the channel is told why.
struct OfferApplicationFailed {
  static constexpr std::string_view type = "account.offer_application_failed";
  static constexpr std::uint16_t version = 4;
  ResponseReceived response;
  std::uint32_t release = 0;  // of the offer; 0 when there is no such offer
  Problems problems;
  std::vector<OfferChoice> offers;         // when several were applied together
  std::vector<ExceptionHandler> handlers;  // what the channel's exceptions lead to
  WorkflowId workflow;                     // the instance that failed; empty: none was started
  std::optional<ParameterOptions> asks;    // when it failed for want of a choice
  bool operator==(const OfferApplicationFailed&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferApplicationFailed& e) {
  archive(field("response", e.response), field("release", e.release),
          field("problems", e.problems));
  if (archive.version() < 2) return;
  archive(field("offers", e.offers), field("handlers", e.handlers), field("workflow", e.workflow));
  if (archive.version() >= 3) archive(field("asks", e.asks));
}

// The last event of a response that waits: the customer has to choose a value first. Nothing was
// saved, and the response is not logged.
struct OfferResponseWaiting {
  static constexpr std::string_view type = "account.offer_response_waiting";
  static constexpr std::uint16_t version = 4;
  ResponseReceived response;
  std::uint32_t release = 0;  // of the offer
  WorkflowId workflow;        // the instance that waits
  ActionId action;
  std::string prompt;
  std::vector<DomainValue> options;  // in sequence
  NamedParameter parameter = NamedParameter::none;
  ProductId base;  // of the action or its parent, each empty where the parameter supplies it
  ProductId component;
  ParameterShown shown = {};  // since version 4
  bool operator==(const OfferResponseWaiting&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferResponseWaiting& e) {
  archive(field("response", e.response), field("release", e.release), field("workflow", e.workflow),
          field("action", e.action), field("prompt", e.prompt), field("options", e.options));
  if (archive.version() < 3) return;
  archive(field("parameter", e.parameter), field("base", e.base), field("component", e.component));
  if (archive.version() >= 4) archive(field("shown", e.shown));
}

struct PrepaidBalanceSet {
  static constexpr std::string_view type = "account.prepaid_balance_set";
  static constexpr std::uint16_t version = 1;
  Money balance;
  bool operator==(const PrepaidBalanceSet&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PrepaidBalanceSet& e) {
  archive(field("balance", e.balance));
}

// The document was sent off, cancelled or accepted: the next response does not add to it.
struct ActiveDocumentCleared {
  static constexpr std::string_view type = "account.active_document_cleared";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  bool submitted = false;  // what it changes is still to come, and counts
  bool operator==(const ActiveDocumentCleared&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ActiveDocumentCleared& e) {
  archive(field("document", e.document), field("submitted", e.submitted));
}

// A document that was not the active one is done with: nothing more comes of it.
struct DocumentClosed {
  static constexpr std::string_view type = "account.document_closed";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  bool operator==(const DocumentClosed&) const = default;
};
template <class Archive>
void serialize(Archive& archive, DocumentClosed& e) {
  archive(field("document", e.document));
}

// Something a customer service representative is to do.
struct Activity {
  ActivityId id;
  std::string kind;  // its type: `Call customer`
  std::string description;
  OfferId offer;
  std::string response;
  DocumentId document;
  AssetId asset;
  std::string channel;
  std::string assignee;  // CSR
  std::string phone;
  Instant created;
  bool done = false;
  std::string priority;        // as the installation names them
  std::optional<Instant> due;  // none: no date
  std::string reason;          // of a work item: exception, more information
  bool operator==(const Activity&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Activity& a) {
  archive(field("id", a.id), field("kind", a.kind), field("description", a.description),
          field("offer", a.offer), field("response", a.response), field("document", a.document),
          field("asset", a.asset), field("channel", a.channel), field("assignee", a.assignee),
          field("phone", a.phone), field("created", a.created), field("done", a.done));
  if (archive.version() >= 2) archive(field("priority", a.priority), field("due", a.due));
  if (archive.version() >= 3) archive(field("reason", a.reason));
}

struct ActivityCreated {
  static constexpr std::string_view type = "account.activity_created";
  static constexpr std::uint16_t version = 3;
  Activity activity;
  bool operator==(const ActivityCreated&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ActivityCreated& e) {
  archive(field("activity", e.activity));
}

struct ActivityCompleted {
  static constexpr std::string_view type = "account.activity_completed";
  static constexpr std::uint16_t version = 1;
  ActivityId activity;
  bool operator==(const ActivityCompleted&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ActivityCompleted& e) {
  archive(field("activity", e.activity));
}

// Somebody has to be reached by a customer service representative: a work item for their queue,
// which is the activity until it is done.
struct WorkItemRequested {
  static constexpr std::string_view type = "account.work_item_requested";
  static constexpr std::uint16_t version = 1;
  OfferId offer;
  std::string channel;
  std::string reason;
  Problems problems;
  ActivityId activity;  // empty: none, as before activities were made for work items
  bool operator==(const WorkItemRequested&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkItemRequested& e) {
  archive(field("offer", e.offer), field("channel", e.channel), field("reason", e.reason),
          field("problems", e.problems), field("activity", e.activity));
}

// All that an account's decider emits: its own stream's events, those of its documents, and the
// first ones of the workflow instances that it starts.
using AccountEvent =
    std::variant<AccountDefined, AssetInstalled, AssetUpdated, AssetDisconnected, ActiveDocumentSet,
                 OfferResponseLogged, OfferApplicationFailed, DocumentCreated, LineAdded,
                 LineChanged, LineRemoved, DocumentPriced, PrepaidBalanceSet, ActiveDocumentCleared,
                 ActivityCreated, ActivityCompleted, WorkItemRequested, OffersApplied,
                 OrderSubmitted, DocumentCancelled, QuoteAccepted, QuoteExpired, WorkflowStarted,
                 WorkflowAdvanced, NamedParameterRequested, WorkflowCompleted, WorkflowFailed,
                 WorkflowContinued, OfferResponseWaiting, DocumentClosed, OrderCompleted,
                 PromotionUpgraded, PromotionDisconnected, PenaltyAdded, PromotionApplied,
                 PromotionModified, PromotionGroupCreated, MembershipAssociated,
                 MembershipTransferred, MembershipDisconnected, MembershipHandlingCompleted>;

}  // namespace proffer
